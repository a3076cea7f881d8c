"""Who writes, from where, and how the bot talks to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import Message
from telegram.constants import ChatType

from bot.delivery import Chat, deliver
from bot.locale import choose
from bot.preferences import Preferences
from bot.render import plain_reply

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from bot.locale import Messages
    from bot.reply import Reply
    from bot.services import Services

GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something was written or pressed, and by whom.

    Attributes:
        chat_id: of the chat.
        user_id: of the person, or of the group or channel a message was written in the name of.
        thread_id: of a forum's topic, None where there is none.
        message_id: of what was written, or of the message with the button.
        group: whether the chat is a group.
        language_code: of the person's app, as Telegram gives it.
        text: what was written, None for a button.
    """

    chat_id: int
    user_id: int
    thread_id: int | None
    message_id: int
    group: bool
    language_code: str | None
    text: str | None = None

    @property
    def chat(self) -> Chat:
        """Where a reply goes."""
        return Chat(self.chat_id, self.thread_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A person the bot talks to, in one place.

    Attributes:
        place: where.
        preferences: how the person wants to be answered.
        messages: what the bot says, in the person's language.
    """

    place: Place
    preferences: Preferences
    messages: Messages


def message_of(update: Update) -> Message:
    """The message, new or edited, of an update that a handler took."""
    message = update.message or update.edited_message
    if message is None:
        raise TypeError("a handler took an update without a message")
    return message


def place_of(message: Message) -> Place:
    """Where a message was written, and by whom."""
    sender, author = message.sender_chat, message.from_user
    return Place(
        chat_id=message.chat.id,
        # An admin who stays anonymous writes as the group.
        user_id=sender.id if sender else author.id if author else message.chat.id,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        message_id=message.message_id,
        group=message.chat.type in GROUPS,
        language_code=author.language_code if author else None,
        text=message.text or message.caption,
    )


def place_of_press(query: CallbackQuery) -> Place | None:
    """Where a button was pressed, and by whom; None for one below a message sent through inline mode."""
    message = query.message
    if message is None:
        return None
    topic = isinstance(message, Message) and message.is_topic_message
    return Place(
        chat_id=message.chat.id,
        user_id=query.from_user.id,
        thread_id=message.message_thread_id if isinstance(message, Message) and topic else None,
        message_id=message.message_id,
        group=message.chat.type in GROUPS,
        language_code=query.from_user.language_code,
    )


async def visitor_at(place: Place, services: Services) -> Visitor:
    """The person at a place, as far as the bot knows them."""
    return known(place, await preferences_of(place.user_id, services))


async def preferences_of(user_id: int, services: Services) -> Preferences:
    """What a person prefers; what all do where that cannot be read."""
    return await services.records.attempt(Preferences(), lambda records: records.preferences(user_id))


def known(place: Place, preferences: Preferences) -> Visitor:
    """The person at a place, with what they prefer."""
    messages = choose(place.language_code, place.text, preferred=preferences.language)
    return Visitor(place=place, preferences=preferences, messages=messages)


async def visitor_of(update: Update, services: Services) -> Visitor:
    """Who wrote the message of an update."""
    return await visitor_at(place_of(message_of(update)), services)


async def say(update: Update, text: str) -> None:
    """Answer a message with plain text."""
    await show(update, plain_reply(text))


async def show(update: Update, reply: Reply) -> tuple[int, ...]:
    """Answer a message; the ids of what was sent."""
    message = message_of(update)
    place = place_of(message)
    return await deliver(message.get_bot(), reply, place.chat, reply_to=place.message_id)
