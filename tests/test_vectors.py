from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import DimensionError
from index.vectors import Vectors, VectorsBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

DIMENSION = 16


def unit_rows(count: int, seed: int) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float16).astype(np.float32)  # as the index keeps them


def built(folder: Path, ids: NDArray[np.int64], rows: NDArray[np.float32]) -> Vectors:
    builder = VectorsBuilder(DIMENSION)
    builder.add(ids, rows)
    builder.write(folder)
    return Vectors(folder)


@pytest.fixture
def three(tmp_path: Path) -> Vectors:
    return built(tmp_path, np.array([10, 20, 30], np.int64), np.eye(3, DIMENSION, dtype=np.float32))


def question(*values: float) -> NDArray[np.float32]:
    return np.array([*values, *[0.0] * (DIMENSION - len(values))], np.float32)


def test_the_nearest_come_first(three: Vectors) -> None:
    ids, cosines = three.search(question(0.6, 0, 0.8), k=2)
    assert ids.tolist() == [30, 10]
    assert cosines == pytest.approx([0.8, 0.6], abs=1e-3)
    assert len(three) == 3


def test_only_chunks_asked_for_are_found(three: Vectors) -> None:
    ids, cosines = three.search(question(0.6, 0, 0.8), k=3, among=np.array([10, 20, 99], np.int64))
    assert ids.tolist() == [10, 20]
    assert cosines == pytest.approx([0.6, 0.0], abs=1e-3)
    assert three.search(question(1), k=3, among=np.empty(0, np.int64))[0].tolist() == []


def test_no_more_are_found_than_there_are(three: Vectors) -> None:
    assert sorted(three.search(question(1), k=50)[0].tolist()) == [10, 20, 30]


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    VectorsBuilder(DIMENSION).write(tmp_path)
    empty = Vectors(tmp_path)
    ids, cosines = empty.search(question(1), k=5)
    assert (len(empty), ids.tolist(), cosines.tolist()) == (0, [], [])


def test_a_vector_of_another_length_is_refused(three: Vectors) -> None:
    with pytest.raises(DimensionError, match="holds vectors of 16 dimensions, got 4"):
        three.search(np.ones(4, np.float32), k=1)
    builder = VectorsBuilder(DIMENSION)
    with pytest.raises(DimensionError, match="holds vectors of 16 dimensions, got 8"):
        builder.add(np.array([1], np.int64), np.ones((1, 8), np.float32))


def test_cosines_come_in_the_order_asked_for(three: Vectors) -> None:
    cosines = three.cosines(question(0.6, 0, 0.8), np.array([30, 20, 10, 30], np.int64))
    assert cosines == pytest.approx([0.8, 0.0, 0.6, 0.8], abs=1e-3)
    assert three.cosines(question(1), np.empty(0, np.int64)).tolist() == []


@settings(max_examples=50, deadline=None)
@given(count=st.integers(1, 60), k=st.integers(1, 70), seed=st.integers(0, 10**6), restricted=st.booleans())
def test_faiss_agrees_with_brute_force(
    tmp_path_factory: pytest.TempPathFactory, count: int, k: int, seed: int, *, restricted: bool
) -> None:
    random = np.random.default_rng(seed)
    ids = random.permutation(10 * count)[:count].astype(np.int64)
    rows, vector = unit_rows(count, seed), unit_rows(1, seed + 1)[0]
    among = ids[random.random(count) < 0.5] if restricted else None
    vectors = built(tmp_path_factory.mktemp("vectors"), ids, rows)

    found, scores = vectors.search(vector, k=k, among=among)

    exact = dict(zip(ids.tolist(), (rows @ vector).tolist(), strict=True))
    allowed = ids.tolist() if among is None else among.tolist()
    expected = sorted((exact[chunk] for chunk in allowed), reverse=True)[:k]
    assert scores == pytest.approx(expected, abs=1e-5)
    assert [exact[chunk] for chunk in found.tolist()] == pytest.approx(expected, abs=1e-5)
    assert len(set(found.tolist())) == len(found)
    assert set(found.tolist()) <= set(allowed)
    assert vectors.cosines(vector, found) == pytest.approx(scores, abs=1e-5)
