"""The store's tables of articles, their versions and where each was seen."""
# ruff: noqa: S608 -- statements are put together from constants of this module; every value is bound

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from index.rows import ARTICLE_COLUMNS, VERSION_COLUMNS, article_of, digest_of_version, version_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from index.sql import Database
    from index.types import Article

_INSIDE: Final = "/:#"  # what stands between a place and a file below it, or a record inside it
_AT_ONCE: Final = 10_000  # sightings in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a sync changed, in articles; ``unchanged`` counts those that its sources hold."""

    added: int
    changed: int
    unchanged: int
    removed: int


class Known(NamedTuple):
    """A version that was read before from just what a source holds now."""

    article_id: int
    version_id: int


class StoredArticles:
    """Articles with immutable versions."""

    _db: Database

    def next_run(self) -> int:
        """Number of the sync that begins now, larger than any before."""
        return int(self._db.execute("SELECT coalesce(max(run), 0) + 1 FROM sighting").fetchone()[0])

    def known(self, raw: bytes) -> Known | None:
        """The version that was read from something with this digest, None where that is unknown."""
        row = self._db.execute("SELECT article_id, version_id FROM sighting WHERE raw = ? LIMIT 1", (raw,)).fetchone()
        return Known(*row) if row else None

    def record(self, article: Article, *, run: int, raw: bytes | None = None) -> int:
        """Note that a source holds this article; what it means is decided by ``settle``.

        Args:
            article: its ``location`` is where.
            run: the sync's number.
            raw: digest of what it was read from, None where it is to be read anew the next time.

        Returns:
            The id of its version.
        """
        execute = self._db.execute
        row = version_of(article)
        content = digest_of_version(row)
        found = execute(
            "SELECT a.id, v.id FROM article a LEFT JOIN version v ON v.article_id = a.id AND v.content = ?"
            " WHERE a.url = ?",
            (content, article.url),
        ).fetchone()
        article_id, known = found or (
            execute("INSERT INTO article (url) VALUES (?) RETURNING id", (article.url,)).fetchone()[0],
            None,
        )
        if known is not None:
            self.see([(Known(article_id, known), article.location, raw)], run=run)
            return int(known)
        (version_id,) = execute(
            f"INSERT INTO version (article_id, content, {VERSION_COLUMNS}) VALUES (?, ?{', ?' * len(row)})"
            " RETURNING id",
            (article_id, content, *row),
        ).fetchone()
        self._see_anew([(run, raw, article_id, _storable(article.location), version_id)])
        return int(version_id)

    def see(self, sightings: Iterable[tuple[Known, str, bytes | None]], *, run: int) -> None:
        """Note that sources still hold versions: each with its location and the digest of what is there."""
        rows = [(run, raw, known.article_id, _storable(at), known.version_id) for known, at, raw in sightings]
        as_before = self._db.executemany(
            "UPDATE sighting SET run = ?, raw = ? WHERE article_id = ? AND location = ? AND version_id = ?", rows
        )
        if as_before.rowcount < len(rows):
            self._see_anew(rows)

    def _see_anew(self, rows: Sequence[Sequence[object]]) -> None:
        self._db.executemany(
            "INSERT INTO sighting (run, raw, article_id, location, version_id) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (article_id, location)"
            " DO UPDATE SET run = excluded.run, version_id = excluded.version_id, raw = excluded.raw",
            rows,
        )
        self._db.executemany(_UNSETTLE, [(row[2],) for row in rows])

    def see_again(self, location: str, *, run: int) -> bool:
        """Note that what was read at a location is there as it was; tells whether anything was."""
        seen = self._db.execute("UPDATE sighting SET run = ? WHERE location = ?", (run, _storable(location)))
        return seen.rowcount > 0

    def move(self, article: Article, *, run: int) -> None:
        """Note, once an article was recorded, that at its location there is no other any more."""
        unsee(self._db, "location = ? AND run < ?", (_storable(article.location), run))

    def withdraw(self, location: str) -> None:
        """Note that there is no article at a location any more."""
        unsee(self._db, "location = ?", (_storable(location),))

    def settle(
        self, *, run: int, read: Sequence[Path], prune: Sequence[Path] = (), unreadable: Sequence[str] = ()
    ) -> Changes:
        """Decide, after a sync has recorded what it saw, which version of each article is current.

        Of the versions that sources hold, the one published last is current; among equals the one seen first last.

        Args:
            run: the sync's number.
            read: the files and folders that were read: where they no longer hold a version of an article that was
                seen, that version no longer counts.
            prune: files and folders whose other articles, not seen in this run, are dropped.
            unreadable: locations that could not be read this time; what they held is kept.
        """
        kept = {_storable(place) for place in unreadable}
        with self._db.transaction():
            for place in prune:
                self._drop_older(run, _storable(str(place)), kept)
            for place in read:
                self._drop_older(run, _storable(str(place)), kept, only_if_seen=True)
            return self._choose_versions(run)

    def _drop_older(self, run: int, place: str, kept: Collection[str], *, only_if_seen: bool = False) -> None:
        """Drop what was seen at a place before this run only, but for what lies in places that are kept.

        Args:
            run: the sync's number.
            place: a file or folder.
            kept: locations.
            only_if_seen: whether that is for articles that were seen in this run, elsewhere.
        """
        condition, values = (f"run < ? AND {_SEEN}", (run, run)) if only_if_seen else ("run < ?", (run,))
        for begin, end in stretches(place):
            last: tuple[str, int] = begin, 0
            while found := self._db.execute(
                "SELECT location, article_id FROM sighting WHERE (location, article_id) > (?, ?) AND location < ?"
                f" AND {condition} ORDER BY location, article_id LIMIT ?",
                (*last, end, *values, _AT_ONCE),
            ).fetchall():
                last = found[-1]
                gone = [row for row in found if not _lies_in(row[0], kept)]
                self._db.executemany("DELETE FROM sighting WHERE location = ? AND article_id = ?", gone)
                self._db.executemany(_UNSETTLE, [(article,) for _, article in gone])

    def _choose_versions(self, run: int) -> Changes:
        execute = self._db.execute
        execute(
            # Most articles are in one version: there is nothing to choose, and no version to be read for it.
            "CREATE TEMP TABLE settled AS SELECT a.id, a.version_id AS old, max(s.run) = ? AS seen,"
            " CASE WHEN min(s.version_id) = max(s.version_id) THEN min(s.version_id)"
            " ELSE (SELECT v.id FROM sighting t JOIN version v ON v.id = t.version_id"
            " WHERE t.article_id = a.id ORDER BY v.published DESC NULLS LAST, v.id DESC LIMIT 1) END AS new"
            " FROM unsettled u JOIN article a ON a.id = u.article_id LEFT JOIN sighting s ON s.article_id = a.id"
            " GROUP BY a.id, a.version_id",
            (run,),
        )
        added, changed, removed, seen_anew = execute(
            "SELECT count(*) FILTER (WHERE old IS NULL AND new IS NOT NULL), count(*) FILTER (WHERE old != new),"
            " count(*) FILTER (WHERE old IS NOT NULL AND new IS NULL),"
            " count(*) FILTER (WHERE seen AND (old IS NULL OR old != new)) FROM settled"
        ).fetchone()
        (seen,) = execute("SELECT count(DISTINCT article_id) FROM sighting WHERE run = ?", (run,)).fetchone()
        execute(
            "UPDATE article SET version_id = settled.new FROM settled WHERE article.id = settled.id"
            " AND (settled.old != settled.new OR (settled.old IS NULL) != (settled.new IS NULL))"
        )
        execute(
            "INSERT INTO touched SELECT v.id FROM settled JOIN version v ON v.article_id = settled.id WHERE true"
            " ON CONFLICT DO NOTHING"
        )
        execute("DELETE FROM unsettled")
        execute("DROP TABLE settled")
        return Changes(added=added, changed=changed, unchanged=seen - seen_anew, removed=removed)

    def article_at(self, url: str) -> int | None:
        """Id of the article at an address, None where none ever was."""
        row = self._db.execute("SELECT id FROM article WHERE url = ?", (url,)).fetchone()
        return int(row[0]) if row else None

    def version(self, version_id: int) -> Article:
        """The article as it was in a version."""
        row = self._db.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM version v JOIN article a ON a.id = v.article_id WHERE v.id = ?",
            (version_id,),
        ).fetchone()
        return article_of(row)


