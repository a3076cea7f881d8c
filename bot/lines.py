"""What an update has to wait behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from telegram import Message, Update

from bot.presses import pressed

if TYPE_CHECKING:
    from telegram import CallbackQuery

_LIKE_MESSAGES: Final = frozenset({"span", "example", "delete"})


def line_of(update: object) -> str | None:
    """Name of the line an update stands in: those of one line come one after another. None for what waits for nothing.

    Messages and edits of one chat (and topic) stand in one, presses of buttons in one chat in another, and the inline
    queries of one person.
    """
    if not isinstance(update, Update):
        return None
    message = update.message or update.edited_message
    if message is not None:
        return _place(message)
    if update.callback_query is not None:
        return _pressed(update.callback_query)
    if update.inline_query is not None:
        return f"inline {update.inline_query.from_user.id}"
    return None


def _place(message: Message) -> str:
    # Where there are no topics, replies have a thread too.
    topic = message.message_thread_id if message.is_topic_message else None
    return f"chat {message.chat.id}" if topic is None else f"chat {message.chat.id} {topic}"


def _pressed(query: CallbackQuery) -> str:
    """What asks or deletes waits behind the messages of the chat, the rest only behind its like."""
    message = query.message
    if message is None:
        return f"press {query.inline_message_id}"
    if isinstance(message, Message) and pressed(query.data or "").action in _LIKE_MESSAGES:
        return _place(message)
    return f"press {message.chat.id}"
