"""JSON Feed, versions 1.0 and 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from index.sources.listings.feed_dates import iso_date
from index.sources.listings.listing import Entry, Listing, in_order
from index.sources.listings.plain_text import plain_text
from index.sources.listings.whole_articles import as_html, is_whole
from index.sources.reading import UnusableError
from index.sources.web.addresses import canonical

_VERSION = "jsonfeed.org/version/"


def read_json_feed(text: str, *, url: str) -> Listing:
    """Read a JSON Feed; items without an address are left out, and fields of the wrong type are as if not given.

    Raises:
        UnusableError: it is not JSON, or JSON of another kind.
    """
    try:
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise UnusableError(f"JSON that cannot be read: {error}") from error
    if not isinstance(feed, Mapping) or _VERSION not in (_text(feed, "version") or ""):
        raise UnusableError("JSON, but no JSON Feed: its 'version' is not https://jsonfeed.org/version/1 or 1.1")
    items = feed.get("items")
    if not isinstance(items, list):
        raise UnusableError("a JSON Feed without a list of 'items'")
    language = _text(feed, "language")
    return Listing(
        kind="feed",
        title=plain_text(_text(feed, "title")),
        entries=in_order(_entries(items, language, url)),
        language=language,
    )


def _entries(items: list[Any], language: str | None, base: str) -> Iterator[Entry]:
    for item in items:
        if not isinstance(item, Mapping):
            continue
        own = canonical(_text(item, "url") or "", base=base) or canonical(_text(item, "id") or "")
        # An item that is about another page: what it says is not what that page says.
        address = own or canonical(_text(item, "external_url") or "", base=base)
        if address:
            yield Entry(
                url=address,
                title=plain_text(_text(item, "title")),
                published=iso_date(_text(item, "date_published")),
                updated=iso_date(_text(item, "date_modified")),
                author=_author(item),
                language=_text(item, "language") or language,
                html=_body(item) if own else None,
            )


def _author(item: Mapping[str, Any]) -> str | None:
    given = item.get("authors")
    authors = given if isinstance(given, list) and given else [item.get("author")]
    names = [plain_text(_text(author, "name")) for author in authors if isinstance(author, Mapping)]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _body(item: Mapping[str, Any]) -> str | None:
    for markup in (_text(item, "content_html"), as_html(_text(item, "content_text") or "")):
        if markup and is_whole(markup):
            return markup
    return None


def _text(item: Mapping[str, Any], name: str) -> str | None:
    value = item.get(name)
    return value.strip() or None if isinstance(value, str) else None
