"""The database behind the store: opened, brought up to this version's schema, refused where that cannot be done."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from index.errors import DatabaseError, EmptyStoreError, StoreError
from index.sql import SQLite, schema_version, set_schema_version

if TYPE_CHECKING:
    from pathlib import Path

    from index.sql import Database

SCHEMA = "newsbot"
"""Where PostgreSQL keeps the tables of an index."""

_VERSION = 5
_READABLE = 2  # oldest version that holds all that a reader asks for
_NAMED_ALIKE = 4  # oldest version whose tables a reader can ask as they are
# Version 1 knew no sentences. Its chunks stay as they are: they are of another recipe, so that new ones are made, and a
# program that was started before the update still cites them until its generation is retired.
_TO_VERSION_2 = (
    "ALTER TABLE chunk ADD COLUMN sentences BLOB NOT NULL DEFAULT x'';"
    "ALTER TABLE embedding ADD COLUMN sentences BLOB NOT NULL DEFAULT x'';"
    "PRAGMA user_version = 2;"
)
# Version 2 knew not what an article was read from, so that the next rebuild reads all of them once more, and kept the
# vectors in the leaves and the branches of a tree without rowids, where finding one means reading others.
_TO_VERSION_3 = (
    "ALTER TABLE sighting ADD COLUMN raw BLOB;"
    "ALTER TABLE embedding RENAME TO embedding_of_version_2;"
    "CREATE TABLE embedding (model TEXT NOT NULL, precision TEXT NOT NULL, embedded BLOB NOT NULL,"
    " vector BLOB NOT NULL, sentences BLOB NOT NULL, UNIQUE (embedded, model, precision)) STRICT;"
    "INSERT INTO embedding (model, precision, embedded, vector, sentences)"
    " SELECT model, precision, embedded, vector, sentences FROM embedding_of_version_2;"
    "DROP TABLE embedding_of_version_2;"
    "PRAGMA user_version = 3;"
)
# Version 3 knew only files: nothing of changes, of who dates an article, or of copies.
_TO_VERSION_4 = (
    "ALTER TABLE version ADD COLUMN updated INTEGER;"
    "ALTER TABLE version ADD COLUMN date_source TEXT;"
    "ALTER TABLE version ADD COLUMN origin TEXT;"
    "PRAGMA user_version = 4;"
)
# Version 4 settled all articles each time; its tables are as they were, in SQLite and in PostgreSQL.
_TO_VERSION_5 = "INSERT INTO unsettled SELECT id FROM article WHERE true ON CONFLICT DO NOTHING"
# For a reader of an older store, which it must not change: names of its own in front of the store's.
_AS_VERSION_4 = (
    "CREATE TEMP VIEW version AS SELECT *, NULL AS updated, NULL AS date_source, NULL AS origin FROM main.version;"
    "CREATE TEMP TABLE listing (url TEXT, kind TEXT, succeeded INTEGER, tried INTEGER, failure TEXT, dropped INTEGER);"
    "CREATE TEMP TABLE source (location TEXT);"
)
_UPDATES = {1: (_TO_VERSION_2, _TO_VERSION_3, _TO_VERSION_4), 2: (_TO_VERSION_3, _TO_VERSION_4), 3: (_TO_VERSION_4,)}


def connect(where: Path | str, *, read_only: bool) -> Database:
    """Open a database; a writer makes its tables, or makes them what this version needs, in one step or not at all.

    Args:
        where: a file of SQLite, or the address of a database of PostgreSQL.
        read_only: True for one that changes nothing.

    Raises:
        StoreError: if it is no database, or of a version that cannot be used.
        DatabaseError: if it cannot be used now.
    """
    if isinstance(where, str):
        from index.postgres import PostgreSQL

        database: Database = PostgreSQL(where, schema=SCHEMA, read_only=read_only)
        prepare = partial(_prepare_server, name=str(database))
    else:
        try:
            database = SQLite.open(where, read_only=read_only)
        except DatabaseError as error:
            raise StoreError(f"cannot read {where}: {error}") from error
        prepare = partial(_prepare_file, file=where)
    try:
        prepare(database, read_only=read_only)
    except BaseException:
        database.close()
        raise
    return database


def _prepare_file(database: Database, *, file: Path, read_only: bool) -> None:
    try:
        version = schema_version(database)
    except DatabaseError as error:
        raise StoreError(f"cannot read {file}: {error}") from error
    if version > _VERSION:
        raise _too_new(str(file), version)
    if read_only and version < _READABLE:
        raise StoreError(
            f"{file} was written by an older version of this program (schema {version}): run scripts/rebuild_index.py "
            f"with --data {file.parent}; no article is lost"
        )
    if not read_only:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")  # a published generation must find its rows after a crash
        for update in _UPDATES.get(version, ()):
            database.script(update)
        _make(database, version)
    elif version < _NAMED_ALIKE:
        database.script(_AS_VERSION_4)


def _prepare_server(database: Database, *, name: str, read_only: bool) -> None:
    version = schema_version(database)
    if version > _VERSION:
        raise _too_new(name, version)
    if read_only and not version:
        raise EmptyStoreError(name)
    if not read_only and version < _VERSION:
        _make(database, version)


def _too_new(where: str, version: int) -> StoreError:
    return StoreError(f"{where} was written by a newer version of this program (schema {version}): update it")


def _make(database: Database, version: int) -> None:
    with database.transaction():
        database.script(files("index").joinpath("schema.sql").read_text("utf-8"))
        if 0 < version < _VERSION:
            database.execute(_TO_VERSION_5)
        set_schema_version(database, _VERSION)
