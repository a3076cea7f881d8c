"""The store's tables of chunks and vectors."""
# ruff: noqa: S608 -- statements are put together from constants of this module; every value is bound

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from index.errors import StoreError
from index.rows import (
    ARTICLE_COLUMNS,
    article_of,
    digest_of_chunk,
    digest_of_version,
    moment,
    packed,
    unpacked,
    version_of,
)
from index.types import Article, Chunk, Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.sql import Database

_GONE = "the index names chunks that the store no longer holds: run scripts/rebuild_index.py"
_ARTICLES_AT_ONCE = 1_000_000  # whose chunks are listed by one statement: some are held twice meanwhile
_LONGEST_STRETCH = 100_000  # of chunk ids
_MANY = 500  # values bound in one statement: well below SQLite's limit


class StoredChunk(NamedTuple):
    """A chunk, with its article as it was in the version that the chunk was cut from."""

    id: int
    article_id: int
    article: Article
    chunk: Chunk


class Unembedded(NamedTuple):
    """A chunk without a vector."""

    id: int
    embedded: bytes  # digest of the texts to embed: equal ones need it once


class StoredChunks:
    """Chunks of article versions, and the vectors already paid for."""

    _db: Database

    # --- what was done for all of them ---

    def take_up(self, recipe: str) -> None:
        """Note that chunks of a recipe may come: where all is of another one, that is to be retired."""
        self._db.execute("DELETE FROM done WHERE step = 'retired' AND what != ?", (recipe,))

    def note_made(self, recipe: str, model: str, precision: str) -> None:
        """Note that all current versions have chunks, and these vectors; arguments as of ``unembedded_after``."""
        self._note_done("chunked", recipe)
        self._note_done("embedded", f"{recipe} {model} {precision}")

    def _note_done(self, step: str, what: str) -> None:
        self._db.execute(
            "INSERT INTO done VALUES (?, ?) ON CONFLICT (step) DO UPDATE SET what = excluded.what", (step, what)
        )

    def _is_done(self, step: str, what: str) -> bool:
        """Whether a step was done for all chunks but those of touched versions."""
        found = self._db.execute("SELECT 1 FROM done WHERE step = ? AND what = ?", (step, what))
        return found.fetchone() is not None

    # --- chunks ---

    def unchunked(self, recipe: str) -> list[int]:
        """Ids of the current versions that have no chunks for a recipe yet, in order."""
        some = _OF_TOUCHED if self._is_done("chunked", recipe) else ""
        rows = self._db.execute(
            "SELECT version_id FROM article a WHERE version_id IS NOT NULL AND NOT EXISTS"
            f" (SELECT 1 FROM chunk c WHERE c.version_id = a.version_id AND c.recipe = ?){some} ORDER BY 1",
            (recipe,),
        )
        return [version for (version,) in rows]

    def is_chunked(self, version_id: int, recipe: str) -> bool:
        """Whether a version has its chunks for a recipe."""
        found = self._db.execute("SELECT 1 FROM chunk WHERE version_id = ? AND recipe = ?", (version_id, recipe))
        return found.fetchone() is not None

    def holds_chunks_of(self, article: Article, recipe: str) -> bool:
        """Whether the very version that this article is has its chunks for a recipe."""
        found = self._db.execute(
            "SELECT 1 FROM article a JOIN version v ON v.article_id = a.id AND v.content = ?"
            " JOIN chunk c ON c.version_id = v.id AND c.recipe = ? WHERE a.url = ?",
            (digest_of_version(version_of(article)), recipe, article.url),
        )
        return found.fetchone() is not None

    def add_chunks(self, version_id: int, recipe: str, chunks: Iterable[tuple[Chunk, str]]) -> None:
        """Add an article version's chunks, each with its text below its header."""
        self._db.executemany(
            'INSERT INTO chunk (version_id, recipe, start, "end", sentences, embedded) VALUES (?, ?, ?, ?, ?, ?)',
            [
                (version_id, recipe, chunk.start, chunk.end, packed(chunk.sentences), digest_of_chunk(text, chunk))
                for chunk, text in chunks
            ],
        )

    def highest_chunk(self) -> int:
        """Id of the chunk that was added last, 0 where none ever was."""
        row = self._db.execute(_HIGHEST_CHUNK[self._db.dialect]).fetchone()
        return int(row[0]) if row else 0

    def current_chunks(self, recipe: str) -> list[int]:
        """Ids of all chunks that a generation made now would hold, in order."""
        found: list[int] = []
        (last,) = self._db.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()
        for article in range(0, last, _ARTICLES_AT_ONCE):
            rows = self._db.execute(
                f"SELECT c.id FROM {_CURRENT_CHUNKS} WHERE c.recipe = ? AND a.id > ? AND a.id <= ?",
                (recipe, article, article + _ARTICLES_AT_ONCE),
            )
            found.extend(chunk for (chunk,) in rows)
        found.sort()
        return found

    def chunks(self, chunk_ids: Sequence[int]) -> Iterator[StoredChunk]:
        """Chunks with their articles, in the order of ``chunk_ids``; raises StoreError if one is gone."""
        for ids in _batches(chunk_ids):
            found = {
                row[0]: row
                for row in self._db.execute(
                    f'SELECT id, version_id, start, "end", sentences FROM chunk WHERE id IN ({_marks(ids)})', ids
                )
            }
            # Each version once, not once a chunk: its text is what takes time to read.
            wanted = sorted({row[1] for row in found.values()})
            versions = self._db.execute(
                f"SELECT v.id, a.id, {ARTICLE_COLUMNS} FROM version v JOIN article a ON a.id = v.article_id"
                f" WHERE v.id IN ({_marks(wanted or [0])})",
                wanted or [0],
            )
            articles = {version: (number, article_of(columns)) for version, number, *columns in versions}
            if len(found) < len(set(ids)) or len(articles) < len(wanted):
                raise StoreError(_GONE)
            for chunk_id in ids:
                _, version, start, end, sentences = found[chunk_id]
                article_id, article = articles[version]
                chunk = Chunk(text=article.text[start:end], start=start, end=end, sentences=unpacked(sentences))
                yield StoredChunk(chunk_id, article_id, article, chunk)

    def citations(self, chunk_ids: Sequence[int]) -> list[Citation]:
        """Citations of the articles of some chunks, numbered in their order; raises StoreError if one is gone."""
        found: dict[int, Sequence[Any]] = {}
        for ids in _batches(chunk_ids):
            rows = self._db.execute(
                "SELECT c.id, a.url, v.title, v.source, v.published, v.title_derived, v.updated, v.origin FROM chunk c"
                " CROSS JOIN version v ON v.id = c.version_id CROSS JOIN article a ON a.id = v.article_id"
                f" WHERE c.id IN ({_marks(ids)})",
                ids,
            )
            found |= {chunk: columns for chunk, *columns in rows}
        if any(chunk not in found for chunk in chunk_ids):
            raise StoreError(_GONE)
        return [
            Citation(
                number=number,
                url=url,
                title=title,
                source=source,
                published=moment(published),
                title_derived=bool(title_derived),
                updated=moment(updated),
                origin=origin,
            )
            for number, (url, title, source, published, title_derived, updated, origin) in enumerate(
                (found[chunk] for chunk in chunk_ids), 1
            )
        ]

    def sample(self, count: int, *, length: int) -> list[str]:
        """Texts of some chunks, or, where there are none, of articles; by their digests, so equal for equal contents.

        Args:
            count: most texts to return.
            length: characters of an article's text that are taken.
        """
        rows = self._db.execute("SELECT id FROM chunk INDEXED BY chunk_by_embedded ORDER BY embedded LIMIT ?", (count,))
        if ids := [chunk for (chunk,) in rows]:
            return [stored.chunk.text for stored in self.chunks(ids)]
        rows = self._db.execute("SELECT substr(text, 1, ?) FROM version ORDER BY content LIMIT ?", (length, count))
        return [text for (text,) in rows]

    # --- vectors ---

    def unembedded_after(
        self, chunk_id: int, recipe: str, model: str, precision: str, *, current: bool, limit: int
    ) -> list[Unembedded]:
        """Chunks without a vector, in order: the first ``limit`` of those added after one.

        Args:
            chunk_id: 0 for all.
            recipe: of the chunks.
            model: fingerprint.
            precision: of the model.
            current: True for those of current versions only.
            limit: most chunks to return.
        """
        found: list[Unembedded] = []
        # By stretches of ids, longer and longer while there is little to find: a database that is free to choose may
        # look through all of millions for the first few.
        end, stretch = self.highest_chunk(), 4 * limit
        while chunk_id < end and len(found) < limit:
            rows = self._db.execute(
                f"SELECT c.id, c.embedded FROM chunk c WHERE c.id > ? AND c.id <= ? AND c.recipe = ?"
                f" AND {_WITHOUT_VECTOR}{_OF_CURRENT if current else ''} ORDER BY c.id LIMIT ?",
                (chunk_id, chunk_id + stretch, recipe, model, precision, limit - len(found)),
            )
            found += [Unembedded(*row) for row in rows]
            chunk_id, stretch = chunk_id + stretch, min(4 * stretch, _LONGEST_STRETCH)
        return found

    def count_unembedded(self, recipe: str, model: str, precision: str) -> int:
        """Number of distinct texts without a vector among the current chunks."""
        some = _OF_TOUCHED if self._is_done("embedded", f"{recipe} {model} {precision}") else ""
        (count,) = self._db.execute(
            f"SELECT count(DISTINCT c.embedded) FROM {_CURRENT_CHUNKS} WHERE c.recipe = ? AND {_WITHOUT_VECTOR}{some}",
            (recipe, model, precision),
        ).fetchone()
        return int(count)

    def add_embeddings(self, model: str, precision: str, vectors: Iterable[tuple[int, bytes, bytes]]) -> None:
        """Keep vectors, by what they were made of: chunks of equal texts share them.

        Args:
            model: fingerprint.
            precision: of the model.
            vectors: a chunk's id, its vector (float16) and those of its sentences (int8).
        """
        self._db.executemany(
            "INSERT INTO embedding (model, precision, embedded, vector, sentences)"
            " SELECT ?, ?, embedded, ?, ? FROM chunk WHERE id = ? ON CONFLICT DO NOTHING",
            [(model, precision, vector, sentences, chunk) for chunk, vector, sentences in vectors],
        )

    def vectors(self, chunk_ids: Sequence[int], model: str, precision: str) -> Iterator[tuple[bytes, bytes]]:
        """Vector (float16) of each chunk and those of its sentences (int8), in the order of ``chunk_ids``."""
        for ids in _batches(chunk_ids):
            # Not joined: a database that is free to choose may walk through all vectors once for each batch of chunks.
            made_of = dict(self._db.execute(f"SELECT id, embedded FROM chunk WHERE id IN ({_marks(ids)})", ids))
            wanted = list(set(made_of.values()))
            rows = self._db.execute(
                "SELECT embedded, vector, sentences FROM embedding"
                f" WHERE embedded IN ({_marks(wanted)}) AND model = ? AND precision = ?",
                (*wanted, model, precision),
            )
            found = {embedded: (vector, sentences) for embedded, vector, sentences in rows}
            yield from (found[made_of[chunk]] for chunk in ids)


_HIGHEST_CHUNK = {
    "sqlite": "SELECT seq FROM sqlite_sequence WHERE name = 'chunk'",
    "postgresql": "SELECT last_value FROM chunk_id_seq WHERE is_called",
}
_CURRENT_CHUNKS = "article a CROSS JOIN chunk c ON c.version_id = a.version_id"
_WITHOUT_VECTOR = (
    "NOT EXISTS (SELECT 1 FROM embedding e WHERE e.embedded = c.embedded AND e.model = ? AND e.precision = ?)"
)
_OF_TOUCHED = " AND a.version_id IN (SELECT version_id FROM touched)"
_OF_CURRENT = " AND EXISTS (SELECT 1 FROM article a WHERE a.version_id = c.version_id)"


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    for at in range(0, len(ids), _MANY):
        yield list(ids[at : at + _MANY])


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
