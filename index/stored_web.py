"""The store's tables of what is fetched: sources, listings, pages, and what hosts ask for."""
# ruff: noqa: S608 -- statements are put together from constants of this module; every value is bound

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, cast

from index.rows import moment, seconds
from index.stored_articles import stretches, unsee
from index.types import SourceStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from index.sources.fetching.fetcher import KeptRobots
    from index.sources.web.state import KnownListing, KnownPage
    from index.sql import Database

_LISTING = "url, parent, kind, tried, succeeded, failure, moved, etag, last_modified, content_type, charset, body"
_PAGE = (
    "url, listing, entry, came_from, etag, last_modified, asked, changed, rules, content, size, name,"
    " language, updated, whole, failing, refused, gone"
)


class StoredWeb:
    """Where articles are fetched from, and how each place was met last."""

    _db: Database

    # --- what was named ---

    def sources(self) -> list[str]:
        """Addresses and absolute paths that were named to be read again, in order."""
        return [str(row[0]) for row in self._db.execute("SELECT location FROM source ORDER BY location")]

    def remember(self, location: str) -> None:
        """Keep a source in mind."""
        self._db.execute("INSERT INTO source VALUES (?) ON CONFLICT DO NOTHING", (location,))

    def forget(self, location: str) -> bool:
        """Forget a source, with the listings that it alone leads to and the pages that they named first.

        What was read of them is seen nowhere any more; ``settle`` decides what that means.

        Args:
            location: an address, or a path: then with all that lies below it.

        Returns:
            Whether it was known.
        """
        known = self._db.execute("DELETE FROM source WHERE location = ?", (location,)).rowcount
        if "://" not in location:
            for stretch in stretches(location):
                unsee(self._db, "location >= ? AND location < ?", stretch)
        gone = [(url,) for url in [location, *self.listings_below(location)]]
        for (url,) in gone:
            unsee(self._db, "location IN (SELECT url FROM page WHERE listing = ?)", (url,))
        self._db.executemany("DELETE FROM page WHERE listing = ?", gone)
        return self._db.executemany("DELETE FROM listing WHERE url = ?", gone).rowcount + known > 0

    # --- listings ---

    def listing(self, url: str) -> KnownListing | None:
        """A listing as it was met last, None where it never was."""
        row = self._db.execute(f"SELECT {_LISTING} FROM listing WHERE url = ?", (url,)).fetchone()
        return None if row is None else _listing_of(dict(zip(_LISTING.split(", "), row, strict=True)))

    def children(self, url: str) -> list[str]:
        """Addresses of the listings that a listing named and that could be read some time."""
        rows = self._db.execute(
            "SELECT url FROM listing WHERE parent = ? AND succeeded IS NOT NULL ORDER BY url", (url,)
        )
        return [str(row[0]) for row in rows]

    def listings_below(self, location: str) -> list[str]:
        """Addresses of a source's own listing and of all that it led to, but for what somebody named as well."""
        rows = self._db.execute(
            "WITH RECURSIVE below (url) AS (SELECT url FROM listing WHERE url = ?"
            " UNION SELECT url FROM listing WHERE parent = ? AND url NOT IN (SELECT location FROM source)"
            " UNION SELECT listing.url FROM listing JOIN below"
            " ON listing.parent = below.url WHERE listing.url NOT IN (SELECT location FROM source))"
            " SELECT url FROM below ORDER BY url",
            (location, location),
        )
        return [str(row[0]) for row in rows]

    def keep_listing(self, listing: KnownListing) -> None:
        """Know a listing from now on as it is here."""
        row = (
            listing.url, listing.parent, listing.kind, seconds(listing.tried), seconds(listing.succeeded),
            listing.failure, listing.moved, listing.validators.etag, listing.validators.last_modified,
            listing.content_type, listing.charset, None if listing.body is None else zlib.compress(listing.body),
        )  # fmt: skip
        changes = ", ".join(f"{name} = excluded.{name}" for name in _LISTING.split(", ")[1:-1])
        self._db.execute(
            f"INSERT INTO listing ({_LISTING}) VALUES (?{', ?' * (len(row) - 1)}) "
            f" ON CONFLICT (url) DO UPDATE SET {changes}, body = coalesce(excluded.body, listing.body), dropped = 0",
            row,
        )

    def drop_all_but(self, urls: Iterable[str], *, of: str) -> None:
        """Note that a listing, or a local list, names these and no others; what is dropped is no part of the status."""
        named = set(urls)
        rows = self._db.execute("SELECT url FROM listing WHERE parent = ? AND dropped = 0", (of,)).fetchall()
        gone = [(url,) for (url,) in rows if url not in named]
        self._db.executemany("UPDATE listing SET dropped = 1 WHERE url = ?", gone)

    def listing_statuses(self) -> tuple[SourceStatus, ...]:
        """How each listing fared the last time, in the order of their addresses; without those named no more."""
        rows = self._db.execute(
            "SELECT url, kind, succeeded, tried, failure FROM listing WHERE dropped = 0 ORDER BY url"
        )
        return tuple(
            SourceStatus(
                url=str(url),
                kind=kind,
                succeeded=moment(succeeded),
                tried=_time(tried),
                failure=failure,
            )
            for url, kind, succeeded, tried, failure in rows
        )

    # --- pages ---

    def page(self, url: str) -> KnownPage | None:
        """A page as it was met last, None where it never was."""
        row = self._db.execute(f"SELECT {_PAGE} FROM page WHERE url = ?", (url,)).fetchone()
        return None if row is None else _page_of(row)

    def pages_of(self, listing: str) -> list[str]:
        """Addresses of the pages that a listing named first, those asked for longest ago first."""
        rows = self._db.execute("SELECT url FROM page WHERE listing = ? ORDER BY asked, url", (listing,))
        return [str(row[0]) for row in rows]

    def keep_page(self, page: KnownPage) -> None:
        """Know a page from now on as it is here."""
        entry = json.dumps({name: value for name, value in asdict(page.entry).items() if value is not None})
        row = (
            page.url, page.listing, entry, page.came_from, page.validators.etag, page.validators.last_modified,
            seconds(page.asked), seconds(page.changed), page.rules, page.content, page.size, page.name,
            page.language, seconds(page.updated),
            page.whole, seconds(page.failing), page.refused, page.gone,
        )  # fmt: skip
        changes = ", ".join(f"{name} = excluded.{name}" for name in _PAGE.split(", ")[1:])
        self._db.execute(
            f"INSERT INTO page ({_PAGE}) VALUES (?{', ?' * (len(row) - 1)}) ON CONFLICT (url) DO UPDATE SET {changes}",
            row,
        )

    # --- what hosts ask for ---

    def manners(self) -> tuple[dict[str, KeptRobots], dict[str, datetime]]:
        """What is known of robots.txt by origin, and until when hosts asked to be left alone."""
        from index.sources.fetching.fetcher import KeptRobots

        robots = {
            str(origin): KeptRobots(text=str(text), fetched=_time(fetched))
            for origin, text, fetched in self._db.execute("SELECT origin, text, fetched FROM robots")
        }
        waits = self._db.execute("SELECT name, not_before FROM host").fetchall()
        return robots, {str(name): _time(until) for name, until in waits}

    def keep_manners(self, robots: Mapping[str, KeptRobots], not_before: Mapping[str, datetime]) -> None:
        """Know hosts from now on as they are here."""
        self._db.executemany(
            "INSERT INTO robots VALUES (?, ?, ?)"
            " ON CONFLICT (origin) DO UPDATE SET text = excluded.text, fetched = excluded.fetched",
            [(origin, kept.text, seconds(kept.fetched)) for origin, kept in robots.items()],
        )
        self._db.executemany(
            "INSERT INTO host VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET not_before = excluded.not_before",
            [(name, seconds(until)) for name, until in not_before.items()],
        )


