"""One date, in whatever way it is written, to the moment it means."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from index.sources.pages.date_zones import ZONE, zone_of

LONGEST: Final = 200
"""Characters; what is longer is no date."""

_EPOCH = re.compile(r"(-?[0-9]{9,10})(?:\.[0-9]+)?|(-?[0-9]{12,13})")
_CLOCK = r"([0-9]{1,2})(?::?([0-9]{2})(?::?([0-9]{2})(?:[.,]([0-9]+))?)?)?"
_ISO = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{2})([0-9]{2}))"
    rf"(?:(?:\s*[t,]\s*|\s+|(?<=[0-9]{{8}})(?=[0-9]{{6}}(?!\d))){_CLOCK}\s?([ap]m)?)?"
    rf"\s*({ZONE})?(?:\[[\w/+-]+\])?",
    re.IGNORECASE | re.ASCII,
)
_ENGLISH_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"({'|'.join(_ENGLISH_MONTHS)})(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\.?"
_RFC_CLOCK = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
_RFC_ZONE = rf"(?:\s*\(?({ZONE}|[a-z]{{1,5}})\)?)?(?:\s*\([^()]*\))?"
_RFC_822 = re.compile(
    rf"(?:[a-z]+\.?,?\s+)?([0-9]{{1,2}})[\s-]{_MONTH}[\s-]([0-9]{{4}}|[0-9]{{2}})(?:,?\s+{_RFC_CLOCK}{_RFC_ZONE})?",
    re.IGNORECASE | re.ASCII,
)
# «Tue Nov 12 10:00:00 2024» of C, «Tue Nov 12 2024 10:00:00 GMT+0100 (…)» of JavaScript
_C_LIBRARY = re.compile(
    rf"[a-z]{{3,9}}\s+{_MONTH}\s+([0-9]{{1,2}})\s+{_RFC_CLOCK}(?:\s+({ZONE}|[a-z]{{1,5}}))?\s+([0-9]{{4}})",
    re.IGNORECASE | re.ASCII,
)
_JAVASCRIPT = re.compile(
    rf"[a-z]{{3}}\s+{_MONTH}\s+([0-9]{{1,2}})\s+([0-9]{{4}})\s+{_RFC_CLOCK}{_RFC_ZONE}", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date that was read.

    Attributes:
        at: in UTC; a time without a zone is UTC, a date alone its midnight.
        zoned: whether the zone was given; without one, the moment is right to half a day and a bit.
    """

    at: datetime
    zoned: bool


@dataclass(frozen=True, slots=True)
class Unsure:
    """A date that can be read in more than one way, and why."""

    reason: str


def read_machine_date(text: str, *, epoch: bool = False) -> Moment | None:
    """Read ISO 8601 in its usual forms, RFC 822, and what is close to them; None for everything else.

    Args:
        text: the date and nothing else.
        epoch: whether a number of seconds or milliseconds since 1970 counts.
    """
    given = tidy(text)
    if given is None:
        return None
    if epoch and (number := _EPOCH.fullmatch(given)):
        seconds = int(number[1]) if number[1] else int(number[2]) / 1000
        try:
            return Moment(at=datetime.fromtimestamp(seconds, UTC), zoned=True)
        except (ValueError, OverflowError, OSError):
            return None
    return _iso(given) or _rfc(given)


def tidy(text: str) -> str | None:
    """A text on one line, digits of every script as 0–9; None where it is empty or too long for a date."""
    line = " ".join(text.split()) if len(text) <= 10 * LONGEST else ""
    if not 0 < len(line) <= LONGEST:
        return None
    if line.isascii():
        return line
    line = unicodedata.normalize("NFKC", line)
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in line)


def moment(
    date: tuple[int, int, int], clock: tuple[int, int, int] | None = None, zone: str | None = None, *, part: str = ""
) -> Moment | None:
    """Put a date together; None where there is no such day, time or zone.

    Args:
        date: year, month, day.
        clock: hour (24 is the midnight after), minute, second (60, a leap second, is the 59th).
        zone: as ``ZONE`` finds it; one that is not known counts as none given.
        part: ``"am"`` or ``"pm"`` where the hour is one of twelve.
    """
    hour, minute, second = clock or (0, 0, 0)
    if part and not 1 <= hour <= 12:
        part = ""  # «14:30 PM» is written, and means what it says
    if part:
        hour = hour % 12 + (12 if part == "pm" else 0)
    try:
        next_day = hour == 24 and minute == second == 0
        at = datetime(*date, 0 if next_day else hour, minute, min(second, 59) if second <= 60 else second)  # noqa: DTZ001 -- the zone follows
        at += timedelta(days=next_day)
        known = zone_of(zone, at) if clock and zone else None
        return Moment(at=at.replace(tzinfo=known or UTC).astimezone(UTC), zoned=known is not None)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> Moment | None:
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, _, month, day, month_tight, day_tight, hour, minute, second, fraction, half, zone = found.groups()
    if hour and not minute and not half and not zone and len(hour) != 2:
        return None
    clock = (int(hour), int(minute or 0), int(second or 0)) if hour else None
    date = (int(year), int(month or month_tight), int(day or day_tight))
    read = moment(date, clock, zone, part=(half or "").lower())
    if read and fraction and int(second) < 60:
        return Moment(at=read.at.replace(microsecond=int(fraction[:6].ljust(6, "0"))), zoned=read.zoned)
    return read


def _rfc(text: str) -> Moment | None:
    if found := _RFC_822.fullmatch(text):
        day, month, year, hour, minute, second, zone = found.groups()
        if len(year) == 2:
            year = f"{20 if int(year) < 50 else 19}{year}"
    elif found := _C_LIBRARY.fullmatch(text):
        month, day, hour, minute, second, zone, year = found.groups()
    elif found := _JAVASCRIPT.fullmatch(text):
        month, day, year, hour, minute, second, zone = found.groups()
    else:
        return None
    clock = (int(hour), int(minute), int(second or 0)) if hour else None
    return moment((int(year), _ENGLISH_MONTHS.index(month.lower()) + 1, int(day)), clock, zone)
