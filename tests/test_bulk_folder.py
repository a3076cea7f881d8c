"""Shards on disk: whole or not there, and known for what they are; and what needs no Ray of a run."""

from __future__ import annotations

import pickle
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bulk_fixtures import filled, news, vectors_in, waits
from fakes import HashedWords
from index import cores
from index.arrivals import Recipe
from index.bulk.embedding import BulkEmbedding
from index.bulk.errors import BulkError, DamagedShardError, OtherModelError
from index.bulk.folder import ShardFolder
from index.bulk.planning import planned
from index.bulk.worker import Job, Worker, asked
from index.protocols import ModelIdentity
from index.store import Store
from test_bulk_shards import TEXTS, VECTORS, made

if TYPE_CHECKING:
    from pathlib import Path

    from index.bulk.shards import TextShard

pytest.importorskip("pyarrow", reason='shards need pyarrow: pip install "newsbot[ray]"')


@pytest.fixture
def folder(tmp_path: Path) -> ShardFolder:
    return ShardFolder(str(tmp_path / "bulk"))


def files(tmp_path: Path) -> list[str]:
    return sorted(file.relative_to(tmp_path / "bulk").as_posix() for file in (tmp_path / "bulk").rglob("*.*"))


def test_shards_are_read_as_they_were_written_also_in_another_process(folder: ShardFolder) -> None:
    folder.write_texts(TEXTS)
    assert (folder.waiting(), folder.made()) == ([TEXTS.name], set())
    there: ShardFolder = pickle.loads(pickle.dumps(folder))  # noqa: S301 -- our own
    assert there.read_texts(TEXTS.name) == TEXTS
    there.write_vectors(VECTORS)
    assert (folder.waiting(), folder.made()) == ([TEXTS.name], {TEXTS.name})
    assert folder.read_vectors(TEXTS.name) == VECTORS


def test_a_folder_may_be_an_address_and_have_others_in_it(tmp_path: Path) -> None:
    inner = ShardFolder((tmp_path / "bulk").as_uri()).inner("model")
    inner.write_texts(TEXTS)
    assert files(tmp_path) == [f"model/{TEXTS.name}.texts.parquet"]
    assert ShardFolder("s3://pail/news?region=eu").inner("model").address == "s3://pail/news/model?region=eu"


@pytest.mark.parametrize("address", ["relative/folder", "nowhere://pail/news"])
def test_what_is_no_folder_is_said_so(address: str) -> None:
    with pytest.raises(BulkError, match=f"cannot use the folder '{address}'"):
        ShardFolder(address).waiting()


def test_files_of_others_are_left_alone_and_unfinished_ones_and_orphans_go(folder: ShardFolder, tmp_path: Path) -> None:
    folder.write_texts(TEXTS)
    folder.write_vectors(VECTORS)
    (tmp_path / "bulk" / "notes.texts.parquet").write_text("mine", "utf-8")
    (tmp_path / "bulk" / ".unfinished-1").write_text("half", "utf-8")
    folder.tidy()
    assert (folder.waiting(), folder.made()) == ([TEXTS.name], {TEXTS.name})
    (tmp_path / "bulk" / f"{TEXTS.name}.texts.parquet").unlink()
    folder.tidy()
    assert files(tmp_path) == ["notes.texts.parquet"]


def test_a_shard_that_was_cut_or_changed_anywhere_is_never_taken_for_another(
    folder: ShardFolder, tmp_path: Path
) -> None:
    folder.write_texts(TEXTS)
    folder.write_vectors(VECTORS)
    for ending, read, whole in (("texts", folder.read_texts, TEXTS), ("vectors", folder.read_vectors, VECTORS)):
        file = tmp_path / "bulk" / f"{TEXTS.name}.{ending}.parquet"
        sound = file.read_bytes()
        damaged = 0
        for at in range(0, len(sound), 7):
            for content in (sound[:at], sound[:at] + bytes([sound[at] ^ 0x41]) + sound[at + 1 :]):
                file.write_bytes(content)
                try:
                    assert read(TEXTS.name) == whole  # nothing reads some of the bytes
                except DamagedShardError:
                    damaged += 1
        assert damaged > len(sound) / 7  # at least wherever it was cut


def test_what_is_done_goes_or_is_set_aside(folder: ShardFolder, tmp_path: Path) -> None:
    for done in (folder.drop, folder.set_aside):
        folder.write_texts(TEXTS)
        folder.write_vectors(VECTORS)
        done(TEXTS.name)
        assert (folder.waiting(), folder.made()) == ([], set())
    assert files(tmp_path) == [f"kept/{TEXTS.name}.{ending}.parquet" for ending in ("texts", "vectors")]


