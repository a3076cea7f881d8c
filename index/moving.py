"""An index, and what bots remember, moved out of a folder: to a database that many share, or to another folder."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from index.build import writer_lock, writing
from index.copying import Copying, copy, tables
from index.errors import StoreError
from index.location import STORE
from index.progress import Progress, silent
from index.sql import SQLite, parted, schema_version, set_schema_version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from index.location import Location
    from index.sql import Database

__all__ = ["copy", "move"]

_RECORDS: Final = re.compile(r"bot-(\d*)\.sqlite")
_QUOTED: Final = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")""")
_NOTE: Final = "CREATE TABLE IF NOT EXISTS moved (source TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One file to be moved, and where to.

    Attributes:
        file: what is moved.
        source: it, opened.
        target: where to.
        names: of the tables that are moved.
        fixed: whether the target has them already, and of which version.
    """

    file: Path
    source: SQLite
    target: Database
    names: Collection[str]
    fixed: bool

    @property
    def told(self) -> str:
        return f"the new place of {self.file.name}"


def move(folder: Path, location: Location, progress: Progress | None = None) -> None:
    """Copy what a folder holds to where it is to be from now on: the articles, and the records of each bot.

    The folder stays as it is. Killed, the next call finishes the job; once it is done, later ones do nothing. What an
    engine made of the articles is not copied: the next rebuild makes it, from the vectors that are.

    Args:
        folder: of the index.
        location: where to; records of bots go where its articles go.
        progress: told how far it is.

    Raises:
        StoreError: there is nothing to be moved, it is of another version, a bot still writes to it, or the new place
            holds something else. Nothing was copied then.
        LockedError: a rebuild writes to either place.
        DatabaseError: a database fails. What was copied stays.
    """
    if not (folder / STORE).is_file():
        raise StoreError(f"{folder} holds no articles to move: name the folder of an index")
    if location.store_url is None and location.data.resolve() == folder.resolve():
        raise StoreError(f"{folder} is where the articles already are: say with --store where to move them")
    with ExitStack() as held:
        held.enter_context(writer_lock(folder))
        records = sorted(file for file in folder.glob("bot-*.sqlite") if _RECORDS.fullmatch(file.name))
        for file in records:
            held.enter_context(_bot_stopped(file))
        store = held.enter_context(writing(location))
        articles = _Part(
            file=folder / STORE,
            source=held.enter_context(closing(SQLite.open(folder / STORE, read_only=True))),
            target=store.database,
            names=_tables_of_articles(),
            fixed=True,
        )
        if schema_version(articles.source) != schema_version(articles.target):
            raise StoreError(
                f"{articles.file} was written by another version of this program (schema"
                f" {schema_version(articles.source)}): run scripts/rebuild_index.py on it once, then move it"
            )
        parts = [articles]
        for file in records:
            source = held.enter_context(closing(SQLite.open(file, read_only=True)))
            target = held.enter_context(closing(_open_records(location, file)))
            names = {table.name for table in tables(source)} - {"moved"}
            parts.append(_Part(file=file, source=source, target=target, names=names, fixed=False))
        _copy(parts, progress or silent)


def _copy(parts: list[_Part], progress: Progress) -> None:
    copyings = []
    for part in parts:
        if not _was_moved(part):
            copying = Copying(part.source, part.target, names=part.names, told=part.told)
            copying.check()
            copyings.append((part, copying))
    for part, copying in reversed(copyings):  # what is small first: a bot is wanted back soon
        copying.run(progress, stage=f"moving {part.file.stem}")
        part.target.execute(
            "INSERT INTO moved (source, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (str(part.file.resolve()), int(time.time())),
        )


def _was_moved(part: _Part) -> bool:
    """Whether it was done before; makes what is needed to note that, and the tables of records."""
    if not part.fixed:
        _make_tables(part)
    part.target.script(_NOTE)
    found = part.target.execute("SELECT 1 FROM moved WHERE source = ?", (str(part.file.resolve()),))
    return found.fetchone() is not None


# --- articles ---


def _tables_of_articles() -> frozenset[str]:
    """Those that are moved; an engine's own, which may be beside them, speak of what is elsewhere."""
    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    with closing(SQLite(memory)) as empty:
        empty.script(files("index").joinpath("schema.sql").read_text("utf-8"))
        return frozenset(table.name for table in tables(empty))


# --- records ---


@contextmanager
def _bot_stopped(file: Path) -> Iterator[None]:
    """Keep a bot from being started on its records, as one that runs keeps out another."""
    from filelock import FileLock, Timeout

    lock = FileLock(file.with_suffix(".lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise StoreError(f"a bot keeps what it remembers in {file}: stop it first, and move it then") from None
    try:
        yield
    finally:
        lock.release()


def _open_records(location: Location, file: Path) -> Database:
    if location.store_url is None:
        target = location.data / file.name
        target.touch(mode=0o600)  # conversations are nobody else's business
        return SQLite.open(target)
    from index.postgres import PostgreSQL

    return PostgreSQL(location.store_url, schema=f"newsbot_{file.stem.replace('-', '_')}")


def _make_tables(part: _Part) -> None:
    """Make the tables of records as they are in the file; what a newer bot wants besides it adds when it starts."""
    version, there = schema_version(part.source), schema_version(part.target)
    if there not in (0, version):
        raise StoreError(
            f"{part.file} was written by another version of the bot (schema {version}, not {there}): start the bot on"
            " it once, then move it"
        )
    written = dict(part.source.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    with part.target.transaction():
        for table in tables(part.source):
            if table.name in part.names:
                part.target.script(_if_missing(written[table.name], table.columns))
        if not there:
            set_schema_version(part.target, version)


def _if_missing(written: str, columns: Collection[str]) -> str:
    """A CREATE TABLE that another database takes too, though a column be named like a word of its own."""
    (statement,) = parted(written)
    name = re.compile(rf"\b({'|'.join(map(re.escape, columns))})\b")
    pieces = _QUOTED.split(statement)
    pieces[::2] = [name.sub(r'"\1"', piece) for piece in pieces[::2]]
    return re.sub("^CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ", "".join(pieces))
