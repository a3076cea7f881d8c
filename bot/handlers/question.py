"""A question: the one thing people come for."""

from __future__ import annotations

import logging
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

from telegram.ext import MessageHandler, filters

from bot.handlers.addressing import question_in
from bot.handlers.replying import message_of, messages_for, reply, typing
from bot.render import complaint, escape, render
from index.errors import FilterError

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes
    from telegram.ext.filters import BaseFilter

    from bot.newsroom import Newsroom

logger = logging.getLogger(__name__)


def handler(newsroom: Newsroom, meant: BaseFilter) -> MessageHandler[Any, None]:
    """Takes every text that is no command."""
    return MessageHandler(filters.TEXT & ~filters.COMMAND & meant, partial(_question, newsroom))


async def _question(newsroom: Newsroom, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    message = message_of(update)
    messages = messages_for(message)
    asked = question_in(message)
    if not asked:
        await reply(message, escape(messages.ask_me))
        return
    began = perf_counter()
    try:
        async with typing(message):
            answer = await newsroom.answer(asked)
    except FilterError as error:
        logger.info("not understood update=%d problem=%r", update.update_id, error.problem)
        await reply(message, escape(complaint(error, messages)))
        return
    took = perf_counter() - began
    logger.info(
        "answered update=%d quotes=%d confidence=%.2f seconds=%.2f",
        update.update_id, len(answer.quotes), answer.confidence, took,
    )  # fmt: skip
    for markup in render(answer, messages):
        await reply(message, markup)
