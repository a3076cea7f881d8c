"""The tables of ``index.period_words`` made ready to be read, a language at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from index import period_day_words, period_event_words, period_news_words, period_words
from index.date_parsing import month_names, relative_words

if TYPE_CHECKING:
    from collections.abc import Mapping

# Written without blanks between words.
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_NEVER = re.compile(r"(?!)")
_FULL_NAME = 4  # letters; a shorter one is an abbreviation, or a month like May
_ARTICLE = r"(?:(?:the|den|dem|der|el|le|il|o|ngày)\s+)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What tells that a time is the event's, and not that of the articles.

    Attributes:
        compared: a word of comparison where a text ends, up to the time that is compared with.
        compared_behind: the same, to be matched behind the time.
        future: it is asked for what is to come.
        next: the coming day of the week, where a text ends.
        next_behind: the same, to be matched behind the day.
    """

    compared: re.Pattern[str]
    compared_behind: re.Pattern[str]
    future: re.Pattern[str]
    next: re.Pattern[str]
    next_behind: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """How times are named in one language.

    Attributes:
        code: ISO 639-1.
        own: whether it is the question's own language.
        spans: (expression, unit, how many ago).
        within: up to now; groups ``n`` and ``u``.
        ago: one day, week … in the past; likewise.
        weekday: groups ``d0`` (Monday) … ``d6``.
        date: a day or month by its name; groups ``date``, ``d``, ``m``, ``d2``, ``to``, ``d3`` and ``y``.
        short_date: a day and month in digits, ``30.11.`` or ``30/11``; group ``date``.
        lead: what changes a date it stands before; a group for each kind; to be searched in what precedes.
        trail: the same behind a date; to be matched there.
        full_months: the names, folded, that are no abbreviations.
        newest_of: «news» and the like where a text ends, before a word for the newest.
        newest_of_behind: the same, to be matched behind it.
        beside: what tells that a time is the event's.
        numbers: folded words for numbers.
        units: (unit, expression).
    """

    code: str
    own: bool
    spans: tuple[tuple[re.Pattern[str], str, int], ...]
    within: re.Pattern[str]
    ago: re.Pattern[str]
    weekday: re.Pattern[str]
    not_before_weekday: re.Pattern[str]
    date: re.Pattern[str]
    short_date: re.Pattern[str]
    lead: re.Pattern[str]
    trail: re.Pattern[str]
    between: re.Pattern[str]
    joint: re.Pattern[str]
    first_day: re.Pattern[str]
    nowadays_before: re.Pattern[str]
    nowadays_after: re.Pattern[str]
    newest: re.Pattern[str]
    newest_of: re.Pattern[str]
    newest_of_behind: re.Pattern[str]
    beside: Beside
    news: re.Pattern[str]
    nothing_asked: re.Pattern[str]
    full_months: frozenset[str]
    numbers: Mapping[str, int]
    units: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=32)
def grammar(code: str, *, own: bool) -> Grammar:
    """The grammar of a language.

    Args:
        code: ISO 639-1; one that neither the tables nor dateparser know gives a grammar that finds nothing by name.
        own: whether it is the question's own language; if not, words that mean something else elsewhere are left out.
    """
    joint = _any(_entries(period_day_words.AND, code, own=own)) or "(?!)"
    between = _any(_entries(period_day_words.BETWEEN, code, own=own)) or "(?!)"
    months, full = _months(code)

    weekdays = _entries(period_day_words.WEEKDAYS, code, own=own)
    prefix = rf"(?:{_any(weekdays)},?\s+{_ARTICLE})?" if weekdays else ""
    news_of = _entries(period_news_words.NEWEST_OF, code, own=own)
    return Grammar(
        code=code,
        own=own,
        beside=_beside(code, own=own),
        newest_of=_before(news_of, code),
        newest_of_behind=_behind(news_of, code),
        spans=tuple(
            (_compiled(lines, code), unit, ago)
            for (unit, ago), table in period_words.SPANS.items()
            if (lines := _entries(table, code, own=own) or _borrowed(code, unit, ago))
        ),
        within=_counted(period_words.WITHIN, code, own=own),
        ago=_counted(period_words.AGO, code, own=own),
        weekday=_compiled(_named_days(weekdays), code, possessive=False),
        not_before_weekday=_before(_entries(period_day_words.NOT_BEFORE_A_WEEKDAY, code, own=own)),
        date=_date(prefix, months),
        short_date=re.compile(r"(?<![\w./])(?P<date>\d{1,2}\.\s?\d{1,2}\.|\d{1,2}/\d{1,2})(?![\w/])"),
        lead=_before(_kinds(period_day_words.LEADS, code), code),
        trail=_behind(_kinds(period_day_words.TRAILS, code), code),
        between=_before([between], code),
        joint=re.compile(rf"\s*,?\s*(?:{joint})\s*", re.IGNORECASE),
        first_day=re.compile(
            rf"(?<!\w)(?:(?:{between})\s*)?(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?\s*(?:{joint})\s*$", re.IGNORECASE
        ),
        nowadays_before=_before(_entries(period_news_words.NOWADAYS_BEFORE, code, own=own), code),
        nowadays_after=_compiled(_entries(period_news_words.NOWADAYS_AFTER, code, own=own), code),
        newest=_compiled(_entries(period_news_words.NEWEST, code, own=own), code),
        news=_compiled(_entries(period_news_words.NEWS, code, own=own), code),
        nothing_asked=_compiled(_entries(period_news_words.NOTHING_ASKED, code, own=own), code, possessive=False),
        full_months=full,
        numbers=_numbers(code, own=own),
        units=tuple(
            (name, re.compile(_any(_entries(table, code, own=own)) or "(?!)", re.IGNORECASE))
            for name, table in period_words.UNITS.items()
        ),
    )


