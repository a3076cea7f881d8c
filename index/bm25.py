"""BM25 as tantivy reckons it, so that a chunk's score is the same whichever engine found it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_K1, _B = 1.2, 0.75
# What is kept of a chunk's number of words: exact up to 40, then four bits of it.
_SIZES = np.array(
    [*range(24), *(24 + at for at in range(8))] + [24 + ((at & 7 | 8) << (at >> 3) - 1) for at in range(8, 232)]
)


def scores(
    terms: Sequence[Sequence[str]],
    counts: Mapping[str, NDArray[np.int64]],
    sizes: NDArray[np.int64],
    *,
    held: Mapping[str, int],
    chunks: int,
    mean_size: float,
    hints: Mapping[str, float] | None = None,
) -> NDArray[np.float32]:
    """BM25 score of each of some chunks, 0 where it has none of the terms and hints; shape (n,).

    Args:
        terms: each a word with its stems in the languages it may be in; the best of them counts.
        counts: how often each stem and hint stands in each chunk; shape (n,).
        sizes: number of tokens of each chunk; shape (n,).
        held: in how many chunks of the index each stem and hint stands; deleted ones may still count among them.
        chunks: number of chunks of the index.
        mean_size: mean number of tokens of these.
        hints: tokens that are worth something without being words, with what each is worth beside a word.
    """
    kept = _SIZES[np.searchsorted(_SIZES, sizes, "right") - 1]
    dampened = _K1 * (1 - _B + _B * kept / max(mean_size, 1e-9))
    each: dict[str, NDArray[np.float64]] = {}
    for token, often in counts.items():
        holding = held[token]
        all_of_them = max(chunks, holding)
        rarity = (1 + _K1) * np.log1p((all_of_them - holding + 0.5) / (holding + 0.5))
        each[token] = rarity * often / (often + dampened)
    total = np.zeros(len(sizes))
    for stems in terms:
        total += np.max([each[stem] for stem in stems], axis=0) if stems else 0
    for hint, worth in (hints or {}).items():
        total += worth * each[hint]
    return total.astype(np.float32)
