"""Articles from the web: listings are asked for what they name, and its pages for what is there."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from index.sources.listings.listing import Entry
from index.sources.web.asking import NO_FEED, Asker
from index.sources.web.planning import Listed, Planner, Reader
from index.sources.web.scheduling import EndedError, Jobs
from index.sources.web.state import Heard, Left, Visit, Waiting
from index.sources.web.visiting import Visitor
from index.types import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from datetime import datetime

    from index.sources.fetching.fetcher import Fetcher
    from index.sources.named import WebSource
    from index.sources.web.asking import Asked
    from index.sources.web.planning import Asking
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
    # Named twice, as in the settings and before: what was said first counts.
    sources = list({source.url: source for source in reversed(sources)}.values())[::-1]
    with closing(store.reader()) as reader, Jobs[Found](stop) as jobs:
        asking = _Round(reader=Reader(reader), fetcher=fetcher, jobs=jobs, now=now, ends=time.monotonic() + longest)
        for source in sources:
            asking.submit(source, source.url, source.parent, 0)
        yield from (found or Waiting() for found in jobs.results())
        yield from asking.submit_visits(sources)
        yield from (found or Waiting() for found in jobs.results())
        if asking.left:
            yield Left(asking.left)


@dataclass(slots=True, kw_only=True)
class _Round:
    """All sources, asked once.

    Attributes:
        left: number of things that were not asked for because the time was over.
    """

    reader: Reader
    fetcher: Fetcher
    jobs: Jobs[Found]
    now: datetime
    ends: float
    left: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _claimed: set[str] = field(default_factory=set)
    _sources: dict[str, WebSource] = field(default_factory=dict)  # by the listings that they led to
    _listed: list[Listed] = field(default_factory=list)

    def submit(self, source: WebSource, url: str, parent: str | None, depth: int) -> None:
        """Ask for a listing, unless that was done."""
        if self._claim(f"listing {url}"):
            with self._lock:
                self._sources[url] = source
            self.jobs.submit(_host(url), partial(self._in_time, partial(self._ask, source, url, parent, depth)))

    def submit_visits(self, sources: Sequence[WebSource]) -> Iterator[Heard]:
        """Visit each page that is to be asked for, once all listings were read; tells what they named."""
        order = {source.url: place for place, source in enumerate(sources)}
        # Whatever the threads' pace, feeds first, then in the order in which they were named.
        listed = sorted(
            self._listed, key=lambda one: (one.listing.kind != "feed", order[one.source.url], one.known.url)
        )
        planner = Planner(reader=self.reader, now=self.now, listed=listed, led=self._sources, claimed=self._claimed)
        heard, visits = planner.plan(sources)
        yield from heard
        for visit in visits:
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
        listed = Listed(source=source, known=known, listing=listing, passed_over=len(named) - len(chosen))
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

    def _visit(self, asking: Asking) -> None:
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


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
