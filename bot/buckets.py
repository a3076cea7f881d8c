"""How many articles there are about a topic in each of the days, weeks, months or years it spans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.types import Citation, Timeline

Unit = Literal["day", "week", "month", "year"]
"""What a bar stands for; a week begins on Monday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Buckets:
    """Numbers of articles in spans of time that follow each other without a gap.

    Attributes:
        unit: how long a span is.
        starts: first day of each span, in UTC, ascending.
        counts: number of articles in each, 0 or more.
    """

    unit: Unit
    starts: tuple[date, ...]
    counts: tuple[int, ...]

    def bar(self, article: Citation) -> int:
        """Number of the span an article is from, 0 for the first; a dated article of the same timeline."""
        number = _CALENDARS[self.unit].number
        return number(_day(article)) - number(self.starts[0])


class _Calendar(NamedTuple):
    """A unit's spans, numbered from the beginning of the calendar.

    Attributes:
        most: most bars of this unit; a longer time takes the next.
        number: of the span that a day is in.
        start: first day of the span of a number.
    """

    most: float
    number: Callable[[date], int]
    start: Callable[[int], date]


_CALENDARS: dict[Unit, _Calendar] = {
    "day": _Calendar(31, date.toordinal, date.fromordinal),
    # The first day of the calendar, 1, is a Monday.
    "week": _Calendar(31, lambda day: (day.toordinal() - 1) // 7, lambda week: date.fromordinal(7 * week + 1)),
    "month": _Calendar(
        48, lambda day: 12 * day.year + day.month - 1, lambda month: date(month // 12, month % 12 + 1, 1)
    ),
    "year": _Calendar(float("inf"), lambda day: day.year, lambda year: date(year, 1, 1)),
}
# Fewer look like nothing. They are added in the past, of which it is known that no article is from then.
_FEWEST = 7


def buckets(timeline: Timeline) -> Buckets:
    """Count articles by day, week, month or year, whichever gives about six to thirty bars.

    Raises:
        ValueError: no article has a date.
    """
    days = sorted(_day(article) for article in timeline.articles)
    if not days:
        raise ValueError("no article has a date")
    unit = next(unit for unit, (most, number, _) in _CALENDARS.items() if number(days[-1]) - number(days[0]) < most)
    number, start = _CALENDARS[unit].number, _CALENDARS[unit].start
    last = number(days[-1])
    first = max(number(date.min), min(number(days[0]), last - _FEWEST + 1))
    counted = Counter(map(number, days))
    spans = range(first, last + 1)
    return Buckets(
        unit=unit, starts=tuple(start(span) for span in spans), counts=tuple(counted[span] for span in spans)
    )


def _day(article: Citation) -> date:
    if article.published is None:
        raise ValueError("an article of a timeline has no date")
    return article.published.astimezone(UTC).date()
