"""The store's newest state made a generation, and that one published."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from index import tokenizer
from index.catalog import UNDATED
from index.errors import EngineError
from index.manifest import Manifest
from index.milvus import counting, filling, news, retelling
from index.milvus.dialect import dense_index, has_outgrown
from index.milvus.expressions import expression
from index.milvus.filling import Target
from index.milvus.garbage import collect, drop
from index.milvus.news import ALL
from index.milvus.tables import (
    AT_ONCE,
    Collection,
    Generation,
    add_collection,
    add_generation,
    collections,
    generations,
    judge,
    prepare,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.milvus.client import Client
    from index.milvus.news import News, Where
    from index.progress import Progress
    from index.protocols import Embedder
    from index.store import Store

logger = logging.getLogger(__name__)

FORMAT: Final = 1
"""Changes with all that a collection, or its tables, hold of a chunk."""

# Share of a collection's rows that go at once, above which everything is made anew.
_GOING: Final = 0.3
_PAUSES: Final = (0.2, 1.0, 5.0, 20.0)  # seconds before the server's rows are counted again


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What is to be published, and where.

    Attributes:
        store: written to by the caller alone.
        client: the server; closed by the caller.
        embedder: the model of the vectors.
        recipe: of the chunks.
        news: in what the store and the newest generation differ.
        made: what rows must share to stand in one collection.
        number: of the generation.
    """

    store: Store
    client: Client
    embedder: Embedder
    recipe: str
    news: News
    made: str
    number: int

    def into(self, collection: Collection, where: Where = ALL) -> Target:
        """The same, with a collection to fill, and what is to be looked at for that."""
        return Target(
            store=self.store,
            client=self.client,
            collection=collection,
            number=self.number,
            model=self.embedder.identity,
            recipe=self.recipe,
            where=where,
        )

    def can_use(self, collection: Collection) -> bool:
        """Whether a collection can be gone on with, as far as its rows are like those that it is to hold."""
        return collection.sound and collection.made == self.made and self.client.has(collection.name)


def publish(store: Store, client: Client, embedder: Embedder, recipe: str, progress: Progress) -> Manifest | None:
    """Publish what the store holds; see ``index.engine.Engine``.

    Args:
        store: written to by the caller alone.
        client: the server; closed by the caller.
        embedder: the model of the vectors.
        recipe: of the chunks.
        progress: told how far it is.
    """
    prepare(store.database)
    before = next(iter(generations(store.database)), None)
    found = news.since(store.database, before, recipe)
    work = _Work(
        store=store,
        client=client,
        embedder=embedder,
        recipe=recipe,
        news=found,
        made=_made_by(embedder),
        number=before.manifest.number + 1 if before else _first_number(store),
    )
    base = before.collection if before and work.can_use(before.collection) else None
    unchanged = not (found.coming or found.leaving)
    if before and base and unchanged and not _is_whole(before, work):
        base = None
    if before and base and unchanged:
        manifest = before.manifest
        client.point(client.address.name, base.name)
        with store.transaction():
            # The run that published may have been killed before it came to this.
            store.retire(generation=manifest.number, recipe=recipe)
    elif found.chunks or before:
        goes_on = before and base and not _is_to_be_left(base, work)
        target = work.into(base, found.where) if base and goes_on else work.into(_begun(work))
        filling.fill(target, found.chunks, found.chunks - found.coming if goes_on else 0, progress)
        client.finish(target.collection.name, sum(counting.changed(target)))
        if not goes_on and target.collection.dense != "FLAT":
            client.wait_for_index(target.collection.name)
        _compare(target, found.chunks)
        client.point(client.address.name, target.collection.name)
        manifest = _commit(target, before if target.where else None)
    else:
        return None
    collect(store, client, datetime.now(UTC))
    return manifest


def _first_number(store: Store) -> int:
    """Past all that other engines, which the index moved over from, have told the chunks of it."""
    (highest,) = store.database.execute("SELECT coalesce(max(retired), 0) FROM chunk").fetchone()
    return int(highest) + 1


def _made_by(embedder: Embedder) -> str:
    told = [FORMAT, embedder.identity.fingerprint, embedder.identity.precision, embedder.dimension, tokenizer.rules()]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _is_whole(published: Generation, work: _Work) -> bool:
    """Whether the server still has all rows of a generation; if not, its collection is not gone on with."""
    collection, number = published.collection, published.manifest.number
    if _holds(work.client, collection, {expression(number, None): published.manifest.chunks}):
        return True
    logger.warning("the server lost rows of collection=%s, or was put back: it is made anew", collection.name)
    judge(work.store.database, collection, sound=False)
    return False


