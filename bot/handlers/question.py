"""A question: the one thing people come for. Asked, edited, or tapped."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from telegram.ext import MessageHandler, filters

from bot.conversation import ask
from bot.delivery import deliver, progress, redeliver
from bot.handlers.addressing import question_in, replies_to
from bot.handlers.visiting import known, message_of, place_of, say
from bot.preferences import Preferences
from bot.render import complaint, escape
from bot.reply import Reply
from bot.shown import Shown
from bot.small_talk import small_talk
from bot.views.answer import answer_view
from index.errors import FilterError

if TYPE_CHECKING:
    from telegram import Bot, Update
    from telegram.ext import ContextTypes

    from bot.conversation import Asked
    from bot.handlers.visiting import Place, Visitor
    from bot.records import Records
    from bot.services import Services
    from bot.shown import Span

logger = logging.getLogger(__name__)

_FORGOTTEN: Final = 0
"""Number of an answer that could not be noted: its buttons say that it is forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is to be answered, and where.

    Attributes:
        said: by the visitor.
        reply_to: message that the answer replies to.
        question_id: message with the question, None for one that was tapped.
        before: the question that this may go on from.
        replying: whether it replies to that one's answer.
        span: the time a button asks for.
        heading: what was tapped, to be shown above the answer; empty where a message asks.
        shown: the answer that this one takes the place of.
    """

    said: str
    reply_to: int
    question_id: int | None = None
    before: str | None = None
    replying: bool = False
    span: Span = ""
    heading: str = ""
    shown: Shown | None = None


def handlers(services: Services) -> list[MessageHandler[Any, None]]:
    """Take every text and caption that is no command, new or edited."""
    words = (filters.TEXT & ~filters.COMMAND) | filters.CAPTION
    return [
        MessageHandler(words & filters.UpdateType.MESSAGE, partial(_question, services)),
        MessageHandler(words & filters.UpdateType.EDITED_MESSAGE, partial(_edited, services)),
    ]


async def _question(services: Services, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a message."""
    message = message_of(update)
    place, said = place_of(message), question_in(message)
    replied = message.reply_to_message if replies_to(message, message.get_bot()) else None

    def recall(records: Records) -> tuple[Visitor, str | None, bool] | None:
        answered = records.answer_to(place.chat_id, place.message_id)
        if answered is not None and answered.message_ids:
            return None  # by a run of the program that ended before it could note so
        visitor = known(place, records.preferences(place.user_id))
        shown = records.shown_at(place.chat_id, replied.message_id) if replied else None
        if shown is not None:
            return visitor, shown.question, True
        turn = records.turn(place.chat_id, place.thread_id, place.user_id)
        return visitor, turn.question if turn else None, False

    nothing = (known(place, Preferences()), None, False)
    recalled = await services.records.attempt(nothing, recall)
    if recalled is None:
        return
    visitor, before, replying = recalled
    talk = small_talk(said)
    if talk is not None or not said:
        messages = visitor.messages
        await say(update, {"greeting": messages.greeting, "thanks": messages.welcome}.get(talk or "", messages.ask_me))
        return
    question = Question(
        said=said, reply_to=place.message_id, question_id=place.message_id, before=before, replying=replying
    )
    await answer(services, message.get_bot(), visitor, question, label=f"update={update.update_id}")


