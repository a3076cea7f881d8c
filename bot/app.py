"""The Telegram application, put together."""

from __future__ import annotations

import asyncio
import logging
import os
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import BotCommand, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, Defaults, ExtBot
from telegram.request import HTTPXRequest

from bot.handlers import register
from bot.locale import LANGUAGES
from bot.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from telegram import Update

    from bot.config import BotSettings
    from index.protocols import News

    App = Application[Any, Any, Any, Any, Any, Any]

logger = logging.getLogger(__name__)

_AT_ONCE = 32
_SECONDS_FOR_COMMANDS = 10
# Seconds before a message that the server or the network failed is sent again.
_PAUSES = (1.0, 2.0, 4.0)


def build_application(settings: BotSettings, news: News) -> App:
    """The bot, ready to be started with :func:`bot.serving.serve` or with its own ``run_polling``.

    Args:
        settings: with a token.
        news: the index to ask; it is asked from two threads at once, never from the event loop.

    Raises:
        ValueError: there is no token.
    """
    if settings.token is None:
        raise ValueError("no token: set TELEGRAM_BOT_TOKEN")
    # How python-telegram-bot will tell "wait so long" from its next major version on; until then it warns otherwise.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    newsroom = Newsroom(news)
    bot = _Bot(
        settings.token.get_secret_value(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=HTTPXRequest(
            connection_pool_size=64, connect_timeout=5, read_timeout=10, write_timeout=10, pool_timeout=5
        ),
        get_updates_request=HTTPXRequest(connect_timeout=5, read_timeout=10, pool_timeout=5),
        defaults=Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)),
        rate_limiter=_RateLimiter(),
    )
    application: App = (
        ApplicationBuilder()
        .bot(bot)
        .concurrent_updates(_AT_ONCE)
        .post_init(_opening(newsroom))
        .post_shutdown(_closing(newsroom))
        .build()
    )
    register(application, newsroom)
    return application


class _Bot(ExtBot[Any]):
    """A bot that does not show its token, and does not stop asking for updates."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}[{self.base_url.removesuffix(self.token)}…]"

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:  # noqa: ANN401 - as the base has it
        """Fetch updates; a refused token is an error like others, or python-telegram-bot would silently end polling.

        The token was accepted at the start, and a proxy in front of a server answers 404 while that restarts.
        """
        try:
            return await super().get_updates(*args, **kwargs)
        except InvalidToken as error:
            raise NetworkError(f"the server refuses the token ({error.message})") from None


class _RateLimiter(AIORateLimiter):
    """Keeps Telegram's limits for messages; a typing sign is none, and must hold up no answer.

    A request that is told to wait does so by itself: python-telegram-bot's own retries stop every chat meanwhile.
    """

    async def process_request(  # noqa: PLR0917 - the signature is python-telegram-bot's
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:  # noqa: ANN401
        """Run a request as soon as the limits allow, and again where that may help."""
        if endpoint == "sendChatAction":
            return await callback(*args, **kwargs)
        again = partial(_again, callback, endpoint)
        return await super().process_request(again, args, kwargs, endpoint, data, rate_limit_args)


async def _again(
    callback: Callable[..., Coroutine[Any, Any, Any]],
    endpoint: str,
    *args: Any,  # noqa: ANN401
    **kwargs: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """Make a request, and again after 429; a message also after 5xx or a broken connection: twice beats never.

    A time-out is not followed by another try: by then the message has most likely arrived.
    """
    for pause in _PAUSES:
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            told = error.retry_after
            wait = told.total_seconds() if isinstance(told, timedelta) else float(told)
            logger.warning("%s again in %.0f s: %s", endpoint, wait, error)
        except NetworkError as error:
            # Its children are a time-out and "bad request", which would be as bad again.
            if endpoint != "sendMessage" or type(error) is not NetworkError:
                raise
            wait = pause
            logger.warning("%s again in %.0f s: %s", endpoint, wait, error)
        await asyncio.sleep(wait)
    return await callback(*args, **kwargs)


def _opening(newsroom: Newsroom) -> Callable[[App], Coroutine[Any, Any, None]]:
    async def post_init(application: App) -> None:
        newsroom.warm_up()
        try:
            async with asyncio.timeout(_SECONDS_FOR_COMMANDS):
                await _list_commands(application)
        except (TelegramError, TimeoutError) as error:
            logger.warning("commands not listed: %r", error)

    return post_init


def _closing(newsroom: Newsroom) -> Callable[[App], Coroutine[Any, Any, None]]:
    async def post_shutdown(_: App) -> None:
        await asyncio.to_thread(newsroom.close)

    return post_shutdown


async def _list_commands(application: App) -> None:
    for messages in LANGUAGES:
        commands = [
            BotCommand("start", messages.start_command),
            BotCommand("help", messages.help_command),
            BotCommand("status", messages.status_command),
        ]
        # The first language is for everyone who has no list of their own.
        code = None if messages is LANGUAGES[0] else messages.code
        await application.bot.set_my_commands(commands, language_code=code)
