"""What a question that may go on from another is made of: its question word, pronouns, names, times and filters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index import operators, periods
from index.analysis import is_ngram, words
from index.background import is_ordinary
from index.errors import FilterError
from index.followups.phrase_words import YEAR
from index.followups.tables import ENDS, UNSPACED, function_words, pattern, straight, word_set
from index.period_finding import Clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.periods import Reading
    from index.types import Span

# Which words name a time hardly depends on the day, and so the same words always give the same.
_CLOCK = Clock.at(datetime(2024, 6, 12, 12, tzinfo=UTC))
_CONTEXT = re.compile(r"\s*[(（]([^()（）]*)[)）]\W*$")
_WORD = re.compile(r"\w[\w'’-]*(?<=\w)")
_PARTICLE = re.compile(r" (?:(?:von|van|der|den|de|da|di|del|bin|al|the|of|and|&) ){0,2}")
_YEAR = re.compile(rf"(?<![\w.,-]){YEAR}(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A question in its parts.

    Attributes:
        core: without operators, what stands in brackets at its end, and marks around it.
        context: what stands there: words of earlier questions.
        filters: its operators, as ``operators.read`` gives them.
        language: ISO 639-1 code of one of ``LANGUAGES``.
    """

    core: str
    context: str
    filters: Mapping[str, str]
    language: str

    @property
    def text(self) -> str:
        """The question without operators and the mark at its end."""
        return f"{self.core} ({self.context})" if self.context else self.core


def parse(question: str, language: str) -> Parsed | None:
    """Take a question apart; None where one of its operators is wrong, or nothing is left that could be one."""
    try:
        read = operators.read(question)
    except FilterError:
        return None
    bracketed = _CONTEXT.search(read.text)
    core = read.text[: bracketed.start()] if bracketed else read.text
    return Parsed(
        core=core.strip(ENDS),
        context=bracketed[1].strip(ENDS) if bracketed else "",
        filters=read.values,
        language=language,
    )


def plain(text: str) -> str:
    """A text on one line, without what cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def content(text: str, language: str) -> float:
    """About how many words of a text say what it is about."""
    folded = straight(text)
    for table in ("IDIOMS", "PRONOUNS", "POSSESSIVES", "THERE", "PARTICLES"):
        folded = pattern(table, language).sub(" ", folded)
    folded = pattern("THIN", language).sub(" ", folded)
    if language in UNSPACED:
        spaceless = re.sub(r"[はがをにでとのもへ的了是在有]", " ", folded)
        return sum(len(word) / 2 if is_ngram(word) else 1 for word in re.findall(r"\w+", spaceless))
    apart = function_words(language)
    count = sum(1 for word in re.findall(r"\w+(?:'(?!\w))?", folded.casefold()) if word not in apart)
    return count * 0.6 if language == "vi" else count


def spans_of_names(text: str, language: str, *, opening: bool) -> list[Span]:
    """Where names stand in a text: runs of words with capitals, in German without ordinary nouns.

    Args:
        text: a question or a part of one.
        language: ISO 639-1 code.
        opening: whether its first word may be a name by its capital alone.
    """
    found: list[list[int]] = []
    several: list[bool] = []
    capitals = [m for m in _WORD.finditer(text) if m.group()[0].isupper() and not _functional(m.group(), language)]
    for match in capitals:
        if found and _PARTICLE.fullmatch(text[found[-1][1] : match.start()]):
            found[-1][1] = match.end()
            several[-1] = True
        else:
            found.append([match.start(), match.end()])
            several.append(False)
    return [
        (start, end)
        for (start, end), more in zip(found, several, strict=True)
        if _is_name(text, start, end, language, more=more, opening=opening)
    ]


def _functional(word: str, language: str) -> bool:
    folded = straight(word).casefold()
    acronym = len(word) > 1 and word.isupper()
    return not acronym and (
        folded in function_words(language)
        or any(
            (match := pattern(table, language).match(folded)) and match.end() == len(folded)
            for table in ("PRONOUNS", "POSSESSIVES", "QUESTIONS", "CONNECTIVES")
        )
    )


def _is_name(text: str, start: int, end: int, language: str, *, more: bool, opening: bool) -> bool:
    written = text[start:end]
    first = not text[:start].strip(ENDS + "\"'«»„“”‘(")
    if len(written) > 1 and written.isupper():
        return not text.isupper()
    if language == "de":
        before = text[:start].split()
        led = bool(before) and before[-1].casefold() in word_set("DETERMINERS", "de") | word_set("WITH_ARTICLE", "de")
        return not is_ordinary(written, "de") and (more or not led) and (opening or more or not first)
    return more or opening or not first


def times(text: str, language: str, reading: Reading | None = None) -> list[Span]:
    """Where words for a time stand, in order and apart.

    Args:
        text: a question or a part of one.
        language: ISO 639-1 code.
        reading: what ``of_time`` says of it, if that is known.
    """
    found = [match.span() for match in pattern("TO_COME", language).finditer(straight(text))]
    period = (reading or of_time(text, language)).period
    if period and (at := text.find(period.words)) >= 0:
        found.append((at, at + len(period.words)))
    found += [match.span() for match in _YEAR.finditer(text)]
    apart: list[Span] = []
    for span in sorted(found, key=lambda s: (s[0], -s[1])):
        if not apart or span[0] >= apart[-1][1]:
            apart.append(span)
    return apart


def of_time(text: str, language: str) -> Reading:
    """What a text says of time, on whatever day."""
    return periods.read(text, language, _CLOCK, operators.quoted(text))


def folded(text: str) -> frozenset[str]:
    """The distinct words of a text, as they are searched for."""
    return frozenset(words(text))
