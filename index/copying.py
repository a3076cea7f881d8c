"""All rows of one database copied into another that has the same tables: as often as it takes, each row once."""
# ruff: noqa: S608 -- statements are put together from the names of tables and columns; every value is bound

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from index.errors import StoreError
from index.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from index.sql import Database

_FIRST, _MOST = 64, 2000  # rows at once
_BYTES = 8 * 2**20  # that these may have together, more or less
# What tells rows with numbers for ever apart. Of others, all that must be there and is short.
_TOLD_BY: Final = {"article": ("url",), "version": ("article_id", "content"), "chunk": ("version_id", "embedded")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, as SQLite describes it.

    Attributes:
        name: of the table.
        columns: all of them.
        key: those in which no two rows are alike.
        numbered: whether the key is a number that the database may give.
        for_ever: whether it never gives one twice: what has that number is the same thing in both places.
        told_by: columns in which a row never changes.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    numbered: bool
    for_ever: bool
    told_by: tuple[str, ...]


class OthersError(StoreError):
    """There are rows already that are not those to be copied."""

    def __init__(self, target: str, table: str, number: object) -> None:
        super().__init__(
            f"{target} already holds something else: {table} {number}, to begin with, is not what is to be moved there."
            " Move to an empty database, or leave out --from"
        )


class Copying:
    """What is to be copied from one database to another; one of the two is SQLite, which describes the tables.

    Args:
        source: only read from. Nobody may write to it meanwhile.
        target: with the same tables. Whoever else writes to it may add rows, but none with numbers of its own.
        names: the tables; None: all.
        told: the target's name, for whoever reads an error.
    """

    def __init__(
        self, source: Database, target: Database, *, names: Collection[str] | None = None, told: str = "the database"
    ) -> None:
        described = next((one for one in (source, target) if one.dialect == "sqlite"), None)
        if described is None:
            raise StoreError("rows are copied from a file or to one: from server to server, let PostgreSQL do it")
        self._source, self._target, self._told = source, target, told
        self._tables = [table for table in tables(described) if names is None or table.name in names]

    def check(self) -> None:
        """See that the target holds nothing under a number that is something else here; OthersError where it does."""
        for table in self._tables:
            if table.for_ever:
                self._check(table)

    def _check(self, table: Table) -> None:
        columns = table.key + table.told_by
        for page in _pages(self._target, table, columns):
            numbers = [row[0] for row in page]
            wanted = (
                f"SELECT {_list(columns)} FROM {_quoted(table.name)} WHERE {_list(table.key)} IN ({_marks(numbers)})"
            )
            here = {row[0]: tuple(row) for row in self._source.execute(wanted, numbers)}
            for row in page:
                if here.get(row[0]) != tuple(row):
                    raise OthersError(self._told, table.name, row[0])

    def run(self, progress: Progress = silent, *, stage: str = "moving") -> int:
        """Copy what is not there yet; killed, the next run finishes it.

        Args:
            progress: told how many rows there are by now.
            stage: its name there.

        Returns:
            How many rows there are in all.
        """
        counted = {table.name: _count(self._source, table) for table in self._tables}
        total, done = sum(counted.values()), 0
        for table in self._tables:
            if table.numbered:  # first of all: whoever writes too early meets none that is still to come
                _give_after(self._target, table, _last_given(self._source, table))
            for rows in self._missing(table):
                done += rows
                progress(stage, done, total)
        for table in self._tables:
            found = _count(self._target, table)
            if found < counted[table.name]:
                raise StoreError(
                    f"{self._told} holds {found} rows of {table.name}, not {counted[table.name]}: somebody else"
                    " wrote to it, or to what is moved; run the same once more"
                )
        return total

    def _missing(self, table: Table) -> Iterator[int]:
        """Copy a table; gives the number of rows after each few."""
        into = (
            f"INSERT INTO {_quoted(table.name)} ({_list(table.columns)}) VALUES ({_marks(table.columns)})"
            f" ON CONFLICT ({_list(table.key)}) DO NOTHING"
        )
        at = [table.columns.index(column) for column in table.key]
        between = (
            f"SELECT {_list(table.key)} FROM {_quoted(table.name)}"
            f" WHERE ({_list(table.key)}) >= ({_marks(at)}) AND ({_list(table.key)}) <= ({_marks(at)})"
        )
        empty = not self._target.execute(f"SELECT 1 FROM {_quoted(table.name)} LIMIT 1").fetchone()
        for page in _pages(self._source, table, table.columns):
            keys = [tuple(row[place] for place in at) for row in page]
            there = set() if empty else {tuple(row) for row in self._target.execute(between, (*keys[0], *keys[-1]))}
            new = [row for key, row in zip(keys, page, strict=True) if key not in there]
            if new:
                self._target.executemany(into, new)
            yield len(page)


def copy(source: Database, target: Database, progress: Progress = silent) -> int:
    """Copy all rows of all tables, unless the target holds something else; the number of rows there are.

    Raises:
        OthersError: what is there under a number is something else than here. Nothing was written then.
    """
    copying = Copying(source, target)
    copying.check()
    return copying.run(progress)


def tables(database: Database) -> list[Table]:
    """The tables of a file, those first that others refer to."""
    found = {
        name: _table(database, name, written)
        for name, written in database.execute(
            r"SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'"
        )
    }
    ordered: dict[str, Table] = {}

    def place(name: str, above: frozenset[str]) -> None:
        for row in database.execute(f"PRAGMA foreign_key_list({_quoted(name)})").fetchall():
            # Older files have articles and versions that refer to one another; no server is told to look at that.
            if row[2] in found.keys() - above:
                place(row[2], above | {row[2]})
        ordered.setdefault(name, found[name])

    for name in found:
        place(name, frozenset([name]))
    return list(ordered.values())


def _table(database: Database, name: str, written: str) -> Table:
    about = database.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()  # number, name, type, must, default, key
    key = tuple(row[1] for row in sorted((row for row in about if row[5]), key=lambda row: row[5]))
    numbered = [row[2].upper() for row in about if row[5]] == ["INTEGER"]
    if not key:
        key = _unique(database, name)
    plain = [row[1] for row in about if row[3] and row[4] is None and not row[5] and row[2].upper() != "TEXT"]
    return Table(
        name=name,
        columns=tuple(row[1] for row in about),
        key=key,
        numbered=numbered,
        for_ever=numbered and "AUTOINCREMENT" in written.upper(),
        told_by=_TOLD_BY.get(name, tuple(plain)),
    )


def _unique(database: Database, name: str) -> tuple[str, ...]:
    for _, index, _, origin, _ in database.execute(f"PRAGMA index_list({_quoted(name)})"):
        if origin == "u":
            return tuple(row[2] for row in database.execute(f"PRAGMA index_info({_quoted(index)})"))
    raise StoreError(f"table {name} cannot be copied: nothing tells its rows apart")


# --- rows ---


def _pages(database: Database, table: Table, columns: Sequence[str]) -> Iterator[list[Any]]:
    """The rows of a table by their keys, some at a time, however long they are."""
    rows, key = f"SELECT {_list(columns)} FROM {_quoted(table.name)}", _list(table.key)
    rest = f" WHERE ({key}) > ({_marks(table.key)})"
    at = [columns.index(column) for column in table.key]
    after: tuple[object, ...] = ()
    limit = _FIRST
    while page := database.execute(f"{rows}{rest if after else ''} ORDER BY {key} LIMIT ?", (*after, limit)).fetchall():
        yield page
        after = tuple(page[-1][place] for place in at)
        size = sum(len(value) for row in page for value in row if isinstance(value, str | bytes))
        limit = max(1, min(_MOST, 4 * limit, _BYTES * len(page) // max(size, 1)))


def _count(database: Database, table: Table) -> int:
    return int(database.execute(f"SELECT count(*) FROM {_quoted(table.name)}").fetchone()[0])


def _last_given(database: Database, table: Table) -> int:
    """The highest number that a row has, or had."""
    (highest,) = database.execute(f"SELECT max({_list(table.key)}) FROM {_quoted(table.name)}").fetchone()
    if database.dialect == "postgresql":
        (given,) = database.execute(f"SELECT pg_sequence_last_value({_SEQUENCE})", _sequence(table)).fetchone()
    elif table.for_ever:
        row = database.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).fetchone()
        given = row[0] if row else None
    else:
        given = None
    return max(highest or 0, given or 0)


def _give_after(database: Database, table: Table, last: int) -> None:
    """Let the database give only higher numbers from now on."""
    if last < 1:
        return
    if database.dialect == "postgresql":
        last = max(last, _last_given(database, table))
        database.execute(f"SELECT setval({_SEQUENCE}, ?)", (*_sequence(table), last))
    elif table.for_ever:
        with database.transaction():
            known = database.execute(
                "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, table.name)
            ).rowcount
            if not known:
                database.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, last))


_SEQUENCE: Final = "CAST(pg_get_serial_sequence(?, ?) AS regclass)"


def _sequence(table: Table) -> tuple[str, str]:
    return _quoted(table.name), table.key[0]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _list(columns: Sequence[str]) -> str:
    return ", ".join(_quoted(column) for column in columns)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
