"""This process as one of several that are one bot: what it has in hand, and whose turn it is.

The journal on the database's server is the queue. An update is claimed by the replica it was offered to first, has its
turn when it is the first of its line and none of that line is being handled, and is taken over by another replica where
its own is dead. The decisions are in ``bot.leases`` and in the statements of ``bot.records.claims``.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.leases import LEASE, Lease, clock, pause_after
from bot.records import RecordsError
from bot.records.claims import TakenOver
from index.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection

    from bot.records import AsyncRecords, Records

logger = logging.getLogger(__name__)

POLLING = "polling"
"""The seat of who asks Telegram for updates: it gives each to one, whoever asks."""

_BETWEEN_TRIES = 0.5  # seconds


class TakenOverError(Exception):
    """Another replica has the update in hand by now: it is to be left alone here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """What a sign of life found.

    Attributes:
        alive: False where another replica has the seat.
        mine: the updates that this replica has in hand.
        taken_over: from dead ones.
        blocked: people and groups that are not to be answered.
    """

    alive: bool
    mine: frozenset[int]
    taken_over: TakenOver
    blocked: frozenset[int]


class Replica:
    """One process of several.

    Args:
        records: on a server.
        name: of this process; its own.
        seat: what only one at a time may do; None for nothing.
        lease: seconds after its last sign of life that it counts as dead.

    Attributes:
        name: as given.
        seat: as given.
    """

    def __init__(
        self, records: AsyncRecords, *, name: str | None = None, seat: str | None = None, lease: float = LEASE
    ) -> None:
        self.name = name or new_name()
        self._records = records
        self.seat = seat
        self._lease = Lease(length=lease)
        self._left = False
        self._granted: set[int] = set()
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._looking: asyncio.Task[None] | None = None
        self._freed = asyncio.Event()

    async def claim(self, update_id: int, payload: str | None, line: str | None) -> int:
        """Note that an update arrived; as ``Records.claim``, whose number of starts is returned."""
        claimed = await self._records.do(lambda records: records.claim(update_id, payload, line, self.name))
        if claimed.turn:
            self._granted.add(update_id)
        return claimed.starts

    @asynccontextmanager
    async def turn(self, update_id: int) -> AsyncIterator[None]:
        """Wait until an update that was claimed has its turn; holds no thread meanwhile.

        Raises:
            TakenOverError: another replica has it by now.
        """
        try:
            if update_id not in self._granted:
                await self._wait(update_id)
            yield
        finally:
            self._granted.discard(update_id)

    async def check(self, update_id: int, since: float, *, suspicious: bool) -> None:
        """Make sure that an update is still in hand here; to be called before what cannot be taken back.

        Costs nothing where the lease has held all the time; else the server is asked, and waited for.

        Args:
            update_id: Telegram's number of it.
            since: when it came into hand, at the earliest; by ``leases.clock``.
            suspicious: to ask in any case.

        Raises:
            TakenOverError: another replica has it by now, or is through with it; or may have it any moment, since this
                one counts as dead.
        """
        while not self._left:
            if not suspicious and self._lease.covers(since, clock()):
                return
            try:
                # The other way round it could be lost in between.
                alive, asked = await self._renew(), clock()
                if not (alive and await self._records.do(lambda records: records.owns(update_id, self.name))):
                    break
            except DatabaseError:
                await asyncio.sleep(_BETWEEN_TRIES)
            else:
                if self._lease.covers(asked, clock()):  # or word of it came so late that it is no longer true
                    return
        raise TakenOverError(f"update {update_id}")

    async def finish(self, update_ids: Collection[int]) -> None:
        """Updates were handled; the next of their lines may have their turn."""
        await self._records.do(lambda records: records.finish_claimed(update_ids))
        self._freed.set()

    async def beat(self, *, taking_over: bool = True) -> Beat:
        """Give a sign of life, and see what became of the others.

        Args:
            taking_over: whether to have what dead ones left; False for one that is about to end.

        Raises:
            DatabaseError: the server fails or does not answer.
        """
        asked, lease = clock(), self._lease

        def work(records: Records) -> Beat:
            alive, taken_over = records.renew(self.name, self.seat, lease.length), TakenOver([], [])
            records.tidy(self.name)
            if alive and taking_over:
                # By the time now: where the server has just halted, everybody's lease ran out.
                taken_over = records.take_over(self.name, expired=lease.may_judge(clock()))
            return Beat(alive=alive, mine=records.claimed(self.name), taken_over=taken_over, blocked=records.blocked())

        try:
            beat = await self._records.do(work)
        except DatabaseError:
            self._lease = self._lease.interrupted(asked)
            raise
        if beat.alive:
            self._lease = self._lease.renewed_at(asked, clock())
        self._granted &= beat.mine
        return beat

    async def reload(self, update_ids: Collection[int]) -> TakenOver:
        """What is claimed by this replica, to be handled though it forgot."""
        return await self._records.do(lambda records: records.unfinished_of(update_ids))

    def lose(self, update_id: int) -> None:
        """Another replica has an update by now: here it waits no longer."""
        waiting = self._waiting.pop(update_id, None)
        if waiting is not None and not waiting.done():
            waiting.set_exception(TakenOverError(f"update {update_id}"))

    async def leave(self) -> None:
        """End: what is left may be taken over at once, and is answered here no more."""
        self._left = True
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait({self._looking})
        with suppress(DatabaseError, RecordsError):
            await self._records.do(lambda records: records.leave(self.name))

    async def _renew(self) -> bool:
        """Give a sign of life; False where another replica has the seat."""
        asked = clock()
        alive = await self._records.do(lambda records: records.renew(self.name, self.seat, self._lease.length))
        if alive:
            self._lease = self._lease.renewed_at(asked, clock())
        return alive

    async def _wait(self, update_id: int) -> None:
        waiting = self._waiting[update_id] = asyncio.get_running_loop().create_future()
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="waiting for turns")
        try:
            await waiting
        finally:
            self._waiting.pop(update_id, None)

    async def _look(self) -> None:
        """Look again and again whose turn it is, as long as anybody waits."""
        pause = 0.0
        while self._waiting:
            self._freed.clear()
            granted, failed = await self._grant()
            pause = pause_after(pause, granted=granted, failed=failed)
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._freed.wait()

    async def _grant(self) -> tuple[bool, bool]:
        """Take the turns that are to be had; whether one was waited for, and whether the server failed."""
        try:
            granted = await self._records.do(lambda records: records.grant(self.name))
        except (DatabaseError, RecordsError):
            return False, True
        waited = [waiting for number in granted if (waiting := self._waiting.pop(number, None))]
        for waiting in waited:
            if not waiting.done():
                waiting.set_result(None)
        return bool(waited), False


def new_name() -> str:
    """A name that no other process has or had."""
    return f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(4)}"
