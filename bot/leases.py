"""How long a replica of the bot may take itself to be alive, and others to be dead; pure but for its clock."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Final

LEASE: Final = 30.0
"""Seconds after its last sign of life that a replica counts as dead."""
BEAT: Final = 2.0
"""Seconds from one sign of life to the next."""

_SHARPNESS: Final = 0.9  # of a lease; what is about to run out is as good as run out
_SHORTEST_PAUSE: Final = 0.01  # seconds
_LONGEST_PAUSE: Final = 0.05
_LONGEST_PAUSE_OF_FAILURES: Final = 1.0
_GROWTH: Final = 1.5


def clock() -> float:
    """Seconds that only grow, also while the machine sleeps where it can tell."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """What a replica knows of its own lease.

    Attributes:
        length: seconds.
        renewed: when it last was; by ``clock``. None where it never was.
        unbroken: since when it has held without a gap.
        undisturbed: since when it has been renewed whenever that was tried, without a gap.
    """

    length: float = LEASE
    renewed: float | None = None
    unbroken: float = 0.0
    undisturbed: float = 0.0

    def holds(self, now: float) -> bool:
        """Whether nobody counts the replica as dead yet."""
        return self.renewed is not None and now - self.renewed < _SHARPNESS * self.length

    def covers(self, since: float, now: float) -> bool:
        """Whether nobody can have taken over yet what the replica has had in hand since a time."""
        return self.holds(now) and self.unbroken <= since

    def renewed_at(self, asked: float, answered: float) -> Lease:
        """The lease after a renewal that was asked for at a time, and of which another time brought word.

        Where the lease ran out in between, it may have done so before it was renewed: then there is a gap.
        """
        if self.holds(answered):
            return replace(self, renewed=asked)
        return replace(self, renewed=asked, unbroken=answered, undisturbed=answered)

    def interrupted(self, now: float) -> Lease:
        """The lease after a renewal that failed."""
        return replace(self, undisturbed=now)

    def may_judge(self, now: float) -> bool:
        """Whether those whose lease ran out are dead.

        Where the database was away, everybody's ran out: whoever is back first is to leave the others time to renew.
        """
        return self.holds(now) and now - self.undisturbed >= self.length / 3


def pause_after(pause: float, *, granted: bool, failed: bool = False) -> float:
    """Seconds until the next look whether it is one's turn, which were ``pause`` before this one."""
    if granted:
        return _SHORTEST_PAUSE
    longest = _LONGEST_PAUSE_OF_FAILURES if failed else _LONGEST_PAUSE
    return min(longest, max(_SHORTEST_PAUSE, pause) * _GROWTH)
