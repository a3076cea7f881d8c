"""The SQL that SQLite and PostgreSQL share, and SQLite's side of it.

Statements are written once, as SQLite takes them, of what both understand: values as ``?``, ``ON CONFLICT``,
``RETURNING``, ``FILTER``, integers for truth. What else differs is told by ``Database.dialect``, or rewritten where
PostgreSQL is spoken to (``index.postgres``).
"""

from __future__ import annotations

import re
import sqlite3
import threading
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from index.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

Dialect = Literal["sqlite", "postgresql"]

_COMMENT: Final = re.compile(r"""('[^']*'|"[^"]*")|--[^\n]*""")
_ROWS_AT_ONCE: Final = 1000  # read of a file before another thread gets its turn


class Result(Protocol):
    """What a statement gave; read at once, or not at all."""

    @property
    def rowcount(self) -> int:
        """Number of rows written or deleted."""
        ...

    def fetchone(self) -> Any:  # noqa: ANN401 - columns have their own types
        """The next row, None where there is none."""
        ...

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """The rows that are left, one by one."""
        ...


class Database(Protocol):
    """A database, open until ``close``.

    Each statement outside of a transaction is one by itself. Safe to use from several threads, one statement at a time;
    a transaction belongs to the thread that began it.
    """

    @property
    def dialect(self) -> Dialect:
        """Whose SQL it speaks, where that makes a difference."""
        ...

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is inside of one."""
        ...

    def execute(self, statement: str, values: Sequence[object] = ()) -> Result:
        """Run a statement; raises DatabaseError where the database fails."""
        ...

    def executemany(self, statement: str, rows: Iterable[Sequence[object]]) -> Result:
        """Run a statement once for each row of values, in one transaction; its ``rowcount`` is of all."""
        ...

    def script(self, statements: str) -> None:
        """Run several statements that change the schema, in one transaction; ``STRICT`` tables, as SQLite has them."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Everything written inside is kept, or, after an error or a kill, none of it; may stand inside another."""
        ...

    def writer_lock(self) -> AbstractContextManager[None]:
        """Be the only one that writes, among all machines, as far as all writers ask for this.

        Does nothing for a file: there ``index.build.writer_lock`` locks the folder.

        Raises:
            LockedError: if another one has it, naming it.
        """
        ...

    def close(self) -> None:
        """Close it; nothing can be read or written afterwards."""
        ...


class SQLite:
    """A file, or memory, through one connection that threads share; what fails is a DatabaseError with its cause.

    Rows are read from the file as they are asked for, so that a long list of them takes no memory.

    Args:
        connection: in autocommit mode (``isolation_level=None``) and free to be used by any thread.
    """

    dialect: Final[Dialect] = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.RLock()
        self._depth = 0  # of transactions, changed by the thread that holds the lock
        self._owner: int | None = None

    @classmethod
    def open(cls, file: Path, *, read_only: bool = False, seconds_to_wait: float = 30.0) -> SQLite:
        """Open the database in a file; one that may write makes it where there is none.

        Args:
            file: of the database.
            read_only: True for one that can neither write nor make the file.
            seconds_to_wait: for another process that writes to it.
        """
        uri = f"{file.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        try:
            return cls(
                sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=seconds_to_wait)
            )
        except sqlite3.Error as error:
            raise DatabaseError(str(error)) from error

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is inside of one."""
        return self._owner == threading.get_ident()

    def execute(self, statement: str, values: Sequence[object] = ()) -> SQLiteResult:
        """Run a statement; raises DatabaseError where the database fails."""
        try:
            with self._lock:
                return SQLiteResult(self._connection.execute(statement, values), self._lock)
        except sqlite3.Error as error:
            raise DatabaseError(str(error)) from error

    def executemany(self, statement: str, rows: Iterable[Sequence[object]]) -> SQLiteResult:
        """Run a statement once for each row of values, in one transaction, or as a part of the one that is open."""
        if not self.in_transaction:
            with self.transaction():
                return self.executemany(statement, rows)
        try:
            return SQLiteResult(self._connection.executemany(statement, rows), self._lock)
        except sqlite3.Error as error:
            raise DatabaseError(str(error)) from error

    def script(self, statements: str) -> None:
        """Run several statements that change the schema, in one transaction."""
        with self.transaction():
            for statement in parted(statements):
                self.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is kept, or, after an error or a kill, none of it; may stand inside another.

        Other threads wait meanwhile, and so do other processes that want to write.
        """
        with self._lock:
            name = f"step_{self._depth}"
            self.execute(f"SAVEPOINT {name}" if self._depth else "BEGIN IMMEDIATE")
            self._depth += 1
            self._owner = threading.get_ident()
            try:
                yield
                self.execute(f"RELEASE {name}" if self._depth > 1 else "COMMIT")
            except BaseException:
                self._undo(name)
                raise
            finally:
                self._depth -= 1
                if not self._depth:
                    self._owner = None

    def _undo(self, name: str) -> None:
        if not self._connection.in_transaction:  # a full disk ends it by itself
            return
        if self._depth > 1:
            self.execute(f"ROLLBACK TO {name}")
            self.execute(f"RELEASE {name}")
        else:
            self.execute("ROLLBACK")

    def writer_lock(self) -> AbstractContextManager[None]:
        """Do nothing: a file's folder is locked instead."""
        return nullcontext()

    def close(self) -> None:
        """Close it; nothing can be read or written afterwards."""
        with self._lock:
            self._connection.close()


