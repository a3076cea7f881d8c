from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from index.pipeline import AHEAD, ahead

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator


@pytest.fixture(autouse=True)
def no_thread_is_left_behind() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) == before


class Source:
    """Numbers, with how many were made and whether it was closed."""

    def __init__(self, count: int, *, fails_at: int | None = None, error: type[BaseException] = ValueError) -> None:
        self.made = 0
        self.closed = False
        self._count, self._fails_at, self._error = count, fails_at, error

    def numbers(self) -> Generator[int, None, None]:
        try:
            for number in range(self._count):
                if number == self._fails_at:
                    raise self._error(f"no {number}")
                self.made += 1
                yield number
        finally:
            self.closed = True


def test_items_come_in_their_order_and_all_of_them() -> None:
    with ahead(Source(50).numbers()) as items:
        assert list(items) == list(range(50))


def test_nothing_comes_of_nothing() -> None:
    with ahead(Source(0).numbers()) as items:
        assert list(items) == []


def test_a_source_is_only_a_few_items_ahead_however_many_there_are() -> None:
    source = Source(200)
    with ahead(source.numbers()) as items:
        furthest = max(source.made - taken for taken, _ in enumerate(items, start=1))
    assert furthest <= AHEAD


def test_a_source_works_while_its_items_are_used() -> None:
    reached = threading.Event()

    def numbers() -> Generator[int, None, None]:
        yield 1
        reached.set()
        yield 2

    with ahead(numbers()) as items:
        assert next(items) == 1
        assert reached.wait(10)
        assert list(items) == [2]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_comes_after_the_items_before_it_and_closes_the_source(error: type[BaseException]) -> None:
    source = Source(9, fails_at=4, error=error)
    with ahead(source.numbers()) as items:
        assert [next(items) for _ in range(4)] == [0, 1, 2, 3]
        with pytest.raises(error, match="no 4"):
            next(items)
    assert source.closed


def test_who_stops_taking_closes_the_source() -> None:
    source = Source(100)
    with ahead(source.numbers()) as items:
        next(items)
    assert source.closed
    assert source.made <= 1 + AHEAD


def test_stages_that_follow_each_other_all_end_when_one_fails() -> None:
    source = Source(1000)

    def halved(numbers: Iterator[int]) -> Generator[float, None, None]:
        for number in numbers:
            yield 1 / (7 - number)

    with pytest.raises(ZeroDivisionError), ahead(source.numbers()) as first, ahead(halved(first)) as second:
        list(second)
    assert source.closed
    assert source.made <= 8 + 2 * AHEAD
