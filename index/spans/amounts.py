"""Where in a sentence the amounts and times stand that a question does not name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.amounts import BEFORE, CLOCK, DATE, FRACTIONS, PATTERNS, YEAR, unspaced_amount
from index.analysis import words
from index.sentence_words import UNSPACED_NUMBER, VIETNAMESE_LETTER, is_new
from index.spans.located import Candidate
from index.spans.words import AGAINST, DAY_OF, FOR, MONTH_IF_NUMBERED, NO_NUMBER, NUMBERED, RANGE, TIME_MARK_VI, VOTES
from index.spans.words import DATE as IN_DATE
from index.unit_words import SPACELESS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from index.spans.located import Located
    from index.types import Span

_RANGE, _IN_DATE, _DAY_OF = (frozenset(listed.split()) for listed in (RANGE, IN_DATE, DAY_OF))
_BEFORE_NUMBER = frozenset(TIME_MARK_VI.split())
_MONTH_IF_NUMBERED = frozenset(MONTH_IF_NUMBERED.split())
# What is counted stands at most so many words behind its number, and begins as the question writes it.
_NEAR = 3
_SAME_BEGINNING = 5
_UNITS = frozenset(["length", "weight", "duration", "age", "rate"])
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|e|ère|ème|º|ª|-?й|-?я|-?е|-?го)(?!\w)")
_NUMBERED = frozenset(NUMBERED.split())
_CENTURY = re.compile(
    r"(?:thế kỷ|siglo|secolo|século|wieku?)\s(?:thứ\s)?(?:[IVXLC]+|\d{1,2})\b"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th|\.|e|er)?|[IVXLC]+e?r?)[\s-](?:century|centuries|Jahrhunderts?|siècle|век[еа]?)\b"
)
_FOR, _AGAINST = (frozenset(listed.split()) for listed in (FOR, AGAINST))
_VOTES = re.compile(VOTES, re.IGNORECASE)
_SIDE_REACH = 40  # characters
_DAY_OF_MONTH = re.compile(r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th|er)?")
_COUNTED_UNSPACED = re.compile(
    rf"\d[\d.,]*[万萬亿億千百]?|{UNSPACED_NUMBER}(?=[多余名位个個艘辆條条家次座种種所枚頭軒件回隻匹台本社倍人只首部项項])"
)
_DATE_UNSPACED = re.compile(
    r"(?:公元前?|西元前?)?(?:\d{1,4}|[〇零一二三四五六七八九十]{2,4})\s?年(?:代)?(?:[初中末底春夏秋冬]|\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号號])?)?"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?月(?:\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号號])?"
    r"|\d{1,2}\s?[日号號](?!本)|\d{1,2}\s?世[纪紀]|(?:昨|今|明|前)[天日晚]|(?:上|下|本)周[一二三四五六日末]?|[去今明]年|"
    r"(?:星期|礼拜|周)[一二三四五六日末]|[月火水木金土日]曜日?|先月|来月|昨年|来年"
    r"|\d{4}\s?년(?:\s?\d{1,2}\s?월(?:\s?\d{1,2}\s?일)?)?|\d{1,2}\s?월(?:\s?\d{1,2}\s?일)?|(?:วันที่\s?)?\d{1,2}\s[ก-๙.]{3,12}\s\d{4}"
)


def amounts(found: Located, tag: str, reach: int, asked: Collection[str]) -> Iterator[Candidate]:
    """New numbers by a unit of a tag, with the unit; at most ``reach`` words before it."""
    read = found.read
    if read.unspaced and tag in SPACELESS:
        yield from _matches(unspaced_amount(tag), read.text, asked)
    if tag in PATTERNS:
        yield from _matches(PATTERNS[tag], read.text, asked)
    before = BEFORE.get(tag, 0)
    for first, last in read.numbers:
        units = [at for at in range(last + 1, min(last + 1 + reach, len(read.tags))) if tag in read.tags[at]]
        if not units and before and first and tag in read.tags[first - 1]:
            units = [first - 1]
        if units and is_new(read, first, last, asked):
            yield Candidate(*found.span(min(_from(found, first), units[0]), max(last, units[0])), 1.0)
    for at, of in enumerate(read.tags):
        fraction = tag == "share" and read.folded[at] in FRACTIONS
        lasting = tag == "duration" and "lasting" in of
        if (fraction or lasting) and read.folded[at] not in asked:
            yield Candidate(*found.at[at], 0.7)


def counts(found: Located, language: str, asked: AbstractSet[str], telling: Collection[str]) -> Iterator[Candidate]:
    """New numbers that are no date, year, clock time, price or share, with what is counted where that is asked for.

    Args:
        found: the sentence.
        language: it is in, ISO 639-1.
        asked: the words of the question.
        telling: those of them that say what it is about.
    """
    read = found.read
    for first, last in read.numbers:
        beside = frozenset[str]().union(*read.tags[last + 1 : last + 2], *read.tags[max(0, first - 1) : first])
        other = not beside.isdisjoint(("currency", "share", "month", "clock"))
        if first == last:
            # «On» is ten in Turkish.
            preposition = "at" in read.tags[first] and not read.shown[first][0].isdecimal()
            other = other or preposition or YEAR.fullmatch(read.shown[first]) is not None
        numbered = first > 0 and read.folded[first - 1] in _NUMBERED
        ordinal = numbered or _ORDINAL.match(read.text, found.at[last][1]) is not None
        foreign = first == last and read.folded[first] in NO_NUMBER.get(language, "").split()
        if other or ordinal or foreign or not is_new(read, first, last, asked):
            continue
        unit = last + 1
        if unit + 1 < len(read.tags) and read.folded[unit] in _DAY_OF:
            unit += 1
        if unit < len(read.tags) and not _UNITS.isdisjoint(read.tags[unit]) and read.folded[unit] not in asked:
            yield Candidate(*found.span(_from(found, first), unit), 0.3)
            continue
        until = _counted(found, last, telling)
        yield Candidate(*found.span(_from(found, first), until), 1.0 if until > last else 0.7)
    if read.unspaced:
        for one in _matches(_COUNTED_UNSPACED, read.text, asked):
            behind = words(read.text[one.end : one.end + 4].strip())
            yield one if not asked.isdisjoint(behind) else one._replace(worth=0.7)


def against(found: Located, asked: Collection[str], numbers: Sequence[Candidate]) -> list[Candidate]:
    """Of some numbers that which a vote's side stands by where one was asked for: «97 against».

    Args:
        found: the sentence.
        asked: the words of the question.
        numbers: in the order of the text.

    Returns:
        All of them where no side was asked for. None where the sentence tells no number of that side.
    """
    sides = [side for side in (_FOR, _AGAINST) if not side.isdisjoint(asked)]
    if len(sides) != 1 or _VOTES.search(found.read.text) is None:
        return list(numbers)
    (side,) = sides
    chosen = []
    for place, number in enumerate(numbers):
        until = numbers[place + 1].start if place + 1 < len(numbers) else number.end + _SIDE_REACH
        behind = found.read.text[number.start : min(until, number.end + _SIDE_REACH)]
        told = [word for word in words(behind) if word in _FOR | _AGAINST]
        if told and told[0] in side:
            # Without what is counted: «97», not «97 against».
            whole = [found.span(*run) for run in found.read.numbers]
            start, end = next((span for span in whole if span[0] >= number.start), (number.start, number.end))
            chosen.append(Candidate(start, end, 1.0))
    return chosen


def _counted(found: Located, last: int, asked: Collection[str]) -> int:
    """The place of what a number counts, if that is asked for and not far behind; else of the number itself."""
    read = found.read
    beginnings = {word[:_SAME_BEGINNING] for word in asked if len(word) >= 3}
    for at in range(last + 1, min(last + 1 + _NEAR, len(read.folded))):
        if read.folded[at][:_SAME_BEGINNING] in beginnings:
            return at
        if read.folded[at] in _RANGE or re.search(r"[,;:.()]", found.between(at - 1, at)):
            break
    return last


def years(found: Located, asked: Collection[str]) -> Iterator[Candidate]:
    """Years, with the day and month where they are told, and what else is a date only if there are none."""
    every = list(times(found, asked))
    with_year = [one for one in every if YEAR.search(found.read.text[one.start : one.end])]
    yield from with_year or [one for one in every if "年" in found.read.text[one.start : one.end]]


def times(found: Located, asked: Collection[str]) -> Iterator[Candidate]:
    """Dates, days and clock times, each whole: «on Tuesday, 14 June», «vào ngày 3 tháng 5»."""
    read = found.read
    if read.unspaced:
        yield from _matches(_DATE_UNSPACED, read.text, asked)
    cores = _cores(found)
    runs: list[tuple[int, int]] = []
    for at in sorted(cores):
        if runs and _joined(found, runs[-1][1], at):
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    centuries = list(_matches(_CENTURY, read.text, asked))
    yield from centuries
    for first, last in runs:
        if any(one.start < found.at[last][1] and found.at[first][0] < one.end for one in centuries):
            continue
        start, end = _widened(found, first, last)
        if is_new(read, start, end, asked):
            yield Candidate(*found.span(_led_in(found, start), end), 1.0)


def _cores(found: Located) -> set[int]:
    """The words that are a time, or that make one with the word beside them."""
    read, cores = found.read, set[int]()
    marked = [match.span() for pattern in (DATE, CLOCK, YEAR) for match in pattern.finditer(read.text)]
    for at, (token, of) in enumerate(zip(read.folded, read.tags, strict=True)):
        start, end = found.at[at]
        if _in_a_name(found, at):
            continue
        if any(a <= start and end <= b for a, b in marked):
            cores.add(at)
        around = range(max(0, at - 1), min(at + 2, len(read.tags)))
        if "month" in of and (token not in _MONTH_IF_NUMBERED or any("number" in read.tags[n] for n in around)):
            cores.add(at)
        if "day" in of and "period" not in of and len(token) > 3:
            cores.add(at)
        beside = [n for n in around if n != at and not read.tags[n].isdisjoint(("near", "number", "day"))]
        if "period" in of and any("near" in read.tags[n] or "day" in read.tags[n] for n in beside):
            cores.add(at)
    return cores


def _in_a_name(found: Located, at: int) -> bool:
    """Is it a syllable of a Vietnamese name, as in «Bến Xuân», which is no spring?"""
    read = found.read
    if not at or not VIETNAMESE_LETTER.search(read.text):
        return False
    of_time = not {"month", "day", "near", "period", "number"}.isdisjoint(read.tags[at - 1])
    return not of_time and read.shown[at][0].isupper() and read.shown[at - 1][0].isupper()


def _joined(found: Located, first: int, second: int) -> bool:
    """Are two words of a time parts of one?"""
    read = found.read
    between = range(first + 1, second)
    linking = all(read.folded[at] in _IN_DATE or "near" in read.tags[at] or "number" in read.tags[at] for at in between)
    return (
        len(between) <= 2
        and linking
        and not re.search(r"[;:.!?()]\s", read.text[found.at[first][1] : found.at[second][0]])
    )


def _widened(found: Located, first: int, last: int) -> tuple[int, int]:
    """A run of a time with the number of the day and the word that says which («last», «next») around it."""
    read = found.read
    of_month = "month" in read.tags[first] or "day" in read.tags[first]
    while first and (
        (_DAY_OF_MONTH.fullmatch(read.shown[first - 1]) and of_month)
        or ("near" in read.tags[first - 1] and len(read.folded[first - 1]) > 2)
        or read.folded[first - 1] in _BEFORE_NUMBER
        or (
            first > 1
            and of_month
            and read.folded[first - 1] in _DAY_OF
            and _DAY_OF_MONTH.fullmatch(read.shown[first - 2])
        )
    ):
        first -= 1
    while last + 1 < len(read.tags) and (
        (_DAY_OF_MONTH.fullmatch(read.shown[last + 1]) and "month" in read.tags[last])
        or ("near" in read.tags[last + 1] and "period" in read.tags[last] and len(read.folded[last + 1]) > 2)
    ):
        last += 1
    return first, last


def _led_in(found: Located, first: int) -> int:
    """The place of the preposition right before a time, else its first word."""
    read, before = found.read, first - 1
    if (
        before >= 0
        and "at" in read.tags[before]
        and read.shown[before].islower()
        and found.between(before, first) == " "
    ):
        return before
    return first


def _from(found: Located, first: int) -> int:
    """Where a range begins whose upper end begins at a place: «5 to 10», «5–10»."""
    read = found.read
    for one, other in read.numbers:
        near = other == first - 2 and read.folded[first - 1] in _RANGE
        if near or (other == first - 1 and found.between(other, first).strip() in {"-", "–", "—"}):
            return one
    return first


def _matches(pattern: re.Pattern[str], text: str, asked: Collection[str]) -> Iterator[Candidate]:
    for match in pattern.finditer(text):
        start, end = _trimmed(text, match.span())
        if start < end and not set(words(text[start:end])) <= set(asked):
            yield Candidate(start, end, 1.0)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in " ,(（":
        start += 1
    while start < end and text[end - 1] in " ,.":
        end -= 1
    return start, end
