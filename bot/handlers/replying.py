"""How the bot writes back: as a reply to the question's message, with a typing sign meanwhile."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from telegram import Message, ReplyParameters, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.locale import choose

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.locale import Messages

# Telegram takes the sign away after 5 seconds.
_TYPING_AGAIN = 4.5
_LAST_SIGN = 1.0


def message_of(update: Update) -> Message:
    """The message of an update that a handler took; only updates with a new message come that far."""
    if update.message is None:
        raise TypeError("a handler took an update without a message")
    return update.message


def messages_for(message: Message) -> Messages:
    """The texts in the language of who wrote the message."""
    return choose(message.from_user.language_code if message.from_user else None, message.text)


async def reply(message: Message, markup: str) -> None:
    """Answer a message with Telegram HTML; if it was deleted meanwhile, the answer is sent by itself."""
    to = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    await message.reply_html(markup, reply_parameters=to)


@asynccontextmanager
async def typing(message: Message) -> AsyncIterator[None]:
    """Show the typing sign in the message's chat as long as the block runs; failing to is no error."""
    done = asyncio.Event()
    sign = asyncio.create_task(_keep_typing(message, done))
    try:
        yield
    finally:
        # A sign on its way is waited for: cut off, it would cost the connection; late, it would outlive the answer.
        done.set()
        await asyncio.wait({sign}, timeout=_LAST_SIGN)
        sign.cancel()


async def _keep_typing(message: Message, done: asyncio.Event) -> None:
    while not done.is_set():
        try:
            await message.reply_chat_action(ChatAction.TYPING)
            await asyncio.wait_for(done.wait(), _TYPING_AGAIN)
        except TimeoutError:
            continue
        except TelegramError:
            return
