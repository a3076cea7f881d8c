"""What every group of tables is built on: one database for all threads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.records.database import connect

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import timedelta
    from pathlib import Path

    from bot.records.database import Server


def well_formed(text: str) -> str:
    """A text as any database keeps it: halves of letters, which JSON can hold and UTF-8 cannot, become question marks.

    So does the letter that ends a text in C, which PostgreSQL refuses.
    """
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


class Tables:
    """A database that threads share.

    Args:
        where: file or server of the database.
        remember: how long conversations are kept.
        clock: the time now; aware.
    """

    def __init__(self, where: Path | Server, *, remember: timedelta, clock: Callable[[], datetime]) -> None:
        self._remember = remember
        self._clock = clock
        self._db = connect(where)

    def transaction(self) -> AbstractContextManager[None]:
        """Everything written inside is kept, or, after an error or a kill, none of it; may stand inside another.

        In a file, other threads wait meanwhile.
        """
        return self._db.transaction()

    def _rows(self, statement: str, *values: object) -> list[Any]:
        """Run a statement; all its rows."""
        return self._db.execute(statement, values).fetchall()

    def _changed(self, statement: str, *values: object) -> int:
        """Run a statement; how many rows it wrote or deleted."""
        return self._db.execute(statement, values).rowcount

    def _now(self) -> int:
        """Seconds since 1970 UTC."""
        return int(self._clock().timestamp())

    def _today(self) -> str:
        return self._clock().astimezone(UTC).date().isoformat()

    def _oldest_kept(self) -> int:
        """When the oldest answer was made that still goes on."""
        return int((self._clock() - self._remember).timestamp())
