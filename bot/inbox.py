"""The updates on their way to the handlers: none is lost when the program is killed, none is handled twice."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import TYPE_CHECKING, Final

from telegram import Update

from bot.records import Records, RecordsError
from bot.records.journal import MOST_STARTS, Unfinished
from index.errors import DatabaseError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from contextlib import AbstractAsyncContextManager

    from telegram import Bot, Message

    from bot.records import AsyncRecords

logger = logging.getLogger(__name__)

_FAILING: Final = (DatabaseError, RecordsError)
_ONCE_BEGUN: Final = 2  # taken in one start, begun in another, and still not done


class Inbox(asyncio.Queue[object]):
    """The update queue of python-telegram-bot's application, with a journal.

    Polling confirms updates to Telegram, and a webhook its single one, only after ``put`` has returned: by then they
    are in the journal. ``done`` takes them out; what a killed program leaves there ``restore`` brings back. Where the
    journal's disk fails, updates are handled all the same.

    What a person pressed or typed inline is not worth another try after a restart; of these only the numbers are kept.

    Args:
        records: with the journal.
        worth_keeping: whether a message is meant for the bot: of what others say to each other no word is written down.
    """

    def __init__(self, records: AsyncRecords, *, worth_keeping: Callable[[Message], bool] = lambda _: True) -> None:
        super().__init__()
        self._worth_keeping = worth_keeping
        self._records = records
        self._writing = asyncio.Lock()
        # Of those in the queue or being handled: in how many starts before this one they were begun.
        self._starts: dict[int, int] = {}
        self._since: dict[int, float] = {}
        self._unmarked: set[int] = set()
        self._closed = False

    async def put(self, item: object) -> None:
        """Queue an update unless it is here already or was handled before; anything else passes as it is."""
        if not isinstance(item, Update):
            await super().put(item)
            return
        # In turn, so that one that is offered twice at once is not confirmed before it is written.
        async with self._writing:
            await self._take(item)

    def close(self) -> None:
        """From now on updates are journaled for the next start, and no longer queued; to be called before the stop.

        What python-telegram-bot's application finds in its queue after it stopped reading, it would wait for in vain.
        """
        self._closed = True

    async def restore(self, bot: Bot) -> None:
        """Queue what the program left unfinished when it ended, oldest first; to be called before updates come in."""
        try:
            given_up, unfinished = await self._records.do(_left_over)
        except _FAILING as error:
            logger.error("journal unreadable: %s", error)  # noqa: TRY400 - the traceback adds nothing
            return
        await self._bring_back(given_up, unfinished, bot)

    def turn(self, update: object) -> AbstractAsyncContextManager[None] | None:  # noqa: ARG002 - as replicas have it
        """What an update waits for beside those that are in hand here: nothing."""
        return None

    async def check(self, update: object) -> None:
        """What is in hand here is so nowhere else."""

    def again(self, update: object) -> bool:
        """Whether an earlier start took the update and ended before it was done: it may even have answered it."""
        return self._starts_of(update) > 0

    def suspect(self, update: object) -> bool:
        """Whether that happened to it more than once: it may be what ends the program.

        Such updates are best handled one at a time, so that another is not given up for it.
        """
        return self._starts_of(update) >= _ONCE_BEGUN

    async def begin(self, update: object) -> None:
        """A handler begins with an update; counts the starts of those that were begun before."""
        if not isinstance(update, Update) or not self.again(update):
            return
        try:
            await self._records.do(Records.begin, update.update_id)
        except UnreachableError:
            pass  # told once
        except _FAILING as error:
            logger.error("not journaled update=%d: %s", update.update_id, error)  # noqa: TRY400

    async def done(self, update: object) -> None:
        """An update is handled, whatever came of it; it is not handled again."""
        number = self._number(update)
        if number is not None:
            await self._mark((number,))
            self._forget(number)

    def dropped(self, update: object) -> None:
        """An update is not handled here."""
        number = self._number(update)
        if number is not None:
            self._forget(number)

    @property
    def in_hand(self) -> int:
        """Number of updates that wait or are being handled."""
        return len(self._starts)

    @property
    def longest(self) -> float:
        """For how many seconds the oldest of them has been there, 0 where there is none."""
        # In the order they came.
        return time.monotonic() - next(iter(self._since.values())) if self._since else 0.0

    def _starts_of(self, update: object) -> int:
        return self._starts.get(update.update_id, 0) if isinstance(update, Update) else 0

    def _number(self, update: object) -> int | None:
        """The number of an update that is in hand."""
        return update.update_id if isinstance(update, Update) and update.update_id in self._starts else None

    def _forget(self, number: int) -> None:
        self._starts.pop(number, None)
        self._since.pop(number, None)

    async def _take(self, update: Update) -> None:
        number = update.update_id
        if number in self._starts or number in self._unmarked:
            return
        message = update.message or update.edited_message
        if message is not None and not self._worth_keeping(message):
            if not self._closed:
                await super().put(update)  # its handling is to leave it alone: not worth a line in the journal
            return
        await self._journal(update, update.to_json() if message else None)

    async def _journal(self, update: Update, payload: str | None) -> None:
        """Write an update down, and queue it."""
        number = update.update_id
        try:
            starts = await self._records.do(Records.take, number, payload)
        except _FAILING as error:
            logger.error("not journaled update=%d: %s", number, error)  # noqa: TRY400
            starts = 0
        else:
            if self._closed:  # the next start has it
                return
        if starts < MOST_STARTS:
            await self._enqueue(update, starts)

    async def _bring_back(self, given_up: Collection[int], unfinished: Collection[Unfinished], bot: Bot) -> None:
        for update_id in given_up:
            logger.error("given up update=%d: too old, or it was begun in %d starts", update_id, MOST_STARTS)
        for update_id, payload, starts in unfinished:
            if update_id in self._starts:
                continue
            update = read(payload, bot)
            if update is None:
                logger.error("given up update=%d: this version cannot read it", update_id)
                await self._mark((update_id,))
                continue
            await self._enqueue(update, starts)
        if unfinished:
            logger.info("updates left by the last run=%d", len(unfinished))

    async def _enqueue(self, update: Update, starts: int) -> None:
        self._starts[update.update_id] = starts
        self._since[update.update_id] = time.monotonic()
        await super().put(update)

    async def _mark(self, update_ids: Collection[int]) -> None:
        """Note that updates are done; where that fails, with the next."""
        self._unmarked.update(update_ids)
        marked = frozenset(self._unmarked)
        try:
            await self._finish(marked)
        except UnreachableError:
            pass  # told once
        except _FAILING as error:
            logger.error("not journaled as done update=%s: %s", ",".join(map(str, sorted(marked))), error)  # noqa: TRY400
        else:
            self._unmarked -= marked

    async def _finish(self, update_ids: Collection[int]) -> None:
        await self._records.do(Records.finish, update_ids)


def _left_over(records: Records) -> tuple[list[int], list[Unfinished]]:
    with records.transaction():
        return records.give_up(), records.unfinished()


def read(payload: str, bot: Bot) -> Update | None:
    """The update in a payload; None where it is none, as when an older version of the program wrote it."""
    try:
        return Update.de_json(json.loads(payload), bot)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
