"""When something breaks: one honest sentence for who asked, the cause for the log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import Conflict, Forbidden, NetworkError, TelegramError

from bot.handlers.replying import messages_for, reply
from bot.render import escape

if TYPE_CHECKING:
    from telegram.ext import ContextTypes

logger = logging.getLogger(__name__)


async def tell(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log what a handler raised, without the user's words, and tell the user that it failed."""
    message = update.message if isinstance(update, Update) else None
    if message is None or not isinstance(update, Update):
        logger.error("error outside of a chat", exc_info=context.error)
        return
    if isinstance(context.error, Forbidden):
        logger.info("not allowed to answer update=%d: %s", update.update_id, context.error)
        return
    logger.error("failed update=%d", update.update_id, exc_info=context.error)
    try:
        await reply(message, escape(messages_for(message).failed))
    except TelegramError as error:
        logger.warning("could not say so update=%d: %s", update.update_id, error)


def polling_failed(error: TelegramError) -> None:
    """Log in a line why updates could not be fetched; the bot goes on asking."""
    if isinstance(error, Conflict):
        logger.error("another program fetches this bot's updates, stop one of the two: %s", error)
    elif type(error) is NetworkError:
        logger.warning("no updates for now: %s", error)
    else:
        logger.error("no updates for now: %s: %s", type(error).__name__, error)
