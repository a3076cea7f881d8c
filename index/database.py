"""The file behind the store: opened, brought up to this version's schema, refused where that cannot be done."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from typing import TYPE_CHECKING

from index.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

_VERSION = 4
_READABLE = 2  # oldest version that holds all that a reader asks for
# Version 1 knew no sentences. Its chunks stay as they are: they are of another recipe, so that new ones are made, and a
# program that was started before the update still cites them until its generation is retired.
_TO_VERSION_2 = (
    "BEGIN IMMEDIATE;"
    "ALTER TABLE chunk ADD COLUMN sentences BLOB NOT NULL DEFAULT x'';"
    "ALTER TABLE embedding ADD COLUMN sentences BLOB NOT NULL DEFAULT x'';"
    "PRAGMA user_version = 2;"
    "COMMIT;"
)
# Version 2 knew not what an article was read from, so that the next rebuild reads all of them once more, and kept the
# vectors in the leaves and the branches of a tree without rowids, where finding one means reading others.
_TO_VERSION_3 = (
    "BEGIN IMMEDIATE;"
    "ALTER TABLE sighting ADD COLUMN raw BLOB;"
    "ALTER TABLE embedding RENAME TO embedding_of_version_2;"
    "CREATE TABLE embedding (model TEXT NOT NULL, precision TEXT NOT NULL, embedded BLOB NOT NULL,"
    " vector BLOB NOT NULL, sentences BLOB NOT NULL, UNIQUE (embedded, model, precision)) STRICT;"
    "INSERT INTO embedding (model, precision, embedded, vector, sentences)"
    " SELECT model, precision, embedded, vector, sentences FROM embedding_of_version_2;"
    "DROP TABLE embedding_of_version_2;"
    "PRAGMA user_version = 3;"
    "COMMIT;"
)
# Version 3 knew only files: nothing of changes, of who dates an article, or of copies.
_TO_VERSION_4 = (
    "BEGIN IMMEDIATE;"
    "ALTER TABLE version ADD COLUMN updated INTEGER;"
    "ALTER TABLE version ADD COLUMN date_source TEXT;"
    "ALTER TABLE version ADD COLUMN origin TEXT;"
    "PRAGMA user_version = 4;"
    "COMMIT;"
)
# For a reader of an older store, which it must not change: names of its own in front of the store's.
_AS_VERSION_4 = (
    "CREATE TEMP VIEW version AS SELECT *, NULL AS updated, NULL AS date_source, NULL AS origin FROM main.version;"
    "CREATE TEMP TABLE listing (url TEXT, kind TEXT, succeeded INTEGER, tried INTEGER, failure TEXT, dropped INTEGER);"
    "CREATE TEMP TABLE source (location TEXT);"
)
_UPDATES = {1: (_TO_VERSION_2, _TO_VERSION_3, _TO_VERSION_4), 2: (_TO_VERSION_3, _TO_VERSION_4), 3: (_TO_VERSION_4,)}


def connect(file: Path, *, read_only: bool) -> sqlite3.Connection:
    """Open the database in a file; a writer makes it, or makes it what this version needs, in one step or not at all.

    Raises:
        StoreError: if it is no database, or of a version that cannot be used.
    """
    uri = f"{file.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    try:
        database = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=30)
        version = database.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise StoreError(f"cannot read {file}: {error}") from error
    usable = (_READABLE if read_only else 0) <= version <= _VERSION
    if not usable:
        database.close()
        raise _unusable(file, version)
    try:
        if not read_only:
            _prepare(database, version)
        elif version < 4:
            database.executescript(_AS_VERSION_4)
    except BaseException:
        database.close()
        raise
    return database


def _unusable(file: Path, version: int) -> StoreError:
    if version > _VERSION:
        return StoreError(f"{file} was written by a newer version of this program (schema {version}): update it")
    return StoreError(
        f"{file} was written by an older version of this program (schema {version}): run scripts/rebuild_index.py "
        f"with --data {file.parent}; no article is lost"
    )


def _prepare(database: sqlite3.Connection, version: int) -> None:
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")  # a published generation must find its rows after a crash
    for update in _UPDATES.get(version, ()):
        database.executescript(update)
    database.executescript(files("index").joinpath("schema.sql").read_text("utf-8"))
    database.execute(f"PRAGMA user_version = {_VERSION}")
