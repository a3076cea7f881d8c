"""Parts of a generation: the chunks that one publication added, on disk, never changed afterwards.

A generation holds some parts, of which it may leave out rows; the next one shares those it keeps and adds at most one
of its own.

    parts/000012/    rows.npy, vectors.*, sentences.*, sketches.npz
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index import dense
from index.catalog import PART_ROW
from index.dense import SIZES
from index.duplicates import sketch_of
from index.sentence_files import Sentences, SentenceWriter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO

    from numpy.typing import NDArray

    from index.catalog import Names
    from index.dense import Facts, Sizes
    from index.pieces import Rows
    from index.tokenizer import Line
    from index.types import Article

PARTS = "parts"
_ROWS, _SKETCHES = "rows.npy", "sketches.npz"
_AT_ONCE = 4096  # rows copied from part to part


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """When parts are put together into one.

    Attributes:
        most: parts in a generation.
        dead: share of a part's rows that are in the generation no more, above which it is made anew without them.
        deleted: share of all chunks, deleted from the lexical index, above which everything is made anew.
        sizes: from which size on vectors are searched how.
    """

    most: int = 8
    dead: float = 0.3
    deleted: float = 0.2
    sizes: Sizes = SIZES


RULES = Rules()


def absorbed(parts: Sequence[tuple[int, int]], new: int, rules: Rules = RULES) -> list[int]:
    """Choose the parts that go into a new one together with what is new.

    Those that are dead to a large share; those that are no larger than what is written anyway, so that a chunk is
    written again only when its part doubles; and the smallest of those that are too many.

    Args:
        parts: (rows, rows that are live) of each.
        new: number of chunks that are in none.
        rules: when.

    Returns:
        Their places, ascending; of parts without a live row too, of which nothing is left.
    """
    gone = {at for at, (_, live) in enumerate(parts) if not live}
    chosen = {at for at, (rows, live) in enumerate(parts) if live < (1 - rules.dead) * rows}
    written = new + sum(parts[at][1] for at in chosen)
    kept = sorted((at for at in range(len(parts)) if at not in chosen), key=lambda at: (parts[at][1], at))
    while kept and written and (parts[kept[0]][1] <= written or len(kept) >= rules.most):
        written += parts[kept[0]][1]
        chosen.add(kept.pop(0))
    return sorted(chosen | gone)


class PartWriter:
    """Collects chunks and writes them as a part into a folder."""

    def __init__(self, folder: Path, dimension: int, names: Names) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._dimension = dimension
        self._names = names
        self._ids, self._codes = array("q"), array("i")
        self._vectors: IO[bytes] = (folder / dense.VECTORS).open("wb")
        self._sentences = SentenceWriter(folder, dimension)
        self._sketches: dict[int, NDArray[np.uint32]] = {}
        self._reading: int | None = None  # the article whose chunks are coming in
        self._hashes = array("I")

    def add(
        self,
        chunk_id: int,
        article_id: int,
        article: Article,
        *,
        lines: Sequence[Line],
        vector: bytes,
        sentences: bytes,
    ) -> tuple[int, int, int]:
        """Add a chunk; those of an article come one after the other.

        Args:
            chunk_id: in no other part of the generation.
            article_id: of its article.
            article: the article itself.
            lines: its header, then each sentence.
            vector: the chunk's, of unit length, float16.
            sentences: the sentences' vectors, in one byte a dimension.

        Returns:
            (published, source, language) as in its row.
        """
        if len(vector) != 2 * self._dimension:
            raise ValueError(f"a vector of {self._dimension} dimensions does not have {len(vector)} bytes")
        published, source, language = self._names.row_of(article)
        self._ids.extend((chunk_id, article_id, published))
        self._codes.extend((source, language))
        self._vectors.write(vector)
        self._sentences.add([line.keys for line in lines], sentences)
        if article_id != self._reading:
            self._sketch()
            self._reading = article_id
        for line in lines[1:]:
            self._hashes.extend(line.hashes)
        return published, source, language

    def copy(self, part: Part, rows: NDArray[np.int64]) -> None:
        """Add some rows of another part of the same names."""
        for at in range(0, len(rows), _AT_ONCE):
            batch = rows[at : at + _AT_ONCE]
            own = part.rows[batch]
            self._ids.extend(np.stack([own["chunk"], own["article"], own["published"]], axis=1).ravel().tolist())
            self._codes.extend(np.stack([own["source"], own["language"]], axis=1).ravel().tolist())
            self._vectors.write(part.vectors[batch].tobytes())
            self._sentences.copy(part.sentences, batch)
            self._sketches |= {article: part.sketches[article] for article in np.unique(own["article"]).tolist()}

    def finish(self, sizes: Sizes = SIZES) -> Facts:
        """Finish the files; tells how the vectors are searched."""
        self._vectors.close()
        self._sentences.close()
        self._sketch()
        ids, codes = (np.array(self._ids).reshape(-1, 3), np.array(self._codes).reshape(-1, 2))
        rows = np.empty(len(ids), PART_ROW)
        rows["chunk"], rows["article"], rows["published"] = ids.T
        rows["source"], rows["language"] = codes.T
        np.save(self._folder / _ROWS, rows)
        np.savez(
            self._folder / _SKETCHES,
            articles=np.array(list(self._sketches), np.int64),
            ends=np.cumsum([len(one) for one in self._sketches.values()], dtype=np.int64),
            hashes=np.concatenate([*self._sketches.values(), np.empty(0, np.uint32)]),
        )
        # A question's vector is like a sentence's, not like a chunk's, which is nearer to others of its kind.
        return dense.finish(self._folder, self._dimension, Sentences(self._folder, self._dimension).sample, sizes)

    def close(self) -> None:
        """Let go of the files, finished or not."""
        self._vectors.close()
        self._sentences.abandon()

    def _sketch(self) -> None:
        """Make the sketch of the article that came in: of all its sentences, which are its text."""
        if self._reading is not None:
            self._sketches[self._reading] = sketch_of(np.array(self._hashes, np.uint32))
        self._hashes = array("I")


class Part:
    """A part opened for reading: each of its files when it is needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def rows(self) -> NDArray[np.void]:
        """What is known of each of its chunks, with the fields of ``PART_ROW``."""
        rows: NDArray[np.void] = np.load(self.folder / _ROWS, mmap_mode="r")
        return rows

    @cached_property
    def facts(self) -> Facts:
        """How the vectors are searched."""
        return dense.facts(self.folder)

    @cached_property
    def vectors(self) -> Rows:
        """The vectors of the chunks, float16."""
        return dense.vectors(self.folder, self.facts)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the chunks."""
        return Sentences(self.folder, self.facts.dimension)

    @cached_property
    def sketches(self) -> dict[int, NDArray[np.uint32]]:
        """The sketch of the text of each article, by id."""
        with np.load(self.folder / _SKETCHES) as kept:
            articles, ends, hashes = kept["articles"], kept["ends"], kept["hashes"]
        return dict(zip(articles.tolist(), np.split(hashes, ends[:-1]), strict=True)) if len(articles) else {}
