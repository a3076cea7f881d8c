"""/help: how to ask, with examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.ext import CommandHandler

from bot.handlers.replying import message_of, messages_for, reply
from bot.render import escape

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes
    from telegram.ext.filters import BaseFilter


def handler(meant: BaseFilter) -> CommandHandler[Any, None]:
    """Takes /help."""
    return CommandHandler("help", _help, filters=meant)


async def _help(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = message_of(update)
    messages = messages_for(message)
    examples = "\n".join(f"• {example}" for example in messages.examples)
    groups = messages.in_groups(context.bot.username)
    await reply(message, escape(f"{messages.how_to_ask}\n{examples}\n\n{messages.how_to_narrow}\n\n{groups}"))
