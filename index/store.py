"""The articles, in SQLite: the truth from which every generation is made."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from index.database import connect
from index.errors import StoreError
from index.rows import ARTICLE_COLUMNS, article_of, digest_of_chunk, digest_of_version, packed, unpacked, version_of
from index.types import Article, Chunk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_MANY = 500  # values bound in one statement: well below SQLite's limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a sync changed, in articles; ``unchanged`` counts those that its sources hold."""

    added: int
    changed: int
    unchanged: int
    removed: int


class StoredChunk(NamedTuple):
    """A chunk, with its article as it was in the version that the chunk was cut from."""

    id: int
    article_id: int
    article: Article
    chunk: Chunk


class Store:
    """Articles with immutable versions, their chunks, and the vectors already paid for.

    One writer at a time (the caller holds the lock); any number of readers, in any threads and processes.
    """

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        self._lock = threading.Lock()
        self._db = connect(file, read_only=read_only)

    def close(self) -> None:
        """Close the database; the store cannot be used afterwards."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is kept, or, after an error or a kill, none of it."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # --- articles come in ---

    def next_run(self) -> int:
        """Number of the sync that begins now, larger than any before."""
        return int(self._db.execute("SELECT coalesce(max(run), 0) + 1 FROM sighting").fetchone()[0])

    def record(self, article: Article, *, run: int) -> None:
        """Note that a source holds this article; what it means is decided by ``settle``."""
        execute = self._db.execute
        execute("INSERT INTO article (url) VALUES (?) ON CONFLICT DO NOTHING", (article.url,))
        (article_id,) = execute("SELECT id FROM article WHERE url = ?", (article.url,)).fetchone()
        row = version_of(article)
        content = digest_of_version(row)
        execute(
            "INSERT INTO version (article_id, content, title, title_derived, text, source, language, published, author)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (article_id, content, *row),
        )
        execute(
            "INSERT INTO sighting (article_id, location, run, version_id)"
            " SELECT article_id, ?, ?, id FROM version WHERE article_id = ? AND content = ?"
            " ON CONFLICT DO UPDATE SET run = excluded.run, version_id = excluded.version_id",
            (_storable(article.location), run, article_id, content),
        )

    def settle(
        self, *, run: int, read: Sequence[Path], prune: Sequence[Path] = (), unreadable: Sequence[str] = ()
    ) -> Changes:
        """Decide, after a sync has recorded what it saw, which version of each article is current.

        Of the versions that sources hold, the one published last is current; among equals the one seen first last.

        Args:
            run: the sync's number.
            read: the files and folders that were read: where they no longer hold a version of an article that was
                seen, that version no longer counts.
            prune: files and folders whose other articles, not seen in this run, are dropped.
            unreadable: locations that could not be read this time; what they held is kept.
        """
        execute = self._db.execute
        execute("CREATE TEMP TABLE IF NOT EXISTS place (role TEXT, path TEXT, PRIMARY KEY (role, path)) WITHOUT ROWID")
        execute("DELETE FROM place")
        for role, paths in (("read", read), ("prune", prune), ("unreadable", unreadable)):
            self._db.executemany(
                "INSERT OR IGNORE INTO place VALUES (?, ?)", [(role, _storable(str(path))) for path in paths]
            )
        execute(
            # Few places are read, many may be unreadable: those are asked last.
            f"DELETE FROM sighting WHERE run < ? AND CASE WHEN {_under('prune')} OR"
            f" ({_under('read')} AND article_id IN (SELECT article_id FROM sighting WHERE run = ?))"
            f" THEN NOT {_under('unreadable')} END",
            (run, run),
        )
        execute("DROP TABLE IF EXISTS temp.settled")
        execute(
            "CREATE TEMP TABLE settled AS SELECT a.id, a.version_id AS old, ("
            " SELECT v.id FROM sighting s JOIN version v ON v.id = s.version_id WHERE s.article_id = a.id"
            " ORDER BY v.published DESC NULLS LAST, v.id DESC LIMIT 1) AS new FROM article a"
        )
        added, changed, unchanged, removed = execute(
            "SELECT count(*) FILTER (WHERE old IS NULL AND new IS NOT NULL), count(*) FILTER (WHERE old != new),"
            " count(*) FILTER (WHERE old = new AND id IN (SELECT article_id FROM sighting WHERE run = ?)),"
            " count(*) FILTER (WHERE old IS NOT NULL AND new IS NULL) FROM settled",
            (run,),
        ).fetchone()
        execute(
            "UPDATE article SET version_id = settled.new FROM settled"
            " WHERE article.id = settled.id AND settled.old IS NOT settled.new"
        )
        return Changes(added=added, changed=changed, unchanged=unchanged, removed=removed)

    # --- chunks and vectors are made ---

    def unchunked(self, recipe: str) -> list[int]:
        """Ids of the current versions that have no chunks for a recipe yet, in order."""
        rows = self._db.execute(
            "SELECT version_id FROM article WHERE version_id IS NOT NULL EXCEPT"
            " SELECT version_id FROM chunk WHERE recipe = ? ORDER BY 1",
            (recipe,),
        )
        return [version for (version,) in rows]

    def version(self, version_id: int) -> Article:
        """The article as it was in a version."""
        row = self._db.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM version v JOIN article a ON a.id = v.article_id WHERE v.id = ?",
            (version_id,),
        ).fetchone()
        return article_of(row)

    def add_chunks(self, version_id: int, recipe: str, chunks: Iterable[tuple[Chunk, str]]) -> None:
        """Add an article version's chunks, each with the exact text that is embedded for it."""
        self._db.executemany(
            'INSERT INTO chunk (version_id, recipe, start, "end", sentences, embedded) VALUES (?, ?, ?, ?, ?, ?)',
            [
                (version_id, recipe, chunk.start, chunk.end, packed(chunk.sentences), digest_of_chunk(text, chunk))
                for chunk, text in chunks
            ],
        )

    def unembedded(self, recipe: str, model: str, precision: str) -> list[int]:
        """Ids of the current chunks without a vector, one for each distinct text, in order."""
        rows = self._db.execute(
            f"SELECT min(c.id) FROM {_CURRENT_CHUNKS} LEFT JOIN embedding e"
            " ON e.model = ? AND e.precision = ? AND e.embedded = c.embedded"
            " WHERE c.recipe = ? AND e.embedded IS NULL GROUP BY c.embedded ORDER BY 1",
            (model, precision, recipe),
        )
        return [chunk for (chunk,) in rows]

    def add_embeddings(self, model: str, precision: str, vectors: Iterable[tuple[int, bytes, bytes]]) -> None:
        """Keep vectors by the exact texts that were embedded.

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

    def current_chunks(self, recipe: str) -> list[int]:
        """Ids of all chunks that a generation made now would hold, in order."""
        rows = self._db.execute(f"SELECT c.id FROM {_CURRENT_CHUNKS} WHERE c.recipe = ? ORDER BY 1", (recipe,))
        return [chunk for (chunk,) in rows]

    def vectors(self, chunk_ids: Sequence[int], model: str, precision: str) -> Iterator[tuple[bytes, bytes]]:
        """Vector (float16) of each chunk and those of its sentences (int8), in the order of ``chunk_ids``."""
        for ids in _batches(chunk_ids):
            rows = self._db.execute(
                "SELECT c.id, e.vector, e.sentences FROM chunk c JOIN embedding e"
                " ON e.model = ? AND e.precision = ? AND e.embedded = c.embedded"
                f" WHERE c.id IN ({_marks(ids)})",
                (model, precision, *ids),
            )
            found = {chunk: (vector, sentences) for chunk, vector, sentences in rows}
            yield from (found[chunk] for chunk in ids)

    # --- and go out ---

    def chunks(self, chunk_ids: Sequence[int]) -> Iterator[StoredChunk]:
        """Chunks with their articles, in the order of ``chunk_ids``; raises StoreError if one is gone."""
        for ids in _batches(chunk_ids):
            with self._lock:
                rows = self._db.execute(
                    f'SELECT c.id, a.id, c.start, c."end", c.sentences, {ARTICLE_COLUMNS} FROM chunk c'
                    " JOIN version v ON v.id = c.version_id JOIN article a ON a.id = v.article_id"
                    f" WHERE c.id IN ({_marks(ids)})",
                    ids,
                ).fetchall()
            found = {row[0]: row for row in rows}
            if len(found) < len(set(ids)):
                raise StoreError("the index names chunks that the store no longer holds: run scripts/rebuild_index.py")
            for chunk_id in ids:
                _, article_id, start, end, sentences, *columns = found[chunk_id]
                article = article_of(columns)
                chunk = Chunk(text=article.text[start:end], start=start, end=end, sentences=unpacked(sentences))
                yield StoredChunk(chunk_id, article_id, article, chunk)

    # --- what is no longer needed goes ---

    def retire(self, *, generation: int, recipe: str) -> None:
        """Note that a generation was published, which no longer holds what is not current."""
        self._db.execute(
            "UPDATE chunk SET retired = ? WHERE retired IS NULL AND (recipe != ? OR version_id NOT IN"
            " (SELECT version_id FROM article WHERE version_id IS NOT NULL))",
            (generation, recipe),
        )
        # An article may come back as it was: its chunks are in use again.
        self._db.execute(
            "UPDATE chunk SET retired = NULL WHERE retired IS NOT NULL AND recipe = ? AND version_id IN"
            " (SELECT version_id FROM article WHERE version_id IS NOT NULL)",
            (recipe,),
        )

    def collect_garbage(self, *, oldest_kept: int) -> None:
        """Delete what only generations before ``oldest_kept`` could cite."""
        execute = self._db.execute
        execute("DELETE FROM chunk WHERE retired <= ?", (oldest_kept,))
        execute(
            "DELETE FROM version WHERE id NOT IN (SELECT version_id FROM chunk)"
            " AND id NOT IN (SELECT version_id FROM sighting)"
            " AND id NOT IN (SELECT version_id FROM article WHERE version_id IS NOT NULL)"
        )
        execute("DELETE FROM embedding WHERE embedded NOT IN (SELECT embedded FROM chunk)")


_CURRENT_CHUNKS = "article a JOIN chunk c ON c.version_id = a.version_id"


def _storable(location: str) -> str:
    """A place as SQLite takes it: names of files need not be UTF-8."""
    return location.encode("utf-8", "backslashreplace").decode("utf-8")


def _under(role: str) -> str:
    """SQL: is a sighting's location a place of this role, a file below it, or a record inside it?"""
    inside = " OR ".join(
        f"(location >= path || '{mark}' AND location < path || '{chr(ord(mark) + 1)}')" for mark in "/:#"
    )
    return f"EXISTS (SELECT 1 FROM place WHERE role = '{role}' AND (location = path OR {inside}))"


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    for at in range(0, len(ids), _MANY):
        yield list(ids[at : at + _MANY])


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))
