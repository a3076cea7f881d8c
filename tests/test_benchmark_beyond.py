"""One machine beside Milvus and PostgreSQL: what is measured, and how it is shown."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import index.embedding
from benchmark_fixtures import benchmark as measured_by_hand
from fakes import HashedWords
from script_runs import run_main
from scripts import benchmark
from scripts.benchmarking import corpus, ours, places, running, worker
from scripts.benchmarking.report import as_json, notes, tables

if TYPE_CHECKING:
    from pathlib import Path

    from milvus_servers import LiteServer

LATENCY = {"p50": 9.7, "p95": 21.0, "n": 200.0}
SLOWER = {"p50": 59.0, "p95": 134.0, "n": 200.0}


def compared() -> dict[str, Any]:
    return {
        "name": "towns",
        "chunks": 6190,
        "places": {
            "one machine": [
                {"built": {"publishing_seconds": 3.5, "published_per_second": 1768.0}, "unchanged": {"seconds": 0.2}},
                {"ask": {"search": LATENCY}},
                {"ask": {"search": LATENCY}},
            ],
            "Milvus and PostgreSQL": [
                {"built": {"publishing_seconds": 12.0}, "database": {"bytes_per_chunk": 7280.4}},
                {"ask": {"search": SLOWER}},
                {"ask": {"search": SLOWER | {"p50": 63.0}}},
            ],
        },
    }


def test_each_place_is_a_column() -> None:
    shown = replace(measured_by_hand(sizes=False, compared=False), beyond=compared())
    (table,) = tables(shown)
    assert [column.header for column in table.columns] == [
        "towns, 6,190 chunks", "one machine", "Milvus and PostgreSQL",
    ]  # fmt: skip
    rows = {row[0]: row[1:] for row in zip(*(column.cells for column in table.columns), strict=True)}
    assert rows["chunks a second"] == ("1,768", "–")
    assert rows["PostgreSQL, bytes a chunk"] == ("–", "7,280")
    assert rows["search p50 (ms)"] == ("9.70", "61.0 [dim]59.0–63.0[/dim]")
    assert "answer p50 (ms)" not in rows
    assert any("the same articles and vectors" in note for note in notes(shown))
    assert json.loads(as_json(shown))["beyond"]["places"]["one machine"][0]["unchanged"]["seconds"] == 0.2


def test_without_servers_it_is_told_how_to_name_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (places.ENGINE, places.STORE):
        monkeypatch.delenv(name, raising=False)
    said = run_main(benchmark.main, "--beyond")
    assert said.status == 2
    assert "name them by NEWSBOT_ENGINE and NEWSBOT_STORE in the environment" in said.err


def test_one_size_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.ENGINE, "milvus+http://host.example")
    monkeypatch.setenv(places.STORE, "postgresql://host.example/news")
    assert "--beyond compares one size" in run_main(benchmark.main, "--beyond", "--sizes", "10", "20").err


def test_a_bot_on_one_machine_hears_of_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.STORE, "postgresql://host.example/news")
    assert places.STORE not in places.environment(beyond=False)
    assert places.environment(beyond=True)[places.STORE] == os.environ[places.STORE]


@pytest.fixture
def servers(milvus_lite_server: LiteServer, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Addresses of a Milvus and a PostgreSQL that run, named by the environment; and a light model."""
    monkeypatch.setenv(places.ENGINE, milvus_lite_server.url())
    monkeypatch.setenv(places.STORE, postgres_url)
    for module in (index.embedding, corpus, ours):
        monkeypatch.setattr(module, "load_embedder", lambda *_, **__: HashedWords())
    monkeypatch.setattr(index.embedding, "embedder_of", lambda *_, **__: HashedWords())
    return os.environ[places.ENGINE], os.environ[places.STORE]


@pytest.mark.beyond
def test_both_are_published_asked_and_changed(tmp_path: Path, servers: tuple[str, str]) -> None:
    tasks: list[str] = []

    def run(job: str, **arguments: object) -> dict[str, Any]:
        tasks.append(json.dumps({"job": job, **arguments}, default=str))
        if job == "telegram":  # a bot of its own process has no light model
            return {"memory_mb": {"last": 300.0}}
        return dict(worker.done(json.loads(tasks[-1]), spawned=0))

    plan = running.Plan(
        work=tmp_path, seed=0, repeat=2, questions=6, threads=2, most_chunks=3, embed_up_to=0, run=run,
        say=lambda _: None,
    )  # fmt: skip
    found = running.beyond(plan, path=None, chunks=60)
    for name, (once, *runs) in found["places"].items():
        assert once["built"]["chunks"] == found["chunks"], name
        assert once["built"]["embedded"] == once["unchanged"]["embedded"] == 0
        assert once["built"]["published_per_second"] > 0
        assert once["changed"]["embedded"] >= 1
        assert [one["ask"]["search"]["n"] for one in runs] == [6, 6]
    first, second = found["places"].values()
    assert first[1]["ask"]["gold_in_10"] == second[1]["ask"]["gold_in_10"]
    assert second[0]["database"]["chunks"] == found["chunks"]
    assert second[0]["database"]["bytes_per_chunk"] > 500
    (table,) = tables(replace(measured_by_hand(sizes=False, compared=False), beyond=found))
    assert "–" in list(table.columns[1].cells)  # one machine has no database
    assert not any(server in task for server in servers for task in tasks)  # a password is told to nobody
