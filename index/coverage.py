"""How much of a question's words some texts hold."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from index.analysis import Term
    from index.wording import Wording

# Words of other forms than the question's, as far as letters tell without a dictionary: part of a compound
# («Raketen» in «Langstreckenraketen»), or another ending or spelling («Belousow», «Belousov»).
_PART_CREDIT = 0.5
_HEAD_CREDIT = 0.8  # the last part of a compound says what the thing is: a «Langstreckenrakete» is a «Rakete»
_SHORTEST_PART = 5
_SAME_START = 0.75  # share of the longer word's letters


class _Forms(NamedTuple):
    """The forms in which texts hold a term: the term itself, a word like it at the end of another, a word like it."""

    stems: frozenset[str]
    heads: frozenset[str]
    alike: frozenset[str]


def shares_held(terms: Sequence[Term], texts: Sequence[Wording]) -> NDArray[np.float64]:
    """How much of each term each text holds: 1 where it holds the term, less where it holds a word like it, else 0.

    Args:
        terms: of a question.
        texts: taken apart, each in its own language.

    Returns:
        Shape (texts, terms).
    """
    # What the texts hold is looked up together, for they share most of their words.
    words = _Listed(chain.from_iterable(text.words for text in texts))
    stems = _Listed(chain.from_iterable(text.stems for text in texts))
    forms = [_forms(term, words, stems) for term in terms]
    found = np.zeros((len(texts), len(terms)))
    for row, text in zip(found, texts, strict=True):
        own, surface = frozenset(text.stems), frozenset(text.words)
        for at, form in enumerate(forms):
            if not own.isdisjoint(form.stems):
                row[at] = 1.0
            elif form.heads and not own.isdisjoint(form.heads):
                row[at] = _HEAD_CREDIT
            elif form.alike and not surface.isdisjoint(form.alike):
                row[at] = _PART_CREDIT
    return found


class _Listed:
    """Distinct words of at least five letters, searched for parts of them all at once."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if len(word) >= _SHORTEST_PART)
        self._text = "\n".join(["", *self._words, ""])

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def holding(self, part: str) -> Iterator[str]:
        """The words that a part stands in; a line break in it stands for where a word begins or ends."""
        text, at = self._text, self._text.find(part)
        while at >= 0:
            start = at + 1 if part[0] == "\n" else text.rfind("\n", 0, at) + 1
            end = text.find("\n", start)
            yield text[start:end]
            at = text.find(part, end)


def _forms(term: Term, words: _Listed, stems: _Listed) -> _Forms:
    word, exact = term.word, frozenset(term.stems)
    if len(word) < _SHORTEST_PART or word[0].isdecimal():
        return _Forms(exact, frozenset(), frozenset())
    root = min(term.stems, key=len)
    whole = len(root) >= _SHORTEST_PART
    ends = (word[at:] for at in range(len(word) - _SHORTEST_PART + 1))
    alike = [
        *(other for other in words.holding(f"\n{word[:_SHORTEST_PART]}") if _begin_alike(word, other)),
        *(end for end in ends if end in words and end[:_SHORTEST_PART] != word[:_SHORTEST_PART]),
        *(other for other in words.holding(f"{word}\n") if other[:_SHORTEST_PART] != word[:_SHORTEST_PART]),
        # The main part of a word («feuert» in «abgefeuert»).
        *(other for other in (words.holding(root) if whole else ()) if 2 * len(root) >= len(other)),
    ]
    return _Forms(exact, frozenset(stems.holding(f"{root}\n") if whole else ()), frozenset(alike))


def _begin_alike(one: str, other: str) -> bool:
    """Is the beginning that two words share nearly all of them?"""
    short, long = sorted((one, other), key=len)
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return same == len(short) or same >= _SAME_START * len(long)
