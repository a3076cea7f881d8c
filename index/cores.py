"""How many cores there are to compute with."""

from __future__ import annotations

import math
import os
from contextlib import suppress
from pathlib import Path

_QUOTA = Path("/sys/fs/cgroup/cpu.max")
_share: list[int] = []  # empty where this process may use whatever there is


def usable_cores(quota: Path = _QUOTA) -> int:
    """Number of cores this process may use, ≥ 1.

    Args:
        quota: file in which Linux says how much time on cores a container gets in each period.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError):  # «max» where there is no limit
        time, period = map(int, quota.read_text("ascii").split())
        cores = min(cores, math.ceil(time / period))
    return max(1, min([cores, *_share]))


def share_cores(count: int) -> None:
    """Let this process use no more than so many cores (≥ 1) from now on: others of its kind use the rest."""
    _share[:] = [count]
