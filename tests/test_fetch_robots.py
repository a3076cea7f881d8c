from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetching import fetcher_for
from index.sources.fetching.fetcher import FetchError, Forgetful, KeptRobots, Limits
from index.sources.fetching.robots import crawl_delay, may_fetch
from news_server import Handler, NewsServer, hang, hang_up

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
CLOSED = "User-agent: *\nDisallow: /\n"


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as server:
        server.serve("/a", "<p>The ferry sails again.</p>")
        server.serve("/b", "<p>The bridge is closed.</p>")
        yield server


def robots_asked(server: NewsServer) -> int:
    return [request.path for request in server.requests].count("/robots.txt")


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/a", True),
        (CLOSED, "/a", False),
        ("User-agent: *\nDisallow:\n", "/a", True),
        ("User-agent: *\nDisallow: /intern/\n", "/intern/a", False),
        ("User-agent: *\nDisallow: /intern/\n", "/news/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/\n", "/news/a", True),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf?x=1", True),
        ("User-agent: newsbot\nDisallow: /\n", "/a", False),
        ("User-agent: NEWSBOT/2.0\nDisallow: /\n", "/a", False),
        ("User-agent: Otherbot\nDisallow: /\n", "/a", True),
        ("User-agent: Newsbot-Images\nDisallow: /\n", "/a", True),
        ("User-agent: News\nDisallow: /\n", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Newsbot\nDisallow: /intern/\n", "/a", True),
        ("User-agent: Otherbot\nUser-agent: Newsbot\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n", "/a", False),
        ("User-agent: Otherbot\nUser-agent: Newsbot\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n", "/b", True),
        ("User-agent: Otherbot # not us: Newsbot\nDisallow: /\n", "/a", True),
        ("<html><body>Not found</body></html>", "/a", True),
    ],
)
def test_a_page_may_be_read_where_the_rules_for_us_or_else_for_all_allow_it(
    robots: str, path: str, *, allowed: bool
) -> None:
    assert may_fetch(robots, f"https://news.example{path}") is allowed


@pytest.mark.parametrize(
    ("line", "seconds"),
    [("Crawl-delay: 7", 7.0), ("Crawl-delay: 3600", 30.0), ("Crawl-delay: soon", 0.0), ("Disallow: /x", 0.0)],
)
def test_a_crawl_delay_is_heeded_up_to_half_a_minute(line: str, seconds: float) -> None:
    assert crawl_delay(f"User-agent: *\n{line}\n") == seconds


def test_thousands_of_robots_with_thousands_of_rules_are_read_without_multiplying_them() -> None:
    robots = "".join(f"User-agent: b{number}\n" for number in range(15_000))
    robots += "".join(f"Disallow: /{number}\n" for number in range(15_000))
    assert may_fetch(robots, "https://news.example/7")


@given(st.text(alphabet=st.sampled_from("User-agent: *\nDisallow/%$#Newsbotü\0\u2028")), st.text(max_size=20))
def test_whatever_stands_in_a_robots_txt_it_can_be_read(robots: str, path: str) -> None:
    assert may_fetch(robots, f"https://news.example/{path}") in {True, False}
    assert 0 <= crawl_delay(robots) <= 30


def test_what_robots_txt_disallows_is_not_asked_for(server: NewsServer) -> None:
    server.serve("/robots.txt", "User-agent: *\nDisallow: /b\n", type="text/plain")
    with fetcher_for(server) as fetcher:
        fetcher.get(server.url("/a"))
        with pytest.raises(FetchError) as disallowed:
            fetcher.get(server.url("/b"))
        assert disallowed.value.reason == "robots.txt disallows it"
        assert fetcher.get(server.url("/b"), obey_robots=False).status == 200
    assert server.paths() == ["/a", "/b"]
    assert server.requests[0].path == "/robots.txt"
    assert server.requests[0].headers["user-agent"].startswith("Newsbot/")


