"""An invented outlet's pages and listings, for a ``NewsServer`` to serve, and how an index reads them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from fakes import HashedWords
from index.config import IndexSettings
from index.refreshing import refresh
from index.sources.named import parse_source

if TYPE_CHECKING:
    from pathlib import Path

    from index.build import Report
    from index.protocols import Embedder
    from news_server import NewsServer

RSS = "application/rss+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"

FERRY = (
    "The ferry to Gull Island has not sailed since Monday because its engine failed in the fog off the northern pier.",
    "Captain Runa Holst said that a spare part is on its way from Port Aldane and will be fitted before the weekend.",
)
SCHOOL = (
    "The village school of Brackwater closes in July after one hundred and twelve years, the council said on Tuesday.",
    "Its last eleven pupils will go to Elmstadt by bus, a journey of forty minutes, said the mayor, Ilse Krannich.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article in a listing; ``body`` is HTML, all of it."""

    link: str
    title: str = ""
    published: str = ""
    summary: str = ""
    body: str = ""


def page(title: str, *paragraphs: str, head: str = "", language: str = "en", charset: str = "utf-8") -> str:
    """A page with an article and the furniture around it."""
    body = "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="{charset}">'
        f"<title>{escape(title)} | The Quay</title>"
        f'<meta property="og:title" content="{escape(title)}"><meta property="og:type" content="article">{head}</head>'
        f'<body><nav><a href="/">Start</a> <a href="/sport">Sport</a></nav><article><h1>{escape(title)}</h1>{body}'
        "</article><footer>Imprint</footer></body></html>"
    )


def rss(*items: Item, language: str = "en") -> str:
    """A feed of RSS 2.0."""
    parts = []
    for item in items:
        published = f"<pubDate>{item.published}</pubDate>" if item.published else ""
        body = f"<content:encoded><![CDATA[{item.body}]]></content:encoded>" if item.body else ""
        parts.append(
            f"<item><title>{escape(item.title)}</title><link>{escape(item.link)}</link>{published}"
            f"<description>{escape(item.summary)}</description>{body}</item>"
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The Quay</title><language>{language}</language>{''.join(parts)}</channel></rss>"
    )


def sitemap(*addresses: str, changed: str = "") -> str:
    """A sitemap."""
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    urls = "".join(f"<url><loc>{escape(address)}</loc>{lastmod}</url>" for address in addresses)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def serve_feed(site: NewsServer, *items: Item, path: str = "/feed.xml") -> str:
    """Serve a feed; gives its address."""
    site.serve(path, rss(*items), type=RSS)
    return site.url(path)


def read(data: Path, *sources: str | Path, embedder: Embedder | None = None, again: bool = False) -> Report:
    """Read sources into an index once, without pauses."""
    chosen = embedder or HashedWords()
    return refresh(
        data,
        [parse_source(str(source)) for source in sources],
        embedder=lambda: chosen,
        settings=IndexSettings(fetch_delay=0.0),
        again=again,
    )
