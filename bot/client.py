"""How the bot calls Telegram: within its limits, again where that may help, and every message once."""

from __future__ import annotations

import asyncio
import logging
import os
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakValueDictionary

from aiolimiter import AsyncLimiter
from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import AIORateLimiter, Defaults, ExtBot
from telegram.request import HTTPXRequest

from bot.message_ids import Ids
from bot.patience import Patience, retrying
from bot.processing import still_ours
from bot.sending import SENDING, Sending, is_unmodified

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.config import BotSettings
    from bot.patience import Call, Json

logger = logging.getLogger(__name__)

PATIENCE: Final = Patience()

# What is limited puts a message into a chat or changes one.
_LIMITED = ("send", "edit", "forward", "copy")
_SIGNS = frozenset({"sendChatAction", "sendMessageDraft"})
_ANSWERS = frozenset({"answerCallbackQuery", "answerInlineQuery"})
_FLOOD_TRIES = 5


def client(
    settings: BotSettings, patience: Patience | None = None, reached: Callable[[], None] = lambda: None
) -> Client:
    """The bot's way to Telegram; HTML is the default, and links have no previews.

    Args:
        settings: with a token.
        patience: how long to wait and to try again; ``PATIENCE`` unless given.
        reached: called whenever updates were asked for and Telegram answered.

    Raises:
        ValueError: there is no token.
    """
    if settings.token is None:
        raise ValueError("no token: set TELEGRAM_BOT_TOKEN")
    # How python-telegram-bot will tell "wait so long" from its next major version on; until then it warns otherwise.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    # Of several processes that share a store, all may send; by polling there is but one.
    ids = Ids(alone=settings.store is None or settings.webhook_url is None)
    return Client(settings.token.get_secret_value(), settings.api_url, patience or PATIENCE, reached, ids)


class Client(ExtBot[Any]):
    """A bot that does not show its token, does not stop asking for updates, and sends every message once.

    Args:
        token: of the bot.
        api_url: root of the Bot API server.
        patience: how long to wait and to try again.
        reached: as for :func:`client`.
        ids: the message ids seen so far.
    """

    def __init__(self, token: str, api_url: str, patience: Patience, reached: Callable[[], None], ids: Ids) -> None:
        self._reached = reached
        self._ids = ids
        super().__init__(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=HTTPXRequest(
                connection_pool_size=256,
                connect_timeout=5,
                read_timeout=patience.answer,
                write_timeout=10,
                pool_timeout=5,
            ),
            get_updates_request=HTTPXRequest(connect_timeout=5, read_timeout=10, pool_timeout=5),
            defaults=Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)),
            rate_limiter=RateLimiter(self._ids, patience),
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}[{self.base_url.removesuffix(self.token)}…]"

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:  # noqa: ANN401 - as the base has it
        """Fetch updates; a refused token is an error like others, or python-telegram-bot would silently end polling.

        The token was accepted at the start, and a proxy in front of a server answers 404 while that restarts.
        """
        try:
            updates = await super().get_updates(*args, **kwargs)
        except InvalidToken as error:
            raise NetworkError(f"the server refuses the token ({error.message})") from None
        except TelegramError:
            raise
        except Exception:  # noqa: BLE001 - whatever reading a strange update raises, and python-telegram-bot wrote it down
            updates = await self._one_by_one(kwargs.get("offset"))
        self._reached()
        for update in updates:
            self.saw(update)
        return updates

    async def _one_by_one(self, offset: int | None) -> tuple[Update, ...]:
        """Fetch updates of which one cannot be read: in its place comes an empty one, or it would come for ever."""
        found = await self._post("getUpdates", {"offset": offset, "timeout": 0})
        return tuple(self._read(one) for one in found) if isinstance(found, list) else ()

    def _read(self, raw: dict[str, Any]) -> Update:
        try:
            return Update.de_json(raw, self)
        except Exception:  # noqa: BLE001 - as above
            logger.error("left out update=%d: it cannot be read", raw["update_id"])  # noqa: TRY400
            return Update(raw["update_id"])

    def saw(self, update: Update) -> None:
        """Learn the message ids of an update; to be called for those that come by webhook, before they are handled."""
        new = update.message or update.channel_post
        if new is not None:
            self._ids.saw(new.chat.id, new.message_id, date=new.date.timestamp())
        old = update.edited_message or (update.callback_query.message if update.callback_query else None)
        if old is not None:
            self._ids.saw(old.chat.id, old.message_id)


