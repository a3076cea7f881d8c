"""robots.txt: what a site does not want us to read, and how slowly it wants to be read (RFC 9309)."""

from __future__ import annotations

import re
import threading
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from index.sources.fetching.headers import ROBOT
from index.sources.fetching.memory import KeptRobots, Memory
from index.sources.fetching.values import FetchError, RefusedError, StoppedError, WaitError

if TYPE_CHECKING:
    from collections.abc import Callable

    from protego import Protego

    from index.sources.fetching.address import Address

KEPT_FOR: Final = timedelta(hours=24)
LONGEST_DELAY: Final = 30.0
"""Seconds: no more of a Crawl-delay is heeded."""

_FAILURE_KEPT_FOR: Final = timedelta(minutes=5)  # else every page of a dead site would wait for its robots.txt
_AGENT_LINE = re.compile(r"\s*user[-\s]*agent\b[\s:]*([^#]*)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+|\*", re.IGNORECASE)


def may_fetch(robots: str, url: str) -> bool:
    """Whether a site lets us read a page."""
    return _rules(robots).can_fetch(url, ROBOT)


def crawl_delay(robots: str) -> float:
    """Seconds that a site wants between requests, 0…30; 0 where it does not say."""
    return min(_rules(robots).crawl_delay(ROBOT) or 0.0, LONGEST_DELAY)


@lru_cache(maxsize=64)
def _rules(robots: str) -> Protego:
    from protego import Protego

    return Protego.parse("\n".join(map(_agent_line, robots.splitlines())))


def _agent_line(line: str) -> str:
    """A line that names a robot, other robots under one name.

    The parser keeps the rules of each robot apart: thousands of robots with thousands of rules would fill the memory.
    """
    named = _AGENT_LINE.match(line)
    if named is None:
        return line
    token = _TOKEN.match(named.group(1))
    name = token.group().lower() if token else ""
    return f"User-agent: {ROBOT if name == ROBOT.lower() else '*' if name == '*' else 'other'}"


class RobotsKeeper:
    """Knows the robots.txt of every origin that is asked, read once a day.

    Args:
        memory: where they are kept.
        read: asks for the robots.txt of an origin; gives its text, ``""`` where there is none, and raises FetchError
            where that cannot be told.
        now: the time, aware.
    """

    def __init__(self, memory: Memory, read: Callable[[str], str], now: Callable[[], datetime]) -> None:
        self._memory = memory
        self._read = read
        self._now = now
        self._failures: dict[str, tuple[datetime, str]] = {}
        self._origins: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, address: Address) -> float:
        """Make sure that a page may be read.

        Returns:
            The Crawl-delay, in seconds.

        Raises:
            FetchError: it may not, or robots.txt could not be read.
        """
        robots = self._robots(address.origin)
        if not may_fetch(robots, address.url):
            raise FetchError("robots.txt disallows it")
        return crawl_delay(robots)

    def _robots(self, origin: str) -> str:
        with self._lock:
            lock = self._origins.setdefault(origin, threading.Lock())
        with lock:  # whoever comes second waits for what the first one reads
            now = self._now()
            kept = self._memory.robots(origin)
            if kept is not None and timedelta(0) <= now - kept.fetched < KEPT_FOR:
                return kept.text
            failed, reason = self._failures.get(origin, (None, ""))
            if failed is not None and timedelta(0) <= now - failed < _FAILURE_KEPT_FOR:
                raise FetchError(reason)
            return self._ask(origin, now)

    def _ask(self, origin: str, now: datetime) -> str:
        try:
            text = self._read(origin)
        except (RefusedError, StoppedError, WaitError):
            raise
        except FetchError as error:
            reason = f"robots.txt could not be read ({error.reason}), so nothing is read there for now"
            self._failures[origin] = now, reason
            raise FetchError(reason) from error
        self._failures.pop(origin, None)
        self._memory.keep_robots(origin, KeptRobots(text=text, fetched=now))
        return text
