"""The articles, in SQLite: the truth from which every generation is made."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.database import connect
from index.stored_articles import Changes, Known, StoredArticles
from index.stored_chunks import StoredChunk, StoredChunks, Unembedded
from index.stored_web import StoredWeb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Changes", "Known", "Store", "StoredChunk", "Unembedded"]


class Store(StoredArticles, StoredChunks, StoredWeb):
    """Articles with immutable versions, their chunks, the vectors paid for, and where articles are fetched from.

    One writer at a time (the caller holds the lock); any number of readers, in any threads and processes.
    """

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._db = connect(file, read_only=read_only)

    def close(self) -> None:
        """Close the database; the store cannot be used afterwards."""
        self._db.close()

    def reader(self) -> Store:
        """The same store once more, for another thread: it sees what was committed."""
        return Store(self._file, read_only=True)

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
