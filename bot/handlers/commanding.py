"""Commands: which function one is for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import CommandHandler, filters

from bot.commands import COMMANDS, FOR_ADMINS
from bot.handlers import admin, commands
from bot.handlers.visiting import say, visitor_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.handlers.visiting import Visitor
    from bot.services import Services

    Command = Callable[[Services, Update, Visitor, str], Awaitable[None]]


def handlers(services: Services) -> list[CommandHandler[Any, None]]:
    """Take every command there is; to who does not run the bot, those for that do not exist."""
    new = filters.UpdateType.MESSAGE
    return [
        *(CommandHandler(name, partial(_taken, services, commands.TAKE[name]), new) for name in COMMANDS),
        *(CommandHandler(name, partial(_for_admins, services, admin.TAKE[name]), new) for name in FOR_ADMINS),
    ]


async def _taken(services: Services, take: Command, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await take(services, update, await visitor_of(update, services), " ".join(context.args or ()))


async def _for_admins(services: Services, take: Command, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    visitor = await visitor_of(update, services)
    if not services.access.is_admin(visitor.place.user_id):
        await say(update, visitor.messages.unknown_command)
        return
    await take(services, update, visitor, " ".join(context.args or ()))