def _storable(location: str) -> str:
    """A place as a database takes it: names of files need not be UTF-8."""
    return location.encode("utf-8", "backslashreplace").decode("utf-8")


def stretches(place: str) -> Iterator[tuple[str, str]]:
    """Of a place, the files below it and the records inside it: where they begin in an order of locations, and end."""
    yield place, f"{place}\x01"
    for mark in _INSIDE:
        yield place + mark, place + chr(ord(mark) + 1)


def unsee(database: Database, condition: str, values: Sequence[object]) -> None:
    """Drop sightings, which leaves their articles to be settled."""
    database.execute(
        f"INSERT INTO unsettled SELECT article_id FROM sighting WHERE {condition} ON CONFLICT DO NOTHING", values
    )
    database.execute(f"DELETE FROM sighting WHERE {condition}", values)


def _lies_in(location: str, places: Collection[str]) -> bool:
    return location in places or any(
        location[:at] in places for at, letter in enumerate(location if places else "") if letter in _INSIDE
    )


_UNSETTLE: Final = "INSERT INTO unsettled VALUES (?) ON CONFLICT DO NOTHING"
# Of a sighting: was its article seen in a run? (+ 0: by the article, not by the run, which may have seen millions.)
_SEEN: Final = "EXISTS (SELECT 1 FROM sighting s WHERE s.article_id = sighting.article_id AND s.run + 0 = ?)"
