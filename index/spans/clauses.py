"""Where in a sentence a reason or a means is given."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from index.spans.amounts import times
from index.spans.clause_markers import BEFORE_NOUN, CAUSE_AFTER, CAUSE_BEFORE, MEANS_AFTER, MEANS_BEFORE
from index.spans.located import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.spans.located import Located

_BEFORE_NOUN = frozenset(BEFORE_NOUN.split())
_UNSPACED = frozenset(["zh", "ja", "ko", "th"])
_END = re.compile(r"[,;:.!?](?=\s|$)|\s[–—-]\s|[,，。；;：、！？)）»”\"]|\s[(«„]")
_BEGINNING = re.compile(r"[,;:.!?]\s|\s[–—-]\s|[，。；：、！？]|は|(?<=[)）])\s")
_WORD = re.compile(r"\S+")
_WORDS_BEFORE = 3  # of a reason whose beginning nothing marks
_LONGEST = 160  # characters; a longer clause says more than the reason
_SHORTEST = 3


def causes(found: Located, language: str) -> Iterator[Candidate]:
    """The clauses that give a reason, each with the word that says so."""
    yield from _clauses(found, language, "cause")


def means(found: Located, language: str) -> Iterator[Candidate]:
    """The clauses that say by what something was done."""
    yield from _clauses(found, language, "means")


def _before_time(found: Located, start: int, end: int) -> int:
    """Where a noun ends that a time follows, which is no part of it: «wegen des Sturms am Montag geschlossen»."""
    times_ = [time.start for time in times(found, ()) if start + _SHORTEST < time.start < end]
    return start + len(found.read.text[start : min([end, *times_])].rstrip())


def _clauses(found: Located, language: str, what: str) -> Iterator[Candidate]:
    text = found.read.text.lower()
    if len(text) != len(found.read.text):
        return
    after, before = _marker(what, "after", language), _marker(what, "before", language)
    for match in after.finditer(text) if after else ():
        end = _END.search(text, match.end())
        until = end.start() if end else len(text)
        if match.group().split()[-1] in _BEFORE_NOUN:
            until = _before_time(found, match.end(), until)
        if until - match.end() >= _SHORTEST and until - match.start() <= _LONGEST:
            yield Candidate(match.start(), until, 1.0)
    for match in before.finditer(text) if before else ():
        start = max([0, *(mark.end() for mark in _BEGINNING.finditer(text, 0, match.start()))])
        if language not in _UNSPACED:
            started = [word.start() for word in _WORD.finditer(text, start, match.start())]
            start = started[-_WORDS_BEFORE] if len(started) > _WORDS_BEFORE else start
        if match.start() - start >= _SHORTEST and match.end() - start <= _LONGEST:
            yield Candidate(start, match.end(), 1.0)


@cache
def _marker(what: str, side: str, language: str) -> re.Pattern[str] | None:
    """The words of a language that stand at one side of a clause, as one pattern, the longer ones first."""
    table = {
        ("cause", "after"): CAUSE_AFTER,
        ("cause", "before"): CAUSE_BEFORE,
        ("means", "after"): MEANS_AFTER,
        ("means", "before"): MEANS_BEFORE,
    }[what, side]
    lines = dict(line.strip().split(": ", 1) for line in table.strip().splitlines())
    if language not in lines:
        return None
    phrases = sorted((phrase.strip() for phrase in lines[language].split(" | ")), key=lambda one: (-len(one), one))
    every = "|".join(phrases)
    if language in _UNSPACED:
        return re.compile(every)
    every = every.replace("'", "['’]")
    return re.compile(rf"(?<!\w)(?:{every})(?:(?<=['’])|(?!\w))")
