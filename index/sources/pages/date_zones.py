"""Time zones by the names that dates are written with."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Hours ahead of UTC. Names that mean several zones (IST, AST …) are no zone: the time is then as good as
# one without. CST is the American one, as RFC 822 has it.
_HOURS = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WEZ": 0, "WET": 0, "WESZ": 1, "WEST": 1, "BST": 1,
    "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "OEZ": 2, "EEST": 3, "OESZ": 3, "SAST": 2, "CAT": 2, "WAT": 1,
    "EAT": 3, "MSK": 3, "МСК": 3, "TRT": 3, "PKT": 5, "NPT": 5.75, "ICT": 7, "WIB": 7, "WITA": 8, "WIT": 9,
    "HKT": 8, "SGT": 8,
    "MYT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "BRT": -3, "ART": -3, "CLT": -4, "COT": -5, "PET": -5,
    "NST": -3.5, "NDT": -2.5, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
}  # fmt: skip
# Names for the time of a place, summer or winter.
_PLACES = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "AET": "Australia/Sydney",
}  # fmt: skip
_UNCLEAR = ("IST", "AST", "AMT", "GST", "LT", "SST", "BDT")

_OFFSET = r"[+\-−–]\s?[0-9]{1,2}(?::?[0-9]{2})?"
_NAMES = sorted((*_HOURS, *_PLACES, *_UNCLEAR), key=len, reverse=True)

ZONE = rf"(?:(?:(?:UTC|GMT)\s?)?{_OFFSET}(?![\d:])|(?:{'|'.join(_NAMES)})(?![\w+]))"
"""A regular expression for a zone, to be compiled without regard to case."""

_GIVEN_OFFSET = re.compile(r"([+\-−–])\s?([0-9]{1,2}?):?([0-9]{2})?$")


def zone_of(name: str | None, at: datetime) -> timezone | None:
    """The zone that a name or an offset means at a time; None where it names none that is known.

    Args:
        name: as ``ZONE`` finds it: «Z», «+01:00», «GMT+7», «MESZ», «ET».
        at: the time in that zone, without one.

    Raises:
        ValueError: an offset that no place on Earth has.
    """
    key = (name or "").strip().upper()
    if key in _HOURS:
        return timezone(timedelta(hours=_HOURS[key])) if _HOURS[key] else UTC
    if key in _PLACES:
        return _zone_of_place(_PLACES[key], at)
    offset = _GIVEN_OFFSET.search(key)
    if offset is None:
        return None
    sign, hours, minutes = offset.groups()
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if ahead > timedelta(hours=14) or int(minutes or 0) > 59:
        raise ValueError(f"no zone is {name} from UTC")
    return timezone(ahead if sign == "+" else -ahead)


def _zone_of_place(place: str, at: datetime) -> timezone | None:
    try:
        ahead = at.replace(tzinfo=ZoneInfo(place)).utcoffset()
    except (ZoneInfoNotFoundError, OverflowError):  # a system without zone data
        return None
    return timezone(ahead) if ahead is not None else None
