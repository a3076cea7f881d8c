"""A real standalone server: rows that come and go on it, and what is told while it is away."""

from __future__ import annotations

import time
from contextlib import closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engine_fixtures import EVERYONE, TOWN, Index, article, number_of, told, wanted
from fakes import HashedWords
from index.demand import Demand
from index.errors import EngineUnreachableError
from index.filters import Filters
from index.location import Location

if TYPE_CHECKING:
    from pathlib import Path

    from index.engine import Snapshot
    from milvus_servers import StandaloneServer

pytest.importorskip("pymilvus", reason="needs pip install -e '.[milvus]'")

from index.milvus import MilvusEngine

pytestmark = pytest.mark.beyond
FOX = article(14, "A fox crossed the square.", title="Town vexil")


def numbers(index: Index, snapshot: Snapshot) -> set[int]:
    rows = snapshot.candidates(wanted()).rows
    with closing(index.location.open_store(read_only=True)) as store:
        return {number_of(stored.article) for stored in store.chunks(rows["chunk"].tolist())}


def test_on_a_real_server_news_comes_and_goes_and_readers_stay_where_they_are(
    tmp_path: Path, milvus_standalone_server: StandaloneServer
) -> None:
    index = Index(Location(data=tmp_path, engine_url=milvus_standalone_server.url()))
    index.published(*TOWN)
    with closing(index.open()) as first:
        before = told(first)
        index.published(*TOWN[1:], FOX)
        with closing(index.open()) as second:
            assert numbers(index, second) == EVERYONE - {1} | {14}
        index.published(*TOWN)
        with closing(index.open()) as third:
            assert numbers(index, third) == EVERYONE
            # Without a search for words, all chunks are looked through for them.
            assert len(third.about(Demand(all_of=(("harbour",),)), Filters(), most=9)) == 2
        assert told(first) == before


def test_a_real_server_that_was_killed_is_told_to_be_away_until_it_answers_as_before(
    tmp_path: Path, milvus_standalone_server: StandaloneServer
) -> None:
    index = Index(Location(data=tmp_path, engine_url=milvus_standalone_server.url()))
    index.published(*TOWN)
    with closing(index.open()) as snapshot:
        before = told(snapshot)
        milvus_standalone_server.kill()
        try:
            with pytest.raises(EngineUnreachableError, match="does not answer"):
                snapshot.candidates(wanted())
        finally:
            milvus_standalone_server.start()
        # It looks for its other half for half a minute; until then it says so, and never answers by halves.
        after: tuple[object, ...] = ()
        while not after:
            with suppress(EngineUnreachableError):
                after = told(snapshot)
            time.sleep(0.5)
        assert after == before


def test_what_a_real_server_says_no_to_is_told(tmp_path: Path, milvus_standalone_server: StandaloneServer) -> None:
    index = Index(Location(data=tmp_path, engine_url=milvus_standalone_server.url()))
    away = replace(index.location, engine_url=index.location.engine_url.replace("?", "/nowhere?"))  # type: ignore[union-attr]
    from index.errors import EngineError

    told = (
        r"the Milvus at http://127\.0\.0\.1:\d+/nowhere refuses: .*nowhere.*; make that database, or name another one"
    )
    with pytest.raises(EngineError, match=told):
        Index(away).publish(*TOWN)


def test_many_vectors_are_searched_by_a_graph_that_is_built_before_anybody_reads(
    tmp_path: Path, milvus_standalone_server: StandaloneServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.milvus import client, dialect

    monkeypatch.setattr(dialect, "_FEW", 2000)
    monkeypatch.setattr(client, "_MANY", 2000)
    index = Index(Location(data=tmp_path, engine_url=milvus_standalone_server.url()))
    fleet = article(20, " ".join(f"Boat {boat} of the fleet sails." for boat in range(2100)))
    index.publish(FOX, fleet, embedder=HashedWords(max_tokens=8))
    with (
        closing(index.open()) as snapshot,
        closing(MilvusEngine(str(index.location.engine_url), token=None, store=index.location.store)) as engine,
    ):
        (newest, *_) = engine._generations()
        assert newest.collection.dense == "HNSW"
        told = engine._client._call("describe_index", newest.collection.name, "vector", timeout=5)
        assert (told["index_type"], told["pending_index_rows"]) == ("HNSW", 0)
        assert told["indexed_rows"] >= 2100
        assert FOX.text in index.texts(snapshot.candidates(wanted(FOX.text, most=5)).rows)
