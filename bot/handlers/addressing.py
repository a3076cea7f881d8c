"""Whether a message is meant for the bot, and what it asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.constants import ChatType

from bot.commands import COMMANDS, FOR_ADMINS
from bot.handlers.visiting import GROUPS

if TYPE_CHECKING:
    from telegram import Bot, Message

# What is left over where a mention stood at an edge: "@bot, who won?"; but not the hyphen of "-site:…".
_BEFORE = re.compile(r"(?:[\s,;:.–—]|-(?!\w))+")
_BEHIND = " \t\n\r\u00a0,;:–—-"


def is_addressed(message: Message, *, admin: bool = True) -> bool:
    """Whether a message is meant for the bot it came through.

    In a private chat every message is; in a group only a mention, a reply to the bot and a command that names it or,
    where it names none, that it has. Channel posts and what other bots write never are: two bots would go on forever.
    Nor is an inline result of the bot's own, wherever it was sent.

    Args:
        message: of any kind.
        admin: whether its author runs the bot; for others the commands for that do not exist.
    """
    bot = message.get_bot()
    if _is_by_bot(message) or (message.via_bot is not None and message.via_bot.id == bot.id):
        return False
    if message.chat.type == ChatType.PRIVATE:
        return True
    if message.chat.type not in GROUPS or message.is_automatic_forward:
        return False
    command = _command(message)
    if command is not None:
        name, _, named = command.removeprefix("/").partition("@")
        if named:
            return named.casefold() == bot.username.casefold()
        ours = (*COMMANDS, *FOR_ADMINS) if admin else COMMANDS
        return name.casefold() in ours or replies_to(message, bot)
    return replies_to(message, bot) or bool(_mentions(message, bot))


def question_in(message: Message) -> str:
    """What a message meant for the bot asks: its text, or a photo's caption, without the bot's name.

    Where nothing but the name is left, what it replies to is asked, if a person wrote that; else it is empty.
    """
    asked = _without_name(message)
    replied = message.reply_to_message
    return asked if asked or replied is None or _is_by_bot(replied) else _without_name(replied)


def replies_to(message: Message, bot: Bot) -> bool:
    """Whether a message replies to one of the bot's."""
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id


def _is_by_bot(message: Message) -> bool:
    """Whether a bot wrote a message; in the name of a group or channel a person does, though Telegram shows a bot."""
    return message.from_user is not None and message.from_user.is_bot and message.sender_chat is None


def _without_name(message: Message) -> str:
    raw = (message.text or message.caption or "").encode("utf-16-le", "surrogatepass")
    mentions = _mentions(message, message.get_bot())
    for mention in sorted(mentions, key=lambda mention: -mention.offset):
        # Telegram counts in UTF-16 units, two bytes each.
        start, end = 2 * mention.offset, 2 * (mention.offset + mention.length)
        raw = raw[:start] + raw[end:]
    asked = raw.decode("utf-16-le", "replace").strip()
    if not mentions:
        return asked
    before = _BEFORE.match(asked)
    return asked[before.end() if before else 0 :].rstrip(_BEHIND)


def _command(message: Message) -> str | None:
    """The command a message begins with, with the bot it names; None where it begins with none."""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    return message.parse_entity(first)


def _mentions(message: Message, bot: Bot) -> list[MessageEntity]:
    """Where the message names the bot; Telegram ignores case in names."""
    name = f"@{bot.username}".casefold()
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    words = message.parse_entities(kinds) if message.text else {}
    captions = message.parse_caption_entities(kinds) if message.caption else {}
    return [
        entity
        for entity, word in (*words.items(), *captions.items())
        if word.casefold() == name or (entity.user is not None and entity.user.id == bot.id)
    ]
