"""Messages that arrive once: what to do when sending one got no answer, and nobody knows whether it was carried out.

Sent again it may be there twice, not sent again it may be lost, and the Bot API has no way to read a chat. But a
message can be edited into what it already is: «not modified» tells that it is there, anything else that it is not, and
nothing changes. Which ids to ask about is known closely enough: the ids of a chat only ever grow.
"""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import httpx
from telegram.error import BadRequest, InvalidToken, TelegramError, TimedOut

from bot.message_ids import SUPERGROUPS
from bot.patience import passing, retrying

if TYPE_CHECKING:
    from bot.message_ids import Search
    from bot.patience import Call, Json, Patience

logger = logging.getLogger(__name__)

# How to ask about a message, by the method that sent it: another method, and which parameters it shares with the first.
_PROBES: Final = {
    "sendMessage": ("editMessageText", ("text", "entities", "link_preview_options")),
    "sendPhoto": ("editMessageCaption", ("caption", "caption_entities", "show_caption_above_media")),
    "sendDocument": ("editMessageCaption", ("caption", "caption_entities")),
}
_SHARED = ("chat_id", "parse_mode", "reply_markup")
SENDING: Final = frozenset(_PROBES)
"""Methods whose messages arrive once."""

_ASKED_AGAIN = 2  # times an id is asked about once more where that failed

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


def _surely_not_carried_out(error: TelegramError) -> bool:
    return isinstance(error, InvalidToken) or isinstance(error.__cause__, _NOT_SENT)


class Sending:
    """The sending of one message.

    Args:
        call: makes a call that keeps Telegram's limits.
        probe: makes a call that asks about a message.
        method: one of ``SENDING``.
        data: its parameters.
        search: for the message, None where it cannot be looked for.
        patience: how long to try.

    Attributes:
        unsure: whether the message may be there without anybody knowing; False once it was sent.
    """

    def __init__(
        self,
        call: Call,
        probe: Call,
        method: str,
        data: dict[str, Any],
        *,
        search: Search | None,
        patience: Patience,
    ) -> None:
        self.unsure = False
        self._call = call
        self._probe = probe
        self._method = method
        self._data = data
        self._search = search
        self._patience = patience
        self._late = False

    async def once(self) -> Json:
        """Send the message, again and again if need be, unless it turns out to have arrived; the Message.

        A Message that got no answer has only its id, date and chat.

        Raises:
            TelegramError: it is refused, or there was no getting through.
        """
        return await retrying(self._found_or_sent, self._method, self._patience.pauses)

    async def _found_or_sent(self) -> Json:
        if self.unsure and (found := await self._found()) is not None:
            logger.info("%s had arrived", self._method)
            return found
        before, self.unsure = self.unsure, True
        try:
            sent = await self._call(self._method, self._data)
        except TelegramError as error:
            self.unsure = before or (passing(error) and not _surely_not_carried_out(error))
            self._late = isinstance(error, TimedOut)
            raise
        self.unsure = False
        if before:
            await self._delete_double(int(sent["message_id"]))
        return sent

    async def _found(self) -> Json:
        """The message, None where it is not there; one that was not answered in time may yet be carried out."""
        found = await self._look()
        if found is None and self._late and self._search is not None:
            await asyncio.sleep(self._patience.look_again)
            found = await self._look()
        return found

    async def _look(self, below: int | None = None) -> Json:
        if self._search is None:
            return None
        for message_id in self._search.candidates(below):
            settled = self._search.is_settled(message_id)
            # One question that fails must not be the end of a search that asks many.
            found = await retrying(
                partial(self._ask, message_id), _PROBES[self._method][0], self._patience.pauses[:_ASKED_AGAIN]
            )
            if found is not None:
                return found
            if settled:
                self._search.exclude(message_id)
        return None

    async def _ask(self, message_id: int) -> Json:
        """The message if it has this id, else None."""
        method, own = _PROBES[self._method]
        same = {name: self._data[name] for name in (*_SHARED, *own) if name in self._data}
        try:
            edited = await self._probe(method, same | {"message_id": message_id})
        except BadRequest as error:
            if not is_unmodified(error):
                return None
            chat_id = int(self._data["chat_id"])
            kind = "private" if chat_id > 0 else "group" if chat_id > SUPERGROUPS else "supergroup"
            return {"message_id": message_id, "date": int(time.time()), "chat": {"id": chat_id, "type": kind}}
        # It was a message of ours after all, but another one. Now it says what was to be sent: that has arrived, too.
        logger.error("%s overwrote message %d, which nobody knew of", self._method, message_id)
        return edited

    async def _delete_double(self, sent: int) -> None:
        """Take away an earlier try that was carried out after the last search for it."""
        try:
            double = await self._look(below=sent)
            if double is not None:
                logger.info("%s had arrived late, and is deleted", self._method)
                await self._call(
                    "deleteMessage", {"chat_id": self._data["chat_id"], "message_id": double["message_id"]}
                )
        except TelegramError as error:
            logger.warning("%s may be there twice: %s", self._method, error)


def is_unmodified(error: BadRequest) -> bool:
    """Whether an edit was refused since the message says that already."""
    return "message is not modified" in error.message.lower()
