"""Whether a message is meant for the bot, and what it asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.constants import ChatType
from telegram.ext import filters

if TYPE_CHECKING:
    from telegram import Bot, Message

_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
# What is left over where a mention stood at an edge: "@bot, who won?".
_EDGES = re.compile(r"^[\s,;:.–—-]+|[\s,;:–—-]+$")


class Addressed(filters.MessageFilter):
    """Passes messages meant for the bot.

    In a private chat these are all; in a group only a mention, a reply to the bot and a command that names it or, in a
    reply to it, no bot.
    Channel posts and what other bots write never pass: two bots would go on forever.
    """

    def filter(self, message: Message) -> bool:
        """Whether the message is meant for the bot it came through."""
        if message.from_user is not None and message.from_user.is_bot and message.sender_chat is None:
            return False
        if message.chat.type == ChatType.PRIVATE:
            return True
        if message.chat.type not in _GROUPS:
            return False
        bot = message.get_bot()
        command = _command(message)
        if command is not None:
            named = command.partition("@")[2]
            return named.casefold() == bot.username.casefold() if named else _answers(message, bot)
        return _answers(message, bot) or bool(_mentions(message, bot))


def question_in(message: Message) -> str:
    """What a message meant for the bot asks: its text without the bot's name; empty where nothing is left."""
    text = message.text or ""
    raw = text.encode("utf-16-le", "surrogatepass")
    mentions = _mentions(message, message.get_bot())
    for mention in sorted(mentions, key=lambda mention: -mention.offset):
        # Telegram counts in UTF-16 units, two bytes each.
        start, end = 2 * mention.offset, 2 * (mention.offset + mention.length)
        raw = raw[:start] + raw[end:]
    asked = raw.decode("utf-16-le", "replace").strip()
    return _EDGES.sub("", asked) if mentions else asked


def _command(message: Message) -> str | None:
    """The command a message begins with, with the bot it names; None where it begins with none."""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    return message.parse_entity(first)


def _answers(message: Message, bot: Bot) -> bool:
    """Whether the message replies to one of the bot's."""
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id


def _mentions(message: Message, bot: Bot) -> list[MessageEntity]:
    """Where the message names the bot; Telegram ignores case in names."""
    name = f"@{bot.username}".casefold()
    words = message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION]) if message.text else {}
    captions = message.parse_caption_entities([MessageEntity.MENTION]) if message.caption else {}
    return [
        entity
        for entity, word in (*words.items(), *captions.items())
        if word.casefold() == name or (entity.user is not None and entity.user.id == bot.id)
    ]
