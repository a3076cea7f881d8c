"""The buttons below answers, and the examples of /help."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final, get_args

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest

from bot.conversation import PAGE, further
from bot.delivery import deliver
from bot.handlers.question import Question, answer
from bot.presses import UnknownPressError, pressed
from bot.shown import TimeSpan
from bot.views.answer_keyboard import vote_label
from bot.views.context import context_view
from bot.views.passages import passages_view

if TYPE_CHECKING:
    from telegram import CallbackQuery

    from bot.handlers.visiting import Visitor
    from bot.presses import Press
    from bot.reply import Reply
    from bot.services import Services
    from bot.shown import Shown

_FARTHEST: Final = 200
"""The last passage that a button leads to; anyone can send a number that no button holds."""


async def more(services: Services, query: CallbackQuery, visitor: Visitor, press: Press) -> None:
    """Show the next passages."""
    offset = press.number(1)
    if offset > _FARTHEST:
        raise UnknownPressError(f"no passage {offset}")
    shown = await _shown(services, query, visitor, press)
    if shown is None:
        return
    await query.answer()
    passages, others = await services.newsroom.do(
        further,
        shown.question,
        preferences=visitor.preferences,
        now=services.now(),
        offset=offset,
        span=shown.span,
    )
    reply = passages_view(
        passages,
        visitor.messages,
        question=shown.question,
        answer_id=shown.answer_id,
        offset=offset,
        more=others and offset + PAGE <= _FARTHEST,
        answered=bool(shown.quotes),
    )
    await _reply(query, visitor, reply)


async def around(services: Services, query: CallbackQuery, visitor: Visitor, press: Press) -> None:
    """Show what stands around a quote."""
    number = press.number(1)
    shown = await _shown(services, query, visitor, press)
    if shown is None:
        return
    if not 1 <= number <= len(shown.quotes):
        raise UnknownPressError(f"no quote {number}")
    await query.answer()
    place = shown.quotes[number - 1]
    article = await services.newsroom.do(lambda news: news.article(place.url))
    await _reply(query, visitor, context_view(article, place, shown.citation_number(place), visitor.messages))


async def span(services: Services, query: CallbackQuery, visitor: Visitor, press: Press) -> None:
    """Answer once more, from the articles of another time, in place of the answer."""
    wanted = press.arguments[1] if len(press.arguments) > 1 else ""
    chosen: TimeSpan | None = next((one for one in get_args(TimeSpan) if one and one == wanted), None)
    if chosen is None:
        raise UnknownPressError(f"no time {wanted!r}")
    shown = await _shown(services, query, visitor, press)
    if shown is None:
        return
    await query.answer()
    question = Question(
        said=shown.question,
        reply_to=shown.question_id or visitor.place.message_id,
        question_id=shown.question_id,
        span=chosen,
        shown=shown,
    )
    await answer(services, query.get_bot(), visitor, question, label=f"press={query.id}")


async def vote(services: Services, query: CallbackQuery, visitor: Visitor, press: Press) -> None:
    """Note what a reader thinks of an answer; the same vote once more takes it back."""
    good = press.number(1) == 1
    shown = await _shown(services, query, visitor, press)
    if shown is None:
        return
    person = visitor.place.user_id
    stands = await services.records.do(lambda records: records.vote(shown.answer_id, person, good=good))
    messages = visitor.messages
    if stands is None:
        await query.answer(messages.vote_taken_back)
    else:
        await query.answer(messages.thanks_good if stands else messages.thanks_bad)
        services.monitor.vote(good=stands)
    if not visitor.place.group and isinstance(query.message, Message) and query.message.reply_markup:
        # In a group everyone would see a mark that is one reader's.
        with suppress(BadRequest):  # the message was deleted meanwhile
            await query.edit_message_reply_markup(_voted(query.message.reply_markup, stands))


async def example(services: Services, query: CallbackQuery, visitor: Visitor, press: Press) -> None:
    """Ask what stands on a button."""
    said = _text_of(query, press)
    if said is None:
        await query.answer(visitor.messages.too_old)
        return
    await query.answer()
    question = Question(said=said, reply_to=visitor.place.message_id, heading=said)
    await answer(services, query.get_bot(), visitor, question, label=f"press={query.id}")


async def _shown(services: Services, query: CallbackQuery, visitor: Visitor, press: Press) -> Shown | None:
    """The answer a button is below; None where it is forgotten, which is told."""
    number = press.number(0)
    shown = await services.records.do(lambda records: records.shown(number))
    if shown is None or shown.chat_id != visitor.place.chat_id:
        await query.answer(visitor.messages.too_old)
        return None
    return shown


def _voted(below: InlineKeyboardMarkup, stands: bool | None) -> InlineKeyboardMarkup:  # noqa: FBT001 - as recorded
    """The buttons with the vote that stands marked."""

    def marked(button: InlineKeyboardButton) -> InlineKeyboardButton:
        press = pressed(str(button.callback_data or ""))
        if press.action != "vote":
            return button
        good = press.number(1) == 1
        return InlineKeyboardButton(vote_label(good=good, chosen=stands is good), callback_data=button.callback_data)

    return InlineKeyboardMarkup([[marked(button) for button in row] for row in below.inline_keyboard])


async def _reply(query: CallbackQuery, visitor: Visitor, reply: Reply) -> None:
    await deliver(query.get_bot(), reply, visitor.place.chat, reply_to=visitor.place.message_id)


def _text_of(query: CallbackQuery, press: Press) -> str | None:
    """What stands on the button that was pressed."""
    below = query.message.reply_markup if isinstance(query.message, Message) else None
    buttons = [button for row in below.inline_keyboard for button in row] if below else []
    return next((button.text for button in buttons if button.callback_data == query.data and press.arguments), None)
