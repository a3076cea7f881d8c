"""/start: what the bot is, and what it has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import CommandHandler

from bot.handlers.replying import message_of, messages_for, reply
from bot.render import escape

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes
    from telegram.ext.filters import BaseFilter

    from bot.newsroom import Newsroom


def handler(newsroom: Newsroom, meant: BaseFilter) -> CommandHandler[Any, None]:
    """Takes /start."""
    return CommandHandler("start", partial(_start, newsroom), filters=meant)


async def _start(newsroom: Newsroom, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    message = message_of(update)
    messages = messages_for(message)
    holdings = messages.holdings(await newsroom.status())
    await reply(message, escape(f"{messages.greeting}\n\n{holdings}"))
