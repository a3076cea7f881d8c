"""Stages that work at the same time, each in a thread of its own, in order and within bounds."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import takewhile
from typing import TYPE_CHECKING, Final, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

T = TypeVar("T")

AHEAD: Final = 2  # batches that a stage may be ahead of the next
_END: Final = object()


@contextmanager
def ahead(items: Generator[T, None, None]) -> Iterator[Iterator[T]]:
    """Run a generator in a thread of its own, at most ``AHEAD`` items before what is taken from it.

    Items come in the generator's order; what it raises is raised where its next item would be. On the way out the
    thread has ended, after the item it was at, and the generator is closed.
    """
    with ThreadPoolExecutor(1) as worker:
        waiting: deque[Future[object]] = deque(worker.submit(next, items, _END) for _ in range(AHEAD))

        def taken() -> Iterator[object]:
            while True:
                yield waiting.popleft().result()
                waiting.append(worker.submit(next, items, _END))

        try:
            yield cast("Iterator[T]", takewhile(lambda item: item is not _END, taken()))
        finally:
            worker.shutdown(wait=True, cancel_futures=True)
            items.close()
