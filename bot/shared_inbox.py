"""The updates on their way to the handlers of one replica of several, which share the journal."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Final

from telegram import Update

from bot.inbox import Inbox, read
from bot.leases import clock
from bot.lines import line_of
from bot.records import Records, RecordsError
from bot.records.journal import MOST_STARTS
from bot.replica import POLLING, TakenOverError
from index.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from contextlib import AbstractAsyncContextManager

    from telegram import Bot, Message

    from bot.records import AsyncRecords
    from bot.replica import Replica

_BETWEEN_TRIES: Final = 1.0  # seconds


class SharedInbox(Inbox):
    """An inbox whose journal is on a server, for all replicas of the bot.

    Each update is handled by the replica that claimed it, and one that cannot be journaled by none: ``put`` raises
    then, and Telegram offers it again. Signs of life (``beat``) take over what dead replicas left.

    Args:
        records: as for Inbox.
        worth_keeping: as for Inbox.
        replica: this process among them.
    """

    def __init__(
        self, records: AsyncRecords, replica: Replica, *, worth_keeping: Callable[[Message], bool] = lambda _: True
    ) -> None:
        super().__init__(records, worth_keeping=worth_keeping)
        self._replica = replica
        self._taking: set[int] = set()
        # When those in hand came into it, at the earliest.
        self._had: dict[int, float] = {}
        self._lost: set[int] = set()

    async def put(self, item: object) -> None:
        """As Inbox has it; several at once.

        Raises:
            DatabaseError: an update cannot be journaled, and another replica may handle it.
            RecordsError: the same.
        """
        if isinstance(item, Update):
            await self._take(item)
        else:
            await super().put(item)

    async def restore(self, bot: Bot) -> None:
        """Queue what replicas left that are no more; to be called before updates come in. Raises as ``beat``.

        So it does with what an inbox in a file left, where that was moved here.
        """
        for number, payload, _ in await self._records.do(Records.unclaimed):
            # With its line, which the file does not tell; the rest is as if the server's answer had been lost.
            await self._replica.claim(number, payload, line_of(read(payload, bot)))
        await self.beat(bot)

    async def beat(self, bot: Bot) -> frozenset[int]:
        """Give a sign of life, take over what dead replicas left, and let go of what others have by now.

        To be called again and again.

        Returns:
            People and groups that are not to be answered.

        Raises:
            DatabaseError: the server fails or does not answer.
            RecordsError: another replica polls.
        """
        began = clock()
        held = set(self._starts) - self._unmarked
        found = await self._replica.beat(taking_over=not self._closed)
        if not found.alive:
            raise RecordsError("another process fetches this bot's updates: stop one of the two")
        if self._unmarked:
            await self._mark(())
        for number in held - found.mine:
            if number in self._starts:
                self._lost.add(number)
                self._replica.lose(number)
        if not self._closed:
            await self._bring_back(*found.taken_over, bot)
            # Such as were claimed, and the server was gone before it could say so.
            forgotten = found.mine - set(self._starts) - self._taking - self._unmarked
            if forgotten:
                await self._bring_back(*await self._replica.reload(forgotten), bot)
            for number in self._starts:
                self._had.setdefault(number, began)
        return found.blocked

    def turn(self, update: object) -> AbstractAsyncContextManager[None] | None:
        """Waits until it is an update's turn among those that all replicas have; None for what waits for nothing.

        Entering raises TakenOverError where another replica has it by now.
        """
        number = self._number(update)
        return None if number is None else self._replica.turn(number)

    async def check(self, update: object) -> None:
        """Make sure that an update is still to be handled here, before what cannot be taken back.

        Raises:
            TakenOverError: another replica has it by now.
        """
        number = self._number(update)
        if number is None:
            return
        if number in self._lost:
            raise TakenOverError(f"update {number}")
        try:
            await self._replica.check(number, self._had.get(number, -math.inf), suspicious=self.again(update))
        except TakenOverError:
            self._lost.add(number)
            raise

    async def done(self, update: object) -> None:
        """An update is handled, and not handled again; one that another replica has is its."""
        number = self._number(update)
        if number is not None and number in self._lost:
            self._forget(number)
        else:
            await super().done(update)

    def _forget(self, number: int) -> None:
        super()._forget(number)
        self._lost.discard(number)
        self._had.pop(number, None)

    async def _journal(self, update: Update, payload: str | None) -> None:
        number = update.update_id
        self._taking.add(number)
        began = clock()
        try:
            starts = await self._claimed(number, payload, line_of(update))
            if starts < MOST_STARTS and not self._closed and number not in self._starts:
                self._had[number] = began
                await self._enqueue(update, starts)
        finally:
            self._taking.discard(number)

    async def _claimed(self, number: int, payload: str | None, line: str | None) -> int:
        """Claim an update; who polls tries until that goes well, as what it fetched is not confirmed before."""
        while True:
            try:
                return await self._replica.claim(number, payload, line)
            except DatabaseError:
                if self._replica.seat != POLLING or self._closed:
                    raise
            await asyncio.sleep(_BETWEEN_TRIES)

    async def _finish(self, update_ids: Collection[int]) -> None:
        await self._replica.finish(update_ids)
