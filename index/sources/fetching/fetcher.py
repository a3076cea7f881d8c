"""Fetching from the web, politely and safely.

A site is asked one thing at a time, with pauses, only for what its robots.txt allows, and not again before it wants to
be; what it answers is read within limits; nothing but public addresses is connected to, whatever a link or a redirect
says.
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, Self

from index.sources.fetching.address import Address, read_address, read_redirect
from index.sources.fetching.guard import Guard, Resolver, look_up
from index.sources.fetching.headers import (
    LONGEST_WAIT,
    conditions,
    read_retry,
    read_type,
    read_validators,
    standing_headers,
)
from index.sources.fetching.memory import Forgetful, KeptRobots, Memory
from index.sources.fetching.pacing import Pace
from index.sources.fetching.robots import RobotsKeeper
from index.sources.fetching.values import (
    FEED_LIMIT,
    PAGE_LIMIT,
    FetchError,
    Limits,
    LostConnectionError,
    Response,
    Validators,
    WaitError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import httpcore

    from index.sources.fetching.http import Answer, Question

__all__ = [
    "FEED_LIMIT",
    "PAGE_LIMIT",
    "FetchError",
    "Fetcher",
    "Forgetful",
    "KeptRobots",
    "Limits",
    "Memory",
    "Resolver",
    "Response",
    "Validators",
]

_PERMANENT: Final = {301, 308}
_REDIRECTS: Final = _PERMANENT | {302, 303, 307}
_GONE: Final = {404, 410}
_BUSY: Final = {429, 503}
_TRANSIENT: Final = {502, 504}
_TOO_MANY: Final = timedelta(minutes=5)


class Fetcher:
    """Asks web servers for pages and feeds; for any number of threads, to be closed after use.

    Args:
        allow: hosts that may have private addresses, each ``host`` or ``host:port``.
        delay: seconds between two requests to a host.
        delay_allowed: the same for the hosts in ``allow``, which mostly are the user's own; None: no other.
        memory: keeps what sites asked for.
        stop: ends every wait when set, for an answer too; what is fetched then fails.
        limits: for every answer.
        network: makes connections, to IP addresses that were found to be allowed.
        resolve: looks hosts up.
        now: the time, aware.
        clock: seconds that never run backwards, for the pauses.
        contact: how to reach whoever runs this, a web or mail address told to every server.

    Raises:
        ValueError: ``allow`` or ``contact`` cannot be read.
    """

    def __init__(  # noqa: PLR0913 - all by name, and each may be left out
        self,
        *,
        allow: Collection[str] = (),
        delay: float = 1.0,
        delay_allowed: float | None = None,
        memory: Memory | None = None,
        stop: threading.Event | None = None,
        limits: Limits = Limits(),  # noqa: B008 - it is frozen
        network: httpcore.NetworkBackend | None = None,
        resolve: Resolver = look_up,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
        contact: str | None = None,
    ) -> None:
        from index.sources.fetching.http import Wire

        self._delay = delay
        self._delay_allowed = delay if delay_allowed is None else delay_allowed
        self._guard = Guard(allow, resolve)
        self._memory = Forgetful() if memory is None else memory
        self._limits = limits
        self._now = now
        stop = threading.Event() if stop is None else stop
        self._pace = Pace(stop, clock)
        self._robots = RobotsKeeper(self._memory, self._read_robots, now)
        self._wire = Wire(self._guard, limits, standing_headers(contact), stop=stop, network=network)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all connections."""
        self._wire.close()

    def get(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        limit: int = PAGE_LIMIT,
        method: Literal["GET", "HEAD"] = "GET",
        obey_robots: bool = True,
    ) -> Response:
        """Ask for a page.

        Args:
            url: http or https.
            validators: of the last answer, to be told only of a change.
            limit: most bytes of the body, both packed and unpacked.
            method: HEAD for everything but the body.
            obey_robots: False only for what no robots.txt speaks of.

        Raises:
            FetchError: it cannot be had, or not be used; says why.
        """
        from index.sources.fetching.http import Question

        asked = conditions(validators or Validators())
        question = Question(method=method, headers=asked, limit=limit)
        address, answer, moved = self._follow(
            read_address(url), question, lambda hop: self._robots.check(hop) if obey_robots else 0.0
        )
        if answer.status == 304 and not asked:
            raise FetchError("HTTP 304 (not changed), though nothing is known of it")
        if answer.status not in {200, 204, 304}:
            raise _refusal(answer)
        if answer.status == 204 or (answer.status == 200 and method == "GET" and not answer.body.strip()):
            raise FetchError("empty")
        content_type, charset = read_type(answer.headers)
        fresh = read_validators(answer.headers)
        known = validators if answer.status == 304 and validators else Validators()
        return Response(
            url=address.url,
            status=answer.status,
            body=answer.body,
            content_type=content_type,
            charset=charset,
            validators=Validators(
                etag=fresh.etag or known.etag, last_modified=fresh.last_modified or known.last_modified
            ),
            moved=address.url if moved else None,
        )

    def _follow(
        self, address: Address, question: Question, check: Callable[[Address], float]
    ) -> tuple[Address, Answer, bool]:
        """Ask, and go where redirects lead.

        Args:
            address: where to begin.
            question: the same at every hop.
            check: makes sure of every hop that it may be asked; gives the seconds its host wants between requests.

        Returns:
            The last address, its answer, and whether there were redirects and all of them permanent.
        """
        been = {address.url}
        statuses: set[int] = set()
        for _ in range(self._limits.redirects + 1):
            allowed = self._guard.allows(address.host, address.port)
            delay = self._delay_allowed if allowed else self._delay
            answer = self._ask(address, question, max(delay, check(address)))
            if answer.status not in _REDIRECTS:
                return address, answer, bool(statuses) and statuses <= _PERMANENT
            statuses.add(answer.status)
            address = read_redirect(address, answer.headers.get("location"))
            if address.url in been:
                raise FetchError("redirects in a circle")
            been.add(address.url)
        raise FetchError(f"more than {self._limits.redirects} redirects")

    def _ask(self, address: Address, question: Question, pause: float) -> Answer:
        """Ask one address when it is its host's turn, a second time where the first try failed by chance."""
        for again in (question.method == "GET", False):
            self._heed(address.host)
            with self._pace.turn(address.host, pause):
                self._heed(address.host)  # another thread may have been told while this one waited
                try:
                    answer = self._wire.ask(address, question)
                except LostConnectionError:
                    if again:
                        continue
                    raise
                self._remember(address.host, answer)
            if not (again and answer.status in _TRANSIENT):
                break
        return answer

    def _heed(self, host: str) -> None:
        when = self._memory.not_before(host)
        now = self._now()
        if when is not None and now < when <= now + LONGEST_WAIT:  # a longer one was kept by a clock that was wrong
            raise WaitError(f"the host wants no requests before {_in_words(when)}", retry_at=when)

    def _remember(self, host: str, answer: Answer) -> None:
        if answer.status not in _BUSY:
            return
        when = read_retry(answer.headers.get("retry-after"), self._now())
        if when is None and answer.status == 429:
            when = self._now() + _TOO_MANY  # it did not say until when, but that it is too much it did
        if when is not None:
            self._memory.keep_not_before(host, when)
            raise WaitError(f"HTTP {answer.status}: no requests before {_in_words(when)}", retry_at=when)

    def _read_robots(self, origin: str) -> str:
        """The robots.txt of an origin, ``""`` where it has none.

        A site that says «too many requests» has not said that it has none.
        """
        from index.sources.fetching.http import Question

        question = Question(limit=self._limits.robots, cut=True)
        _, answer, _ = self._follow(read_address(f"{origin}/robots.txt"), question, lambda _: 0.0)
        if answer.status >= 500 or answer.status == 429:
            raise _refusal(answer)
        return answer.body.decode("utf-8-sig", errors="replace")


def _refusal(answer: Answer) -> FetchError:
    return FetchError(f"HTTP {answer.status}", gone=answer.status in _GONE)


def _in_words(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
