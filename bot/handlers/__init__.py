"""One module per thing a user can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.handlers import commanding, errors, gate, inline, other, pressing, question

if TYPE_CHECKING:
    from telegram.ext import Application

    from bot.services import Services


def register(application: Application[Any, Any, Any, Any, Any, Any], services: Services) -> None:
    """Add every handler; the gate comes first, then the first that takes an update is the only one."""
    application.add_handler(gate.handler(services), group=-1)
    application.add_handlers(
        [
            *commanding.handlers(services),
            *question.handlers(services),
            *other.handlers(services),
            pressing.handler(services),
            inline.handler(services),
        ]
    )
    application.add_error_handler(errors.handler(services))
