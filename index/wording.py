"""A text taken apart into its words and their stems."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from index.analysis import stem, words
from index.runs import Runs


class Wording(NamedTuple):
    """The words of a text, as ``analysis.words`` gives them, and the stem of each, as ``analysis.stem`` does."""

    words: tuple[str, ...]
    stems: tuple[str, ...]


def wording(text: str, language: str) -> Wording:
    """Take a text in a language (ISO 639-1) apart; what became of its parts is remembered for other texts."""
    runs = _RUNS.of(text, language)
    return Wording(
        tuple(chain.from_iterable([words_of for words_of, _ in runs])),
        tuple(chain.from_iterable([stems for _, stems in runs])),
    )


def _made(part: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words and stems, as plain tuples: Python's collector, which stops everything, looks at these only once."""
    found = words(part)
    return tuple(found), tuple(stem(found, language))


_RUNS = Runs(_made, kept=20_000)
