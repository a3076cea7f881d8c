"""The Telegram application, put together."""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from filelock import BaseFileLock, FileLock, Timeout
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
from bot.leases import LEASE
from bot.limits import Limits
from bot.locale import LANGUAGES
from bot.monitoring import Monitor
from bot.newsroom import Newsroom
from bot.pace import Pace
from bot.processing import ByChat
from bot.records import AsyncRecords, Records, RecordsError, Server
from bot.replica import POLLING, Replica, new_name
from bot.services import Services
from bot.shared_inbox import SharedInbox

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from bot.config import BotSettings
    from index.protocols import News

    App = Application[Any, Any, Any, Any, Any, Any]

logger = logging.getLogger(__name__)

_SECONDS_FOR_COMMANDS = 10
_SECONDS_FOR_ANOTHER_TO_END = 30
_SECONDS_BEYOND_A_LEASE = 5
_BETWEEN_TRIES = 0.5


def build_application(settings: BotSettings, news: News) -> App:
    """The bot, ready to be started with :func:`bot.serving.serve`.

    Args:
        settings: with a token.
        news: the index to ask; it is asked from two threads at once, never from the event loop.

    Raises:
        ValueError: there is no token.
        RecordsError: what the bot remembers cannot be read, or another process runs this bot on the same folder, or
            polls for it.
        DatabaseError: the server of what it remembers refuses, or does not answer.
    """
    if settings.token is None:
        raise ValueError("no token: set TELEGRAM_BOT_TOKEN")
    settings.data.mkdir(parents=True, exist_ok=True)
    server = records_server(settings)
    alone = _alone(settings) if server is None else None
    known = Records(
        server or records_file(settings), remember=settings.remember, keep_questions=settings.keep_questions
    )
    records, newsroom = AsyncRecords(known), Newsroom(news)
    replica = None if server is None else _replica(known, records, settings)
    if server is not None and known.is_empty() and records_file(settings).exists():
        logger.warning(
            "what this bot remembers in %s is not used: to have it in the database, end the bot now and run"
            " scripts/rebuild_index.py --from %s with the same --store",
            records_file(settings), settings.data,
        )  # fmt: skip
    services = Services(
        settings=settings,
        newsroom=newsroom,
        records=records,
        access=Access(
            allowed_users=settings.allowed_users,
            allowed_groups=settings.allowed_groups,
            admins=settings.admins,
            blocked=known.blocked(),
        ),
        pace=Pace(
            settings.questions_per_minute,
            settings.chat_questions_per_minute,
            shared=None if replica is None else records,
        ),
        strangers=Limits(1, 1),
        monitor=Monitor(polling=settings.webhook_url is None),
    )
    for outage in (newsroom.outage, records.outage):
        services.monitor.watch(outage)
    worth_keeping = partial(is_admitted, services)
    inbox = (
        Inbox(records, worth_keeping=worth_keeping)
        if replica is None
        else SharedInbox(records, replica, worth_keeping=worth_keeping)
    )
    chores = Chores()
    application: App = (
        ApplicationBuilder()
        .bot(client(settings, reached=services.monitor.fetched))
        .update_queue(inbox)
        .concurrent_updates(ByChat(inbox))
        .post_init(_opening(services, inbox, chores))
        .post_shutdown(_closing(services, chores, alone or replica))
        .build()
    )
    register(application, services)
    return application


def records_file(settings: BotSettings) -> Path:
    """Where in the folder of the index a bot keeps what it remembers: the numbers in it are that bot's own."""
    return settings.data / f"bot-{_bot_id(settings)}.sqlite"


def records_server(settings: BotSettings) -> Server | None:
    """Where on a server a bot keeps it, as in a file; None where that is a file."""
    if settings.store is None:
        return None
    return Server(url=settings.store.get_secret_value(), schema=f"newsbot_bot_{_bot_id(settings)}")


def _bot_id(settings: BotSettings) -> str:
    token = settings.token.get_secret_value() if settings.token else ""
    return token.partition(":")[0]


def _opening(services: Services, inbox: Inbox, chores: Chores) -> Callable[[App], Coroutine[Any, Any, None]]:
    async def post_init(application: App) -> None:
        services.monitor.fetched()  # or else it would not be well until the first long poll ends
        services.newsroom.warm_up()
        await inbox.restore(application.bot)
        await chores.start(services, inbox, application.bot)
        try:
            async with asyncio.timeout(_SECONDS_FOR_COMMANDS):
                await _list_commands(application)
        except (TelegramError, TimeoutError) as error:
            logger.warning("commands not listed: %r", error)

    return post_init


def _alone(settings: BotSettings) -> BaseFileLock:
    """Keep out a second process that would answer the same questions; one that is just ending is waited for."""
    lock = FileLock(records_file(settings).with_suffix(".lock"), thread_local=False)
    try:
        lock.acquire(timeout=_SECONDS_FOR_ANOTHER_TO_END)
    except Timeout:
        raise RecordsError(
            f"another process runs this bot on {settings.data}: stop it, or name another folder"
        ) from None
    return lock


def _replica(known: Records, records: AsyncRecords, settings: BotSettings) -> Replica:
    """This process among those that are the bot; of such as poll there is one, and one just ending is waited for."""
    replica = Replica(records, name=new_name(), seat=POLLING if settings.webhook_url is None else None, lease=LEASE)
    until = time.monotonic() + LEASE + _SECONDS_BEYOND_A_LEASE
    while not known.renew(replica.name, replica.seat, LEASE):
        if time.monotonic() > until:
            known.close()
            raise RecordsError(
                "another process fetches this bot's updates, and keeps what it remembers in the same database: stop it,"
                " or set NEWSBOT_WEBHOOK_URL for both, to be answered by as many as you like"
            )
        time.sleep(_BETWEEN_TRIES)
    return replica


def _closing(
    services: Services, chores: Chores, ours: BaseFileLock | Replica | None
) -> Callable[[App], Coroutine[Any, Any, None]]:
    async def post_shutdown(_: App) -> None:
        await chores.stop()
        await asyncio.to_thread(services.newsroom.close)
        if isinstance(ours, Replica):
            await ours.leave()
        await services.records.close()
        if isinstance(ours, BaseFileLock):
            ours.release()

    return post_shutdown


async def _list_commands(application: App) -> None:
    for messages in LANGUAGES:
        commands = [BotCommand(name, messages.commands[name]) for name in COMMANDS]
        # The first language is for everyone who has no list of their own.
        code = None if messages is LANGUAGES[0] else messages.code
        await application.bot.set_my_commands(commands, language_code=code)
