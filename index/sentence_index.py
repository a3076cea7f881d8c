"""The sentences of chunks: their words and vectors, for reading a few hundred chunks closely."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from index.mapped import PIECES, Mapped
from index.tokenizer import key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO, Any

    from numpy.typing import NDArray

    from index.catalog import Catalog


# Flat arrays, appended to while a part is made, mapped into memory where it is read. Of each chunk the first holds the
# number of words of each of its lines, then the keys of all words; the second the vectors of its sentences.
_WORDS, _VECTORS = "sentence_stems.bin", "sentence_vectors.bin"
_BOUNDS = "sentence_bounds.npy"
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


class SentenceWriter:
    """Collects the sentences of a part's chunks, in the order of its rows."""

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension
        self._words: IO[bytes] = (folder / _WORDS).open("wb")
        self._vectors: IO[bytes] = (folder / _VECTORS).open("wb")
        self._bounds = array("q", [0, 0])
        self._end = [0, 0]

    def add(self, lines: Sequence[Sequence[int]], vectors: bytes) -> None:
        """Add a chunk.

        Args:
            lines: the keys of the words of its header, then of each sentence.
            vectors: one for each sentence, in one byte a dimension; (len(lines) - 1) × dim bytes.
        """
        if len(vectors) != (len(lines) - 1) * self._dimension:
            raise ValueError(
                f"{len(lines) - 1} sentences of {self._dimension} dimensions do not fit {len(vectors)} bytes of vectors"
            )
        record = array("I", map(len, lines))
        for line in lines:
            record.extend(line)
        self._words.write(record.tobytes())
        self._vectors.write(vectors)
        self._end = [self._end[0] + len(record), self._end[1] + len(lines) - 1]
        self._bounds.extend(self._end)

    def copy(self, part: Sentences, rows: NDArray[np.int64]) -> None:
        """Add some chunks of another part."""
        for words, vectors in part.records(rows):
            self._words.write(words.tobytes())
            self._vectors.write(vectors.tobytes())
            self._end = [self._end[0] + len(words), self._end[1] + len(vectors)]
            self._bounds.extend(self._end)

    def close(self) -> None:
        """Finish the files."""
        self._words.close()
        self._vectors.close()
        np.save(self._folder / _BOUNDS, np.array(self._bounds, np.int64).reshape(-1, 2))


class Sentences:
    """The sentences of a part, opened for reading; safe to use from several threads."""

    def __init__(self, folder: Path, dimension: int, *, pieces: int = PIECES) -> None:
        self.bounds: NDArray[np.int64] = np.load(folder / _BOUNDS)
        words, sentences = self.bounds[-1].tolist()
        self.words = Mapped(folder / _WORDS, np.uint32, (words,), pieces=pieces)
        self.vectors = Mapped(folder / _VECTORS, np.int8, (sentences, dimension), pieces=pieces)

    def records(self, rows: NDArray[np.int64]) -> zip[tuple[NDArray[np.uint32], NDArray[np.int8]]]:
        """What is kept of some chunks."""
        starts, ends = self.bounds[rows], self.bounds[rows + 1]
        words = self.words.runs(starts[:, 0].tolist(), ends[:, 0].tolist())
        return zip(words, self.vectors.runs(starts[:, 1].tolist(), ends[:, 1].tolist()), strict=True)


