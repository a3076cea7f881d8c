"""A server that others have a hand in: put back to an older state, with names and rows that are not this index's."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engine_fixtures import EVERYONE, NOON, TOWN, Index, article, day, number_of, wanted
from fakes import HashedWords
from index.errors import DatabaseError, EngineError
from index.location import Location
from index.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.engine import Snapshot
    from milvus_servers import LiteServer
    from postgres_server import PostgresServer

pytest.importorskip("pymilvus", reason="needs pip install -e '.[milvus]'")
pytest.importorskip("milvus_lite", reason="needs pip install -e '.[milvus]'")

from index.milvus import MilvusEngine, counting, news, publishing
from index.milvus.client import Client
from index.milvus.collection import parted
from index.milvus.expressions import LIVE
from index.milvus.tables import collections, judge

pytestmark = pytest.mark.beyond


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """An index in a file of milvus-lite beside a SQLite."""
    return Index(Location(data=tmp_path, engine_url=str(tmp_path / "milvus.db")))


@contextmanager
def server(index: Index) -> Iterator[Client]:
    """What speaks to the index's server."""
    with closing(MilvusEngine(str(index.location.engine_url), token=None, store=index.location.store)) as engine:
        yield engine._client


def numbers(index: Index, snapshot: Snapshot) -> set[int]:
    """Numbers of the articles that candidates are from."""
    rows = snapshot.candidates(wanted(terms=[["town"]])).rows
    with closing(index.location.open_store(read_only=True)) as store:
        return {number_of(stored.article) for stored in store.chunks(rows["chunk"].tolist())}


def held(index: Index) -> set[int]:
    with closing(index.open()) as snapshot:
        return numbers(index, snapshot)


