"""The SQL that SQLite and PostgreSQL share, and SQLite's side of it.

Statements are written once, as SQLite takes them, of what both understand: values as ``?``, ``ON CONFLICT``,
``RETURNING``, ``FILTER``, integers for truth. What else differs is told by ``Database.dialect``, or rewritten where
PostgreSQL is spoken to (``index.postgres``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

Dialect = Literal["sqlite", "postgresql"]


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

    def close(self) -> None:
        """Close it; nothing can be read or written afterwards."""
        ...
