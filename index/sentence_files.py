"""The sentences of a part's chunks on disk: the words of each and its vector.

sentences.bin    of each chunk: how many words each of its lines has, the keys of all words (uint32), the vectors
of its sentences (int8), and what fills that up to whole words of four bytes
sentences.npy    where each chunk's begins there, in words of four bytes, and its first sentence
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.pieces import Pieces, Target
from index.sentence_vectors import directions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import IO

    from numpy.typing import NDArray

    Places = NDArray[np.int64] | NDArray[np.int32]

_RECORDS, _BOUNDS = "sentences.bin", "sentences.npy"
_WORD = 4  # bytes


class SentenceWriter:
    """Collects the sentences of a part's chunks, in the order of its rows."""

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension
        self._records: IO[bytes] = (folder / _RECORDS).open("wb")
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
        words = array("I", map(len, lines))
        for line in lines:
            words.extend(line)
        self._write(words.tobytes() + vectors + bytes(-len(vectors) % _WORD), len(lines) - 1)

    def copy(self, part: Sentences, rows: Places) -> None:
        """Add some chunks of another part of the same model."""
        for record, sentences in part.raw(rows):
            self._write(record, sentences)

    def close(self) -> None:
        """Finish the files."""
        self._records.close()
        np.save(self._folder / _BOUNDS, np.array(self._bounds, np.int64).reshape(-1, 2))

    def abandon(self) -> None:
        """Let go of the files, finished or not."""
        self._records.close()

    def _write(self, record: bytes, sentences: int) -> None:
        self._records.write(record)
        self._end = [self._end[0] + len(record) // _WORD, self._end[1] + sentences]
        self._bounds.extend(self._end)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Records:
    """What is kept of some chunks, one chunk after the other.

    Attributes:
        words: of each chunk the number of words of each of its lines, header first, then the keys of all words.
        sizes: how much of ``words`` is each chunk's; shape (chunks,).
        vectors: of the sentences, int8; shape (sentences, dimension).
        sentences: number of each chunk's; shape (chunks,).
    """

    words: NDArray[np.uint32]
    sizes: NDArray[np.int64]
    vectors: NDArray[np.int8]
    sentences: NDArray[np.int64]


class Sentences:
    """The sentences of a part, opened for reading; safe to use from several threads.

    Attributes:
        dimension: of the vectors.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        self.dimension = dimension
        self._bounds: NDArray[np.int64] = np.load(folder / _BOUNDS)
        self._pieces = Pieces(folder / _RECORDS)

    def sizes(self, rows: Places) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How long what is kept of each chunk's words is, and its number of sentences; shape (n,) each."""
        both = self._bounds[rows + 1] - self._bounds[rows]
        return both[:, 0] - -(-both[:, 1] * self.dimension // _WORD), both[:, 1]

    def read(self, rows: Places, words: Target, vectors: Target) -> None:
        """Read what is kept of some chunks into arrays of ``words`` and ``vectors`` as ``Records`` has them."""
        self._pieces.read(self._bounds[rows, 0] * _WORD, words, vectors)

    def raw(self, rows: Places) -> Iterator[tuple[bytes, int]]:
        """What is kept of some chunks, as it is, and the number of sentences of each."""
        start, both = self._bounds[rows, 0], self._bounds[rows + 1] - self._bounds[rows]
        sizes = both[:, 0]
        ends = np.cumsum(sizes)
        read = np.empty(int(sizes.sum()), np.uint32)
        self._pieces.read(start * _WORD, Target(read, ends - sizes, sizes))
        for end, size, sentences in zip(ends.tolist(), sizes.tolist(), both[:, 1].tolist(), strict=True):
            yield read[end - size : end].tobytes(), sentences

    def sample(self, wanted: int) -> NDArray[np.float32]:
        """Vectors of up to so many sentences, rows of unit length; the same ones every time."""
        count = len(self._bounds) - 1
        rows = np.sort(np.random.default_rng(count).choice(count, min(count, wanted), replace=False))
        found = read_records([self], np.zeros_like(rows), rows)
        middle = np.cumsum(found.sentences) - (found.sentences + 1) // 2
        return directions(found.vectors[middle])


def read_records(parts: Sequence[Sentences], part: Places, rows: Places) -> Records:
    """Read what is kept of some chunks, by the place of their part and their row in it."""
    sizes, sentences = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    at = {number: np.flatnonzero(part == number) for number in np.unique(part).tolist()}
    for number, own in at.items():
        sizes[own], sentences[own] = parts[number].sizes(rows[own])
    words = np.empty(int(sizes.sum()), np.uint32)
    vectors = np.empty((int(sentences.sum()), parts[0].dimension), np.int8)
    first_word, first_sentence = np.cumsum(sizes) - sizes, np.cumsum(sentences) - sentences
    for number, own in at.items():
        parts[number].read(
            rows[own],
            Target(words, first_word[own], sizes[own]),
            Target(vectors, first_sentence[own], sentences[own]),
        )
    return Records(words=words, sizes=sizes, vectors=vectors, sentences=sentences)


def mean_words(parts: Sequence[Sentences], part: Places, rows: Places) -> float:
    """Mean number of words of some chunks, headers among them; 0 of none."""
    words = 0
    for number in np.unique(part).tolist():
        own = rows[part == number]
        sizes, sentences = parts[number].sizes(own)
        # Of what is kept of a chunk, one number for each of its lines is no word.
        words += int((sizes - sentences).sum()) - len(own)
    return words / max(1, len(rows))