# --- a run that finds everything made ---


def all_made(folder: ShardFolder, store: Store, embedder: HashedWords) -> list[TextShard]:
    """Shards of what waits, as a killed run leaves them behind."""
    recipe = Recipe(embedder)
    inner = folder.inner(f"{recipe.name.replace('/', '-')}-{embedder.identity.precision}")
    shards = list(planned(store, recipe, chunks=4))
    for texts in shards:
        inner.write_texts(texts)
        inner.write_vectors(made(texts, embedder))
    return shards


@pytest.mark.parametrize("keep_shards", [False, True])
def test_what_a_killed_run_has_made_is_taken_over_without_any_worker(
    folder: ShardFolder, tmp_path: Path, *, keep_shards: bool
) -> None:
    embedder = HashedWords()
    told: list[tuple[str, int, int | None]] = []
    with closing(Store(tmp_path / "a.db")) as store, closing(Store(tmp_path / "usual.db")) as usual:
        filled(store, news(20), embedder, waits)
        names = [shard.name for shard in all_made(folder, store, embedder)]
        bulk = BulkEmbedding(folder=folder.address, address="nobody.invalid:1", keep_shards=keep_shards)
        assert bulk(store, Recipe(embedder), lambda *news: told.append(news)) == 18
        assert told == [("embedding", done, 18) for done in (0, 4, 8, 12, 16, 18)]
        filled(usual, news(20), embedder, None)
        assert vectors_in(store) == vectors_in(usual)
        assert [file.split("/")[-1].split(".")[0] for file in files(tmp_path)] == (
            sorted([*names, *names]) if keep_shards else []
        )
        assert bulk(store, Recipe(embedder), lambda *news: told.append(news)) == 0


def test_shards_of_another_model_stop_a_run_and_stay_where_they_are(folder: ShardFolder, tmp_path: Path) -> None:
    embedder = HashedWords()
    with closing(Store(tmp_path / "a.db")) as store:
        filled(store, news(3), embedder, waits)
        (texts,) = all_made(folder, store, embedder)
        inner = folder.inner("0123456789ab-256-3-fp32")
        other = HashedWords(name="other", fingerprint="ffffffffffff")
        assert inner.made() == {texts.name}
        inner.write_vectors(made(texts, other))
        with pytest.raises(OtherModelError, match=r"other@ffffffffffff/fp32.*hashed-words@0123456789ab/fp32"):
            BulkEmbedding(folder=folder.address)(store, Recipe(embedder), lambda *_: None)
        assert vectors_in(store) == {}
        assert inner.made() == {texts.name}


def test_shards_of_what_has_its_vectors_by_now_are_swept_away(folder: ShardFolder, tmp_path: Path) -> None:
    embedder = HashedWords()
    with closing(Store(tmp_path / "a.db")) as store:
        filled(store, news(3), embedder, waits)
        all_made(folder, store, embedder)
        filled(store, news(3), embedder, None)
        assert filled(store, news(3), embedder, BulkEmbedding(folder=folder.address)) == 0
        assert files(tmp_path) == []


# --- what a worker tells ---


def test_a_worker_tells_of_damage_and_of_a_model_that_it_has_not(
    folder: ShardFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cores, "_share", [])
    nowhere = ModelIdentity(name=str(tmp_path), fingerprint="aaaaaaaaaaaa", precision="fp32")
    worker = Worker(Job(folder=folder, model=nowhere, backend="auto", calibration=(), threads=1))
    folder.write_texts(TEXTS)
    told = worker(asked(TEXTS.name))
    assert (told["damaged"], "holds no sentence-transformers model" in told["error"]) == (False, True)
    (tmp_path / "bulk" / f"{TEXTS.name}.texts.parquet").write_bytes(b"PAR1")
    assert worker(asked(TEXTS.name)) == {"name": TEXTS.name, "damaged": True, "error": ""}
    assert folder.made() == set()


def test_a_shard_at_which_workers_die_again_and_again_is_given_up_until_the_next_run(
    folder: ShardFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cores, "_share", [])
    worker = Worker(Job(folder=folder, model=TEXTS.model, backend="auto", calibration=(), threads=1))
    folder.write_texts(TEXTS)
    assert [folder.begin(TEXTS.name, tries=4) for _ in range(5)] == [True, True, True, True, False]
    assert "4 workers died" in worker(asked(TEXTS.name))["error"]
    folder.begin(TEXTS.name, tries=4)
    folder.tidy()
    assert [folder.begin(TEXTS.name, tries=4) for _ in range(5)] == [True, True, True, True, False]