class SQLiteResult:
    """What a statement gave, read by one thread at a time."""

    __slots__ = ("_cursor", "_lock")

    def __init__(self, cursor: sqlite3.Cursor, lock: threading.RLock) -> None:
        self._cursor = cursor
        self._lock = lock

    @property
    def rowcount(self) -> int:
        """Number of rows written or deleted."""
        return self._cursor.rowcount

    def fetchone(self) -> Any:  # noqa: ANN401 - columns have their own types
        """The next row, None where there is none."""
        try:
            with self._lock:
                return self._cursor.fetchone()
        except sqlite3.Error as error:
            raise DatabaseError(str(error)) from error

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        try:
            with self._lock:
                return self._cursor.fetchall()
        except sqlite3.Error as error:
            raise DatabaseError(str(error)) from error

    def __iter__(self) -> Iterator[Any]:
        """The rows that are left, one by one."""
        while rows := self._some():
            yield from rows

    def _some(self) -> list[Any]:
        try:
            with self._lock:
                return self._cursor.fetchmany(_ROWS_AT_ONCE)
        except sqlite3.Error as error:
            raise DatabaseError(str(error)) from error


def parted(statements: str) -> Iterator[str]:
    """The statements of a script one by one, each with its semicolon, without comments."""
    begun = ""
    for piece in _COMMENT.sub(r"\1", statements).split(";"):
        begun += piece + ";"
        if sqlite3.complete_statement(begun):
            if begun.strip(" \n;"):
                yield begun.strip()
            begun = ""
    if begun.strip(" \n;"):
        yield begun.strip()


def schema_version(database: Database) -> int:
    """The version of the tables, as ``set_schema_version`` noted it; 0 where nobody did."""
    if database.dialect == "sqlite":
        return int(database.execute("PRAGMA user_version").fetchone()[0])
    if not database.execute("SELECT 1 WHERE to_regclass('schema_version') IS NOT NULL").fetchone():
        return 0
    row = database.execute("SELECT version FROM schema_version").fetchone()
    return int(row[0]) if row else 0


def set_schema_version(database: Database, version: int) -> None:
    """Note of which version the tables are by now."""
    if database.dialect == "sqlite":
        database.execute(f"PRAGMA user_version = {version:d}")
        return
    with database.transaction():
        database.script("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT;")
        database.execute("DELETE FROM schema_version")
        database.execute("INSERT INTO schema_version VALUES (?)", (version,))