def _time(kept: object) -> datetime:
    """A time that is always known."""
    return cast("datetime", moment(kept))


def _listing_of(row: dict[str, Any]) -> KnownListing:
    from index.sources.fetching.fetcher import Validators
    from index.sources.web.state import KnownListing

    validators = Validators(etag=row.pop("etag"), last_modified=row.pop("last_modified"))
    body = None if row["body"] is None else zlib.decompress(row["body"])
    times = {name: moment(row[name]) for name in ("tried", "succeeded")}
    return KnownListing(**{**row, **times, "body": body, "validators": validators})


def _page_of(columns: tuple[Any, ...]) -> KnownPage:
    from index.sources.fetching.fetcher import Validators
    from index.sources.listings.listing import Entry
    from index.sources.web.state import KnownPage

    row = dict(zip(_PAGE.split(", "), columns, strict=True))
    validators = Validators(etag=row.pop("etag"), last_modified=row.pop("last_modified"))
    names = {field.name for field in fields(Entry)}
    entry = Entry(**{name: value for name, value in json.loads(row["entry"]).items() if name in names})
    times = {name: moment(row[name]) for name in ("asked", "changed", "updated", "failing")}
    return KnownPage(**{**row, **times, "whole": bool(row["whole"]), "entry": entry, "validators": validators})
