"""Articles from the web: listings are asked for what they name, and its pages for what is there."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from index.sources.listings.listing import Entry
from index.sources.pages.date_reading import read_machine_date
from index.sources.web.asking import NO_FEED, Asker
from index.sources.web.scheduling import EndedError, Jobs
from index.sources.web.state import Heard, Left, Visit, Waiting
from index.sources.web.visiting import Visitor, is_due, says_more
from index.types import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from datetime import datetime

    from index.sources.fetching.fetcher import Fetcher
    from index.sources.listings.listing import Listing
    from index.sources.named import WebSource
    from index.sources.web.asking import Asked
    from index.sources.web.state import KnownListing, KnownPage
    from index.store import Store

logger = logging.getLogger(__name__)

Found = Visit | Rejected | Heard | Waiting | Left

LONGEST: Final = 1800.0
"""Seconds after which a round asks for nothing more: what was found is to be published, the rest can wait."""

_DEEPEST: Final = 3  # a list of sites, a site, its sitemap index, its sitemaps
_MOST_SITEMAPS: Final = 100  # of an index, the newest first


def find_news(
    sources: Sequence[WebSource],
    store: Store,
    fetcher: Fetcher,
    *,
    now: datetime,
    stop: threading.Event,
    longest: float = LONGEST,
) -> Generator[Found, None, None]:
    """Ask the web for articles that are new or changed, and whether known ones are still there.

    First all listings are asked for what they name, then the pages, of all listings by turns, those of feeds first.
    Hosts are asked at the same time, each one thing after the other. What fails is told, and the rest goes on.

    Args:
        sources: what was named.
        store: asked by readers of its own for what is known.
        fetcher: fetches.
        now: when this round begins, aware.
        stop: ends the round early where it is set; it is set on the way out.
        longest: seconds after which nothing more is asked for.
    """
    with closing(store.reader()) as reader, Jobs[Found](stop) as jobs:
        asking = _Round(reader=_Reader(reader), fetcher=fetcher, jobs=jobs, now=now, ends=time.monotonic() + longest)
        for source in sources:
            asking.submit(source, source.url, source.parent, 0)
        yield from (found or Waiting() for found in jobs.results())
        yield from asking.plan_visits(sources)
        yield from (found or Waiting() for found in jobs.results())
        if asking.left:
            yield Left(asking.left)


class _Reader:
    """What the store knows, for several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()

    def listing(self, url: str) -> KnownListing | None:
        with self._lock:
            return self._store.listing(url)

    def children(self, url: str) -> list[str]:
        with self._lock:
            return self._store.children(url)

    def below(self, url: str) -> list[str]:
        with self._lock:
            return self._store.listings_below(url)

    def page(self, url: str) -> KnownPage | None:
        with self._lock:
            return self._store.page(url)

    def pages_of(self, listing: str) -> list[str]:
        with self._lock:
            return self._store.pages_of(listing)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """A listing that was read, and the source that led to it."""

    source: WebSource
    known: KnownListing
    listing: Listing
    passed_over: int


