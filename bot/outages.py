"""Servers that do not answer for a while: said once, and once more when it is over."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)


class Outage:
    """Whether a server answers, as far as those know that asked it last; for one thread.

    Args:
        what: cannot be reached meanwhile; for the log and whoever asks whether the bot is well.
        clock: seconds that only grow.

    Attributes:
        what: as given.
    """

    def __init__(self, what: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.what = what
        self._clock = clock
        self._since: float | None = None

    @property
    def lasts(self) -> float | None:
        """For how many seconds it has not answered; None where it does."""
        return None if self._since is None else self._clock() - self._since

    def begins(self, error: Exception) -> None:
        """It did not answer, as an error says in a sentence that holds no secret."""
        if self._since is None:
            self._since = self._clock()
            logger.error("%s cannot be reached: %s", self.what, error)

    def ends(self) -> None:
        """It answered."""
        if self._since is not None:
            logger.warning("%s can be reached again seconds=%.0f", self.what, self._clock() - self._since)
            self._since = None
