"""How common words are in general, where a few articles cannot tell."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from index.analysis import Term, is_ngram, stem, words
from index.language import WORDFREQ_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

# A chunk of 256 tokens has about this many words.
_WORDS_IN_CHUNK = 180
# So many chunks of ordinary text stand behind the articles' own counts: one article says nothing of how common a word
# is, ten thousand chunks say all.
_BACKGROUND_CHUNKS = 500
# Share of chunks with a word that no list of frequent words has.
_RARE = 1e-4
_ORDINARY = 0.005  # share of chunks
# A character pair that no frequent word has is mostly the end of one word and the beginning of the next.
_RARE_PAIR = 0.02
# Numbers are in no word list; the shorter, the more often another text has them by chance.
_NUMBER_SHARE = {1: 0.15, 2: 0.1, 4: 0.03}
_OTHER_NUMBER_SHARE = 0.005


def weigh(
    terms: list[Term] | tuple[Term, ...], *, language: str, chunks: int, share: Callable[[str], float]
) -> list[float]:
    """Inverse document frequency of terms, in nats: how much it says that a text holds them.

    Args:
        terms: of a question.
        language: ISO 639-1 code of the question.
        chunks: number of chunks in the index, ≥ 0.
        share: gives the share of these chunks that hold a stem, 0…1.

    Returns:
        One weight ≥ 0 for each term: 0 for a word that every text has.
    """
    weights = []
    for term in terms:
        own = max(share(stem_) for stem_ in term.stems)
        general = general_share(term, language)
        mixed = (chunks * own + _BACKGROUND_CHUNKS * general) / (chunks + _BACKGROUND_CHUNKS)
        weights.append(-math.log(min(1.0, max(mixed, _RARE))))
    return weights


def general_share(term: Term, language: str) -> float:
    """Share of chunks of ordinary text in a language that hold a term, 0…1."""
    if term.word[0].isdecimal():
        return _NUMBER_SHARE.get(len(term.word), _OTHER_NUMBER_SHARE)
    rare = _RARE_PAIR if is_ngram(term.word) else _RARE
    frequencies = _frequencies(language)
    frequency = max(frequencies.get(stem_, 0.0) for stem_ in {*stem([term.word], language), *term.stems})
    return max(rare, 1 - (1 - min(frequency, 1.0)) ** _WORDS_IN_CHUNK)


def is_ordinary(text: str, language: str) -> bool:
    """Are all words of a text such as ordinary texts of a language are full of?"""
    return all(general_share(Term(word, (word,)), language) >= _ORDINARY for word in words(text))


@lru_cache(maxsize=16)
def _frequencies(language: str) -> dict[str, float]:
    """Share of each stem among the words of a language; empty for a language without a list. Source: wordfreq."""
    import wordfreq

    listed = WORDFREQ_NAME.get(language, language)
    if listed not in wordfreq.available_languages("small"):
        return {}
    by_stem = defaultdict[str, float](float)
    for centibels, listed_words in enumerate(wordfreq.get_frequency_list(listed, "small")):
        # One pass over all that are equally frequent: the stemmer is fast, a call is not.
        parts = [part for word in listed_words for part in set(words(word))]
        for stem_ in stem(parts, language):
            by_stem[stem_] += 10 ** (-centibels / 100)
    wordfreq.get_frequency_list.cache_clear()  # what is kept of it is here
    return dict(by_stem)
