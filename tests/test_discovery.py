"""Whether a page is an article or a site, and which feeds a site names."""

from __future__ import annotations

import pytest

from index.sources.listings.discovery import GUESSES
from index.sources.listings.listing import Listing, read_listing

FEED = '<link rel="alternate" type="application/rss+xml" title="Der Kai" href="/feed">'
ARTICLE = '<meta property="og:type" content="article">'


def read(head: str, url: str = "https://kai.example/politik", body: str = "<p>Hafen</p>") -> Listing:
    page = f'<!DOCTYPE html><html lang="de"><head><title>Der Kai</title>{head}</head><body>{body}</body></html>'
    return read_listing(page.encode(), url=url)


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def link(href: str, title: str = "", kind: str = "application/rss+xml", rel: str = "alternate") -> str:
    return f'<link rel="{rel}" type="{kind}" title="{title}" href="{href}">'


# --- article or site ---


@pytest.mark.parametrize(
    "url",
    [
        "https://kai.example", "https://kai.example/", "https://kai.example/?utm_source=x", "https://kai.example/#oben",
        "https://kai.example/de/", "https://kai.example/de", "https://kai.example/en-us/", "https://kai.example/zh-hans/",
        "https://kai.example/index.html", "https://kai.example/index.php", "https://kai.example/de/index.shtml",
        "https://kai.example/Default.aspx", "https://kai.example/index.de.html",
    ],
)  # fmt: skip
def test_a_home_page_is_a_site_whatever_it_says(url: str) -> None:
    assert read(ARTICLE + FEED, url) == Listing(kind="site", sources=("https://kai.example/feed",), language="de")
    assert read(ARTICLE, url) == Listing(kind="site", language="de")


@pytest.mark.parametrize(
    "url",
    [
        "https://kai.example/?p=17",
        "https://kai.example/index.php?id=17",
        "https://kai.example/de/hafen",
        "https://kai.example/abc/",
    ],
)
def test_other_addresses_may_be_those_of_articles(url: str) -> None:
    assert read(ARTICLE + FEED, url) == Listing(kind="page", language="de")


@pytest.mark.parametrize(
    "head",
    [
        ARTICLE,
        '<meta name="og:type" content=" Article ">',
        '<meta property="article:published_time" content="2024-11-30T10:00:00Z">',
        json_ld('{"@type": "NewsArticle", "headline": "Hafen"}'),
        json_ld('{"@context": "https://schema.org", "@type": ["Thing", "ReportageNewsArticle"]}'),
        json_ld('[{"@type": "BreadcrumbList"}, {"@type": "BlogPosting"}]'),
        json_ld('{"@graph": [{"@type": "WebSite"}, {"@type": "LiveBlogPosting"}]}'),
        json_ld('{"@graph": [[{"@type": "http://schema.org/Article"}]]};'),
        json_ld('{"@type": "WebPage", "mainEntity": {"@type": "Article"}}'),
        json_ld("{kaputt") + json_ld('{"@type": "Article", "articleBody": "Zeile\nZeile"}'),
    ],
)
def test_a_page_that_says_it_is_an_article_is_one(head: str) -> None:
    assert read(head + FEED).kind == "page"
    assert read(head).kind == "page"


def test_a_page_with_an_article_marked_in_it_is_one() -> None:
    assert read(FEED, body='<div itemprop="articleBody"><p>Hafen</p></div>').kind == "page"


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta property="og:type" content="website">',
        json_ld('{"@type": "CollectionPage"}'),
        json_ld('{"@type": "JobPosting"}'),
        json_ld('{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle"}]}'),
        json_ld(str([{"@type": "NewsArticle"}] * 4).replace("'", '"')),
        json_ld("[" * 100_000),
        json_ld("null"),
    ],
)
def test_a_page_that_names_feeds_and_says_nothing_of_an_article_is_a_site(head: str) -> None:
    assert read(head + FEED) == Listing(kind="site", sources=("https://kai.example/feed",), language="de")
    assert read(head) == Listing(kind="page", language="de")


def test_a_list_of_articles_marked_in_a_page_is_no_article() -> None:
    assert read(FEED, body='<div itemprop="articleBody"><p>Hafen</p></div>' * 4).kind == "site"


