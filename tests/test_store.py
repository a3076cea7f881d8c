from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import sync
from index.errors import DatabaseError, StoreError
from index.store import Changes, Store
from index.types import Article, Rejected
from index_fixtures import NEWS, article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from postgres_server import PostgresServer

MONDAY, TUESDAY, WEDNESDAY = (datetime(2024, 7, day, 6, 30, tzinfo=UTC) for day in (1, 2, 3))


@pytest.fixture
def store(store_place: Path | str) -> Iterator[Store]:
    with closing(Store(store_place)) as opened:
        yield opened


def read(store: Store, *items: Article | Rejected, at: str | Path = NEWS, prune: Sequence[str | Path] = ()) -> Changes:
    return sync(store, items, read=[Path(at)], prune=[Path(place) for place in prune]).changes


def current(store: Store) -> dict[str, Article]:
    """The current version of each article: no chunks were made for a recipe of this name."""
    versions = [store.version(version) for version in store.unchunked("none")]
    return {version.url: version for version in versions}


def texts(store: Store) -> list[str]:
    return sorted(version.text for version in current(store).values())


def test_an_article_comes_back_as_it_was_recorded(store: Store) -> None:
    complete = Article(
        url="https://paper.example/ü?a=1",
        title="Bến cảng",
        title_derived=True,
        text="Zwei Sätze.\nHai câu. 😀",
        source="Tageblatt",
        language="und",
        published=datetime(1961, 8, 13, 1, 2, 3, tzinfo=UTC),
        updated=datetime(1961, 8, 14, tzinfo=UTC),
        date_source="given",
        author="Ada & Ben",
        origin="Bến Báo",
    )
    read(store, complete, article(2))
    assert current(store) == {complete.url: complete, article(2).url: article(2)}


def test_a_sync_counts_what_it_changed(store: Store) -> None:
    assert read(store, article(1), article(2), article(3)) == Changes(added=3, changed=0, unchanged=0, removed=0)
    again = read(store, article(1), article(2, "Rewritten."), article(4), prune=[NEWS])
    assert again == Changes(added=1, changed=1, unchanged=1, removed=1)


def test_an_unseen_article_whose_other_copy_counts_again_takes_nothing_from_the_unchanged(store: Store) -> None:
    read(store, article(1, "early", at="/a/1.txt", published=MONDAY), at="/a")
    read(store, article(1, "late", at="/b/1.txt", published=TUESDAY), article(2, at="/b/2.txt"), at="/b")
    changes = read(store, article(2, at="/b/2.txt"), at="/b", prune=["/b"])
    assert changes == Changes(added=0, changed=1, unchanged=1, removed=0)
    assert current(store)[article(1).url].text == "early"


def test_articles_no_longer_there_stay_unless_pruned(store: Store) -> None:
    read(store, article(1), article(2))
    assert read(store, article(1)).removed == 0
    assert len(current(store)) == 2


def test_an_article_that_comes_back_counts_as_added(store: Store) -> None:
    read(store, article(1), article(2))
    assert read(store, article(1), prune=[NEWS]).removed == 1
    assert read(store, article(2)).added == 1


