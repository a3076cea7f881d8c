"""When something breaks: one honest sentence for who asked, the cause for the log."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import Conflict, Forbidden, NetworkError, TelegramError

from bot.delivery import deliver
from bot.handlers.visiting import place_of, place_of_press, say, visitor_at
from bot.render import plain_reply
from bot.replica import TakenOverError
from index.errors import UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from telegram import CallbackQuery
    from telegram.ext import ContextTypes

    from bot.locale import Messages
    from bot.services import Services

logger = logging.getLogger(__name__)


def handler(services: Services) -> Callable[[object, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]:
    """Takes what every other handler raises."""
    return partial(_tell, services)


async def _tell(services: Services, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log what a handler raised, without the user's words, and tell the user that it failed."""
    if not isinstance(update, Update):
        logger.error("error outside of a chat", exc_info=context.error)
        return
    if isinstance(context.error, Forbidden):
        logger.info("not allowed to answer update=%d: %s", update.update_id, context.error)
        return
    if isinstance(context.error, TakenOverError):
        return  # whoever has it by now answers
    away = isinstance(context.error, UnreachableError)
    if away:
        logger.info("unanswered update=%d: a server behind the bot is away", update.update_id)  # told once which
    else:
        logger.error("failed update=%d", update.update_id, exc_info=context.error)
    try:
        await _own_up(services, update, _unreachable if away else _failed)
    except TakenOverError:
        pass  # as above
    except TelegramError as error:
        logger.warning("could not say so update=%d: %s", update.update_id, error)


def _failed(messages: Messages) -> str:
    return messages.failed


def _unreachable(messages: Messages) -> str:
    return messages.unreachable


async def _own_up(services: Services, update: Update, words: Callable[[Messages], str]) -> None:
    query, message = update.callback_query, update.message or update.edited_message
    if message is not None:
        await say(update, words((await visitor_at(place_of(message), services)).messages))
    elif query is not None:
        await _own_up_to_press(services, query, words)
    elif update.inline_query is not None:
        await update.inline_query.answer([], cache_time=0, is_personal=True)


async def _own_up_to_press(services: Services, query: CallbackQuery, words: Callable[[Messages], str]) -> None:
    """Say it in a message: the press may be answered already, and a second answer is not shown."""
    await query.answer()
    place = place_of_press(query)
    if place is not None:
        visitor = await visitor_at(place, services)
        await deliver(query.get_bot(), plain_reply(words(visitor.messages)), place.chat, reply_to=place.message_id)


def polling_failed(error: TelegramError) -> None:
    """Log in a line why updates could not be fetched; the bot goes on asking."""
    if isinstance(error, Conflict):
        logger.error("another program fetches this bot's updates, stop one of the two: %s", error)
    elif type(error) is NetworkError:
        logger.warning("no updates for now: %s", error)
    else:
        logger.error("no updates for now: %s: %s", type(error).__name__, error)