def _is_to_be_left(base: Collection, work: _Work) -> bool:
    """Whether making a collection anew is better than changing so much of one."""
    told = work.news
    before = told.chunks - told.coming + told.leaving
    return has_outgrown(base.dense, work.client.dialect, told.chunks) or told.lost or told.leaving > _GOING * before


def _begun(work: _Work) -> Collection:
    """A collection for this generation: a killed run's, which may be filled in part, or a new one."""
    store, client, name = work.store, work.client, f"{work.client.address.name}_{work.number}"
    for known in collections(store.database):
        if known.number == work.number:
            if work.can_use(known):
                return known
            drop(store, client, known)
    for taken in {name, client.address.name}.intersection(client.names()):
        raise EngineError(
            f"{client.address} has a collection {taken!r} already, which is not of this index: name another one with "
            "?name= at the end of the engine's address, or drop that collection"
        )
    collection = Collection(
        number=work.number,
        name=name,
        made=work.made,
        dimension=work.embedder.dimension,
        dense=dense_index(client.dialect, work.news.chunks),
        mean_words=filling.mean_words(store, work.recipe),
    )
    add_collection(store.database, collection)
    client.create(name, dimension=collection.dimension, dense=collection.dense)
    judge(store.database, collection, sound=True)
    if not client.dialect.sparse:
        logger.warning("the server finds no words, only meaning: update it to 2.4 or later")
    return collection


def _compare(target: Target, chunks: int) -> None:
    """See to it that the server holds what it was given: nothing is published that lacks a part."""
    number = target.number
    added, retired = counting.changed(target)
    wanted = {expression(number, None): chunks, f"added == {number}": added, f"retired == {number}": retired}
    if _holds(target.client, target.collection, wanted):
        return
    judge(target.store.database, target.collection, sound=False)
    raise EngineError(
        f"the Milvus at {target.client.address} lacks some of {chunks} chunks that it was given: run "
        "scripts/rebuild_index.py again, which makes the collection anew"
    )


def _holds(client: Client, collection: Collection, wanted: Mapping[str | None, int]) -> bool:
    """Whether the server has so many rows of each kind, or has them soon; more do no harm.

    Some versions count a row twice for a while after it was written anew; and what the database does not know of is not
    given out, whatever the server finds.
    """
    for pause in (*_PAUSES, None):
        if all(client.count(collection.name, told or "") >= rows for told, rows in wanted.items()):
            return True
        if pause is not None:
            time.sleep(pause)
    return False


def _commit(target: Target, before: Generation | None) -> Manifest:
    """Write, in one step or not at all, what makes a generation of a filled collection.

    Args:
        target: filled.
        before: the generation before, None where what is to be told of this one is counted anew.
    """
    totals = counting.totals_after(target, before) if before else counting.totals(target)
    digest = counting.contents_after(target, before) if before else counting.contents(target.store, target.recipe)
    manifest = Manifest(
        number=target.number,
        published=datetime.now(UTC),
        model=target.model,
        recipe=target.recipe,
        rules=tokenizer.rules(),
        contents=digest,
        articles=sum(totals.languages.values()),
        chunks=totals.chunks,
        newest=None if totals.newest == UNDATED else datetime.fromtimestamp(totals.newest, UTC),
        languages=totals.languages,
    )
    words, chunks = counting.frequencies(target)
    stories = retelling.changes(target, manifest.articles)
    store = target.store
    with store.transaction():
        for at in range(0, len(words), AT_ONCE):
            some = slice(at, at + AT_ONCE)
            store.database.executemany(
                "INSERT INTO frequency (collection, word, generation, chunks) VALUES (?, ?, ?, ?)",
                [
                    (target.collection.number, word, target.number, often)
                    for word, often in zip(words[some].tolist(), chunks[some].tolist(), strict=True)
                ],
            )
        retelling.note(target, stories)
        generation = Generation(manifest=manifest, collection=target.collection, words=totals.words)
        add_generation(store.database, generation, totals.outlets)
        store.retire(generation=target.number, recipe=target.recipe)
    logger.info(
        "published generation=%d chunks=%d articles=%d collection=%s",
        manifest.number, manifest.chunks, manifest.articles, target.collection.name,
    )  # fmt: skip
    return manifest
