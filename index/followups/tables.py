"""The tables of words in which people go on from a question, as patterns and sets."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from index.followups import phrase_words, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.types import Span

LANGUAGES = frozenset(re.findall(r"^\s*(\w\w):", words.CONNECTIVES, re.MULTILINE))
"""ISO 639-1 codes of the languages there are tables for."""

ENDS = " \t?!.,;:…？！。、，；：¿¡؟"
"""What is left off both ends of a question."""

UNSPACED = frozenset({"zh", "ja"})
"""Languages written without blanks between words."""


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
    """The phrases of a table of ``words`` or ``phrase_words`` in a language."""
    module = words if hasattr(words, table) else phrase_words
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