def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the calls from now on, those that only read left out."""
    noted: list[str] = []
    call = Client._call

    def note(self: Client, name: str, *arguments: object, **named: object) -> object:
        if name not in {"has_collection", "query", "get_server_version", "get_load_state"}:
            noted.append(name)
        return call(self, name, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Client, "_call", note)
    return noted


# --- rows ---


def test_a_server_that_lost_rows_is_noticed_though_there_is_no_news_and_the_rows_are_made_anew(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_PAUSES", ())
    index.published(*TOWN)
    with server(index) as client:
        client.delete("newsbot_1", [3])
    assert held(index) == EVERYONE - {3}
    assert index.published(*TOWN) == 2
    assert held(index) == EVERYONE
    assert index.published(*TOWN) == 2


def test_what_was_withdrawn_is_not_found_though_the_server_was_put_back_to_when_it_was_there(index: Index) -> None:
    index.published(*TOWN)
    index.published(*TOWN[1:])
    with server(index) as client:
        (row,) = client._retried("get", "newsbot_1", ids=[1], timeout=5)
        assert row["retired"] == 2
        client._call("upsert", "newsbot_1", data=[{**row, "retired": LIVE}], timeout=5)
    assert held(index) == EVERYONE - {1}


def test_rows_that_the_database_knows_nothing_of_are_not_found(index: Index) -> None:
    index.published(*TOWN)
    with server(index) as client:
        (row,) = client._retried("get", "newsbot_1", ids=[1], timeout=5)
        client._call("upsert", "newsbot_1", data=[{**row, "id": 999}], timeout=5)
    assert held(index) == EVERYONE


# --- names ---


def test_an_alias_that_others_moved_is_put_back_by_the_next_run(index: Index) -> None:
    index.published(*TOWN)
    with server(index) as client:
        client.create("others", dimension=4, dense="FLAT")
        client.point("newsbot", "others")
        assert held(index) == EVERYONE
        index.published(*TOWN)
        assert client._call("describe_alias", "newsbot", timeout=5)["collection_name"] == "newsbot_1"


def test_a_collection_goes_after_the_names_that_stand_for_it(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    index.published(*TOWN)
    with server(index) as client:
        called = calls(monkeypatch)
        client.drop("newsbot_1")
        client.drop("newsbot_1")
    assert called == ["list_aliases", "drop_alias", "drop_collection"]


def test_a_collection_that_has_the_name_of_the_alias_is_told_before_anything_is_written(index: Index) -> None:
    with server(index) as client:
        client.create("newsbot", dimension=4, dense="FLAT")
        with pytest.raises(EngineError, match=r"has a collection 'newsbot' already.*\?name="):
            index.publish(*TOWN)
        assert client.names() == ["newsbot"]


def test_a_collection_that_is_loaded_is_left_as_it_is(
    tmp_path: Path, milvus_lite_server: LiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index(Location(data=tmp_path, engine_url=milvus_lite_server.url()))
    index.published(*TOWN)
    called = calls(monkeypatch)
    assert held(index) == EVERYONE
    assert called == ["search", "search"]


# --- other engines, and other writers ---


def test_the_first_generation_is_later_than_those_of_the_engine_that_the_index_moved_over_from(tmp_path: Path) -> None:
    here = Index(Location(data=tmp_path))
    for left in range(3):
        here.published(*TOWN[left:])
    there = Index(replace(here.location, engine_url=str(tmp_path / "milvus.db")))
    assert there.published(*TOWN[2:]) == 4
    assert held(there) == EVERYONE - {1, 2}
    with closing(Store(tmp_path / "articles.db")) as store:
        assert store.database.execute("SELECT count(*) FROM chunk WHERE retired IS NOT NULL").fetchone() == (0,)


def test_what_another_engine_published_meanwhile_is_news_though_the_store_calls_it_settled(tmp_path: Path) -> None:
    here, fox = Location(data=tmp_path), article(14, "A fox crossed the square.", title="Town vexil")
    there = Index(replace(here, engine_url=str(tmp_path / "milvus.db")))
    there.published(*TOWN)
    Index(here).published(*TOWN[1:], fox)
    there.published(*TOWN[1:], fox)
    assert held(there) == EVERYONE - {1} | {14}


def test_what_a_killed_run_wrote_of_what_is_withdrawn_by_now_is_in_no_later_generation(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.published(*TOWN)
    fox, owl = (
        article(at, f"A {one} crossed the square.", title="Town vexil") for at, one in ((14, "fox"), (15, "owl"))
    )

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Client, "finish", die)
        with pytest.raises(KeyboardInterrupt):
            index.publish(*TOWN[1:], fox)
    assert index.published(*TOWN) == 1
    assert index.published(*TOWN, owl) == 2
    assert held(index) == EVERYONE | {15}


def test_a_little_news_takes_no_look_at_all_chunks(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    index.published(*TOWN)

    def look(*_: object) -> str:
        raise AssertionError

    monkeypatch.setattr(counting, "contents", look)
    assert index.published(*TOWN[1:], article(14, "A fox crossed the square.", title="Town vexil")) == 2
    assert held(index) == EVERYONE - {1} | {14}
    monkeypatch.setattr(news, "_MANY", 0)
    with pytest.raises(AssertionError):
        index.publish(*TOWN)


def test_what_is_counted_of_news_alone_is_what_is_counted_of_all(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    count, compared = counting.totals_after, list[int]()

    def both(*arguments: object) -> object:
        found, every = count(*arguments), counting.totals(arguments[0])  # type: ignore[arg-type]
        assert found == every._replace(outlets=sorted(every.outlets))
        assert list(found.languages) == list(every.languages)
        compared.append(found.chunks)
        return found

    monkeypatch.setattr(counting, "totals_after", both)
    late = article(14, "Ein Fuchs im Park.", title="Town vexil", source="Kurier", language="de", published=day(30))
    for articles in (TOWN, [*TOWN, late], TOWN, [*TOWN[2:], late], [*TOWN[2:-2], late], TOWN[2:-2], TOWN):
        index.published(*articles)
    # The last article but one has two chunks.
    assert compared == [15, 14, 13, 10, 9, 14]


def test_who_lost_the_lock_of_the_writer_notes_nothing_about_a_collection(
    tmp_path: Path, postgres_server: PostgresServer
) -> None:
    url = postgres_server.url(postgres_server.new_database())
    index = Index(Location(data=tmp_path, store_url=url, engine_url=str(tmp_path / "milvus.db")))
    index.published(*TOWN)
    with closing(Store(url)) as store, closing(Store(url)) as other:
        (collection,) = collections(store.database)

        def judged() -> None:
            with store.writer_lock():
                other.database.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                ).fetchall()
                judge(store.database, collection, sound=False)

        with pytest.raises(DatabaseError):
            judged()
        assert collections(other.database) == [collection]


# --- much at once ---


def test_rows_are_parted_by_their_number_and_by_their_words() -> None:
    few: list[dict[str, object]] = [{"id": number, "words": {1: 1.0}} for number in range(2001)]
    assert [len(some) for some in parted(few)] == [1000, 1000, 1]
    long: list[dict[str, object]] = [{"id": number, "words": range(400_000)} for number in range(5)]
    assert [[row["id"] for row in some] for some in parted(long)] == [[0, 1], [2, 3], [4]]
    assert [len(some) for some in parted([{"id": 1, "words": range(2_000_000)}])] == [1]
    assert [len(some) for some in parted([{"id": 1}, {"id": 2}])] == [2]
    assert list(parted([])) == []


def test_where_to_look_for_more_is_told_by_the_first_and_the_last_time(index: Index) -> None:
    index.published(
        article(1, "A fox crossed the square."),
        article(2, "An owl sat on the tower.", published=NOON),
        article(3, "A hare ran over the bridge.", published=day(12)),
    )
    with closing(index.open()) as snapshot:
        first, last, lowest, highest = snapshot._passages.bounds()  # type: ignore[attr-defined]
    assert (first, last) == (int(day(12).timestamp()), int(NOON.timestamp()))
    assert lowest <= 1
    assert highest >= 3


def test_the_model_of_a_killed_run_is_not_in_the_way_of_another(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    index.published(*TOWN)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "_commit", die)
        with pytest.raises(KeyboardInterrupt):  # the alias stands for a collection that nobody will read
            index.publish(*TOWN, embedder=HashedWords(dimension=64, fingerprint="ba9876543210"))
    with server(index) as client:
        assert client._call("describe_alias", "newsbot", timeout=5)["collection_name"] == "newsbot_2"
        assert index.published(*TOWN) == 1
        assert client._call("describe_alias", "newsbot", timeout=5)["collection_name"] == "newsbot_1"
        assert client.names() == ["newsbot_1"]
    assert held(index) == EVERYONE
