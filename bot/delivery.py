"""Replies on their way into a chat: sent, shown in place of earlier ones, announced while they take their time."""

from __future__ import annotations

import asyncio
import logging
import secrets
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from telegram import Bot

    from bot.reply import Button, Keyboard, Reply

    Note = Callable[[tuple[int, ...]], Awaitable[None]]
    """Told which messages of a reply there are."""

logger = logging.getLogger(__name__)

# Seconds.
_UNANNOUNCED = 0.5  # an answer that takes no longer needs no sign of life
_NEXT_LINE = 1.5
_SAME_DRAFT = 10.0  # Telegram takes a draft away after 30
_TYPING_AGAIN = 4.5  # … and the typing sign after 5
_LAST_SIGN = 0.3

_announcing: set[asyncio.Task[None]] = set()  # asyncio itself does not hold on to its tasks


class Chat(NamedTuple):
    """Where a reply goes: a chat, or a topic of a forum; ``thread_id`` is None where there is none."""

    chat_id: int
    thread_id: int | None = None


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The buttons as Telegram takes them; None where there are none."""
    return InlineKeyboardMarkup([[_button(one) for one in row] for row in keyboard]) if keyboard else None


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(button.text, callback_data=button.data)


async def _keep(_: tuple[int, ...]) -> None:
    """Note nothing."""


async def deliver(bot: Bot, reply: Reply, chat: Chat, *, reply_to: int | None, note: Note = _keep) -> tuple[int, ...]:
    """Send a reply.

    Args:
        bot: one whose texts are HTML by default, as ``client.client`` makes it.
        reply: with at least one text or a photo.
        chat: where to.
        reply_to: message that the first one answers; if it was deleted meanwhile, the reply is sent by itself.
        note: told after each message but the last which there are so far: the program may end before the next.

    Returns:
        The ids of its messages, in order.

    Raises:
        TelegramError: a message could not be sent; those before it were.
    """
    return await _deliver(bot, reply, chat, kept=(), reply_to=reply_to, note=note)


async def redeliver(
    bot: Bot, reply: Reply, chat: Chat, *, message_ids: Sequence[int], reply_to: int | None, note: Note = _keep
) -> tuple[int, ...]:
    """Let the messages of an earlier reply show another one: they are edited as far as they go, in order.

    From the first one on that cannot be edited, since it was deleted or holds a picture, the rest is sent anew.
    Messages that are left over are deleted.

    Args:
        bot: as for :func:`deliver`.
        reply: to be shown from now on.
        chat: where.
        message_ids: of the earlier reply.
        reply_to: message that was answered.
        note: as for :func:`deliver`.

    Returns:
        The ids of its messages, in order.

    Raises:
        TelegramError: a message could be neither edited nor sent.
    """
    kept = 0 if reply.photo is not None else await _edit(bot, reply, chat, message_ids)
    there = await _deliver(bot, reply, chat, kept=tuple(message_ids[:kept]), reply_to=reply_to, note=note)
    for message_id in message_ids[kept:]:
        try:
            await bot.delete_message(chat.chat_id, message_id)
        except BadRequest as error:  # too old for it
            logger.info("an earlier answer stays: %s", error)
    return there


async def _edit(bot: Bot, reply: Reply, chat: Chat, message_ids: Sequence[int]) -> int:
    """Edit messages one after the other as far as possible; how many show the reply's texts now."""
    last = len(reply.texts) - 1
    for place, (text, message_id) in enumerate(zip(reply.texts, message_ids, strict=False)):
        below = markup(reply.keyboard) if place == last else None
        try:
            await bot.edit_message_text(text, chat.chat_id, message_id, reply_markup=below)
        except BadRequest as error:
            logger.info("an earlier answer cannot be edited: %s", error)
            return place
    return min(len(reply.texts), len(message_ids))


async def _deliver(
    bot: Bot, reply: Reply, chat: Chat, *, kept: tuple[int, ...], reply_to: int | None, note: Note
) -> tuple[int, ...]:
    """Send the texts of a reply behind those that messages show already; the ids of all of them."""
    answered = None if reply_to is None else ReplyParameters(reply_to, allow_sending_without_reply=True)
    if reply.photo is not None:
        caption = reply.texts[0] if reply.texts else None
        message = await bot.send_photo(
            chat.chat_id,
            reply.photo,
            caption,
            message_thread_id=chat.thread_id,
            reply_parameters=answered,
            reply_markup=markup(reply.keyboard),
        )
        return (message.message_id,)
    last = len(reply.texts) - 1
    for place in range(len(kept), len(reply.texts)):
        message = await bot.send_message(
            chat.chat_id,
            reply.texts[place],
            message_thread_id=chat.thread_id,
            reply_parameters=answered if place == 0 else None,
            reply_markup=markup(reply.keyboard) if place == last else None,
        )
        kept = (*kept, message.message_id)
        if place != last:
            await note(kept)
    return kept


@asynccontextmanager
async def progress(bot: Bot, chat: Chat, *, private: bool, draft_texts: Sequence[str]) -> AsyncIterator[None]:
    """Show that an answer is being worked on as long as the block runs, once that takes half a second.

    In a private chat a draft grows line by line, which the next message replaces; elsewhere, and where drafts are
    refused, there is a typing sign. Failing to show anything is no error.

    Args:
        bot: that shows it.
        chat: where.
        private: whether the chat is.
        draft_texts: the lines, plain.
    """
    done = asyncio.Event()
    task = asyncio.create_task(_announce(bot, chat, done, draft_texts if private else ()))
    _announcing.add(task)
    task.add_done_callback(_announcing.discard)
    try:
        yield
    finally:
        # A sign on its way is not cut off, that would cost the connection; but the answer does not wait for it long.
        done.set()
        await asyncio.wait({task}, timeout=_LAST_SIGN)


async def _announce(bot: Bot, chat: Chat, done: asyncio.Event, lines: Sequence[str]) -> None:
    if await _within(done, _UNANNOUNCED):
        return
    try:
        await _draft(bot, chat, done, lines)
    except TelegramError as error:
        logger.debug("no drafts: %s", error)
    try:
        while not done.is_set():
            await bot.send_chat_action(chat.chat_id, ChatAction.TYPING, message_thread_id=chat.thread_id)
            await _within(done, _TYPING_AGAIN)
    except TelegramError as error:
        logger.debug("no typing sign: %s", error)


async def _draft(bot: Bot, chat: Chat, done: asyncio.Event, lines: Sequence[str]) -> None:
    """Show a draft that grows by a line at a time, until all is done; nothing where there are no lines."""
    draft_id = 1 + secrets.randbelow(2**31 - 1)  # drafts of one id become one another
    shown = 0
    while lines and not done.is_set():
        shown = min(shown + 1, len(lines))
        text = "\n".join(lines[:shown])
        await bot.send_message_draft(chat.chat_id, draft_id, text, message_thread_id=chat.thread_id, parse_mode=None)
        await _within(done, _NEXT_LINE if shown < len(lines) else _SAME_DRAFT)


async def _within(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event; whether it came in time."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
