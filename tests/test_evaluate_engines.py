"""The evaluation over another engine: nothing is embedded again, and the same is found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import index.embedding
from evaluation_fixtures import set_folder
from fakes import HashedWords
from script_runs import Said, run_main
from scripts import evaluate

if TYPE_CHECKING:
    from pathlib import Path

    from milvus_servers import LiteServer


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A light model in place of the real one."""
    monkeypatch.setattr(index.embedding, "load_embedder", lambda name, **_: HashedWords(name=name or "hashed-words"))


def run(*arguments: str | Path) -> Said:
    return run_main(evaluate.main, *arguments)


def of_towns(file: Path) -> dict[str, Any]:
    (towns,) = json.loads(file.read_text("utf-8"))["sets"]
    return dict(towns)


def test_an_evaluation_is_the_same_beside_itself_and_fails_beside_a_better_one(tmp_path: Path) -> None:
    towns, kept, before = set_folder(tmp_path / "towns"), tmp_path / "kept", tmp_path / "before.json"
    assert run(towns, "--data", kept, "--json", before).status == 0
    said = run(towns, "--data", kept, "--beside", before)
    assert said.status == 0, said.err
    assert f"every share is within 0.01 of {before}" in said.out
    assert "the first passage is from the same article for 100.0% of the questions" in said.out
    better = json.loads(before.read_text("utf-8"))
    better["sets"][0]["slices"][0]["figures"]["auroc"]["value"] += 0.02
    before.write_text(json.dumps(better), "utf-8")
    said = run(towns, "--data", kept, "--beside", before)
    assert said.status == 1
    assert "towns: auroc is" in said.err.splitlines()[-1]
    assert "every share is within" not in said.out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--beside", "none.json"], "none.json: cannot be read"),
        (["--engine", "elsewhere/milvus.db"], "give its name alone"),
        (["--engine", "elsewhere"], "an engine is milvus+http://HOST:PORT"),
        (["--store", "mysql://host.example/news"], "a store is postgresql://"),
    ],
)
def test_places_that_cannot_be_used_are_said_in_one_line(tmp_path: Path, arguments: list[str], complaint: str) -> None:
    said = run(set_folder(tmp_path / "towns"), *arguments)
    assert (said.status, said.out) == (2, "")
    assert complaint in said.err.splitlines()[-1]


def test_a_database_is_of_one_set(tmp_path: Path) -> None:
    sets = [set_folder(tmp_path / name) for name in ("north", "south")]
    said = run(*sets, "--store", "postgresql://host.example/news")
    assert said.status == 2
    assert "evaluate one at a time" in said.err


@pytest.mark.beyond
def test_a_file_of_milvus_lite_finds_the_same_with_the_vectors_that_are_kept(tmp_path: Path) -> None:
    for module in ("pymilvus", "milvus_lite"):
        pytest.importorskip(module)
    towns, kept = set_folder(tmp_path / "towns"), tmp_path / "kept"
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    assert run(towns, "--data", kept, "--json", one).status == 0
    said = run(towns, "--data", kept, "--engine", "milvus.db", "--json", other, "--beside", one)
    assert said.status == 0, said.err
    assert (of_towns(one)["embedded"], of_towns(other)["embedded"]) == (4, 0)
    assert of_towns(other)["chunks"] == 4
    assert (kept / "towns" / "milvus.db").exists()


@pytest.mark.beyond
def test_servers_find_the_same_with_the_vectors_that_are_kept(
    tmp_path: Path, milvus_lite_server: LiteServer, postgres_url: str
) -> None:
    towns, kept = set_folder(tmp_path / "towns"), tmp_path / "kept"
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    assert run(towns, "--data", kept, "--json", one).status == 0
    there = ("--engine", milvus_lite_server.url(), "--store", postgres_url)
    said = run(towns, "--data", kept, *there, "--json", other, "--beside", one)
    assert said.status == 0, said.err
    assert of_towns(other)["embedded"] == 0
    # Once more, and with no folder: all of it is on the servers by now.
    said = run(towns, *there, "--json", other, "--beside", one)
    assert said.status == 0, said.err
    assert of_towns(other)["embedded"] == 0
