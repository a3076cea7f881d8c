"""A database of PostgreSQL, through SQLAlchemy: a pool of connections, transactions, and what becomes of failures."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NoReturn

from index.errors import DatabaseError, DatabaseUnreachableError, LockedError, NewsIndexError
from index.postgres_translation import is_read, schema, statement

try:
    import psycopg
    import sqlalchemy
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError
    from sqlalchemy.exc import TimeoutError as PoolTimeoutError

    from index.postgres_address import connect_arguments, parsed, shown
    from index.postgres_types import adapt
except ImportError as error:
    raise NewsIndexError(
        f'PostgreSQL needs packages that are not installed ({error}): pip install "newsbot[postgres]"'
    ) from error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.engine import Connection, CursorResult

    from index.sql import Dialect

_ROWS_AT_ONCE: Final = 1000  # sent at once by executemany
# States in which the same call is worth another try later: the connection is lost, or the server starts, stops or is
# full.
# Among them a server that takes no writing: after a failover it is another one that does.
_UNREACHABLE: Final = re.compile(r"08...|57P0[1-5]|53300|25006")
_REFUSED: Final = re.compile(r"authentication failed|does not exist|no pg_hba\.conf entry|no password supplied")


class PostgreSQL:
    """The tables of one schema of a PostgreSQL database.

    Each statement runs on a connection of the pool, a transaction on one that is its thread's meanwhile. What one
    replica has not committed yet others do not see, and do not wait for, unless it is the same row. Within a
    transaction a statement that failed spoils those after it, up to the end of the innermost ``transaction()``.

    Args:
        url: ``postgresql://user:password@host:port/database?sslmode=…``.
        schema: name of the schema; made where there is none, unless only to be read.
        read_only: True for one that cannot write.

    Raises:
        DatabaseUnreachableError: if the server does not answer.
        AddressError: if the address is none.
        DatabaseError: if the server refuses what it says.
    """

    dialect: Final[Dialect] = "postgresql"

    def __init__(self, url: str, *, schema: str, read_only: bool = False) -> None:
        if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema):
            raise DatabaseError(f"{schema!r} cannot be the name of a schema: use a-z, 0-9 and _")
        self._schema = schema
        self._url = parsed(url)
        self._mine = threading.local()
        self._closed = False
        self._writer: Connection | None = None
        self._writer_lock = threading.Lock()
        self._engine = sqlalchemy.create_engine(
            self._url,
            pool_pre_ping=True,
            pool_size=4,
            max_overflow=16,
            pool_timeout=15,
            hide_parameters=True,
            connect_args=connect_arguments(self._url, schema, read_only=read_only),
        )
        sqlalchemy.event.listen(self._engine, "connect", lambda connection, _: adapt(connection))
        self._single = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        try:
            there = self.execute("SELECT 1 FROM pg_namespace WHERE nspname = ?", (schema,)).fetchone()
            if not (there or read_only):
                self.script(f"CREATE SCHEMA IF NOT EXISTS {schema};")
        except BaseException:
            self.close()
            raise

    def __str__(self) -> str:
        """Its address, without who asks and what for."""
        return shown(self._url)

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is inside of one."""
        return self._connection is not None

    @property
    def _connection(self) -> Connection | None:
        return getattr(self._mine, "connection", None)

    def execute(self, statement_: str, values: Sequence[object] = ()) -> Rows:
        """Run a statement; raises DatabaseError where the database fails.

        One that only reads, outside of a transaction, is tried once more where its connection turns out to be dead.
        """
        written = statement(statement_)
        with self._failures():
            if self._connection is not None:
                return _run(self._connection, written, tuple(values))
            if is_read(statement_):
                try:
                    return self._run_alone(written, tuple(values))
                except DBAPIError as error:
                    if not error.connection_invalidated:
                        raise
            return self._run_alone(written, tuple(values))

    def _run_alone(self, written: str, values: tuple[object, ...]) -> Rows:
        with self._single.connect() as connection:
            return _run(connection, written, values)

    def executemany(self, statement_: str, rows: Iterable[Sequence[object]]) -> Rows:
        """Run a statement once for each row of values, in one transaction, or as a part of the one that is open."""
        connection = self._connection
        if connection is None:
            with self.transaction():
                return self.executemany(statement_, rows)
        written, changed, batch = statement(statement_), 0, []
        with self._failures():
            for row in rows:
                batch.append(tuple(row))
                if len(batch) == _ROWS_AT_ONCE:
                    changed += _run(connection, written, batch).rowcount
                    batch = []
            if batch:
                changed += _run(connection, written, batch).rowcount
        return Rows([], changed)

    def script(self, statements: str) -> None:
        """Run several statements that change the schema, as SQLite takes them, in one transaction.

        One program after the other: two that make the same table at once would meet.
        """
        with self.transaction():
            self.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", (f"schema {self._schema}",))
            with self._failures():
                for written in schema(statements):
                    _run(self._mine.connection, written, ())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is kept, or, after an error or a kill, none of it; may stand inside another."""
        outer = self._connection
        with self._failures():
            if outer is not None:
                with outer.begin_nested():
                    yield
                return
            self._check_writer()
            with self._engine.connect() as connection, connection.begin():
                self._mine.connection = connection
                try:
                    yield
                finally:
                    self._mine.connection = None

    # --- one writer ---

    @contextmanager
    def writer_lock(self) -> Iterator[None]:
        """Be the only one that writes, among all machines; raises LockedError, naming who is.

        It ends with the connection. Where that is lost meanwhile, the next transaction fails.
        """
        key = f"writer {self._schema}"
        with self._failures(), self._single.connect() as connection:
            connection.detach()  # closed afterwards, not given back: so the lock ends whatever happens
            _run(connection, statement(_NEVER_IDLE), ())
            if not _run(connection, statement(_TAKE), (key,)).fetchone()[0]:
                raise LockedError(str(self), self._holder(connection, key))
            self._writer = connection
            try:
                yield
            finally:
                self._writer = None

    def _holder(self, connection: Connection, key: str) -> str:
        row = _run(connection, statement(_HOLDER), (key,)).fetchone()
        if row is None:
            return "another process"
        name, address, since = row
        return f"{name or 'another process'}{f' at {address}' if address else ''} since {since} UTC"

    def _check_writer(self) -> None:
        if self._writer is not None:
            with self._writer_lock:
                _run(self._writer, "SELECT 1", ())

    def close(self) -> None:
        """Close it; nothing can be read or written afterwards."""
        self._closed = True
        self._engine.dispose()

    # --- failures ---

    @contextmanager
    def _failures(self) -> Iterator[None]:
        if self._closed:
            raise DatabaseError(f"{self} was closed")
        try:
            yield
        except (SQLAlchemyError, psycopg.Error) as error:
            self._fail(error)

    def _fail(self, error: SQLAlchemyError | psycopg.Error) -> NoReturn:
        """Tell what happened; without the cause, whose text holds the values, which are a person's words."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        state = getattr(cause, "sqlstate", None)
        reason = self._reason(cause)
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        silent = isinstance(cause, psycopg.OperationalError) and state is None and not _REFUSED.search(reason)
        if lost or silent or isinstance(error, PoolTimeoutError) or (state and _UNREACHABLE.fullmatch(state)):
            raise DatabaseUnreachableError(
                f"{self} does not answer ({reason}): see that PostgreSQL runs there and can be reached"
            ) from None
        if _REFUSED.search(reason) and state is None:
            raise DatabaseError(f"{self} refuses: {reason}; check user, password and database in its address") from None
        raise DatabaseError(f"{self} fails: {reason}{f' ({state})' if state else ''}") from None

    def _reason(self, cause: BaseException | None) -> str:
        if isinstance(cause, psycopg.DataError):
            return type(cause).__name__  # the server's own words repeat the value
        primary = cause.diag.message_primary if isinstance(cause, psycopg.Error) else None
        text = primary or next(iter(str(cause).strip().splitlines()), "") or type(cause).__name__
        if self._url.username:
            text = text.replace(f'"{self._url.username}"', "of this name")
        return text.replace(str(self._url.password), "…") if self._url.password else text


class Rows:
    """What a statement gave; it is all here, whatever becomes of the connection."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows = iter(rows)
        self.rowcount = rowcount

    def fetchone(self) -> Any:  # noqa: ANN401 - columns have their own types
        """The next row, None where there is none."""
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return list(self._rows)

    def __iter__(self) -> Iterator[Any]:
        """The rows that are left, one by one."""
        return self._rows


_NEVER_IDLE: Final = (
    "SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout' AND setting != '0'"
)
_TAKE: Final = "SELECT pg_try_advisory_lock(hashtextextended(?, 0))"
_HOLDER: Final = (
    "SELECT a.application_name, host(a.client_addr),"
    " to_char(a.state_change AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
    " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid, hashtextextended(?, 0) AS key"
    " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
    " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND (l.classid::bigint << 32) | l.objid::bigint = key"
)


def _run(connection: Connection, written: str, values: Any) -> Rows:  # noqa: ANN401 - of one row or several
    result: CursorResult[Any] = connection.exec_driver_sql(written, values)
    rows = result.cursor.fetchall() if result.returns_rows and result.cursor is not None else []
    found = Rows(rows, result.rowcount)
    result.close()
    return found
