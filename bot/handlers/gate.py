"""Who comes in: only what is meant for the bot, from whom it may answer, and no more often than it can."""

from __future__ import annotations

import logging
import math
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.client import Client
from bot.discretion import heard
from bot.handlers.addressing import is_addressed
from bot.handlers.visiting import message_of, place_of, place_of_press, say, visitor_at, visitor_of
from bot.presses import pressed
from bot.processing import arrived

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import CallbackQuery, InlineQuery, Message
    from telegram.ext import ContextTypes

    from bot.access import Permission
    from bot.handlers.visiting import Place
    from bot.services import Services

logger = logging.getLogger(__name__)

_ASKING = frozenset({"span", "example"})  # buttons that ask a question, and count as one


def handler(services: Services) -> TypeHandler[Update, Any, None]:
    """Comes before all others, and stops what they are not to see."""
    return TypeHandler(Update, partial(_gate, services))


def is_admitted(services: Services, message: Message) -> bool:
    """Whether a message is for the bot, and from somebody it may answer."""
    place = place_of(message)
    admin = services.access.is_admin(place.user_id)
    return (
        is_addressed(message, admin=admin)
        and services.access.may_ask(place.user_id, place.chat_id, is_group=place.group) == "yes"
    )


async def _gate(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    heard(*_words(update))
    services.monitor.fetched()
    if isinstance(context.bot, Client):
        context.bot.saw(update)
    if update.message or update.edited_message:
        await _admit_message(services, update)
    elif update.callback_query:
        await _admit_press(services, update.callback_query)
    elif update.inline_query:
        await _admit_inline(services, update.inline_query)
    else:
        raise ApplicationHandlerStop


def _words(update: Update) -> Iterator[str | None]:
    """What no log is to repeat: what was written, pressed and typed, by whom and where."""
    message, press, inline = update.message or update.edited_message, update.callback_query, update.inline_query
    for written in (message, message.reply_to_message if message else None):
        if written is not None:
            yield from (written.text, written.caption)
    yield press.data if press else None
    yield inline.query if inline else None
    if person := update.effective_user:
        yield from (person.full_name, person.username)
    if chat := update.effective_chat:
        yield from (chat.title, chat.username)


async def _admit_message(services: Services, update: Update) -> None:
    message = message_of(update)
    place = place_of(message)
    if not is_addressed(message, admin=services.access.is_admin(place.user_id)):
        raise ApplicationHandlerStop
    services.monitor.update("message" if update.message else "edited_message")
    if update.edited_message and not place.text:
        # Whoever shares where they are "edits" that every few seconds, and asks nothing.
        raise ApplicationHandlerStop
    admitted = services.access.may_ask(place.user_id, place.chat_id, is_group=place.group)
    if admitted == "yes":
        verdict = await services.pace.admit(place.user_id, place.chat_id, arrived.get())
        if verdict.admitted:
            return
        if verdict.tell:
            messages = (await visitor_at(place, services)).messages
            await say(update, messages.slow_down(_seconds(verdict.wait)))
        await services.records.attempt(None, lambda records: records.count("limited"))
        services.monitor.refused()
    else:
        logger.info("not admitted update=%d reason=%s", update.update_id, admitted)
        await _refuse(services, update, place, admitted)
    raise ApplicationHandlerStop


async def _refuse(services: Services, update: Update, place: Place, admitted: Permission) -> None:
    """Tell whom the bot does not know their number, once in a while; whom it was told to ignore nothing."""
    await services.records.attempt(None, lambda records: records.count("refused"))
    services.monitor.refused()
    if admitted == "blocked" or update.message is None:
        return
    # One word of explanation a minute is enough.
    if services.strangers.admit(place.chat_id, place.chat_id, arrived.get()).admitted:
        messages = (await visitor_of(update, services)).messages
        said = messages.group_not_allowed(place.chat_id) if place.group else messages.not_allowed(place.user_id)
        await say(update, said)


async def _admit_press(services: Services, query: CallbackQuery) -> None:
    services.monitor.update("callback_query")
    place = place_of_press(query)
    if place is None or services.access.may_ask(place.user_id, place.chat_id, is_group=place.group) != "yes":
        await query.answer()
        raise ApplicationHandlerStop
    if pressed(query.data or "").action in _ASKING:
        verdict = await services.pace.admit(place.user_id, place.chat_id, arrived.get())
    else:
        verdict = services.pace.admit_press(place.user_id, arrived.get())
    if not verdict.admitted:
        messages = (await visitor_at(place, services)).messages
        await query.answer(messages.slow_down(_seconds(verdict.wait)))
        raise ApplicationHandlerStop


async def _admit_inline(services: Services, query: InlineQuery) -> None:
    services.monitor.update("inline_query")
    person = query.from_user.id
    may_ask = services.access.may_ask(person, person, is_group=False) == "yes"
    if not may_ask or not services.pace.admit_press(person, arrived.get()).admitted:
        await query.answer([], cache_time=0, is_personal=True)
        raise ApplicationHandlerStop


def _seconds(wait: float) -> int:
    return max(1, math.ceil(wait))
