"""BM25 as a product of two sparse vectors: what a token weighs in a chunk, times what it weighs in a question."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

from index.tokenizer import key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_K1, _B = 1.2, 0.75
_EXACT, _BITS = 24, 4
# The largest dimension that Milvus takes is one less than the largest key: two tokens in four billion are one here.
_LAST: Final = 2**32 - 2
# Chunks that hold a question's words, read for its rarest ones; those that most chunks hold tell little. A server that
# skips most of them may be given as many as there are chunks: on MultiHop-RAG that finds what all words do, a tenth of
# it 1 % less.
_POSTINGS = 1_000_000

Sparse = dict[int, float]


def dimension_of(word: int) -> int:
    """Where a token stands in a sparse vector, by its key."""
    return min(word, _LAST)


def known_size(words: int) -> int:
    """How long tantivy takes a chunk of so many tokens to be, as it keeps one byte of it: so both find the same.

    Below 40 exact; beyond, what is above 24 is rounded down to its four highest bits.
    """
    dropped = max(0, (words - _EXACT).bit_length() - _BITS)
    return words if words < _EXACT + 2**_BITS else _EXACT + ((words - _EXACT) >> dropped << dropped)


def document(words: Iterable[int], mean_words: float) -> Sparse:
    """A chunk by the keys of its tokens, repeats kept."""
    often = Counter(map(dimension_of, words))
    size = often.total()
    damping = _K1 * (1 - _B + _B * known_size(size) / max(mean_words, 1e-9))
    # The server takes no empty vector: a chunk without words gets one that is not asked for.
    return {word: count * (_K1 + 1) / (count + damping) for word, count in often.items()} or {0: 1e-9}


def question(
    terms: Sequence[Sequence[str]],
    hints: Mapping[str, float],
    held: Mapping[str, int],
    chunks: int,
    *,
    skips: bool = False,
) -> Sparse:
    """A question by the rarest of its words, at least one of those that any chunk holds.

    Args:
        terms: each a word with its stems in the languages it may be in. A chunk that holds several stems of one counts
            them all, where the best alone should: it is judged again.
        hints: tokens that are worth something without being words, with what each is worth beside a word.
        held: in how many chunks each of them stands.
        chunks: number of all.
        skips: whether the server reads no more of the common words than it needs.
    """
    most = max(_POSTINGS, chunks) if skips else _POSTINGS
    worth: dict[tuple[str, ...], float] = {(hint,): value for hint, value in hints.items()}
    worth |= {tuple(stems): 1.0 for stems in terms}
    told: Sparse = {}
    read = 0
    for stems in sorted(worth, key=lambda stems: holding(stems, held)):
        known = [stem for stem in stems if held[stem] > 0]
        read += holding(known, held)
        if told and read > most:
            break
        for stem in known:
            rarity = math.log1p((max(chunks, held[stem]) - held[stem] + 0.5) / (held[stem] + 0.5))
            at = dimension_of(key(stem))
            told[at] = max(told.get(at, 0.0), worth[stems] * rarity)
    return told


def any_of(stems: Collection[str]) -> Sparse:
    """A question whose score is above nothing in just those chunks that hold any of some stems."""
    return {dimension_of(key(stem)): 1.0 for stem in stems}


def holding(stems: Collection[str], held: Mapping[str, int]) -> int:
    """In how many chunks some stems stand, each counted by itself."""
    return sum(held[stem] for stem in stems)
