"""How many workers there are, and what each of them gets of the machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_THREADS: Final = 4  # a worker's, unless said otherwise; more of them in one process gain little


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What there is, dealt out.

    Attributes:
        workers: number of them.
        threads: cores that each of them gets.
        gpus: that each of them gets: 1 or 0.
    """

    workers: int
    threads: int
    gpus: int


class Machine(NamedTuple):
    """A machine of the cluster: its cores (≥ 1) and the GPUs that the model can use."""

    cores: int
    gpus: int


def shared(machines: Sequence[Machine], *, workers: int | None) -> Shares:
    """Deal out machines, so that each worker fits on one of them.

    Args:
        machines: at least one; where any has GPUs, only those count that do.
        workers: as many as are wanted; None is one for each GPU, or for every four cores.

    Returns:
        Never more workers than there are GPUs, if any, and cores.
    """
    equipped = [machine for machine in machines if machine.gpus]
    if equipped:
        most = sum(min(machine) for machine in equipped)
        threads = max(1, min(machine.cores // machine.gpus for machine in equipped))
        return Shares(workers=_between(1, workers or most, most), threads=threads, gpus=1)
    cores = [machine.cores for machine in machines]
    workers = _between(1, workers or _fitting(cores, min(_THREADS, *cores)), sum(cores))
    threads = min(max(cores), sum(cores) // workers)
    while _fitting(cores, threads) < workers:
        threads -= 1
    return Shares(workers=workers, threads=threads, gpus=0)


def _between(least: int, wanted: int, most: int) -> int:
    return max(least, min(wanted, most))


def _fitting(cores: Sequence[int], threads: int) -> int:
    """Number of workers with so many threads that find room."""
    return sum(count // threads for count in cores)
