"""Operators in a question: ``site:bbc.com after:2024-11-01 before:yesterday lang:de``."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import FilterError
from index.language import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.period_finding import Clock

_KINDS = {
    "site": "source", "source": "source",
    "after": "since", "since": "since",
    "before": "until", "until": "until",
    "lang": "language", "language": "language",
}  # fmt: skip
_QUOTES = [
    ('"', '"'),
    ("“", "”"),
    ("„", "“"),
    ("„", "”"),
    ("”", "”"),
    ("«", "»"),
    ("»", "«"),
    ("「", "」"),
    ("『", "』"),
]
# Single ones are apostrophes too, so these must stand at the edges of words.
_SINGLE = [("'", "'"), ("‘", "’"), ("‚", "‘"), ("‹", "›")]
_QUOTED = re.compile(
    "|".join(
        [
            *(f"{re.escape(a)}[^{re.escape(a + b)}]*{re.escape(b)}" for a, b in _QUOTES),
            *(rf"(?<!\w){a}(?=\S)[^{a}{b}]*(?<=\S){b}(?!\w)" for a, b in _SINGLE),
        ]
    )
)
_VALUE = rf"{_QUOTED.pattern}|[^\s\"“„«»”]+"
_OPERATOR = re.compile(
    rf"(?<![^\s(\[])(?P<not>[-–−])?(?P<name>{'|'.join(_KINDS)}):"
    rf"(?:(?P<value>{_VALUE})|(?P<gap>\s+)(?P<next>{_VALUE}))",
    re.IGNORECASE,
)
# Characters; in a longer text a word before a colon is how a sentence goes on.
_LONGEST_QUESTION = 180
_ONE_ONLY = frozenset({"source", "language"})
_SENTENCE_STARTS = re.compile(r"(?:^|[.!?…。?!])\s*$")
_HOST = re.compile(r"@\w+|(?:[\w-]+\.)+[^\W\d_]{2,}")
_ADDRESS = re.compile(rf"[a-z]+://\S+|(?:{_HOST.pattern})(?::\d+)?/\S*", re.IGNORECASE)
_AFTER_A_VALUE = ".,;:!?)]…。,?!、"
_YEAR_OR_MONTH = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})|/(?P<m2>\d{1,2}))?")
_MONTH_AND_YEAR = re.compile(r"(?P<m>\d{1,2})[./](?P<y>\d{4})")
_DAY_AND_MONTH = re.compile(r"\d{1,2}\.\d{1,2}")
_DAY_AND_TIME = re.compile(r"(?P<day>\d[\d./-]+)[ ,]+(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)")
_TWO_DIGIT_YEAR = re.compile(r"(\d{1,2}[./-]\d{1,2}[./-])(\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operators:
    """What the operators of a question say, as written; None where there is none.

    Attributes:
        text: the question without them.
        values: ``source`` (of an address the host), ``since``, ``until`` and ``language``, those that are there; of
            several times the last.
    """

    text: str
    values: Mapping[str, str]


def quoted(text: str) -> list[tuple[int, int]]:
    """Where a text stands in quotation marks, (start, end) with the marks."""
    return [match.span() for match in _QUOTED.finditer(text)]


def read(question: str) -> Operators:
    """Take the operators out of a question; letter case is ignored, and quoted text is left alone.

    A value may stand after a blank where it can be nothing else: «since: Monday», but not «asked before: nothing».

    Raises:
        FilterError: if one excludes something (``-site:``), or two name different outlets or languages.
    """
    values: dict[str, str] = {}
    spans: list[tuple[int, int]] = []
    beyond = quoted(question)
    at = 0
    while match := _OPERATOR.search(question, at):
        at = match.end("name") + 1
        place = bisect_left(beyond, (match.start(),)) - 1
        if place >= 0 and beyond[place][0] < match.start() < beyond[place][1]:
            continue
        value, end = _value(match)
        kind = _KINDS[match["name"].lower()]
        if not value or (match["gap"] and not _must_be_value(match, kind, value)):
            continue
        if match["not"]:
            raise FilterError("excluded", question[match.start() : end])
        value = outlet(value) if kind == "source" else value
        if kind in _ONE_ONLY and kind in values and not _same(kind, values[kind], value):
            raise FilterError("several", f"{values[kind]}, {value}")
        values[kind] = value
        spans.append((match.start(), end))
        at = end
    return Operators(text=without(question, spans) if spans else question, values=values)


def _value(match: re.Match[str]) -> tuple[str, int]:
    """The value of an operator without its quotation marks or what follows it, and where it ends."""
    written = match["value"] or match["next"]
    if _QUOTED.fullmatch(written):
        return written[1:-1].strip(), match.end()
    value = written.rstrip(_AFTER_A_VALUE)
    return value, match.end() - len(written) + len(value)


def _must_be_value(match: re.Match[str], kind: str, value: str) -> bool:
    """Is what follows «before: » a value, and not how the sentence goes on?"""
    from index.period_finding import Clock

    if match["not"] or not match["name"].islower() or len(match.string) > _LONGEST_QUESTION:
        return False
    if kind == "source":
        named = _QUOTED.fullmatch(match["next"]) or _ADDRESS.fullmatch(value) or _HOST.fullmatch(value)
        # A site may be dug up: «What did they find at the site: gold?»
        return named is not None or _SENTENCE_STARTS.search(match.string, 0, match.start()) is not None
    if kind == "language":
        return normalise(value) is not None
    try:
        moment(value, Clock.at(None))
    except FilterError:
        return False
    return True


def _same(kind: str, one: str, other: str) -> bool:
    if kind == "language":
        return (normalise(one) or one) == (normalise(other) or other)
    return one.casefold() == other.casefold()


def outlet(written: str) -> str:
    """An outlet as an index knows it: of an address the host, of a handle («@bbc») the name."""
    name = written.strip()
    if _ADDRESS.fullmatch(name):
        try:
            name = urlsplit(name if "://" in name else f"//{name}").hostname or name
        except ValueError:
            return written
        name = name.removeprefix("www.")
    return name.removeprefix("@") or written


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text without some parts of it, given in order and apart; no new word comes of what is left."""
    kept: list[str] = []
    at = 0
    for start, end in [*spans, (len(text), len(text))]:
        part = text[at:start].strip()
        if part:
            # «1 after:2024 000» is not the number 1 000.
            apart = kept and kept[-1][-1].isnumeric() and part[0].isnumeric()
            kept += ["/", part] if apart else [part]
        at = end
    return " ".join(kept)


