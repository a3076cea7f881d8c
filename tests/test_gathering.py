from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

from fakes import HashedWords
from index.config import IndexSettings
from index.refreshing import refresh
from index.sources.named import WebSource
from index_fixtures import held
from news_server import NewsServer, bomb, cut_off, hang_up
from news_site import FERRY, RSS, SCHOOL, XML, Item, page, read, rss, serve_feed, sitemap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.build import Report


@pytest.fixture
def site() -> Iterator[NewsServer]:
    with NewsServer() as server:
        yield server


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def failures(report: Report) -> dict[str, str]:
    """Why listings and pages could not be read, by their addresses."""
    listings = {heard.listing.url: heard.listing.failure for heard in report.sources if heard.listing.failure}
    return listings | {item.where: item.reason for item in report.rejected}


# --- what is read ---


def test_the_pages_that_a_feed_lists_become_articles_with_what_page_and_feed_tell(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry stays in port", *FERRY))
    feed = serve_feed(
        site,
        Item(
            link=site.url("/ferry?utm_source=rss"),
            title="Ferry stays in port",
            published="Tue, 12 Nov 2024 10:00:00 +0700",
            summary="The ferry has not sailed.",
        ),
    )
    report = read(data, feed)
    (article,) = held(data).values()
    assert article.url == site.url("/ferry")
    assert article.text == "\n".join(FERRY)
    assert (article.title, article.language, article.source) == ("Ferry stays in port", "en", "127.0.0.1")
    assert article.published == datetime(2024, 11, 12, 3, tzinfo=UTC)
    assert (article.date_source, article.updated, article.origin) == ("feed", None, None)
    assert report.changes.added == 1
    assert [(heard.listing.kind, heard.listed, heard.asked) for heard in report.sources] == [("feed", 1, 1)]


def test_an_entry_that_holds_the_whole_article_needs_no_request(site: NewsServer, data: Path) -> None:
    paragraphs = [f"{text} Part {number} of the report says so." for number, text in enumerate([*FERRY, *SCHOOL] * 3)]
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    feed = serve_feed(site, Item(link=site.url("/whole"), title="All of it", body=body))
    read(data, feed)
    (article,) = held(data).values()
    assert (article.title, article.text) == ("All of it", "\n".join(paragraphs))
    assert site.paths() == ["/feed.xml"]


def test_a_host_of_ones_own_network_needs_no_dot_when_it_is_what_was_typed(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    site.serve("/feed.xml", rss(Item(link=site.url("/ferry", host="localhost"))), type=RSS)
    read(data, site.url("/feed.xml", host="localhost"))
    assert set(held(data)) == {site.url("/ferry", host="localhost")}


def test_an_outlet_is_called_what_its_pages_call_it(site: NewsServer, data: Path) -> None:
    facts = {"@type": "NewsArticle", "headline": "Ferry", "publisher": {"@type": "Organization", "name": "The Quay"}}
    json_ld = f'<script type="application/ld+json">{json.dumps(facts)}</script>'
    site_name = '<meta property="og:site_name" content="Elmstadt Post">'
    site.serve("/1", page("Ferry", *FERRY, head=json_ld + site_name))
    site.serve("/2", page("School", *SCHOOL, head=site_name))
    site.serve("/3", page("School", *SCHOOL, *FERRY, head=f'<meta property="og:site_name" content="{"x" * 99}">'))
    read(data, serve_feed(site, *(Item(link=site.url(f"/{number}")) for number in (1, 2, 3))))
    found = {address.removeprefix(site.url("")): article.source for address, article in held(data).items()}
    assert found == {"/1": "The Quay", "/2": "Elmstadt Post", "/3": "127.0.0.1"}


def test_feeds_of_every_kind_are_read(site: NewsServer, data: Path) -> None:
    for name in ("rss", "atom", "json"):
        site.serve(f"/{name}-article", page(f"About {name}", *FERRY, f"This was told by way of {name}."))
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><entry><title>About atom</title>'
        f'<link rel="alternate" href="{site.url("/atom-article")}"/><updated>2024-11-12T08:00:00Z</updated></entry>'
        "</feed>"
    )
    items = [{"id": "1", "url": site.url("/json-article"), "title": "About json"}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": items}
    site.serve("/rss", rss(Item(link=site.url("/rss-article"), title="About rss")), type=RSS)
    site.serve("/atom", atom, type="application/atom+xml")
    site.serve("/json", json.dumps(feed), type="application/feed+json")
    read(data, *(site.url(f"/{name}") for name in ("rss", "atom", "json")))
    assert {article.title for article in held(data).values()} == {"About rss", "About atom", "About json"}


def test_sitemaps_are_followed_from_their_index(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    site.serve("/school", page("School", *SCHOOL))
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{site.url('/map-1.xml')}</loc></sitemap><sitemap><loc>{site.url('/map-2.xml')}</loc></sitemap>"
        "</sitemapindex>"
    )
    site.serve("/sitemap.xml", index, type=XML)
    site.serve("/map-1.xml", sitemap(site.url("/ferry")), type=XML)
    site.serve("/map-2.xml", sitemap(site.url("/school")), type=XML)
    report = read(data, site.url("/sitemap.xml"))
    assert set(held(data)) == {site.url("/ferry"), site.url("/school")}
    assert sorted(heard.listing.kind or "" for heard in report.sources) == ["sitemap", "sitemap", "sitemap index"]


@pytest.mark.parametrize("local", [True, False])
def test_a_list_of_feeds_is_read_from_the_web_or_a_file(
    site: NewsServer, data: Path, tmp_path: Path, *, local: bool
) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    site.serve("/school", page("School", *SCHOOL))
    feeds = [serve_feed(site, Item(link=site.url(f"/{name}")), path=f"/{name}.xml") for name in ("ferry", "school")]
    outlines = "".join(f'<outline text="x" type="rss" xmlUrl="{feed}"/>' for feed in feeds)
    opml = f'<opml version="2.0"><head/><body><outline text="News">{outlines}</outline></body></opml>'
    site.serve("/feeds.opml", opml, type="text/x-opml")
    (tmp_path / "feeds.opml").write_text(opml, "utf-8")
    if local:
        # A file may name any host: whoever reads it allows those of their own network by name.
        read(data, tmp_path / "feeds.opml", site.url("/ferry"))
    else:
        read(data, site.url("/feeds.opml"))
    assert set(held(data)) == {site.url("/ferry"), site.url("/school")}


def test_a_sites_feed_is_found(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    serve_feed(site, Item(link=site.url("/ferry")), path="/all/feed")
    link = '<link rel="alternate" type="application/rss+xml" href="/all/feed">'
    site.serve("/", f"<html><head><title>The Quay</title>{link}</head><body><p>News</p></body></html>")
    report = read(data, site.url("/"))
    assert set(held(data)) == {site.url("/ferry")}
    assert {heard.listing.kind for heard in report.sources} == {"site", "feed"}


def test_a_site_that_names_no_feed_is_asked_at_the_usual_places_once(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    serve_feed(site, Item(link=site.url("/ferry")), path="/rss.xml")
    site.serve("/", "<html><head><title>The Quay</title></head><body><p>News</p></body></html>")
    read(data, site.url("/"))
    assert set(held(data)) == {site.url("/ferry")}
    site.requests.clear()
    read(data, site.url("/"))
    assert sorted(site.paths()) == ["/", "/ferry", "/rss.xml"]


def test_a_site_without_any_feed_is_told_with_what_to_do(site: NewsServer, data: Path) -> None:
    site.serve("/", "<html><head><title>The Quay</title></head><body><p>News</p></body></html>")
    report = read(data, site.url("/"))
    assert failures(report)[site.url("/")].startswith("names no feed, and none is at the usual places: name")
    assert report.generation is None


def test_a_page_that_was_named_is_an_article_and_is_asked_for_again(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    report = read(data, site.url("/ferry"))
    assert set(held(data)) == {site.url("/ferry")}
    assert [heard.listing.kind for heard in report.sources] == ["page"]
    site.requests.clear()
    assert read(data, site.url("/ferry")).changes.unchanged == 1
    assert [(request.path, "if-none-match" in request.headers) for request in site.requests] == [("/ferry", True)]


def encoded(letter: str, charset: str) -> bytes:
    """A letter in a charset; windows-1258 has some Vietnamese ones only with their tone apart."""
    try:
        return letter.encode(charset)
    except UnicodeEncodeError:
        parts = normalize("NFD", letter)
        tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        return (normalize("NFC", "".join(part for part in parts if part not in tones)) + tones).encode(charset)


@pytest.mark.parametrize(
    ("charset", "language", "title", "paragraphs"),
    [
        (
            "iso-8859-1", "de", "Fähre bleibt im Hafen",
            ("Die Fähre zur Möweninsel fährt seit Montag nicht mehr, weil ihre Maschine im Nebel ausgefallen ist.",
             "Kapitänin Runa Holst sagte, ein Ersatzteil sei unterwegs und werde noch vor dem Wochenende eingebaut."),
        ),
        (
            "windows-1258", "vi", "Phà nằm bờ",
            ("Chiếc phà ra đảo Hải Âu đã không chạy từ hôm thứ hai vì động cơ hỏng trong màn sương dày ngoài bến bắc.",
             "Thuyền trưởng nói rằng phụ tùng đang được chở đến và sẽ được lắp xong trước ngày nghỉ cuối tuần này."),
        ),
        (
            "windows-1251", "ru", "Паром остался в порту",
            ("Паром на остров Чаек не ходит с понедельника, потому что в тумане у северного причала отказал двигатель.",
             "Капитан Руна Хольст сказала, что запасная часть уже в пути и будет установлена до выходных дней."),
        ),
        (
            "shift_jis", "ja", "フェリーは港に",
            ("かもめ島へのフェリーは、北の桟橋の沖で霧の中でエンジンが故障したため、月曜日から運航していない。" * 2,
             "船長によると、交換部品は輸送中で、週末までに取り付けられる予定であり、運賃は払い戻される。" * 2),
        ),
        (
            "gbk", "zh", "渡轮停航",
            ("开往海鸥岛的渡轮自星期一以来一直停航，因为它的发动机在北码头外的大雾中发生了故障，没有人员受伤。" * 2,
             "船长鲁娜表示，备用零件正在运输途中，将在周末之前安装完毕，乘客可以免费改签或者退票，票款全额退还。" * 2),
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("in_header", [True, False])
def test_pages_are_read_in_their_language_and_charset(  # noqa: PLR0917 - what is tried
    site: NewsServer,
    data: Path,
    charset: str,
    language: str,
    title: str,
    paragraphs: tuple[str, ...],
    *,
    in_header: bool,
) -> None:
    html = page(title, *paragraphs, language=language, charset="" if in_header else charset)
    body = b"".join(encoded(letter, charset) for letter in html)
    site.serve("/p", body, type=f"text/html; charset={charset}" if in_header else "text/html")
    read(data, serve_feed(site, Item(link=site.url("/p"))))
    (article,) = held(data).values()
    assert (article.title, article.text, article.language) == (title, "\n".join(paragraphs), language)


def test_what_the_settings_say_of_a_source_counts(site: NewsServer, data: Path) -> None:
    for number in range(4):
        site.serve(f"/{number}", page(f"Report {number}", *FERRY, f"This is report number {number} of the series."))
    dates = (
        "Mon, 06 Jan 2025 10:00:00 GMT",
        "Sun, 05 Jan 2025 10:00:00 GMT",
        "Sat, 04 Jan 2025 10:00:00 GMT",
        "Wed, 01 Jan 2014 10:00:00 GMT",
    )
    feed = serve_feed(
        site,
        *(Item(link=site.url(f"/{number}"), published=f"{date} 10:00:00 GMT") for number, date in enumerate(dates)),
    )
    source = WebSource(url=feed, name="The Quay Post", language="da", limit=2, max_age=timedelta(days=3650))
    refresh(data, [source], embedder=HashedWords, settings=IndexSettings(fetch_delay=0.0))
    assert set(held(data)) == {site.url("/0"), site.url("/1")}
    assert {(article.source, article.language) for article in held(data).values()} == {("The Quay Post", "da")}
    refresh(data, [source], embedder=HashedWords, settings=IndexSettings(fetch_delay=0.0))
    assert set(held(data)) == {site.url(f"/{number}") for number in range(3)}


# --- what fails ---


def test_one_bad_place_never_stops_the_rest(site: NewsServer, data: Path) -> None:
    site.serve("/good", page("Ferry", *FERRY))
    site.serve("/huge", "<html><body>" + "<p>long</p>" * 600_000)
    site.answer("/bomb", bomb(64 * 1024**2))
    site.answer("/cut", cut_off(b"<html><body><p>half"))
    site.answer("/nothing", hang_up)
    site.serve("/picture", b"\x89PNG\r\n\x1a\n\x00\x00", type="image/png")
    site.serve("/busy", "later", status=503)
    site.serve("/broken.xml", "<rss><channel><item><title>half", type=RSS)
    site.redirect("/round", "/round")
    site.redirect("/inside", site.url("/good", host="localhost"))
    site.redirect("/elsewhere", "file:///etc/passwd")
    bad = ["huge", "bomb", "cut", "nothing", "picture", "busy", "round", "inside", "elsewhere", "absent"]
    links = [site.url(f"/{name}") for name in [*bad, "good"]]
    feed = serve_feed(site, *(Item(link=link) for link in links), Item(link=site.url("/good", host="localhost")))
    report = read(data, site.url("/broken.xml"), site.url("/missing.xml"), feed)
    assert set(held(data)) == {site.url("/good")}
    told = {address.removeprefix(site.url("")): reason for address, reason in failures(report).items()}
    assert set(told) == {
        "/broken.xml", "/missing.xml", *(f"/{name}" for name in bad), site.url("/good", host="localhost"),
    }  # fmt: skip
    for place, words in {
        "/missing.xml": "HTTP 404", "/absent": "HTTP 404", "/busy": "HTTP 503", "/huge": "5 MB", "/bomb": "5 MB",
        "/picture": "image/png", "/round": "circle", "/elsewhere": "http", "/inside": "--allow-host localhost",
        site.url("/good", host="localhost"): "is a loopback address",
    }.items():  # fmt: skip
        assert words in told[place], (place, told[place])
    assert all(told.values())


def test_what_robots_txt_disallows_is_not_asked_for(site: NewsServer, data: Path) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /private\n", type="text/plain")
    site.serve("/private/1", page("Secret", *SCHOOL))
    site.serve("/ferry", page("Ferry", *FERRY))
    report = read(data, serve_feed(site, Item(link=site.url("/private/1")), Item(link=site.url("/ferry"))))
    assert set(held(data)) == {site.url("/ferry")}
    assert "/private/1" not in site.paths()
    assert "robots.txt" in failures(report)[site.url("/private/1")]


def test_a_failed_source_keeps_its_articles_and_its_last_success(site: NewsServer, data: Path) -> None:
    site.serve("/ferry", page("Ferry", *FERRY))
    feed = serve_feed(site, Item(link=site.url("/ferry")))
    before = read(data, feed).sources[0].listing.succeeded
    site.serve("/feed.xml", "busy", status=500)
    (heard,) = read(data, feed).sources
    assert (heard.listing.failure, heard.listing.succeeded) == ("HTTP 500", before)
    assert set(held(data)) == {site.url("/ferry")}


def test_a_host_that_asks_for_time_is_left_alone_also_by_the_next_round(site: NewsServer, data: Path) -> None:
    feed = serve_feed(site, Item(link=site.url("/a")), Item(link=site.url("/b")))
    site.serve("/a", "later", status=429, headers={"Retry-After": "3600"})
    report = read(data, feed)
    assert site.paths() == ["/feed.xml", "/a"]
    assert "no requests before" in failures(report)[site.url("/b")]
    site.requests.clear()
    assert "no requests before" in failures(read(data, feed))[feed]
    assert site.requests == []
