"""All that there is of a search that gives only so many."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from index.catalog import UNDATED
from index.milvus.expressions import on_server
from index.milvus.retelling import periods
from index.milvus.topics import newest_first

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

UNKNOWN = int(UNDATED)


def searching(times: Sequence[int], limit: int, asked: list[str]) -> Callable[[str], list[int]]:
    """A search over rows with ids 0, 1, 2 … and these times, which gives the ids of any ``limit`` that fit."""

    def search(condition: str) -> list[int]:
        asked.append(condition)
        ends = [int(number) for number in re.findall(r"-?\d+", condition)]
        first, last, low, high = [*ends, 0, len(times)][:4] if ends else (on_server(UNKNOWN), 2**62, 0, len(times))
        fit = [at for at, when in enumerate(times) if first <= on_server(when) <= last and low <= at <= high]
        return fit[:limit]

    return search


def bounds(times: Sequence[int]) -> tuple[int, int, int, int]:
    dated = [when for when in times if when != UNKNOWN]
    return min(dated, default=0), max(dated, default=0), 0, max(0, len(times) - 1)


def test_what_fits_into_one_search_is_asked_for_once() -> None:
    asked: list[str] = []
    assert list(newest_first(searching([5, 9], 3, asked), bounds([5, 9]), limit=3)) == [[0, 1]]
    assert asked == [""]


def test_of_more_the_newest_come_first_and_those_without_a_time_last() -> None:
    times = [5, UNKNOWN, 9, 7, UNKNOWN, 5, 30]
    found = list(newest_first(searching(times, 3, []), bounds(times), limit=3))
    assert [sorted(some) for some in found if some] == [[6], [2], [3], [0, 5], [1, 4]]


def test_of_the_same_second_all_come_together() -> None:
    times = [4] * 9
    assert [sorted(some) for some in newest_first(searching(times, 2, []), bounds(times), limit=2) if some] == [
        list(range(9))
    ]


@given(st.lists(st.integers(-(2**40), 2**40) | st.integers(0, 5) | st.just(UNKNOWN), max_size=60), st.integers(2, 9))
def test_each_comes_once_and_none_after_an_older_one(times: list[int], limit: int) -> None:
    found = [some for some in newest_first(searching(times, limit, []), bounds(times), limit=limit) if some]
    assert sorted(one for some in found for one in some) == list(range(len(times)))
    for newer, older in pairwise(found):
        assert min(times[one] for one in newer) >= max(times[one] for one in older)


def test_articles_of_about_the_same_time_may_be_one_story() -> None:
    assert periods([]) == []
    assert periods([UNKNOWN]) == []
    assert periods([100, UNKNOWN, 100], near=10) == [(90, 110)]
    assert periods([500, 100, 115, 131], near=10) == [(90, 141), (490, 510)]
    assert periods([100, 121, 143], near=10) == [(90, 131), (133, 153)]
