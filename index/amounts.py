"""Whether a sentence holds an amount or a time that a question does not name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from index.analysis import words
from index.sentence_words import COUNTED, UNSPACED_NUMBER, Read, is_new, new_match, unspaced_mark
from index.unit_words import SPACELESS

if TYPE_CHECKING:
    from collections.abc import Collection

DATE = re.compile(
    r"(?<![\d.])\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4}|\.(?=\s))|(?<!\d)\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}|(?<!\w)[Tt]hứ\s(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy)(?!\w)|[Cc]hủ\s[Nn]hật"
)
CLOCK = re.compile(r"(?<![\d.,])(?:[01]?\d|2[0-3])(?:[:h]|\s?h\s?|\sgiờ\s)[0-5]\d(?!\d)")
YEAR = re.compile(r"(?<![\d.,])(?:1\d|20)\d\d(?![\d%]|[.,]\d)")
_AGE = re.compile(r"[,(（]\s?\d{1,3}\s?(?=[,)）])|(?<!\w)(?:aged|mit|à|a los|w wieku|в возрасте)\s\d{1,3}(?!\w)")


_RATE = re.compile(r"\d[\d.,]*\s?(?:km/h|км/ч|χλμ/ώρα|m/s|м/с|mph|°|kilometres? an hour|miles an hour)")
PATTERNS = {"clock": CLOCK, "age": _AGE, "rate": _RATE}
BEFORE = {"currency": 3, "clock": 1, "age": 1}  # how many words before a number its unit may stand
FRACTIONS = frozenset(
    [
        "half",
        "hälfte",
        "moitié",
        "mitad",
        "metà",
        "metade",
        "jumătate",
        "helft",
        "połowa",
        "połowy",
        "половина",
        "половину",
        "половины",
        "μισό",
        "yarısı",
        "نصف",
        "النصف",
        "आधा",
        "third",
        "quarter",
        "drittel",
        "viertel",
        "tiers",
        "quart",
        "tercio",
        "terzo",
        "terço",
        "treime",
        "треть",
        "четверть",
        "nửa",
    ]
)


def holds_amount(read: Read, tag: str, reach: int, asked: Collection[str]) -> bool:
    """Tell whether a number that ``asked`` lacks stands by a unit of a tag, at most ``reach`` words before it."""
    if (
        read.unspaced
        and tag in SPACELESS
        and any(not set(words(number)) <= set(asked) for number in unspaced_amount(tag).findall(read.text))
    ):
        return True
    if tag in PATTERNS and new_match(PATTERNS[tag], read.text, asked):
        return True
    if tag == "duration" and "lasting" in read.held:
        return True
    if tag not in read.held:
        return False
    if tag == "share" and not FRACTIONS.isdisjoint(set(read.folded).difference(asked)):
        return True
    before = BEFORE.get(tag, 0)
    return any(
        any(tag in of for of in read.tags[max(0, first - before) : last + 1 + reach])
        and is_new(read, first, last, asked)
        for first, last in read.numbers
    )


@cache
def unspaced_amount(tag: str) -> re.Pattern[str]:
    """Give the pattern of a number with a unit of a tag in scripts that do not set words apart."""
    return re.compile(rf"({UNSPACED_NUMBER})\s?(?:{SPACELESS[tag]})(?![a-z])")


def holds_count(read: Read, asked: Collection[str]) -> bool:
    """Is there a new number that is no date, year, clock time, price or share?"""
    for first, last in read.numbers:
        others = frozenset[str]().union(*read.tags[last + 1 : last + 2], *read.tags[max(0, first - 1) : first])
        if not others.isdisjoint(("currency", "share", "month", "clock")):
            continue
        if first == last and YEAR.fullmatch(read.shown[first]):
            continue
        if is_new(read, first, last, asked):
            return True
    return read.unspaced and new_match(COUNTED, read.text, asked)


def holds_time(read: Read, asked: Collection[str]) -> bool:
    """Tell whether there is a date, a day or a clock time that ``asked`` lacks."""
    if new_match(YEAR, read.text, asked) or new_match(DATE, read.text, asked) or new_match(CLOCK, read.text, asked):
        return True
    if read.unspaced and any(not set(words(m)) <= set(asked) for m in unspaced_mark("day").findall(read.text)):
        return True
    for at, (token, of) in enumerate(zip(read.folded, read.tags, strict=True)):
        if token in asked:
            continue
        if ("month" in of and token not in ("may", "mart", "mars", "tháng")) or (
            "day" in of and "period" not in of and len(token) > 3
        ):
            return True
        around = frozenset[str]().union(*read.tags[max(0, at - 1) : at], *read.tags[at + 1 : at + 2])
        if "period" in of and not around.isdisjoint(("near", "number", "day")):
            return True
    return holds_amount(read, "clock", 2, asked)


def holds_year(read: Read, asked: Collection[str]) -> bool:
    """Tell whether there is a year that ``asked`` lacks."""
    return new_match(YEAR, read.text, asked) or (
        read.unspaced and "年" in read.text and new_match(COUNTED, read.text, asked)
    )
