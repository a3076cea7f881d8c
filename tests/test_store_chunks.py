from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from index.build import sync
from index.errors import StoreError
from index.store import Store
from index.types import Article, Chunk
from index_fixtures import NEWS, article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "articles.db")) as opened:
        yield opened


def read(store: Store, *items: Article) -> None:
    sync(store, items, read=[NEWS])


def chunk(text: str, *sentences: tuple[int, int], start: int = 0) -> Chunk:
    return Chunk(text=text, start=start, end=start + len(text), sentences=sentences or ((start, start + len(text)),))


def unembedded(store: Store, model: str = "m", precision: str = "fp32") -> list[int]:
    """Ids of the chunks without a vector, the first of each text."""
    first: dict[bytes, int] = {}
    for item in store.unembedded_after(0, "r", model, precision, current=True, limit=100):
        first.setdefault(item.embedded, item.id)
    assert store.count_unembedded("r", model, precision) == len(first)
    return list(first.values())


def add(store: Store, *chunks: tuple[Chunk, str]) -> list[int]:
    """Add chunks of article 1, each with the text embedded for it; returns the ids of all chunks."""
    (version,) = store.unchunked("r")
    with store.transaction():
        store.add_chunks(version, "r", chunks)
    return store.current_chunks("r")


def test_chunks_come_in_the_order_asked_even_when_there_are_many(store: Store) -> None:
    read(store, article(1, "x" * 1300))
    backwards = add(store, *((chunk("x", start=at), f"text {at}") for at in range(1300)))[::-1]
    found = list(store.chunks(backwards))
    assert [(item.id, item.chunk.start) for item in found] == list(zip(backwards, range(1299, -1, -1), strict=True))
    assert found[0].chunk.text == "x"
    assert list(store.chunks([])) == []


def test_a_chunk_keeps_its_sentences(store: Store) -> None:
    read(store, article(1, "Intro. One. Two, three."))
    part = chunk("One. Two, three.", (7, 11), (12, 23), start=7)
    (stored,) = store.chunks(add(store, (part, "header\nOne. Two, three.")))
    assert stored.chunk == part
    assert stored.chunk.sentence_texts == ["One.", "Two, three."]


def test_vectors_come_back_as_they_were_kept_in_the_order_asked(store: Store) -> None:
    read(store, article(1, "One. Two."))
    one, two = add(store, (chunk("One."), "One."), (chunk("Two.", start=5), "Two."))
    assert unembedded(store) == [one, two]
    store.add_embeddings("m", "fp32", [(one, b"v1", b"s1"), (two, b"v2", b"s2")])
    store.add_embeddings("m", "fp32", [(one, b"other", b"other")])  # the first one counts
    assert list(store.vectors([two, one], "m", "fp32")) == [(b"v2", b"s2"), (b"v1", b"s1")]
    assert unembedded(store) == []
    assert unembedded(store, "m", "int8") == unembedded(store, "n", "fp32") == [one, two]


def test_equal_texts_share_their_vectors_only_where_their_sentences_are_equal_too(store: Store) -> None:
    read(store, article(1, "No. 5 won. No. 5 won. No. 5 won."))
    whole, again, parted = add(
        store,
        (chunk("No. 5 won."), "No. 5 won."),
        (chunk("No. 5 won.", start=11), "No. 5 won."),
        (chunk("No. 5 won.", (22, 25), (26, 32), start=22), "No. 5 won."),
    )
    assert unembedded(store) == [whole, parted]
    store.add_embeddings("m", "fp32", [(whole, b"v", b"s")])
    assert list(store.vectors([again, whole], "m", "fp32")) == [(b"v", b"s"), (b"v", b"s")]
    assert unembedded(store) == [parted]


def test_a_chunk_that_is_gone_is_named_as_an_error_with_the_way_out(store: Store) -> None:
    with pytest.raises(StoreError, match=r"no longer holds: run scripts/rebuild_index\.py"):
        list(store.chunks([7]))


def test_a_chunk_comes_with_the_version_it_was_cut_from_though_the_article_was_changed_or_withdrawn(
    store: Store,
) -> None:
    read(store, article(1, "Old."))
    (old,) = add(store, (chunk("Old."), "Old."))
    read(store, article(1, "New."))
    (new,) = add(store, (chunk("New."), "New."))
    texts = [stored.article.text for stored in store.chunks([old, new])]
    store.settle(run=store.next_run(), read=[], prune=[NEWS])
    assert texts == [stored.article.text for stored in store.chunks([old, new])] == ["Old.", "New."]