class RateLimiter(AIORateLimiter):
    """Keeps Telegram's limits of 30 messages a second, and 20 a minute in a group, and sees every call through.

    That a person may get about one message a second is not enforced: Telegram lets bursts pass, and says when to wait.
    A call that is told to wait does so by itself; python-telegram-bot's own tries would stop every chat meanwhile.
    Signs of life and answers to queries are not held up, nor do they hold up anything.

    Args:
        ids: the message ids seen so far; those of messages that are sent are added.
        patience: how long to wait and to try again.
    """

    def __init__(self, ids: Ids, patience: Patience) -> None:
        super().__init__()
        self._ids = ids
        self._patience = patience
        self._turns: WeakValueDictionary[object, asyncio.Lock] = WeakValueDictionary()
        # Of their own, so that no answer has to wait for them.
        self._probes = AsyncLimiter(patience.probes, 1)

    async def process_request(  # noqa: PLR0917 - the signature is python-telegram-bot's
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Json,  # noqa: ARG002
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,  # noqa: ARG002
    ) -> Json:
        """Make a call as soon as the limits allow, and again where that may help; each kind of call in its own way."""
        if endpoint in _ANSWERS:
            return await _answer(partial(callback, **kwargs | {"read_timeout": self._patience.query}), endpoint, data)
        if endpoint in _SIGNS:
            return await callback(endpoint, data, **kwargs)
        call = partial(self._call, partial(callback, **kwargs))
        if endpoint in SENDING:
            # After all waiting, which may be long.
            call = partial(self._call, partial(_unless_lost, partial(callback, **kwargs)))
            return await self._send(call, partial(self._ask, partial(callback, **kwargs)), endpoint, data)
        if endpoint.startswith("edit") or endpoint == "deleteMessage":
            return await self._change(call, endpoint, data)
        return await call(endpoint, data)

    async def _send(self, call: Call, probe: Call, endpoint: str, data: dict[str, Any]) -> Json:
        chat_id = data.get("chat_id")
        turn = self._turns.setdefault(chat_id, asyncio.Lock())
        async with turn:
            search = self._ids.search(chat_id)
            sending = Sending(call, probe, endpoint, data, search=search, patience=self._patience)
            try:
                message = await sending.once()
            except BaseException:  # cancelled, too
                if sending.unsure:
                    self._ids.lost(chat_id)
                raise
            self._ids.sent(int(message["chat"]["id"]), int(message["message_id"]))
            return message

    async def _change(self, call: Call, endpoint: str, data: dict[str, Any]) -> Json:
        """Edit or delete a message, which may be done twice; what is already so counts as done."""

        async def change() -> Json:
            try:
                return await call(endpoint, data)
            except BadRequest as error:
                if is_unmodified(error) or "message to delete not found" in error.message.lower():
                    return True
                raise

        return await retrying(change, endpoint, self._patience.pauses)

    async def _call(self, callback: Call, endpoint: str, data: dict[str, Any]) -> Json:
        """Make a call within the limits; one that Telegram tells to wait waits, and is made again."""
        if not endpoint.startswith(_LIMITED):
            return await self._patiently(partial(_flooded, callback, endpoint, data), endpoint)
        limited = super().process_request
        # python-telegram-bot does not get to see the flood: it would stop every chat, and write a traceback.
        return await self._patiently(
            partial(limited, _flooded, (callback, endpoint, data), {}, endpoint, data, None), endpoint
        )

    async def _ask(self, callback: Call, endpoint: str, data: dict[str, Any]) -> Json:
        async def probe() -> Json:
            async with self._probes:
                return await _flooded(callback, endpoint, data)

        return await self._patiently(probe, endpoint)

    async def _patiently(self, call: Callable[[], Coroutine[Any, Any, Any]], endpoint: str) -> Json:
        tries = 1
        while isinstance(result := await call(), RetryAfter):
            wait = _seconds(result)
            if tries == _FLOOD_TRIES or (wait > self._patience.flood and endpoint not in SENDING):
                logger.warning("%s given up, Telegram wants it to wait for %.0f s", endpoint, wait)
                raise result
            logger.warning("%s again in %.0f s: %s", endpoint, wait, result)
            await asyncio.sleep(wait)
            tries += 1
        return result


async def _flooded(callback: Call, endpoint: str, data: dict[str, Any]) -> Json:
    """Make a call; being told to wait is a result."""
    try:
        return await callback(endpoint, data)
    except RetryAfter as error:
        return error


async def _unless_lost(callback: Callable[..., Coroutine[Any, Any, Any]], endpoint: str, data: dict[str, Any]) -> Json:
    """Make a call, unless what it is the answer to is another process's by now."""
    await still_ours()
    return await callback(endpoint, data)


def _seconds(error: RetryAfter) -> float:
    told = error.retry_after
    return told.total_seconds() if isinstance(told, timedelta) else float(told)


async def _answer(callback: Call, endpoint: str, data: dict[str, Any]) -> bool:
    """Answer a press or an inline query; whether that came in time. Failing at it is no reason to stop working."""
    for last in (False, True):
        try:
            await callback(endpoint, data)
        except BadRequest as error:
            if "query is too old" not in error.message.lower():
                raise
            logger.debug("%s too late", endpoint)
            return False
        except (NetworkError, RetryAfter) as error:
            if last or isinstance(error, (RetryAfter, TimedOut)):
                logger.warning("%s failed: %s", endpoint, error)
                return False
        else:
            return True
    return False
