"""Jobs in threads: of each host one at a time, and what they find in one queue."""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict, deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import TYPE_CHECKING, Final, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

T = TypeVar("T")

logger = logging.getLogger(__name__)

_AT_ONCE: Final = 16  # hosts; their threads mostly wait
_WAITING: Final = 64  # found items that wait to be taken
_POLL: Final = 0.2  # seconds


class EndedError(Exception):
    """The jobs are to end."""


class Jobs(Generic[T]):
    """Runs jobs that find things; they may submit others.

    A host that is slow keeps one thread busy and no more, however many jobs it has. A context manager: on the way out
    every job has ended.

    Args:
        stop: ends the jobs early where it is set; it is set on the way out.
    """

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        self._found: Queue[T | None] = Queue(_WAITING)
        self._workers = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="fetching")
        self._lock = threading.Lock()
        self._open = 0
        self._busy: set[str] = set()
        self._queued: defaultdict[str, deque[Callable[[], None]]] = defaultdict(deque)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop.set()
        self._workers.shutdown(wait=True, cancel_futures=True)

    def submit(self, host: str, job: Callable[[], None]) -> None:
        """Run a job once the host's earlier ones are done."""
        with self._lock:
            if self.stop.is_set():
                return
            self._open += 1
            if host in self._busy:
                self._queued[host].append(job)
                return
            self._busy.add(host)
            self._begin(host, job)

    def put(self, found: T) -> None:
        """Hand over what a job found; waits where many things wait to be taken.

        Raises:
            EndedError: the jobs are to end.
        """
        while not self.stop.is_set():
            try:
                self._found.put(found, timeout=_POLL)
            except Full:
                continue
            else:
                return
        raise EndedError

    def results(self, pause: float = 1.0) -> Iterator[T | None]:
        """What is found, as it is found, until no job is left or all are to end.

        Args:
            pause: None comes after so many seconds in which nothing was found.
        """
        last = time.monotonic()
        while not (self.stop.is_set() or self._is_done()):
            found: T | None = None
            with suppress(Empty):
                found = self._found.get(timeout=_POLL)
            if found is not None or time.monotonic() - last >= pause:
                last = time.monotonic()
                yield found

    def _is_done(self) -> bool:
        with self._lock:
            return not self._open and self._found.empty()

    def _begin(self, host: str, job: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # ended in this very moment
            self._workers.submit(self._run, host, job)

    def _run(self, host: str, job: Callable[[], None]) -> None:
        try:
            job()
        except EndedError:
            pass
        except Exception:
            logger.exception("failed job host=%s", host)
        finally:
            self._finished(host)

    def _finished(self, host: str) -> None:
        with self._lock:
            self._open -= 1
            left = self._open
            if self._queued[host] and not self.stop.is_set():
                self._begin(host, self._queued[host].popleft())
            else:
                self._busy.discard(host)
        while not left and not self.stop.is_set():
            try:
                self._found.put(None, timeout=_POLL)  # wakes whoever waits for more
            except Full:
                continue
            else:
                return
