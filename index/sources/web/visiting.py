"""A page of an article: when it is asked for, and what is made of the answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from index.sources.fetching.fetcher import FetchError, Validators
from index.sources.fetching.values import StoppedError, WaitError
from index.sources.unread import rules
from index.sources.web.articles import article_of_entry, article_of_page
from index.sources.web.state import KnownPage, Visit
from index.types import Article, Rejected

if TYPE_CHECKING:
    from datetime import datetime

    from index.sources.fetching.fetcher import Fetcher, Response
    from index.sources.listings.listing import Entry
    from index.sources.named import WebSource
    from index.sources.web.articles import WebArticle

# Of the time that a page has not changed, as caches do where a server says nothing (RFC 9111, 4.2.2).
_FRESH_FOR: Final = 0.1
# How long it is asked for in every round, and how long it is left alone at most: what a feed lists is news.
_YOUNG, _YOUNG_NEWS = timedelta(hours=1), timedelta(days=2)
_LONGEST, _LONGEST_NEWS = timedelta(days=30), timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Asks for the pages of one source.

    Attributes:
        fetcher: fetches them.
        source: as it was named.
        listing: address of the listing that names the pages.
        now: when this round began.
    """

    fetcher: Fetcher
    source: WebSource
    listing: str
    now: datetime

    def visit(self, entry: Entry, page: KnownPage | None) -> Visit | Rejected:
        """Ask for a page.

        Args:
            entry: what the listing says of it.
            page: as it was met last, None where it never was.

        Returns:
            What came of it; ``Rejected`` where it was not asked for after all, so that nothing is to change.
        """
        try:
            return self._listed_whole(entry, page) if entry.html else self._asked_for(entry, page)
        except (StoppedError, WaitError) as error:
            return Rejected(entry.url, error.reason)
        except FetchError as error:
            return self.failed(entry, page, error.reason, gone=error.gone)

    def read(self, entry: Entry, page: KnownPage | None, response: Response) -> Visit:
        """Read a page that was fetched."""
        if leads_to_front_page(entry.url, response.url):
            return self.failed(entry, page, _FRONT_PAGE, gone=True)
        if page is not None:
            entry = replace(entry, published=page.entry.published or entry.published)  # what was said first stays
        found = article_of_page(response, entry, self.source, now=self.now)
        return self._met(entry, page, found, whole=False, came_from=response.url, validators=response.validators)

    def _listed_whole(self, entry: Entry, page: KnownPage | None) -> Visit:
        """Take an article from its entry; of its page all that counts is whether it is still there."""
        told = Validators(etag=_digest_of(entry))
        as_it_was = page is not None and page.rules == self._rules and page.validators == told
        if page is not None and as_it_was and not is_due(page, news=True, now=self.now):
            return Visit(page=page, item=Rejected(page.url, page.refused) if page.refused else None)
        if page is not None and (as_it_was or page.gone) and (gone := self._reason_gone(page)):
            return self.failed(entry, page, gone, gone=True)
        if page is not None and as_it_was:
            return self._unchanged(entry, page, told)
        found = article_of_entry(entry, self.source, now=self.now)
        return self._met(entry, page, found, whole=True, came_from=entry.url, validators=told)

    def _asked_for(self, entry: Entry, page: KnownPage | None) -> Visit:
        """Take an article from its page."""
        told = page is not None and not page.whole and page.rules == self._rules
        response = self.fetcher.get(entry.url, validators=page.validators if told and page else None)
        if page is not None and response.status == 304 and response.url != page.came_from:
            response = self.fetcher.get(entry.url)  # it moved: another page may say that it is as it was
        if page is not None and response.status == 304:
            return self._unchanged(entry, page, response.validators)
        return self.read(entry, page, response)

    def _reason_gone(self, page: KnownPage) -> str | None:
        """Why a page is not there whose text is not needed, None where it is; what was gone stays so until it is back.

        Not every server answers to HEAD as it does to GET: only that counts where something seems to be gone.
        """
        for method in ("HEAD", "GET"):
            try:
                came = self.fetcher.get(page.url, method="HEAD" if method == "HEAD" else "GET").url
            except (StoppedError, WaitError):
                raise
            except FetchError as error:
                reason = error.reason if error.gone or page.gone else None
            else:
                reason = _FRONT_PAGE if leads_to_front_page(page.url, came) else None
            if reason is None:
                break
        return reason

    def _is_placeholder(self, page: KnownPage, text: str) -> bool:
        """Whether a page says so little, and not for long yet, that it is no new version of what it said before.

        «One moment, please», a question for consent: pages come with these in the place of their article.
        """
        little = page.size is not None and len(text) * _MUCH_SHORTER < page.size
        return little and (page.failing is None or self.now - page.failing < _PLACEHOLDER_FOR)

    @property
    def _rules(self) -> bytes:
        """What decides what is made of a page: the program's rules, then what was said of the source."""
        said = repr((self.source.name, self.source.language)).encode()
        return rules() + hashlib.sha256(said).digest()[:8]

    def _unchanged(self, entry: Entry, page: KnownPage, validators: Validators) -> Visit:
        entry = replace(entry, html=None)
        kept = replace(page, entry=entry, asked=self.now, validators=validators, failing=None)
        return Visit(page=kept, item=Rejected(page.url, page.refused) if page.refused else None)

    def failed(self, entry: Entry, page: KnownPage | None, reason: str, *, gone: bool) -> Visit:
        """Take note that a page is gone, with its article, or that it cannot be read today, which leaves that alone.

        Args:
            entry: what the listing says of it.
            page: as it was met last.
            reason: why.
            gone: whether it is.
        """
        if page is not None and gone and page.rules is not None:
            return self._withdrawn(entry, page, reason)
        known = page or KnownPage(
            url=entry.url, listing=self.listing, entry=replace(entry, html=None), asked=self.now, changed=self.now
        )
        kept = replace(known, entry=replace(entry, html=None), asked=self.now, failing=known.failing or self.now)
        return Visit(page=kept, item=Rejected(entry.url, reason))

    def _withdrawn(self, entry: Entry, page: KnownPage, reason: str) -> Visit:
        kept = replace(
            page,
            entry=replace(entry, html=None),
            asked=self.now,
            changed=page.changed if page.gone else self.now,
            validators=Validators(),  # should it come back, all of it is needed
            whole=False,
            failing=None,
            refused=None,
            gone=page.gone or reason,
        )
        return Visit(page=kept, withdrawn=None if page.gone else reason)

    def _met(
        self,
        entry: Entry,
        page: KnownPage | None,
        found: WebArticle,
        *,
        whole: bool,
        came_from: str,
        validators: Validators,
    ) -> Visit:
        """What is there now, against what was there before."""
        item = found.item
        before = page.content if page else None
        updated = page.updated if page else None
        content, size = before, page.size if page else None
        if isinstance(item, Article):
            if page is not None and not found.retracted and self._is_placeholder(page, item.text):
                return self.failed(entry, page, "says next to nothing where an article was", gone=False)
            size = len(item.text)
            content = hashlib.sha256(item.text.encode()).digest()
            # Where other rules, or the entry instead of the page, make another text of it, nobody changed it.
            if page and before and content != before and page.whole == whole and _program(page.rules) == rules():
                updated = self.now  # when it was met; where the page itself says a time, that is told
            if item.updated is None and updated and (item.published is None or updated > item.published):
                item = replace(item, updated=updated)
        kept = KnownPage(
            url=entry.url,
            listing=page.listing if page else self.listing,
            entry=replace(entry, html=None),
            asked=self.now,
            changed=page.changed if page and page.rules and content == before else self.now,
            came_from=came_from,
            validators=validators,
            rules=self._rules,
            content=content,
            size=size,
            updated=updated,
            whole=whole,
            name=self.source.name,
            language=self.source.language,
            refused=item.reason if isinstance(item, Rejected) else None,
        )
        if found.retracted:
            words = f"says «{found.retracted}»"
            kept = replace(kept, gone=words)
            return Visit(page=kept, withdrawn=None if page and page.gone else words)
        return Visit(page=kept, item=item, notes=found.notes)


