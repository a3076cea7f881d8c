"""Dates as people write them, in a line of their own: «Stand: 12. November 2024, 10:30 Uhr»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from index.phrases import folded
from index.sources.pages.date_reading import LONGEST, Moment, Unsure, moment, read_machine_date, tidy
from index.sources.pages.date_words import (
    AFTERNOON,
    CONNECTORS,
    MONTH_JOINTS,
    MORNING,
    PUBLISHED,
    UPDATED,
    YEAR_JOINTS,
    day_comes_first,
    parts,
)
from index.sources.pages.date_zones import ZONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Kind = Literal["published", "updated"]

_ENGLISH = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
_ENGLISH_WEEKDAYS = re.findall(
    r"\w+", "monday mon tuesday tues tue wednesday weds wed thursday thurs thur thu friday fri saturday sat sunday sun"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_SAME_AS = {"no": "nb"}  # as dateparser calls it
_THAI_YEARS = range(2500, 2600)
_LABEL = re.compile(rf"(?<!\w)(?:(?P<updated>{UPDATED})|(?P<published>{PUBLISHED}))(?!\w)", re.IGNORECASE)
# «10:30», «10.30 Uhr», «10h30», «10 giờ 30», «10 AM», «오전 10시 30분»
_HALVES = rf"(?:(?P<{{0}}>{MORNING})|(?P<{{1}}>{AFTERNOON}))"
_HOUR_WORDS = r"Uhr|uur|giờ|hrs?|h|時|时|點|点|시|ч"
_CLOCK = (
    rf"(?<![0-9])(?:{_HALVES.format('am_before', 'pm_before')}\s?)?(?P<hour>[0-9]{{1,2}})"
    rf"(?:\s?(?:[:.]|{_HOUR_WORDS})\s?(?P<minute>[0-9]{{2}})(?![0-9])(?::(?P<second>[0-9]{{2}})(?![0-9])(?:\.[0-9]+)?)?"
    rf"(?:\s?(?:分|분|phút|min|m)(?![^\W\d_]))?(?:\s?(?:{_HOUR_WORDS})(?!\w))?"
    rf"|(?=\s?(?:{MORNING}|{AFTERNOON})(?!\w))|\s?(?:{_HOUR_WORDS})(?![^\W\d_]))"
    rf"(?:\s?{_HALVES.format('am_after', 'pm_after')}(?!\w))?"
    rf"(?:\s?[(（]?(?P<zone>{ZONE})[)）]?)?"
)
_SEPARATOR_AFTER = re.compile(r"\s*(?:[|•·●∙⋅~]|[-–—/]\s|$)")
_SEPARATOR_BEFORE = re.compile(r"(?:^|[|•·●∙⋅~,，、:：]|\s[-–—/])\s*$")
_LATE_ZONE = re.compile(rf"\s?[(（]\s?({ZONE})\s?[)）]", re.IGNORECASE)
_MOST_WORDS_BEFORE = 8
_LONGEST_CONNECTOR = 3
_PLACE_AND_DATE = re.compile(
    r"^\(?(?P<place>[^,，()–—-]{2,40}(?:-[^,，()–—-]{2,20})?)[,，(]\s?(?P<date>[^–—]{6,60}?)\)?\s?(?:\([^()]{2,30}\)\s?)?(?:[–—]|\s-\s|\s--\s)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A date in a line.

    Attributes:
        kind: what its label says, None where there is none.
        text: the date with its time and zone, as written.
    """

    kind: Kind | None
    text: str
    read: Moment | Unsure


def read_written_date(text: str, language: str | None) -> Moment | Unsure | None:
    """Read a date that names day, month and year in full, in figures or with a month name of the language or English.

    Args:
        text: the date, with weekday, time and zone or without, and nothing else.
        language: ISO 639-1, maybe with a region; without one, only what can be read in one way is.
    """
    read = read_machine_date(text)
    if read is not None:
        return read
    line = tidy(text)
    readings = list(_readings(line, language)) if line else []
    return readings[0].read if len(readings) == 1 else None


def dates_in_line(text: str, language: str | None) -> list[Reading]:
    """The dates that stand alone in a line, or between separators and labels: never one inside a sentence."""
    line = tidy(text)
    if line is None or not any(map(str.isdigit, line)):
        return []
    labels = list(_LABEL.finditer(line))
    starts = [label.start() for label in labels] + [len(line)]
    found = list(_readings(line[: starts[0]], language)) if starts[0] else []
    if labels and starts[0] and not found and not _SEPARATOR_BEFORE.search(line[: starts[0]].rstrip("(（[")):
        return []
    for label, end in zip(labels, starts[1:], strict=True):
        kind: Kind = "updated" if label["updated"] else "published"
        found += [
            Reading(kind=kind, text=each.text, read=each.read)
            for each in _readings(line[label.end() : end], language, labelled=True)
        ]
    return found


