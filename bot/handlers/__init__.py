"""One module per thing a user can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.ext import filters

from bot.handlers import errors, help, other, question, start, status  # noqa: A004 - named for its command
from bot.handlers.addressing import Addressed

if TYPE_CHECKING:
    from telegram.ext import Application

    from bot.newsroom import Newsroom


def register(application: Application[Any, Any, Any, Any, Any, Any], newsroom: Newsroom) -> None:
    """Add every handler; the first that takes a message is the only one."""
    meant = filters.UpdateType.MESSAGE & Addressed()
    application.add_handlers(
        [
            start.handler(newsroom, meant),
            help.handler(meant),
            status.handler(newsroom, meant),
            question.handler(newsroom, meant),
            *other.handlers(meant),
        ]
    )
    application.add_error_handler(errors.tell)