@dataclass(slots=True, kw_only=True)
class _Round:
    """All sources, asked once.

    Attributes:
        left: number of things that were not asked for because the time was over.
    """

    reader: _Reader
    fetcher: Fetcher
    jobs: Jobs[Found]
    now: datetime
    ends: float
    left: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _claimed: set[str] = field(default_factory=set)
    _sources: dict[str, WebSource] = field(default_factory=dict)  # by the listings that they led to
    _listed: list[_Listed] = field(default_factory=list)

    def submit(self, source: WebSource, url: str, parent: str | None, depth: int) -> None:
        """Ask for a listing, unless that was done."""
        if self._claim(f"listing {url}"):
            with self._lock:
                self._sources[url] = source
            self.jobs.submit(_host(url), partial(self._in_time, partial(self._ask, source, url, parent, depth)))

    def plan_visits(self, sources: Sequence[WebSource]) -> Iterator[Heard]:
        """Submit a visit of each page that is to be asked for, once all listings were read; tells what they named."""
        quotas = {source.url: source.limit for source in sources}
        queues = [self._unlisted(source, url) for source, url in self._not_read(sources)]
        for listed in sorted(self._listed, key=lambda listed: listed.listing.kind != "feed"):
            new, again = self._due(listed)
            taken = new[: max(0, quotas[listed.source.url])]
            quotas[listed.source.url] -= len(taken)
            again = again[: listed.source.limit]
            # By turns, so that neither waits for all of the other.
            queue = [visit for pair in zip_longest(taken, again) for visit in pair if visit is not None]
            left_over = self._unlisted(listed.source, listed.known.url)
            queues.append([*queue, *left_over])
            yield Heard(
                listing=listed.known,
                listed=len(listed.listing.entries),
                asked=len(queue) + len(left_over),
                left=len(new) - len(taken),
                passed_over=listed.passed_over,
                names=listed.listing.sources if listed.listing.kind != "site" else None,
            )
        for visit in filter(None, chain.from_iterable(zip_longest(*queues))):
            self.jobs.submit(_host(visit.entry.url), partial(self._in_time, partial(self._visit, visit)))

    def _claim(self, name: str) -> bool:
        """Whether this is the first to take it up in this round."""
        with self._lock:
            fresh = name not in self._claimed
            self._claimed.add(name)
        return fresh

    def _in_time(self, job: Callable[[], None]) -> None:
        if time.monotonic() <= self.ends:
            job()
        else:
            with self._lock:
                self.left += 1

    # --- listings ---

    def _ask(self, source: WebSource, url: str, parent: str | None, depth: int) -> None:
        known = self.reader.listing(url)
        was_page = known is not None and known.kind == "page"
        if known and was_page and self._ask_page(source, replace(known, parent=parent)):
            return
        asker = Asker(fetcher=self.fetcher, now=self.now)
        try:
            asked = asker.ask(url, parent, None if was_page else known)
        except Exception as error:
            # Whatever a document trips in a parser, the others go on.
            logger.exception("failed listing=%s", url)
            asked = asker.failed(url, parent, known, f"failed: {error!r}")
        if was_page and (asked.listing is None or asked.listing.kind == "site"):
            # An empty answer in the place of an article is no reason to take up all that its site has.
            asked = asker.failed(url, parent, known, asked.known.failure or "answers with no article")
        if asked.listing is None:
            self.jobs.put(Heard(listing=asked.known))
            for child in self.reader.children(url):
                self.submit(source, child, url, depth + 1)
        elif asked.listing.kind == "page":
            self._take_page(source, asked, known)
        else:
            self._take_listing(source, asked, asker, known, depth)

    def _take_listing(
        self, source: WebSource, asked: Asked, asker: Asker, before: KnownListing | None, depth: int
    ) -> None:
        listing, known = asked.listing, asked.known
        if listing is None:
            return
        named = listing.sources
        if listing.kind == "site" and not named:
            named = tuple(self.reader.children(known.url) or asker.guess(known, before))
            if not named:
                guessed = before.succeeded if before and before.failure == NO_FEED else known.succeeded
                known = replace(known, failure=NO_FEED, succeeded=guessed)
        chosen = named if listing.kind == "outline" else named[:_MOST_SITEMAPS]
        chosen = chosen if depth < _DEEPEST else ()
        for child in chosen:
            # The outlets of a list are not one outlet.
            named_so = replace(source, name=None) if listing.kind == "outline" else source
            self.submit(named_so, child, known.url, depth + 1)
        listed = _Listed(source=source, known=known, listing=listing, passed_over=len(named) - len(chosen))
        with self._lock:
            self._listed.append(listed)

    # --- pages that were named ---

    def _ask_page(self, source: WebSource, known: KnownListing) -> bool:
        """Ask for a page that was named itself; False where it may be something else by now."""
        page = self.reader.page(known.url)
        self._claim(known.url)
        visited = self._visited(self._visitor(source, known.url), Entry(url=known.url), page)
        if isinstance(visited, Visit) and visited.page.refused and not (page and page.refused):
            return False
        self._tell_page(known, visited)
        return True

    def _take_page(self, source: WebSource, asked: Asked, before: KnownListing | None) -> None:
        """Take what was asked for as a listing, and is a page."""
        known = replace(asked.known, body=None, succeeded=before.succeeded if before else None)
        visited: Visit | Rejected | None = None
        if asked.response is not None:
            self._claim(known.url)
            page = self.reader.page(known.url)
            visited = self._visitor(source, known.url).read(Entry(url=known.url), page, asked.response)
        self._tell_page(known, visited)

    def _tell_page(self, listing: KnownListing, visited: Visit | Rejected | None) -> None:
        failure: str | None = None
        if isinstance(visited, Visit):
            failure = visited.item.reason if isinstance(visited.item, Rejected) else visited.page.gone
            self.jobs.put(visited)
        elif visited is not None:
            failure = visited.reason
        succeeded = listing.succeeded if failure else self.now
        kept = replace(listing, kind="page", tried=self.now, succeeded=succeeded, failure=failure)
        self.jobs.put(Heard(listing=kept, listed=1, asked=int(visited is not None)))

    # --- pages that listings name ---

    def _due(self, listed: _Listed) -> tuple[list[_Asking], list[_Asking]]:
        """What a listing names: what is new, and what is to be asked for again, longest ago first."""
        new: list[_Asking] = []
        again: list[tuple[datetime, str, _Asking]] = []
        for entry in listed.listing.entries:
            if self._too_old(entry, listed.source) or entry.url in self._claimed:
                continue
            page = self.reader.page(entry.url)
            asking = self._asking(listed.source, listed.known.url, entry, page)
            if page is None:
                self._claim(entry.url)
                new.append(asking)
                continue
            news = listed.listing.kind == "feed" or entry.title is not None  # sitemaps of news tell headlines
            own = page.failing is None and page.listing == listed.known.url
            if is_due(page, news=news, now=self.now) or (own and says_more(entry, page)):
                self._claim(entry.url)
                again.append((page.asked, page.url, asking))
        return new, [asking for *_, asking in sorted(again, key=lambda one: one[:2])]

    def _unlisted(self, source: WebSource, url: str) -> list[_Asking]:
        """What a listing named once, as far as it is due: what was asked for longest ago first."""
        due: list[_Asking] = []
        for address in self.reader.pages_of(url):
            page = self.reader.page(address) if address not in self._claimed else None
            if page and is_due(page, news=False, now=self.now) and len(due) < source.limit:
                self._claim(address)
                due.append(self._asking(source, url, None, page))
        return due

    def _not_read(self, sources: Sequence[WebSource]) -> Iterator[tuple[WebSource, str]]:
        """Listings below each source, or local list, that could not be read, or that nobody names any more."""
        done = {listed.known.url for listed in self._listed}
        roots: dict[str, WebSource] = {}
        for source in sources:
            roots.setdefault(source.url, source)
            roots.setdefault(source.parent or source.url, source)
        for root, source in roots.items():
            for url in self.reader.below(root):
                if url not in done:
                    done.add(url)
                    yield source, url

    def _asking(self, source: WebSource, listing: str, entry: Entry | None, page: KnownPage | None) -> _Asking:
        """Whose words count for a page: of the listing that named it first, and of the source that led to that."""
        if page is not None and (page.listing != listing or entry is None):
            own = self._sources.get(page.listing)
            said = own or replace(source, name=page.name, language=page.language)
            return _Asking(source=said, listing=page.listing, entry=page.entry, page=page)
        return _Asking(source=source, listing=listing, entry=entry or Entry(url=""), page=page)

    def _visit(self, asking: _Asking) -> None:
        self.jobs.put(self._visited(self._visitor(asking.source, asking.listing), asking.entry, asking.page))

    def _visited(self, visitor: Visitor, entry: Entry, page: KnownPage | None) -> Visit | Rejected:
        try:
            return visitor.visit(entry, page)
        except EndedError:
            raise
        except Exception as error:
            # Whatever a page trips in a parser, the others go on.
            logger.exception("failed page=%s", entry.url)
            return visitor.failed(entry, page, f"failed: {error!r}", gone=False)

    def _visitor(self, source: WebSource, listing: str) -> Visitor:
        return Visitor(fetcher=self.fetcher, source=source, listing=listing, now=self.now)

    def _too_old(self, entry: Entry, source: WebSource) -> bool:
        when = read_machine_date(entry.published or entry.updated or "")
        return bool(source.max_age and when and when.at < self.now - source.max_age)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """A page to be asked for, by whose words."""

    source: WebSource
    listing: str
    entry: Entry
    page: KnownPage | None


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
