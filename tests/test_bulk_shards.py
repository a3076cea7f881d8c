"""What goes to other processes to be embedded, and what of their work is taken."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bulk_fixtures import filled, news, vectors_in, waits
from fakes import HashedWords
from index import cores
from index.arrivals import Recipe
from index.bulk import embedding
from index.bulk.arguments import add_ray_arguments, ray_asked_for
from index.bulk.embedding import BulkEmbedding
from index.bulk.errors import DamagedShardError, MissingRayError, OtherIndexError, OtherModelError
from index.bulk.importing import keep
from index.bulk.planning import planned
from index.bulk.shards import TextShard, VectorShard, check, checksum
from index.bulk.sharing import Machine, Shares, shared
from index.chunk_vectors import embed_texts
from index.protocols import ModelIdentity
from index.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

MODEL = ModelIdentity(name="tiny", fingerprint="aaaaaaaaaaaa", precision="fp32")
TEXTS = TextShard(
    model=MODEL,
    chunks=(7, 9),
    digests=(b"d" * 32, b"e" * 32),
    headers=("Boats — Paper", "Piers — Paper"),
    sentences=(("One boat.", "Two boats."), ("One pier.",)),
)
VECTORS = VectorShard(
    name=TEXTS.name,
    model=MODEL,
    dimension=4,
    chunks=TEXTS.chunks,
    digests=TEXTS.digests,
    vectors=(b"12345678", b"87654321"),
    sentences=(b"abcdefgh", b"ijkl"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "a.db")) as store:
        yield store


def made(texts: TextShard, embedder: HashedWords) -> VectorShard:
    """What a worker makes of texts."""
    vectors = embed_texts(embedder, texts.headers, texts.sentences)
    return VectorShard(
        name=texts.name,
        model=embedder.identity,
        dimension=embedder.dimension,
        chunks=texts.chunks,
        digests=texts.digests,
        vectors=tuple(vector for vector, _ in vectors),
        sentences=tuple(sentences for _, sentences in vectors),
    )


def test_a_shard_of_the_same_texts_for_the_same_model_has_the_same_name() -> None:
    assert replace(TEXTS, headers=("", "")).name == TEXTS.name
    assert TEXTS.name.startswith("000000000007-")
    others = [
        replace(TEXTS, digests=(b"d" * 32, b"f" * 32)),
        replace(TEXTS, model=replace(MODEL, precision="int8")),
        replace(TEXTS, model=replace(MODEL, fingerprint="bbbbbbbbbbbb")),
    ]
    assert len({shard.name for shard in [TEXTS, *others]}) == 4


def test_a_checksum_tells_where_one_value_ends_and_the_next_begins() -> None:
    assert checksum([b"ab", b"c"]) != checksum([b"a", b"bc"])
    assert replace(VECTORS, chunks=(7, 8)).checksum != VECTORS.checksum
    assert replace(VECTORS, sentences=(b"abcdefg", b"hijkl")).checksum != VECTORS.checksum


def test_vectors_of_another_model_are_refused_by_both_names() -> None:
    other = ModelIdentity(name="large", fingerprint="cccccccccccc", precision="int8")
    check(VECTORS, "here", model=MODEL, dimension=4)
    with pytest.raises(OtherModelError, match=r"shard 1: .*tiny@aaaaaaaaaaaa/fp32.*large@cccccccccccc/int8"):
        check(VECTORS, "shard 1", model=other, dimension=4)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(VECTORS, dimension=5),
        replace(VECTORS, vectors=(b"12345678", b"1234567")),
        replace(VECTORS, sentences=(b"abcdefgh", b"ijk")),
        replace(VECTORS, sentences=(b"abcdefgh", b"")),
    ],
)
def test_vectors_of_another_length_are_damage(wrong: VectorShard) -> None:
    with pytest.raises(DamagedShardError, match="shard 1"):
        check(wrong, "shard 1", model=MODEL, dimension=4)


def test_what_waits_is_planned_each_text_once_in_the_order_of_the_chunks(store: Store) -> None:
    embedder = HashedWords()
    filled(store, news(20), embedder, waits)
    shards = list(planned(store, Recipe(embedder), chunks=4))
    chunks = [chunk for shard in shards for chunk in shard.chunks]
    assert [len(shard.chunks) for shard in shards] == [4, 4, 4, 4, 2]
    assert chunks == sorted(chunks)
    assert len({digest for shard in shards for digest in shard.digests}) == 18
    assert shards[0].headers[0] == "Boats — Paper"
    assert shards[0].sentences[0] == (
        "The harbour master counted 0 boats this morning.",
        "At pier 0 the paper counted the rest.",
    )
    assert [shard.name for shard in planned(store, Recipe(embedder), chunks=4)] == [shard.name for shard in shards]


def test_what_is_kept_of_shards_is_what_is_made_the_usual_way_and_nothing_waits_then(
    store: Store, tmp_path: Path
) -> None:
    embedder = HashedWords()
    recipe = Recipe(embedder)
    filled(store, news(20), embedder, waits)
    for texts in planned(store, recipe, chunks=4):
        assert keep(store, recipe, made(texts, embedder), "here") == len(texts.chunks)
        assert keep(store, recipe, made(texts, embedder), "here") == 0
    assert list(planned(store, recipe, chunks=4)) == []
    with closing(Store(tmp_path / "usual.db")) as usual:
        assert filled(usual, news(20), embedder, None) == 18
        assert vectors_in(usual) == vectors_in(store)


def test_vectors_of_chunks_that_are_gone_are_left_aside(store: Store) -> None:
    embedder = HashedWords()
    filled(store, news(3), embedder, waits)
    (texts,) = planned(store, Recipe(embedder), chunks=4)
    with store.transaction():
        store._db.execute("DELETE FROM chunk WHERE id = ?", (texts.chunks[1],))
    assert keep(store, Recipe(embedder), made(texts, embedder), "here") == 2


def test_vectors_of_other_texts_under_the_same_number_are_refused_and_none_is_kept(store: Store) -> None:
    embedder = HashedWords()
    filled(store, news(3), embedder, waits)
    (texts,) = planned(store, Recipe(embedder), chunks=4)
    other = replace(made(texts, embedder), digests=(*texts.digests[:2], b"x" * 32))
    with pytest.raises(OtherIndexError, match="--ray-folder"):
        keep(store, Recipe(embedder), other, "here")
    assert vectors_in(store) == {}


def test_where_others_embed_the_model_is_given_nothing_and_they_begin_once_all_is_split(store: Store) -> None:
    embedder = HashedWords()
    waiting: list[int] = []

    def elsewhere(store: Store, recipe: Recipe, progress: object) -> int:  # noqa: ARG001 -- the protocol's signature
        identity = recipe.embedder.identity
        waiting.append(store.count_unembedded(recipe.name, identity.fingerprint, identity.precision))
        return 5

    assert filled(store, news(20), embedder, elsewhere) == 5
    assert (waiting, embedder.embedded) == ([18], [])


@pytest.mark.parametrize(
    ("machines", "wanted", "dealt"),
    [
        ([(2, 0)], None, Shares(workers=1, threads=2, gpus=0)),
        ([(1, 0)], None, Shares(workers=1, threads=1, gpus=0)),
        ([(16, 0)], None, Shares(workers=4, threads=4, gpus=0)),
        ([(2, 0)], 2, Shares(workers=2, threads=1, gpus=0)),
        ([(2, 0)], 9, Shares(workers=2, threads=1, gpus=0)),
        ([(16, 0)], 2, Shares(workers=2, threads=8, gpus=0)),
        ([(2, 0), (2, 0), (2, 0)], None, Shares(workers=3, threads=2, gpus=0)),  # none of them has four cores
        ([(8, 0), (2, 0)], 2, Shares(workers=2, threads=4, gpus=0)),  # five fit once only
        ([(16, 2), (16, 2)], None, Shares(workers=4, threads=8, gpus=1)),
        ([(16, 2), (16, 2)], 9, Shares(workers=4, threads=8, gpus=1)),
        ([(16, 2), (16, 2)], 3, Shares(workers=3, threads=8, gpus=1)),
        ([(64, 0), (8, 4)], None, Shares(workers=4, threads=2, gpus=1)),  # the first has nothing to compute with
        ([(4, 8)], None, Shares(workers=4, threads=1, gpus=1)),
    ],
)
def test_machines_are_dealt_out_so_that_each_worker_fits_on_one(
    machines: list[tuple[int, int]], wanted: int | None, dealt: Shares
) -> None:
    assert shared([Machine(*machine) for machine in machines], workers=wanted) == dealt


def test_a_process_that_shares_its_machine_uses_its_share_of_the_cores(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cores, "_share", [])
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    cores.share_cores(3)
    assert cores.usable_cores(tmp_path / "none") == 3
    cores.share_cores(30)
    assert cores.usable_cores(tmp_path / "none") == 8


@pytest.mark.parametrize("missing", ["ray", "pyarrow"])
def test_what_is_not_installed_is_named_before_anything_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missing: str
) -> None:
    monkeypatch.delitem(sys.modules, missing, raising=False)
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "meta_path", [finder for finder in sys.meta_path if "Editable" not in str(finder)])
    with pytest.raises(MissingRayError, match=r'pip install "newsbot\[ray\]"'):
        BulkEmbedding.of(tmp_path, address="local", folder=None, workers=None, keep_shards=False, verbose=False)


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("sources", nargs="*")
    parser.add_argument("--verbose", action="store_true")
    add_ray_arguments(parser)
    return parser.parse_args(arguments)


def test_nothing_is_asked_of_ray_unless_it_is_named(tmp_path: Path) -> None:
    assert ray_asked_for(parsed("news", "--ray-workers", "2"), tmp_path) is None


@pytest.mark.parametrize(
    ("arguments", "bulk"),
    [
        (("news", "--ray"), BulkEmbedding(folder="/index/bulk")),
        (("--ray=local", "news"), BulkEmbedding(folder="/index/bulk")),
        (
            ("--ray", "head.example:6379", "--ray-folder", "s3://pail/news", "--ray-workers", "8", "--ray-keep"),
            BulkEmbedding(folder="s3://pail/news", address="head.example:6379", workers=8, keep_shards=True),
        ),
    ],
)
def test_what_is_asked_of_ray_is_where_with_how_many_and_what_stays(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], bulk: BulkEmbedding
) -> None:
    monkeypatch.setattr(embedding, "find_spec", lambda name: name)  # also where it is not installed
    assert ray_asked_for(parsed(*arguments), Path("/index")) == bulk


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--ray", "news"), "sources are to be named before --ray"), (("--ray-workers", "0"), "'0' is")],
)
def test_a_source_taken_for_an_address_and_no_workers_are_said_so(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SystemExit):
        parsed(*arguments)
    assert said in capsys.readouterr().err
