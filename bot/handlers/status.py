"""/status: how many articles there are, how current they are, and which sources failed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import CommandHandler

from bot.freshness import freshness
from bot.handlers.replying import message_of, messages_for, reply
from bot.render import escape

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes
    from telegram.ext.filters import BaseFilter

    from bot.newsroom import Newsroom


def handler(newsroom: Newsroom, meant: BaseFilter) -> CommandHandler[Any, None]:
    """Takes /status."""
    return CommandHandler("status", partial(_status, newsroom), filters=meant)


async def _status(newsroom: Newsroom, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    message = message_of(update)
    await reply(message, escape(freshness(await newsroom.status(), messages_for(message))))
