"""Workers of Ray embed: the same vectors as ever, whoever is killed, and nobody else can listen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bulk_fixtures import filled, news, vectors_in
from index import making
from index.bulk.embedding import BulkEmbedding
from index.bulk.errors import BulkError
from index.embedding import load_embedder
from index.store import Store

if TYPE_CHECKING:
    from index.protocols import Embedder

pytest.importorskip("ray", reason='needs Ray: pip install "newsbot[ray]"')
pytest.importorskip("pyarrow", reason='needs pyarrow: pip install "newsbot[ray]"')
pytestmark = pytest.mark.beyond

from ray_cluster import descendants, listening, running_cluster, workers  # noqa: E402 -- what comes with Ray

ROOT = Path(__file__).resolve().parent.parent
COUNT, TEXTS = 100, 90  # articles, and what differs of them
CHUNKS = 4  # in a shard


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder(None)


@pytest.fixture(scope="module")
def usual(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> dict[bytes, tuple[bytes, bytes]]:
    """The vectors that this process makes; what is embedded at once is part of what they come out as, in 8 bits."""
    with (
        pytest.MonkeyPatch.context() as patch,
        closing(Store(tmp_path_factory.mktemp("usual") / "a.db")) as store,
    ):
        patch.setattr(making, "CHUNKS_AT_ONCE", CHUNKS)
        assert filled(store, news(COUNT), embedder, None) == TEXTS
        return vectors_in(store)


@pytest.fixture
def bulk(tmp_path: Path) -> BulkEmbedding:
    return BulkEmbedding(folder=str(tmp_path / "bulk"), workers=2, chunks=CHUNKS)


def servers_of_others() -> frozenset[int]:
    """The processes that other tests have running."""
    return frozenset(process.pid for process in descendants())


def left_in(folder: str) -> list[Path]:
    return [file for file in Path(folder).rglob("*") if file.is_file()]


def test_a_worker_that_is_killed_is_replaced_and_each_chunk_gets_its_usual_vectors_once(
    bulk: BulkEmbedding, embedder: Embedder, usual: dict[bytes, tuple[bytes, bytes]], tmp_path: Path
) -> None:
    others = servers_of_others()
    told: list[int] = []
    killed: list[int] = []
    heard: set[str] = set()
    environment, answer = dict(os.environ), signal.getsignal(signal.SIGTERM)

    def kill(stage: str, done: int, total: int | None) -> None:
        if stage != "embedding":
            return
        assert total == TEXTS
        told.append(done)
        if done > 0 and not killed:
            heard.update(listening(others))
            assert signal.getsignal(signal.SIGTERM) == answer
            killed.append(workers()[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    with closing(Store(tmp_path / "a.db")) as store:
        assert filled(store, news(COUNT), embedder, bulk, kill) == TEXTS
        assert vectors_in(store) == usual
    assert told[:2] == [0, 4]
    assert told == sorted(told)
    assert len(killed) == 1
    assert {address.removeprefix("::ffff:") for address in heard} == {"127.0.0.1"}
    assert (left_in(bulk.folder), descendants(others)) == ([], [])
    assert (dict(os.environ), signal.getsignal(signal.SIGTERM)) == (environment, answer)


def test_a_run_that_is_killed_whole_leaves_no_process_and_the_next_goes_on_from_there(
    bulk: BulkEmbedding, embedder: Embedder, usual: dict[bytes, tuple[bytes, bytes]], tmp_path: Path
) -> None:
    program = f"""
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {str(ROOT / "tests")!r})
from bulk_fixtures import filled, news
from index.bulk.embedding import BulkEmbedding
from index.embedding import load_embedder
from index.store import Store
from ray_cluster import descendants

def kill(stage, done, total):
    if stage == "embedding" and done >= 12:
        print(*(process.pid for process in descendants()), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

bulk = BulkEmbedding(folder={bulk.folder!r}, workers=2, chunks={CHUNKS})
embedder = load_embedder(None)
filled(Store(Path({str(tmp_path / "a.db")!r})), news({COUNT}), embedder, bulk, kill)
"""
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == -signal.SIGKILL, run.stderr
    started = run.stdout.split()
    assert started
    told: list[int] = []
    with closing(Store(tmp_path / "a.db", read_only=True)) as store:
        kept = len(vectors_in(store))
    assert 12 <= kept < TEXTS
    assert left_in(bulk.folder) != []
    with closing(Store(tmp_path / "a.db")) as store:
        assert filled(store, news(COUNT), embedder, bulk, lambda _, done, __: told.append(done)) == TEXTS - kept
        assert vectors_in(store) == usual
    assert left_in(bulk.folder) == []
    # Two that do nothing end by themselves, a minute after they lost the others.
    assert {name for name in map(_command, started) if "ray" in name} <= {"ray::DashboardAgent", "ray::RuntimeEnvAgent"}


def _command(pid: str) -> str:
    try:
        return Path("/proc", pid, "cmdline").read_text("utf-8", "replace").rstrip("\0").replace("\0", " ")
    except OSError:
        return ""


def test_damaged_shards_are_made_anew(
    bulk: BulkEmbedding, embedder: Embedder, usual: dict[bytes, tuple[bytes, bytes]], tmp_path: Path
) -> None:
    damaged: list[str] = []

    def damage(stage: str, done: int, total: int | None) -> None:  # noqa: ARG001 -- the protocol's signature
        """Spoil the last shard: its texts, or, where a worker was fast, its vectors."""
        if stage == "embedding" and done > 0 and not damaged:
            last = max(left_in(bulk.folder))
            last.write_bytes(last.read_bytes()[:-9])
            damaged.append(last.name)

    with closing(Store(tmp_path / "a.db")) as store:
        assert filled(store, news(COUNT), embedder, bulk, damage) == TEXTS
        assert vectors_in(store) == usual
    assert len(damaged) == 1


def test_a_cluster_that_runs_already_is_joined_and_runs_on(
    bulk: BulkEmbedding, embedder: Embedder, usual: dict[bytes, tuple[bytes, bytes]], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from ray._private import ray_constants

    from index.bulk import ray_session

    monkeypatch.setattr(ray_constants, "ENABLE_RAY_CLUSTER", False)  # it is on loopback, where Ray looks for none
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_AUTH_TOKEN", ray_session._ALONE["RAY_AUTH_TOKEN"])
    others = servers_of_others()
    with running_cluster() as address, closing(Store(tmp_path / "a.db")) as store:
        joined = BulkEmbedding(folder=bulk.folder, address=address, chunks=CHUNKS)
        assert filled(store, news(COUNT), embedder, joined) == TEXTS
        assert vectors_in(store) == usual
        assert descendants(others) != []
    assert descendants(others) == []


def test_where_no_cluster_is_it_is_said_at_once(embedder: Embedder, tmp_path: Path) -> None:
    nobody = BulkEmbedding(folder=str(tmp_path / "bulk"), address="127.0.0.1:1")
    with (
        closing(Store(tmp_path / "a.db")) as store,
        pytest.raises(BulkError, match=r"cannot reach Ray at 127\.0\.0\.1:1: .*refused"),
    ):
        filled(store, news(3), embedder, nobody)
