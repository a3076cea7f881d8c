"""The file behind the records: opened, made where there is none, refused where it cannot be used."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_VERSION: Final = 1
_SECONDS_TO_WAIT: Final = 5.0  # for a backup that holds the file
_CHECKED_BYTES: Final = 64 * 2**20  # a larger file takes so long to look through that a start would be felt


class RecordsError(Exception):
    """What the bot remembers cannot be used; the text says what to do and can be shown as it is."""


def connect(file: Path) -> sqlite3.Connection:
    """Open the database in a file, or make it, readable by its owner alone.

    Raises:
        RecordsError: it cannot be opened, is damaged, or was written by a newer version. Nothing is changed then.
    """
    try:
        if not file.exists():
            file.touch(mode=0o600)  # conversations are nobody else's business
        database = sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=_SECONDS_TO_WAIT)
    except (OSError, sqlite3.Error) as error:
        raise RecordsError(f"cannot open {file} ({error}): check that its folder exists and can be written") from error
    try:
        _prepare(database, file)
    except sqlite3.OperationalError as error:  # locked, full, read-only: the file itself is well
        database.close()
        raise RecordsError(f"cannot use {file} ({error}): check that it can be written and nothing locks it") from error
    except sqlite3.DatabaseError as error:
        database.close()
        raise _damaged(file, str(error)) from error
    except BaseException:
        database.close()
        raise
    return database


def _prepare(database: sqlite3.Connection, file: Path) -> None:
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version > _VERSION:
        raise RecordsError(f"{file} was written by a newer version of this program (schema {version}): update it")
    if file.stat().st_size <= _CHECKED_BYTES:
        found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise _damaged(file, found.strip().splitlines()[-1])
    database.execute("PRAGMA journal_mode = WAL")
    # A killed program loses nothing, a machine without power at most its last moments: Telegram offers those again.
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA secure_delete = ON")  # what is deleted on a person's wish is to be gone from the file too
    database.execute("PRAGMA foreign_keys = ON")
    schema = files("bot.records").joinpath("schema.sql").read_text("utf-8")
    database.executescript(f"BEGIN IMMEDIATE;{schema}PRAGMA user_version = {_VERSION};COMMIT;")


def _damaged(file: Path, reason: str) -> RecordsError:
    return RecordsError(
        f"{file} is damaged ({reason}): put a backup in its place, or move it away to begin a new one; it holds "
        "settings, conversations, votes and counts, no articles"
    )
