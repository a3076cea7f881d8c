"""The sentences of some chunks, compared with a question: by their words and by their vectors."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from index.tokenizer import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.sentence_files import Records

_KNOWN = 1 << 16  # entries of a table that tells most words that are not asked for at a glance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """The lines of some chunks: each chunk's header, then its sentences.

    Attributes:
        chunk: place of each line's chunk among those asked for; shape (lines,), ascending.
        header: True for a header; shape (lines,).
        held: which terms stand in a line; shape (lines, terms).
        counts: how often each token asked for stands in each chunk, shape (chunks,); by token.
        sizes: number of words of each chunk, its header among them; shape (chunks,).
    """

    chunk: NDArray[np.int64]
    header: NDArray[np.bool_]
    held: NDArray[np.bool_]
    counts: dict[str, NDArray[np.int64]]
    sizes: NDArray[np.int64]


def read_lines(records: Records, terms: Sequence[Sequence[str]], counted: Sequence[str] = ()) -> Lines:
    """Tell which terms each line of some chunks holds.

    Args:
        records: of the chunks.
        terms: each a word by its stems in the languages it may be in; any of them counts.
        counted: tokens to be counted in each chunk besides the terms' stems.
    """
    words, sizes, sentences = records.words, records.sizes, records.sentences
    begin = np.cumsum(sizes) - sizes
    at, chunk = ranges(begin, begin + sentences + 1)
    body = np.ones(len(words), np.bool_)
    body[at] = False
    line = np.repeat(np.arange(len(at)), words[at])
    tokens = dict.fromkeys((*chain.from_iterable(terms), *counted))
    key_of = {token: key(token) for token in tokens}
    keys = np.unique(np.array(list(key_of.values()), np.uint32))
    word, found = _matches(words[body], keys)
    lines = line[word]
    counts = np.bincount(chunk[lines] * len(keys) + found, minlength=len(sizes) * len(keys))
    counts = counts.reshape(len(sizes), len(keys))
    columns = np.searchsorted(keys, np.array(list(key_of.values()), np.uint32)).tolist()
    return Lines(
        chunk=chunk,
        header=np.diff(chunk, prepend=-1) > 0,
        held=_held(keys, [[key_of[stem] for stem in stems] for stems in terms], lines, found, len(at)),
        counts={token: counts[:, column] for token, column in zip(tokens, columns, strict=True)},
        sizes=sizes - sentences - 1,
    )


def cosines(records: Records, vectors: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Compare the sentences of some chunks with some unit vectors.

    Args:
        records: of the chunks.
        vectors: shape (m, dim).

    Returns:
        Cosines, shape (sentences, m), in the order of the text; and the place of each sentence's chunk.
    """
    wide = records.vectors.astype(np.float32)
    # A dot product for each row stays in this thread; a product of matrices would wake others up for little.
    lengths = np.sqrt(np.vecdot(wide, wide))
    products = np.stack([np.vecdot(wide, vector) for vector in vectors], axis=1)
    cosine = np.divide(products, lengths[:, None], out=products, where=lengths[:, None] > 0)
    return cosine, np.repeat(np.arange(len(records.sentences)), records.sentences)


def ranges(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All places of some ranges one after the other, and for each the range it is from."""
    sizes = ends - starts
    of = np.repeat(np.arange(len(starts)), sizes)
    before = np.cumsum(sizes) - sizes
    return np.arange(len(of)) - before[of] + starts[of], of


def _matches(words: NDArray[np.uint32], keys: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The words that are among some keys, and the place of each one's key; the keys ascend."""
    if not len(keys):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    table = np.full(_KNOWN, -1)
    short = keys & (_KNOWN - 1)
    table[short] = np.arange(len(keys))
    likely = table[words & (_KNOWN - 1)]
    word = np.flatnonzero(likely >= 0)
    place = likely[word]
    if (table[short] != np.arange(len(keys))).any():  # two keys in one entry
        place = np.minimum(np.searchsorted(keys, words[word]), len(keys) - 1)
    same = keys[place] == words[word]
    return word[same], place[same]


def _held(
    keys: NDArray[np.uint32],
    terms: Sequence[Sequence[int]],
    line: NDArray[np.int64],
    found: NDArray[np.int64],
    lines: int,
) -> NDArray[np.bool_]:
    """Which terms each line holds, of the keys found in lines."""
    pairs = sorted({(own, term) for term, keys_ in enumerate(terms) for own in keys_})
    own, term = np.array(pairs, np.int64).reshape(-1, 2).T
    # Terms may share a stem, so a word stands for all keys from the first equal one to the last.
    of = keys[found].astype(np.int64)
    equal, word = ranges(np.searchsorted(own, of, "left"), np.searchsorted(own, of, "right"))
    held = np.zeros((lines, len(terms)), np.bool_)
    held[line[word], term[equal]] = True
    return held
