"""In which order updates are handled, and how many at once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine
from contextlib import asynccontextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from telegram.ext import BaseUpdateProcessor

from bot.lines import line_of
from bot.replica import TakenOverError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from contextlib import AbstractAsyncContextManager

    from bot.inbox import Inbox

logger = logging.getLogger(__name__)

AT_ONCE: Final = 256
"""How many updates are handled at once; most of them wait for the index, for Telegram or for its limits."""
# What waits for its turn counts for python-telegram-bot as handled: few, and one chat with many would stop all others.
_WAITING: Final = 1_000_000


arrived: ContextVar[float] = ContextVar("arrived")
"""When the update that is being handled arrived, in seconds of the monotonic clock: before it waited for its turn."""
_checked: ContextVar[Callable[[], Awaitable[None]]] = ContextVar("checked")


async def still_ours() -> None:
    """Make sure that the update that is being handled is so nowhere else; to be called before it is answered.

    The client does so before each message it sends. What is left is the time from then until Telegram has it: a process
    that is halted right there for longer than a lease, and goes on, answers although another one did.

    Raises:
        TakenOverError: another replica has it by now. To be passed on: it is not this one's business any more.
    """
    check = _checked.get(None)
    if check is not None:
        await check()


@dataclass(slots=True)
class _Line:
    """Those that come one after another: a lock, which is fair, and how many stand there."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class ByChat(BaseUpdateProcessor):
    """Messages and edits of one chat (and topic) one after another as they came, different chats at once.

    Presses of buttons in one chat come one after another too, and the inline queries of one person; anything else waits
    for nothing. What waits for its turn takes no place of the ``at_once``. An update whose handlers are
    through, failed or not, is done for the inbox; a cancelled one is not, and is handled after the next start. Where
    replicas share the inbox, they come one after another whichever has them.

    Args:
        inbox: where updates come from.
        at_once: most updates that are handled at the same time.
    """

    __slots__ = ("_inbox", "_lines", "_places", "_suspects")

    def __init__(self, inbox: Inbox, at_once: int = AT_ONCE) -> None:
        super().__init__(_WAITING)
        self._inbox = inbox
        self._lines: dict[str, _Line] = {}
        self._places = asyncio.Semaphore(at_once)
        self._suspects = asyncio.Lock()

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Nothing is held."""

    @property
    def lines(self) -> int:
        """How many chats, messages with buttons and people have an update that is handled or waits."""
        return len(self._lines)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update when its turn has come."""
        arrived.set(time.monotonic())
        try:
            async with self._its_turn(update):
                suspect = self._inbox.suspect(update)
                async with self._suspects if suspect else nullcontext(), self._places:
                    await self._handle(update, coroutine)
        except TakenOverError:
            logger.info("taken over by another process: %s", _named(update))
            self._inbox.dropped(update)
        finally:
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # one that was cancelled while it waited would be complained of

    async def _handle(self, update: object, coroutine: Awaitable[Any]) -> None:
        await self._inbox.begin(update)
        _checked.set(partial(self._inbox.check, update))
        try:
            await coroutine
        except Exception:
            await self._inbox.done(update)
            raise
        await self._inbox.done(update)

    def _its_turn(self, update: object) -> AbstractAsyncContextManager[None]:
        return self._inbox.turn(update) or self._turn(line_of(update))

    @asynccontextmanager
    async def _turn(self, name: str | None) -> AsyncIterator[None]:
        if name is None:
            yield
            return
        line = self._lines.setdefault(name, _Line())
        line.length += 1
        try:
            async with line.lock:
                yield
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[name]


def _named(update: object) -> str:
    return f"update={getattr(update, 'update_id', None)}"
