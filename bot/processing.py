"""In which order updates are handled, and how many at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from contextlib import asynccontextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from telegram import Message, Update
from telegram.ext import BaseUpdateProcessor

from bot.presses import pressed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Hashable

    from telegram import CallbackQuery

    from bot.inbox import Inbox

AT_ONCE: Final = 256
"""How many updates are handled at once; most of them wait for the index, for Telegram or for its limits."""
_LIKE_MESSAGES: Final = frozenset({"span", "example", "delete"})
# What waits for its turn counts for python-telegram-bot as handled: few, and one chat with many would stop all others.
_WAITING: Final = 1_000_000


arrived: ContextVar[float] = ContextVar("arrived")
"""When the update that is being handled arrived, in seconds of the monotonic clock: before it waited for its turn."""


@dataclass(slots=True)
class _Line:
    """Those that come one after another: a lock, which is fair, and how many stand there."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class ByChat(BaseUpdateProcessor):
    """Messages and edits of one chat (and topic) one after another as they came, different chats at once.

    Presses of buttons in one chat come one after another too, and the inline queries of one person; anything else waits
    for nothing. What waits for its turn takes no place of the ``at_once``. An update whose handlers are
    through, failed or not, is done for the inbox; a cancelled one is not, and is handled after the next start.

    Args:
        inbox: where updates come from.
        at_once: most updates that are handled at the same time.
    """

    __slots__ = ("_inbox", "_lines", "_places", "_suspects")

    def __init__(self, inbox: Inbox, at_once: int = AT_ONCE) -> None:
        super().__init__(_WAITING)
        self._inbox = inbox
        self._lines: dict[Hashable, _Line] = {}
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
            async with self._turn(_line_of(update)):
                suspect = self._inbox.suspect(update)
                async with self._suspects if suspect else nullcontext(), self._places:
                    await self._handle(update, coroutine)
        finally:
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # one that was cancelled while it waited would be complained of

    async def _handle(self, update: object, coroutine: Awaitable[Any]) -> None:
        await self._inbox.begin(update)
        try:
            await coroutine
        except Exception:
            await self._inbox.done(update)
            raise
        await self._inbox.done(update)

    @asynccontextmanager
    async def _turn(self, name: Hashable | None) -> AsyncIterator[None]:
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


def _line_of(update: object) -> Hashable | None:
    """What an update has to wait behind; None for nothing."""
    if not isinstance(update, Update):
        return None
    message = update.message or update.edited_message
    if message is not None:
        return _place(message)
    if update.callback_query is not None:
        return _pressed(update.callback_query)
    if update.inline_query is not None:
        return ("inline", update.inline_query.from_user.id)
    return None


def _place(message: Message) -> Hashable:
    # Where there are no topics, replies have a thread too.
    return ("chat", message.chat.id, message.message_thread_id if message.is_topic_message else None)


def _pressed(query: CallbackQuery) -> Hashable:
    """What asks or deletes waits behind the messages of the chat, the rest only behind its like."""
    message = query.message
    if message is None:
        return ("press", query.inline_message_id)
    if isinstance(message, Message) and pressed(query.data or "").action in _LIKE_MESSAGES:
        return _place(message)
    return ("press", message.chat.id)
