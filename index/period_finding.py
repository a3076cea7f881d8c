"""Where a text names a time, and which days that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from index import period_day_words
from index.date_parsing import MONTHS, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.period_grammar import Grammar

_LONGEST = 366  # days; «in the last thirty years» is no time that news is filtered by
CALENDAR = frozenset({"date", "named month", "dates"})
YEARS = range(1900, 2101)
_CJK_DIGITS = "一二三四五六七八九十"
_CJK_DATE = re.compile(
    rf"(?P<date>(?:(?P<y>(?:19|20)\d\d)\s?[年년]\s?)?(?P<m>\d{{1,2}}|[{_CJK_DIGITS}]{{1,2}})\s?(?:月|월)份?"
    rf"(?:\s?(?P<d>\d{{1,2}}|[{_CJK_DIGITS}]{{1,3}})\s?[日号號일])?)"
)
_DIGITS = re.compile(
    r"(?<![\w./-])(?P<date>(?P<iso>(?:19|20)\d\d(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}))"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d)(?![\w/-])"
)
_LEAP_YEARS_APART = 9  # years to look back for a 29 February
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…]\s)[\W_]*$")


@dataclass(frozen=True, slots=True)
class Clock:
    """What the time is where the question is asked.

    Attributes:
        now: aware, or the machine's own local time without a zone.
        zone: of its days; None is the machine's own, with the rules of each day.
    """

    now: datetime
    zone: tzinfo | None

    @classmethod
    def at(cls, now: datetime | None) -> Clock:
        """A clock that shows an aware time; None takes the machine's."""
        return cls(now, now.tzinfo) if now else cls(datetime.now(), None)  # noqa: DTZ005 -- local on purpose

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    def start(self, day: date) -> datetime:
        """When a day begins, aware."""
        return self.moment(datetime.combine(day, time()))

    def moment(self, shown: datetime) -> datetime:
        """When its hands show a time, given without a zone; aware."""
        return shown.replace(tzinfo=self.zone) if self.zone else shown.astimezone()

    def earlier(self, hours: int) -> datetime:
        """The time so many hours ago, aware; the clock may have been put forward or back in between."""
        return (self.now.astimezone(UTC) - timedelta(hours=hours)).astimezone(self.zone)


class Found(NamedTuple):
    """A time named in a text: the days from ``first`` up to ``last``, both included."""

    start: int
    end: int
    kind: str  # a unit, weekday, hours or placed (in a week or year); those of CALENDAR
    first: date
    last: date
    yearless: bool = False
    alone: bool = True  # a time even if nothing before it says so
    lead: str = ""
    since: datetime | None = None  # where it begins in mid-day

    @property
    def absolute(self) -> bool:
        """Is it a date of the calendar?"""
        return self.kind in CALENDAR

    def overlaps(self, other: Found) -> bool:
        """Do they share a character?"""
        return self.start < other.end and other.start < self.end


def is_name(text: str, match: re.Match[str]) -> bool:
    """Is it written like a name: with a capital, in mid-sentence, and not among capitals only?"""
    return match.group()[0].isupper() and not text.isupper() and not _SENTENCE_START.search(text[: match.start()])


def relative(text: str, words: Grammar, clock: Clock) -> Iterator[Found]:
    """Times that depend on what day it is; they may overlap."""
    today = clock.today
    for pattern, unit, ago in words.spans:
        for match in pattern.finditer(text):
            if is_name(text, match) or ((unit, ago) == ("day", 0) and _nowadays(text, match, words)):
                continue
            yield Found(*match.span(), unit, *_whole(today, unit, ago))
    yield from _counted_back(text, words, clock)
    yield from _weekdays(text, words, clock)


def _counted_back(text: str, words: Grammar, clock: Clock) -> Iterator[Found]:
    today = clock.today
    for pattern in (words.within, words.ago):
        for match in pattern.finditer(text):
            unit, number = _counted(match, words)
            days = number * {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}[unit]
            if days > _LONGEST or number > _LONGEST:
                continue
            if unit == "hour":
                since = clock.earlier(number)
                yield Found(*match.span(), "hours", since.date(), today, since=since)
            elif pattern is words.ago:
                yield Found(*match.span(), unit, *_whole(today, unit, number))
            else:
                yield Found(*match.span(), "span", _earlier(today, unit, number), today)


def _weekdays(text: str, words: Grammar, clock: Clock) -> Iterator[Found]:
    today = clock.today
    for match in words.weekday.finditer(text):
        if words.not_before_weekday.search(text, 0, match.start()) or re.match(r"\s+[A-Z]", text[match.end() :]):
            continue
        day = next(int(name[1]) for name, value in match.groupdict().items() if value)
        latest = today - timedelta((today.weekday() - day) % 7)
        yield Found(*match.span(), "weekday", latest, latest, alone=words.code in period_day_words.BARE_WEEKDAYS)


