from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.packing import Feeding, batches

if TYPE_CHECKING:
    from index.packing import Pooling

TABLE = np.arange(40, dtype=np.float16).reshape(20, 2)


def feeding(pooling: Pooling = "mean", first: int = 0) -> Feeding:
    return Feeding(table=TABLE, first=first, pooling=pooling)


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


def test_a_row_for_each_text_is_filled_up_with_tokens_that_none_sees() -> None:
    fed = feeding(first=2).padded([[3, 4, 5], [6]])
    assert fed["embeddings"].tolist()[1][0] == [12, 13]
    assert fed["embeddings"].shape == (2, 3, 2)
    assert fed["mask"].tolist() == [[[[True, True, True]]], [[[True, False, False]]]]
    assert fed["positions"].tolist() == [[2, 3, 4], [2, 2, 2]]
    assert fed["shares"] == pytest.approx(np.array([[[1 / 3] * 3], [[1, 0, 0]]]))


def test_in_one_row_a_token_sees_its_own_text_alone() -> None:
    fed = feeding(first=2).packed([[3, 4], [5, 6, 7]])
    assert fed["embeddings"].shape == (1, 32, 2)
    assert fed["positions"].tolist()[0][:6] == [2, 3, 2, 3, 4, 2]
    seen = fed["mask"][0, 0]
    assert [np.flatnonzero(row).tolist() for row in seen[:5]] == [[0, 1], [0, 1], [2, 3, 4], [2, 3, 4], [2, 3, 4]]
    assert not seen[5:, :5].any()
    assert fed["shares"].shape == (1, 8, 32)
    assert fed["shares"][0, 0, :2].tolist() == [0.5, 0.5]
    assert fed["shares"].sum(axis=2).tolist() == pytest.approx(np.array([[1, 1, 0, 0, 0, 0, 0, 0]]))


def test_a_model_that_reads_the_first_token_takes_nothing_of_the_others() -> None:
    assert feeding("cls").padded([[3, 4], [5]])["shares"].tolist() == [[[1, 0]], [[1, 0]]]
    shares = feeding("cls").packed([[3, 4], [5, 6]])["shares"][0]
    assert [np.flatnonzero(row).tolist() for row in shares[:3]] == [[0], [2], []]


@pytest.mark.parametrize(("tokens", "length"), [([31], 32), ([32], 32), ([20, 13], 64), ([1] * 9, 32)])
def test_rows_have_few_lengths(tokens: list[int], length: int) -> None:
    fed = feeding().packed([[1] * size for size in tokens])
    assert fed["mask"].shape == (1, 1, length, length)
    assert fed["shares"].shape == (1, 8 if len(tokens) <= 8 else 16, length)
