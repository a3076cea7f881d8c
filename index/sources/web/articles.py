"""What was fetched, to an article: of a page, or of an entry that holds all of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from index.sources.pages.dates import Claim
from index.sources.pages.page import read_page
from index.sources.reading import UnusableError
from index.sources.records import article_from, dates_of
from index.sources.web.addresses import canonical, same_site
from index.sources.web.retractions import retraction_in
from index.types import Article, Rejected

if TYPE_CHECKING:
    from datetime import datetime

    from index.sources.fetching.fetcher import Response
    from index.sources.listings.listing import Entry
    from index.sources.named import WebSource
    from index.sources.records import Draft


_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WebArticle:
    """What was found.

    Attributes:
        item: the article, or why there is none.
        retracted: the words that withdraw it, None where there are none.
        notes: what was doubted of it.
    """

    item: Article | Rejected
    retracted: str | None = None
    notes: tuple[str, ...] = ()


def article_of_page(response: Response, entry: Entry, source: WebSource, *, now: datetime) -> WebArticle:
    """Read a page that was fetched.

    Args:
        response: with the page.
        entry: what its listing says of it.
        source: as it was named.
        now: after which no date counts.
    """
    if response.content_type and response.content_type not in _PAGES:
        return WebArticle(item=Rejected(entry.url, f"no page but {response.content_type}"))
    try:
        draft = read_page(response.body, charset=response.charset, url=response.url)
    except UnusableError as error:
        return WebArticle(item=Rejected(entry.url, str(error)))
    own = canonical(response.url) or entry.url
    given = canonical(draft.url, base=own) if draft.url else None
    # A page may name another as the one that counts: another form of itself, or the outlet's that it was taken from.
    # Its site's front page is what a careless template names.
    copied = given if given and not same_site(given, own) else None
    address = given if given and not copied and not (_is_root(given) and not _is_root(own)) else own
    draft = replace(draft, url=address, origin=copied)
    return _finished(draft, entry, source, now=now)


def article_of_entry(entry: Entry, source: WebSource, *, now: datetime) -> WebArticle:
    """Read an entry that holds the whole article; the arguments are those of ``article_of_page``."""
    title = f"<title>{escape(entry.title)}</title>" if entry.title else ""
    page = f"<!DOCTYPE html><html><head>{title}</head><body><article>{entry.html}</article></body></html>"
    try:
        draft = read_page(page.encode("utf-8", "replace"), charset="utf-8", url=entry.url)
    except UnusableError as error:
        return WebArticle(item=Rejected(entry.url, str(error)))
    # What a page says beside its text was written by the template above.
    draft = replace(draft, url=entry.url, title=entry.title or draft.title, author=None, source=None)
    return _finished(draft, entry, source, now=now)


def _finished(draft: Draft, entry: Entry, source: WebSource, *, now: datetime) -> WebArticle:
    published = (Claim(text=entry.published, source="feed"),) if entry.published else ()
    # A sitemap without headlines says when a page was made anew, which need not be when its text was.
    updated = (Claim(text=entry.updated, source="feed"),) if entry.updated and entry.title else ()
    draft = replace(
        draft,
        fetched=True,
        title=draft.title or entry.title,
        source=source.name or draft.source or entry.source,
        author=draft.author or entry.author,
        language=source.language or draft.language or entry.language,
        published_claims=(*published, *draft.published_claims),
        updated_claims=(*updated, *draft.updated_claims),
    )
    dates = dates_of(draft, now=now)
    item = article_from(draft, entry.url, dates)
    retracted = retraction_in(item.title, item.text) if isinstance(item, Article) else None
    return WebArticle(item=item, retracted=retracted, notes=dates.notes)


def _is_root(url: str) -> bool:
    return url.partition("://")[2].partition("/")[2] == ""