def _numbers(code: str, *, own: bool) -> Mapping[str, int]:
    words = _entries(period_words.NUMBERS, code, own=own)
    return {word: at if at <= 12 else 1 for at, word in enumerate(words, 1)} | period_words.EXTRA_NUMBERS


def _counted(table: str, code: str, *, own: bool) -> re.Pattern[str]:
    """Expressions with a number and a unit in them."""
    numbers = _entries(period_words.NUMBERS, code, own=own)
    number = r"(?<![\d.,])" + _any([r"\d{1,3}", *reversed(numbers)])
    unit = _any([e for units in period_words.UNITS.values() for e in _entries(units, code, own=own)])
    gap = r"\s*" if code in _UNSPACED else ""
    # A named group may stand once in an expression.
    texts = [
        line.replace("{n}", f"(?P<n{at}>{number}){gap}").replace("{u}", f"(?P<u{at}>{unit})")
        for at, line in enumerate(_entries(table, code, own=own))
    ]
    return _compiled(texts, code)


def _named_days(weekdays: list[str]) -> list[str]:
    """The days of the week, each in the group that tells which it is."""
    places = [period_day_words.EXTRA_WEEKDAYS.get(day, at) for at, day in enumerate(weekdays)]
    return [
        f"(?P<d{place}{'x' * (at > 6)}>{day})" for at, (place, day) in enumerate(zip(places, weekdays, strict=True))
    ]


def _beside(code: str, *, own: bool) -> Beside:
    def entries(table: str) -> list[str]:
        return _entries(table, code, own=own)

    through = _any(entries(period_event_words.COMPARED_THROUGH)) or "(?!)"
    bound = "" if code in _UNSPACED else r"(?<!\w)"
    compared = [rf"{_any([word])}(?:\s*{bound}{through})*" for word in entries(period_event_words.COMPARED)]
    return Beside(
        compared=_before(compared, code),
        compared_behind=_behind(entries(period_event_words.COMPARED_BEHIND), code),
        future=_compiled(entries(period_event_words.FUTURE), code),
        next=_before(entries(period_event_words.NEXT), code),
        next_behind=_behind(entries(period_event_words.NEXT_BEHIND), code),
    )


def _entries(table: str, code: str, *, own: bool) -> list[str]:
    """The expressions of a language, as regular expressions."""
    for line in table.splitlines():
        name, _, rest = line.strip().partition(":")
        if name == code:
            entries = [entry.strip() for entry in rest.split(" | ")]
            entries = [entry.removeprefix("~") for entry in entries if entry and (own or not entry.startswith("~"))]
            return [entry.removesuffix(" |").strip().replace(" ", r"\s+") for entry in entries]
    return []


def _kinds(tables: Mapping[str, str], code: str) -> list[str]:
    """A named group for each table that has a line for the language."""
    return [
        f"(?P<{kind}>{_any(entries)})" for kind, table in tables.items() if (entries := _entries(table, code, own=True))
    ]


def _any(expressions: list[str]) -> str:
    return f"(?:{'|'.join(expressions)})" if expressions else ""


def _compiled(expressions: list[str], code: str, *, possessive: bool = True) -> re.Pattern[str]:
    """Any of some expressions as whole words; ``possessive`` allows ``'s`` behind them."""
    if not expressions:
        return _NEVER
    body = _any(expressions)
    if code in _UNSPACED:
        return re.compile(body)
    return re.compile(rf"(?<!\w){body}(?!\w{'' if possessive else _possessive()})", re.IGNORECASE)


def _possessive() -> str:
    return r"|['’]s\b"


def _before(expressions: list[str], code: str = "") -> re.Pattern[str]:
    """Any of some expressions where a text ends."""
    body = _any(expressions)
    bound = "" if code in _UNSPACED else r"(?<!\w)"
    return re.compile(rf"{bound}{body}\s*$", re.IGNORECASE) if body else _NEVER


def _behind(expressions: list[str], code: str = "") -> re.Pattern[str]:
    """Any of some expressions where a text begins, after white space."""
    body = _any(expressions)
    bound = "" if code in _UNSPACED else r"(?!\w)"
    return re.compile(rf"\s*{body}{bound}", re.IGNORECASE) if body else _NEVER


def _date(prefix: str, months: list[str]) -> re.Pattern[str]:
    if not months:
        return _NEVER
    name = "|".join(re.escape(month).replace(r"\ ", r"\s+") for month in sorted(months, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w./-]){prefix}(?P<date>(?:ngày\s+)?"
        r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th|\.|º|er)?(?:\s+(?:of|de|di)\s+|\s+|\s*-\s*))?"
        rf"(?P<m>{name})\.?"
        r"(?:\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?P<to>\s?[-–]\s?(?P<d3>\d{1,2}))?(?![\w/]))?"
        r"(?:(?:\s*,\s*|\s+(?:of|de|del|di|năm)\s+|\s*[/-]\s*|\s+)(?P<y>(?:19|20)\d\d))?)(?!\w|['’]s\b)",
        re.IGNORECASE,
    )


def _months(code: str) -> tuple[list[str], frozenset[str]]:
    """Names of the months with abbreviations of three letters, and of them those that are whole."""
    by_month = month_names(code)
    for names, extra in zip(by_month, period_day_words.EXTRA_MONTHS.get(code, ()), strict=False):
        names.add(extra)
    whole = {name for names in by_month for name in names if len(name) >= _FULL_NAME} | by_month[4]
    return [name for names in by_month for name in names], frozenset(whole)


def _borrowed(code: str, unit: str, ago: int) -> list[str]:
    """Words of dateparser's for a time, in languages without lines of their own."""
    return [] if code in period_words.HAND_WRITTEN else relative_words(code, unit, ago)
