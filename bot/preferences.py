"""How a person wants to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

MOST_QUOTES: Final = 5
WINDOWS: Final = (None, 1, 7, 30, 365)
"""Days to choose from; None for all time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How a person wants to be answered.

    Attributes:
        language: code of the interface's language; None takes that of the app, else of the question.
        quotes: most quotes in an answer, 1…MOST_QUOTES.
        window: only articles of the last so many days answer, unless the question names a time; None for all.
        muted: names of outlets that do not answer, as ``catalog.outlet_key`` makes them.
    """

    language: str | None = None
    quotes: int = 3
    window: int | None = None
    muted: frozenset[str] = frozenset()

    @property
    def recent(self) -> timedelta | None:
        """The window as a length of time."""
        return None if self.window is None else timedelta(days=self.window)
