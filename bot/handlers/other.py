"""What the bot cannot do: commands it does not have, stickers, photos without words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import MessageHandler, filters

from bot.handlers.visiting import say, visitor_of

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.services import Services


def handlers(services: Services) -> list[MessageHandler[Any, None]]:
    """Take commands and media nothing else took; what a chat says of itself (who joined …) is nobody's."""
    media = filters.ATTACHMENT | filters.STORY | filters.POLL | filters.LOCATION | filters.CONTACT
    new = filters.UpdateType.MESSAGE
    return [
        MessageHandler(filters.COMMAND & new, partial(_unknown_command, services)),
        MessageHandler(media & new, partial(_only_text, services)),
    ]


async def _unknown_command(services: Services, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    await say(update, (await visitor_of(update, services)).messages.unknown_command)


async def _only_text(services: Services, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    await say(update, (await visitor_of(update, services)).messages.only_text)
