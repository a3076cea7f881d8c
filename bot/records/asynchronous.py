"""The records, for an event loop."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from bot.records.database import RecordsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.records.records import Records

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class AsyncRecords:
    """The records behind a thread of their own, so that the event loop never waits for the disk.

    Args:
        records: closed together with this.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="records")
        self._closed = False

    async def do(self, work: Callable[Concatenate[Records, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a method of the records, or any function that takes them first, one after another.

        Several reads and writes in one function cost one hop between threads; ``records.transaction()`` keeps all of
        its writes or none. Where the caller is cancelled meanwhile, the work is done all the same.

        Raises:
            RecordsError: these were closed.
            sqlite3.Error: the file fails.
        """
        if self._closed:
            raise RecordsError("the records are closed")
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._thread, partial(work, self._records, *args, **kwargs)))

    async def attempt(
        self, otherwise: T, work: Callable[Concatenate[Records, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As :meth:`do`, for what no answer hangs on: where the file fails, the log says so, and this is returned."""
        try:
            return await self.do(work, *args, **kwargs)
        except (sqlite3.Error, RecordsError) as error:
            logger.error("not remembered: %s", error)  # noqa: TRY400 - the traceback adds nothing
            return otherwise

    async def close(self) -> None:
        """Finish what was begun and close the file; once is enough, more does no harm."""
        if self._closed:
            return
        self._closed = True
        closing = asyncio.get_running_loop().run_in_executor(self._thread, self._records.close)
        await closing
        self._thread.shutdown(wait=False)