def place_and_date(text: str, language: str | None) -> Reading | None:
    """The date that leads a paragraph: «Elmstadt, 12. November 2024 — Der Hafen …»."""
    head = tidy(text[:LONGEST])
    found = _PLACE_AND_DATE.match(head) if head else None
    if not found or not all(_is_of_a_name(word) for word in found["place"].split()):
        return None
    if _grammar_for(head or "", language).skip_before.search(found["place"]):
        return None  # «On Tuesday, 12 November 2019 – …» is a sentence
    read = _whole(found["date"], language)
    return Reading(kind=None, text=found["date"].strip(), read=read) if read else None


def label(before: str, text: str) -> Kind | None:
    """What the words before a date, or at the beginning of its own text, say that it is."""
    found = _LABEL.match(text.strip())
    if found is None:
        for each in _LABEL.finditer(before[-LONGEST:]):
            found = each
        if found is None or len(folded(before[-LONGEST:][found.end() :])) > _LONGEST_CONNECTOR:
            return None
    return "updated" if found["updated"] else "published"


def _is_of_a_name(word: str) -> bool:
    """Whether a word may be of a place's name: capitalised, or in a script without capitals."""
    return not word[0].islower() and not any(map(str.isdigit, word))


def _whole(text: str, language: str | None) -> Moment | Unsure | None:
    found = list(_readings(text, language, labelled=True))
    return found[0].read if len(found) == 1 else None


def _readings(line: str, language: str | None, *, labelled: bool = False) -> Iterator[Reading]:
    """The one date of a line or a part of one, if it has just one and stands alone there."""
    grammar = _grammar_for(line, language)
    dates = list(grammar.date.finditer(line))
    if len(dates) != 1:
        return
    date = dates[0]
    before, after = line[: date.start()], line[date.end() :]
    start, end = date.start(), date.end()
    clock = grammar.clock_after.match(after)
    late_zone = None
    if clock:
        end += clock.end()
    elif clock := grammar.clock_before.search(before):
        start = clock.start("clock")
        if clock["zone"] is None and (late_zone := _LATE_ZONE.match(after)):
            end += late_zone.end()
    before, after = line[:start], line[end:]
    if not _stands_alone(before, after, grammar, labelled=labelled):
        return
    read = _read(date, clock, late_zone[1] if late_zone else None, grammar, language)
    if read is not None:
        yield Reading(kind=None, text=line[start:end].strip(), read=read)


def _stands_alone(before: str, after: str, grammar: _Grammar, *, labelled: bool) -> bool:
    before = grammar.skip_before.sub("", before)
    after = after[skipped.end() :] if (skipped := grammar.skip_after.match(after)) else after
    if not _SEPARATOR_AFTER.match(after) and after:
        return False
    if not before:
        return True
    # «Von Anna Beck, 12. November 2024» stands for itself; a label is followed by its date at once.
    return not labelled and len(before.split()) <= _MOST_WORDS_BEFORE and bool(_SEPARATOR_BEFORE.search(before))


def _read(
    date: re.Match[str], clock: re.Match[str] | None, late_zone: str | None, grammar: _Grammar, language: str | None
) -> Moment | Unsure | None:
    fields = {name.rstrip("0123456789"): value for name, value in date.groupdict().items() if value is not None}
    year = int(fields["year"])
    if year in _THAI_YEARS:
        if parts(language)[0] != "th":
            return None
        year -= 543
    if "name" in fields:
        month, day = grammar.months[fields["name"].casefold()], int(fields["day"])
    elif "month" in fields:
        month, day = int(fields["month"]), int(fields["day"])
    else:
        order = _ordered(int(fields["first"]), int(fields["second"]), fields["mark"], language)
        if isinstance(order, Unsure):
            return order
        day, month = order
    if clock is None:
        return moment((year, month, day))
    half = "am" if clock["am_before"] or clock["am_after"] else "pm" if clock["pm_before"] or clock["pm_after"] else ""
    time = (int(clock["hour"]), int(clock["minute"] or 0), int(clock["second"] or 0))
    return moment((year, month, day), time, clock["zone"] or late_zone, part=half)


