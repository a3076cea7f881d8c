"""What is known of listings and pages from the last time, and what came of asking again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.sources.fetching.fetcher import Validators

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from index.sources.fetching.fetcher import KeptRobots
    from index.sources.listings.listing import Entry
    from index.types import Article, Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownListing:
    """A feed, a sitemap, a list of feeds, a site or a page, as it was met last.

    Attributes:
        url: as it was named.
        parent: address of the listing, or path of the list, that names it; None where somebody did.
        kind: as in ``Listing``, None where it was never read.
        tried: when it was asked for last.
        succeeded: when it was read last, None where it never was.
        failure: why the last try failed, None where it did not.
        moved: where it is for good by now, None where it stayed.
        validators: to ask with.
        content_type: of ``body``, as in ``Response``.
        charset: of ``body``, as in ``Response``.
        body: as it was read last, None where it is not kept; to be kept, None leaves what is kept as it is.
    """

    url: str
    parent: str | None
    kind: str | None
    tried: datetime
    succeeded: datetime | None = None
    failure: str | None = None
    moved: str | None = None
    validators: Validators = field(default_factory=Validators)
    content_type: str = ""
    charset: str | None = None
    body: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """The page of an article, as it was met last.

    Attributes:
        url: as its listing names it.
        listing: address of the listing that named it first.
        entry: what that says of it, without the text.
        asked: when it was asked for last.
        changed: when another text, or none, was met last.
        came_from: where it was in the end, after redirects; None where it was never read.
        validators: to ask with; of a ``whole`` one what tells whether its entry is as it was.
        rules: digest of the rules it was read by, then of what was said of its source; None where it never was read.
        content: digest of the article's text when there was one last, None where there never was.
        size: number of its characters, None where there never was one.
        updated: when a change was met of which the page says no time.
        name: of the outlet, as it was said of the source when it was read; None where nothing was said.
        language: likewise.
        whole: whether its text was in the listing, so that of the page itself it only counts whether it is there.
        failing: since when it cannot be fetched, None where it can.
        refused: why what is there is no article, None where it is one, or is gone.
        gone: why it is withdrawn, None where it is not.
    """

    url: str
    listing: str
    entry: Entry
    asked: datetime
    changed: datetime
    came_from: str | None = None
    validators: Validators = field(default_factory=Validators)
    rules: bytes | None = None
    content: bytes | None = None
    size: int | None = None
    name: str | None = None
    language: str | None = None
    updated: datetime | None = None
    whole: bool = False
    failing: datetime | None = None
    refused: str | None = None
    gone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What came of asking for a page; to be kept together with its article, or not at all.

    Attributes:
        page: to be known from now on.
        item: what is there; None where it is as it was, or gone; ``Rejected`` where there is nothing that can be used.
        notes: what was doubted of it.
        withdrawn: why its article is withdrawn now, None where it is not or was so before.
    """

    page: KnownPage
    item: Article | Rejected | None = None
    notes: tuple[str, ...] = ()
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """A source that is to be read again another time: an address, or an absolute path."""

    location: str


@dataclass(frozen=True, slots=True)
class Left:
    """How many things a round did not ask for because its time was over."""

    number: int


@dataclass(frozen=True, slots=True)
class Names:
    """All listings that a listing, or a local list, names: what it named before and does not now is dropped."""

    parent: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing was found for a while, and more is to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What came of asking for a listing.

    Attributes:
        listing: to be known from now on.
        listed: number of articles it names.
        asked: number of their pages that were asked for.
        left: number of new ones that are left for the next round.
        passed_over: number of listings it names that are never asked for.
        names: all listings that it names, None where that does not tell what it names no more.
    """

    listing: KnownListing
    listed: int = 0
    asked: int = 0
    left: int = 0
    passed_over: int = 0
    names: tuple[str, ...] | None = None


class Manners:
    """What sites asked for, in memory for a round; to be kept for the next one.

    Attributes:
        robots_of: robots.txt by origin.
        waits: by host, when it wants to be asked again.
        fresh: whether there is anything that was not kept yet.
    """

    def __init__(self, robots_of: Mapping[str, KeptRobots], waits: Mapping[str, datetime]) -> None:
        self.robots_of = dict(robots_of)
        self.waits = dict(waits)
        self.fresh = False

    def robots(self, origin: str) -> KeptRobots | None:
        """As ``Memory``."""
        return self.robots_of.get(origin)

    def keep_robots(self, origin: str, kept: KeptRobots) -> None:
        """As ``Memory``."""
        self.robots_of[origin] = kept
        self.fresh = True

    def not_before(self, host: str) -> datetime | None:
        """As ``Memory``."""
        return self.waits.get(host)

    def keep_not_before(self, host: str, when: datetime) -> None:
        """As ``Memory``."""
        self.waits[host] = when
        self.fresh = True

    def copied(self) -> Manners:
        """As they are now, for another thread."""
        self.fresh = False
        return Manners(dict(self.robots_of), dict(self.waits))
