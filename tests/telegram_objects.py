"""People, chats, messages and updates as the Bot API writes them."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any, TypeAlias

from tdlib import FormattedText, utf16_length

Json: TypeAlias = dict[str, Any]

# The Bot API's names of entities, and TDLib's.
TDLIB_NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "text_mention": "MentionName",
    "blockquote": "BlockQuote",
    "expandable_blockquote": "ExpandableBlockQuote",
    "custom_emoji": "CustomEmoji",
}
_API_NAMES = {theirs: ours for ours, theirs in TDLIB_NAMES.items()} | {"PreCode": "pre"}

_COMMAND = re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?!\w)")
_MENTION = re.compile(r"(?<![\w/@])@[A-Za-z0-9_]{3,32}(?!\w)")


@dataclass(frozen=True, slots=True)
class ChatUser:
    """A person who writes to the bot; the private chat with the person has the same id (> 0)."""

    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None

    def as_user(self) -> Json:
        """The Bot API's User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.language_code is not None:
            user["language_code"] = self.language_code
        if self.username is not None:
            user["username"] = self.username
        return user

    def as_chat(self) -> Json:
        """The private chat with this person, as the Bot API's Chat."""
        chat: Json = {"id": self.id, "type": "private", "first_name": self.first_name}
        if self.username is not None:
            chat["username"] = self.username
        return chat


@dataclass(frozen=True, slots=True)
class Group:
    """A supergroup; ``id`` < 0, ``topics`` where it is split into topics."""

    id: int
    title: str
    topics: bool = False

    def __post_init__(self) -> None:
        if self.id >= 0:
            raise ValueError(f"a group's id is negative, got {self.id}")

    def as_chat(self) -> Json:
        """The Bot API's Chat."""
        chat: Json = {"id": self.id, "type": "supergroup", "title": self.title}
        if self.topics:
            chat["is_forum"] = True
        return chat


def bot_user(token: str, username: str) -> Json:
    """The bot itself, as getMe answers."""
    return {
        "id": int(token.split(":", maxsplit=1)[0]),
        "is_bot": True,
        "first_name": "News",
        "username": username,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def entities_of(text: str) -> list[Json]:
    """The entities the official server finds by itself: commands and mentions, in order, in UTF-16 code units."""
    found = [("bot_command", match) for match in _COMMAND.finditer(text)]
    found += [("mention", match) for match in _MENTION.finditer(text)]
    return [
        {"type": kind, "offset": utf16_length(text[: match.start()]), "length": utf16_length(match.group())}
        for kind, match in sorted(found, key=lambda pair: pair[1].start())
    ]


PHOTO: Json = {"photo": [{"file_id": "photo-1", "file_unique_id": "p1", "width": 90, "height": 60, "file_size": 1200}]}
"""A photo without a caption."""

DOCUMENT: Json = {"document": {"file_id": "document-1", "file_unique_id": "d1", "file_size": 1200}}
"""A file without a caption."""


def formatted_content(formatted: FormattedText) -> Json:
    """What a text message of the bot's carries."""
    entities = [
        {"type": _API_NAMES.get(one.type, one.type), "offset": one.offset, "length": one.length}
        | ({"url": one.url} if one.type == "TextUrl" else {})
        for one in formatted.entities
    ]
    return {"text": formatted.text} | ({"entities": entities} if entities else {})


def text_content(text: str) -> Json:
    """What a text message of a person's carries."""
    return {"text": text} | ({"entities": found} if (found := entities_of(text)) else {})


def caption_content(caption: FormattedText | str | None) -> Json:
    """A caption, the bot's or as a person typed it; nothing where it is empty."""
    if not caption or caption == FormattedText("", ()):
        return {}
    content = text_content(caption) if isinstance(caption, str) else formatted_content(caption)
    return {{"text": "caption", "entities": "caption_entities"}[key]: value for key, value in content.items()}


def sticker_content() -> Json:
    """What a sticker message carries."""
    sticker = {"file_id": "sticker-1", "file_unique_id": "s1", "type": "regular", "width": 512, "height": 512}
    return {"sticker": sticker | {"is_animated": False, "is_video": False, "emoji": "👍"}}


def membership(chat: Json, person: Json, bot: Json, before: str, after: str) -> Json:
    """The Bot API's ChatMemberUpdated: a person lets a bot in, or puts it out. The statuses are as in ChatMember."""

    def member(status: str) -> Json:
        return {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})

    old, new = member(before), member(after)
    return {"chat": chat, "from": person, "date": int(time.time()), "old_chat_member": old, "new_chat_member": new}


def message(
    message_id: int, chat: Json, sender: Json, content: Json, *, reply_to: Json | None = None, topic: int | None = None
) -> Json:
    """The Bot API's Message, dated now; a message replied to loses its own ``reply_to_message``, as on the server."""
    made: Json = {"message_id": message_id, "from": sender, "chat": chat, "date": int(time.time())}
    if reply_to is not None:
        made["reply_to_message"] = {key: value for key, value in reply_to.items() if key != "reply_to_message"}
    if topic is not None:
        made |= {"message_thread_id": topic, "is_topic_message": True}
    return made | content
