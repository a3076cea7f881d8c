"""People who write to a bot: what a test makes them do."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from telegram_objects import PHOTO, ChatUser, Group, Json, caption_content, membership, sticker_content, text_content

if TYPE_CHECKING:
    from telegram_account import Account
    from telegram_updates import Updates

DEFAULT_USER = ChatUser(1001, "Ada", language_code="en")
DEFAULT_GROUP = Group(-1001, "Readers")


class People:
    """What people do with the bot; safe from any thread. Message ids are unique over all chats."""

    def __init__(self, account: Account, updates: Updates) -> None:
        self._account = account
        self._updates = updates
        self._query_ids = itertools.count(1)

    def private_message(
        self, text: str, *, user: ChatUser = DEFAULT_USER, reply_to: int | None = None, **extra: object
    ) -> int:
        """Write to the bot; commands and mentions become entities. ``extra`` goes into the Message. The message id."""
        return self._write("message", user.as_chat(), user, text_content(text) | extra, reply_to=reply_to)

    def group_message(
        self,
        text: str,
        *,
        user: ChatUser = DEFAULT_USER,
        chat: Group = DEFAULT_GROUP,
        reply_to: int | None = None,
        topic: int | None = None,
    ) -> int:
        """Write into a group, in a topic where one is named; the bot sees everything there. The message id."""
        return self._write("message", chat.as_chat(), user, text_content(text), reply_to=reply_to, topic=topic)

    def sticker(self, *, user: ChatUser = DEFAULT_USER) -> int:
        """Send the bot a sticker; the message id."""
        return self._write("message", user.as_chat(), user, sticker_content())

    def photo(
        self,
        *,
        caption: str | None = None,
        user: ChatUser = DEFAULT_USER,
        chat: Group | None = None,
        reply_to: int | None = None,
        topic: int | None = None,
    ) -> int:
        """Send a photo to the bot, or into a group where one is named; the message id."""
        where = user if chat is None else chat
        content = PHOTO | caption_content(caption)
        return self._write("message", where.as_chat(), user, content, reply_to=reply_to, topic=topic)

    def edited_message(self, message_id: int, text: str) -> None:
        """Change the text of a person's message, or its caption where it is a photo.

        Raises:
            LookupError: there is no such message.
        """
        old = self._found(message_id)
        content = caption_content(text) if "photo" in old else text_content(text)
        self._updates.push("edited_message", self._account.edit(old["chat"]["id"], message_id, content))

    def delete_message(self, message_id: int) -> None:
        """Delete a message; Telegram does not tell the bot. LookupError where there is none."""
        self._account.remove(self._found(message_id)["chat"]["id"], message_id)

    def callback(
        self,
        data: str,
        *,
        message_id: int | None = None,
        inline_message_id: str | None = None,
        user: ChatUser = DEFAULT_USER,
        expired: bool = False,
    ) -> str:
        """Press a button under a message of the bot's, or under one sent inline; the callback query's id.

        An ``expired`` press can no longer be answered. A message that is gone arrives as inaccessible, in the
        private chat with the user.
        """
        query = self._query(expired=expired)
        payload: Json = {"id": query, "from": user.as_user(), "chat_instance": "1", "data": data}
        if message_id is not None:
            gone = {"message_id": message_id, "chat": user.as_chat(), "date": 0}
            payload["message"] = self._account.find(message_id) or gone
        if inline_message_id is not None:
            payload["inline_message_id"] = inline_message_id
        self._updates.push("callback_query", payload)
        return query

    def inline_query(self, text: str, *, user: ChatUser = DEFAULT_USER, offset: str = "", expired: bool = False) -> str:
        """Type ``@bot text`` in some chat; the inline query's id. An ``expired`` one can no longer be answered."""
        query = self._query(expired=expired)
        self._updates.push("inline_query", {"id": query, "from": user.as_user(), "query": text, "offset": offset})
        return query

    def update(self, kind: str, payload: Json) -> None:
        """Send the bot an update of any other kind, in the Bot API's words."""
        self._updates.push(kind, payload)

    def _write(
        self,
        kind: str,
        chat: Json,
        user: ChatUser,
        content: Json,
        *,
        reply_to: int | None = None,
        topic: int | None = None,
    ) -> int:
        posted = self._account.post(chat, user.as_user(), content, reply_to=reply_to, topic=topic)
        self._updates.push(kind, posted)
        return int(posted["message_id"])

    def _found(self, message_id: int) -> Json:
        found = self._account.find(message_id)
        if found is None:
            raise LookupError(f"no message {message_id}")
        return found

    def _query(self, *, expired: bool) -> str:
        query = f"query-{next(self._query_ids)}"
        self._account.queries[query] = not expired
        return query

    def history(self, chat_id: int) -> list[Json]:
        """The Messages a chat shows now, after edits and deletions, oldest first."""
        return self._account.history(chat_id)

    def block(self, chat_id: int) -> None:
        """Let a person stop the bot: everything sent to that chat gets 403."""
        self._account.bar(chat_id, "bot was blocked by the user")

    def unblock(self, chat_id: int) -> None:
        """Let a person start the bot again."""
        self._account.bar(chat_id, None)

    def stop_bot(self, user: ChatUser = DEFAULT_USER) -> None:
        """As :meth:`block`, and the bot is told."""
        self.block(user.id)
        self._tell_membership(user.as_chat(), user, "member", "kicked")

    def start_bot(self, user: ChatUser = DEFAULT_USER) -> None:
        """As :meth:`unblock`, and the bot is told."""
        self.unblock(user.id)
        self._tell_membership(user.as_chat(), user, "kicked", "member")

    def add_bot(self, chat: Group = DEFAULT_GROUP, *, user: ChatUser = DEFAULT_USER) -> None:
        """Take the bot into a group."""
        self._account.bar(chat.id, None)
        self._tell_membership(chat.as_chat(), user, "left", "member")

    def remove_bot(self, chat: Group = DEFAULT_GROUP, *, user: ChatUser = DEFAULT_USER) -> None:
        """Put the bot out of a group: everything sent there gets 403."""
        self._account.bar(chat.id, "bot was kicked from the supergroup chat")
        self._tell_membership(chat.as_chat(), user, "member", "kicked")

    def _tell_membership(self, chat: Json, user: ChatUser, before: str, after: str) -> None:
        self._updates.push("my_chat_member", membership(chat, user.as_user(), self._account.me, before, after))
