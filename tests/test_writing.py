"""The one writer of an index whose articles are on a server, and what others learn meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fakes import HashedWords
from index import LockedError, NewsIndex, StoreError, UnreachableError
from index.build import rebuild, writing
from index.location import Location
from index.refreshing import forget, remembered
from index.sources.named import WebSource
from index_fixtures import NEWS, article

if TYPE_CHECKING:
    from pathlib import Path

    from postgres_server import PostgresServer

pytestmark = pytest.mark.beyond
FEED = "https://paper.example/feed"


@pytest.fixture
def place(tmp_path: Path, postgres_url: str) -> Location:
    return Location(data=tmp_path / "data", store_url=postgres_url)


def build(place: Location, *numbers: int) -> None:
    rebuild(place, [article(number) for number in numbers], read=[NEWS], embedder=HashedWords())


def test_an_index_whose_articles_are_on_a_server_is_built_and_answers(place: Location) -> None:
    build(place, 1, 2)
    with NewsIndex(place, embedder=HashedWords(), threshold=0) as news:
        assert (news.status().articles, news.status().generation) == (2, 1)
        assert news.answer("Who counted the boats at pier 2?").quotes[0].citation.url == article(2).url
    assert not (place.data / "articles.db").exists()


def test_only_one_writes_and_the_other_learns_who_does_without_a_password(
    place: Location, postgres_server: PostgresServer
) -> None:
    with writing(place), pytest.raises(LockedError, match="is being rebuilt by") as refused:
        build(place, 1)
    assert postgres_server.password not in str(refused.value)
    build(place, 1)


def test_readers_of_a_database_without_tables_learn_that_nothing_is_there(place: Location) -> None:
    assert remembered(place) == []
    build(Location(data=place.data), 1)
    with NewsIndex(place, embedder=HashedWords()) as news:
        with pytest.raises(StoreError, match=r"holds no articles yet: run scripts/rebuild_index\.py with --store"):
            news.search("boats")
        assert news.status().sources == ()


def test_what_was_named_is_remembered_on_the_server_and_forgotten_there(place: Location) -> None:
    with writing(place) as store, store.transaction():
        store.remember(FEED)
    assert remembered(place) == [WebSource(url=FEED)]
    assert remembered(place.data) == []
    assert forget(place, WebSource(url=FEED))
    assert not forget(place, WebSource(url=FEED))
    assert remembered(place) == []


def test_a_server_that_does_not_answer_is_told_without_a_password(
    tmp_path: Path, postgres_server: PostgresServer
) -> None:
    build(Location(data=tmp_path), 1)
    nowhere = postgres_server.url().replace(f":{postgres_server.port}/", ":1/")
    place = Location(data=tmp_path, store_url=nowhere)
    with NewsIndex(place, embedder=HashedWords()) as news, pytest.raises(UnreachableError) as failed:
        news.search("boats")
    assert postgres_server.password not in str(failed.value)
