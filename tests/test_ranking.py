from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking import Leg, best, fuse, standardise


def leg(*scores: float, weight: float = 1.0) -> Leg:
    return Leg(scores=np.array(scores, np.float32), weight=weight)


def ids(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(values, np.int64)


def test_standardised_scores_have_mean_zero_and_spread_one() -> None:
    assert standardise(np.array([1.0, 2.0, 3.0])) == pytest.approx([-1.2247449, 0, 1.2247449])


def test_equal_scores_standardise_to_nothing() -> None:
    assert standardise(np.array([0.3, 0.3, 0.3], np.float32)).tolist() == [0, 0, 0]
    assert standardise(np.array([], np.float32)).tolist() == []
    assert standardise(np.array([5.0])).tolist() == [0]


def test_legs_are_added_by_their_weights_whatever_their_units() -> None:
    fused = fuse([leg(0.1, 0.2, weight=0.25), leg(900, 100, weight=0.75)])
    assert fused == pytest.approx([0.75 - 0.25, 0.25 - 0.75])


def test_how_far_a_candidate_stands_out_is_kept() -> None:
    fused = fuse([leg(10, 1, 0, weight=0.5), leg(0.50, 0.51, 0.52, weight=0.4)])
    assert fused.argmax() == 0


def test_a_leg_in_which_all_are_equal_says_nothing() -> None:
    assert fuse([leg(7, 7, 7), leg(1, 2, 3)]).tolist() == fuse([leg(1, 2, 3)]).tolist()
    assert fuse([leg(7, 7, 7)]).tolist() == [0, 0, 0]


def test_equal_scores_fall_back_to_the_lower_chunk_id() -> None:
    chosen = best(np.array([1.0, 2.0, 1.0, 2.0]), ids(9, 8, 3, 4), ids(1, 2, 3, 4), k=4, per_article=1)
    assert chosen == [3, 1, 2, 0]


def test_an_article_gives_no_more_than_its_share() -> None:
    scores, articles = np.array([5.0, 4.0, 3.0, 2.0, 1.0]), ids(7, 7, 7, 8, 7)
    assert best(scores, ids(1, 2, 3, 4, 5), articles, k=5, per_article=2) == [0, 1, 3]
    assert best(scores, ids(1, 2, 3, 4, 5), articles, k=5, per_article=1) == [0, 3]


@pytest.mark.parametrize(("k", "chosen"), [(1, [2]), (2, [2, 0]), (9, [2, 0, 1])])
def test_no_more_than_asked_are_chosen(k: int, chosen: list[int]) -> None:
    assert best(np.array([2.0, 1.0, 3.0]), ids(1, 2, 3), ids(1, 2, 3), k=k, per_article=2) == chosen


def test_without_candidates_nothing_is_chosen() -> None:
    assert best(np.array([]), ids(), ids(), k=3, per_article=2) == []


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(1, 4)), max_size=30), st.integers(1, 10), st.integers(1, 3))
def test_the_order_of_candidates_does_not_matter(rows: list[tuple[int, int]], k: int, per_article: int) -> None:
    scores = np.array([score for score, _ in rows], np.float64)
    articles = np.array([article for _, article in rows], np.int64)
    chunk_ids = np.arange(len(rows), dtype=np.int64)
    forward = best(scores, chunk_ids, articles, k=k, per_article=per_article)
    backward = best(scores[::-1], chunk_ids[::-1], articles[::-1], k=k, per_article=per_article)
    assert forward == [len(rows) - 1 - at for at in backward]
