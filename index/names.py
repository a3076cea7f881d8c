"""Names in a question: what must be in an article for it to answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.analysis import words
from index.background import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\w[\w'’.-]*")
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:¿¡])[\s\"“„«'‘(]*$")
_OPENS_QUOTATION = re.compile(r"[\"“„«‘「『]$")


def names(question: str, language: str) -> frozenset[str]:
    """Find the words of a question that are written as names: capitals in mid-sentence, numbers apart.

    In German, where every noun has a capital, those that are not ordinary words. Scripts without case give none.

    Args:
        question: as asked.
        language: its ISO 639-1 code.

    Returns:
        The words, as ``analysis.words`` gives them.
    """
    return frozenset(word for word in capitalised(question) if language != "de" or not is_ordinary(word, language))


def capitalised(question: str) -> frozenset[str]:
    """The words, as ``analysis.words`` gives them, with a capital in mid-sentence; in German nouns of all kinds."""
    return frozenset(word for written in _capitalised(question) for word in words(written))


def _capitalised(question: str) -> Iterator[str]:
    after = 0  # the last letter of the word before, the question's beginning if there is none
    for match in _WORD.finditer(question):
        written, before = match.group(), question[after : match.start()]
        after = match.start() + len(written.rstrip("'’.-")) - 1
        acronym = len(written) > 1 and written[1].isupper()
        if not written[0].isupper():
            continue
        if acronym or not _OPENS_SENTENCE.search(before) or _OPENS_QUOTATION.search(before):
            yield written
