"""German compounds in their two parts: who asks for «Sprecher» also means «Regierungssprecher»."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from index.analysis import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

# Measured on XQuAD (de), BM25 alone, MRR@10: .926 without parts, .935 with parts of four letters, .938 with five.
_SHORTEST = 5
_KNOWN = 3e-6  # share of all words: rarer ones are mostly names and misspellings, which split words at random
_COMMON = 1e-4  # so common a word is a word of its own: «unternehmen» is not about «unter» or «nehmen»


@lru_cache(maxsize=100_000)
def parts(word: str) -> tuple[str, ...]:
    """Give the stems of the two words a German compound is made of; none for a word that is no compound.

    Of several ways to split it, the one whose rarer part is most common.

    Args:
        word: as ``analysis.words`` gives it.
    """
    frequencies, stems = _vocabulary()
    if len(word) < 2 * _SHORTEST or not word.isalpha() or frequencies.get(word, 0.0) > _COMMON:
        return ()
    found = [
        (min(frequencies[first], frequencies.get(last, _KNOWN)), first, last)
        for at in range(_SHORTEST, len(word) - _SHORTEST + 1)
        if (last := word[at:]) in frequencies or stem([last], "de")[0] in stems
        for first in _without_joint(word[:at])
        if first in frequencies
    ]
    return tuple(stem(list(max(found)[1:]), "de")) if found else ()


def _without_joint(first: str) -> Iterator[str]:
    """The first part as a word of its own: «regierungs-», «wochen-», «schul-», «kinder-»."""
    yield first
    yield f"{first}e"
    if first.endswith(("s", "n")):
        yield first[:-1]
    if first.endswith(("es", "en", "er")):
        yield first[:-2]


@cache
def _vocabulary() -> tuple[dict[str, float], frozenset[str]]:
    """Words that may be parts, with their share of all words, and their stems. Source: wordfreq."""
    import wordfreq

    folded = defaultdict[str, float](float)
    for word, frequency in wordfreq.get_frequency_dict("de", "small").items():
        folded[word.casefold()] += frequency  # as ``analysis.words`` writes them: «strasse»
    known = {word: f for word, f in folded.items() if f >= _KNOWN and len(word) >= _SHORTEST and word.isalpha()}
    return known, frozenset(stem(list(known), "de"))
