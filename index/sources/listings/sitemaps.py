"""Sitemaps: lists of a site's pages, with or without what news sitemaps say of them, and lists of such lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.sources.listings.feed_dates import iso_date
from index.sources.listings.listing import Entry, Listing, age_key, in_order
from index.sources.listings.plain_text import plain_text
from index.sources.listings.xml_documents import Document, Element, elements, fault, local_name, text_of
from index.sources.reading import UnusableError
from index.sources.web.addresses import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

# «/news-sitemap.xml», «/sitemap_news.xml», «/googlenews.xml», but not «/newsletter.xml».
_NEWS = re.compile(r"(?:^|[^a-z])(?:google)?news(?:[^a-z]|sitemap|$)", re.IGNORECASE)


def read_sitemap(document: Document, *, url: str) -> Listing:
    """Read the pages of a sitemap. What it says of their images and videos is not read.

    Raises:
        UnusableError: it names no page and is not well-formed.
    """
    entries = in_order(_entries(document, url))
    _check(document, found=bool(entries))
    return Listing(kind="sitemap", entries=entries)


def read_sitemap_index(document: Document, *, url: str) -> Listing:
    """Read the sitemaps of an index: those of news first, then the last changed.

    Raises:
        UnusableError: it names no sitemap and is not well-formed.
    """
    found: dict[str, str | None] = {}
    for element in elements(document, "sitemap"):
        fields = _fields(element)
        if address := canonical(fields.get("loc", ""), base=url):
            found.setdefault(address, iso_date(fields.get("lastmod")))
    _check(document, found=bool(found))
    return Listing(
        kind="sitemap index",
        sources=tuple(
            sorted(found, key=lambda address: (not _NEWS.search(urlsplit(address).path), age_key(found[address])))
        ),
    )


def _check(document: Document, *, found: bool) -> None:
    if not found and (wrong := fault(document)):
        raise UnusableError(f"a sitemap without addresses that is not well-formed: {wrong}")


def _entries(document: Document, base: str) -> Iterator[Entry]:
    for element in elements(document, "url"):
        fields = _fields(element)
        if not (address := canonical(fields.get("loc", ""), base=base)):
            continue
        news = next((child for child in element if local_name(child) == "news"), None)
        about = {} if news is None else _fields(news)
        publication = (
            None if news is None else next((child for child in news if local_name(child) == "publication"), None)
        )
        outlet = {} if publication is None else _fields(publication)
        yield Entry(
            url=address,
            title=plain_text(about.get("title")),
            published=iso_date(about.get("publication_date")),
            updated=iso_date(fields.get("lastmod")),
            language=plain_text(outlet.get("language")),
            source=plain_text(outlet.get("name")),
        )


def _fields(element: Element) -> dict[str, str]:
    """The texts of an element's children of its own namespace, by their names; the first where one comes twice."""
    fields: dict[str, str] = {}
    for child in element:
        name = local_name(child)
        if name and child.tag == element.tag[: element.tag.rfind("}") + 1] + name:
            fields.setdefault(name, text_of(child))
    return fields
