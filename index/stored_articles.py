"""The store's tables of articles, their versions and where each was seen."""
# ruff: noqa: S608 -- statements are put together from constants of this module; every value is bound

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from index.rows import ARTICLE_COLUMNS, VERSION_COLUMNS, article_of, digest_of_version, version_of

if TYPE_CHECKING:
    import sqlite3
    import threading
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from index.types import Article


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

    _db: sqlite3.Connection
    _lock: threading.Lock

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
        article_id, version_id = found or (
            _inserted(execute("INSERT INTO article (url) VALUES (?)", (article.url,))),
            None,
        )
        if version_id is None:
            version_id = _inserted(
                execute(
                    f"INSERT INTO version (article_id, content, {VERSION_COLUMNS}) VALUES (?, ?{', ?' * len(row)})",
                    (article_id, content, *row),
                )
            )
        self.see([(Known(article_id, version_id), article.location, raw)], run=run)
        return int(version_id)

    def see(self, sightings: Iterable[tuple[Known, str, bytes | None]], *, run: int) -> None:
        """Note that sources still hold versions: each with its location and the digest of what is there."""
        self._db.executemany(
            "INSERT INTO sighting (article_id, location, run, version_id, raw) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET run = excluded.run, version_id = excluded.version_id, raw = excluded.raw",
            [(known.article_id, _storable(at), run, known.version_id, raw) for known, at, raw in sightings],
        )

    def see_again(self, location: str, *, run: int) -> bool:
        """Note that what was read at a location is there as it was; tells whether anything was."""
        seen = self._db.execute("UPDATE sighting SET run = ? WHERE location = ?", (run, _storable(location)))
        return seen.rowcount > 0

    def move(self, article: Article, *, run: int) -> None:
        """Note, once an article was recorded, that at its location there is no other any more."""
        self._db.execute("DELETE FROM sighting WHERE location = ? AND run < ?", (_storable(article.location), run))

    def withdraw(self, location: str) -> None:
        """Note that there is no article at a location any more."""
        self._db.execute("DELETE FROM sighting WHERE location = ?", (_storable(location),))

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
        execute = self._db.execute
        execute("CREATE TEMP TABLE IF NOT EXISTS place (role TEXT, path TEXT, PRIMARY KEY (role, path)) WITHOUT ROWID")
        execute("DELETE FROM place")
        for role, paths in (("read", read), ("prune", prune), ("unreadable", unreadable)):
            self._db.executemany(
                "INSERT OR IGNORE INTO place VALUES (?, ?)", [(role, _storable(str(path))) for path in paths]
            )
        execute(
            # Few places are read, many may be unreadable: those are asked last.
            f"DELETE FROM sighting WHERE run < ? AND CASE WHEN {_under('prune')} OR"
            f" ({_under('read')} AND article_id IN (SELECT article_id FROM sighting WHERE run = ?))"
            f" THEN NOT {_under('unreadable')} END",
            (run, run),
        )
        execute("DROP TABLE IF EXISTS temp.settled")
        execute(
            # Most articles are in one version: there is nothing to choose, and no version to be read for it.
            "CREATE TEMP TABLE settled AS SELECT a.id, a.version_id AS old, s.seen, CASE WHEN s.first = s.last THEN"
            " s.first ELSE (SELECT v.id FROM sighting t JOIN version v ON v.id = t.version_id"
            " WHERE t.article_id = a.id ORDER BY v.published DESC NULLS LAST, v.id DESC LIMIT 1) END AS new"
            " FROM article a LEFT JOIN (SELECT article_id, min(version_id) AS first, max(version_id) AS last,"
            " max(run) = ? AS seen FROM sighting GROUP BY article_id) s ON s.article_id = a.id",
            (run,),
        )
        added, changed, unchanged, removed = execute(
            "SELECT count(*) FILTER (WHERE old IS NULL AND new IS NOT NULL), count(*) FILTER (WHERE old != new),"
            " count(*) FILTER (WHERE old = new AND seen),"
            " count(*) FILTER (WHERE old IS NOT NULL AND new IS NULL) FROM settled"
        ).fetchone()
        execute(
            "UPDATE article SET version_id = settled.new FROM settled"
            " WHERE article.id = settled.id AND settled.old IS NOT settled.new"
        )
        return Changes(added=added, changed=changed, unchanged=unchanged, removed=removed)

    def article_at(self, url: str) -> int | None:
        """Id of the article at an address, None where none ever was."""
        with self._lock:
            row = self._db.execute("SELECT id FROM article WHERE url = ?", (url,)).fetchone()
        return int(row[0]) if row else None

    def version(self, version_id: int) -> Article:
        """The article as it was in a version."""
        row = self._db.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM version v JOIN article a ON a.id = v.article_id WHERE v.id = ?",
            (version_id,),
        ).fetchone()
        return article_of(row)


def _inserted(cursor: sqlite3.Cursor) -> int:
    return int(cursor.lastrowid or 0)


def _storable(location: str) -> str:
    """A place as SQLite takes it: names of files need not be UTF-8."""
    return location.encode("utf-8", "backslashreplace").decode("utf-8")


def _under(role: str) -> str:
    """SQL: is a sighting's location a place of this role, a file below it, or a record inside it?"""
    inside = " OR ".join(
        f"(location >= path || '{mark}' AND location < path || '{chr(ord(mark) + 1)}')" for mark in "/:#"
    )
    return f"EXISTS (SELECT 1 FROM place WHERE role = '{role}' AND (location = path OR {inside}))"
