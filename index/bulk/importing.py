"""Vectors from a shard into the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.bulk.errors import OtherIndexError
from index.bulk.shards import check

if TYPE_CHECKING:
    from index.arrivals import Recipe
    from index.bulk.shards import VectorShard
    from index.store import Store

_AT_ONCE = 2048


def keep(store: Store, recipe: Recipe, shard: VectorShard, where: str) -> int:
    """Keep the vectors of chunks that have none.

    Args:
        store: to be written to, in one transaction.
        recipe: of the index.
        shard: to be checked here.
        where: it was read.

    Returns:
        Number of chunks that got vectors.

    Raises:
        OtherModelError: another model made them.
        OtherIndexError: a chunk's text is another one in this index.
        DamagedShardError: they cannot be vectors of this model.
    """
    model = recipe.embedder.identity
    check(shard, where, model=model, dimension=recipe.embedder.dimension)
    waiting = _waiting(store, recipe, first=shard.chunks[0], last=shard.chunks[-1])
    rows = []
    for chunk, digest, vector, sentences in zip(
        shard.chunks, shard.digests, shard.vectors, shard.sentences, strict=True
    ):
        if waiting.get(chunk, digest) != digest:
            raise OtherIndexError(where)
        if chunk in waiting:  # else it is gone, or has a vector
            rows.append((chunk, vector, sentences))
    with store.transaction():
        store.add_embeddings(model.fingerprint, model.precision, rows)
    return len(rows)


def _waiting(store: Store, recipe: Recipe, *, first: int, last: int) -> dict[int, bytes]:
    """Digests of the chunks of a range that have no vectors."""
    model = recipe.embedder.identity
    waiting: dict[int, bytes] = {}
    after = first - 1
    while after < last and (
        found := store.unembedded_after(
            after, recipe.name, model.fingerprint, model.precision, current=False, limit=_AT_ONCE
        )
    ):
        waiting |= {item.id: item.embedded for item in found if item.id <= last}
        after = found[-1].id
    return waiting
