from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from fetching import fetcher_for
from index.sources.fetching.fetcher import FetchError, Forgetful
from index.sources.fetching.headers import read_retry
from index.sources.fetching.pacing import Pace
from news_server import Handler, NewsServer, Page, hang, one_after_the_other

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


class Hours(threading.Event):
    """A stop that is not set, on which no wait takes any time: the clock goes on instead."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 100.0
        self.waits: list[float] = []

    def clock(self) -> float:
        return self.time

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.waits.append(round(timeout, 6))
        self.time += timeout
        return self.is_set()


class Waiting(threading.Event):
    """A stop that tells when somebody waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Event()

    def wait(self, timeout: float | None = None) -> bool:
        self.begun.set()
        return super().wait(timeout)


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as server:
        server.serve("/a", "<p>The ferry sails again.</p>")
        server.serve("/b", "<p>The bridge is closed.</p>")
        yield server


@pytest.fixture
def hours() -> Hours:
    return Hours()


def test_a_host_rests_between_the_end_of_one_request_and_the_begin_of_the_next(hours: Hours) -> None:
    pace = Pace(hours, hours.clock)
    with pace.turn("news.example", 2.0):
        hours.time += 5
    hours.time += 0.5
    with pace.turn("other.example", 2.0):
        pass
    with pace.turn("news.example", 2.0):
        pass
    hours.time += 3
    with pace.turn("news.example", 2.0):
        pass
    assert hours.waits == [1.5]


def test_hosts_that_were_allowed_may_have_a_pause_of_their_own(server: NewsServer, hours: Hours) -> None:
    with fetcher_for(
        server, allow=["near.example"], resolve=lambda *_: ["127.0.0.1"], delay=3.0, delay_allowed=0.5,
        stop=hours, clock=hours.clock,
    ) as fetcher:  # fmt: skip
        for _ in range(2):
            fetcher.get(server.url("/a", host="near.example"), obey_robots=False)
    assert hours.waits == [0.5]


def test_a_request_that_fails_counts_too(hours: Hours) -> None:
    pace = Pace(hours, hours.clock)
    with pytest.raises(ZeroDivisionError), pace.turn("news.example", 2.0):
        raise ZeroDivisionError
    with pace.turn("news.example", 2.0):
        pass
    assert hours.waits == [2.0]


def test_robots_txt_redirects_and_second_tries_are_paced_like_pages(server: NewsServer, hours: Hours) -> None:
    server.redirect("/old", "/new")
    server.answer("/new", one_after_the_other(Page(status=502), Page(body=b"<p>Ferry.</p>")))
    with fetcher_for(server, delay=3.0, stop=hours, clock=hours.clock) as fetcher:
        fetcher.get(server.url("/old"))
    assert [request.path for request in server.requests] == ["/robots.txt", "/old", "/new", "/new"]
    assert hours.waits == [3.0, 3.0, 3.0]


def test_hosts_do_not_wait_for_each_other_but_ports_of_a_host_do(server: NewsServer, hours: Hours) -> None:
    with (
        NewsServer() as another,
        fetcher_for(server, delay=3.0, stop=hours, clock=hours.clock, network=None) as fetcher,
    ):
        another.serve("/a", "<p>Another port.</p>")
        fetcher.get(server.url("/a", host="news.example"), obey_robots=False)
        fetcher.get(server.url("/a", host="other.example"), obey_robots=False)
        assert hours.waits == []
        fetcher.get(another.url("/a", host="news.example"), obey_robots=False)
    assert hours.waits == [3.0]


def test_a_crawl_delay_lengthens_the_pause_and_never_shortens_it(server: NewsServer, hours: Hours) -> None:
    server.serve("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    with fetcher_for(server, delay=3.0, stop=hours, clock=hours.clock) as fetcher:
        fetcher.get(server.url("/a"))
        fetcher.get(server.url("/b"))
    with fetcher_for(server, delay=9.0, stop=hours, clock=hours.clock) as fetcher:
        fetcher.get(server.url("/a"))
    assert hours.waits == [7.0, 7.0, 9.0]


def test_threads_take_turns_at_one_host(server: NewsServer) -> None:
    present, most = 0, 0
    lock = threading.Lock()

    def counting(handler: Handler) -> None:
        nonlocal present, most
        with lock:
            present += 1
            most = max(most, present)
        handler.wait(0.005)
        with lock:
            present -= 1
        handler.send(Page(body=b"<p>Ferry.</p>"))

    server.answer("/a", counting)
    with fetcher_for(server) as fetcher, ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: fetcher.get(server.url("/a")).status, range(8)))
    assert (answers, most) == ([200] * 8, 1)


