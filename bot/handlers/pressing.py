"""Buttons below the bot's messages: which function a press is for."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from telegram import Message
from telegram.ext import CallbackQueryHandler

from bot.handlers import answer_buttons, person_buttons
from bot.handlers.visiting import place_of_press, visitor_at
from bot.presses import UnknownPressError, pressed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import CallbackQuery, Update
    from telegram.ext import ContextTypes

    from bot.handlers.visiting import Visitor
    from bot.presses import Press
    from bot.services import Services

    Take = Callable[[Services, CallbackQuery, Visitor, Press], Awaitable[None]]

logger = logging.getLogger(__name__)

_ACTIONS: Final[dict[str, Take]] = {
    "more": answer_buttons.more,
    "around": answer_buttons.around,
    "span": answer_buttons.span,
    "vote": answer_buttons.vote,
    "example": answer_buttons.example,
    "sources": person_buttons.sources,
    "set": person_buttons.settings,
    "delete": person_buttons.delete,
}
# Whose settings and data these are about: in a group they are for who asked for them alone.
_PERSONAL: Final = frozenset({"set", "delete"})


def handler(services: Services) -> CallbackQueryHandler[Any, None]:
    """Takes every press of a button."""
    return CallbackQueryHandler(partial(_pressed, services))


async def _pressed(services: Services, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    place = place_of_press(query) if query else None
    if query is None or place is None:
        return
    press = pressed(query.data or "")
    visitor = await visitor_at(place, services)
    await services.records.attempt(None, lambda records: records.count("presses"))
    if press.action in _PERSONAL and not _own(query):
        await query.answer(visitor.messages.not_yours)
        return
    try:
        await _action(press)(services, query, visitor, press)
    except UnknownPressError as error:
        logger.info("unknown button update=%d: %s", update.update_id, error)
        await query.answer(visitor.messages.too_old)


def _action(press: Press) -> Take:
    try:
        return _ACTIONS[press.action]
    except KeyError:
        raise UnknownPressError(f"no action {press.action!r}") from None


def _own(query: CallbackQuery) -> bool:
    """Whether the message with the button answers who pressed it, as far as can be told."""
    asked = query.message.reply_to_message if isinstance(query.message, Message) else None
    if asked is None or asked.from_user is None or asked.sender_chat is not None:  # an anonymous admin may be anyone
        return True
    return asked.from_user.id == query.from_user.id
