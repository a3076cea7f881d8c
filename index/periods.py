"""Plain words for a time in a question: «last week», «gestern», «tháng 11 năm 2024»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from index import period_day_words, period_words
from index.period_finding import Clock, Found, absolute, is_name, relative
from index.period_grammar import Grammar, grammar
from index.period_joining import closer, in_year, ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

# Characters. In a longer text times are details of a story, most often of several that are compared.
_LONGEST_QUESTION = 180
# Instead of what leads it in: the time is that of an event and no article's.
_EVENT = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time that a question names.

    Attributes:
        since: beginning, aware; None where it is open.
        until: end, not included, aware; None where it is open.
        words: as the question names it.
        absolute: True for a date of the calendar, False for what depends on today.
    """

    since: datetime | None
    until: datetime | None
    words: str
    absolute: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a question says of time.

    Attributes:
        period: the one time it names, None for none or for several.
        newest: the first words that ask for what is new, empty where none do: «latest news», «Was gibt es Neues?».
        spans: (start, end) of what only tells the time or asks for the newest and is nothing to search for, in order.
        newest_spans: those of them that ask for the newest.
        nothing_else: True where apart from the time, at most «what happened» or «news» is asked.
        rest: what besides is asked of a time, or of news: «Hamburg» of «What happened in Hamburg on Sunday?»; empty
            where neither is asked.
    """

    period: Period | None = None
    newest: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    newest_spans: tuple[tuple[int, int], ...] = ()
    nothing_else: bool = False
    rest: str = ""


def read(text: str, language: str, clock: Clock, quoted: Sequence[tuple[int, int]] = ()) -> Reading:
    """Read what a question says of time.

    A time that something is compared with, or that is still to come, is the event's, and no period: «higher than last
    week», «What will open on Monday?».

    Args:
        text: the question.
        language: ISO 639-1 code of its language; words of other languages are read where they are plain.
        clock: what the time is.
        quoted: (start, end) of parts that are to be searched for as they are.
    """
    if len(text) > _LONGEST_QUESTION:
        return Reading()
    others = [code for code in period_words.HAND_WRITTEN if code != language]
    grammars = [grammar(language, own=True), *(grammar(code, own=False) for code in others)]
    hidden = _blanked(text, quoted)
    found: list[Found] = []
    for words in grammars:
        found = _times(hidden, words, clock)
        if found:
            break
    chosen = _one(found)
    spans = [] if chosen is None or chosen.absolute else [(chosen.start, chosen.end)]
    newest = [span for span in _newest(hidden, grammars) if not any(a < span[1] and span[0] < b for a, b in spans)]
    every = sorted([*spans, *newest])
    told = [*every, (chosen.start, chosen.end)] if chosen and chosen.absolute else every
    if not found and not newest and (news := _only_news(hidden, text, quoted, grammars)):
        return Reading(newest=news, nothing_else=True)
    return Reading(
        period=_period(chosen, text, clock) if chosen else None,
        newest=text[slice(*newest[0])] if newest else "",
        spans=tuple(every),
        newest_spans=tuple(newest),
        nothing_else=bool(told) and _nothing_asked(_blanked(hidden, told), text, quoted, grammars),
        rest=_rest(_blanked(hidden, told), grammars[0]) if told or grammars[0].news.search(hidden) else "",
    )


def named(text: str, language: str, clock: Clock) -> tuple[date, date] | None:
    """First and last day of a time that is all of a text; None where it is none."""
    for code in dict.fromkeys((language, *period_words.HAND_WRITTEN)):
        words = grammar(code, own=code == language)
        for found in (*relative(text, words, clock), *absolute(text, words, clock)):
            if not text[: found.start].strip() and not text[found.end :].strip(" .,"):
                return found.first, found.last
    return None


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text of the same length with something in place of the spans that no expression matches."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = "\x00" * (end - start)
    return "".join(signs)


def _nothing_asked(rest: str, text: str, quoted: Sequence[tuple[int, int]], grammars: Sequence[Grammar]) -> bool:
    """Does what is left ask for nothing in particular?"""
    if any(re.search(r"\w", text[a:b]) for a, b in quoted):
        return False
    return any(not re.search(r"\w", words.nothing_asked.sub("", rest)) for words in grammars)


def _rest(text: str, words: Grammar) -> str:
    """What is left of a text without the words that ask for nothing in particular."""
    return " ".join(words.nothing_asked.sub(" ", text).replace("\x00", " ").split())


def _only_news(hidden: str, text: str, quoted: Sequence[tuple[int, int]], grammars: Sequence[Grammar]) -> str:
    """The word for news of a question that asks for nothing else, or none."""
    for words in grammars:
        news = words.news.search(hidden)
        if news and _nothing_asked(hidden, text, quoted, [words]):
            return news.group()
    return ""


def _newest(text: str, grammars: Sequence[Grammar]) -> list[tuple[int, int]]:
    """Where the newest is asked for, with the word for news beside it."""
    for words in grammars:
        spans = []
        for match in words.newest.finditer(text):
            if not is_name(text, match):
                before = words.newest_of.search(text[: match.start()])
                behind = words.newest_of_behind.match(text, match.end())
                spans.append((before.start() if before else match.start(), behind.end() if behind else match.end()))
        if spans:
            return spans
    return []


def _times(text: str, words: Grammar, clock: Clock) -> list[Found]:
    """The times a text names, without overlaps, in order, with what stands before them."""
    named_ = [*relative(text, words, clock), *absolute(text, words, clock)]
    every = sorted((*named_, *closer(text, named_)), key=lambda f: (f.start, -f.end, f.yearless))
    apart: list[Found] = []
    for found in every:
        if not any(found.overlaps(other) for other in apart):
            apart.append(found)
    led = [_led(text, found, words, clock) for found in ranges(text, apart, words)]
    return [_event_or_not(text, found, words, clock) for found in led if found.alone]


def _event_or_not(text: str, found: Found, words: Grammar, clock: Clock) -> Found:
    """The time, marked where it is no article's: compared with, or still to come."""
    beside = words.beside
    before = text[: found.start]
    compared = beside.compared.search(before) or beside.compared_behind.match(text, found.end)
    # «Monday» is the last one, «in May» the last May, unless something says that it is the next.
    open_day = found.kind in {"weekday", "bare weekend"} or found.yearless
    this_or_that = open_day or (found.kind in {"day", "week", "month", "year"} and found.last >= clock.today)
    coming = found.lead != "since" and this_or_that and beside.future.search(text)
    next_ = open_day and (beside.next.search(before) or beside.next_behind.match(text, found.end))
    not_begun = found.lead == "after" and found.last >= clock.today
    return found._replace(lead=_EVENT) if compared or coming or next_ or not_begun else found


