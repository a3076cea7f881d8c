"""What a news source's document lists: articles, and other listings. Its kind is told by its content."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal

from index.sources.charsets import decoded
from index.sources.listings.xml_documents import opened
from index.sources.reading import BINARY, UnusableError

if TYPE_CHECKING:
    from collections.abc import Iterable

UNPACKED_LIMIT: Final = 50 * 1024**2  # bytes
UNPACKED_TOO_LARGE: Final = "unpacks to more than 50 MB, which no listing of news does"

_GZIP = b"\x1f\x8b"
_GZIP_LAYERS = 2  # a file that was packed, packed again by its server
_PIECE = 64 * 1024
# Signatures of what is no text but may hold no zero byte at its beginning.
_BINARIES = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"BZh", b"\xfd7zXZ")
_FEED_ROOTS = frozenset(["rss", "rdf", "feed", "channel"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article as a listing names it.

    Attributes:
        url: its address, absolute and canonical.
        title: plain text.
        published: ISO 8601, with an offset where the listing gives a zone, a date alone where it gives no more; None
            where it gives nothing that can be read.
        updated: likewise, when it was last changed.
        author: names, with commas between them.
        language: of the entry, else of the listing, as given.
        html: the body, where the listing seems to hold the whole article; None where the page must be fetched.
        source: the outlet that the listing says the article was taken from.
    """

    url: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    language: str | None = None
    html: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a document lists.

    Attributes:
        kind: what the document is; a «site» is a page that is no article, a «page» one that may be.
        title: of the feed.
        entries: articles, each address once: the newest first, then those without a date as they are listed.
        sources: addresses of other listings, each once: the feeds of an outline or a site, the sitemaps of an index.
        language: of the feed or page, as given.
    """

    kind: Literal["feed", "sitemap", "sitemap index", "outline", "site", "page"]
    title: str | None = None
    entries: tuple[Entry, ...] = ()
    sources: tuple[str, ...] = ()
    language: str | None = None


def read_listing(body: bytes, *, url: str, content_type: str = "", charset: str | None = None) -> Listing:
    """Find out what a document is, and read what it lists.

    Args:
        body: the document as the server sent it, packed with gzip or not.
        url: where it was found, after redirects; relative addresses are resolved against it.
        content_type: what the server calls it. Only named in errors: servers call feeds anything.
        charset: what the server says it is written in, None where it does not.

    Raises:
        UnusableError: it cannot be read, or is nothing that could list news; the text is the reason.
    """
    body = unpacked(body)
    if not body.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnusableError("empty")
    if body.startswith(_BINARIES):
        raise UnusableError(_named(BINARY, content_type))
    text = decoded(body, charset)
    document = opened(text)
    root = document.root.lower()
    if root in _FEED_ROOTS:
        from index.sources.listings.feeds import read_feed

        return read_feed(document, url=url)
    if root == "opml":
        from index.sources.listings.outlines import read_outline

        return read_outline(document, url=url)
    if root in {"urlset", "sitemapindex"}:
        from index.sources.listings.sitemaps import read_sitemap, read_sitemap_index

        return (read_sitemap if root == "urlset" else read_sitemap_index)(document, url=url)
    if document.text.startswith(("{", "[{", '["')):
        from index.sources.listings.json_feeds import read_json_feed

        return read_json_feed(document.text, url=url)
    if document.declared and root != "html":
        raise UnusableError(f"XML, but no feed, outline or sitemap: its root element is <{document.root[:60]}>")
    from index.sources.listings.discovery import read_web_page

    return read_web_page(text, url=url)


def unpacked(body: bytes) -> bytes:
    """A document without gzip around it; what an early end leaves of it where it ends early.

    Raises:
        UnusableError: it cannot be unpacked, or would be larger than 50 MB (no more is unpacked).
    """
    for _ in range(_GZIP_LAYERS):
        if not body.startswith(_GZIP):
            return body
        body = _without_layer(body)
    return body


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries with each address once: the newest first, then those without a date as they were listed."""
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.url, entry)
    return tuple(sorted(first.values(), key=lambda entry: age_key(entry.published or entry.updated)))


def age_key(moment: str | None) -> tuple[bool, float]:
    """A key that sorts dates in ISO 8601 newest first, missing ones last; a time without a zone is taken for UTC."""
    if moment is None:
        return True, 0.0
    read = datetime.fromisoformat(moment)
    return False, -(
        (read if read.tzinfo else read.replace(tzinfo=UTC)) - datetime(1970, 1, 1, tzinfo=UTC)
    ).total_seconds()


def _without_layer(body: bytes) -> bytes:
    pieces: list[bytes] = []
    size = 0
    rest = body
    while rest.startswith(_GZIP):  # a file may have several members
        unpacker = zlib.decompressobj(wbits=31)
        while not unpacker.eof and rest:
            try:
                pieces.append(unpacker.decompress(rest, _PIECE))
            except zlib.error as error:
                if size:
                    return b"".join(pieces)
                raise UnusableError(f"gzip that cannot be unpacked ({error})") from error
            size += len(pieces[-1])
            if size > UNPACKED_LIMIT:
                raise UnusableError(UNPACKED_TOO_LARGE)
            rest = unpacker.unconsumed_tail
        rest = unpacker.unused_data
    return b"".join(pieces)


def _named(reason: str, content_type: str) -> str:
    return f"{reason} ({content_type[:60]})" if content_type else reason
