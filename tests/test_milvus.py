"""What the Milvus engine does besides what every engine does: publishing row by row, being killed, being moved to."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine_fixtures import EVERYONE, NOON, TOWN, Index, article, day, number_of, told, wanted
from fakes import HashedWords
from index.errors import DamagedIndexError, EngineError, EngineUnreachableError, IndexNotFoundError
from index.filters import Filters
from index.location import Location
from index.store import Store
from kills import Killed, Kills

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.engine import Snapshot
    from milvus_servers import LiteServer

pytest.importorskip("pymilvus", reason="needs pip install -e '.[milvus]'")
pytest.importorskip("milvus_lite", reason="needs pip install -e '.[milvus]'")

from index.milvus import MilvusEngine, garbage, publishing, retelling
from index.milvus.client import Client
from index.milvus.tables import generations
from index.sql import SQLite

pytestmark = pytest.mark.beyond
ALL = Filters()
TOKEN = ":".join(["user", "hush-hush"])


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """An index in a file of milvus-lite beside a SQLite."""
    return Index(Location(data=tmp_path, engine_url=str(tmp_path / "milvus.db")))


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Generations before the last two are let go of at once."""
    monkeypatch.setattr(garbage, "_HELD", 0)


def numbers(
    index: Index, snapshot: Snapshot, question: str = "town", *, terms: Sequence[Sequence[str]] = ()
) -> set[int]:
    """Numbers of the articles that candidates are from."""
    rows = snapshot.candidates(wanted(question, terms=terms)).rows
    with closing(index.location.open_store(read_only=True)) as store:
        return {number_of(stored.article) for stored in store.chunks(rows["chunk"].tolist())}


def held(index: Index) -> set[int]:
    """Numbers of the articles that the newest generation finds, the same by either leg."""
    with closing(index.open()) as snapshot:
        found = numbers(index, snapshot)
        assert numbers(index, snapshot, terms=[["town"]]) == found
        assert len(snapshot.about(None, ALL, most=99)) == len(found) == snapshot.manifest.articles
        return found


def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The writes to the server from now on, each with its number of rows."""
    noted: list[tuple[str, int]] = []
    for name in ("put", "delete", "create", "drop"):

        def note(self: Client, collection: str, *rows: object, of: str = name, **named: object) -> None:
            noted.append((of, len(rows[0]) if rows else 0))  # type: ignore[arg-type]
            originals[of](self, collection, *rows, **named)

        originals[name] = getattr(Client, name)
        monkeypatch.setattr(Client, name, note)
    return noted


originals: dict[str, Callable[..., None]] = {}


def server_rows(index: Index) -> int:
    """How many rows the server holds in the newest generation's collection, whoever sees them."""
    with closing(MilvusEngine(str(index.location.engine_url), token=None, store=index.location.store)) as engine:
        (newest, *_) = engine._generations()
        return engine._client.count(newest.collection.name, "id >= 0")


# --- what is written ---


