"""Numbers about the bot for Prometheus, and whether it is well."""

from __future__ import annotations

import math
import time
from collections import deque
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.outages import Outage
    from index.types import Status

Outcome = Literal["answered", "abstained", "failed", "unreachable"]
"""What became of a question: quotes, «the articles don't say», an error, a server behind the bot that is away."""

_REFUSED = "refused"  # a person or a pace that is not allowed
_OUTCOMES = (*get_args(Outcome), _REFUSED)
_KINDS = ("message", "edited_message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member")
_SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_REMEMBERED = 60.0  # seconds a lag counts
_LONGEST_SILENCE = 180.0  # seconds without Telegram; a poll that finds nothing takes about ten
_LONGEST_LAG = 5.0  # seconds
_LONGEST_WITHOUT_INDEX = 120.0  # seconds; it is asked every 15, after the questions that came before


class Health(NamedTuple):
    """Whether the bot is well, and in a line what is wrong where it is not."""

    well: bool
    told: str


class Monitor:
    """Counts what a bot does; of its own, so that several bots can live in one process.

    No number carries anything a person wrote or is called. Counting is safe from any thread. Who asks is served by
    ``bot.monitor_server``.

    Attributes:
        registry: all the numbers, for more to be added.
    """

    def __init__(self, *, polling: bool = True, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin at nothing.

        Args:
            polling: whether Telegram is asked all the time, so that silence is an illness.
            clock: seconds that only grow.
        """
        self.registry = CollectorRegistry()
        self._polling = polling
        self._clock = clock
        self._reached: float | None = None
        self._told: float | None = None
        self._outages: list[Outage] = []
        self._lag = WorstOfLast(_REMEMBERED)
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
        self._unreachable = Gauge(
            "newsbot_unreachable", "1 while a server behind the bot does not answer.", ["what"], registry=registry
        )
        self._waiting = Gauge("newsbot_updates_waiting", "Updates fetched and not yet handled.", registry=registry)
        self._oldest = Gauge("newsbot_oldest_update_seconds", "How long the oldest of them waits.", registry=registry)
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
        """A question was dealt with, so many seconds after it arrived."""
        self._answers.labels(outcome).inc()
        self._seconds.observe(seconds)

    def refused(self) -> None:
        """A question was not answered, because of who asked, or how often."""
        self._answers.labels(_REFUSED).inc()

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
        self._told = self._clock()

    def waiting(self, updates: int, longest: float) -> None:
        """So many updates wait or are being handled, the oldest of them for so many seconds."""
        self._waiting.set(updates)
        self._oldest.set(longest)

    def fetched(self) -> None:
        """Telegram was reached: it answered a getUpdates, or posted to the webhook."""
        self._reached = self._clock()

    def watch(self, outage: Outage) -> None:
        """The bot needs a server that may be away; whether it is counts from now on."""
        self._outages.append(outage)
        self._unreachable.labels(outage.what.removeprefix("the ")).set_function(lambda: outage.lasts is not None)

    def held_up(self, seconds: float) -> None:
        """The event loop came so much later to something than it should have."""
        self._lag.note(self._clock(), seconds)

    def health(self) -> Health:
        """Whether Telegram and what the bot needs is reached, and the event loop runs freely."""
        lag = self._worst_lag()
        if lag >= _LONGEST_LAG:
            return Health(well=False, told=f"the event loop was held up for {lag:.1f} s in the last minute")
        if self._polling and self._reached is None:
            return Health(well=False, told="Telegram was not reached yet")
        silence = 0.0 if self._reached is None else self._clock() - self._reached
        if self._polling and silence > _LONGEST_SILENCE:
            return Health(well=False, told=f"Telegram was last reached {silence:.0f} s ago")
        for outage in self._outages:
            if (lasts := outage.lasts) is not None:
                return Health(well=False, told=f"{outage.what} cannot be reached since {lasts:.0f} s")
        unanswered = 0.0 if self._told is None else self._clock() - self._told
        if unanswered > _LONGEST_WITHOUT_INDEX:
            return Health(well=False, told=f"the index last told of itself {unanswered:.0f} s ago")
        return Health(well=True, told="ok")

    def _worst_lag(self) -> float:
        return self._lag.worst(self._clock())


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
