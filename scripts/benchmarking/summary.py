"""Many measurements to few numbers: pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spread:
    """A value measured several times.

    Attributes:
        median: of all.
        low: the smallest; ``high`` the largest.
        n: how many.
    """

    median: float
    low: float
    high: float
    n: int


def spread(values: Iterable[float | None]) -> Spread | None:
    """Median, smallest and largest of some values; None where none is known."""
    known = [value for value in values if value is not None]
    return Spread(median(known), min(known), max(known), len(known)) if known else None


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` (0…1] of all do not exceed; raises ValueError where there are none."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def latency(milliseconds: Sequence[float]) -> dict[str, float]:
    """``p50`` and ``p95`` of some durations, in their unit, with ``n``."""
    return {
        "p50": percentile(milliseconds, 0.5),
        "p95": percentile(milliseconds, 0.95),
        "n": float(len(milliseconds)),
    }


def covered(intervals: Iterable[Interval]) -> float:
    """Length of what some intervals (start, end) cover together: where two overlap it counts once."""
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return sum(end - start for start, end in merged)


def spans(reports: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Seconds from a stage's first report to its last, or to the next report of any, by stage in order of beginning.

    Stages that run at once overlap, and so do their spans.

    Args:
        reports: stage and time of each, in the order of time.
    """
    found: dict[str, Interval] = {}
    for (stage, at), (_, following) in pairwise([*reports, reports[-1]] if reports else []):
        first, last = found.get(stage, (at, at))
        found[stage] = (first, max(last, following))
    return {stage: end - start for stage, (start, end) in found.items()}


def recall(found: Sequence[Sequence[int]], exact: Sequence[Sequence[int]]) -> float:
    """Share of the exact neighbours that were found, over all questions; 1 where there is nothing to find."""
    wanted = sum(len(ids) for ids in exact)
    held = sum(len(set(some) & set(ids)) for some, ids in zip(found, exact, strict=True))
    return held / wanted if wanted else 1.0
