from __future__ import annotations

import asyncio
import http.client
import logging
import math
import socket
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.monitor_server import serving
from bot.monitoring import Monitor, WorstOfLast
from fakes import CannedNews

if TYPE_CHECKING:
    from collections.abc import Callable

STATUS = CannedNews().status()


class Got(NamedTuple):
    status: int
    content_type: str | None
    body: str


class Clock:
    """Seconds that a test turns forward."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def get(port: int, path: str, *, method: str = "GET", accept: str = "*/*") -> Got:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, headers={"Accept": accept})
        response = connection.getresponse()
        return Got(response.status, response.getheader("Content-Type"), response.read().decode())
    finally:
        connection.close()


def served(monitor: Monitor, ask: Callable[[int], Got]) -> Got:
    """What a client in a thread gets while the monitor serves."""

    async def live() -> Got:
        async with serving(monitor, 0) as port:
            return await asyncio.to_thread(ask, port)

    return asyncio.run(live())


def numbers(monitor: Monitor) -> dict[str, float]:
    """What Prometheus reads from /metrics, by name with labels."""
    body = served(monitor, lambda port: get(port, "/metrics")).body
    return {
        sample.name + "".join(f"{{{label}={value}}}" for label, value in sample.labels.items()): sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
    }


def test_prometheus_reads_what_was_counted() -> None:
    monitor = Monitor()
    for kind in ("message", "message", "inline_query"):
        monitor.update(kind)
    monitor.answered("answered", 0.2)
    monitor.answered("abstained", 0.04)
    monitor.refused()
    monitor.vote(good=True)
    monitor.vote(good=True)
    monitor.vote(good=False)
    monitor.waiting(7, 2.5)
    found = numbers(monitor)
    assert found["newsbot_updates_total{kind=message}"] == 2
    assert found["newsbot_updates_total{kind=inline_query}"] == 1
    assert found["newsbot_answers_total{outcome=answered}"] == 1
    assert found["newsbot_answers_total{outcome=abstained}"] == 1
    assert found["newsbot_answers_total{outcome=refused}"] == 1
    # The refusal took no time, and would make the others look fast.
    assert found["newsbot_answer_seconds_bucket{le=0.025}"] == 0
    assert found["newsbot_answer_seconds_bucket{le=0.05}"] == 1
    assert found["newsbot_answer_seconds_bucket{le=0.1}"] == 1
    assert found["newsbot_answer_seconds_bucket{le=0.25}"] == 2
    assert found["newsbot_answer_seconds_bucket{le=10.0}"] == 2
    assert found["newsbot_votes_total{vote=good}"] == 2
    assert found["newsbot_votes_total{vote=bad}"] == 1
    assert found["newsbot_updates_waiting"] == 7
    assert found["newsbot_oldest_update_seconds"] == 2.5
    assert found["process_start_time_seconds"] > 0


def test_what_never_happened_is_nought_and_not_missing() -> None:
    found = numbers(Monitor())
    assert found["newsbot_answers_total{outcome=failed}"] == 0
    assert found["newsbot_updates_total{kind=callback_query}"] == 0
    assert found["newsbot_votes_total{vote=bad}"] == 0


def test_the_index_is_told_by_its_size_and_its_age() -> None:
    monitor = Monitor()
    monitor.holds(STATUS)
    found = numbers(monitor)
    assert found["newsbot_articles"] == 36
    assert found["newsbot_chunks"] == 80
    assert found["newsbot_generation"] == 3
    assert found["newsbot_newest_article_timestamp_seconds"] == datetime(2024, 11, 30, 6, 0, tzinfo=UTC).timestamp()
    assert found["newsbot_index_timestamp_seconds"] == datetime(2024, 12, 1, 8, 0, tzinfo=UTC).timestamp()
    monitor.holds(replace(STATUS, newest=None))
    assert math.isnan(numbers(monitor)["newsbot_newest_article_timestamp_seconds"])


def test_a_kind_nobody_knows_is_not_told_by_its_name() -> None:
    monitor = Monitor()
    monitor.update("Wer traf wen?")
    assert numbers(monitor)["newsbot_updates_total{kind=other}"] == 1
    assert "traf" not in served(monitor, lambda port: get(port, "/metrics")).body


def test_two_bots_in_one_process_count_apart() -> None:
    one, other = Monitor(), Monitor()
    one.update("message")
    assert numbers(one)["newsbot_updates_total{kind=message}"] == 1
    assert numbers(other)["newsbot_updates_total{kind=message}"] == 0


@pytest.mark.parametrize(
    ("accept", "kind"),
    [("*/*", "text/plain"), ("application/openmetrics-text; version=1.0.0", "application/openmetrics-text")],
)
def test_the_format_is_the_one_that_was_asked_for(accept: str, kind: str) -> None:
    got = served(Monitor(), lambda port: get(port, "/metrics", accept=accept))
    assert got.status == 200
    assert got.content_type is not None
    assert got.content_type.startswith(f"{kind}; version=")
    assert got.body.endswith("# EOF\n") == (kind != "text/plain")


def test_a_bot_that_polls_is_well_for_three_minutes_after_it_reached_telegram() -> None:
    clock = Clock()
    monitor = Monitor(clock=clock)
    assert served(monitor, lambda port: get(port, "/healthz")) == (
        503,
        "text/plain; charset=utf-8",
        "Telegram was not reached yet\n",
    )
    monitor.fetched()
    clock.now += 180
    assert served(monitor, lambda port: get(port, "/healthz")) == (200, "text/plain; charset=utf-8", "ok\n")
    clock.now += 60
    got = served(monitor, lambda port: get(port, "/healthz"))
    assert (got.status, got.body) == (503, "Telegram was last reached 240 s ago\n")


def test_a_bot_with_a_webhook_is_well_though_nobody_writes() -> None:
    assert served(Monitor(polling=False), lambda port: get(port, "/healthz")).status == 200


def test_an_event_loop_that_was_held_up_shows() -> None:
    monitor = Monitor()

    async def live() -> float:
        async with serving(monitor, 0):
            await asyncio.sleep(0)  # the measuring begins
            time.sleep(0.4)  # noqa: ASYNC251 - this is what must show
            await asyncio.sleep(0.01)
            return monitor.registry.get_sample_value("newsbot_event_loop_lag_seconds") or 0

    assert asyncio.run(live()) >= 0.25


def test_a_bot_whose_loop_was_held_up_for_seconds_is_not_well_for_a_minute() -> None:
    clock = Clock()
    monitor = Monitor(clock=clock)
    monitor.fetched()
    monitor.held_up(6.25)
    assert monitor.health() == (False, "the event loop was held up for 6.2 s in the last minute")
    clock.now += 61
    assert monitor.health().well


def test_a_bot_whose_index_does_not_answer_is_not_well_until_it_does() -> None:
    clock = Clock()
    monitor = Monitor(polling=False, clock=clock)
    monitor.holds(CannedNews().status())
    clock.now += 119
    assert monitor.health().well
    clock.now += 11
    assert monitor.health() == (False, "the index last told of itself 130 s ago")
    monitor.holds(CannedNews().status())
    assert monitor.health().well


def test_the_worst_is_forgotten_when_its_time_is_over_and_what_came_after_it_is_not() -> None:
    worst = WorstOfLast(60)
    assert worst.worst(0) == 0
    for at, value in ((0, 3.0), (10, 1.0), (20, 2.0), (30, 0.5)):
        worst.note(at, value)
    assert [worst.worst(now) for now in (30, 60, 61, 80, 81, 91)] == [3.0, 3.0, 2.0, 2.0, 0.5, 0]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/metrics/x"), ("POST", "/metrics"), ("DELETE", "/healthz")]
)
def test_there_is_nothing_else(method: str, path: str) -> None:
    assert served(Monitor(), lambda port: get(port, path, method=method)).status == 404


def test_a_head_request_gets_no_body() -> None:
    assert served(Monitor(), lambda port: get(port, "/metrics", method="HEAD")).body == ""


def test_a_port_that_is_taken_is_a_sentence() -> None:
    async def live(port: int) -> None:
        async with serving(Monitor(), port):
            pytest.fail("it listens beside another")

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=f"monitor cannot listen on 127.0.0.1:{port}: another program listens there"):
            asyncio.run(live(port))


def test_nobody_is_served_any_more_when_the_block_is_left_and_the_port_is_free_again() -> None:
    monitor = Monitor()

    async def live() -> int:
        async with serving(monitor, 0) as port:
            # A client that keeps its connection holds up nothing.
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()
        async with serving(monitor, port) as again:
            assert again == port
        return port

    port = asyncio.run(live())
    with pytest.raises(ConnectionRefusedError):
        get(port, "/healthz")


def test_being_asked_leaves_no_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        assert served(Monitor(), lambda port: get(port, "/healthz")).status == 503
        assert served(Monitor(), lambda port: get(port, "/secret")).status == 404
    assert caplog.messages == []