def test_a_correction_in_place_counts_even_when_it_is_dated_earlier(store: Store) -> None:
    read(store, article(1, "wrong", published=TUESDAY))
    read(store, article(1, "right", published=MONDAY))
    assert texts(store) == ["right"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_of_one_url_in_many_places_the_latest_published_counts(store: Store, order: tuple[int, ...]) -> None:
    copies = [
        article(1, "undated", at="/news/a.txt"),
        article(1, "Monday", at="/news/b.txt", published=MONDAY),
        article(1, "Tuesday", at="/news/c.txt", published=TUESDAY),
    ]
    for at in order:
        read(store, copies[at], at=copies[at].location)
    assert texts(store) == ["Tuesday"]


def test_of_equally_late_ones_the_one_seen_first_last_counts(store: Store) -> None:
    older, newer = article(1, "older", at="/a/1.txt"), article(1, "newer", at="/b/1.txt")
    read(store, older, at="/a")
    read(store, newer, at="/b")
    assert read(store, older, at="/a").changed == 0
    assert texts(store) == ["newer"]


def test_when_the_latest_is_corrected_to_an_earlier_date_the_other_place_counts(store: Store) -> None:
    read(store, article(1, "first", at="/a/1.txt", published=TUESDAY), at="/a")
    read(store, article(1, "second", at="/b/1.txt", published=WEDNESDAY), at="/b")
    read(store, article(1, "second", at="/b/1.txt", published=MONDAY), at="/b")
    assert texts(store) == ["first"]


def test_an_article_that_moved_within_a_source_leaves_no_old_version_behind(store: Store) -> None:
    read(store, article(1, "old", at="/news/a.txt", published=TUESDAY))
    read(store, article(1, "new", at="/news/b/a.txt", published=MONDAY))
    assert texts(store) == ["new"]


def test_lines_that_shift_in_a_file_of_many_do_no_harm(store: Store) -> None:
    feed = "/news/feed.jsonl"
    read(store, article(1, at=f"{feed}:3"), article(2, at=f"{feed}:4"), at=feed)
    shifted = article(1, at=f"{feed}:4"), article(2, at=f"{feed}:5"), article(3, at=f"{feed}:3")
    assert read(store, *shifted, at=feed, prune=[feed]) == Changes(added=1, changed=0, unchanged=2, removed=0)
    assert read(store, *shifted[:2], at=feed, prune=[feed]).removed == 1
    assert sorted(current(store)) == [article(1).url, article(2).url]


@pytest.mark.parametrize(
    ("place", "location", "dropped"),
    [
        ("/news", "/news/a.txt", True),
        ("/news", "/news/deep/er/a.jsonl:7", True),
        ("/news/a.txt", "/news/a.txt", True),
        ("/news/a.jsonl", "/news/a.jsonl:12", True),
        ("/news/a.json", "/news/a.json#12", True),
        ("/news", "/newspaper/a.txt", False),
        ("/news", "/old/news/a.txt", False),
        ("/news/a", "/news/a.txt", False),
        ("/news/a.txt", "/news/a.txt.gz", False),
        ("/news/a.jsonl", "/news/b.jsonl:1", False),
        ("/ne%s", "/news/a.txt", False),
        ("/NEWS", "/news/a.txt", False),
    ],
)
def test_pruning_drops_only_what_lies_under_the_place_named(
    store: Store, place: str, location: str, *, dropped: bool
) -> None:
    read(store, article(1, at=location), article(2, at="/kept/2.txt"))
    assert read(store, article(2, at="/kept/2.txt"), at="/kept", prune=[place]).removed == dropped
    assert (article(1).url in current(store)) is not dropped


@pytest.mark.parametrize("unreadable", ["/news/1.txt", "/news"])
def test_what_could_not_be_read_this_time_is_not_pruned(store: Store, unreadable: str) -> None:
    read(store, article(1), article(2), article(3, at="/other/3.txt"))
    changes = read(store, article(2), Rejected(unreadable, "cannot be read"), prune=[NEWS, "/other"])
    assert changes == Changes(added=0, changed=0, unchanged=1, removed=1)
    assert sorted(current(store)) == [article(1).url, article(2).url]


def test_an_unreadable_copy_of_an_article_seen_elsewhere_still_counts(store: Store) -> None:
    read(store, article(1, "late", at="/news/a.txt", published=TUESDAY))
    read(store, article(1, "early", at="/news/b.txt", published=MONDAY), Rejected("/news/a.txt", "cannot be read"))
    assert texts(store) == ["late"]


def test_pruning_is_refused_when_nothing_at_all_could_be_read(store: Store) -> None:
    read(store, article(1))
    synced = sync(store, [Rejected("/elsewhere", "gone")], read=[NEWS], prune=[NEWS])
    assert (synced.changes.removed, synced.rejected) == (0, [Rejected("/elsewhere", "gone")])
    assert synced.pruning_refused
    assert len(current(store)) == 1


def test_a_sync_that_was_killed_before_it_settled_is_settled_by_the_next(store: Store) -> None:
    store.record(article(1), run=store.next_run())
    assert current(store) == {}
    read(store, article(2))
    assert sorted(current(store)) == [article(1).url, article(2).url]


def test_progress_of_reading_is_told_by_the_batch(store: Store) -> None:
    told: list[tuple[str, int, int | None]] = []
    sync(store, map(article, range(250)), read=[NEWS], progress=lambda *step: told.append(step))
    assert told == [("reading", 200, None), ("reading", 250, None), ("reading", 250, 250)]


sightings = st.builds(
    article,
    st.integers(1, 3),
    st.sampled_from(["red", "green", "blue"]),
    at=st.sampled_from(["/news/a.txt", "/news/b/c.txt", "/news/feed.jsonl:1", "/news/feed.jsonl:2", "/else/d.txt"]),
    published=st.sampled_from([None, MONDAY, TUESDAY, WEDNESDAY]),
)


@settings(max_examples=20, deadline=None)
@given(st.lists(sightings), st.lists(sightings))
def test_syncing_twice_equals_syncing_once(before: list[Article], items: list[Article]) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(Store(Path(folder) / "articles.db")) as store:
        read(store, *before)
        read(store, *items, prune=[NEWS])
        once = store.unchunked("none")
        assert read(store, *items, prune=[NEWS]) == Changes(
            added=0, changed=0, unchanged=len({item.url for item in items}), removed=0
        )
        assert store.unchunked("none") == once


@settings(max_examples=20, deadline=None)
@given(st.lists(sightings), st.lists(sightings, min_size=1))
def test_after_pruning_everything_only_what_was_read_counts_latest_first(
    before: list[Article], items: list[Article]
) -> None:
    places = {(item.url, item.location): item.published for item in items}  # the last one read from a place
    latest: dict[str, datetime | None] = {}
    for (url, _), published in places.items():
        latest[url] = max(filter(None, (published, latest.get(url))), default=None)
    with tempfile.TemporaryDirectory() as folder, closing(Store(Path(folder) / "articles.db")) as store:
        read(store, *before)
        read(store, *items, prune=[NEWS, "/else"])
        assert {url: version.published for url, version in current(store).items()} == latest


@pytest.mark.beyond
@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.lists(sightings), st.sampled_from([(), (NEWS,), ("/else",)])), max_size=4))
def test_postgresql_makes_of_the_same_sources_what_sqlite_does(
    postgres_server: PostgresServer, rounds: list[tuple[list[Article], tuple[str | Path, ...]]]
) -> None:
    name = postgres_server.new_database()
    with tempfile.TemporaryDirectory() as folder:
        one, other = Store(Path(folder) / "articles.db"), Store(postgres_server.url(name))
        with closing(one), closing(other):
            for items, prune in rounds:
                assert read(one, *items, prune=prune) == read(other, *items, prune=prune)
                assert current(one) == current(other)
    postgres_server.drop(name)


