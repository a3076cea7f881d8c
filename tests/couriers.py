"""How Telegram posts to a webhook: many at once, those of one chat one after another, each until it is taken."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

from balancer import Balancer, balancing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AT_ONCE = 40
"""Telegram's own ``max_connections`` where a bot asks for no other."""
_TRIES, _PAUSE = 100, 0.1  # seconds
_TAKEN = 200


class _Post(NamedTuple):
    path: str
    body: bytes
    headers: dict[str, str]
    update_id: int


class Couriers(Balancer):
    """Takes what the tests' Telegram posts one by one, and carries it to the replicas as the real one does.

    Args:
        ports: of the replicas.
        doubled: carries a post to all replicas at the same instant.
        every: so many-th update goes by that way.

    Attributes:
        updates: the update of each message that was taken, by the message.
        undelivered: updates that were refused again and again.
    """

    def __init__(self, ports: Sequence[int], doubled: Balancer, *, every: int) -> None:
        super().__init__(ports)
        self.updates: dict[int, int] = {}
        self.undelivered: list[int] = []
        self._doubled = doubled
        self._every = every
        self._lock = threading.Lock()
        self._waiting: dict[int, deque[_Post]] = {}
        self._ready: SimpleQueue[int | None] = SimpleQueue()
        self._threads = [threading.Thread(target=self._carry, name="courier") for _ in range(AT_ONCE)]

    @property
    def taken(self) -> int:
        """Number of posts that came so far."""
        return len(self.updates)

    @property
    def waiting(self) -> int:
        """Number of posts that no replica has taken yet."""
        with self._lock:
            return sum(map(len, self._waiting.values()))

    def start(self) -> None:
        super().start()
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        super().close()
        for _ in self._threads:
            self._ready.put(None)
        for thread in self._threads:
            thread.join()

    def pass_on(self, path: str, body: bytes, headers: dict[str, str]) -> int:
        """Take a post, to be carried in its turn."""
        update = json.loads(body)
        message = update["message"]
        chat = message["chat"]["id"]
        with self._lock:
            self.updates[message["message_id"]] = update["update_id"]
            line = self._waiting.setdefault(chat, deque())
            line.append(_Post(path, body, headers, update["update_id"]))
            if len(line) == 1:
                self._ready.put(chat)
        return _TAKEN

    def _carry(self) -> None:
        while (chat := self._ready.get()) is not None:
            self._deliver(self._waiting[chat][0])
            with self._lock:
                line = self._waiting[chat]
                line.popleft()
                if line:
                    self._ready.put(chat)
                else:
                    del self._waiting[chat]

    def _deliver(self, post: _Post) -> None:
        to = self._doubled.pass_on if post.update_id % self._every == 0 else super().pass_on
        for _ in range(_TRIES):
            if to(post.path, post.body, post.headers) == _TAKEN:
                return
            time.sleep(_PAUSE)
        self.undelivered.append(post.update_id)


@contextmanager
def couriers(ports: Sequence[int], *, every: int) -> Iterator[Couriers]:
    """Couriers while the block runs."""
    with balancing(ports, doubling=True) as doubled:
        carrying = Couriers(ports, doubled, every=every)
        carrying.start()
        try:
            yield carrying
        finally:
            carrying.close()
