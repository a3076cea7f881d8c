"""What every group of tables is built on: one connection for all threads, one at a time."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.records.database import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import timedelta
    from pathlib import Path


def well_formed(text: str) -> str:
    """A text as it can be kept: halves of letters, which JSON can hold and UTF-8 cannot, become question marks."""
    return text.encode("utf-8", "replace").decode()


class Tables:
    """A connection that threads share, one statement or transaction at a time.

    Args:
        file: of the database.
        remember: how long conversations are kept.
        clock: the time now; aware.
    """

    def __init__(self, file: Path, *, remember: timedelta, clock: Callable[[], datetime]) -> None:
        self._remember = remember
        self._clock = clock
        self._lock = threading.RLock()
        self._depth = 0
        self._db = connect(file)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is kept, or, after an error or a kill, none of it; may stand inside another.

        Other threads wait meanwhile.
        """
        with self._lock:
            name = f"step_{self._depth}"
            self._db.execute(f"SAVEPOINT {name}" if self._depth else "BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                self._db.execute(f"RELEASE {name}" if self._depth > 1 else "COMMIT")
            except BaseException:
                self._undo(name)
                raise
            finally:
                self._depth -= 1

    def _undo(self, name: str) -> None:
        if not self._db.in_transaction:  # a full disk ends it by itself
            return
        if self._depth > 1:
            self._db.execute(f"ROLLBACK TO {name}")
            self._db.execute(f"RELEASE {name}")
        else:
            self._db.execute("ROLLBACK")

    def _rows(self, statement: str, *values: object) -> list[Any]:
        """Run a statement; all its rows."""
        with self._lock:
            return self._db.execute(statement, values).fetchall()

    def _changed(self, statement: str, *values: object) -> int:
        """Run a statement; how many rows it wrote or deleted."""
        with self._lock:
            return self._db.execute(statement, values).rowcount

    def _now(self) -> int:
        """Seconds since 1970 UTC."""
        return int(self._clock().timestamp())

    def _today(self) -> str:
        return self._clock().astimezone(UTC).date().isoformat()

    def _oldest_kept(self) -> int:
        """When the oldest answer was made that still goes on."""
        return int((self._clock() - self._remember).timestamp())
