from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index import stored_chunks
from index.build import sync
from index.errors import StoreError
from index.store import Store
from index.types import Article, Chunk
from index_fixtures import NEWS, article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@pytest.fixture
def store(store_place: Path | str) -> Iterator[Store]:
    with closing(Store(store_place)) as opened:
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


def test_current_chunks_are_listed_in_order_however_many_articles_there_are(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(store, *(article(number, "One.") for number in range(1, 8)))
    versions = store.unchunked("r")
    for version in reversed(versions):
        store.add_chunks(version, "r", [(chunk("One."), f"{version}")])
    store.add_chunks(versions[0], "other", [(chunk("One."), "other")])
    every = store.current_chunks("r")
    assert every == sorted(every)
    assert len(every) == 7
    for most in (1, 2, 7):
        monkeypatch.setattr(stored_chunks, "_ARTICLES_AT_ONCE", most)
        assert store.current_chunks("r") == every
    assert store.current_chunks("none") == []


def test_the_first_chunks_without_a_vector_are_found_behind_many_that_have_one(store: Store) -> None:
    read(store, article(1, "x" * 2000))
    ids = add(store, *((chunk("x", start=at), f"text {at}") for at in range(2000)))
    bare = [ids[3], ids[1500], *ids[1990:]]
    store.add_embeddings("m", "fp32", [(number, b"v", b"s") for number in ids if number not in bare])

    def found(after: int, limit: int) -> list[int]:
        rows = store.unembedded_after(after, "r", "m", "fp32", current=True, limit=limit)
        return [row.id for row in rows]

    assert found(0, 2) == bare[:2]
    assert found(0, 5) == bare[:5]
    assert found(ids[3], 100) == bare[1:]
    assert found(ids[-1], 100) == []


def test_the_highest_chunk_is_known_though_it_is_gone(store: Store) -> None:
    assert store.highest_chunk() == 0
    read(store, article(1, "Old."))
    (old,) = add(store, (chunk("Old."), "Old."))
    store.retire(generation=1, recipe="other")
    store.collect_garbage(oldest_kept=1)
    assert store.current_chunks("r") == []
    assert store.highest_chunk() == old


def test_citations_are_numbered_in_the_order_asked(store: Store) -> None:
    read(store, *(article(number, "One.") for number in (1, 2)))
    for version in store.unchunked("r"):
        store.add_chunks(version, "r", [(chunk("One."), f"{version}")])
    one, two = store.current_chunks("r")
    urls = {number: stored.article.url for number, stored in zip((one, two), store.chunks([one, two]), strict=True)}
    cited = store.citations([two, one, two])
    assert [(citation.number, citation.url) for citation in cited] == [(1, urls[two]), (2, urls[one]), (3, urls[two])]
    assert store.citations([]) == []
    with pytest.raises(StoreError, match="no longer holds"):
        store.citations([one, two + 1])


def test_what_only_old_generations_hold_goes_with_them_and_nothing_else(store: Store) -> None:
    read(store, article(1, "Old."), article(2, "Same."))
    for version in store.unchunked("r"):
        store.add_chunks(version, "r", [(chunk("Old."), f"{version}")])
    old, same = store.current_chunks("r")
    store.add_embeddings("m", "fp32", [(old, b"v1", b"s1"), (same, b"v2", b"s2")])
    store.retire(generation=1, recipe="r")
    read(store, article(1, "New."), article(2, "Same."))
    (new,) = add(store, (chunk("New."), "New."))[1:]
    store.add_embeddings("m", "fp32", [(new, b"v3", b"s3")])
    store.retire(generation=2, recipe="r")
    store.collect_garbage(oldest_kept=1)
    assert [stored.article.text for stored in store.chunks([old, same, new])] == ["Old.", "Same.", "New."]
    store.collect_garbage(oldest_kept=2)
    with pytest.raises(StoreError, match="no longer holds"):
        list(store.chunks([old]))
    assert list(store.vectors([same, new], "m", "fp32")) == [(b"v2", b"s2"), (b"v3", b"s3")]
    (versions,) = store.database.execute("SELECT count(*) FROM version").fetchone()
    (embeddings,) = store.database.execute("SELECT count(*) FROM embedding").fetchone()
    assert (versions, embeddings) == (2, 2)


def test_an_article_that_comes_back_as_it_was_has_its_chunks_again(store: Store) -> None:
    read(store, article(1, "First."))
    (first,) = add(store, (chunk("First."), "First."))
    read(store, article(1, "Second."))
    add(store, (chunk("Second."), "Second."))
    store.retire(generation=2, recipe="r")
    read(store, article(1, "First."))
    store.retire(generation=3, recipe="r")
    store.collect_garbage(oldest_kept=3)
    assert store.current_chunks("r") == [first]
    assert [stored.article.text for stored in store.chunks([first])] == ["First."]


rounds = st.tuples(
    st.lists(
        st.builds(article, st.integers(1, 3), st.sampled_from(["red", "green"]), at=st.sampled_from(["/news/a", "/b"]))
    ),
    st.sampled_from([(), (NEWS,), ("/b",)]),
    st.sampled_from(["r", "s"]),
    st.integers(0, 5),
)


def go_on(store: Store, number: int, of: tuple[list[Article], Sequence[str | Path], str, int]) -> None:
    """A round of a rebuild; stopped after so many steps."""
    items, prune, recipe, steps = of
    if not steps:
        for item in items:
            store.record(item, run=store.next_run())
        return
    sync(store, items, read=[NEWS], prune=[Path(place) for place in prune])
    if steps > 1:
        store.take_up(recipe)
        for version in store.unchunked(recipe):
            store.add_chunks(version, recipe, [(chunk("red"), f"{store.version(version).text} {recipe}")])
    if steps > 2:
        waiting = store.count_unembedded(recipe, "m", "fp32")
        found = store.unembedded_after(0, recipe, "m", "fp32", current=True, limit=100)
        assert waiting == len({item.embedded for item in found})
        store.add_embeddings("m", "fp32", [(item.id, b"v", b"s") for item in found])
        store.note_made(recipe, "m", "fp32")
    if steps > 3:
        store.retire(generation=number, recipe=recipe)
    if steps > 4:
        store.collect_garbage(oldest_kept=number - 1)


@settings(max_examples=20, deadline=None)
@given(st.lists(rounds, max_size=6))
@example([([article(1, "red")], (), "r", 5), ([], (), "s", 2), ([], (), "r", 5)])  # a model that was thought better of
@example([([article(1, "red")], (), "r", 5), ([], (), "s", 5), ([], (), "r", 5)])
def test_rounds_that_look_at_what_changed_leave_what_rounds_that_look_at_everything_leave(
    told: list[tuple[list[Article], Sequence[str | Path], str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, other = Store(Path(folder) / "one.db"), Store(Path(folder) / "other.db")
        with closing(one), closing(other):
            for store in (one, other):
                store.database.execute("PRAGMA synchronous = OFF")  # no test of the disk
            for number, of in enumerate(told, 1):
                other.database.execute("DELETE FROM done")
                other.database.execute("INSERT OR IGNORE INTO unsettled SELECT id FROM article")
                other.database.execute("INSERT OR IGNORE INTO touched SELECT id FROM version")
                for store in (one, other):
                    go_on(store, number, of)
                assert everything(one) == everything(other)


def everything(store: Store) -> list[list[tuple[object, ...]]]:
    tables = ("article", "version", "sighting", "chunk", "embedding")
    return [sorted(store.database.execute(f"SELECT * FROM {table}"), key=repr) for table in tables]  # noqa: S608