class SentenceIndex:
    """The sentences of a generation; safe to use from several threads.

    Chunks are named by the place of their part and their row in it.
    """

    def __init__(self, parts: Sequence[Sentences]) -> None:
        self._parts = parts

    def mean_size(self, catalog: Catalog) -> float:
        """Mean number of words of a generation's chunks, headers among them."""
        words = 0
        for number, part in enumerate(self._parts):
            rows = catalog.rows["row"][catalog.rows["part"] == number]
            # Of what is kept of a chunk, one number for each of its lines is no word.
            kept, sentences = (part.bounds[rows + 1] - part.bounds[rows]).sum(axis=0).tolist()
            words += kept - sentences - len(rows)
        return words / max(1, len(catalog.rows))

    def lines(
        self,
        parts: NDArray[np.int32],
        rows: NDArray[np.int32],
        terms: Sequence[Sequence[str]],
        counted: Sequence[str] = (),
    ) -> Lines:
        """Tell which terms each line of some chunks holds.

        Args:
            parts: of the chunks.
            rows: of the chunks.
            terms: each a word by its stems in the languages it may be in; any of them counts.
            counted: tokens to be counted in each chunk besides the terms' stems.
        """
        records, sentences = self._read(parts, rows, column=0), self._sizes(parts, rows)
        words = np.concatenate([*records, np.empty(0, np.uint32)])
        sizes = np.array([len(record) for record in records], np.int64)
        begin = np.cumsum(sizes) - sizes
        at, chunk = ranges(begin, begin + sentences + 1)
        body = np.ones(len(words), np.bool_)
        body[at] = False
        line = np.repeat(np.arange(len(at)), words[at])
        keys = np.unique(np.array([key(stem) for stems in (*terms, counted) for stem in stems], np.uint32))
        word, found = _matches(words[body], keys)
        lines = line[word]
        counts = np.bincount(chunk[lines] * len(keys) + found, minlength=len(records) * len(keys))
        counts = counts.reshape(len(records), len(keys))
        tokens = dict.fromkeys((*chain.from_iterable(terms), *counted))
        return Lines(
            chunk=chunk,
            header=np.diff(chunk, prepend=-1) > 0,
            held=_held(keys, terms, lines, found, len(at)),
            counts={token: counts[:, int(np.searchsorted(keys, np.uint32(key(token))))] for token in tokens},
            sizes=sizes - sentences - 1,
        )

    def cosines(
        self, parts: NDArray[np.int32], rows: NDArray[np.int32], vectors: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Compare the sentences of some chunks with some unit vectors.

        Args:
            parts: of the chunks.
            rows: of the chunks.
            vectors: shape (m, dim).

        Returns:
            Cosines, shape (sentences, m), in the order of the text; and the place of each sentence's chunk.
        """
        read = self._read(parts, rows, column=1)
        chunk = np.repeat(np.arange(len(read)), self._sizes(parts, rows))
        wide = np.concatenate([*read, np.empty((0, vectors.shape[1]), np.int8)]).astype(np.float32)
        # A dot product for each row stays in this thread; a product of matrices would wake others up for little.
        lengths = np.sqrt(np.vecdot(wide, wide))
        products = np.stack([np.vecdot(wide, vector) for vector in vectors], axis=1)
        return np.divide(products, lengths[:, None], out=products, where=lengths[:, None] > 0), chunk

    def _sizes(self, parts: NDArray[np.int32], rows: NDArray[np.int32]) -> NDArray[np.int64]:
        """Number of sentences of each chunk."""
        sizes = np.zeros(len(rows), np.int64)
        for part in np.unique(parts).tolist():
            at = np.flatnonzero(parts == part)
            bounds = self._parts[part].bounds[:, 1]
            sizes[at] = bounds[rows[at] + 1] - bounds[rows[at]]
        return sizes

    def _read(self, parts: NDArray[np.int32], rows: NDArray[np.int32], *, column: int) -> list[NDArray[Any]]:
        """The words or the vectors of each chunk."""
        read: list[NDArray[Any]] = [np.empty(0)] * len(rows)
        for part in np.unique(parts).tolist():
            at = np.flatnonzero(parts == part)
            own = self._parts[part]
            file, bounds = (own.words, own.vectors)[column], own.bounds[:, column]
            runs = file.runs(bounds[rows[at]].tolist(), bounds[rows[at] + 1].tolist())
            for place, run in zip(at.tolist(), runs, strict=True):
                read[place] = run
        return read


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
    likely = np.zeros(_KNOWN, np.bool_)
    likely[keys & (_KNOWN - 1)] = True
    word = np.flatnonzero(likely[words & (_KNOWN - 1)])
    place = np.minimum(np.searchsorted(keys, words[word]), len(keys) - 1)
    same = keys[place] == words[word]
    return word[same], place[same]


def _held(
    keys: NDArray[np.uint32],
    terms: Sequence[Sequence[str]],
    line: NDArray[np.int64],
    found: NDArray[np.int64],
    lines: int,
) -> NDArray[np.bool_]:
    """Which terms each line holds, of the keys found in lines."""
    pairs = sorted({(key(stem), term) for term, stems in enumerate(terms) for stem in stems})
    own, term = np.array(pairs, np.int64).reshape(-1, 2).T
    # Terms may share a stem, so a word stands for all keys from the first equal one to the last.
    of = keys[found].astype(np.int64)
    equal, word = ranges(np.searchsorted(own, of, "left"), np.searchsorted(own, of, "right"))
    held = np.zeros((lines, len(terms)), np.bool_)
    held[line[word], term[equal]] = True
    return held
