"""What only a compiled embedder can get wrong: batches, threads, files."""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.compiled_embedding import CompiledEmbedder, batches
from index.compiled_models import compiled_model
from index.errors import ModelError
from index.models import Model
from tiny_models import save_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ["the", "harbour", "ferry", "mayor", "quay", "opened", "sails", "speaks", "today"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return Model("tiny", save_tiny_model(tmp_path_factory.mktemp("models") / "compiled", WORDS))


@pytest.fixture(scope="module")
def file(model: Model) -> Path:
    return compiled_model(model, "fp32", texts=lambda: WORDS).file


@pytest.fixture
def embedder(model: Model, file: Path) -> CompiledEmbedder:
    return CompiledEmbedder(model, file, precision="fp32", dimension=64)


@given(st.lists(st.integers(1, 3000), max_size=200))
def test_every_text_is_in_one_batch_of_bounded_size_with_little_padding(sizes: list[int]) -> None:
    made = list(batches(sizes))
    assert sorted(at for batch in made for at in batch) == list(range(len(sizes)))
    for batch in made:
        own = [sizes[at] for at in batch]
        assert own == sorted(own, reverse=True)
        padded = len(own) * own[0]
        assert len(own) == 1 or padded <= 2048
        assert padded - sum(own) <= 0.25 * padded


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
    whole = embedder._feed
    calls = iter(range(100))

    def feed(encoded: object) -> object:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return whole(encoded)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(embedder, "_feed", feed)
        with pytest.raises(KeyboardInterrupt):
            embedder.embed_passages(texts)
    done = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(embedder.embed_passages, texts).add_done_callback(lambda _: done.set())
        assert done.wait(60)


def test_a_damaged_file_is_named_and_what_to_do(model: Model, file: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(file.parent, tmp_path / "damaged")
    (folder / file.name).write_text("<net", "utf-8")
    broken = CompiledEmbedder(model, folder / file.name, precision="fp32", dimension=64)
    with pytest.raises(ModelError, match=rf"model\.xml is damaged: delete {folder}"):
        broken.embed_questions(["harbour"])
