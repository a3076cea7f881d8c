"""Articles from the web: listings are asked for what they name, and its pages for what is there."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from index.sources.listings.listing import Entry
from index.sources.pages.date_reading import read_machine_date
from index.sources.web.asking import NO_FEED, Asker
from index.sources.web.scheduling import EndedError, Jobs
from index.sources.web.state import Heard, Visit, Waiting
from index.sources.web.visiting import Visitor, is_due
from index.types import Rejected

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from datetime import datetime

    from index.sources.fetching.fetcher import Fetcher
    from index.sources.listings.listing import Listing
    from index.sources.named import WebSource
    from index.sources.web.asking import Asked
    from index.sources.web.state import KnownListing, KnownPage
    from index.store import Store

logger = logging.getLogger(__name__)

Found = Visit | Rejected | Heard

LONGEST: Final = 1800.0
"""Seconds after which a round asks for no further pages: what was found is to be published, the rest can wait."""

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
) -> Generator[Found | Waiting, None, None]:
    """Ask the web for articles that are new or changed, and whether known ones are still there.

    Hosts are asked at the same time, the listings and pages of one host one after the other. What fails is
    ``Rejected``, or is told with its listing, and the rest goes on.

    Args:
        sources: what was named.
        store: asked by readers of its own for what is known.
        fetcher: fetches.
        now: when this round begins, aware.
        stop: ends the round early where it is set; it is set on the way out.
        longest: seconds after which no further pages are asked for.
    """
    with closing(store.reader()) as reader, Jobs[Found](stop) as jobs:
        asking = _Round(reader=_Reader(reader), fetcher=fetcher, jobs=jobs, now=now, ends=time.monotonic() + longest)
        for source in sources:
            asking.submit(source, source.url, source.parent, 0)
        yield from (found or Waiting() for found in jobs.results())
        for source in sources:
            asking.submit_left(source)
        yield from (found or Waiting() for found in jobs.results())


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


@dataclass(slots=True)
class _Quota:
    """How many new pages of a source may still be taken."""

    left: int
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> bool:
        with self.lock:
            self.left -= 1
            return self.left >= 0


@dataclass(slots=True, kw_only=True)
class _Round:
    """All sources, asked once."""

    reader: _Reader
    fetcher: Fetcher
    jobs: Jobs[Found]
    now: datetime
    ends: float
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _claimed: set[str] = field(default_factory=set)
    _sources: dict[str, WebSource] = field(default_factory=dict)  # by their listings
    _quotas: dict[str, _Quota] = field(default_factory=dict)  # by the addresses that were named
    _read: set[str] = field(default_factory=set)  # listings

    def submit(self, source: WebSource, url: str, parent: str | None, depth: int) -> None:
        """Ask for a listing, unless that was done."""
        if self._claim(f"listing {url}"):
            with self._lock:
                self._sources[url] = source
                self._quotas.setdefault(source.url, _Quota(source.limit))
            self.jobs.submit(_host(url), partial(self._ask, source, url, parent, depth))

    def submit_left(self, source: WebSource) -> None:
        """Look after the pages of listings below a source that nobody names any more, or that could not be read."""
        with self._lock:
            left = [url for url in self.reader.below(source.url) if url not in self._read]
        for url in left:
            self.jobs.submit(_host(url), partial(self._visit_known, source, url))

    def _claim(self, name: str) -> bool:
        """Whether this is the first to take it up in this round."""
        with self._lock:
            fresh = name not in self._claimed
            self._claimed.add(name)
        return fresh

    # --- listings ---

    def _ask(self, source: WebSource, url: str, parent: str | None, depth: int) -> None:
        known = self.reader.listing(url)
        if known and known.kind == "page" and self._ask_page(source, replace(known, parent=parent)):
            return
        asker = Asker(fetcher=self.fetcher, now=self.now)
        before = known if known and known.kind != "page" else None
        try:
            asked = asker.ask(url, parent, before)
        except Exception as error:
            # Whatever a document trips in a parser, the others go on.
            logger.exception("failed listing=%s", url)
            asked = asker.failed(url, parent, before, f"failed: {error!r}")
        if asked.listing is None:
            self.jobs.put(Heard(listing=asked.known))
        elif asked.listing.kind == "page":
            self._take_page(source, asked, before)
        else:
            self._take_listing(source, asked, asker, before, depth)

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
            self.submit(
                replace(source, name=None) if listing.kind == "outline" else source, child, known.url, depth + 1
            )
        with self._lock:
            self._read.add(known.url)
        asked_for, left = self._visit_all(source, known.url, listing)
        self.jobs.put(
            Heard(
                listing=known,
                listed=len(listing.entries),
                asked=asked_for,
                left=left,
                passed_over=len(named) - len(chosen),
            )
        )

    # --- pages that were named ---

    def _ask_page(self, source: WebSource, known: KnownListing) -> bool:
        """Ask for a page that was named itself; False where it may be something else by now."""
        if not self._claim(known.url):
            return True
        page = self.reader.page(known.url)
        visited = self._visited(source, known.url, Entry(url=known.url), page)
        refused = isinstance(visited, Visit) and visited.page.refused
        if refused and page is not None and not page.refused:
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
        with self._lock:
            self._read.add(listing.url)
        self.jobs.put(Heard(listing=kept, listed=1, asked=int(visited is not None)))

    # --- pages that a listing names ---

    def _visit_all(self, source: WebSource, url: str, listing: Listing) -> tuple[int, int]:
        """Visit the pages of a listing: new ones, those that may have changed, and those it lists no more.

        Returns:
            Number of pages asked for, and of new ones that are left for the next round.
        """
        listed = {entry.url: entry for entry in listing.entries if not self._too_old(entry, source)}
        new, again = self._due(url, listing, listed)
        quota = self._quotas[source.url]
        taken = [address for address in new if quota.take()]
        known = islice(chain(again, self._unlisted(url)), source.limit)
        asked = left = 0
        # By turns, so that neither waits for all of the other.
        for address in filter(None, chain.from_iterable(zip_longest(taken, known))):
            if time.monotonic() > self.ends:
                left += address in listed
            elif self._claim(address):
                self._visit(source, url, address, listed.get(address))
                asked += 1
        return asked, left + len(new) - len(taken)

    def _visit_known(self, source: WebSource, url: str) -> None:
        """Visit the pages of a listing that was not read, as far as they are due."""
        for address in islice(self._unlisted(url), source.limit):
            if time.monotonic() <= self.ends and self._claim(address):
                self._visit(source, url, address, None)

    def _due(self, url: str, listing: Listing, listed: Mapping[str, Entry]) -> tuple[list[str], list[str]]:
        """Addresses of what a listing names: what is new, and what is to be asked for again, longest ago first."""
        new: list[str] = []
        again: list[tuple[datetime, str]] = []
        for entry in listed.values():
            page = self.reader.page(entry.url)
            news = listing.kind == "feed" or entry.title is not None  # sitemaps of news tell headlines
            if page is None:
                new.append(entry.url)
            elif is_due(page, news=news, now=self.now) or (
                page.failing is None and page.listing == url and page.entry != replace(entry, html=None)
            ):
                again.append((page.asked, entry.url))
        return new, [address for _, address in sorted(again)]

    def _unlisted(self, url: str) -> Iterator[str]:
        """Addresses of what a listing named once, as far as it is due: what was asked for longest ago first."""
        for address in self.reader.pages_of(url):
            page = self.reader.page(address) if address not in self._claimed else None
            if page and is_due(page, news=False, now=self.now):
                yield address

    def _visit(self, source: WebSource, listing: str, address: str, entry: Entry | None) -> None:
        page = self.reader.page(address)
        if page is not None and (page.listing != listing or entry is None):
            # What names it first speaks for it: two listings may tell of it in different words.
            listing, entry = page.listing, page.entry
            source = self._sources.get(listing, source)
        self.jobs.put(self._visited(source, listing, entry or Entry(url=address), page))

    def _visited(self, source: WebSource, listing: str, entry: Entry, page: KnownPage | None) -> Visit | Rejected:
        try:
            return self._visitor(source, listing).visit(entry, page)
        except EndedError:
            raise
        except Exception as error:
            # Whatever a page trips in a parser, the others go on.
            logger.exception("failed page=%s", entry.url)
            return Rejected(entry.url, f"failed: {error!r}")

    def _visitor(self, source: WebSource, listing: str) -> Visitor:
        return Visitor(fetcher=self.fetcher, source=source, listing=listing, now=self.now)

    def _too_old(self, entry: Entry, source: WebSource) -> bool:
        when = read_machine_date(entry.published or entry.updated or "")
        return bool(source.max_age and when and when.at < self.now - source.max_age)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