def _nowadays(text: str, match: re.Match[str], words: Grammar) -> bool:
    """Does «today» stand for these times, or for a newspaper?"""
    before, after = text[: match.start()], text[match.end() :].lstrip()
    return bool(words.nowadays_before.search(before) or words.nowadays_after.match(after))


def _counted(match: re.Match[str], words: Grammar) -> tuple[str, int]:
    groups = {name[0]: value for name, value in match.groupdict().items() if value}
    number = groups.get("n", "1").casefold()
    unit = next(name for name, pattern in words.units if pattern.fullmatch(groups["u"]))
    return unit, int(number) if number.isdecimal() else words.numbers.get(number, 1)


def _earlier(day: date, unit: str, number: int) -> date:
    if unit in {"day", "week"}:
        return day - timedelta(days=number * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, last_of(date(year, month + 1, 1)).day))


def last_of(day: date) -> date:
    """Last day of a day's month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _whole(today: date, unit: str, ago: int) -> tuple[date, date]:
    """First and last day of this day, week, month or year, or of one before it; weeks begin on Monday."""
    if unit.endswith("weekend"):
        saturday = today - timedelta(days=(today.weekday() - 5) % 7)
        return saturday, saturday + timedelta(days=1)
    day = _earlier(today, unit, ago)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return day.replace(day=1), last_of(day)
    return (date(day.year, 1, 1), date(day.year, 12, 31)) if unit == "year" else (day, day)


def absolute(text: str, words: Grammar, clock: Clock) -> Iterator[Found]:
    """Dates of the calendar; they may overlap."""
    for pattern in (words.date, _DIGITS, _CJK_DATE, words.short_date):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            yearless = pattern is words.short_date or (pattern is not _DIGITS and not groups["y"])
            if yearless and groups.get("m") and pattern is words.date and not _whole_name(match, words):
                continue
            in_digits = pattern is words.short_date
            resolved = _latest(match["date"], words.code, clock) if in_digits else _resolved(match, words.code, clock)
            if resolved is None:
                continue
            kind, first, last = resolved
            bare = pattern is _CJK_DATE or (pattern is words.date and words.code in period_day_words.BARE_DATES)
            alone = not yearless or (bare and kind == "date")
            yield Found(*match.span(), kind, first, last, yearless=yearless, alone=alone)


def _whole_name(match: re.Match[str], words: Grammar) -> bool:
    """Is it plainly the month: whole or beside a day, and a name where the word alone would be another?"""
    name = match["m"]
    if name.casefold() not in words.full_months:
        return words.own and bool(match["d"] or match["d2"])
    return words.code != "en" or name.casefold() not in period_day_words.MONTHS_TOO_COMMON or name[0].isupper()


def _resolved(match: re.Match[str], code: str, clock: Clock) -> tuple[str, date, date] | None:
    """Kind, first and last day of a date as dateparser understands it; without a year, the latest."""
    groups = match.groupdict()
    if groups.get("iso"):
        try:
            exact = date(*(int(part) for part in re.split("[-/]", groups["iso"])))
        except ValueError:
            return None
        return "date", exact, exact
    asked = match["date"].replace(groups.get("to") or "\x00", "").removeprefix("ngày").strip()
    extra = period_day_words.EXTRA_MONTHS.get(code, ())
    if (groups.get("m") or "").casefold() in extra:
        asked = asked.replace(match["m"], MONTHS[extra.index(match["m"].casefold())])
    known = parse(asked, (code, "en"), clock.now)
    if known is None or known[1] not in {"day", "month"} or known[0].year not in YEARS:
        return None
    day, kind = known[0].date(), known[1]
    if kind == "month":
        return "named month", day.replace(day=1), last_of(day)
    if groups.get("d3"):
        until = int(groups["d3"])
        return ("dates", day, day.replace(day=until)) if day.day < until <= last_of(day).day else None
    return "date", day, day


def _latest(written: str, code: str, clock: Clock) -> tuple[str, date, date] | None:
    """The same of «20.11.» or «20/11», which dateparser might take for a time of day: the latest day, up to today."""
    one, other = (int(part) for part in re.findall(r"\d+", written))
    orders = [(one, other)]
    if "/" in written:
        # «11/30» is plain, wherever it is written.
        orders.insert(0 if code == "en" else 1, (other, one))
    for day, month in orders:
        for year in range(clock.today.year, clock.today.year - _LEAP_YEARS_APART, -1):
            try:
                found = date(year, month, day)
            except ValueError:
                continue
            if found <= clock.today:
                return "date", found, found
    return None
