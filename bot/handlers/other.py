"""What the bot cannot do: commands it does not have, stickers, photos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.ext import MessageHandler, filters

from bot.handlers.replying import message_of, messages_for, reply
from bot.render import escape

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes
    from telegram.ext.filters import BaseFilter


def handlers(meant: BaseFilter) -> list[MessageHandler[Any, None]]:
    """Take commands and media nothing else took; what a chat says of itself (who joined …) is nobody's."""
    media = filters.ATTACHMENT | filters.STORY
    return [MessageHandler(filters.COMMAND & meant, _unknown_command), MessageHandler(media & meant, _only_text)]


async def _unknown_command(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    message = message_of(update)
    await reply(message, escape(messages_for(message).unknown_command))


async def _only_text(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    message = message_of(update)
    await reply(message, escape(messages_for(message).only_text))
