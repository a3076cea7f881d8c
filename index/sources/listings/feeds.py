"""RSS, RDF and Atom feeds, read by feedparser."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from index.sources.listings.feed_dates import iso_date
from index.sources.listings.listing import Entry, Listing, in_order
from index.sources.listings.plain_text import plain_text
from index.sources.listings.whole_articles import as_html, is_whole
from index.sources.listings.xml_documents import repaired
from index.sources.reading import UnusableError
from index.sources.web.addresses import canonical

if TYPE_CHECKING:
    from index.sources.listings.xml_documents import Document

_Item = Mapping[str, Any]  # feedparser ships no types

_DECLARATION = "<?xml version='1.0' encoding='utf-8'?>"
_NO_XML = "\x01"  # makes feedparser use the parser that it has for what is no XML
_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_CHANGED = re.compile(r"<(?:[\w.-]+:)?(?:modified|updated)\b")
_MARKUP = re.compile(r"</(?:p|div|a|b|i|em|strong|span|ul|h\d)\s*>|<br\s*/?>", re.IGNORECASE)
_MAIL = re.compile(r"[(<\[]?(?:mailto:)?[^\s()<>\[\]]+@[^\s()<>\[\]]+[)>\]]?")
# No word or address is so long, and feedparser takes quadratic time to look for an address for mail in one.
_ENDLESS = re.compile(r"[A-Za-z0-9_.+-]{2000,}")
_HTML = frozenset(["text/html", "application/xhtml+xml"])
# Links to the article itself that services put beside their own.
_ORIGINALS = ("feedburner_origlink", "pheedo_origlink", "origlink")


def read_feed(document: Document, *, url: str) -> Listing:
    """Read a feed, broken or not, as far as it goes.

    Entries without a link to a web page are left out, and so is one that the end of the document cuts off.

    Raises:
        UnusableError: it holds no entry and is not well-formed.
    """
    feed = _parsed(document, url)
    items = list(feed["entries"])
    if len(_ENTRY_END.findall(document.text)) < len(items):
        items.pop()
    if not items and feed["bozo"]:
        raise UnusableError(f"a feed without entries that is not well-formed: {_fault(feed.get('bozo_exception'))}")
    channel = feed["feed"]
    language = _text(channel, "language")
    return Listing(
        kind="feed",
        title=plain_text(_text(channel, "title")),
        entries=in_order(_entries(items, document, feed.get("version") or "", language, url)),
        language=language,
    )


def _parsed(document: Document, url: str) -> Any:  # noqa: ANN401 - feedparser ships no types
    doctype = re.sub("(?=<!(?:DOCTYPE|ENTITY))", "\n", document.doctype)  # feedparser wants them at a line's beginning
    text = doctype + _ENDLESS.sub("", repaired(document))
    try:
        return _by_feedparser(text, url)
    except Exception:  # noqa: BLE001 - what trips its parser for XML (blanks in a namespace) may not trip the other
        try:
            return _by_feedparser(_NO_XML + text, url)
        except Exception as error:
            # Whatever a feed trips in the parser, the run goes on with the next.
            raise UnusableError(f"a feed that cannot be read ({type(error).__name__}: {error})") from error


def _by_feedparser(text: str, url: str) -> Any:  # noqa: ANN401
    import feedparser

    # A stream: given bytes, feedparser opens the file whose name they are.
    return feedparser.parse(
        io.BytesIO((_DECLARATION + text).encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
        resolve_relative_uris=False,
        sanitize_html=False,
    )


def _fault(error: object) -> str:
    return " ".join(str(error).split())[:200].removeprefix("<unknown>:")


def _entries(items: list[_Item], document: Document, version: str, language: str | None, url: str) -> Iterator[Entry]:
    # Of RSS, feedparser calls dc:date, which says when an item was published, «updated».
    dc_date = not version.startswith("atom") and not _CHANGED.search(document.text)
    # It also takes the dc:language of an entry for that of those after it.
    leaking = any(_text(item, "language") for item in items)
    for item in items:
        if not (address := _link(item, url)):
            continue
        published, updated = iso_date(_text(item, "published")), iso_date(_text(item, "updated"))
        if dc_date and not _text(item, "published"):
            published, updated = updated, None
        yield Entry(
            url=address,
            title=plain_text(_text(item, "title")),
            published=published,
            updated=updated,
            author=_author(item),
            language=_text(item, "language") or (None if leaking else _declared_language(item)) or language,
            html=_body(item),
            source=plain_text(_text(_part(item, "source"), "title")),
        )


def _link(item: _Item, base: str) -> str | None:
    """The address of an entry's page: its own before that of a service, an alternate link before others."""
    links = [link for link in item.get("links", ()) if link.get("rel") == "alternate"]
    pages = [link for link in links if link.get("type", "text/html") in _HTML]
    candidates = [
        *(_text(item, name) for name in _ORIGINALS),
        *(_text(link, "href") for link in [*pages, *links]),
        _text(item, "link"),
        # Of RSS 1.0, what an item is about is its address.
        _text(item, "id") if "guidislink" not in item else None,
    ]
    for candidate in filter(None, candidates):
        if address := canonical(candidate, base=base):
            return address
    return None


def _author(item: _Item) -> str | None:
    """Names only: an address for mail is none."""
    names = [_text(author, "name") for author in item.get("authors", ())]
    last = _text(item, "author")
    if last and "@" in last:  # feedparser takes «a@b.example (Name)» apart in the wrong place
        names[-1:] = [_MAIL.sub(" ", last).strip(" ()<>[],;")]
    return ", ".join(dict.fromkeys(name for name in map(plain_text, names) if name and "@" not in name)) or None


def _declared_language(item: _Item) -> str | None:
    for part in [*item.get("content", ()), _part(item, "title_detail"), _part(item, "summary_detail")]:
        if language := _text(part, "language"):
            return language
    return None


def _body(item: _Item) -> str | None:
    """The longest of an entry's texts that is a whole article, as HTML."""
    texts = [*item.get("content", ()), _part(item, "summary_detail")]
    whole = [markup for markup in map(_markup, texts) if markup and is_whole(markup)]
    return max(whole, key=len, default=None)


def _markup(part: _Item) -> str | None:
    value, kind = _text(part, "value"), part.get("type", "text/html")
    if not value or not (kind in _HTML or kind == "text/plain"):
        return None
    return as_html(value) if kind == "text/plain" and not _MARKUP.search(value) else value


def _part(item: _Item, name: str) -> _Item:
    part = item.get(name)
    return part if isinstance(part, Mapping) else {}


def _text(item: _Item, name: str) -> str | None:
    """A field that is really there: asked as usual, feedparser gives another for one that is not."""
    value = dict.get(item, name) if isinstance(item, dict) else None
    return value.strip() or None if isinstance(value, str) else None
