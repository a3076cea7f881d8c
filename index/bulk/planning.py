"""What waits in a store, as shards of texts: each text once, in order of the chunks, in little memory."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

from index import chunking
from index.bulk.shards import TextShard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.arrivals import Recipe
    from index.store import Store, Unembedded


def planned(store: Store, recipe: Recipe, *, chunks: int) -> Iterator[TextShard]:
    """Give all current chunks without a vector, so many in a shard.

    Args:
        store: holds them.
        recipe: of the chunks; its model is to embed them.
        chunks: in a shard, but in the last one.
    """
    waiting = _each_text_once(store, recipe, at_once=chunks)
    while found := list(islice(waiting, chunks)):
        stored = list(store.chunks([item.id for item in found]))
        yield TextShard(
            model=recipe.embedder.identity,
            chunks=tuple(item.id for item in found),
            digests=tuple(item.embedded for item in found),
            headers=tuple(chunking.header(item.article) for item in stored),
            sentences=tuple(tuple(item.chunk.sentence_texts) for item in stored),
        )


def _each_text_once(store: Store, recipe: Recipe, *, at_once: int) -> Iterator[Unembedded]:
    model = recipe.embedder.identity
    with closing(sqlite3.connect("")) as seen:  # a file without a name, gone with the process: digests may be many
        seen.execute("CREATE TABLE text (digest BLOB PRIMARY KEY) WITHOUT ROWID")
        after = 0
        while found := store.unembedded_after(
            after, recipe.name, model.fingerprint, model.precision, current=True, limit=at_once
        ):
            after = found[-1].id
            for item in found:
                if seen.execute("INSERT INTO text VALUES (?) ON CONFLICT DO NOTHING", (item.embedded,)).rowcount:
                    yield item
