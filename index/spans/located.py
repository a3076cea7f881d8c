"""A sentence taken apart, with where in its text each word stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.sentence_words import read_sentence

if TYPE_CHECKING:
    from index.sentence_words import Read
    from index.types import Span


class Located(NamedTuple):
    """A sentence taken apart; ``at[n]`` is where its word ``read.shown[n]`` stands in ``read.text``."""

    read: Read
    at: tuple[Span, ...]

    def span(self, first: int, last: int) -> Span:
        """Where a run of words stands, from place ``first`` to ``last``."""
        return self.at[first][0], self.at[last][1]

    def between(self, first: int, second: int) -> str:
        """What stands between two words that follow each other."""
        return self.read.text[self.at[first][1] : self.at[second][0]]


class Candidate(NamedTuple):
    """Words that may answer: a span of the sentence, and how well they fit the kind of answer, 0…1."""

    start: int
    end: int
    worth: float


def located(sentence: str) -> Located:
    """Take a sentence apart and find its words in it."""
    read = read_sentence(sentence)
    at: list[Span] = []
    end = 0
    for word in read.shown:
        start = sentence.index(word, end)
        end = start + len(word)
        at.append((start, end))
    return Located(read, tuple(at))
