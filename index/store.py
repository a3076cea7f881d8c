"""The articles, in SQLite or PostgreSQL: the truth from which every generation is made."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from index.database import connect
from index.errors import DatabaseError
from index.stored_articles import Changes, Known, StoredArticles
from index.stored_chunks import StoredChunk, StoredChunks, Unembedded
from index.stored_web import StoredWeb

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from index.sql import Database

__all__ = ["Changes", "Known", "Store", "StoredChunk", "Unembedded"]


class Store(StoredArticles, StoredChunks, StoredWeb):
    """Articles with immutable versions, their chunks, the vectors paid for, and where articles are fetched from.

    One writer at a time (the caller holds the lock); any number of readers, in any threads and processes.

    Args:
        where: a file of SQLite, or the address of a database of PostgreSQL.
        read_only: True for a reader; the database must be there.

    Raises:
        StoreError: if it is no store, or of a version that cannot be used.
        DatabaseError: here and in all that follows, if the database fails.
    """

    def __init__(self, where: Path | str, *, read_only: bool = False) -> None:
        self._where = where
        self._db = connect(where, read_only=read_only)

    def close(self) -> None:
        """Close the database; the store cannot be used afterwards."""
        self._db.close()

    @property
    def database(self) -> Database:
        """The database itself, for what an engine keeps beside the articles."""
        return self._db

    def reader(self) -> Store:
        """The same store once more, for another thread: it sees what was committed."""
        return Store(self._where, read_only=True)

    def transaction(self) -> AbstractContextManager[None]:
        """Everything written inside is kept, or, after an error or a kill, none of it."""
        return self._db.transaction()

    def writer_lock(self) -> AbstractContextManager[None]:
        """Be the only one that writes, among all machines; see ``Database.writer_lock``."""
        return self._db.writer_lock()

    # --- where it was published ---

    def published_to(self) -> str | None:
        """Address of the engine that was given the articles last, ``""`` for none but the folder; None: unknown."""
        with suppress(DatabaseError):  # an older store notes nothing
            row = self._db.execute("SELECT what FROM done WHERE step = 'published'").fetchone()
            return str(row[0]) if row else None
        return None

    def note_published(self, engine: str) -> None:
        """Note which engine was given the articles; as ``published_to``."""
        self._note_done("published", engine)

    # --- what is no longer needed goes ---

    def retire(self, *, generation: int, recipe: str) -> None:
        """Note that a generation was published, which no longer holds what is not current."""
        with self.transaction():
            some = _TOUCHED if self._is_done("retired", recipe) else ""
            self._db.execute(
                f"UPDATE chunk SET retired = ? WHERE retired IS NULL AND (recipe != ? OR NOT {_CURRENT}){some}",
                (generation, recipe),
            )
            # An article may come back as it was: its chunks are in use again.
            self._db.execute(
                f"UPDATE chunk SET retired = NULL WHERE retired IS NOT NULL AND recipe = ? AND {_CURRENT}{some}",
                (recipe,),
            )
            self._note_done("retired", recipe)

    def collect_garbage(self, *, oldest_kept: int) -> None:
        """Delete what only generations before ``oldest_kept`` could cite; to be called after ``retire``."""
        execute = self._db.execute
        with self.transaction():
            execute(
                "CREATE TEMP TABLE gone AS SELECT version_id, embedded FROM chunk WHERE retired <= ?", (oldest_kept,)
            )
            execute("DELETE FROM chunk WHERE retired <= ?", (oldest_kept,))
            execute(
                "DELETE FROM version WHERE id IN (SELECT version_id FROM touched UNION SELECT version_id FROM gone)"
                " AND NOT EXISTS (SELECT 1 FROM chunk c WHERE c.version_id = version.id)"
                " AND NOT EXISTS (SELECT 1 FROM sighting s"
                " WHERE s.article_id = version.article_id AND s.version_id = version.id)"
                " AND NOT EXISTS (SELECT 1 FROM article a WHERE a.version_id = version.id)"
            )
            execute(
                "DELETE FROM embedding WHERE embedded IN (SELECT embedded FROM gone)"
                " AND NOT EXISTS (SELECT 1 FROM chunk c WHERE c.embedded = embedding.embedded)"
            )
            execute("DELETE FROM touched")
            execute("DROP TABLE gone")


# Of a chunk: was it cut from what answers are made from?
_CURRENT = "EXISTS (SELECT 1 FROM article a WHERE a.version_id = chunk.version_id)"
_TOUCHED = " AND version_id IN (SELECT version_id FROM touched)"