def test_a_page_that_names_only_a_feed_of_comments_is_no_site() -> None:
    assert read(link("/hafen/feed", "Hafen » Kommentar-Feed")).kind == "page"


def test_a_page_that_lists_feeds_for_readers_is_a_site() -> None:
    links = "".join(f'<a href="/rss/{name}.xml">{name}</a>' for name in ("politik", "sport", "kultur"))
    assert len(read("", body=links).sources) == 3
    assert read("", body=links[: links.index("<a", 5)]).kind == "page"


# --- the feeds of a site ---


def feeds(*links: str, url: str = "https://kai.example/", body: str = "", base: str = "") -> tuple[str, ...]:
    return read(base + "".join(links), url, body).sources


@pytest.mark.parametrize(
    "kind",
    [
        "application/rss+xml", "application/atom+xml", "application/feed+json", "application/json",
        "application/rdf+xml", "Application/RSS+XML; charset=utf-8", "text/xml", "application/xml", "",
    ],
)  # fmt: skip
def test_a_feed_may_be_of_many_types(kind: str) -> None:
    assert feeds(link("/feed.xml", kind=kind)) == ("https://kai.example/feed.xml",)


@pytest.mark.parametrize(
    "given",
    [
        link("/de/", kind="text/html"),
        link("/style.css", kind="text/css", rel="alternate stylesheet"),
        link("/feed", rel="stylesheet"),
        link("/wp-json/wp/v2/pages/2", kind="application/json"),
        link("/api/page.json", kind="application/json"),
        link("/oembed?url=x&format=xml", kind="text/xml+oembed"),
        link("/amp", kind=""),
        link("mailto:mia@kai.example"),
        '<link rel="alternate" type="application/rss+xml">',
    ],
)
def test_other_links_are_no_feeds(given: str) -> None:
    assert feeds(given) == ()


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("feed", "https://kai.example/de/feed"),
        ("/feed?utm_source=x", "https://kai.example/feed"),
        ("//insel.example/feed", "https://insel.example/feed"),
        ("feed://kai.example/feed", "http://kai.example/feed"),
        (" /feed\n", "https://kai.example/feed"),
    ],
)
def test_a_feed_is_resolved_against_the_page(href: str, address: str) -> None:
    assert feeds(link(href), url="https://kai.example/de/") == (address,)


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("https://insel.example/x/", "https://insel.example/x/feed"),
        ("/y/", "https://kai.example/y/feed"),
        ("::", "https://kai.example/::"),
    ],
)
def test_the_base_of_a_page_counts(base: str, address: str) -> None:
    found = feeds(link("feed"), base=f'<base href="{base}">')
    assert found == (address if base != "::" else "https://kai.example/feed",)


@pytest.mark.parametrize(
    ("title", "href"),
    [
        ("Der Kai » Kommentar-Feed", "/k"),
        ("Der Kai &raquo; Kommentare-Feed", "/k"),
        ("The Quay » Comments Feed", "/k"),
        ("Le Quai » Flux des commentaires", "/k"),
        ("El Muelle » Feed de los comentarios", "/k"),
        ("Il Molo » Feed dei commenti", "/k"),
        ("Вести » Лента комментариев", "/k"),
        ("Bến Cảng » Dòng bình luận", "/k"),
        ("码头 » 评论Feed", "/k"),
        ("埠頭 » コメントフィード", "/k"),
        ("Rıhtım » yorum akışı", "/k"),
        ("", "/comments/feed/"),
        ("", "/comments/feed/atom/"),
        ("", "/feeds/17/comments/default"),
        ("", "/?feed=comments-rss2"),
        ("", "/rss-comments.xml"),
    ],
)
def test_feeds_of_comments_are_left_out(title: str, href: str) -> None:
    assert feeds(link(href, title), link("/feed", "Der Kai")) == ("https://kai.example/feed",)


