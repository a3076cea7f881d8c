"""Numbers about the bot for Prometheus, and whether it is well, on a loopback port."""

from __future__ import annotations

import asyncio
import errno
import math
import socket
import time
from collections import deque
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal, NamedTuple

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.exposition import choose_encoder
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders, HTTPServerRequest, ResponseStartLine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from index.types import Status

Outcome = Literal["answered", "abstained", "failed", "refused"]
"""What became of a question: quotes, «the articles don't say», an error, a person or a pace that is not allowed."""

HOST = "127.0.0.1"
"""Nobody but this machine is told."""

_OUTCOMES: tuple[Outcome, ...] = ("answered", "abstained", "failed", "refused")
_KINDS = ("message", "edited_message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member")
_SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_REMEMBERED = 60.0  # seconds a lag counts
_BETWEEN = 0.1  # seconds from one look at the loop to the next
_LONGEST_SILENCE = 180.0  # seconds without Telegram; a poll that finds nothing takes about ten
_LONGEST_LAG = 5.0  # seconds


class Health(NamedTuple):
    """Whether the bot is well, and in a line what is wrong where it is not."""

    well: bool
    told: str


class Monitor:
    """Counts what a bot does; of its own, so that several bots can live in one process.

    No number carries anything a person wrote or is called. Counting is safe from any thread; serving is for the event
    loop, whose lag is measured meanwhile.

    Attributes:
        registry: all the numbers, for more to be added.
        port: that is listened on, 0 while none is.
    """

    def __init__(self, *, polling: bool = True, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin at nothing.

        Args:
            polling: whether Telegram is asked all the time, so that silence is an illness.
            clock: seconds that only grow.
        """
        self.registry = CollectorRegistry()
        self.port = 0
        self._polling = polling
        self._clock = clock
        self._reached: float | None = None
        self._lag = WorstOfLast(_REMEMBERED)
        self._server: HTTPServer | None = None
        self._measuring: asyncio.Task[None] | None = None
        self._define()

    def _define(self) -> None:
        registry = self.registry
        self._updates = Counter("newsbot_updates", "Updates from Telegram, by kind.", ["kind"], registry=registry)
        self._answers = Counter("newsbot_answers", "Questions, by what became of them.", ["outcome"], registry=registry)
        self._votes = Counter("newsbot_votes", "Votes on answers.", ["vote"], registry=registry)
        self._seconds = Histogram(
            "newsbot_answer_seconds", "From a question's update to its answer being sent.", buckets=_SECONDS,
            registry=registry,
        )  # fmt: skip
        self._articles = Gauge("newsbot_articles", "Articles that can be found.", registry=registry)
        self._chunks = Gauge("newsbot_chunks", "Chunks they are split into.", registry=registry)
        self._generation = Gauge("newsbot_generation", "Number of the generation that answers.", registry=registry)
        self._newest = Gauge(
            "newsbot_newest_article_timestamp_seconds", "When the newest article was published, NaN where unknown.",
            registry=registry,
        )  # fmt: skip
        self._published = Gauge(
            "newsbot_index_timestamp_seconds", "When the generation that answers was published.", registry=registry
        )
        self._waiting = Gauge("newsbot_updates_waiting", "Updates fetched and not yet handled.", registry=registry)
        Gauge(
            "newsbot_event_loop_lag_seconds", "Longest the event loop was held up in the last minute.",
            registry=registry,
        ).set_function(self._worst_lag)  # fmt: skip
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        # What did not happen yet is 0, not missing: else the first of a kind is no increase.
        for kind in (*_KINDS, "other"):
            self._updates.labels(kind)
        for outcome in _OUTCOMES:
            self._answers.labels(outcome)
        for vote in ("good", "bad"):
            self._votes.labels(vote)

    def update(self, kind: str) -> None:
        """An update arrived; ``kind`` is its field in the Bot API's Update."""
        self._updates.labels(kind if kind in _KINDS else "other").inc()

    def answered(self, outcome: Outcome, seconds: float) -> None:
        """A question was dealt with, so many seconds after it arrived; a refusal counts, and is not timed."""
        self._answers.labels(outcome).inc()
        if outcome != "refused":
            self._seconds.observe(seconds)

    def vote(self, good: bool) -> None:  # noqa: FBT001 - it is all there is to tell
        """A reader judged an answer."""
        self._votes.labels("good" if good else "bad").inc()

    def holds(self, status: Status) -> None:
        """The index that answers holds this."""
        self._articles.set(status.articles)
        self._chunks.set(status.chunks)
        self._generation.set(status.generation)
        self._newest.set(math.nan if status.newest is None else status.newest.timestamp())
        self._published.set(status.published.timestamp())

    def waiting(self, updates: int) -> None:
        """So many updates wait to be handled."""
        self._waiting.set(updates)

    def fetched(self) -> None:
        """Telegram was reached: it answered a getUpdates, or posted to the webhook."""
        self._reached = self._clock()

    def health(self) -> Health:
        """Whether Telegram is reached and the event loop runs freely."""
        lag = self._worst_lag()
        if lag >= _LONGEST_LAG:
            return Health(well=False, told=f"the event loop was held up for {lag:.1f} s in the last minute")
        if self._polling and self._reached is None:
            return Health(well=False, told="Telegram was not reached yet")
        silence = 0.0 if self._reached is None else self._clock() - self._reached
        if self._polling and silence > _LONGEST_SILENCE:
            return Health(well=False, told=f"Telegram was last reached {silence:.0f} s ago")
        return Health(well=True, told="ok")

    async def start(self, port: int) -> None:
        """Answer /metrics and /healthz from now on.

        Args:
            port: to listen on, on this machine alone; 0 takes a free one, and ``self.port`` tells which.

        Raises:
            OSError: the port cannot be had; ``strerror`` is a sentence.
        """
        try:
            listening = socket.create_server((HOST, port))
        except OSError as error:
            why = "another program listens there" if error.errno == errno.EADDRINUSE else error.strerror
            raise OSError(error.errno, f"the monitor cannot listen on {HOST}:{port}: {why}") from None
        listening.settimeout(0)
        self._server = HTTPServer(self._answer)
        self._server.add_socket(listening)
        self.port = listening.getsockname()[1]
        self._measuring = asyncio.create_task(self._measure(), name="measuring the event loop")

    async def stop(self) -> None:
        """Answer no more; nothing where it was not started."""
        self.port = 0
        server, measuring = self._server, self._measuring
        self._server = self._measuring = None
        if server:
            server.stop()
            await server.close_all_connections()
        if measuring:
            measuring.cancel()
            await asyncio.wait({measuring})

    @asynccontextmanager
    async def serving(self, port: int) -> AsyncIterator[None]:
        """:meth:`start` before the block and :meth:`stop` after it."""
        await self.start(port)
        try:
            yield
        finally:
            await self.stop()

    async def _measure(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + _BETWEEN
            await asyncio.sleep(_BETWEEN)
            self._lag.note(self._clock(), loop.time() - due)

    def _worst_lag(self) -> float:
        return self._lag.worst(self._clock())

    def _answer(self, request: HTTPServerRequest) -> None:
        status, content_type, body = self._found(request)
        headers = HTTPHeaders({"Content-Type": content_type, "Content-Length": str(len(body))})
        start = ResponseStartLine("HTTP/1.1", status.value, status.phrase)
        if request.connection is not None:
            request.connection.write_headers(start, headers, None if request.method == "HEAD" else body)
            request.connection.finish()

    def _found(self, request: HTTPServerRequest) -> tuple[HTTPStatus, str, bytes]:
        text = "text/plain; charset=utf-8"
        if request.method in {"GET", "HEAD"} and request.path == "/metrics":
            encode, content_type = choose_encoder(request.headers.get("Accept", ""))
            return HTTPStatus.OK, content_type, encode(self.registry)
        if request.method in {"GET", "HEAD"} and request.path == "/healthz":
            well, told = self.health()
            return HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE, text, f"{told}\n".encode()
        return HTTPStatus.NOT_FOUND, text, b"not found\n"


class WorstOfLast:
    """The highest of the values of the last so many seconds.

    Args:
        seconds: how long a value counts.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        # Falling: a value is of no interest once a later one is as high.
        self._values: deque[tuple[float, float]] = deque()

    def note(self, at: float, value: float) -> None:
        """Add a value of a time that is not before the last one's."""
        while self._values and self._values[-1][1] <= value:
            self._values.pop()
        self._values.append((at, value))

    def worst(self, now: float) -> float:
        """The highest value, 0 where there is none."""
        while self._values and self._values[0][0] < now - self._seconds:
            self._values.popleft()
        return max(0.0, self._values[0][1]) if self._values else 0.0
