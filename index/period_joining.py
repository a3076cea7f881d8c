"""Times that are told together: «Tuesday last week», «between Monday and Friday»."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from index.period_finding import Found, last_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.period_grammar import Grammar

# What may stand between «Tuesday» and «last week» that are one time.
_BESIDE = re.compile(r"[\s,]*(?:(?:of|de|del|dell['’]|der|des|la|trong|in|im)\s*)?", re.IGNORECASE)


def closer(text: str, every: Sequence[Found]) -> Iterator[Found]:
    """«Tuesday last week», «November last year»: a day or month told apart by the week or year beside it."""
    for wide in every:
        for near in every:
            fits = (wide.kind, near.kind) in {("week", "weekday"), ("year", "named month"), ("year", "date")}
            if not fits or (near.kind != "weekday" and not near.yearless):
                continue
            before, after = sorted((wide, near))
            if not before.overlaps(after) and not _BESIDE.fullmatch(text, before.end, after.start):
                continue
            if near.kind == "weekday":
                first = last = wide.first + timedelta(days=near.first.weekday())
            else:
                first, last = in_year(near.first, wide.first.year), in_year(near.last, wide.first.year)
            yield Found(before.start, max(wide.end, near.end), "placed", first, last)


def in_year(day: date, year: int) -> date:
    """The same day of another year; the last of a month stays the last."""
    if day.month == 2 and day.day >= 28:
        return last_of(date(year, 2, 1)) if day == last_of(day) else date(year, 2, 28)
    return day.replace(year=year)


def ranges(text: str, apart: Sequence[Found], words: Grammar) -> list[Found]:
    """The same times, two that are joined by «between … and …» made one."""
    joined: list[Found] = []
    for found in apart:
        before = joined[-1] if joined else None
        between = words.between.search(text[: before.start]) if before else None
        joins = before and between and words.joint.fullmatch(text, before.end, found.start)
        if before and between and joins and (span := _range(between.start(), before, found)):
            joined[-1] = span
            continue
        first = words.first_day.search(text[: found.start]) if found.kind == "date" else None
        if first and int(first["d"]) in range(1, found.first.day):
            day = found.first.replace(day=int(first["d"]))
            joined.append(found._replace(start=first.start(), first=day, kind="dates", alone=True))
        else:
            joined.append(found)
    return joined


def _range(start: int, one: Found, other: Found) -> Found | None:
    """From one time to another; None where they make no range."""
    first = one.first
    if one.yearless and first.year != other.last.year:
        first = in_year(first, other.last.year)
    if one.yearless and first > other.last:
        first = in_year(first, first.year - 1)
    if one.kind == other.kind == "weekday" and first > other.last:
        first -= timedelta(days=7)
    if first > other.last or one.absolute != other.absolute:
        return None
    return Found(start, other.end, "dates" if one.absolute else "span", first, other.last)
