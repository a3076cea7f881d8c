"""What a generation knows of its chunks, read from the database."""
# ruff: noqa: S608 -- statements are put together from constants of this package; every value is bound

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index.catalog import PART_ROW, UNDATED
from index.milvus.expressions import clause
from index.milvus.tables import AT_ONCE, HELD, marks
from index.sentence_files import Records
from index.tokenizer import key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from index.milvus.tables import Generation
    from index.restriction import Restriction
    from index.sql import Database

ROW: Final = np.dtype([*PART_ROW.descr, ("story", "<i8"), ("passage", "<i8")])
"""As ``index.engine`` has it, and the id on the server."""

_LINKED: Final = (
    "LEFT JOIN story s ON s.article_id = p.article_id AND s.added <= ? AND (s.retired IS NULL OR s.retired > ?)"
)
_COLUMNS: Final = "p.chunk_id, p.article_id, p.published, p.outlet, p.language, coalesce(s.story, p.article_id), p.id"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passages:
    """The passages of a generation.

    Attributes:
        database: that they are read from.
        of: the generation.
    """

    database: Database
    of: Generation

    # --- rows ---

    def rows(self, ids: Sequence[int]) -> NDArray[np.void]:
        """Rows of the passages of some ids, ascending by chunk; of those that the generation holds.

        The server may know of others: one that was put back to an older state, or was given rows by a run that died.
        """
        found: list[tuple[int, ...]] = []
        for some in _batches(ids):
            found += self.database.execute(
                f"SELECT {_COLUMNS} FROM passage p {_LINKED} WHERE p.id IN ({marks(len(some))}) AND {HELD}",
                (*self._number, *some, *self.of.held),
            ).fetchall()
        return np.array(sorted(map(tuple, found)), ROW)

    def newest(self, restriction: Restriction | None, *, first: bool, most: int) -> NDArray[np.void]:
        """Rows of the newest passages that pass, the undated being the oldest, ties by chunk id; in that order.

        Args:
            restriction: what passes.
            first: whether only the first of each article are asked for.
            most: rows.
        """
        told, values = clause(restriction)
        found = self.database.execute(
            f"SELECT {_COLUMNS} FROM passage p {_LINKED} WHERE {HELD}{' AND p.first = 1' if first else ''}{told}"
            " ORDER BY p.published DESC, p.chunk_id LIMIT ?",
            (*self._number, *self.of.held, *values, most),
        ).fetchall()
        return np.array(list(map(tuple, found)), ROW)

    def all_newest_first(self, restriction: Restriction | None) -> Iterator[list[int]]:
        """Ids of all that passes, a few thousand at a time, as ``newest`` has them."""
        told, values = clause(restriction)
        after: tuple[int, int] | None = None
        while True:
            later = "" if after is None else " AND (p.published < ? OR (p.published = ? AND p.chunk_id > ?))"
            found = self.database.execute(
                f"SELECT p.id, p.published, p.chunk_id FROM passage p WHERE {HELD}{told}{later}"
                " ORDER BY p.published DESC, p.chunk_id LIMIT ?",
                (*self.of.held, *values, *((after[0], *after) if after else ()), AT_ONCE),
            ).fetchall()
            yield [passage for passage, _, _ in found]
            if len(found) < AT_ONCE:
                return
            after = found[-1][1:]

    def any_passes(self, restriction: Restriction) -> bool:
        """Whether there is an article that passes."""
        told, values = clause(restriction)
        found = self.database.execute(
            f"SELECT 1 FROM passage p WHERE {HELD} AND p.first = 1{told} LIMIT 1", (*self.of.held, *values)
        )
        return found.fetchone() is not None

    def articles(self, restriction: Restriction) -> int:
        """Number of the articles that pass."""
        told, values = clause(restriction)
        (count,) = self.database.execute(
            f"SELECT count(*) FROM passage p WHERE {HELD} AND p.first = 1{told}", (*self.of.held, *values)
        ).fetchone()
        return int(count)

    def bounds(self) -> tuple[int, int, int, int]:
        """Times and ids between which all of them are that have a time: first, last, lowest, highest.

        Of the whole collection, for that is looked up and not counted: a chunk has its article's time, and of each
        article one is the first.
        """
        first, last, highest = self.database.execute(
            "SELECT (SELECT min(published) FROM passage WHERE collection = ? AND first = 1 AND published > ?),"
            " (SELECT max(published) FROM passage WHERE collection = ? AND first = 1), (SELECT max(id) FROM passage)",
            (self.of.collection.number, int(UNDATED), self.of.collection.number),
        ).fetchone()
        return first or 0, last or 0, 0, highest or 0

    def first_chunk(self, article: int) -> int | None:
        """The lowest chunk id of an article, None where the generation does not hold it."""
        row = self.database.execute(
            f"SELECT p.chunk_id FROM passage p WHERE {HELD} AND p.article_id = ? AND p.first = 1",
            (*self.of.held, article),
        ).fetchone()
        return None if row is None else int(row[0])

    def retold(self, chunk: int) -> list[int]:
        """First chunks of the other articles of a chunk's story, by ascending article."""
        row = self.database.execute(
            f"SELECT p.article_id, coalesce(s.story, p.article_id) FROM passage p {_LINKED}"
            f" WHERE {HELD} AND p.chunk_id = ?",
            (*self._number, *self.of.held, chunk),
        ).fetchone()
        if row is None:
            return []
        article, story = row
        found = self.database.execute(
            f"SELECT p.chunk_id FROM passage p WHERE {HELD} AND p.first = 1 AND p.article_id != ? AND p.article_id IN"
            " (SELECT ? UNION SELECT s.article_id FROM story s WHERE s.story = ? AND s.added <= ?"
            " AND (s.retired IS NULL OR s.retired > ?)) ORDER BY p.article_id",
            (*self.of.held, article, story, story, *self._number),
        ).fetchall()
        return [int(one) for (one,) in found]

    # --- words ---

    def frequencies(self, tokens: Collection[str]) -> dict[str, int]:
        """In how many chunks each token stands."""
        keys = {token: key(token) for token in tokens}
        known: dict[int, int] = {}
        for some in _batches(sorted(set(keys.values()))):
            known |= {
                int(word): int(chunks)
                for word, chunks in self.database.execute(
                    "SELECT word, sum(chunks) FROM frequency WHERE collection = ? AND generation <= ?"
                    f" AND word IN ({marks(len(some))}) GROUP BY word",
                    (*self.of.held[:2], *some),
                ).fetchall()
            }
        return {token: known.get(word, 0) for token, word in keys.items()}

    def words(self, rows: NDArray[np.void]) -> Records:
        """The words of some chunks, in the order of their rows; without vectors."""
        found: dict[int, tuple[int, bytes]] = {}
        for some in _batches(rows["passage"].tolist()):
            found |= {
                passage: (sentences, words)
                for passage, sentences, words in self.database.execute(
                    f"SELECT id, sentences, words FROM wording WHERE id IN ({marks(len(some))})", some
                ).fetchall()
            }
        kept = [found[passage] for passage in rows["passage"].tolist()]
        return self._records([(words, sentences, b"") for sentences, words in kept])

    def records(self, rows: NDArray[np.void]) -> tuple[NDArray[np.float16], Records]:
        """The chunks' vectors, shape (n, dim), their words and their sentences, in the order of their rows."""
        model = self.of.manifest.model
        found: dict[int, tuple[bytes, bytes, int, bytes]] = {}
        for some in _batches(rows["passage"].tolist()):
            found |= {
                passage: (vector, words, sentences, vectors)
                for passage, vector, words, sentences, vectors in self.database.execute(
                    # CROSS: left to itself, SQLite may walk through all vectors.
                    "SELECT p.id, e.vector, w.words, w.sentences, e.sentences FROM passage p"
                    " CROSS JOIN wording w ON w.id = p.id CROSS JOIN chunk c ON c.id = p.chunk_id"
                    " CROSS JOIN embedding e ON e.embedded = c.embedded AND e.model = ? AND e.precision = ?"
                    f" WHERE p.id IN ({marks(len(some))})",
                    (model.fingerprint, model.precision, *some),
                ).fetchall()
            }
        kept = [found[passage] for passage in rows["passage"].tolist()]
        vectors = np.frombuffer(b"".join(one[0] for one in kept), np.float16)
        return vectors.reshape(-1, self.of.collection.dimension), self._records([one[1:] for one in kept])

    @property
    def _number(self) -> tuple[int, int]:
        return self.of.held[1:]

    def _records(self, kept: Sequence[tuple[bytes, int, bytes]]) -> Records:
        vectors = np.frombuffer(b"".join(vectors for _, _, vectors in kept), np.int8)
        return Records(
            words=np.frombuffer(b"".join(words for words, _, _ in kept), np.uint32),
            sizes=np.array([len(words) // 4 for words, _, _ in kept], np.int64),
            vectors=vectors.reshape(-1, self.of.collection.dimension),
            sentences=np.array([sentences for _, sentences, _ in kept], np.int64),
        )


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(ids), AT_ONCE):
        yield ids[at : at + AT_ONCE]