def test_a_redirect_leads_nowhere_that_robots_txt_disallows(server: NewsServer) -> None:
    server.serve("/robots.txt", "User-agent: *\nDisallow: /b\n")
    server.redirect("/a", "/b")
    with fetcher_for(server) as fetcher, pytest.raises(FetchError, match=r"robots\.txt disallows it"):
        fetcher.get(server.url("/a"))
    assert server.paths() == ["/a"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_a_robots_txt_may_be_read(server: NewsServer, status: int) -> None:
    server.serve("/robots.txt", CLOSED, status=status)
    with fetcher_for(server) as fetcher:
        assert fetcher.get(server.url("/a")).status == 200


def test_a_site_that_says_too_much_of_its_robots_txt_is_left_alone_for_a_while(server: NewsServer) -> None:
    server.serve("/robots.txt", "", status=429)
    moment = NOON
    with fetcher_for(server, now=lambda: moment) as fetcher:
        for path in ("/a", "/b"):
            with pytest.raises(FetchError, match="no requests before 2026-03-04 12:05:00 UTC"):
                fetcher.get(server.url(path))
        assert [request.path for request in server.requests] == ["/robots.txt"]
        server.serve("/robots.txt", "")
        moment = NOON + timedelta(minutes=6)
        assert fetcher.get(server.url("/a")).status == 200


@pytest.mark.parametrize("status", [500, 503])
def test_a_site_whose_robots_txt_fails_is_left_alone_and_not_asked_for_it_by_every_page(
    server: NewsServer, status: int
) -> None:
    server.serve("/robots.txt", "", status=status)
    moment = NOON
    with fetcher_for(server, now=lambda: moment) as fetcher:
        for path in ("/a", "/b"):
            with pytest.raises(FetchError) as left:
                fetcher.get(server.url(path))
            assert left.value.reason == (
                f"robots.txt could not be read (HTTP {status}), so nothing is read there for now"
            )
            assert not left.value.gone
        assert robots_asked(server) == 1
        moment = NOON + timedelta(minutes=5)
        server.withdraw("/robots.txt")
        assert fetcher.get(server.url("/a")).status == 200
    assert server.paths() == ["/a"]


def test_a_site_whose_robots_txt_is_out_of_reach_is_left_alone(server: NewsServer) -> None:
    server.answer("/robots.txt", hang_up)
    with fetcher_for(server) as fetcher, pytest.raises(FetchError, match=r"robots\.txt could not be read \(the conn"):
        fetcher.get(server.url("/a"))
    server.answer("/robots.txt", hang)
    with (
        fetcher_for(server, limits=Limits(read=0.05)) as fetcher,
        pytest.raises(FetchError, match=r"robots\.txt could not be read \(nothing came for 0\.05 s\)"),
    ):
        fetcher.get(server.url("/a"))
    assert server.paths() == []


def test_robots_txt_is_read_again_after_a_day_and_kept_in_the_memory_until_then(server: NewsServer) -> None:
    server.serve("/robots.txt", "User-agent: *\nDisallow: /b\n")
    memory, moment = Forgetful(), NOON
    with fetcher_for(server, memory=memory, now=lambda: moment) as fetcher:
        fetcher.get(server.url("/a"))
    origin = f"http://127.0.0.1:{server.port}"
    assert memory.robots(origin) == KeptRobots(text="User-agent: *\nDisallow: /b\n", fetched=NOON)
    server.serve("/robots.txt", CLOSED)
    with fetcher_for(server, memory=memory, now=lambda: moment) as fetcher:
        moment = NOON + timedelta(hours=23, minutes=59)
        fetcher.get(server.url("/a"))
        assert robots_asked(server) == 1
        moment = NOON + timedelta(hours=24)
        with pytest.raises(FetchError, match="disallows"):
            fetcher.get(server.url("/a"))
    assert robots_asked(server) == 2


def test_a_robots_txt_from_the_future_is_read_again(server: NewsServer) -> None:
    memory = Forgetful()
    memory.keep_robots(server.url("").rstrip("/"), KeptRobots(text=CLOSED, fetched=NOON + timedelta(days=400)))
    with fetcher_for(server, memory=memory, now=lambda: NOON) as fetcher:
        assert fetcher.get(server.url("/a")).status == 200


def test_robots_txt_may_be_elsewhere(server: NewsServer) -> None:
    server.redirect("/robots.txt", server.url("/rules", host="other.example"))
    server.serve("/rules", "User-agent: *\nDisallow: /b\n")
    with fetcher_for(server) as fetcher:
        fetcher.get(server.url("/a"))
        with pytest.raises(FetchError, match="disallows"):
            fetcher.get(server.url("/b"))


def test_a_robots_txt_in_an_older_encoding_is_read_as_far_as_it_goes(server: NewsServer) -> None:
    server.serve("/robots.txt", b"\xef\xbb\xbfUser-agent: *\n# F\xe4hre\nDisallow: /b\n")
    with fetcher_for(server) as fetcher:
        assert fetcher.get(server.url("/a")).status == 200
        with pytest.raises(FetchError, match="disallows"):
            fetcher.get(server.url("/b"))


def test_every_host_and_port_has_a_robots_txt_of_its_own(server: NewsServer) -> None:
    with fetcher_for(server) as fetcher:
        fetcher.get(server.url("/a", host="news.example"))
        fetcher.get(server.url("/a", host="other.example"))
        fetcher.get(server.url("/b", host="other.example"))
    hosts = [request.headers["host"] for request in server.requests if request.path == "/robots.txt"]
    assert hosts == [f"news.example:{server.port}", f"other.example:{server.port}"]


def test_of_a_huge_robots_txt_the_beginning_counts(server: NewsServer) -> None:
    server.serve("/robots.txt", "User-agent: *\nDisallow: /b\n" + "# more\n" * 1000 + "Disallow: /a\n")
    with fetcher_for(server, limits=Limits(robots=2000)) as fetcher:
        assert fetcher.get(server.url("/a")).status == 200
        with pytest.raises(FetchError, match="disallows"):
            fetcher.get(server.url("/b"))


def test_threads_that_come_at_once_ask_for_one_robots_txt(server: NewsServer) -> None:
    both = threading.Event()

    def slowly(handler: Handler) -> None:
        both.wait(5)
        handler.begin(404, length=0)

    server.answer("/robots.txt", slowly)
    with fetcher_for(server) as fetcher, ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(fetcher.get, server.url(path)) for path in ("/a", "/b", "/a", "/b")]
        both.set()
        assert [answer.result().status for answer in answers] == [200] * 4
    assert robots_asked(server) == 1
