"""Which words of a question a text holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.analysis import stem, words

if TYPE_CHECKING:
    from index.analysis import Term

# Words of other forms than the question's, as far as letters tell without a dictionary: part of a compound
# («Raketen» in «Langstreckenraketen»), or another ending or spelling («Belousow», «Belousov»).
_PART_CREDIT = 0.5
_HEAD_CREDIT = 0.8  # the last part of a compound says what the thing is: a «Langstreckenrakete» is a «Rakete»
_SHORTEST_PART = 5
_SAME_START = 0.75  # share of the longer word's letters


class Words:
    """The distinct words of a text, for asking which terms it holds."""

    def __init__(self, text: str, language: str) -> None:
        self._surface = dict.fromkeys(words(text))
        self._stems = set(stem(list(self._surface), language))
        self._long = [word for word in self._surface if len(word) >= _SHORTEST_PART]

    def credit(self, term: Term) -> float:
        """1 where the text holds the term, less where it holds a word like it, else 0."""
        if not self._stems.isdisjoint(term.stems):
            return 1.0
        if len(term.word) < _SHORTEST_PART or term.word[0].isdecimal():
            return 0.0
        root = min(term.stems, key=len)
        if len(root) >= _SHORTEST_PART and any(stem_.endswith(root) for stem_ in self._stems):
            return _HEAD_CREDIT
        return _PART_CREDIT if any(_alike(term.word, word) or _inside(root, word) for word in self._long) else 0.0


def _inside(root: str, word: str) -> bool:
    """Is a stem the main part of a word («feuert» in «abgefeuert»)?"""
    return len(root) >= _SHORTEST_PART and 2 * len(root) >= len(word) and root in word


def _alike(one: str, other: str) -> bool:
    """Do two words of at least five letters begin alike, or does one end with the other?"""
    if one[:_SHORTEST_PART] != other[:_SHORTEST_PART]:
        return one.endswith(other) or other.endswith(one)
    short, long = sorted((one, other), key=len)
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return same == len(short) or same >= _SAME_START * len(long)
