"""What only a compiled embedder can get wrong: rows, batches, threads, files."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.compiled_embedding import CompiledEmbedder
from index.compiled_models import CompiledModel, compiled_model
from index.errors import ModelError
from index.models import Model
from index.packing import Feeding
from tiny_models import save_tiny_model

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.packing import Fed

WORDS = ["the", "harbour", "ferry", "mayor", "quay", "opened", "sails", "speaks", "today"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return Model("tiny", save_tiny_model(tmp_path_factory.mktemp("models") / "compiled", WORDS))


@pytest.fixture(scope="module")
def compiled(model: Model) -> CompiledModel:
    return compiled_model(model, "fp32", texts=lambda: WORDS)


@pytest.fixture
def embedder(model: Model, compiled: CompiledModel) -> CompiledEmbedder:
    return CompiledEmbedder(model, compiled)


def test_texts_of_all_lengths_come_back_in_their_order(embedder: CompiledEmbedder) -> None:
    texts = [" ".join(WORDS[(at + step) % len(WORDS)] for step in range(1 + 37 * at % 90)) for at in range(120)]
    together = embedder.embed_passages(texts)
    alone = np.vstack([embedder.embed_passages([text]) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.9995


def test_many_texts_in_many_threads_wait_for_each_other_and_never_in_a_circle(embedder: CompiledEmbedder) -> None:
    texts = [" ".join(WORDS[at % len(WORDS)] for at in range(size)) for size in range(1, 100)]
    expected = embedder.embed_passages(texts)
    with ThreadPoolExecutor(6) as pool:
        for vectors in pool.map(lambda _: embedder.embed_passages(texts), range(12), timeout=60):
            assert (vectors * expected).sum(axis=1).min() > 0.9995


def test_a_call_that_fails_half_way_leaves_the_model_to_the_others(
    embedder: CompiledEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [" ".join(["harbour"] * size) for size in range(1, 100)]
    expected = embedder.embed_passages(texts)
    whole, calls = Feeding.padded, iter(range(100))

    def padded(feeding: Feeding, some: Sequence[Sequence[int]]) -> Fed:
        if next(calls) == 3:
            raise KeyboardInterrupt
        return whole(feeding, some)

    with monkeypatch.context() as patch:
        patch.setattr(Feeding, "padded", padded)
        with pytest.raises(KeyboardInterrupt):
            embedder.embed_passages(texts)
    with ThreadPoolExecutor(6) as pool:
        again = [pool.submit(embedder.embed_passages, texts) for _ in range(6)]
        for one in again:
            assert (one.result(60) * expected).sum(axis=1).min() > 0.9995


def test_few_texts_are_computed_in_one_row_and_none_changes_another(embedder: CompiledEmbedder) -> None:
    texts = ["the harbour opened", "ferry", "mayor speaks today on the quay", "sails"]
    together = embedder.embed_questions(texts)
    assert together.shape == (4, 64)
    for number in range(4):
        (alone,) = embedder.embed_questions([texts[number]])
        assert together[number] @ alone > 0.9995
    kept = together.copy()
    embedder.embed_questions(list(reversed(texts)))
    assert (together == kept).all()


def test_a_model_that_cannot_pack_computes_a_row_for_each(model: Model, compiled: CompiledModel) -> None:
    apart = CompiledEmbedder(model, replace(compiled, packs=False))
    together = CompiledEmbedder(model, compiled)
    texts = ["the harbour opened", "ferry", "mayor speaks"]
    assert (apart.embed_questions(texts) * together.embed_questions(texts)).sum(axis=1).min() > 0.9995
    assert apart.embed_questions([]).shape == (0, 64)


@pytest.mark.parametrize(("file", "left"), [("network.xml", 4), ("tokens.npy", 200), ("tokens.npy", 0)])
def test_a_damaged_file_is_named_and_what_to_do(
    model: Model, compiled: CompiledModel, tmp_path: Path, file: str, left: int
) -> None:
    folder = shutil.copytree(compiled.folder, tmp_path / "damaged", ignore=shutil.ignore_patterns("loaded"))
    (folder / file).write_bytes((folder / file).read_bytes()[:left])
    broken = CompiledEmbedder(model, replace(compiled, folder=folder))
    with pytest.raises(ModelError, match=f"{file} is damaged: delete {folder}"):
        broken.embed_questions(["harbour"])


def test_where_nothing_can_be_written_the_model_runs_and_nothing_is(
    model: Model, compiled: CompiledModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(compiled.folder, tmp_path / "shared", ignore=shutil.ignore_patterns("loaded", "lock"))
    before = sorted(folder.iterdir())
    monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may be run by root, who may write anywhere
    shared = CompiledEmbedder(model, replace(compiled, folder=folder))
    assert shared.embed_questions(["the harbour opened"]).shape == (1, 64)
    assert sorted(folder.iterdir()) == before
