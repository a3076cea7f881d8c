"""Running the Telegram application until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram.error import InvalidToken, TelegramError

from bot.handlers.errors import polling_failed
from bot.inbox import Inbox

if TYPE_CHECKING:
    from telegram.ext import Updater

    from bot.app import App
    from bot.config import BotSettings

logger = logging.getLogger(__name__)

_UPDATES = ("message", "edited_message", "callback_query", "inline_query")
_LONGEST_WAIT = 30.0
_SECONDS_TO_STOP_FETCHING = 3
_SECONDS_TO_FINISH = 20


async def serve_until_signalled(application: App, settings: BotSettings) -> None:
    """:func:`serve` until SIGTERM or SIGINT arrives; to be run in the main thread."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await serve(application, settings, stop)


async def serve(application: App, settings: BotSettings, stop: asyncio.Event) -> None:
    """Answer until ``stop`` is set; what was fetched by then is answered before this returns, unless it takes too long.

    A server that cannot be reached is waited for, at the start as later.

    Raises:
        InvalidToken: the server does not know the token.
        OSError: a port cannot be had; ``strerror`` is a sentence.
    """
    starting = asyncio.create_task(_start(application, settings))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            await stopping
    finally:
        stopping.cancel()
        starting.cancel()
        await asyncio.wait({starting, stopping})
        await _stop(application)


async def _start(application: App, settings: BotSettings) -> None:
    await _initialize(application)
    if application.post_init:
        await application.post_init(application)
    updater = application.updater
    if updater is None:
        raise TypeError("the application was built without an updater")
    if settings.webhook_url is None:
        await updater.start_polling(
            bootstrap_retries=-1,
            drop_pending_updates=False,
            allowed_updates=_UPDATES,
            error_callback=polling_failed,
        )
    else:
        await _start_webhook(updater, settings)
    await application.start()
    logger.info(
        "answering as @%s by %s", application.bot.username, "polling" if settings.webhook_url is None else "webhook"
    )


async def _start_webhook(updater: Updater, settings: BotSettings) -> None:
    try:
        await updater.start_webhook(
            listen=settings.webhook_listen,
            port=settings.webhook_port,
            url_path=settings.listen_path,
            webhook_url=settings.webhook_url,
            secret_token=settings.webhook_secret.get_secret_value() if settings.webhook_secret else None,
            bootstrap_retries=-1,
            drop_pending_updates=False,
            allowed_updates=_UPDATES,
        )
    except OSError as error:
        where = f"{settings.webhook_listen}:{settings.webhook_port}"
        raise OSError(error.errno, f"cannot listen on {where}: {error.strerror or error}") from error


async def _initialize(application: App) -> None:
    """Reach the server, however long that takes."""
    wait = 1.0
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            raise
        except TelegramError as error:
            logger.warning("cannot reach the Bot API server, next try in %.0f s: %s", wait, error)
            await asyncio.sleep(wait)
            wait = min(_LONGEST_WAIT, 2 * wait)
        else:
            return


async def _stop(application: App) -> None:
    if application.updater and application.updater.running:
        # Between two tries of a broken network polling sleeps, up to half a minute, and would finish that first.
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_TO_STOP_FETCHING):
                await application.updater.stop()
    if isinstance(application.update_queue, Inbox):
        # What arrives now is for the next start.
        application.update_queue.close()
    if application.running:
        # An answer that Telegram told to wait an hour must not keep the bot that long.
        try:
            async with asyncio.timeout(_SECONDS_TO_FINISH):
                await application.stop()
        except TimeoutError:
            logger.warning("stopped before every answer was sent")
    await application.shutdown()
    if application.post_shutdown:
        await application.post_shutdown(application)
