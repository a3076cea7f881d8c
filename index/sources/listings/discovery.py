"""A page on the web: is it an article or the way into a site, and which feeds does it name."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from index.phrases import folded
from index.sources.listings.feed_words import COMMENT_FEEDS
from index.sources.listings.listing import Listing
from index.sources.listings.plain_text import plain_text
from index.sources.reading import UnusableError
from index.sources.web.addresses import canonical, feed_address, same_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GUESSES: Final[tuple[str, ...]] = (
    "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/sitemap-news.xml",
    "/news-sitemap.xml", "/sitemap_news.xml", "/sitemap.xml",
)  # fmt: skip
"""Paths at which sites keep a feed that they do not name, the most likely first."""

_Tree = Any  # of lxml, which ships no types

_MOST_FEEDS = 5
_FEED_LIST = 3  # feeds linked in the text of a page that is there to list them
_FEW_ARTICLES = 3  # a page that describes more of them is a list
_MOST_NODES = 5000  # of a page's linked data that are looked at

_FRONT = re.compile(
    r"/(?:[a-z]{2}(?:[-_][a-z]{2,4})?/?)?(?:(?:index|default|home|start)(?:\.[a-z]{2,5}){1,2})?", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FEED_TYPES = frozenset(["application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"])
_VAGUE_TYPES = frozenset(["application/json", "application/xml", "text/xml", ""])  # feeds and much else
_FEED_PATH = re.compile(
    r"/(?:feeds?|rss2?|atom)/?$|\.(?:rss|atom|rdf)$|/(?:[\w-]*[_-])?(?:rss2?|atom|feed)(?:[_-][\w-]*)?\.(?:xml|json|php|aspx?)$"
    r"|/(?:feeds?|rss)/(?:[^/]+/){0,3}[^/]+\.(?:xml|rss|json)$|/feed/(?:rss2?|atom|rdf|json)/?$",
    re.IGNORECASE,
)
_FEED_HOST = re.compile(r"^(?:feeds?|rss|feedproxy)\d?\.", re.IGNORECASE)
_COMMENTS = re.compile(
    r"/comments(?:[/._-]|$)|[_-]comments?\.(?:xml|rss)|feed=comments|/comment-?(?:feed|rss)", re.IGNORECASE
)
_SERVICE = re.compile(r"/wp-json/|/oembed", re.IGNORECASE)
_FORMAT = re.compile(r"(?<![a-z])(?:rss|rdf|atom|xml|json|feeds?|php)(?:\s?\d[\d.]*)?(?![a-z])", re.IGNORECASE)
_ARTICLE_TYPE = re.compile(r"(?:.*[/#:])?(?:\w*Article|(?!Job)\w*Posting)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    url: str
    title: str


def read_web_page(text: str, *, url: str) -> Listing:
    """Tell whether a page is an article or a site, and which feeds a site names.

    A home page is a site whatever it says of itself; another page is an article where it says so, a site where it names
    feeds, and an article else.

    Args:
        text: the page's HTML.
        url: its address.

    Returns:
        A «page» without sources, or a «site» with its feeds in the page's order, at most five: none of comments, and
        none that is the same as one before it in another format.

    Raises:
        UnusableError: nothing that can be parsed.
    """
    tree = _parsed(text)
    base = _base(tree, url)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    named = _distinct(_advertised(tree, base))
    feeds = named or _distinct(_linked(tree, base, url))
    if _is_front(url) or (not _is_article(tree) and (named or len(feeds) >= _FEED_LIST)):
        return Listing(kind="site", sources=tuple(feed.url for feed in feeds[:_MOST_FEEDS]), language=language)
    return Listing(kind="page", language=language)


def _parsed(text: str) -> _Tree:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        return html.document_fromstring(_XML_DECLARATION.sub("", text).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnusableError("no HTML that can be read") from error


def _base(tree: _Tree, url: str) -> str:
    given = tree.xpath("//base/@href")
    return (canonical(str(given[0]), base=url) if given else None) or url


def _is_front(url: str) -> bool:
    """Whether an address is that of a site rather than of something in it; with a query it may be an article's."""
    parts = urlsplit(canonical(url) or url)
    return not parts.query and _FRONT.fullmatch(parts.path or "/") is not None


def _is_article(tree: _Tree) -> bool:
    kinds = tree.xpath("//meta[@property='og:type' or @name='og:type']/@content")
    if any(str(kind).strip().lower() in {"article", "news.article", "newsarticle"} for kind in kinds):
        return True
    if tree.xpath("//meta[@property='article:published_time' or @name='article:published_time']/@content"):
        return True
    if 1 <= len(tree.xpath("//*[contains(concat(' ', @itemprop, ' '), ' articleBody ')]")) <= _FEW_ARTICLES:
        return True
    return 1 <= _articles_described(tree) <= _FEW_ARTICLES


def _articles_described(tree: _Tree) -> int:
    """How many articles the page's linked data (JSON-LD) says that it holds; those it only refers to do not count."""
    found = 0
    nodes: list[object] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            nodes.append(json.loads((script.text or "").strip().rstrip(";"), strict=False))
        except (ValueError, RecursionError):
            continue  # many sites write it by hand
    for _ in range(_MOST_NODES):
        if not nodes:
            break
        node = nodes.pop()
        if isinstance(node, list):
            nodes += node
        elif isinstance(node, dict):
            given = node.get("@type")
            types = given if isinstance(given, list) else [given]
            found += any(isinstance(kind, str) and _ARTICLE_TYPE.fullmatch(kind) for kind in types)
            nodes += [node[name] for name in ("@graph", "mainEntity") if name in node]
    return found


def _advertised(tree: _Tree, base: str) -> Iterator[_Feed]:
    """The feeds that the page's head names for programs."""
    for link in tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        address = feed_address(link.get("href") or "", base=base)
        if not address or not {"alternate", "feed"} & set(relations) or "stylesheet" in relations:
            continue
        looks = kind in _VAGUE_TYPES and bool(_FEED_PATH.search(urlsplit(address).path))
        if kind in _FEED_TYPES or looks or "feed" in relations:
            yield _Feed(url=address, title=plain_text(link.get("title")) or "")


def _linked(tree: _Tree, base: str, url: str) -> Iterator[_Feed]:
    """The feeds that the page links for readers, told by their addresses; those of other sites do not count."""
    for link in tree.iter("a"):
        address = feed_address(link.get("href") or "", base=base)
        if address and _FEED_PATH.search(urlsplit(address).path):
            host = urlsplit(address).hostname or ""
            if same_site(address, url) or _FEED_HOST.match(host):
                yield _Feed(url=address, title=plain_text(link.text_content()) or "")


def _distinct(feeds: Iterator[_Feed]) -> Sequence[_Feed]:
    """Feeds without those of comments, and of each that comes in several formats the first."""
    kept: list[_Feed] = []
    seen: set[str] = set()
    for feed in feeds:
        if _is_of_comments(feed) or _SERVICE.search(feed.url):
            continue
        marks = {_without_format(feed.url), folded(_FORMAT.sub(" ", feed.title))} - {""}
        if not marks & seen:
            kept.append(feed)
        seen |= marks
    return kept


def _without_format(url: str) -> str:
    return re.sub(r"[\W_]+", "/", _FORMAT.sub("", url.partition("://")[2])).strip("/")


def _is_of_comments(feed: _Feed) -> bool:
    title = f" {folded(feed.title)} "
    return bool(_COMMENTS.search(feed.url)) or any(f" {name} " in title for name in COMMENT_FEEDS)
