"""Dates as feeds and sitemaps write them, to ISO 8601; what is not certain is unknown."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Final

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

# Minutes east of Greenwich, by the names that feeds use; RFC 822 gives the American ones. Not here: IST, which is
# the time of India, of Israel and of Ireland.
_ZONES: Final = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "mez": 60, "met": 60, "cest": 120,
    "mesz": 120, "mest": 120, "eet": 120, "oez": 120, "eest": 180, "oesz": 180, "msk": 180, "trt": 180, "sast": 120,
    "cat": 120, "eat": 180, "wat": 60, "pkt": 300, "ict": 420, "wib": 420, "wita": 480, "hkt": 480, "sgt": 480,
    "awst": 480, "jst": 540, "kst": 540, "wit": 540, "acst": 570, "aest": 600, "acdt": 630, "aedt": 660, "nzst": 720,
    "nzdt": 780, "nst": -210, "ndt": -150, "ast": -240, "adt": -180, "brt": -180, "est": -300, "edt": -240,
    "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480,
    "hst": -600,
}  # fmt: skip

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?\s*(?P<half>[ap]\.?m\.?)?"
_ZONE = r"(?P<zone>\S.*)?"
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?:(?:\s*T|\s)\s*{_CLOCK}\s*{_ZONE})?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d):?(?P<minute>\d\d):?(?P<second>\d\d)?"
    rf"\s*{_ZONE})?",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,\s*|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\s+)?"
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:\s+|-)(?P<name>[a-z]{{3,9}})\.?,?(?:\s+|-)(?P<year>\d{{4}}|\d\d)(?:,?\s+{_CLOCK}\s*{_ZONE})?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<name>[a-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?:,?\s+{_CLOCK}\s*{_ZONE})?",
    re.IGNORECASE,
)
_UNIX = re.compile(
    rf"{_WEEKDAY}(?P<name>[a-z]{{3,9}})\s+(?P<day>\d{{1,2}})\s+{_CLOCK}\s+(?P<zone>[a-z]{{1,5}}\s+)?(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_FORMS: Final = (_YEAR_FIRST, _COMPACT, _DAY_FIRST, _MONTH_FIRST, _UNIX)

_OFFSET = re.compile(r"(?:utc|gmt|ut)?\s*([+-])\s*(\d\d):?(\d\d)?(?:\s*[\[(].*)?|()0000()", re.IGNORECASE)
_ZONE_NAME = re.compile(r"(?:Etc/)?([a-z]{1,5})(?:\s*[\[(].*)?", re.IGNORECASE)
_LONGEST = 100  # characters
_FIRST_OF_1900S = 70  # years of two digits from here on are of the twentieth century


def iso_date(text: str | None) -> str | None:
    """A date of a feed as ISO 8601.

    ISO 8601 and its relatives, RFC 822 and what programs make of it, with English names of months only; a day and a
    month in digits without the year in front could be read in two ways and are not.

    Returns:
        A time with its offset; without one where none is given or its name says too little; a date alone where only
        that is given; None where it cannot be read.
    """
    given = " ".join((text or "").split())
    if not given or len(given) > _LONGEST:
        return None
    for form in _FORMS:
        if found := form.fullmatch(given):
            try:
                return _written(found.groupdict())
            except (ValueError, OverflowError):
                return None
    return None


def _written(parts: dict[str, str | None]) -> str:
    """Put a date together; raises ValueError where there is no such time."""
    digits = parts["year"] or ""
    year = int(digits)
    if len(digits) == 2:
        year += 1900 if year >= _FIRST_OF_1900S else 2000
    day = date(year, _month(parts), int(parts["day"] or ""))
    if parts["hour"] is None:
        return day.isoformat()
    second = min(int(parts["second"] or 0), 59)  # a leap second
    moment = datetime(  # noqa: DTZ001 - the offset is put in below, where there is one
        day.year, day.month, day.day, _hour(int(parts["hour"]), parts.get("half")), int(parts["minute"] or 0), second
    )
    minutes = _offset((parts["zone"] or "").strip())
    return (moment if minutes is None else moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))).isoformat()


def _month(parts: dict[str, str | None]) -> int:
    if number := parts.get("month"):
        return int(number)
    name = (parts["name"] or "").lower()
    for at, month in enumerate(_MONTHS, 1):
        if name in {month, month[:3]} or (name == "sept" and month == "september"):
            return at
    raise ValueError(name)


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half[0].lower() == "p" else 0)


def _offset(zone: str) -> int | None:
    """Minutes east of Greenwich, None where there is no zone or its name does not tell."""
    if found := _OFFSET.fullmatch(zone):
        minutes = int(found[2] or 0) * 60 + int(found[3] or 0)
        return -minutes if found[1] == "-" else minutes
    name = _ZONE_NAME.fullmatch(zone)
    return _ZONES.get(name[1].lower()) if name else None
