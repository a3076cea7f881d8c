"""What a question that may go on from another is made of: its question word, pronouns, names, times and filters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from index import following_up_phrase_words, following_up_words, operators, periods
from index.analysis import is_ngram, words
from index.background import is_ordinary
from index.errors import FilterError
from index.period_finding import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.periods import Reading

Span = tuple[int, int]

LANGUAGES = frozenset(re.findall(r"^\s*(\w\w):", following_up_words.CONNECTIVES, re.MULTILINE))
"""ISO 639-1 codes of the languages there are tables for."""

ENDS = " \t?!.,;:…？！。、，；：¿¡؟"
"""What is left off both ends of a question."""

UNSPACED = frozenset({"zh", "ja"})
"""Languages written without blanks between words."""

# Which words name a time hardly depends on the day, and so the same words always give the same.
_CLOCK = Clock.at(datetime(2024, 6, 12, 12, tzinfo=UTC))
_CONTEXT = re.compile(r"\s*[(（]([^()（）]*)[)）]\W*$")
_WORD = re.compile(r"\w[\w'’-]*(?<=\w)")
_PARTICLE = re.compile(r" (?:(?:von|van|der|den|de|da|di|del|bin|al|the|of|and|&) ){0,2}")
_YEAR = re.compile(rf"(?<![\w.,-]){following_up_phrase_words.YEAR}(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
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


def asked(question: str, language: str) -> Asked | None:
    """Take a question apart; None where one of its operators is wrong, or nothing is left that could be one."""
    try:
        read = operators.read(question)
    except FilterError:
        return None
    bracketed = _CONTEXT.search(read.text)
    core = read.text[: bracketed.start()] if bracketed else read.text
    return Asked(
        core=core.strip(ENDS),
        context=bracketed[1].strip(ENDS) if bracketed else "",
        filters=read.values,
        language=language,
    )


def plain(text: str) -> str:
    """A text on one line, without what cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


@cache
def pattern(table: str, language: str) -> re.Pattern[str]:
    """The phrases of a table in a language; finds nothing where it has no line."""
    found = sorted(phrases(table, language), key=len, reverse=True)
    if not found:
        return re.compile("(?!)")
    if language in UNSPACED:
        return re.compile("|".join(found))
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?:(?<=')|(?!\w))", re.IGNORECASE)


@cache
def phrases(table: str, language: str) -> tuple[str, ...]:
    """The phrases of a table of ``following_up_words`` or ``following_up_phrase_words`` in a language."""
    module = following_up_words if hasattr(following_up_words, table) else following_up_phrase_words
    for line in str(getattr(module, table)).strip().splitlines():
        code, _, written = line.strip().partition(": ")
        if code == language:
            return tuple(phrase.strip() for phrase in re.split(r"\s\|\s", written))
    return ()


@cache
def word_set(table: str, language: str) -> frozenset[str]:
    """The single words of a table; where its line is not divided, all of them."""
    found = phrases(table, language)
    if len(found) == 1:
        found = tuple(found[0].split())
    return frozenset(phrase for phrase in found if " " not in phrase)


@cache
def prepositions(language: str) -> Mapping[str, frozenset[str]]:
    """Each preposition with those that it may stand for, itself among them."""
    groups = [frozenset(group.split()) for phrase in phrases("PREPOSITIONS", language) for group in phrase.split(" / ")]
    return {word: group for group in reversed(groups) for word in group}


@cache
def function_words(language: str) -> frozenset[str]:
    """Words that say nothing of what is asked."""
    return (
        word_set("FUNCTION_WORDS", language)
        | word_set("DETERMINERS", language)
        | frozenset(prepositions(language))
        | word_set("THIN", language)
    )


def straight(text: str) -> str:
    """The same text, as long, with plain apostrophes."""
    return text.replace("’", "'")


def question_phrase(text: str, language: str) -> Span | None:
    """Where a question's phrase that asks stands: at its beginning if there is one, else the first."""
    found = pattern("QUESTIONS", language)
    match = found.match(straight(text)) or next(_apart(found, text, language), None)
    return match.span() if match else None


def _apart(found: re.Pattern[str], text: str, language: str) -> Iterator[re.Match[str]]:
    for match in found.finditer(straight(text)):
        # «AI» is no «ai».
        if not (match.group().isupper() and len(match.group()) > 1 and not text.isupper()) or language in UNSPACED:
            yield match


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


def names(text: str, language: str, *, opening: bool) -> list[Span]:
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