async def _edited(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Let the answer to a message that was changed answer what it says now."""
    message = message_of(update)
    place, said = place_of(message), question_in(message)

    def recall(records: Records) -> tuple[Visitor, Shown | None]:
        visitor = known(place, records.preferences(place.user_id))
        return visitor, records.answer_to(place.chat_id, place.message_id)

    visitor, shown = await services.records.attempt((known(place, Preferences()), None), recall)
    if shown is None:
        # It was no question before, or its answer is forgotten.
        await _question(services, update, context)
        return
    if not said:
        return
    await services.records.attempt(None, lambda records: records.count("edited"))
    question = Question(
        said=said,
        reply_to=place.message_id,
        question_id=place.message_id,
        before=shown.before,
        replying=shown.replying,
        shown=shown,
    )
    await answer(services, message.get_bot(), visitor, question, label=f"update={update.update_id}")


async def answer(services: Services, bot: Bot, visitor: Visitor, question: Question, *, label: str) -> None:
    """Answer a question where it was asked.

    Args:
        services: what every handler works with.
        bot: to answer by.
        visitor: who asks.
        question: what.
        label: stands for the question in the log.
    """
    place, messages = visitor.place, visitor.messages
    began = monotonic()
    try:
        async with progress(
            bot,
            chat_id=place.chat_id,
            thread_id=place.thread_id,
            private=not place.group,
            draft_texts=(messages.searching, messages.still_searching),
        ):
            asked = await services.newsroom.do(
                ask,
                question.said,
                preferences=visitor.preferences,
                now=services.now(),
                before=question.before,
                replying=question.replying,
                span=question.span,
            )
    except FilterError as error:
        logger.info("not understood %s problem=%r", label, error.problem)
        await _complain(bot, visitor, question, complaint(error, messages))
        return
    except Exception:
        services.monitor.answered("failed", monotonic() - began)
        await services.records.attempt(None, lambda records: records.count("failed"))
        raise
    reply, shown = await _note(services, visitor, question, asked)
    sent = await _send(bot, place, question, reply)
    await services.records.attempt(None, lambda records: records.sent(shown.answer_id, sent))
    took = monotonic() - began
    services.monitor.answered("abstained" if asked.answer.abstained else "answered", took)
    logger.info(
        "answered %s quotes=%d confidence=%.2f continued=%s seconds=%.2f",
        label, len(asked.answer.quotes), asked.answer.confidence, asked.continued, took,
    )  # fmt: skip


async def _note(services: Services, visitor: Visitor, question: Question, asked: Asked) -> tuple[Reply, Shown]:
    """Write down what is about to be shown, for what may follow; and what it looks like."""
    place = visitor.place
    # A button asks what was understood; what that went on from stays.
    origin = question.shown if question.span and question.shown else question
    shown = Shown(
        chat_id=place.chat_id,
        thread_id=place.thread_id,
        user_id=place.user_id,
        question_id=question.question_id,
        question=asked.question,
        before=origin.before,
        replying=origin.replying,
        span=question.span,
        quotes=asked.places,
        message_ids=question.shown.message_ids if question.shown else (),
    )

    def note(records: Records) -> int:
        with records.transaction():
            if question.shown is None:
                number = records.remember_answer(shown)
            else:
                number = question.shown.answer_id
                records.replace(number, shown)
            records.keep_turn(place.chat_id, place.thread_id, place.user_id, asked.question)
            records.count("abstained" if asked.answer.abstained else "answered")
            if asked.continued:
                records.count("follow_ups")
            records.note_question(
                place.user_id, question.said, abstained=asked.answer.abstained, confidence=asked.answer.confidence
            )
            return number

    number = question.shown.answer_id if question.shown else _FORGOTTEN
    shown = replace(shown, answer_id=await services.records.attempt(number, note))
    reply = answer_view(
        asked.answer,
        visitor.messages,
        now=services.now(),
        answer_id=shown.answer_id,
        span=question.span,
        understood_as=asked.question if asked.continued else "",
        heading=question.heading,
    )
    return reply, shown


async def _send(bot: Bot, place: Place, question: Question, reply: Reply) -> tuple[int, ...]:
    """Show a reply: in place of an earlier one, where there is one."""
    before = question.shown.message_ids if question.shown else ()
    if before:
        return await redeliver(
            bot,
            reply,
            chat_id=place.chat_id,
            thread_id=place.thread_id,
            message_ids=before,
            reply_to=question.reply_to,
        )
    return await deliver(bot, reply, chat_id=place.chat_id, thread_id=place.thread_id, reply_to=question.reply_to)


async def _complain(bot: Bot, visitor: Visitor, question: Question, text: str) -> None:
    """Tell what could not be understood; an earlier answer stays."""
    place = visitor.place
    await deliver(
        bot,
        Reply(texts=(escape(text),)),
        chat_id=place.chat_id,
        thread_id=place.thread_id,
        reply_to=question.reply_to,
    )