def _led(text: str, found: Found, words: Grammar, clock: Clock) -> Found:
    """The time with what stands before or behind it and opens it to one side, or makes it one."""
    before = words.lead.search(text[: found.start])
    behind = words.trail.match(text, found.end)
    lead = (before.lastgroup if before else None) or (behind.lastgroup if behind else None) or ""
    if not lead or (lead == "on" and not _needs_lead(found)):
        return found
    bare_month = found.kind == "named month" and found.yearless
    if bare_month and not _plain_month(text, found, before.group() if before else "", lead):
        return found
    first, last = found.first, found.last
    if lead == "last":
        if found.kind == "weekday" and first == clock.today:
            first = last = first - timedelta(days=7)
        elif found.yearless and last >= clock.today:
            first, last = in_year(first, first.year - 1), in_year(last, last.year - 1)
        lead = "on"
        found = found._replace(kind="placed" if found.kind == "weekday" else found.kind, yearless=False)
    start = before.start() if before else found.start
    end = behind.end() if behind and not before else found.end
    return found._replace(start=start, end=end, first=first, last=last, lead=lead, alone=True)


def _needs_lead(found: Found) -> bool:
    return found.kind in {"weekday", "placed", "date", "named month"}


def _plain_month(text: str, found: Found, before: str, lead: str) -> bool:
    """Is a month without its year a month here, and not a person, a planet or a verb?"""
    if before.split()[-1:] == ["on"]:
        return False
    common = text[found.start : found.end].casefold() in period_day_words.MONTHS_TOO_COMMON
    return not common or lead in {"on", "last"} or bool(re.match(r"\s*(?:[?.!,;:)]|$)", text[found.end :]))


def _one(found: Sequence[Found]) -> Found | None:
    """The time that is meant; None where there is none, or where several are compared."""
    several = [one for one in found if not one.absolute and one.lead != _EVENT]
    if not several and not any(one.lead == _EVENT for one in found if one.absolute):
        several = [one for one in found if one.absolute]
    distinct = list({(one.first, one.last, one.lead): one for one in several}.values())
    if len(distinct) == 1:
        return distinct[0]
    if len(distinct) == 2:
        after, before = sorted(distinct, key=lambda one: one.first)
        if after.lead in {"since", "after"} and before.lead in {"before", "until"}:
            first = after.first if after.lead == "since" else after.last + timedelta(days=1)
            last = before.last if before.lead == "until" else before.first - timedelta(days=1)
            if first <= last:
                return Found(
                    min(after.start, before.start), max(after.end, before.end),
                    "dates" if after.absolute else "span", first, last,
                )  # fmt: skip
    return None


def _period(found: Found, text: str, clock: Clock) -> Period:
    first, last = found.first, found.last
    since: datetime | None = found.since or clock.start(first)
    # News is printed a day later.
    following = 2 if found.kind == "date" and found.lead in {"", "on"} else 1
    until: datetime | None = clock.start(last + timedelta(days=following))
    if found.lead == "since":
        until = None
    elif found.lead == "after":
        since, until = clock.start(last + timedelta(days=1)), None
    elif found.lead == "before":
        since, until = None, clock.start(first)
    elif found.lead == "until":
        since = None
    elif found.kind == "hours":
        until = None
    return Period(
        since=since, until=until, words=" ".join(text[found.start : found.end].split()), absolute=found.absolute
    )
