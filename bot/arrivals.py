"""Messages that arrive once: what to do when sending one got no answer, and nobody knows whether it was carried out.

Sent again it may be there twice, not sent again it may be lost, and the Bot API has no way to read a chat. But a
message can be edited into what it already is: «not modified» tells that it is there, anything else that it is not, and
nothing changes. Which ids to ask about is known closely enough: the ids of a chat only ever grow.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import httpx
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError, TimedOut

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    Call = Callable[[str, dict[str, Any]], Coroutine[Any, Any, Any]]
    """Calls a method of the Bot API with its parameters."""

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

_SUPERGROUPS = -1_000_000_000_000  # their ids, and those of channels, lie below
_REMEMBERED = 4096  # ids of a space; at 40 a second more than a minute and a half
_AHEAD = 12  # ids asked about above the highest one known: messages of other chats that nobody told of yet
_MOST = 40  # ids asked about in one search
_ASKED_AGAIN = 2  # times an id is asked about once more where that failed

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long Telegram is waited for, in seconds.

    Attributes:
        answer: for the answer to a call.
        query: for the same where a press or an inline query is answered, which are soon worth nothing.
        pauses: before each further try of what the server or the network failed.
        look_again: before the second search for a message whose sending was not answered in time.
        flood: longest wait that Telegram may impose on anything but a message; messages wait as long as they must.
        probes: not a time: how many ids may be asked about in a second.
    """

    answer: float = 10.0
    query: float = 3.0
    pauses: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 15.0)
    look_again: float = 3.0
    flood: float = 60.0
    probes: float = 30.0


@dataclass(slots=True)
class _Space:
    since: float
    known: dict[int, None] = field(default_factory=dict)  # in the order they were seen
    highest: int = 0
    complete: bool = False


class Ids:
    """The message ids the bot has seen. A space of ids is one supergroup or channel, or all other chats together.

    A space is complete where no message of the bot's that this process knows nothing of can lie above the highest id it
    has seen. Those of an earlier process can, until something newer than the start of this one was seen.
    """

    def __init__(self) -> None:
        self._since = float(int(time.time()))  # Telegram's times are whole seconds
        self._spaces: dict[int, _Space] = {}

    def saw(self, chat_id: int, message_id: int, *, date: float = 0.0) -> None:
        """Learn of a message.

        Args:
            chat_id: where it is.
            message_id: its number there.
            date: when it was sent, in Unix seconds; 0 where that is unknown.
        """
        space = self._space(chat_id)
        space.known[message_id] = None
        if len(space.known) > _REMEMBERED:
            del space.known[next(iter(space.known))]
        space.highest = max(space.highest, message_id)
        space.complete |= date >= space.since

    def sent(self, chat_id: int, message_id: int) -> None:
        """Learn of a message that the bot has just sent."""
        self.saw(chat_id, message_id, date=math.inf)

    def lost(self, chat_id: object) -> None:
        """Learn that a message was given up which may have arrived nevertheless."""
        if isinstance(chat_id, int):
            space = self._space(chat_id)
            space.complete = False
            space.since = time.time() + 1

    def search(self, chat_id: object) -> Search | None:
        """Get ready to look for a message that is about to be sent.

        Returns:
            None where an unknown message of the bot's may lie above every id it has seen in this space: that one could
            be mistaken for the message, and be overwritten.
        """
        if not isinstance(chat_id, int):  # a name
            return None
        space = self._space(chat_id)
        return Search(space) if space.complete else None

    def _space(self, chat_id: int) -> _Space:
        return self._spaces.setdefault(chat_id if chat_id < _SUPERGROUPS else 0, _Space(self._since))


class Search:
    """The search for one message, begun before it is sent.

    Its id is above every id seen by then. No other message of the bot's in that chat can be asked about by mistake: the
    earlier ones lie below, and one chat is sent one message after the other.
    """

    def __init__(self, space: _Space) -> None:
        self._space = space
        self._floor = space.highest
        self._excluded: set[int] = set()

    def candidates(self, below: int | None = None) -> list[int]:
        """The ids to ask about now, ascending, at most 40; only those below a certain id where one is given."""
        end = self._space.highest + _AHEAD + 1 if below is None else below
        known, excluded = self._space.known, self._excluded
        return list(
            islice((one for one in range(self._floor + 1, end) if not (one in known or one in excluded)), _MOST)
        )

    def is_settled(self, message_id: int) -> bool:
        """Whether a message that does not have this id by now never will: a higher one has been given away."""
        return message_id < self._space.highest

    def exclude(self, message_id: int) -> None:
        """Ask about an id no more."""
        self._excluded.add(message_id)


def passing(error: TelegramError) -> bool:
    """Whether another try may go better: the network or the server failed, or a proxy before it while it restarts."""
    # "Bad request" is a NetworkError too; a bare TelegramError is an answer that cannot be read.
    return type(error) in {NetworkError, TimedOut, InvalidToken, TelegramError}


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

    async def once(self) -> Any:  # noqa: ANN401 - JSON
        """Send the message, again and again if need be, unless it turns out to have arrived; the Message.

        A Message that got no answer has only its id, date and chat.

        Raises:
            TelegramError: it is refused, or there was no getting through.
        """
        pauses = iter(self._patience.pauses)
        while True:
            try:
                return await self._found_or_sent()
            except TelegramError as error:
                pause = next(pauses, None)
                if pause is None or not passing(error):
                    raise
                logger.warning("%s again in %.0f s: %s", self._method, pause, error)
            await asyncio.sleep(pause)

    async def _found_or_sent(self) -> Any:  # noqa: ANN401 - JSON
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

    async def _found(self) -> Any:  # noqa: ANN401 - JSON
        """The message, None where it is not there; one that was not answered in time may yet be carried out."""
        found = await self._look()
        if found is None and self._late and self._search is not None:
            await asyncio.sleep(self._patience.look_again)
            found = await self._look()
        return found

    async def _look(self, below: int | None = None) -> Any:  # noqa: ANN401 - JSON
        if self._search is None:
            return None
        for message_id in self._search.candidates(below):
            settled = self._search.is_settled(message_id)
            found = await self._ask_again(message_id)
            if found is not None:
                return found
            if settled:
                self._search.exclude(message_id)
        return None

    async def _ask_again(self, message_id: int) -> Any:  # noqa: ANN401 - JSON
        """As :meth:`_ask`; one question that fails must not be the end of a search that asks many."""
        for pause in self._patience.pauses[:_ASKED_AGAIN]:
            try:
                return await self._ask(message_id)
            except TelegramError as error:
                if not passing(error):
                    raise
            await asyncio.sleep(pause)
        return await self._ask(message_id)

    async def _ask(self, message_id: int) -> Any:  # noqa: ANN401 - JSON
        """The message if it has this id, else None."""
        method, own = _PROBES[self._method]
        same = {name: self._data[name] for name in (*_SHARED, *own) if name in self._data}
        try:
            edited = await self._probe(method, same | {"message_id": message_id})
        except BadRequest as error:
            if not is_unmodified(error):
                return None
            chat_id = int(self._data["chat_id"])
            kind = "private" if chat_id > 0 else "group" if chat_id > _SUPERGROUPS else "supergroup"
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
