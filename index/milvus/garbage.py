"""What no generation needs any more goes."""
# ruff: noqa: S608 -- statements are put together from constants of this package; every value is bound

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from index.milvus import news
from index.milvus.filling import forget
from index.milvus.tables import collections, generations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from index.milvus.client import Client
    from index.milvus.tables import Collection, Generation
    from index.store import Store

logger = logging.getLogger(__name__)

_KEPT, _HELD = 2, 3600  # generations; seconds in which one that reads is to have moved on
_AT_ONCE: Final = 10_000


def kept(known: Sequence[Generation], now: datetime) -> list[Generation]:
    """Those that are to be kept: the newest two, and what was published lately, for it is still read.

    Args:
        known: newest first.
        now: with a time zone.
    """
    return [one for at, one in enumerate(known) if at < _KEPT or (now - one.manifest.published).total_seconds() < _HELD]


def collect(store: Store, client: Client, now: datetime) -> None:
    """Let go of the generations that are not kept, then of all that they alone needed.

    In this order: whoever read something of a generation sees afterwards whether it is still there.
    """
    known = generations(store.database)
    stay = kept(known, now)
    oldest = stay[-1].manifest.number
    with store.transaction():
        store.database.executemany(
            "DELETE FROM generation WHERE number = ?", [(one.manifest.number,) for one in known if one not in stay]
        )
    needed = {one.collection.number for one in stay}
    for collection in collections(store.database):
        if collection.number in needed:
            _thin(store, client, collection, oldest)
        else:
            drop(store, client, collection)
    with store.transaction():
        store.database.execute("DELETE FROM story WHERE retired <= ?", (oldest,))
        store.collect_garbage(oldest_kept=oldest)
        news.begin(store.database, known[0].manifest.number)


def drop(store: Store, client: Client, collection: Collection) -> None:
    """Delete a collection, on the server first: as long as the database knows of it, that is tried again."""
    client.drop(collection.name)
    while passages := _some(store, collection, "", ()):
        with store.transaction():
            forget(store, passages)
    with store.transaction():
        store.database.execute("DELETE FROM frequency WHERE collection = ?", (collection.number,))
        store.database.execute("DELETE FROM collection WHERE number = ?", (collection.number,))
    logger.info("dropped collection=%s", collection.name)


def _thin(store: Store, client: Client, collection: Collection, oldest: int) -> None:
    """Delete the rows that no generation from the oldest on holds."""
    while passages := _some(store, collection, " AND retired <= ?", (oldest,)):
        client.delete(collection.name, passages)
        with store.transaction():
            forget(store, passages)
    with store.transaction():
        # What each generation changed is added to the first one's counts: only the words that it changed are touched,
        # and looked at (+: SQLite would go through all words of the collection).
        store.database.execute(
            "INSERT INTO frequency (collection, word, generation, chunks) SELECT collection, word, ?, sum(chunks)"
            " FROM frequency WHERE +collection = ? AND generation > ? AND generation <= ? GROUP BY collection, word"
            " ON CONFLICT (collection, word, generation) DO UPDATE SET chunks = frequency.chunks + excluded.chunks",
            (collection.number, collection.number, collection.number, oldest),
        )
        store.database.execute(
            "DELETE FROM frequency WHERE +collection = ? AND generation > ? AND generation <= ?",
            (collection.number, collection.number, oldest),
        )


def _some(store: Store, collection: Collection, more: str, values: tuple[int, ...]) -> list[int]:
    found = store.database.execute(
        f"SELECT id FROM passage WHERE collection = ?{more} LIMIT ?", (collection.number, *values, _AT_ONCE)
    ).fetchall()
    return [passage for (passage,) in found]