def test_two_hosts_are_read_at_the_same_time(server: NewsServer) -> None:
    meeting = threading.Barrier(2, timeout=5)

    def meeting_each_other(handler: Handler) -> None:
        meeting.wait()
        handler.send(Page(body=b"<p>Ferry.</p>"))

    server.answer("/a", meeting_each_other)
    with fetcher_for(server) as fetcher, ThreadPoolExecutor(2) as pool:
        hosts = ("news.example", "other.example")
        assert list(pool.map(lambda host: fetcher.get(server.url("/a", host=host)).status, hosts)) == [200, 200]


def test_stopping_ends_a_pause(server: NewsServer) -> None:
    stop = Waiting()
    with fetcher_for(server, delay=1000.0, stop=stop) as fetcher, ThreadPoolExecutor(1) as pool:
        fetcher.get(server.url("/a"), obey_robots=False)
        second = pool.submit(fetcher.get, server.url("/b"), obey_robots=False)
        assert stop.begun.wait(5)
        stop.set()
        with pytest.raises(FetchError, match=r"^stopped$"):
            second.result(timeout=5)
    assert server.paths() == ["/a"]


def test_stopping_ends_the_wait_for_another_thread(server: NewsServer) -> None:
    stop, arrived, go_on = threading.Event(), threading.Event(), threading.Event()

    def slowly(handler: Handler) -> None:
        arrived.set()
        go_on.wait(5)
        handler.send(Page(body=b"<p>Ferry.</p>"))

    server.answer("/a", slowly)
    with fetcher_for(server, stop=stop) as fetcher, ThreadPoolExecutor(2) as pool:
        first = pool.submit(fetcher.get, server.url("/a"), obey_robots=False)
        assert arrived.wait(5)
        second = pool.submit(fetcher.get, server.url("/b"), obey_robots=False)
        stop.set()
        with pytest.raises(FetchError, match=r"^stopped$"):
            second.result(timeout=5)
        assert not go_on.is_set()  # it did not wait for the first to be answered
        go_on.set()
        first.exception(timeout=5)  # whichever came first, the answer or the stop
        with pytest.raises(FetchError, match=r"^stopped$"):
            fetcher.get(server.url("/b"))
    assert server.paths() == ["/a"]


def test_stopping_ends_the_wait_for_an_answer(server: NewsServer) -> None:
    stop, arrived = threading.Event(), threading.Event()

    def silent(handler: Handler) -> None:
        arrived.set()
        hang(handler)

    server.answer("/a", silent)
    with fetcher_for(server, stop=stop) as fetcher, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(fetcher.get, server.url("/a"), obey_robots=False)
        assert arrived.wait(5)
        stop.set()
        with pytest.raises(FetchError, match=r"^stopped$"):
            answer.result(timeout=5)


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_wants_to_be_left_alone_is_left_alone_until_then(server: NewsServer, status: int) -> None:
    memory, moment = Forgetful(), NOON
    server.serve("/a", "busy", status=status, headers={"Retry-After": "90"})
    with fetcher_for(server, memory=memory, now=lambda: moment) as fetcher:
        with pytest.raises(FetchError) as busy:
            fetcher.get(server.url("/a", host="news.example"))
        assert busy.value.reason == f"HTTP {status}: no requests before 2026-03-04 12:01:30 UTC"
        assert busy.value.retry_at == NOON + timedelta(seconds=90)
    assert memory.not_before("news.example") == NOON + timedelta(seconds=90)
    with fetcher_for(server, memory=memory, now=lambda: moment) as fetcher:
        moment = NOON + timedelta(seconds=89)
        with pytest.raises(FetchError) as left:
            fetcher.get(server.url("/b", host="news.example"))
        assert left.value.reason == "the host wants no requests before 2026-03-04 12:01:30 UTC"
        assert left.value.retry_at == NOON + timedelta(seconds=90)
        assert fetcher.get(server.url("/b", host="other.example")).status == 200
        moment = NOON + timedelta(seconds=90)
        assert fetcher.get(server.url("/b", host="news.example")).status == 200
    assert server.paths() == ["/a", "/b", "/b"]


