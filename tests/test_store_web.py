"""What is known of sources, listings, pages and hosts, in SQLite and in PostgreSQL."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from index.build import sync
from index.sources.fetching.fetcher import KeptRobots, Validators
from index.sources.listings.listing import Entry
from index.sources.web.state import KnownListing, KnownPage
from index.store import Store
from index.types import SourceStatus
from index_fixtures import article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEED, SITE, OTHER = "https://paper.example/feed", "https://paper.example/", "https://other.example/feed"
NOON, LATER = datetime(2024, 7, 1, 12, tzinfo=UTC), datetime(2024, 7, 2, 12, tzinfo=UTC)


@pytest.fixture
def store(store_place: Path | str) -> Iterator[Store]:
    with closing(Store(store_place)) as opened:
        yield opened


def listing(url: str, parent: str | None = None, *, read: datetime | None = NOON) -> KnownListing:
    return KnownListing(url=url, parent=parent, kind="feed", tried=NOON, succeeded=read)


def page(number: int, of: str = FEED, *, asked: datetime = NOON) -> KnownPage:
    url = f"https://paper.example/{number}"
    return KnownPage(url=url, listing=of, entry=Entry(url=url), asked=asked, changed=NOON)


def test_a_source_is_remembered_once_and_forgotten(store: Store) -> None:
    for location in (FEED, "/news", FEED):
        store.remember(location)
    assert store.sources() == ["/news", FEED]
    assert store.forget("/news")
    assert not store.forget("/news")
    assert store.sources() == [FEED]


def test_a_listing_is_known_as_it_was_met_last_with_the_body_that_was_read_last(store: Store) -> None:
    first = KnownListing(
        url=FEED, parent=SITE, kind="feed", tried=NOON, succeeded=NOON, moved=OTHER, content_type="text/xml",
        charset="utf-8", body=b"<rss/>" * 50, validators=Validators(etag='"a"', last_modified="Monday"),
    )  # fmt: skip
    store.keep_listing(first)
    assert store.listing(FEED) == first
    store.keep_listing(KnownListing(url=FEED, parent=SITE, kind="feed", tried=LATER, failure="it is down"))
    assert store.listing(FEED) == KnownListing(
        url=FEED, parent=SITE, kind="feed", tried=LATER, failure="it is down", body=b"<rss/>" * 50
    )
    assert store.listing(OTHER) is None


def test_the_listings_that_a_source_leads_to_are_those_that_nobody_named(store: Store) -> None:
    for name, parent in (("a", SITE), ("b", "a"), ("c", "b"), ("d", "b"), ("b", "a"), ("e", "c"), (SITE, None)):
        store.keep_listing(listing(name, parent))
    store.keep_listing(listing("f", "a", read=None))
    store.remember("c")
    assert store.listings_below(SITE) == ["a", "b", "d", "f", SITE]
    assert store.listings_below("b") == ["b", "d"]
    assert store.listings_below("c") == ["c", "e"]
    assert store.listings_below("/list.txt") == []
    assert (store.children("a"), store.children("b")) == (["b"], ["c", "d"])


def test_listings_that_name_each_other_are_listed_once(store: Store) -> None:
    store.keep_listing(listing("a", "b"))
    store.keep_listing(listing("b", "a"))
    assert store.listings_below("a") == ["a", "b"]


def test_a_listing_that_is_named_no_more_is_left_out_until_it_is_named_again(store: Store) -> None:
    for name in ("a", "b"):
        store.keep_listing(listing(name, SITE))
    store.drop_all_but(["b"], of=SITE)
    wanted = {name: SourceStatus(url=name, kind="feed", succeeded=NOON, tried=NOON, failure=None) for name in "ab"}
    assert store.listing_statuses() == (wanted["b"],)
    store.keep_listing(listing("a", SITE))
    assert store.listing_statuses() == (wanted["a"], wanted["b"])


def test_a_page_is_known_as_it_was_met_last(store: Store) -> None:
    url = "https://paper.example/ü?a=%20"
    complete = KnownPage(
        url=url, listing=FEED, entry=Entry(url=url, title="50 % «günstiger»", author="Ada"), asked=NOON, changed=LATER,
        came_from=url + "#x", validators=Validators(etag='W/"b"'), rules=b"\x00\xff", content=b"\x01", size=7,
        name="Paper", language="de", updated=NOON, whole=True, failing=LATER, refused="a video", gone="moved",
    )  # fmt: skip
    store.keep_page(page(1))
    store.keep_page(complete)
    assert (store.page(url), store.page(page(1).url), store.page("none")) == (complete, page(1), None)
    store.keep_page(KnownPage(url=url, listing=OTHER, entry=Entry(url=url), asked=LATER, changed=LATER))
    assert store.page(url) == KnownPage(url=url, listing=OTHER, entry=Entry(url=url), asked=LATER, changed=LATER)


def test_the_pages_of_a_listing_come_with_those_asked_for_longest_ago_first(store: Store) -> None:
    for known in (page(3), page(1, asked=LATER), page(2), page(4, of=OTHER)):
        store.keep_page(known)
    assert store.pages_of(FEED) == [page(2).url, page(3).url, page(1).url]


def test_what_hosts_ask_for_is_known_as_it_was_kept_last(store: Store) -> None:
    robots = KeptRobots(text="Disallow: /a\n", fetched=NOON)
    store.keep_manners({SITE: robots, OTHER: robots}, {"paper.example": NOON})
    later = KeptRobots(text="", fetched=LATER)
    store.keep_manners({OTHER: later}, {"paper.example": LATER})
    assert store.manners() == ({SITE: robots, OTHER: later}, {"paper.example": LATER})


def test_a_feed_that_is_forgotten_takes_its_articles_along_and_no_others(store: Store) -> None:
    store.remember(SITE)
    store.keep_listing(listing(SITE))
    store.keep_listing(listing(FEED, SITE))
    store.keep_page(page(1))
    store.keep_page(page(2, of=OTHER))
    sync(store, [article(1, at=page(1).url), article(2, at=page(2).url)], read=[])
    assert store.forget(SITE)
    assert store.settle(run=store.next_run(), read=[]).removed == 1
    assert (store.page(page(1).url), store.page(page(2).url)) == (None, page(2, of=OTHER))
    assert store.listing_statuses() == ()


def test_a_folder_that_is_forgotten_takes_along_what_lies_below_it_and_no_others(store: Store) -> None:
    store.remember("/news/a")
    below = ("/news/a", "/news/a/1.txt", "/news/a:2", "/news/a#3")
    beside = ("/news/a.txt", "/news/ab", "/news/a b", "/NEWS/a/1.txt", "/news", "/news/a\uffff")
    articles = [article(number, at=at) for number, at in enumerate((*below, *beside), 1)]
    sync(store, articles, read=[])
    assert store.forget("/news/a")
    assert store.settle(run=store.next_run(), read=[]).removed == len(below)
    left = sorted(store.version(version).url for version in store.unchunked("none"))
    assert left == sorted(item.url for item in articles[len(below) :])
