"""How a person wants to be answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

MOST_QUOTES: Final = 5
WINDOWS: Final = (None, 1, 7, 30, 365)
"""Days to choose from; None for all time."""
_DIGITS: Final = 9
"""Of a number that any setting can be; Python refuses to read thousands of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How a person wants to be answered.

    Attributes:
        language: code of the interface's language; None takes that of the app, else of the question.
        quotes: most quotes in an answer, 1…MOST_QUOTES.
        window: only articles of the last so many days answer, unless the question names a time; None for all.
        muted: names of outlets that do not answer, as ``outlet_names.outlet_key`` makes them.
    """

    language: str | None = None
    quotes: int = 3
    window: int | None = None
    muted: frozenset[str] = frozenset()

    @property
    def recent(self) -> timedelta | None:
        """The window as a length of time."""
        return None if self.window is None else timedelta(days=self.window)


def with_setting(
    preferences: Preferences, which: str, value: str, *, languages: Container[str], windows: Container[int | None]
) -> Preferences | None:
    """Preferences with one of them set to what a person typed or pressed; None where there is no such choice.

    Args:
        preferences: as they are.
        which: ``language``, ``quotes`` or ``window``.
        value: a code or ``auto``; a number; a number of days or ``all``.
        languages: the codes there are.
        windows: the days to choose from.
    """
    number = int(value) if value.isdecimal() and len(value) <= _DIGITS else 0
    if which == "language" and (value == "auto" or value in languages):
        return replace(preferences, language=None if value == "auto" else value)
    if which == "quotes" and 1 <= number <= MOST_QUOTES:
        return replace(preferences, quotes=number)
    if which == "window" and (value == "all" or (number > 0 and number in windows)):
        return replace(preferences, window=None if value == "all" else number)
    return None
