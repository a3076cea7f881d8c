"""Which pages a round asks for, once its listings were read; in which order, and by whose words."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from index.sources.listings.listing import Entry
from index.sources.pages.date_reading import read_machine_date
from index.sources.web.state import Heard
from index.sources.web.visiting import is_due, says_more

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from index.sources.listings.listing import Listing
    from index.sources.named import WebSource
    from index.sources.web.state import KnownListing, KnownPage
    from index.store import Store


class Reader:
    """What the store knows, for several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()

    def listing(self, url: str) -> KnownListing | None:
        """As the store."""
        with self._lock:
            return self._store.listing(url)

    def children(self, url: str) -> list[str]:
        """As the store."""
        with self._lock:
            return self._store.children(url)

    def below(self, url: str) -> list[str]:
        """As the store's ``listings_below``."""
        with self._lock:
            return self._store.listings_below(url)

    def page(self, url: str) -> KnownPage | None:
        """As the store."""
        with self._lock:
            return self._store.page(url)

    def pages_of(self, listing: str) -> list[str]:
        """As the store."""
        with self._lock:
            return self._store.pages_of(listing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A listing that was read.

    Attributes:
        source: that led to it.
        known: to be known of it from now on.
        listing: what it says.
        passed_over: number of listings it names that are never asked for.
    """

    source: WebSource
    known: KnownListing
    listing: Listing
    passed_over: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A page to be asked for.

    Attributes:
        source: whose name and language count.
        listing: address of the listing whose words count.
        entry: these words.
        page: as it was met last, None where it never was.
    """

    source: WebSource
    listing: str
    entry: Entry
    page: KnownPage | None


@dataclass(slots=True, kw_only=True)
class Planner:
    """Decides which pages are asked for.

    Attributes:
        reader: knows how they were met last.
        now: when this round began.
        listed: the listings that were read, those whose words count most first.
        led: by the address of each listing that was asked for, the source that led to it.
        claimed: addresses of what was asked for already; grows.
    """

    reader: Reader
    now: datetime
    listed: Sequence[Listed]
    led: Mapping[str, WebSource]
    claimed: set[str]

    def plan(self, sources: Sequence[WebSource]) -> tuple[list[Heard], Iterator[Asking]]:
        """What is to be told of the listings, and the pages to be asked for, of all listings by turns."""
        quotas = {source.url: source.limit for source in sources}
        heard: list[Heard] = []
        queues = [self._unlisted(source, url) for source, url in self._not_read(sources)]
        for one in self.listed:
            new, again = self._due(one)
            taken = new[: max(0, quotas[one.source.url])]
            quotas[one.source.url] -= len(taken)
            # By turns, so that neither waits for all of the other.
            pairs = zip_longest(taken, again[: one.source.limit])
            queue = [*filter(None, chain.from_iterable(pairs)), *self._unlisted(one.source, one.known.url)]
            queues.append(queue)
            heard.append(
                Heard(
                    listing=one.known,
                    listed=len(one.listing.entries),
                    asked=len(queue),
                    left=len(new) - len(taken),
                    passed_over=one.passed_over,
                    names=one.listing.sources if one.listing.kind != "site" else None,
                )
            )
        return heard, filter(None, chain.from_iterable(zip_longest(*queues)))

    def _due(self, listed: Listed) -> tuple[list[Asking], list[Asking]]:
        """What a listing names: what is new, and what is to be asked for again, longest ago first."""
        new: list[Asking] = []
        again: list[tuple[datetime, str, Asking]] = []
        for entry in listed.listing.entries:
            if self._too_old(entry, listed.source) or entry.url in self.claimed:
                continue
            page = self.reader.page(entry.url)
            asking = self._asking(listed.source, listed.known.url, entry, page)
            if page is None:
                self.claimed.add(entry.url)
                new.append(asking)
                continue
            news = listed.listing.kind == "feed" or entry.title is not None  # sitemaps of news tell headlines
            own = page.failing is None and page.listing == listed.known.url
            if is_due(page, news=news, now=self.now) or (own and says_more(entry, page)):
                self.claimed.add(entry.url)
                again.append((page.asked, page.url, asking))
        return new, [asking for *_, asking in sorted(again, key=lambda one: one[:2])]

    def _unlisted(self, source: WebSource, url: str) -> list[Asking]:
        """What a listing named once, as far as it is due: what was asked for longest ago first."""
        due: list[Asking] = []
        for address in self.reader.pages_of(url):
            page = self.reader.page(address) if address not in self.claimed else None
            if page and is_due(page, news=False, now=self.now) and len(due) < source.limit:
                self.claimed.add(address)
                due.append(self._asking(source, url, None, page))
        return due

    def _not_read(self, sources: Sequence[WebSource]) -> Iterator[tuple[WebSource, str]]:
        """Listings below each source, or local list, that could not be read, or that nobody names any more."""
        done = {listed.known.url for listed in self.listed}
        roots: dict[str, WebSource] = {}
        for source in sources:
            roots.setdefault(source.url, source)
            roots.setdefault(source.parent or source.url, source)
        for root, source in roots.items():
            for url in self.reader.below(root):
                if url not in done:
                    done.add(url)
                    yield source, url

    def _asking(self, source: WebSource, listing: str, entry: Entry | None, page: KnownPage | None) -> Asking:
        """Whose words count for a page: of the listing that named it first, and of the source that led to that."""
        if page is not None and (page.listing != listing or entry is None):
            own = self.led.get(page.listing)
            said = own or replace(source, name=page.name, language=page.language)
            return Asking(source=said, listing=page.listing, entry=page.entry, page=page)
        return Asking(source=source, listing=listing, entry=entry or Entry(url=""), page=page)

    def _too_old(self, entry: Entry, source: WebSource) -> bool:
        when = read_machine_date(entry.published or entry.updated or "")
        return bool(source.max_age and when and when.at < self.now - source.max_age)
