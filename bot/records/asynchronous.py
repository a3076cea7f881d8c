"""The records, for an event loop."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from bot.outages import Outage
from bot.records.database import RecordsError
from index.errors import DatabaseError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.records.records import Records

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_THREADS = 4  # that wait for a server


class AsyncRecords:
    """The records behind threads of their own, so that the event loop never waits for the disk or a server.

    Args:
        records: closed together with this.

    Attributes:
        outage: whether their server answers.
    """

    def __init__(self, records: Records) -> None:
        self.outage = Outage("the records")
        self._records = records
        threads = 1 if records.dialect == "sqlite" else _THREADS
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="records")
        self._closed = False

    async def do(self, work: Callable[Concatenate[Records, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a method of the records, or any function that takes them first; in a file one after another.

        Several reads and writes in one function cost one hop between threads; ``records.transaction()`` keeps all of
        its writes or none. Where the caller is cancelled meanwhile, the work is done all the same.

        Raises:
            RecordsError: these were closed.
            DatabaseError: the database fails; UnreachableError, too, where its server does not answer.
        """
        if self._closed:
            raise RecordsError("the records are closed")
        loop = asyncio.get_running_loop()
        running = loop.run_in_executor(self._threads, partial(work, self._records, *args, **kwargs))
        try:
            done = await asyncio.shield(running)
        except UnreachableError as error:
            self.outage.begins(error)
            raise
        self.outage.ends()
        return done

    async def attempt(
        self, otherwise: T, work: Callable[Concatenate[Records, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As :meth:`do`, for what no answer hangs on: where that fails, the log says so, and this is returned."""
        try:
            return await self.do(work, *args, **kwargs)
        except UnreachableError:
            return otherwise  # told once
        except (DatabaseError, RecordsError) as error:
            logger.error("not remembered: %s", error)  # noqa: TRY400 - the traceback adds nothing
            return otherwise

    async def close(self) -> None:
        """Finish what was begun and close the database; once is enough, more does no harm."""
        if self._closed:
            return
        self._closed = True
        await asyncio.to_thread(self._finish)

    def _finish(self) -> None:
        self._threads.shutdown(wait=True)
        self._records.close()
