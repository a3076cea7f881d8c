"""The database behind the records: opened, made where there is none, refused where it cannot be used."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from index.errors import DatabaseError
from index.sql import SQLite, schema_version, set_schema_version

if TYPE_CHECKING:
    from pathlib import Path

    from index.sql import Database

_VERSION: Final = 1
_SECONDS_TO_WAIT: Final = 5.0  # for a backup that holds the file
_CHECKED_BYTES: Final = 64 * 2**20  # a larger file takes so long to look through that a start would be felt


class RecordsError(Exception):
    """What the bot remembers cannot be used; the text says what to do and can be shown as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A PostgreSQL server, and the part of its database that is one bot's.

    Attributes:
        url: ``postgresql://user:password@host:port/database``.
        schema: holds the tables; made where there is none.
    """

    url: str = field(repr=False)  # it holds a password
    schema: str


def connect(where: Path | Server) -> Database:
    """Open the database in a file, or make it, readable by its owner alone; or the one on a server.

    Raises:
        RecordsError: it cannot be opened, is damaged, or was written by a newer version. Nothing is changed then.
        DatabaseError: a server refuses what it is asked for, or does not answer.
    """
    if isinstance(where, Server):
        return _connect_server(where)
    try:
        if not where.exists():
            where.touch(mode=0o600)  # conversations are nobody else's business
        database = SQLite.open(where, seconds_to_wait=_SECONDS_TO_WAIT)
    except (OSError, DatabaseError) as error:
        raise RecordsError(f"cannot open {where} ({error}): check that its folder exists and can be written") from error
    try:
        _prepare(database, where)
    except DatabaseError as error:
        database.close()
        if isinstance(error.__cause__, sqlite3.OperationalError):  # locked, full, read-only: the file itself is well
            told = f"cannot use {where} ({error}): check that it can be written and nothing locks it"
            raise RecordsError(told) from error
        raise _damaged(where, str(error)) from error
    except BaseException:
        database.close()
        raise
    return database


def _connect_server(server: Server) -> Database:
    # Here, not above: who keeps all on one machine needs no driver.
    from index.postgres import PostgreSQL

    database = PostgreSQL(server.url, schema=server.schema)
    try:
        _refuse_newer(database, f"{server.schema} at {database}")
        _make_tables(database)
    except BaseException:
        database.close()
        raise
    return database


def _prepare(database: SQLite, file: Path) -> None:
    _refuse_newer(database, str(file))
    if file.stat().st_size <= _CHECKED_BYTES:
        found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise _damaged(file, found.strip().splitlines()[-1])
    database.execute("PRAGMA journal_mode = WAL")
    # A killed program loses nothing, a machine without power at most its last moments: Telegram offers those again.
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA secure_delete = ON")  # what is deleted on a person's wish is to be gone from the file too
    database.execute("PRAGMA foreign_keys = ON")
    _make_tables(database)


def _make_tables(database: Database) -> None:
    """Make the tables that are not there; what else there is in them stays."""
    schema = files("bot.records").joinpath("schema.sql").read_text("utf-8")
    with database.transaction():
        database.script(schema)
        if schema_version(database) != _VERSION:
            set_schema_version(database, _VERSION)


def _refuse_newer(database: Database, told: str) -> None:
    version = schema_version(database)
    if version > _VERSION:
        raise RecordsError(f"{told} was written by a newer version of this program (schema {version}): update it")


def _damaged(file: Path, reason: str) -> RecordsError:
    return RecordsError(
        f"{file} is damaged ({reason}): put a backup in its place, or move it away to begin a new one; it holds "
        "settings, conversations, votes and counts, no articles"
    )