def says_more(entry: Entry, page: KnownPage) -> bool:
    """Whether a listing says of a page, or in its place, what it did not say before."""
    if entry.html and page.whole:
        return page.validators.etag != _digest_of(entry)
    return page.entry != replace(entry, html=None)


def is_due(page: KnownPage, *, news: bool, now: datetime) -> bool:
    """Whether a page is to be asked for again: more rarely the longer it stays as it is, or cannot be fetched.

    Args:
        page: as it was met last.
        news: whether a listing of what is recent names it.
        now: when this round began.
    """
    age = now - (page.failing or page.changed)
    listed = news and page.failing is None
    young, longest = (_YOUNG_NEWS, _LONGEST_NEWS) if listed else (_YOUNG, _LONGEST)
    return age <= young or now - page.asked >= min(longest, age * _FRESH_FOR)


# A text that is so many times shorter than before is believed when it has been there for so long.
_MUCH_SHORTER, _PLACEHOLDER_FOR = 5, timedelta(days=1)
_FRONT_PAGE: Final = "leads to the site's front page"


def leads_to_front_page(asked: str, came: str) -> bool:
    """Whether a site answered for an article with its front page, as many do for one that was removed."""
    return asked != came and _is_front(came) and not _is_front(asked)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


def _program(known: bytes | None) -> bytes | None:
    return None if known is None else known[: len(rules())]


def _digest_of(entry: Entry) -> str:
    """What tells whether an entry that holds the whole article is as it was."""
    return hashlib.sha256(repr(entry).encode()).hexdigest()
