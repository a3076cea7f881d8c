"""A saved HTML page to a draft: what trafilatura takes for the article, and what the page says about itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, Protocol

from index.source_line import article_url
from index.sources.reading import UnusableError, decode_page
from index.sources.records import Draft

_ISO_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")

_NEVER = "9999-12-31"


class _Tree(Protocol):
    """What is used of lxml, which ships no types."""

    def get(self, name: str) -> str | None: ...
    def xpath(self, path: str, **variables: str) -> list[str]: ...


def read_page(data: bytes) -> Draft:
    """Find the article of a page.

    Args:
        data: the page as it was saved, in UTF-8 or the encoding it declares.

    Returns:
        A draft; its text is empty where the page holds no article.

    Raises:
        UnusableError: not text, or nothing that can be parsed.
    """
    import trafilatura
    from htmldate import find_date
    from trafilatura.utils import load_html

    text = _XML_DECLARATION.sub("", decode_page(data))
    dates: dict[str, Any] = {"extensive_search": False, "original_date": True}
    try:
        tree = load_html(text)
        document = tree is not None and trafilatura.bare_extraction(
            text,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={**dates, "max_date": datetime.now(UTC).date().isoformat()},
        )
        found = {} if not document or isinstance(document, dict) else document.as_dict()
        published = None if tree is None else _time(tree)
        # A date to come does not count, until it has come.
        lasting = bool(published or not found) or found.get("date") == find_date(
            load_html(text), **dates, url=found.get("url"), max_date=_NEVER
        )
    except Exception as error:
        # Whatever a page trips in the parser, the run goes on with the next.
        raise UnusableError(f"no HTML that can be read: {error}") from error
    if tree is None:
        raise UnusableError("no HTML that can be read")
    return Draft(
        text=str(found.get("text") or ""),
        url=_address(tree),
        title=found.get("title"),
        author=found.get("author"),
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        published=published or found.get("date"),
        lasting=lasting,
        url_advice='give the page  <link rel="canonical" href="https://example.org/the-article">  in its head',
    )


def _address(tree: _Tree) -> str | None:
    """The page's own address as it gives it; relative ones do not tell the host and do not count."""
    canonical = tree.xpath(
        "//link[contains(concat(' ', translate(@rel, 'CANOIL', 'canoil'), ' '), ' canonical ')]/@href"
    )
    for address in (*canonical, _meta(tree, "og:url")):
        if url := article_url(str(address or "")):
            return url
    return None


def _time(tree: _Tree) -> str | None:
    """The moment of publication where the page gives it in full: trafilatura keeps no more than the day."""
    given = _meta(tree, "article:published_time")
    return given if given and _ISO_TIME.match(given) else None


def _meta(tree: _Tree, name: str) -> str | None:
    found = tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return str(found[0]).strip() or None if found else None
