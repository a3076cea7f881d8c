"""The sentences of a generation: their words and vectors, for reading a few hundred chunks closely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from index.sentence_vectors import directions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO, Any

    from numpy.typing import NDArray

# Flat arrays, appended to while a generation is made, mapped into memory where it is read.
_STEMS, _VECTORS = "sentence_stems.bin", "sentence_vectors.bin"
_BOUNDS = "sentence_bounds.npz"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """The lines of some chunks: each chunk's header, then its sentences.

    Attributes:
        chunk: place of each line's chunk among those asked for; shape (lines,), ascending.
        header: True for a header; shape (lines,).
        held: which terms stand in a line; shape (lines, terms).
    """

    chunk: NDArray[np.int64]
    header: NDArray[np.bool_]
    held: NDArray[np.bool_]


class SentenceIndexBuilder:
    """Collects chunks in order of their ids and writes their sentences into a folder."""

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension
        self._stems: IO[bytes] = (folder / _STEMS).open("wb")
        self._vectors: IO[bytes] = (folder / _VECTORS).open("wb")
        self._chunks: list[int] = []
        self._lines: list[int] = []  # of each chunk
        self._words: list[int] = []  # of each line

    def add(self, chunk_id: int, lines: Sequence[Sequence[str]], vectors: NDArray[np.int8]) -> None:
        """Add a chunk.

        Args:
            chunk_id: larger than any added before.
            lines: the stems of its header, then of each sentence.
            vectors: one for each sentence; shape (len(lines) - 1, dim).
        """
        if vectors.shape != (len(lines) - 1, self._dimension):
            wanted = (len(lines) - 1, self._dimension)
            raise ValueError(f"the vectors of chunk {chunk_id} have shape {vectors.shape}, its sentences need {wanted}")
        self._chunks.append(chunk_id)
        self._lines.append(len(lines))
        self._words += [len(line) for line in lines]
        self._stems.write(np.array([key(stem) for line in lines for stem in line], np.uint32).tobytes())
        self._vectors.write(vectors.tobytes())

    def write(self) -> None:
        """Finish the files."""
        self._stems.close()
        self._vectors.close()
        np.savez(
            self._folder / _BOUNDS,
            chunks=np.array(self._chunks, np.int64),
            lines=np.concatenate([[0], np.cumsum(self._lines)]).astype(np.int64),
            words=np.concatenate([[0], np.cumsum(self._words)]).astype(np.int64),
            dimension=np.int64(self._dimension),
        )


class SentenceIndex:
    """The sentences of a generation, opened for reading; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        with np.load(folder / _BOUNDS) as bounds:
            self._chunks: NDArray[np.int64] = bounds["chunks"]
            self._lines: NDArray[np.int64] = bounds["lines"]
            self._words: NDArray[np.int64] = bounds["words"]
            dimension = int(bounds["dimension"])
        sentences = int(self._lines[-1]) - len(self._chunks)
        # An empty file cannot be mapped.
        self._stems: NDArray[np.uint32] = _mapped(folder / _STEMS, np.uint32, (int(self._words[-1]),))
        self._vectors: NDArray[np.int8] = _mapped(folder / _VECTORS, np.int8, (sentences, dimension))

    def lines(self, chunk_ids: NDArray[np.int64], terms: Sequence[Sequence[str]]) -> Lines:
        """Tell which terms each line of some chunks holds.

        Args:
            chunk_ids: ascending.
            terms: each a word by its stems in the languages it may be in; any of them counts.
        """
        rows = np.searchsorted(self._chunks, chunk_ids)
        lines, chunk = _ranges(self._lines[rows], self._lines[rows + 1])
        words, line = _ranges(self._words[lines], self._words[lines + 1])
        pairs = sorted({(key(stem), term) for term, stems in enumerate(terms) for stem in stems})
        keys, term_of_key = np.array(pairs, np.int64).reshape(-1, 2).T
        found = self._stems[words]
        # Terms may share a stem, so a word stands for all keys from the first equal one to the last.
        equal, word = _ranges(np.searchsorted(keys, found, "left"), np.searchsorted(keys, found, "right"))
        held = np.zeros((len(lines), len(terms)), np.bool_)
        held[line[word], term_of_key[equal]] = True
        return Lines(chunk=chunk, header=np.diff(chunk, prepend=-1) > 0, held=held)

    def cosines(
        self, chunk_ids: NDArray[np.int64], vectors: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Compare the sentences of some chunks with some unit vectors.

        Args:
            chunk_ids: ascending.
            vectors: shape (m, dim).

        Returns:
            Cosines, shape (sentences, m), in the order of the text; and the place of each sentence's chunk.
        """
        rows = np.searchsorted(self._chunks, chunk_ids)
        # Before a chunk's sentences stand those of the chunks before it, which have a header each besides.
        sentences, chunk = _ranges(self._lines[rows] - rows, self._lines[rows + 1] - rows - 1)
        cosines: NDArray[np.float32] = directions(self._vectors[sentences]) @ vectors.T
        return cosines, chunk


def key(stem: str) -> int:
    """What stands for a stem on disk."""
    return crc32(stem.encode("utf-8", "surrogatepass"))


def _ranges(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All places of some ranges one after the other, and for each the range it is from."""
    sizes = ends - starts
    of = np.repeat(np.arange(len(starts)), sizes)
    before = np.cumsum(sizes) - sizes
    return np.arange(len(of)) - before[of] + starts[of], of


def _mapped(file: Path, kind: type[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    return np.memmap(file, kind, "r", shape=shape) if 0 not in shape else np.zeros(shape, kind)
