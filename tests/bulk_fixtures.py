"""What the tests of bulk embedding share: a store with chunks that wait, and shards of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import build
from index.arrivals import Recipe
from index.making import Making
from index.progress import silent
from index_fixtures import NEWS, article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.making import Elsewhere
    from index.progress import Progress
    from index.protocols import Embedder
    from index.store import Store
    from index.types import Article


def news(count: int) -> list[Article]:
    """Articles of one chunk each; every tenth is the one before once more, under another address."""
    return [article(number, _text(number), title="Boats") for number in range(count)]


def _text(number: int) -> str:
    counted = number - 1 if number % 10 == 9 else number
    return f"The harbour master counted {counted} boats this morning. At pier {counted % 7} the paper counted the rest."


def waits(store: Store, recipe: Recipe, progress: Progress) -> int:  # noqa: ARG001 -- the protocol's signature
    """No chunk is embedded."""
    return 0


def filled(
    store: Store,
    items: Sequence[Article],
    embedder: Embedder,
    elsewhere: Elsewhere | None,
    progress: Progress = silent,
) -> int:
    """Bring a store up to date as a rebuild does; gives the number of chunks that were embedded."""
    with Making(store, Recipe(embedder), progress, elsewhere) as making:
        build.sync(store, items, read=[NEWS], making=making)
        making.finish()
        return making.embedded


def vectors_in(store: Store) -> dict[bytes, tuple[bytes, bytes]]:
    """All vectors, by the digest of what they were made of."""
    rows = store._db.execute("SELECT embedded, vector, sentences FROM embedding").fetchall()
    assert len({row[0] for row in rows}) == len(rows)
    return {bytes(digest): (bytes(vector), bytes(sentences)) for digest, vector, sentences in rows}
