"""One request per host at a time, with a pause in between."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.sources.fetching.values import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_GLANCE: Final = 0.05  # seconds between two looks at ``stop`` in a queue


@dataclass(slots=True)
class _Lane:
    turn: threading.Lock = field(default_factory=threading.Lock)
    ended: float | None = None


class Pace:
    """Gives every host's requests their turns, whichever threads they come from.

    Args:
        stop: ends every wait when set.
        clock: seconds that never run backwards.
    """

    def __init__(self, stop: threading.Event, clock: Callable[[], float]) -> None:
        self._stop = stop
        self._clock = clock
        self._lanes: dict[str, _Lane] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Wait until no other request to the host is under way and the last one ended ``pause`` seconds ago.

        Raises:
            StoppedError: asked to stop.
        """
        with self._lock:
            lane = self._lanes.setdefault(host, _Lane())
        while not lane.turn.acquire(timeout=_GLANCE):
            if self._stop.is_set():
                raise StoppedError
        try:
            self._rest(lane, pause)
            try:
                yield
            finally:
                lane.ended = self._clock()
        finally:
            lane.turn.release()

    def _rest(self, lane: _Lane, pause: float) -> None:
        rest = 0.0 if lane.ended is None else lane.ended + pause - self._clock()
        if rest > 0:
            self._stop.wait(rest)
        if self._stop.is_set():
            raise StoppedError