@pytest.mark.parametrize("title", ["Comment &amp; Analysis", "Kommentar", "Meinung", "Comment is free"])
def test_feeds_of_opinion_are_not_feeds_of_comments(title: str) -> None:
    assert feeds(link("/meinung/feed", title)) == ("https://kai.example/meinung/feed",)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("/a/17", "Der Kai"), ("/b/18", "Der Kai")),
        (("/a", "Der Kai (RSS)"), ("/b", "Der Kai - Atom 1.0")),
        (("/feed/", ""), ("/feed/atom/", "")),
        (("/rss.xml", "RSS"), ("/atom.xml", "Atom")),
        (("/feed/rss2/", ""), ("/feed/rdf/", "")),
        (("/politik/index.rss", ""), ("/politik/index.atom", "")),
        (("/feed.json", ""), ("/feed.xml", "")),
        (("/feed", ""), ("https://kai.example/feed#x", "")),
        (("http://kai.example/feed", ""), ("https://kai.example/feed", "")),
    ],
)
def test_a_feed_in_another_format_is_the_same_feed(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert len(feeds(link(*first), link(*second))) == 1
    assert feeds(link(*first), link(*second)) == feeds(link(*first))


def test_different_feeds_stay_in_the_order_of_the_page_at_most_five() -> None:
    names = ["sport", "politik", "kultur", "wetter", "reise", "auto"]
    found = feeds(*(link(f"/rss/{name}.xml", f"Der Kai: {name}") for name in names))
    assert found == tuple(f"https://kai.example/rss/{name}.xml" for name in names[:5])


@pytest.mark.parametrize(
    "href",
    [
        "/feed", "/feed/", "/rss", "/RSS/", "/atom", "/feeds/", "/rss.xml", "/atom.xml", "/feed.xml", "/feed.json",
        "/news.rss", "/index.rdf", "/rss/politik.xml", "/de/feeds/alle/politik.rss", "/politik-rss.xml", "/rss.php",
        "https://feeds.kai.example/alle.rss", "https://feeds.verteiler.example/kai/rss",
    ],
)  # fmt: skip
def test_without_link_elements_obvious_feeds_that_the_page_links_count(href: str) -> None:
    body = f'<a href="/kontakt">Kontakt</a> <a href="{href}">RSS</a>'
    (found,) = feeds(body=body)
    assert found.endswith(href.lower() if href.startswith("https") else href)
    assert feeds(link("/named"), body=body) == ("https://kai.example/named",)


@pytest.mark.parametrize(
    "href",
    [
        "/politik", "/feedback", "/rssreader", "/newsfeed-werbung.html", "https://leser.example/subscribe/rss",
        "/comments/feed", "mailto:rss@kai.example", "/sitemap.xml", "/atomkraft.html", "/feeder/hafen",
    ],
)  # fmt: skip
def test_other_links_of_a_page_are_no_feeds(href: str) -> None:
    assert feeds(body=f'<a href="{href}">RSS</a>') == ()


def test_the_places_to_look_at_begin_with_the_most_likely() -> None:
    assert GUESSES[:2] == ("/feed", "/rss")
    assert {"/sitemap-news.xml", "/news-sitemap.xml", "/sitemap_news.xml"} < set(GUESSES)
    assert GUESSES[-1] == "/sitemap.xml"


# --- languages and charsets ---


@pytest.mark.parametrize(
    ("charset", "title"),
    [
        ("utf-8", "Cảng » Tin"), ("iso-8859-1", "Süd"), ("windows-1251", "Вести"), ("shift_jis", "埠頭"),
        ("gbk", "码头"), ("utf-16", "Ольха"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_its_charset(charset: str, title: str) -> None:
    comments = {"windows-1251": "Лента комментариев", "shift_jis": "コメントフィード", "gbk": "评论Feed"}.get(
        charset, "comments"
    )
    page = (
        f'<html lang="xx"><head><meta charset="{charset}">{link("/feed", title)}{link("/k", f"{title} | {comments}")}'
        "</head></html>"
    )
    found = read_listing(page.encode(charset), url="https://kai.example/")
    assert found == Listing(kind="site", sources=("https://kai.example/feed",), language="xx")
    said = read_listing(
        page.replace("<meta charset=", "<meta x=").encode(charset), url="https://kai.example/", charset=charset
    )
    assert said == found
