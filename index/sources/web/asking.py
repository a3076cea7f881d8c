"""A listing: asked for with what is known of it, and read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from index.sources.fetching.fetcher import FEED_LIMIT, FetchError, Response
from index.sources.listings.discovery import GUESSES
from index.sources.listings.listing import Listing, read_listing
from index.sources.reading import UnusableError
from index.sources.web.state import KnownListing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from index.sources.fetching.fetcher import Fetcher

NO_FEED: Final = "names no feed, and none is at the usual places: name the address of its feed"
_GUESSED_AGAIN: Final = timedelta(days=1)
_LISTS: Final = frozenset({"feed", "sitemap", "sitemap index", "outline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came of asking for a listing.

    Attributes:
        known: to be known from now on.
        listing: what it says, None where it could not be read; ``known`` tells why.
        response: as it was sent, None where it is as it was.
    """

    known: KnownListing
    listing: Listing | None = None
    response: Response | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Asks for listings.

    Attributes:
        fetcher: fetches them.
        now: when this round began.
    """

    fetcher: Fetcher
    now: datetime

    def ask(self, url: str, parent: str | None, known: KnownListing | None) -> Asked:
        """Ask for a listing.

        Args:
            url: its address.
            parent: of what names it, None where somebody did.
            known: as it was met last, with its body; None where it never was.
        """
        try:
            response = self._fetched(url, known)
            body, moved = response.body, response.moved
            if known is not None and response.status == 304:
                body, moved = known.body or b"", known.moved
            as_sent = known if known is not None and response.status == 304 else response
            listing = read_listing(body, url=moved or url, content_type=as_sent.content_type, charset=as_sent.charset)
        except (FetchError, UnusableError) as error:
            return self.failed(url, parent, known, error.reason if isinstance(error, FetchError) else str(error))
        if known is not None and known.kind in _LISTS and listing.kind not in _LISTS:
            # A notice of maintenance, a question for consent: what it listed is not gone for that.
            return self.failed(url, parent, known, f"answers with a {listing.kind} where a {known.kind} was")
        unchanged = known is not None and response.status == 304
        met = KnownListing(
            url=url,
            parent=parent,
            kind=listing.kind,
            tried=self.now,
            succeeded=self.now,
            moved=moved,
            validators=response.validators,
            content_type=as_sent.content_type,
            charset=as_sent.charset,
            body=None if unchanged else body,
        )
        return Asked(known=met, listing=listing, response=None if unchanged else response)

    def failed(self, url: str, parent: str | None, known: KnownListing | None, reason: str) -> Asked:
        """A listing that could not be read, with all that is known of it from before."""
        before = known or KnownListing(url=url, parent=parent, kind=None, tried=self.now)
        return Asked(known=replace(before, parent=parent, tried=self.now, failure=reason, body=None))

    def guess(self, site: KnownListing, before: KnownListing | None) -> Sequence[str]:
        """Find the feed of a site that names none, at the usual places; once a day, where there was none."""
        guessed = before.succeeded if before and before.failure == NO_FEED else None
        if guessed is not None and self.now - guessed < _GUESSED_AGAIN:
            return []
        for guess in GUESSES:
            url = urljoin(site.moved or site.url, guess)
            listing = self.ask(url, site.url, None).listing
            if listing is not None and listing.kind in _LISTS and (listing.entries or listing.sources):
                return [url]
        return []

    def _fetched(self, url: str, known: KnownListing | None) -> Response:
        """The listing where it is by now, or else, where that fails, where it was named."""
        validators = known.validators if known and known.body is not None else None
        if known and known.moved:
            try:
                return self.fetcher.get(known.moved, validators=validators, limit=FEED_LIMIT)
            except FetchError:
                validators = None
        return self.fetcher.get(url, validators=validators, limit=FEED_LIMIT)