def _ordered(first: int, second: int, mark: str, language: str | None) -> tuple[int, int] | Unsure:
    """Day and month of a date in figures that ends in the year."""
    if first > 12 or first == second:
        return first, second
    if second > 12:
        return second, first
    day_first = True if mark == "." else day_comes_first(language)
    if day_first is None:
        return Unsure("which could be two days")
    return (first, second) if day_first else (second, first)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grammar:
    """The patterns of a language, and the number of each month's name."""

    months: Mapping[str, int]
    date: re.Pattern[str]
    clock_after: re.Pattern[str]
    clock_before: re.Pattern[str]
    skip_after: re.Pattern[str]
    skip_before: re.Pattern[str]


def _grammar_for(line: str, language: str | None) -> _Grammar:
    """The grammar of a language; the English one, which costs no library, where the line needs no other."""
    code, _ = parts(language)
    if not code or code == "en" or not any(map(str.isalpha, line)):
        return _grammar("en")
    return _grammar(_SAME_AS.get(code, code) if code.isalpha() else "en")


@lru_cache(maxsize=64)
def _grammar(code: str) -> _Grammar:
    months = {name: number for number, names in enumerate(_ENGLISH, start=1) for name in names}
    weekdays = set(_ENGLISH_WEEKDAYS)
    if code != "en":
        from index.date_parsing import locale_info, month_names

        months |= {name: number for number, names in enumerate(month_names(code), start=1) for name in names}
        info = locale_info(code)
        weekdays |= {name for day in _WEEKDAYS for name in info.get(day, ())}
    # Possessive wherever it repeats: what could be taken in two ways would else take for ever.
    words = rf"(?:(?<!\w)(?:{_any(weekdays)}|{CONNECTORS})(?!\w)\.?|曜日)"
    signs = r"(?:[(（]\w[)）]|[\s,，、;；:：()（）\[\]%s])"
    skip = rf"(?:{signs % '|•·●∙⋅~–—/-'}|{words})"
    alone = rf"(?:{signs % ''}|{words})"
    return _Grammar(
        months=months,
        date=re.compile(_date_pattern(_any(months)), re.IGNORECASE),
        clock_after=re.compile(rf"{skip}*+(?P<clock>{_CLOCK})", re.IGNORECASE),
        clock_before=re.compile(rf"(?P<clock>{_CLOCK}){skip}*+$", re.IGNORECASE),
        skip_after=re.compile(rf"\.?{alone}*+", re.IGNORECASE),
        skip_before=re.compile(rf"^{skip}++$|(?:{words}[\s,(（]*+)++$", re.IGNORECASE),
    )


def _date_pattern(names: str) -> str:
    """All ways to write a date that names day, month and year; the number of the way ends the name of each group."""

    def day(way: int) -> str:
        return rf"(?<![0-9])(?P<day{way}>[0-9]{{1,2}})(?![0-9])"

    def month(way: int) -> str:
        return rf"(?<![^\W\d_])(?P<name{way}>{names})(?!\w)\.?"

    def year(way: int) -> str:
        return rf"(?P<year{way}>(?:19|20|25)[0-9]{{2}})(?![0-9])"

    figure, same = "[0-9]{1,2}", "(?P=space)(?P=mark)"
    ordinal = r"\s?(?:st|nd|rd|th|er|re|ère|[ºª°]|-?го|-а|a)?"
    blank = r"[\s.,/-]{0,3}"
    of_month, of_year = rf"(?:(?:{MONTH_JOINTS})\s?)?", rf"(?:(?:{YEAR_JOINTS})\.?\s?)?"
    return "|".join(
        (
            rf"(?<![0-9.,]){year(1)}(?P<between>\s?[-/.]\s?)(?P<month1>{figure})(?P=between)(?P<day1>{figure})(?![0-9])\.?",
            rf"{year(2)}\s?[年년]\s?(?P<month2>{figure})\s?[月월]\s?(?P<day2>{figure})\s?[日일号號]",
            rf"(?<![0-9.,])(?P<first>{figure})(?P<space>\s?)(?P<mark>[-/.])\s?(?P<second>{figure}){same}\s?{year(3)}",
            rf"{day(4)}{ordinal}{blank}{of_month}{month(4)}{blank}{of_year}{year(4)}",
            rf"{month(5)}{blank}{day(5)}{ordinal}{blank}{of_year}{year(5)}",
            rf"{year(6)}{blank}{of_year}{month(6)}{blank}{day(6)}\.?(?:\sd\.)?",
        )
    )


def _any(names: Mapping[str, int] | set[str]) -> str:
    return "|".join(
        re.escape(name).replace(r"\ ", r"\s?") for name in sorted(names, key=lambda name: (-len(name), name))
    )
