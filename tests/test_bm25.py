from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import bm25

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

# Of 9 chunks with 10 words each on average, «ferri» stands in 2 and «quay» in 5.
HELD = {"ferri": 2, "quay": 5}
FERRY, QUAY = log(1 + 7.5 / 2.5), log(1 + 4.5 / 5.5)


def scores(
    terms: list[list[str]],
    counts: Mapping[str, list[int]],
    sizes: list[int],
    *,
    held: Mapping[str, int] = HELD,
    hints: Mapping[str, float] | None = None,
    chunks: int = 9,
) -> NDArray[np.float32]:
    return bm25.scores(
        terms,
        {token: np.array(often, np.int64) for token, often in counts.items()},
        np.array(sizes, np.int64),
        held=held,
        chunks=chunks,
        mean_size=10.0,
        hints=hints,
    )


def test_a_word_counts_by_how_rare_it_is_how_often_it_stands_there_and_how_long_the_chunk_is() -> None:
    found = scores([["ferri"]], {"ferri": [1, 2, 1, 0]}, [10, 10, 20, 10])
    # As long as the mean: 2.2 · 1 / (1 + 1.2); twice as long: 1.2 grows to 1.2 · (0.25 + 0.75 · 2) = 2.1.
    assert found == pytest.approx([FERRY, FERRY * 4.4 / 3.2, FERRY * 2.2 / 3.1, 0], rel=1e-6)
    assert found.dtype == np.float32


def test_the_best_of_a_words_stems_counts_and_words_add_up() -> None:
    counts = {"ferri": [1, 1], "quay": [1, 0]}
    assert scores([["ferri", "quay"]], counts, [10, 10]) == pytest.approx([FERRY, FERRY], rel=1e-6)
    assert scores([["ferri"], ["quay"]], counts, [10, 10]) == pytest.approx([FERRY + QUAY, FERRY], rel=1e-6)


def test_a_hint_is_worth_its_share_of_a_word() -> None:
    assert scores([], {"quay": [1]}, [10], hints={"quay": 0.5}) == pytest.approx([QUAY / 2], rel=1e-6)


def test_of_a_long_chunk_four_bits_of_its_size_are_kept() -> None:
    # 40 words are 40 and 41 too; 42 are 42, and so are 43.
    found = scores([["ferri"]], {"ferri": [1] * 4}, [40, 41, 42, 43]).tolist()
    assert found[0] == found[1] > found[2] == found[3]


def test_a_word_of_more_chunks_than_there_are_still_says_something() -> None:
    # Those that were deleted still count.
    assert scores([["ferri"]], {"ferri": [1]}, [10], held={"ferri": 12})[0] == pytest.approx(log(1 + 0.5 / 12.5))


def test_of_nothing_there_are_no_scores() -> None:
    assert scores([["ferri"], []], {"ferri": []}, []).tolist() == []
    assert scores([], {}, [10]).tolist() == [0]
