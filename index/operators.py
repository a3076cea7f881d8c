"""Operators in a question: ``site:bbc.com after:2024-11-01 before:yesterday lang:de``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

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
_OPERATOR = re.compile(
    rf"(?<![^\s(\[])(?P<name>{'|'.join(_KINDS)}):(?P<value>{_QUOTED.pattern}|[^\s\"“„«»”]+)", re.IGNORECASE
)
_AFTER_A_VALUE = ".,;:!?)]…。,?!、"
_YEAR_OR_MONTH = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})|/(?P<m2>\d{1,2}))?")
_MONTH_AND_YEAR = re.compile(r"(?P<m>\d{1,2})[./](?P<y>\d{4})")
_TWO_DIGIT_YEAR = re.compile(r"(\d{1,2}[./-]\d{1,2}[./-])(\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operators:
    """What the operators of a question say, as written; None where there is none.

    Attributes:
        text: the question without them.
        values: ``source``, ``since``, ``until`` and ``language``, those that are there; of several the last.
    """

    text: str
    values: Mapping[str, str]


def quoted(text: str) -> list[tuple[int, int]]:
    """Where a text stands in quotation marks, (start, end) with the marks."""
    return [match.span() for match in _QUOTED.finditer(text)]


def read(question: str) -> Operators:
    """Take the operators out of a question; letter case is ignored, and quoted text is left alone."""
    values: dict[str, str] = {}
    spans: list[tuple[int, int]] = []
    beyond = quoted(question)
    for match in _OPERATOR.finditer(question):
        if any(start < match.start() < end for start, end in beyond):
            continue
        written = match["value"]
        value, end = written, match.end()
        if _QUOTED.fullmatch(written):
            value = written[1:-1].strip()
        else:
            value = written.rstrip(_AFTER_A_VALUE)
            end -= len(written) - len(value)
        if value:
            values[_KINDS[match["name"].lower()]] = value
            spans.append((match.start(), end))
    return Operators(text=without(question, spans) if spans else question, values=values)


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
        written: ISO 8601, another common form, or plain words; of a week, month or year the beginning is meant.
        clock: what time it is; without a zone in the text the clock's is meant.
        language: ISO 639-1 code of the language it is most likely in.

    Raises:
        FilterError: if it is no date of the years 1900 … 2100.
    """
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
    return clock.start(found.date()) + timedelta(hours=found.hour, minutes=found.minute, seconds=found.second)


def _worded(written: str, clock: Clock, language: str) -> datetime | None:
    """A date in words, or in digits that a country orders its own way."""
    from index.date_parsing import parse
    from index.period_finding import YEARS
    from index.period_words import HAND_WRITTEN
    from index.periods import named

    written = _TWO_DIGIT_YEAR.sub(r"\g<1>20\2", written) if _TWO_DIGIT_YEAR.fullmatch(written) else written
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
    day = clock.start(found.date().replace(day=1) if exact in {"month", "year"} else found.date())
    return day + timedelta(hours=found.hour, minutes=found.minute) if exact == "time" else day
