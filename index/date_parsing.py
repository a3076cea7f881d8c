"""dateparser, asked about one date at a time: never let loose on a question."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# It keeps caches of its own that threads would share.
_lock = threading.Lock()


def parse(asked: str, languages: tuple[str, ...], now: datetime) -> tuple[datetime, str] | None:
    """The date that a text is, all of it.

    Args:
        asked: nothing but a date.
        languages: ISO 639-1 codes it may be in, most likely first; those that dateparser does not know are left out.
        now: what «yesterday» and a day without a year are counted from: the latest such day is meant.

    Returns:
        The moment, without a zone unless the text names one, and how exact it is: ``"time"``, ``"day"``, ``"week"``,
        ``"month"`` or ``"year"``; None where it is no date.
    """
    from dateparser.date import DateDataParser

    known = [code for code in languages if locale_info(code)]
    if not known:
        return None
    settings = {
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "PREFER_DATES_FROM": "past",
        "RETURN_TIME_AS_PERIOD": True,
        # Only Americans write the month first, and only between slashes.
        "DATE_ORDER": "MDY" if known[0] == "en" and "/" in asked else "DMY",
        "PREFER_LOCALE_DATE_ORDER": False,
    }
    with _lock:
        data = DateDataParser(languages=known, use_given_order=True, settings=settings).get_date_data(asked)
    return (data.date_obj, data.period) if data.date_obj is not None else None


@lru_cache(maxsize=64)
def locale_info(code: str) -> Mapping[str, Any]:
    """What dateparser knows of a language; empty where it does not know it."""
    from dateparser.languages.loader import default_loader

    try:
        with _lock:
            info: Mapping[str, Any] = default_loader.get_locale(code).info
    except ValueError:
        return {}
    return info


def month_names(code: str) -> list[set[str]]:
    """Names and abbreviations of the twelve months, folded; from three letters on."""
    info = locale_info(code)
    return [{name.casefold() for name in info.get(month, ()) if len(name) > 2} for month in MONTHS]


def relative_words(code: str, unit: str, ago: int) -> list[str]:
    """Words for this or the last day, week, month or year, as regular expressions."""
    words = locale_info(code).get("relative-type", {}).get(f"{ago} {unit} ago", ())
    return [re.escape(word).replace(r"\ ", r"\s+") for word in words if len(word) > 2]
