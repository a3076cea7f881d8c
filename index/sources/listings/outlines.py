"""OPML: lists of feeds, as readers export them."""

from __future__ import annotations

from index.sources.listings.listing import Listing
from index.sources.listings.plain_text import plain_text
from index.sources.listings.xml_documents import Document, Element, fault, local_name, text_of, tree
from index.sources.reading import UnusableError
from index.sources.web.addresses import feed_address

_FEED_TYPES = frozenset(["rss", "atom", "feed", "jsonfeed"])


def read_outline(document: Document, *, url: str) -> Listing:
    """Read the feeds of an outline, however deep they lie, in its order.

    Raises:
        UnusableError: it names none.
    """
    root = tree(document)
    parts = [] if root is None else list(root.iter())
    feeds = [feed for part in parts if local_name(part).lower() == "outline" and (feed := _feed(part, url))]
    if not feeds:
        wrong = fault(document)
        raise UnusableError(f"an OPML outline without feeds (xmlUrl){f': {wrong}' if wrong else ''}")
    title = next((part for part in parts if local_name(part).lower() == "title"), None)
    return Listing(
        kind="outline",
        title=None if title is None else plain_text(text_of(title)),
        sources=tuple(dict.fromkeys(feeds)),
    )


def _feed(outline: Element, base: str) -> str | None:
    fields = {name.lower(): value.strip() for name, value in outline.attrib.items()}
    address = fields.get("xmlurl") or (fields.get("url") if fields.get("type", "").lower() in _FEED_TYPES else None)
    return feed_address(address, base=base) if address else None