def language_code(written: str) -> str:
    """The ISO 639-1 code of a language as people name it; raises FilterError."""
    code = normalise(written)
    if code is None:
        raise FilterError("language", written)
    return code


def moment(written: str, clock: Clock, language: str = "en") -> datetime:
    """When a date as people write it begins, aware.

    Args:
        written: ISO 8601, another common form, or plain words; of a week, month or year the beginning is meant, and of
            a day without its year the latest.
        clock: what time it is; without a zone in the text the clock's is meant.
        language: ISO 639-1 code of the language it is most likely in.

    Raises:
        FilterError: if it is no date of the years 1900 … 2100.
    """
    if behind := _DAY_AND_TIME.fullmatch(written.strip()):
        day = moment(behind["day"], clock, language).astimezone(clock.zone)
        return clock.moment(day.replace(hour=int(behind["hour"]), minute=int(behind["minute"]), tzinfo=None))
    found = _exact(written.strip(), clock) or _worded(" ".join(written.split()), clock, language)
    if found is None:
        raise FilterError("time", written)
    return found


def _exact(written: str, clock: Clock) -> datetime | None:
    """A date in digits."""
    from index.period_finding import YEARS

    part = _YEAR_OR_MONTH.fullmatch(written) or _MONTH_AND_YEAR.fullmatch(written)
    try:
        if part:
            month = part["m"] or part.groupdict().get("m2") or "1"
            found = datetime(int(part["y"]), int(month), 1)  # noqa: DTZ001 -- the zone follows
        else:
            found = datetime.fromisoformat(written)
    except ValueError:
        return None
    if found.year not in YEARS:
        return None
    if found.tzinfo:
        return found.astimezone(UTC)
    return clock.moment(found)


def _worded(written: str, clock: Clock, language: str) -> datetime | None:
    """A date in words, or in digits that a country orders its own way."""
    from index.date_parsing import parse
    from index.period_finding import YEARS
    from index.period_words import HAND_WRITTEN
    from index.periods import named

    written = _TWO_DIGIT_YEAR.sub(r"\g<1>20\2", written) if _TWO_DIGIT_YEAR.fullmatch(written) else written
    written += "." if _DAY_AND_MONTH.fullmatch(written) else ""
    if days := named(written, language, clock):
        return clock.start(days[0])
    if not re.search(r"[^\W\d_]{2}", written):
        return None
    known = parse(written, tuple(dict.fromkeys((language, *HAND_WRITTEN))), clock.now)
    if known is None or known[0].year not in YEARS:
        return None
    found, exact = known
    if found.tzinfo:
        return found.astimezone(UTC)
    if exact == "time":
        return clock.moment(found.replace(second=0, microsecond=0))
    return clock.start(found.date().replace(day=1) if exact in {"month", "year"} else found.date())