def test_a_robots_txt_that_asks_to_wait_is_heeded_and_not_taken_for_a_failure(server: NewsServer) -> None:
    server.serve("/robots.txt", "", status=429, headers={"Retry-After": "60"})
    with fetcher_for(server, now=lambda: NOON) as fetcher, pytest.raises(FetchError) as busy:
        fetcher.get(server.url("/a"))
    assert busy.value.reason == "HTTP 429: no requests before 2026-03-04 12:01:00 UTC"
    assert busy.value.retry_at == NOON + timedelta(minutes=1)


def test_a_thread_in_the_queue_heeds_what_the_one_before_it_was_told(server: NewsServer) -> None:
    arrived, go_on = threading.Event(), threading.Event()

    def busy(handler: Handler) -> None:
        arrived.set()
        go_on.wait(5)
        handler.send(Page(status=503, headers={"Retry-After": "60"}))

    server.answer("/a", busy)
    with fetcher_for(server, now=lambda: NOON) as fetcher, ThreadPoolExecutor(2) as pool:
        first = pool.submit(fetcher.get, server.url("/a"), obey_robots=False)
        assert arrived.wait(5)
        second = pool.submit(fetcher.get, server.url("/b"), obey_robots=False)
        go_on.set()
        for answer in (first, second):
            with pytest.raises(FetchError, match=r"no requests before 2026-03-04 12:01:00 UTC"):
                answer.result(timeout=5)
    assert server.paths() == ["/a"]


def test_a_wait_kept_by_a_clock_that_ran_ahead_is_not_believed(server: NewsServer) -> None:
    memory = Forgetful()
    memory.keep_not_before("127.0.0.1", NOON + timedelta(days=1, seconds=1))
    with fetcher_for(server, memory=memory, now=lambda: NOON) as fetcher:
        assert fetcher.get(server.url("/a")).status == 200


def test_a_host_that_wants_to_be_left_alone_has_no_queue(server: NewsServer) -> None:
    memory, arrived, go_on = Forgetful(), threading.Event(), threading.Event()

    def slowly(handler: Handler) -> None:
        arrived.set()
        go_on.wait(5)
        handler.send(Page(body=b"<p>Ferry.</p>"))

    server.answer("/a", slowly)
    with fetcher_for(server, memory=memory, now=lambda: NOON) as fetcher, ThreadPoolExecutor(1) as pool:
        first = pool.submit(fetcher.get, server.url("/a"), obey_robots=False)
        assert arrived.wait(5)
        memory.keep_not_before("127.0.0.1", NOON + timedelta(minutes=1))
        with pytest.raises(FetchError, match="the host wants no requests before"):
            fetcher.get(server.url("/b"), obey_robots=False)
        assert not first.done()
        go_on.set()


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("120", NOON + timedelta(seconds=120)),
        (" 120 ", NOON + timedelta(seconds=120)),
        ("Wed, 04 Mar 2026 13:00:00 GMT", NOON + timedelta(hours=1)),
        ("Wed, 04 Mar 2026 14:00:00 +0100", NOON + timedelta(hours=1)),
        ("Wed, 04 Mar 2026 13:00:00 -0000", NOON + timedelta(hours=1)),
        ("604800", NOON + timedelta(days=1)),
        ("9" * 5000, NOON + timedelta(days=1)),
        ("Wed, 04 Mar 2099 13:00:00 GMT", NOON + timedelta(days=1)),
        ("0", None),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("Wed, 04 Mar 2026 11:00:00 GMT", None),
        ("Wed, 99 Mar 2026 11:00:00 GMT", None),
    ],
)
def test_a_wait_is_given_in_seconds_or_as_a_date_and_at_most_a_day_of_it_is_believed(
    said: str | None, when: datetime | None
) -> None:
    assert read_retry(said, NOON) == when