def test_only_what_is_new_is_written(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    index.published(*TOWN)
    written = calls(monkeypatch)
    index.published(*TOWN, article(14, "A fox crossed the square.", title="Town vexil"))
    assert [one for one in written if one[1]] == [("put", 1)]
    assert held(index) == EVERYONE | {14}


def test_what_goes_is_marked_and_found_no_more(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    index.published(*TOWN)
    written = calls(monkeypatch)
    index.published(*TOWN[1:])
    assert [one for one in written if one[1]] == [("put", 1)]
    assert held(index) == EVERYONE - {1}


def test_a_generation_before_answers_as_it_did_while_others_are_published(index: Index) -> None:
    index.published(*TOWN)
    with closing(index.open()) as snapshot:
        before = told(snapshot)
        index.published(*TOWN[1:], article(14, "A fox crossed the square.", title="Town vexil"))
        index.published(*TOWN[3:])
        assert told(snapshot) == before
    assert held(index) == EVERYONE - {1, 2, 3}


def test_an_article_that_went_and_came_back_is_in_neither_generation_between(index: Index) -> None:
    with ExitStack() as opened:
        snapshots: list[Snapshot] = []
        for articles in (TOWN, TOWN[1:], TOWN[1:9], TOWN):
            index.published(*articles)
            snapshots.append(opened.enter_context(closing(index.open())))
        found = [numbers(index, snapshot, terms=[["town"]]) for snapshot in snapshots]
    assert found == [EVERYONE, EVERYONE - {1}, set(range(2, 10)), EVERYONE]


def test_the_counts_of_words_are_those_of_each_generation(index: Index) -> None:
    index.published(*TOWN)
    with closing(index.open()) as first:
        index.published(*TOWN[2:])
        with closing(index.open()) as second:
            assert [one.frequencies(["harbour", "town"]) for one in (first, second)] == [
                {"harbour": 2, "town": 14},
                {"harbour": 0, "town": 12},
            ]
            assert second.mean_words != first.mean_words


def test_a_story_is_told_as_each_generation_has_it(index: Index) -> None:
    index.published(*TOWN)
    chunk = {number_of(one.article): one.id for one in reversed(index.current().values())}
    with closing(index.open()) as first:
        index.published(*(one for one in TOWN if number_of(one) != 9))
        with closing(index.open()) as second:
            assert first.retold(chunk[10]) == [chunk[9], chunk[11]]
            assert second.retold(chunk[10]) == [chunk[11]]
            assert second.retold(chunk[9]) == []


def test_beyond_a_size_only_articles_of_about_the_same_time_become_a_story(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retelling, "_ALL", 0)
    wire = TOWN[8]
    early = article(20, wire.text, title="Town xibor", source="Kurier", published=day(15) - timedelta(days=90))
    index.published(early)
    index.published(early, wire)
    index.published(early, wire, TOWN[9])
    chunk = {number_of(one.article): one.id for one in index.current().values()}
    with closing(index.open()) as snapshot:
        assert snapshot.retold(chunk[10]) == [chunk[9]]
        assert snapshot.retold(chunk[20]) == []


def test_a_story_that_loses_the_article_it_is_named_by_stays_one(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retelling, "_ALL", 0)
    ones = [replace(one, published=NOON) for one in TOWN[8:11]]
    index.published(*ones)
    index.published(*ones[1:])
    chunk = {number_of(one.article): one.id for one in index.current().values()}
    with closing(index.open()) as snapshot:
        assert snapshot.retold(chunk[10]) == [chunk[11]]
        assert snapshot.candidates(wanted()).rows["story"].tolist() == [2, 2]


@pytest.mark.usefixtures("soon")
def test_most_of_it_gone_everything_is_made_anew_and_the_old_collection_dropped(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.published(*TOWN)
    written = calls(monkeypatch)
    index.published(*TOWN[:4])
    assert [name for name, rows in written if rows or name == "create"] == ["create", "put"]
    index.published(*TOWN[:5])
    assert [name for name, _ in written if name == "drop"] == ["drop"]
    assert held(index) == {1, 2, 3, 4, 5}


def test_another_model_gets_a_collection_of_its_own(index: Index) -> None:
    index.published(*TOWN)
    with closing(index.open()) as before:
        old = told(before)
        other = HashedWords(dimension=64, fingerprint="ba9876543210")
        index.published(*TOWN, embedder=other)
        with closing(index.open()) as after:
            assert after.candidates(wanted(embedder=other)).vectors.shape == (14, 64)
        assert told(before) == old


@pytest.mark.usefixtures("soon")
def test_what_no_generation_needs_is_deleted_from_the_server(index: Index) -> None:
    index.published(*TOWN)
    for left in (1, 2, 3):
        index.published(*TOWN[left:])
    # Those of the newest two generations: the last one's, and what went last.
    assert server_rows(index) == 12
    with closing(Store(index.location.data / "articles.db")) as store:
        assert [one.manifest.number for one in generations(store.database)] == [4, 3]
        for table, rows in (("passage", 12), ("wording", 12), ("sketch", 11)):
            assert store.database.execute(f"SELECT count(*) FROM {table}").fetchone() == (rows,)  # noqa: S608


@pytest.mark.usefixtures("soon")
def test_whoever_reads_a_generation_that_is_gone_is_told_to_open_the_index_again(index: Index) -> None:
    index.published(*TOWN)
    with closing(index.open()) as snapshot:
        for left in (1, 2):
            index.published(*TOWN[left:])
        for ask in (
            lambda: snapshot.candidates(wanted()),
            lambda: snapshot.about(None, ALL, most=9),
            lambda: snapshot.frequencies(["boat"]),
            lambda: snapshot.first_chunk(1),
            lambda: snapshot.retold(1),
            snapshot.outlets,
        ):
            with pytest.raises(EngineError, match="generation 1 of the index is no longer held: open the index again"):
                ask()


def test_a_generation_lately_published_is_kept_however_many_come_after(index: Index) -> None:
    index.published(*TOWN)
    with closing(index.open()) as snapshot:
        before = told(snapshot)
        for left in range(1, 5):
            index.published(*TOWN[left:])
        assert told(snapshot) == before


def test_the_newest_two_generations_are_kept_and_those_of_the_last_hour(index: Index) -> None:
    for left in range(4):
        index.published(*TOWN[left:])
    with closing(index.location.open_store()) as store:
        known = generations(store.database)
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    aged = [
        replace(one, manifest=replace(one.manifest, published=now - timedelta(minutes=minutes)))
        for one, minutes in zip(known, (90, 80, 59, 61), strict=True)
    ]
    assert [one.manifest.number for one in garbage.kept(aged, now)] == [4, 3, 2]


def test_the_alias_stands_for_the_newest_collection(index: Index) -> None:
    index.published(*TOWN)
    client = Client.of(
        MilvusEngine(str(index.location.engine_url), token=None, store=index.location.store)._address, None
    )
    with closing(client):
        assert client._call("describe_alias", "newsbot", timeout=5)["collection_name"] == "newsbot_1"
        index.published(*TOWN, embedder=HashedWords(dimension=64, fingerprint="ba9876543210"))
        assert client._call("describe_alias", "newsbot", timeout=5)["collection_name"] == "newsbot_2"


# --- killed ---

STEPS = [(Client, name) for name in ("put", "delete", "delete_above", "create", "finish", "drop", "point", "count")]
STEPS_OF_DATABASE = [(SQLite, "transaction"), (SQLite, "executemany")]


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("others", [False, True], ids=["in one collection", "to another one"])
def test_killed_at_any_step_the_generation_before_answers_and_the_next_run_finishes(
    index: Index, monkeypatch: pytest.MonkeyPatch, *, others: bool
) -> None:
    fox = article(14, "A fox crossed the square.", title="Town vexil")
    goal = TOWN[:3] if others else [*TOWN[1:], fox]
    index.published(*TOWN)
    embedder = HashedWords()
    kills = Kills(monkeypatch, [*STEPS, *STEPS_OF_DATABASE])
    publish = publishing.publish
    at = 0
    while True:
        # The store moves on whatever is killed: only the publication is.
        def until_killed(*arguments: object, calls: int = at) -> object:
            with kills.after(calls):
                return publish(*arguments)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(publishing, "publish", until_killed)
            before = index.newest()
            expected = held(index)
            try:
                index.publish(*goal, embedder=embedder)
            except Killed:
                done = False
            else:
                done = True
        moved = index.newest() != before
        assert held(index) == ({number_of(one) for one in goal} if moved else expected)
        # What a killed run left is in the way of nothing: not of what it was about, and not of the contrary.
        if at % 2:
            index.publish(*TOWN, embedder=embedder)
            assert held(index) == EVERYONE
        index.publish(*goal, embedder=embedder)
        assert held(index) == {number_of(one) for one in goal}
        index.publish(*TOWN, embedder=embedder)
        assert held(index) == EVERYONE
        assert_clean(index)
        at += 1
        if done:
            break
    assert at > 15


def assert_clean(index: Index) -> None:
    """The server holds just what the database knows of, and the database counts each word as often as it stands."""
    with closing(index.location.open_store(read_only=True)) as store:
        execute = store.database.execute
        newest = generations(store.database)[0]
        known = execute("SELECT count(*) FROM passage WHERE collection = ?", (newest.collection.number,)).fetchone()
        assert execute("SELECT count(*) FROM wording").fetchone() == execute("SELECT count(*) FROM passage").fetchone()
    assert server_rows(index) == known[0]
    with closing(index.open()) as snapshot:
        assert snapshot.frequencies(["town", "zandor", "harbour", "fox"]) == {
            "town": 14, "zandor": 1, "harbour": 2, "fox": 0,
        }  # fmt: skip


KILLED = """
import os, sys
sys.path[:0] = sys.argv[4:]
from pathlib import Path
from engine_fixtures import TOWN, Index
from index.location import Location
from index.milvus.client import Client

def dying(step):
    def die(*arguments, **named):
        if sys.argv[2] == "after":
            step(*arguments, **named)
        os._exit(9)
    return die

data = Path(sys.argv[1])
name = sys.argv[3]
setattr(Client, name, dying(getattr(Client, name)))
Index(Location(data=data, engine_url=str(data / "milvus.db"))).publish(*TOWN[2:])
"""


@pytest.mark.parametrize(("moment", "step"), [("after", "put"), ("before", "finish"), ("after", "point")])
def test_a_process_that_dies_leaves_what_the_next_one_goes_on_with(index: Index, moment: str, step: str) -> None:
    index.published(*TOWN)
    here = Path(__file__).parent
    died = subprocess.run(
        [sys.executable, "-c", KILLED, index.location.data, moment, step, here, here.parent], check=False
    )
    assert died.returncode == 9
    assert held(index) == EVERYONE
    index.published(*TOWN[2:])
    assert held(index) == EVERYONE - {1, 2}


def test_a_server_that_lacks_rows_is_noticed_and_the_next_run_makes_them_anew(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.published(*TOWN)
    monkeypatch.setattr(publishing, "_PAUSES", ())
    with monkeypatch.context() as patch:
        patch.setattr(Client, "put", lambda *_: None)
        with pytest.raises(EngineError, match="lacks some of 14 chunks that it was given"):
            index.publish(*TOWN[1:], article(14, "A fox crossed the square.", title="Town vexil"))
    assert held(index) == EVERYONE
    index.published(*TOWN[1:], article(14, "A fox crossed the square.", title="Town vexil"))
    assert held(index) == EVERYONE - {1} | {14}


# --- moved to ---


class Mute(HashedWords):
    """A model that makes no vectors of articles."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise AssertionError(texts)


def test_an_index_moves_over_without_calling_the_model(tmp_path: Path) -> None:
    here = Index(Location(data=tmp_path))
    here.published(*TOWN)
    there = Index(replace(here.location, engine_url=str(tmp_path / "milvus.db")))
    manifest = there.publish(*TOWN, embedder=Mute())
    assert manifest is not None
    with closing(here.open()) as embedded, closing(there.open()) as moved:
        assert manifest.contents == embedded.manifest.contents
        assert told(moved)[1:] == told(embedded)[1:]


# --- what goes wrong ---


def test_where_nothing_was_published_there_is_nothing_to_open(index: Index) -> None:
    assert index.newest() is None
    with pytest.raises(IndexNotFoundError, match=r"no index in '.*milvus\.db': build one with .*--engine"):
        index.open()


def test_a_server_that_lost_the_collection_is_a_damaged_index_that_the_next_run_mends(index: Index) -> None:
    index.published(*TOWN)
    with closing(MilvusEngine(str(index.location.engine_url), token=None, store=index.location.store)) as engine:
        engine._client.drop("newsbot_1")
    with pytest.raises(DamagedIndexError, match=r"the server has no collection 'newsbot_1'.*rebuild_index"):
        index.open()
    assert index.published(*TOWN) == 2
    assert held(index) == EVERYONE


def test_two_indexes_in_one_server_do_not_write_over_one_another(
    tmp_path: Path, milvus_lite_server: LiteServer
) -> None:
    url = milvus_lite_server.url()
    one, other = (Index(Location(data=tmp_path / name, engine_url=url)) for name in ("one", "other"))
    for index in (one, other):
        index.location.data.mkdir()
    one.published(*TOWN)
    with pytest.raises(EngineError, match=r"has a collection 'test_\d+_1' already.*\?name="):
        other.publish(*TOWN)
    assert held(one) == EVERYONE


def test_a_server_that_is_away_is_told_so_and_recovered_from(tmp_path: Path) -> None:
    from milvus_servers import LiteServer

    server = LiteServer()
    try:
        server.start()
        index = Index(Location(data=tmp_path, engine_url=server.url(), engine_token=TOKEN))
        index.published(*TOWN)
        with closing(index.open()) as snapshot:
            before = told(snapshot)
            server.kill()
            with pytest.raises(
                EngineUnreachableError, match=r"the Milvus at http://127\.0\.0\.1:\d+ does not answer"
            ) as failed:
                snapshot.candidates(wanted())
            assert "hush" not in str(failed.value)
            with pytest.raises(EngineUnreachableError):
                index.publish(*TOWN[1:])
            with pytest.raises(EngineUnreachableError):
                index.open()
            server.start()
            assert told(snapshot) == before
        assert index.published(*TOWN[1:]) == 2
        assert held(index) == EVERYONE - {1}
    finally:
        server.close()


def test_a_file_that_another_process_holds_is_told_so(index: Index) -> None:
    index.published(*TOWN)
    hold = (
        "import sys; from pymilvus import MilvusClient; MilvusClient(sys.argv[1]); print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(index.location.engine_url)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(EngineError, match="one process alone can open"):
            index.open()
        other.communicate(b"\n")
    assert held(index) == EVERYONE


# --- asked meanwhile ---


def test_questions_asked_while_others_publish_are_all_answered_and_by_one_generation_each(
    tmp_path: Path, milvus_lite_server: LiteServer
) -> None:
    index = Index(Location(data=tmp_path, engine_url=milvus_lite_server.url()))
    contents = [EVERYONE, EVERYONE - {1, 2}, {1, 2, 3}, EVERYONE]  # of generations 1, 2, …; the third is made anew
    index.published(*TOWN)
    over = threading.Event()

    def ask(_: int) -> list[tuple[int, set[int], set[int]]]:
        found = []
        while not over.is_set():
            with closing(index.open()) as snapshot:
                asked = numbers(index, snapshot), numbers(index, snapshot, terms=[["town"]])
                found.append((snapshot.manifest.number, *asked))
        return found

    with ThreadPoolExecutor(3) as threads:
        asked = threads.map(ask, range(3))
        try:
            for held_then in contents[1:]:
                index.published(*(one for one in TOWN if number_of(one) in held_then))
        finally:
            over.set()
        answers = [answer for some in asked for answer in some]
    assert answers
    assert [answer for answer in answers if answer[1:] != (contents[answer[0] - 1],) * 2] == []
