"""Articles that are as they were, corrected, moved, withdrawn, or back again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from fakes import HashedWords
from index.config import IndexSettings
from index.refreshing import forget, refresh, remembered
from index.sources.named import WebSource, parse_source
from index_fixtures import held
from news_server import NewsServer
from news_site import FERRY, SCHOOL, XML, Item, page, read, serve_feed, sitemap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPAIRED = "Correction: the engine was repaired on Thursday, not on Friday as an earlier version of this report had it."


@pytest.fixture
def site() -> Iterator[NewsServer]:
    with NewsServer() as server:
        yield server


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_a_second_pass_over_500_unchanged_pages_sends_only_conditional_requests_and_embeds_nothing(
    site: NewsServer, data: Path
) -> None:
    for number in range(500):
        site.serve(
            f"/{number}", page(f"Report {number}", *FERRY, f"Report {number} was written by hand number {number}.")
        )
    site.serve("/sitemap.xml", sitemap(*(site.url(f"/{number}") for number in range(500))), type=XML)
    assert read(data, site.url("/sitemap.xml")).changes.added == 500
    site.requests.clear()
    again = HashedWords()
    report = read(data, site.url("/sitemap.xml"), embedder=again)
    assert len(site.requests) == 501
    assert all("if-none-match" in request.headers for request in site.requests)
    assert (report.changes.unchanged, report.changes.changed, report.embedded, report.published) == (500, 0, 0, False)
    assert again.embedded == []


def test_a_corrected_article_is_a_new_version_that_says_when_the_change_was_met(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    feed = serve_feed(site, Item(link=site.url("/ferry"), published="Tue, 12 Nov 2024 10:00:00 GMT"))
    read(data, feed)
    site.serve("/ferry", page("Ferry", *FERRY, REPAIRED))
    began = datetime.now(UTC).replace(microsecond=0)
    report = read(data, feed)
    (article,) = held(data).values()
    assert REPAIRED in article.text
    assert article.published == datetime(2024, 11, 12, 10, tzinfo=UTC)
    assert article.updated is not None
    assert began <= article.updated <= datetime.now(UTC)
    assert (report.changes.changed, report.published) == (1, True)
    # It stays the time when it was met.
    site.serve("/ferry", page("Ferry", *FERRY, REPAIRED) + "<!-- another advertisement -->")
    assert not read(data, feed).published
    assert held(data)[article.url] == article


def test_a_correction_that_the_page_dates_is_dated_by_the_page(site: NewsServer, data: Path) -> None:
    head = '<meta property="article:published_time" content="2024-11-12T10:00:00Z">'
    site.serve("/ferry", page("Ferry", *FERRY, head=head))
    feed = serve_feed(site, Item(link=site.url("/ferry")))
    read(data, feed)
    head += '<meta property="article:modified_time" content="2024-11-13T07:30:00+01:00">'
    site.serve("/ferry", page("Ferry", *FERRY, REPAIRED, head=head))
    read(data, feed)
    (article,) = held(data).values()
    assert article.updated == datetime(2024, 11, 13, 6, 30, tzinfo=UTC)
    assert article.date_source == "meta"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_takes_its_article_with_it_and_brings_it_back(
    site: NewsServer, data: Path, status: int
) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    site.serve("/school", page("School", *SCHOOL))
    feed = serve_feed(site, Item(link=site.url("/ferry")), Item(link=site.url("/school")))
    read(data, feed)
    site.withdraw("/ferry", status)
    assert read(data, feed).changes.removed == 1
    assert set(held(data)) == {site.url("/school")}
    assert not read(data, feed).published
    site.serve("/ferry", page("Ferry", *FERRY))
    assert read(data, feed).changes.added == 1
    assert set(held(data)) == {site.url("/ferry"), site.url("/school")}


@pytest.mark.parametrize("status", [403, 500])
def test_a_page_that_cannot_be_read_today_keeps_its_article(site: NewsServer, data: Path, status: int) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    feed = serve_feed(site, Item(link=site.url("/ferry")))
    read(data, feed)
    site.serve("/ferry", "no", status=status)
    report = read(data, feed)
    assert [item.where for item in report.rejected] == [site.url("/ferry")]
    assert set(held(data)) == {site.url("/ferry")}


def test_a_page_that_leads_to_the_front_page_is_gone(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    feed = serve_feed(site, Item(link=site.url("/ferry")))
    read(data, feed)
    site.serve("/", page("The Quay", *SCHOOL))
    site.redirect("/ferry", "/")
    assert read(data, feed).changes.removed == 1
    assert held(data) == {}


def test_a_notice_of_retraction_withdraws_the_article(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    feed = serve_feed(site, Item(link=site.url("/ferry")))
    read(data, feed)
    site.serve("/ferry", page("Ferry", "This article has been withdrawn because it named the wrong ship as the one."))
    assert read(data, feed).changes.removed == 1
    assert held(data) == {}
    site.requests.clear()
    assert not read(data, feed).published


def test_an_article_that_left_its_feed_stays_and_is_still_looked_after(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    site.serve("/school", page("School", *SCHOOL))
    read(data, serve_feed(site, Item(link=site.url("/ferry"), published="Tue, 12 Nov 2024 10:00:00 GMT")))
    feed = serve_feed(site, Item(link=site.url("/school")))
    read(data, feed)
    assert set(held(data)) == {site.url("/ferry"), site.url("/school")}
    site.serve("/ferry", page("Ferry", *FERRY, REPAIRED))
    read(data, feed)
    corrected = held(data)[site.url("/ferry")]
    assert REPAIRED in corrected.text
    # What its feed said of it is not forgotten.
    assert (corrected.published, corrected.date_source) == (datetime(2024, 11, 12, 10, tzinfo=UTC), "feed")
    site.withdraw("/ferry")
    read(data, feed)
    assert set(held(data)) == {site.url("/school")}


def test_an_article_that_moved_is_one_article(site: NewsServer, data: Path) -> None:
    site.serve("/old", page("Ferry", *FERRY))
    feed = serve_feed(site, Item(link=site.url("/old")))
    read(data, feed)
    site.serve("/new", page("Ferry", *FERRY))
    site.redirect("/old", "/new", status=301)
    report = read(data, feed)
    assert set(held(data)) == {site.url("/new")}
    assert (report.changes.added, report.changes.removed) == (1, 1)


def test_two_addresses_of_one_page_are_one_article(site: NewsServer, data: Path) -> None:
    head = f'<link rel="canonical" href="{site.url("/ferry")}">'
    for path in ("/ferry", "/amp/ferry"):
        site.serve(path, page("Ferry", *FERRY, head=head))
    read(data, serve_feed(site, Item(link=site.url("/amp/ferry")), Item(link=site.url("/ferry?fbclid=9"))))
    assert set(held(data)) == {site.url("/ferry")}


def test_a_copy_that_names_another_sites_page_as_its_own_keeps_its_address_and_tells_the_origin(
    site: NewsServer, data: Path
) -> None:
    head = '<link rel="canonical" href="https://wire.example/ferry-1">'
    site.serve("/ferry", page("Ferry", *FERRY, head=head))
    read(data, serve_feed(site, Item(link=site.url("/ferry"))))
    (article,) = held(data).values()
    assert (article.url, article.origin) == (site.url("/ferry"), "https://wire.example/ferry-1")


def test_a_source_line_of_a_page_is_its_origin(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY, "Source: https://wire.example/ferry-1"))
    read(data, serve_feed(site, Item(link=site.url("/ferry"))))
    (article,) = held(data).values()
    assert (article.text, article.origin) == ("\n".join(FERRY), "https://wire.example/ferry-1")


def test_whole_entries_are_read_again_only_when_they_change_and_go_with_their_page(
    site: NewsServer, data: Path
) -> None:
    texts = [f"{text} Part {number} of the report says so." for number, text in enumerate([*FERRY, *SCHOOL] * 3)]

    def entry(*more: str) -> Item:
        return Item(link=site.url("/whole"), title="All", body="".join(f"<p>{text}</p>" for text in [*texts, *more]))

    site.serve("/whole", "<p>not needed</p>")
    feed = serve_feed(site, entry())
    read(data, feed)
    site.requests.clear()
    assert read(data, feed).changes.unchanged == 1
    assert [(request.method, request.path) for request in site.requests] == [("GET", "/feed.xml"), ("HEAD", "/whole")]
    serve_feed(site, entry(REPAIRED))
    assert read(data, feed).changes.changed == 1
    assert held(data)[site.url("/whole")].text.endswith(REPAIRED)
    site.serve("/whole", "not allowed", status=405)
    assert read(data, feed).changes.unchanged == 1
    site.withdraw("/whole")
    assert read(data, feed).changes.removed == 1
    assert not read(data, feed).published
    site.serve("/whole", page("All", *texts, REPAIRED))
    assert read(data, feed).changes.added == 1
    # Once it has left the feed, its page speaks for it.
    serve_feed(site, Item(link=site.url("/none")))
    assert read(data, feed).changes.unchanged == 1
    assert held(data)[site.url("/whole")].text.endswith(REPAIRED)
    site.serve("/whole", page("All", *texts, REPAIRED, "A second correction: the ship is called Petrel, not Kestrel."))
    assert read(data, feed).changes.changed == 1
    assert held(data)[site.url("/whole")].updated is not None


def test_an_article_of_two_feeds_is_told_of_by_the_first(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    first = serve_feed(site, Item(link=site.url("/ferry"), published="Tue, 12 Nov 2024 10:00:00 GMT"))
    read(data, first)
    second = serve_feed(site, Item(link=site.url("/ferry"), published="Wed, 13 Nov 2024 10:00:00 GMT"), path="/2.xml")
    for feeds in ([second], [second, first], [first, second]):
        site.requests.clear()
        assert not read(data, *feeds).published
        assert all("if-none-match" in request.headers for request in site.requests if request.path == "/ferry")


def test_a_source_that_is_named_otherwise_is_read_anew(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    source = WebSource(url=serve_feed(site, Item(link=site.url("/ferry"))))
    for name in ("The Quay", "The Quay Post"):
        named = replace(source, name=name)
        refresh(data, [named], embedder=HashedWords, settings=IndexSettings(fetch_delay=0.0))
        (article,) = held(data).values()
        assert (article.source, article.updated) == (name, None)


def test_a_date_to_come_is_doubted_with_a_note(site: NewsServer, data: Path) -> None:
    coming = (datetime.now(UTC) + timedelta(days=400)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    site.serve("/ferry", page("Ferry", *FERRY))
    report = read(data, serve_feed(site, Item(link=site.url("/ferry"), published=coming)))
    (article,) = held(data).values()
    assert (article.published, article.date_source) == (None, None)
    assert [note.where for note in report.notes] == [site.url("/ferry")]
    assert "to come" in report.notes[0].text


def test_what_was_named_is_read_again_until_it_is_forgotten(site: NewsServer, data: Path, tmp_path: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    feed = serve_feed(site, Item(link=site.url("/ferry")))
    note = tmp_path / "note.txt"
    note.write_text("\n".join([*SCHOOL, "Source: https://paper.example/school"]), "utf-8")
    read(data, feed, note)
    assert remembered(data) == [note, parse_source(feed)]
    assert forget(data, parse_source(feed))
    assert not forget(data, parse_source("https://never.example/"))
    report = read(data, *map(str, [note]), again=True)
    assert set(held(data)) == {"https://paper.example/school"}
    assert report.changes.removed == 1
    note.unlink()
    report = read(data, note, again=True)
    assert "no longer there" in report.rejected[0].reason
    assert set(held(data)) == {"https://paper.example/school"}
    forget(data, note)
    read(data, again=True)
    assert held(data) == {}
