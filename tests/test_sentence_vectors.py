from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentence_vectors import compact, directions


def test_the_largest_component_becomes_127_and_the_others_whole_numbers() -> None:
    rows = np.array([[2.0, -1.0, 0.5], [-0.001, 0.0, 0.0]], np.float32)
    assert compact(rows).tolist() == [[127, -64, 32], [-127, 0, 0]]


def test_a_vector_without_direction_stays_one() -> None:
    nothing = compact(np.zeros((1, 4), np.float32))
    assert nothing.tolist() == [[0, 0, 0, 0]]
    assert directions(nothing).tolist() == [[0, 0, 0, 0]]


def test_directions_have_unit_length() -> None:
    assert directions(np.array([[3, 0, -4], [0, 127, 0]], np.int8)) == pytest.approx(
        np.array([[0.6, 0, -0.8], [0, 1, 0]])
    )


def test_no_vectors_give_no_vectors() -> None:
    assert compact(np.zeros((0, 8), np.float32)).shape == (0, 8)
    assert directions(np.zeros((0, 8), np.int8)).shape == (0, 8)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 800), st.floats(1e-3, 1e3))
def test_a_cosine_is_off_by_less_than_a_hundredth(seed: int, dimension: int, length: float) -> None:
    random = np.random.default_rng(seed)
    rows, asked = random.normal(size=(2, 20, dimension)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    asked /= np.linalg.norm(asked, axis=1, keepdims=True)
    kept = directions(compact(rows * np.float32(length)))
    for others in (asked, rows):
        assert np.abs(kept @ others.T - rows @ others.T).max() < 0.01