def test_what_is_written_in_a_failing_transaction_is_not_kept(store: Store) -> None:
    def fail() -> None:
        with store.transaction():
            store.record(article(1), run=1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert store.next_run() == 1


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "articles.db"
    file.write_text("certainly no database " * 100)
    for read_only in (False, True):
        with pytest.raises(StoreError, match=r"cannot read .*articles\.db: file is not a database"):
            Store(file, read_only=read_only)
    assert file.read_text().startswith("certainly no database")


def test_a_missing_database_is_not_made_by_a_reader(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="unable to open database file"):
        Store(tmp_path / "articles.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "articles.db")) as database:
        database.execute("PRAGMA user_version = 6")
    for read_only in (False, True):
        with pytest.raises(StoreError, match=r"newer version of this program \(schema 6\): update it"):
            Store(tmp_path / "articles.db", read_only=read_only)


def test_a_reader_can_neither_write_nor_hinder_the_writer(store_place: Path | str, store: Store) -> None:
    with closing(Store(store_place, read_only=True)) as reader:
        with pytest.raises(DatabaseError, match=r"read-?only"):
            reader.record(article(1), run=1)
        read(store, article(1))
        assert list(current(reader)) == [article(1).url]


def test_a_file_whose_name_is_no_utf_8_is_recorded_kept_and_pruned(store: Store) -> None:
    folder = "/news/caf\udce9"
    assert read(store, article(1, at=f"{folder}/1.txt")).added == 1
    assert read(store, Rejected(folder, "cannot be read"), article(2), prune=[NEWS]).removed == 0
    assert read(store, article(2), prune=[folder]).removed == 1
