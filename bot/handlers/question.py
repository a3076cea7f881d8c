"""A question: the one thing people come for. Asked, edited, or tapped."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from telegram.ext import MessageHandler, filters

from bot.conversation import ask
from bot.delivery import deliver, progress, redeliver
from bot.handlers.addressing import question_in, replies_to
from bot.handlers.visiting import known, message_of, place_of, say
from bot.preferences import Preferences
from bot.processing import still_ours
from bot.render import complaint, plain_reply
from bot.shown import Shown
from bot.small_talk import courtesy
from bot.views.answer import answer_view
from index.errors import FilterError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot, Update
    from telegram.ext import ContextTypes

    from bot.conversation import Asked
    from bot.handlers.visiting import Place, Visitor
    from bot.records import Records
    from bot.reply import Reply
    from bot.services import Services
    from bot.shown import TimeSpan

logger = logging.getLogger(__name__)

_NEW: Final = timedelta(hours=1)
"""How old a message may be that was no question before and is one now that it was edited."""
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
        lent: whether that one was somebody else's, to be kept with theirs alone.
        span: the time a button asks for.
        heading: what was tapped, to be shown above the answer; empty where a message asks.
        shown: the answer that this one takes the place of.
    """

    said: str
    reply_to: int
    question_id: int | None = None
    before: str | None = None
    replying: bool = False
    lent: bool = False
    span: TimeSpan = ""
    heading: str = ""
    shown: Shown | None = None


def digest(said: str) -> str:
    """What tells one wording from another without holding a word of it."""
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


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

    def recall(records: Records) -> tuple[Visitor, Question]:
        visitor = known(place, records.preferences(place.user_id))
        # By a run of the program that ended before it was through: what arrived of it is not sent again.
        answered = records.answer_to(place.chat_id, place.message_id)
        shown = records.shown_at(place.chat_id, replied.message_id) if replied else None
        # Then this very question is the one before by now.
        turn = answered.before if answered else records.turn(place.chat_id, place.thread_id, place.user_id)
        return visitor, replace(
            question,
            before=shown.question if shown else turn,
            replying=shown is not None,
            lent=shown is not None and shown.user_id != place.user_id,
            shown=answered,
        )

    question = Question(said=said, reply_to=place.message_id, question_id=place.message_id)
    visitor, question = await services.records.attempt((known(place, Preferences()), question), recall)
    polite = courtesy(said, visitor.messages)
    if polite or not said:
        await say(update, polite or visitor.messages.ask_me)
        return
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
        if services.now() - message.date < _NEW:
            await _question(services, update, context)
        return
    if not said or shown.digest == digest(said):
        return  # Telegram calls it an edit when it shows a message otherwise, too
    await services.records.attempt(None, lambda records: records.count("edited"))
    question = Question(
        said=said,
        reply_to=place.message_id,
        question_id=place.message_id,
        before=shown.before,
        replying=shown.replying,
        shown=shown,
    )
    polite = courtesy(said, visitor.messages)
    if polite:
        thanked = replace(shown, quotes=(), digest=digest(said))

        async def note(sent: tuple[int, ...]) -> None:
            await services.records.attempt(None, _showing, thanked, sent)

        await note(await _send(message.get_bot(), place, question, plain_reply(polite), note))
        return
    await answer(services, message.get_bot(), visitor, question, label=f"update={update.update_id}")


def _showing(records: Records, shown: Shown, message_ids: tuple[int, ...]) -> None:
    """Note what an earlier answer shows now, and in which messages."""
    with records.transaction():
        records.replace(shown.answer_id, shown)
        records.sent(shown.answer_id, message_ids)


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
        signs = (messages.searching, messages.still_searching)
        async with progress(bot, place.chat, private=not place.group, draft_texts=signs):
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
    except Exception as error:
        away = isinstance(error, UnreachableError)
        services.monitor.answered("unreachable" if away else "failed", monotonic() - began)
        await services.records.attempt(None, lambda records: records.count("failed"))
        raise
    await still_ours()
    reply, shown = await _note(services, visitor, question, asked)

    async def note(sent: tuple[int, ...]) -> None:
        await services.records.attempt(None, lambda records: records.sent(shown.answer_id, sent))

    await note(await _send(bot, place, question, reply, note))
    took = monotonic() - began
    services.monitor.answered("abstained" if asked.answer.abstained else "answered", took)
    logger.info(
        "answered %s quotes=%d confidence=%.2f continued=%s seconds=%.2f",
        label, len(asked.answer.quotes), asked.answer.confidence, asked.continued, took,
    )  # fmt: skip


async def _note(services: Services, visitor: Visitor, question: Question, asked: Asked) -> tuple[Reply, Shown]:
    """Write down what is about to be shown, for what may follow; and what it looks like."""
    place, earlier = visitor.place, question.shown
    if question.span and earlier:
        # Whoever presses the button: it is the same question, of the same person.
        shown = replace(earlier, span=question.span, quotes=asked.places)
    else:
        shown = Shown(
            chat_id=place.chat_id,
            thread_id=place.thread_id,
            user_id=place.user_id,
            question_id=question.question_id,
            question=asked.question,
            before=None if question.lent else question.before,
            replying=question.replying,
            quotes=asked.places,
            digest=digest(question.said) if question.question_id else "",
            message_ids=earlier.message_ids if earlier else (),
        )

    def note(records: Records) -> int:
        with records.transaction():
            if earlier is None:
                number = records.remember_answer(shown)
            else:
                number = earlier.answer_id
                records.replace(number, shown)
            records.count("abstained" if asked.answer.abstained else "answered")
            if asked.continued:
                records.count("follow_ups")
            if not question.span:
                records.keep_turn(place.chat_id, place.thread_id, place.user_id, asked.question)
                records.note_question(
                    place.user_id, question.said, abstained=asked.answer.abstained, confidence=asked.answer.confidence
                )
            return number

    number = earlier.answer_id if earlier else _FORGOTTEN
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


async def _send(
    bot: Bot, place: Place, question: Question, reply: Reply, note: Callable[[tuple[int, ...]], Awaitable[None]]
) -> tuple[int, ...]:
    """Show a reply: in place of an earlier one, where there is one."""
    before = question.shown.message_ids if question.shown else ()
    if before:
        await still_ours()
        return await redeliver(bot, reply, place.chat, message_ids=before, reply_to=question.reply_to, note=note)
    return await deliver(bot, reply, place.chat, reply_to=question.reply_to, note=note)


async def _complain(bot: Bot, visitor: Visitor, question: Question, text: str) -> None:
    """Tell what could not be understood; an earlier answer stays."""
    await deliver(bot, plain_reply(text), visitor.place.chat, reply_to=question.reply_to)
