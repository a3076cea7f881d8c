"""The Telegram application, put together."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout
from telegram import BotCommand
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder

from bot.access import Access
from bot.chores import Chores
from bot.client import client
from bot.commands import COMMANDS
from bot.handlers import register
from bot.handlers.gate import is_admitted
from bot.inbox import Inbox
from bot.limits import Limits
from bot.locale import LANGUAGES
from bot.monitoring import Monitor
from bot.newsroom import Newsroom
from bot.processing import ByChat
from bot.records import AsyncRecords, Records, RecordsError
from bot.services import Services

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from bot.config import BotSettings
    from index.protocols import News

    App = Application[Any, Any, Any, Any, Any, Any]

logger = logging.getLogger(__name__)

_SECONDS_FOR_COMMANDS = 10
_SECONDS_FOR_ANOTHER_TO_END = 30


def build_application(settings: BotSettings, news: News) -> App:
    """The bot, ready to be started with :func:`bot.serving.serve`.

    Args:
        settings: with a token.
        news: the index to ask; it is asked from two threads at once, never from the event loop.

    Raises:
        ValueError: there is no token.
        RecordsError: what the bot remembers cannot be read, or another process runs this bot on the same folder.
    """
    if settings.token is None:
        raise ValueError("no token: set TELEGRAM_BOT_TOKEN")
    settings.data.mkdir(parents=True, exist_ok=True)
    alone = _alone(settings)
    known = Records(records_file(settings), remember=settings.remember, keep_questions=settings.keep_questions)
    records = AsyncRecords(known)
    services = Services(
        settings=settings,
        newsroom=Newsroom(news),
        records=records,
        access=Access(
            allowed_users=settings.allowed_users,
            allowed_groups=settings.allowed_groups,
            admins=settings.admins,
            blocked=known.blocked(),
        ),
        limits=Limits(settings.questions_per_minute, settings.chat_questions_per_minute),
        strangers=Limits(1, 1),
        monitor=Monitor(polling=settings.webhook_url is None),
    )
    inbox, chores = Inbox(records, worth_keeping=partial(is_admitted, services)), Chores()
    application: App = (
        ApplicationBuilder()
        .bot(client(settings, reached=services.monitor.fetched))
        .update_queue(inbox)
        .concurrent_updates(ByChat(inbox))
        .post_init(_opening(services, inbox, chores))
        .post_shutdown(_closing(services, chores, alone))
        .build()
    )
    register(application, services)
    return application


def records_file(settings: BotSettings) -> Path:
    """Where in the folder of the index a bot keeps what it remembers: the numbers in it are that bot's own."""
    token = settings.token.get_secret_value() if settings.token else ""
    return settings.data / f"bot-{token.partition(':')[0]}.sqlite"


def _opening(services: Services, inbox: Inbox, chores: Chores) -> Callable[[App], Coroutine[Any, Any, None]]:
    async def post_init(application: App) -> None:
        services.monitor.fetched()  # or else it would not be well until the first long poll ends
        services.newsroom.warm_up()
        await inbox.restore(application.bot)
        await chores.start(services, inbox)
        try:
            async with asyncio.timeout(_SECONDS_FOR_COMMANDS):
                await _list_commands(application)
        except (TelegramError, TimeoutError) as error:
            logger.warning("commands not listed: %r", error)

    return post_init


def _alone(settings: BotSettings) -> FileLock:
    """Keep out a second process that would answer the same questions; one that is just ending is waited for."""
    lock = FileLock(records_file(settings).with_suffix(".lock"), thread_local=False)
    try:
        lock.acquire(timeout=_SECONDS_FOR_ANOTHER_TO_END)
    except Timeout:
        raise RecordsError(
            f"another process runs this bot on {settings.data}: stop it, or name another folder"
        ) from None
    return lock


def _closing(services: Services, chores: Chores, alone: FileLock) -> Callable[[App], Coroutine[Any, Any, None]]:
    async def post_shutdown(_: App) -> None:
        await chores.stop()
        await asyncio.to_thread(services.newsroom.close)
        await services.records.close()
        alone.release()

    return post_shutdown


async def _list_commands(application: App) -> None:
    for messages in LANGUAGES:
        commands = [BotCommand(name, messages.commands[name]) for name in COMMANDS]
        # The first language is for everyone who has no list of their own.
        code = None if messages is LANGUAGES[0] else messages.code
        await application.bot.set_my_commands(commands, language_code=code)
