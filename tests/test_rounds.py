"""Round after round: what is left, forgotten, shared, moved on, or stopped half way."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from fakes import HashedWords
from fetching import fetcher_for
from index import arrivals, generation
from index.config import IndexSettings
from index.errors import SourceNotFoundError
from index.refreshing import forget, refresh, remembered
from index.sources.listings.listing import Entry, read_listing
from index.sources.named import WebSource, parse_source
from index.sources.web import asking, visiting
from index.sources.web.articles import article_of_page
from index.sources.web.gathering import find_news
from index.sources.web.state import KnownPage, Left, Waiting
from index.sources.web.visiting import is_due
from index.store import Store
from index.syncing import sync
from index_fixtures import article, held
from news_server import Handler, NewsServer, Page
from news_site import FERRY, RSS, SCHOOL, XML, Item, page, read, rss, serve_feed, sitemap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.sources.fetching.fetcher import Response
    from index.sources.listings.listing import Listing
    from index.sources.web.articles import WebArticle
    from index.types import Article

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[NewsServer]:
    with NewsServer() as server:
        yield server


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def serve_articles(site: NewsServer, *names: str) -> list[Item]:
    for name in names:
        site.serve(f"/{name}", page(f"Report {name}", *FERRY, f"The harbour office calls this report {name}."))
    return [Item(link=site.url(f"/{name}")) for name in names]


def sitemap_index(*addresses: str) -> str:
    maps = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'


def known_page(data: Path, address: str) -> KnownPage:
    with closing(Store(data / generation.STORE, read_only=True)) as store:
        page = store.page(address)
    assert page is not None
    return page


def paths(site: NewsServer, addresses: object) -> set[str]:
    assert isinstance(addresses, dict)
    return {address.removeprefix(site.url("")) for address in addresses}


# --- listings ---


def test_a_notice_in_the_place_of_a_feed_does_not_make_it_a_page(site: NewsServer, data: Path) -> None:
    feed = serve_feed(site, *serve_articles(site, "a"))
    read(data, feed)
    site.serve("/feed.xml", page("We will be back soon", *SCHOOL))
    (heard,) = read(data, feed).sources
    assert (heard.listing.kind, heard.listing.failure) == ("feed", "answers with a page where a feed was")
    serve_feed(site, *serve_articles(site, "a", "b"))
    read(data, feed)
    assert paths(site, held(data)) == {"/a", "/b"}


def test_what_was_taken_for_a_page_is_a_feed_once_it_answers_as_one(site: NewsServer, data: Path) -> None:
    site.serve("/feed.xml", page("We will be back soon", *SCHOOL))
    assert [heard.listing.kind for heard in read(data, site.url("/feed.xml")).sources] == ["page"]
    feed = serve_feed(site, *serve_articles(site, "a"))
    (heard,) = read(data, feed).sources
    assert (heard.listing.kind, heard.listing.failure) == ("feed", None)
    assert "/a" in paths(site, held(data))


def test_a_listing_that_comes_back_from_where_it_had_moved_is_found(site: NewsServer, data: Path) -> None:
    site.redirect("/feed.xml", "/new.xml", status=301)
    site.serve("/new.xml", rss(*serve_articles(site, "a")), type=RSS)
    read(data, site.url("/feed.xml"))
    site.requests.clear()
    read(data, site.url("/feed.xml"))
    assert "/feed.xml" not in site.paths()
    site.withdraw("/new.xml")
    feed = serve_feed(site, *serve_articles(site, "b"))
    (heard,) = read(data, feed).sources
    assert heard.listing.failure is None
    assert paths(site, held(data)) == {"/a", "/b"}


def test_a_list_may_name_more_feeds_than_an_index_sitemaps(site: NewsServer, data: Path) -> None:
    (item,) = serve_articles(site, "a")
    feeds = [serve_feed(site, item, path=f"/{number}.xml") for number in range(120)]
    outlines = "".join(f'<outline type="rss" xmlUrl="{feed}"/>' for feed in feeds)
    site.serve("/feeds.opml", f'<opml version="2.0"><body>{outlines}</body></opml>', type="text/x-opml")
    assert len(read(data, site.url("/feeds.opml")).sources) == 121
    for number in range(120):
        site.serve(f"/{number}-map.xml", sitemap(item.link), type=XML)
    maps = [site.url(f"/{number}-map.xml") for number in range(120)]
    site.serve("/sitemap.xml", sitemap_index(*maps), type=XML)
    report = read(data, site.url("/sitemap.xml"))
    assert len(report.sources) == 101
    assert [heard.passed_over for heard in report.sources if heard.passed_over] == [20]


def test_a_site_without_a_feed_is_searched_for_one_once_a_day(site: NewsServer, data: Path) -> None:
    site.serve("/", "<html><head><title>The Quay</title></head><body><p>News</p></body></html>")
    read(data, site.url("/"))
    assert len(site.paths()) > 5
    site.requests.clear()
    (heard,) = read(data, site.url("/")).sources
    assert site.paths() == ["/"]
    assert (heard.listing.failure or "").startswith("names no feed")


def test_the_limit_of_a_source_is_for_all_that_it_leads_to(site: NewsServer, data: Path) -> None:
    items = serve_articles(site, *"abcdef")
    for number in range(3):
        addresses = [item.link for item in items[2 * number : 2 * number + 2]]
        site.serve(f"/{number}.xml", sitemap(*addresses), type=XML)
    site.serve("/sitemap.xml", sitemap_index(*(site.url(f"/{number}.xml") for number in range(3))), type=XML)
    source = WebSource(url=site.url("/sitemap.xml"), limit=2)
    for taken in (2, 4, 6):
        report = refresh(data, [source], embedder=HashedWords, settings=IndexSettings(fetch_delay=0.0))
        assert len(held(data)) == taken
        assert sum(heard.left for heard in report.sources) == 6 - taken


def test_a_list_that_fails_stops_none_of_its_feeds(site: NewsServer, data: Path) -> None:
    feed = serve_feed(site, *serve_articles(site, "a"))
    opml = f'<opml version="2.0"><body><outline type="rss" xmlUrl="{feed}"/></body></opml>'
    site.serve("/feeds.opml", opml, type="text/x-opml")
    read(data, site.url("/feeds.opml"))
    site.serve("/feeds.opml", "busy", status=500)
    serve_feed(site, *serve_articles(site, "a", "b"))
    read(data, site.url("/feeds.opml"))
    assert paths(site, held(data)) == {"/a", "/b"}
    with closing(Store(data / generation.STORE, read_only=True)) as store:
        assert [status.failure for status in store.listing_statuses()] == [None, "HTTP 500"]


def test_a_listing_that_trips_a_parser_stops_none_of_the_others(
    site: NewsServer, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trip(body: bytes, *, url: str, **more: str) -> Listing:
        if "bad" in url:
            raise RecursionError("too deep")
        return read_listing(body, url=url, **more)

    monkeypatch.setattr(asking, "read_listing", trip)
    bad = serve_feed(site, *serve_articles(site, "a"), path="/bad.xml")
    report = read(data, bad, serve_feed(site, *serve_articles(site, "b")))
    assert [heard.listing.failure for heard in report.sources if heard.listing.failure] == [
        "failed: RecursionError('too deep')"
    ]
    assert paths(site, held(data)) == {"/b"}


def test_after_its_time_a_round_asks_for_nothing_more(site: NewsServer, tmp_path: Path) -> None:
    feed = serve_feed(site, *serve_articles(site, "a", "b"))
    now = datetime.now(UTC)
    with closing(Store(tmp_path / "articles.db")) as store, fetcher_for(site) as fetcher:
        stop = threading.Event()
        found = list(find_news([WebSource(url=feed)], store, fetcher, now=now, stop=stop, longest=-1))
    assert [item for item in found if not isinstance(item, Waiting)] == [Left(1)]
    assert site.paths() == []


# --- pages ---


def test_a_page_that_trips_a_parser_is_asked_for_ever_more_rarely_and_stops_none_of_the_others(
    site: NewsServer, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trip(response: Response, entry: Entry, source: WebSource, *, now: datetime) -> WebArticle:
        if "bad" in entry.url:
            raise RecursionError("too deep")
        return article_of_page(response, entry, source, now=now)

    monkeypatch.setattr(visiting, "article_of_page", trip)
    feed = serve_feed(site, *serve_articles(site, "bad", "good"))
    report = read(data, feed)
    assert [item.reason for item in report.rejected] == ["failed: RecursionError('too deep')"]
    assert paths(site, held(data)) == {"/good"}
    assert known_page(data, site.url("/bad")).failing is not None


def test_a_page_that_stays_as_it_is_is_asked_for_more_rarely(site: NewsServer, data: Path) -> None:
    (item,) = serve_articles(site, "a")
    site.serve("/map.xml", sitemap(item.link), type=XML)
    read(data, site.url("/map.xml"))
    with closing(Store(data / generation.STORE)) as store, store.transaction():
        store._db.execute("UPDATE page SET asked = asked - 864000, changed = changed - 864000")  # ten days ago
    for expected in (["/map.xml", "/a"], ["/map.xml"]):
        site.requests.clear()
        read(data, site.url("/map.xml"))
        assert site.paths() == expected


def test_pages_that_a_host_puts_off_are_not_failing(site: NewsServer, data: Path) -> None:
    site.serve("/busy", "later", status=429)
    read(data, serve_feed(site, Item(link=site.url("/busy")), *serve_articles(site, "a")))
    with closing(Store(data / generation.STORE, read_only=True)) as store:
        assert store.page(site.url("/a")) is None


def test_an_empty_answer_in_the_place_of_a_page_takes_up_no_feed(site: NewsServer, data: Path) -> None:
    serve_feed(site, *serve_articles(site, "other"), path="/all.xml")
    link = '<link rel="alternate" type="application/rss+xml" href="/all.xml">'
    site.serve("/story", page("Story", *FERRY, head=link))
    read(data, site.url("/story"))
    site.serve("/story", f"<html><head>{link}</head><body></body></html>")
    (heard,) = read(data, site.url("/story")).sources
    assert (heard.listing.kind, heard.listing.failure) == ("page", "answers with no article")
    assert paths(site, held(data)) == {"/story"}


def test_next_to_nothing_in_the_place_of_an_article_is_not_believed_at_once(site: NewsServer, data: Path) -> None:
    texts = [f"{text} Part {number} of the report says so." for number, text in enumerate([*FERRY, *SCHOOL] * 3)]
    site.serve("/a", page("Report", *texts))
    feed = serve_feed(site, Item(link=site.url("/a")))
    read(data, feed)
    site.serve("/a", page("One moment", "One moment, please, while the harbour office looks at your browser."))
    report = read(data, feed)
    assert [item.reason for item in report.rejected] == ["says next to nothing where an article was"]
    assert held(data)[site.url("/a")].text == "\n".join(texts)
    with closing(Store(data / generation.STORE)) as store, store.transaction():
        store._db.execute("UPDATE page SET failing = failing - 90000, asked = asked - 90000")  # more than a day ago
    read(data, feed)
    assert "One moment, please" in held(data)[site.url("/a")].text


def test_a_whole_text_that_is_corrected_after_a_week_is_taken_at_once(site: NewsServer, data: Path) -> None:
    texts = [f"{text} Part {number} of the report says so." for number, text in enumerate([*FERRY, *SCHOOL] * 3)]

    def entry(*more: str) -> Item:
        return Item(link=site.url("/whole"), title="All", body="".join(f"<p>{text}</p>" for text in [*texts, *more]))

    site.serve("/whole", page("All", *texts))
    feed = serve_feed(site, entry())
    read(data, feed)
    with closing(Store(data / generation.STORE)) as store, store.transaction():
        store._db.execute("UPDATE page SET asked = asked - 3600, changed = changed - 700000")
    serve_feed(site, entry("A correction: the ship is called Petrel, and not Kestrel."))
    assert read(data, feed).changes.changed == 1


def test_what_a_server_says_to_head_alone_withdraws_nothing(site: NewsServer, data: Path) -> None:
    texts = [f"{text} Part {number} of the report says so." for number, text in enumerate([*FERRY, *SCHOOL] * 3)]
    body = "".join(f"<p>{text}</p>" for text in texts)

    def only_get(handler: Handler) -> None:
        handler.send(Page(body=b"here", status=200 if handler.command == "GET" else 404))

    site.answer("/whole", only_get)
    feed = serve_feed(site, Item(link=site.url("/whole"), title="All", body=body))
    for _ in range(2):
        read(data, feed)
    assert [request.method for request in site.requests if request.path == "/whole"] == ["HEAD", "GET"]
    assert paths(site, held(data)) == {"/whole"}
    site.serve("/", "<p>front</p>")
    site.redirect("/whole", "/")
    read(data, feed)
    assert held(data) == {}


def test_a_text_that_its_page_has_otherwise_than_its_feed_is_no_correction(site: NewsServer, data: Path) -> None:
    texts = [f"{text} Part {number} of the report says so." for number, text in enumerate([*FERRY, *SCHOOL] * 3)]
    body = "".join(f"<p>{text}</p>" for text in texts)
    site.serve("/whole", page("All", *texts, "A last paragraph that only the page has, about the weather at the pier."))
    feed = serve_feed(site, Item(link=site.url("/whole"), title="All", body=body))
    read(data, feed)
    serve_feed(site, *serve_articles(site, "a"))
    assert read(data, feed).changes.changed == 1
    assert held(data)[site.url("/whole")].updated is None


def test_a_feed_that_says_something_else_every_time_changes_no_article(site: NewsServer, data: Path) -> None:
    serve_articles(site, "a")
    for day in (12, 13, 14):
        feed = serve_feed(
            site,
            Item(link=site.url("/a"), title=f"Report, {day} comments", published=f"Tue, {day} Nov 2024 10:00:00 GMT"),
        )
        report = read(data, feed)
    assert (report.changes.unchanged, report.published) == (1, False)
    assert held(data)[site.url("/a")].published == datetime(2024, 11, 12, 10, tzinfo=UTC)


def test_pages_that_fail_take_no_place_of_others(site: NewsServer, data: Path) -> None:
    items = serve_articles(site, "good")
    feed = serve_feed(site, Item(link=site.url("/dead-1")), Item(link=site.url("/dead-2")), *items)
    source = WebSource(url=feed, limit=2)
    for _ in range(2):
        refresh(data, [source], embedder=HashedWords, settings=IndexSettings(fetch_delay=0.0))
    assert paths(site, held(data)) == {"/good"}


@pytest.mark.parametrize(
    ("failing", "asked", "news", "due"),
    [
        (None, timedelta(0), False, True),
        (timedelta(days=10), timedelta(hours=23), False, False),
        (timedelta(days=10), timedelta(hours=25), False, True),
        (timedelta(days=10), timedelta(hours=23), True, False),
        (timedelta(minutes=30), timedelta(0), True, True),
    ],
)
def test_a_page_that_cannot_be_fetched_is_asked_for_ever_more_rarely(
    failing: timedelta | None, asked: timedelta, *, news: bool, due: bool
) -> None:
    known = KnownPage(url="u", listing="l", entry=Entry(url="u"), asked=NOW - asked, changed=NOW)
    known = replace(known, failing=NOW - failing if failing else None)
    assert is_due(known, news=news, now=NOW) is due


@pytest.mark.parametrize(
    ("age", "asked", "news", "due"),
    [
        (timedelta(minutes=59), timedelta(0), False, True),
        (timedelta(hours=10), timedelta(minutes=59), False, False),
        (timedelta(hours=10), timedelta(minutes=61), False, True),
        (timedelta(days=1000), timedelta(days=29), False, False),
        (timedelta(days=1000), timedelta(days=31), False, True),
        (timedelta(days=1), timedelta(0), True, True),
        (timedelta(days=1000), timedelta(hours=5), True, False),
        (timedelta(days=1000), timedelta(hours=7), True, True),
    ],
)
def test_a_page_is_asked_for_after_a_tenth_of_the_time_it_has_not_changed(
    age: timedelta, asked: timedelta, *, news: bool, due: bool
) -> None:
    known = KnownPage(url="u", listing="l", entry=Entry(url="u"), asked=NOW - asked, changed=NOW - age)
    assert is_due(known, news=news, now=NOW) is due


def test_pages_of_a_listing_that_nobody_names_any_more_are_looked_after(site: NewsServer, data: Path) -> None:
    first, second = serve_articles(site, "a", "b")
    site.serve("/1.xml", sitemap(first.link), type=XML)
    site.serve("/2.xml", sitemap(second.link), type=XML)
    site.serve("/sitemap.xml", sitemap_index(site.url("/1.xml")), type=XML)
    read(data, site.url("/sitemap.xml"))
    site.serve("/sitemap.xml", sitemap_index(site.url("/2.xml")), type=XML)
    site.withdraw("/a", 410)
    with closing(Store(data / generation.STORE)) as store, store.transaction():
        store._db.execute("UPDATE listing SET tried = tried - 900")  # a quarter of an hour ago
    report = read(data, site.url("/sitemap.xml"))
    assert paths(site, held(data)) == {"/b"}
    assert [(note.where, note.text) for note in report.withdrawn] == [(site.url("/a"), "HTTP 410")]
    with closing(Store(data / generation.STORE, read_only=True)) as store:
        assert {status.url for status in store.listing_statuses()} == {site.url("/sitemap.xml"), site.url("/2.xml")}


def test_pages_of_a_feed_that_fails_are_looked_after(site: NewsServer, data: Path) -> None:
    feed = serve_feed(site, *serve_articles(site, "a", "b"))
    read(data, feed)
    site.serve("/feed.xml", "busy", status=500)
    site.withdraw("/a", 404)
    read(data, feed)
    assert paths(site, held(data)) == {"/b"}


def test_a_page_whose_article_got_lost_is_read_again(site: NewsServer, data: Path) -> None:
    feed = serve_feed(site, *serve_articles(site, "a"))
    read(data, feed)
    with closing(Store(data / generation.STORE)) as store, store.transaction():
        store.withdraw(site.url("/a"))
    read(data, feed)
    read(data, feed)
    assert paths(site, held(data)) == {"/a"}


def test_a_page_that_is_no_article_any_more_keeps_what_it_was(site: NewsServer, data: Path) -> None:
    feed = serve_feed(site, *serve_articles(site, "a"))
    read(data, feed)
    site.serve("/a", "<html><body></body></html>")
    report = read(data, feed)
    assert [item.where for item in report.rejected] == [site.url("/a")]
    assert paths(site, held(data)) == {"/a"}
    site.serve("/a", page("Report a", *FERRY, "The harbour office calls this report b."))
    read(data, feed)
    (article,) = held(data).values()
    assert article.updated is not None


def test_a_sitemap_that_is_made_anew_every_day_changes_no_article(site: NewsServer, data: Path) -> None:
    (item,) = serve_articles(site, "a")
    for day in ("2024-11-12", "2024-11-13"):
        site.serve("/map.xml", sitemap(item.link, changed=day), type=XML)
        report = read(data, site.url("/map.xml"))
    assert (report.changes.unchanged, report.published) == (1, False)
    assert held(data)[item.link].updated is None


def test_a_page_of_two_sources_has_the_name_that_the_first_was_given(site: NewsServer, data: Path) -> None:
    items = serve_articles(site, "a")
    first = WebSource(url=serve_feed(site, *items), name="First")
    second = WebSource(url=serve_feed(site, *items, path="/2.xml"), name="Second")
    settings = IndexSettings(fetch_delay=0.0)
    refresh(data, [first], embedder=HashedWords, settings=settings)
    for sources in ([second, first], [first, second], [second]):
        refresh(data, sources, embedder=HashedWords, settings=settings)
        assert [article.source for article in held(data).values()] == ["First"]


def test_of_a_source_that_is_named_twice_what_was_said_first_counts(site: NewsServer, data: Path) -> None:
    feed = serve_feed(site, *serve_articles(site, "a", "b", "c"))
    sources = [WebSource(url=feed, limit=1, name="The Quay"), WebSource(url=feed)]
    report = refresh(data, sources, embedder=HashedWords, settings=IndexSettings(fetch_delay=0.0))
    assert [heard.left for heard in report.sources] == [2]
    assert [article.source for article in held(data).values()] == ["The Quay"]


def test_a_local_list_that_is_gone_stops_none_of_its_feeds(site: NewsServer, data: Path, tmp_path: Path) -> None:
    feed = serve_feed(site, *serve_articles(site, "a"))
    listed = tmp_path / "feeds.opml"
    listed.write_text(f'<opml version="2.0"><body><outline type="rss" xmlUrl="{feed}"/></body></opml>', "utf-8")
    read(data, listed, site.url("/a"))
    listed.unlink()
    serve_feed(site, *serve_articles(site, "a", "b"))
    report = read(data, listed, site.url("/a"), again=True)
    assert [item.where for item in report.rejected] == [str(listed)]
    assert paths(site, held(data)) == {"/a", "/b"}
    with closing(Store(data / generation.STORE, read_only=True)) as store:
        assert feed in {status.url for status in store.listing_statuses()}
    with pytest.raises(SourceNotFoundError):
        read(data, listed)


# --- forgetting ---


def test_forgetting_a_feed_keeps_what_lies_below_its_address_and_was_named_elsewhere(
    site: NewsServer, data: Path
) -> None:
    one, two = serve_articles(site, "news/1", "b")
    feeds = [serve_feed(site, one, path="/all.xml"), serve_feed(site, two, path="/news")]
    read(data, *feeds)
    forget(data, parse_source(feeds[1]))
    read(data, feeds[0])
    assert paths(site, held(data)) == {"/news/1"}


def test_forgetting_a_local_list_forgets_its_feeds_but_for_those_that_were_named(
    site: NewsServer, data: Path, tmp_path: Path
) -> None:
    one, two = serve_articles(site, "a", "b")
    feeds = [serve_feed(site, one, path="/1.xml"), serve_feed(site, two, path="/2.xml")]
    outlines = "".join(f'<outline type="rss" xmlUrl="{feed}"/>' for feed in feeds)
    listed = tmp_path / "feeds.opml"
    listed.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', "utf-8")
    read(data, listed, feeds[1])
    assert paths(site, held(data)) == {"/a", "/b"}
    assert forget(data, listed)
    assert remembered(data) == [parse_source(feeds[1])]
    read(data, feeds[1])
    assert paths(site, held(data)) == {"/b"}


def test_pruning_files_is_refused_where_all_that_was_seen_came_from_the_web(
    site: NewsServer, data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    note = folder / "a.txt"
    note.write_text("\n".join([*SCHOOL, "Source: https://paper.example/school"]), "utf-8")
    sources = [parse_source(serve_feed(site, *serve_articles(site, "a"))), folder]
    settings = IndexSettings(fetch_delay=0.0)
    refresh(data, sources, embedder=HashedWords, settings=settings)
    note.unlink()
    report = refresh(data, sources, embedder=HashedWords, settings=settings, prune=True)
    assert report.pruning_refused
    assert "https://paper.example/school" in held(data)


# --- stopping ---


def test_a_writer_that_fails_ends_what_is_still_being_fetched(tmp_path: Path) -> None:
    stop = threading.Event()
    ended: list[bool] = []

    def slow() -> Iterator[Article]:
        yield from map(article, range(arrivals.ARTICLES_AT_ONCE))
        ended.append(stop.wait(20))

    def broken(stage: str, done: int, total: int | None) -> None:
        raise OSError(28, f"No space left {stage, done, total}")

    with closing(Store(tmp_path / "articles.db")) as store, pytest.raises(OSError, match="No space left"):
        sync(store, slow(), read=[], progress=broken, stop=stop)
    assert ended == [True]


def test_what_hosts_ask_for_is_kept_although_the_round_is_interrupted(site: NewsServer, data: Path) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /private\n", type="text/plain")
    feed = serve_feed(site, *serve_articles(site, *(str(number) for number in range(arrivals.ARTICLES_AT_ONCE))))

    def interrupted(stage: str, done: int, total: int | None) -> None:
        raise KeyboardInterrupt(stage, done, total)

    settings = IndexSettings(fetch_delay=0.0)
    with pytest.raises(KeyboardInterrupt):
        refresh(data, [parse_source(feed)], embedder=HashedWords, settings=settings, progress=interrupted)
    with closing(Store(data / generation.STORE, read_only=True)) as store:
        robots, _ = store.manners()
    assert [kept.text for kept in robots.values()] == ["User-agent: *\nDisallow: /private\n"]
