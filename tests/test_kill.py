"""kill -9 at any instant: the generation published before still answers, and the next run finishes the job."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from index import catalog
from index.errors import IndexNotFoundError
from index.generation import STORE, open_newest
from index.store import Store
from index_fixtures import article, rebuilt
from kills import Killed, Kills

TESTS = Path(__file__).parent
ARTICLES = 150

# Small batches and a slow model stretch what a real rebuild does over seconds into something a kill can hit.
PROGRAM = """
import sys, time
from pathlib import Path
from fakes import HashedWords
from index import arrivals, build, making
from index.sources.files import read_files

class Slow(HashedWords):
    def embed_passages(self, texts):
        time.sleep(0.015)
        return super().embed_passages(texts)

making.CHUNKS_AT_ONCE = making.VERSIONS_AT_ONCE = arrivals.ARTICLES_AT_ONCE = 15
source, data = map(Path, sys.argv[1:])
print("started", flush=True)
report = build.rebuild(data, read_files([source]), read=[source], embedder=Slow())
print("published", report.generation, flush=True)
"""


def text(number: int, edition: int) -> str:
    return f"The harbour master counted the boats at pier {number} for edition {edition} of the paper."


def write_edition(source: Path, edition: int, articles: int) -> None:
    """An edition is the same articles anew: all that a generation holds must be of one edition."""
    records = (
        {
            "url": f"https://paper.example/{number}",
            "title": f"Report {number}",
            "text": text(number, edition),
            "language": "en",
        }
        for number in range(articles)
    )
    source.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")


def start(source: Path, data: Path) -> subprocess.Popen[str]:
    """A rebuild in a process of its own, begun when this returns."""
    command = [sys.executable, "-c", PROGRAM, str(source), str(data)]
    environment = {**os.environ, "PYTHONPATH": f"{TESTS.parent}:{TESTS}"}
    rebuild = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert rebuild.stdout
    assert rebuild.stdout.readline() == "started\n"
    return rebuild


def finish(rebuild: subprocess.Popen[str]) -> bool:
    """Whether a rebuild that was left alone or killed came to its end."""
    said, _ = rebuild.communicate()
    return said.startswith("published")


def held(data: Path) -> tuple[int, list[tuple[str, str]]]:
    """Number of the newest generation and (URL, edition) of every chunk in it; (0, []) where there is none yet."""
    try:
        opened = open_newest(data)
    except IndexNotFoundError:
        return 0, []
    with closing(opened), closing(Store(data / STORE, read_only=True)) as store:
        assert (data / "current").read_text() == f"{opened.manifest.number}\n"  # it did not have to fall back
        stored = list(store.chunks(catalog.load(opened.folder).rows["chunk"].tolist()))
    assert len(stored) == opened.manifest.chunks
    return opened.manifest.number, [(item.article.url, item.article.text.split()[-4]) for item in stored]


def edition_of(chunks: list[tuple[str, str]]) -> tuple[int, int]:
    """The edition of a generation, which holds each of its articles once and nothing of another; and their number."""
    assert len({url for url, _ in chunks}) == len(chunks)
    (edition,) = {edition for _, edition in chunks} or {"0"}
    return int(edition), len(chunks)


def check_whole(data: Path, edition: int) -> None:
    """What must hold once a run completed: nothing of the killed ones is left."""
    number, chunks = held(data)
    assert edition_of(chunks) == (edition, ARTICLES)
    names = sorted(path.name for path in (data / "generations").iterdir())
    assert names in ([f"{number:06}"], [f"{number - 1:06}", f"{number:06}"])
    assert list(data.glob("current.*")) + list(data.glob("*.holder")) == []
    with closing(Store(data / STORE)) as store:
        for wrong in (
            "SELECT id FROM chunk WHERE version_id NOT IN (SELECT id FROM version)",
            "SELECT id FROM version WHERE article_id NOT IN (SELECT id FROM article)",
            "SELECT version_id FROM sighting WHERE version_id NOT IN (SELECT id FROM version)",
            "SELECT version_id FROM article WHERE version_id NOT IN (SELECT id FROM version)",
            "SELECT version_id FROM chunk GROUP BY version_id, recipe, start HAVING count(*) > 1",
            "SELECT embedded FROM embedding WHERE embedded NOT IN (SELECT embedded FROM chunk)",
        ):
            assert store._db.execute(wrong).fetchall() == []
        assert store._db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize(("first", "kills"), [(20, 10), (0, 5)], ids=["upon a first generation", "from nothing"])
def test_killed_at_any_instant_the_last_generation_answers_and_the_next_run_finishes(
    tmp_path: Path, first: int, kills: int
) -> None:
    chance = random.Random(20240701)  # noqa: S311 -- no secret, and the same instants every time
    source, data = tmp_path / "news.jsonl", tmp_path / "data"
    write_edition(source, 0, ARTICLES)
    measured = start(source, tmp_path / "measured")
    started = time.monotonic()
    assert finish(measured)
    whole = time.monotonic() - started
    last = (0, 0, 0)  # number, edition, articles
    if first:
        write_edition(source, 0, first)
        assert finish(start(source, data))
        last = (1, 0, first)
    for edition, slot in enumerate(chance.sample(range(kills), kills), start=1):
        write_edition(source, edition, ARTICLES)
        rebuild = start(source, data)
        time.sleep((slot + chance.random()) / kills * whole)
        rebuild.kill()
        completed = finish(rebuild)
        number, chunks = held(data)
        now, new = (number, *edition_of(chunks)), (last[0] + 1, edition, ARTICLES)
        assert now == new if completed else now in (last, new)
        last = now
    write_edition(source, kills + 1, ARTICLES)
    assert finish(start(source, data))
    check_whole(data, kills + 1)


def test_stopped_before_any_single_step_of_publishing_the_next_run_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kills = Kills(monkeypatch, [
        (Path, "mkdir"), (Path, "rename"), (Path, "replace"), (Path, "write_text"), (shutil, "rmtree"),
        (os, "fsync"), (Store, "retire"), (Store, "collect_garbage"),
    ])  # fmt: skip
    last, edition, stops = (0, 0, 0), 0, 0
    finished = False
    while not finished:
        edition += 1
        items = [article(number, text(number, edition)) for number in range(3)]
        try:
            with kills.after(stops):
                rebuilt(tmp_path / "data", *items)
            finished = True
        except Killed:
            stops += 1
        number, chunks = held(tmp_path / "data")
        now, new = (number, *edition_of(chunks)), (last[0] + 1, edition, 3)
        assert now == new if finished else now in (last, new)
        last = now
    assert stops > 20
    assert last[0] < stops  # most of them came before the pointer was switched
    assert max(path.name for path in (tmp_path / "data" / "generations").iterdir()) == f"{last[0]:06}"
