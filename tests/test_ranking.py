from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.catalog import UNDATED
from index.ranking import AS_GOOD, best, newness, standardise
from index.weights import weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ROW = np.dtype([("article", "<i8"), ("story", "<i8"), ("published", "<i8")])


def ids(*values: int) -> NDArray[np.int64]:
    return np.array(values, np.int64)


def rows(
    *articles: int, stories: Sequence[int] | None = None, published: Sequence[int] | None = None
) -> NDArray[np.void]:
    """Rows as a catalog has them: each article a story of its own and undated unless said otherwise."""
    columns = articles, stories or articles, published or [UNDATED] * len(articles)
    return np.array(list(zip(*columns, strict=True)), ROW)


def test_standardised_scores_have_mean_zero_and_spread_one() -> None:
    assert standardise(np.array([1.0, 2.0, 3.0])) == pytest.approx([-1.2247449, 0, 1.2247449])


def test_equal_scores_standardise_to_nothing() -> None:
    assert standardise(np.array([0.3, 0.3, 0.3], np.float32)).tolist() == [0, 0, 0]
    assert standardise(np.array([], np.float32)).tolist() == []
    assert standardise(np.array([5.0])).tolist() == [0]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ([10, 1000, 20], [0, 1, 0.5]),  # by rank, not by time between
        ([30, 10, 30, 20, 10], [1, 0, 1, 0.5, 0]),
        ([5, UNDATED, 9], [0, 0.5, 1]),
        ([7, 7], [0.5, 0.5]),
        ([7, UNDATED], [0.5, 0.5]),
        ([UNDATED, UNDATED], [0.5, 0.5]),
        ([], []),
        ([-100, 100], [0, 1]),  # before 1970 too
    ],
)
def test_newness_goes_from_the_oldest_to_the_newest_with_the_undated_between(
    published: list[int], expected: list[float]
) -> None:
    assert newness(ids(*published)).tolist() == expected


def test_equal_scores_fall_back_to_the_lower_chunk_id() -> None:
    chosen = best(np.array([1.0, 2.0, 1.0, 2.0]), ids(9, 8, 3, 4), rows(1, 2, 3, 4), k=4, per_article=1)
    assert chosen == [3, 1, 2, 0]


def test_an_article_gives_no_more_than_its_share() -> None:
    scores, found = np.array([5.0, 4.0, 3.0, 2.0, 1.0]), rows(7, 7, 7, 8, 7)
    assert best(scores, ids(1, 2, 3, 4, 5), found, k=5, per_article=2) == [0, 1, 3]
    assert best(scores, ids(1, 2, 3, 4, 5), found, k=5, per_article=1) == [0, 3]


def test_a_story_is_told_by_the_article_that_fits_best() -> None:
    found = rows(1, 2, 1, 3, 2, stories=[1, 1, 1, 3, 1])
    scores = np.array([1.0, 5.0, 4.0, 3.0, 2.0])
    assert best(scores, ids(1, 2, 3, 4, 5), found, k=5, per_article=2) == [1, 3, 4]


@pytest.mark.parametrize(
    ("scores", "published", "teller"),
    [
        ([9.0, 7.8], [100, 200], 1),  # as good: the newer replaces the older
        ([9.0, 7.7], [100, 200], 0),  # it no longer tells what is asked
        ([8.0, 9.0], [100, 200], 1),
        ([9.0, 8.5], [200, 100], 0),
        ([8.5, 9.0], [100, UNDATED], 0),  # undated, it may be older
        ([8.5, 9.0], [UNDATED, UNDATED], 1),
        ([8.5, 9.0], [100, 100], 1),
        ([9.0, 9.0], [100, 100], 0),
        ([9.0, 8.5, 8.2], [100, 200, 300], 2),
        ([9.0, 8.5, 7.7], [100, 200, 300], 1),  # measured against the best, not against the next
    ],
)
def test_among_articles_that_tell_a_story_as_well_the_newest_stands_for_it(
    scores: list[float], published: list[int], teller: int
) -> None:
    found = rows(*range(len(scores)), stories=[0] * len(scores), published=published)
    chunk_ids = np.arange(len(scores), dtype=np.int64)
    assert best(np.array(scores), chunk_ids, found, k=3, per_article=2) == [teller]


def test_an_outlet_that_is_named_is_worth_more_than_being_newer() -> None:
    assert weights("passages")["outlet_named"] > AS_GOOD


def test_what_replaces_an_article_takes_its_place_with_all_its_chunks() -> None:
    found = rows(1, 2, 3, 2, 4, stories=[1, 1, 3, 1, 4], published=[100, 200, 50, 200, 50])
    scores = np.array([5.0, 4.2, 4.8, 3.9, 4.5])
    assert best(scores, ids(1, 2, 3, 4, 5), found, k=5, per_article=2) == [1, 2, 3, 4]
    assert best(scores, ids(1, 2, 3, 4, 5), found, k=1, per_article=2) == [1]


def test_one_good_chunk_is_enough_to_replace_an_older_article() -> None:
    found = rows(1, 2, 2, stories=[1, 1, 1], published=[100, 200, 200])
    assert best(np.array([9.0, -5.0, 8.5]), ids(1, 2, 3), found, k=3, per_article=2) == [2, 1]


@pytest.mark.parametrize(("k", "chosen"), [(1, [2]), (2, [2, 0]), (9, [2, 0, 1])])
def test_no_more_than_asked_are_chosen(k: int, chosen: list[int]) -> None:
    assert best(np.array([2.0, 1.0, 3.0]), ids(1, 2, 3), rows(1, 2, 3), k=k, per_article=2) == chosen


def test_without_candidates_nothing_is_chosen() -> None:
    assert best(np.array([]), ids(), rows(), k=3, per_article=2) == []


# Of each article its story and date.
ARTICLES = [(0, 10), (0, 20), (0, 5), (3, UNDATED), (3, UNDATED), (5, 30)]


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 5)), max_size=30), st.integers(1, 10), st.integers(1, 3))
def test_the_order_of_candidates_does_not_matter(drawn: list[tuple[int, int]], k: int, per_article: int) -> None:
    scores = np.array([score for score, _ in drawn], np.float64)
    found = np.array([(article, *ARTICLES[article]) for _, article in drawn], ROW)
    chunk_ids = np.arange(len(drawn), dtype=np.int64)
    forward = best(scores, chunk_ids, found, k=k, per_article=per_article)
    backward = best(scores[::-1], chunk_ids[::-1], found[::-1], k=k, per_article=per_article)
    assert forward == [len(drawn) - 1 - at for at in backward]
    tellers = {(int(found["story"][at]), int(found["article"][at])) for at in forward}
    assert len(tellers) == len({story for story, _ in tellers})  # one article tells a story
    # No story is lost, nor is its teller much worse than its best.
    assert k < 10 or {story for story, _ in tellers} == set(found["story"].tolist())
    for at in forward:
        story, article = found["story"] == found["story"][at], found["article"] == found["article"][at]
        assert scores[article].max() >= scores[story].max() - AS_GOOD
