"""The bot's account: the chats it is in, and what each method of the Bot API does to them."""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram_checks import (
    Refused,
    bad_request,
    check_callback_answer,
    check_caption,
    check_draft,
    check_inline_results,
    check_markup,
    check_message,
)
from telegram_objects import DOCUMENT, PHOTO, Json, bot_user, caption_content, formatted_content, message
from telegram_profile import SETTINGS, BotProfile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tdlib import FormattedText
    from telegram_updates import Updates

_EXPIRED = "query is too old and response timeout expired or query ID is invalid"
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
SUPERGROUPS = -1_000_000_000_000
"""Ids of supergroups lie below."""

EDITABLE = ("text", "entities", "caption", "caption_entities", "reply_markup")
"""What of a message can be edited."""

_SPACE = 1_000_000  # more messages than a test sends to a chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A call that was carried out: what it returns, and what was sent by it."""

    result: Any = True
    formatted: FormattedText | None = None
    message_id: int | None = None


class Account:
    """What the server knows of a bot; safe to use from any thread.

    Attributes:
        me: the bot as a User.
        queries: callback and inline queries by id, False where they can be answered no more: late, or answered already.
    """

    def __init__(self, token: str, username: str, updates: Updates) -> None:
        self.me = bot_user(token, username)
        self.queries: dict[str, bool] = {}
        self._updates = updates
        self._chats: dict[int, Json] = {}
        self._barred: dict[int, str] = {}
        self._messages: dict[tuple[int, int], Json] = {}
        self._ids: dict[int, Iterator[int]] = {0: itertools.count(1)}
        self._profile = BotProfile()
        self._lock = threading.RLock()

    # What people do.

    def post(
        self, chat: Json, sender: Json, content: Json, *, reply_to: int | None = None, topic: int | None = None
    ) -> Json:
        """Put a message into a chat, which the bot can write to from now on; the Message.

        Raises:
            LookupError: ``reply_to`` is no message of that chat.
        """
        with self._lock:
            self._chats[chat["id"]] = chat
            answered = None if reply_to is None else self._messages[chat["id"], reply_to]
            posted = message(self._next_id(chat["id"]), chat, sender, content, reply_to=answered, topic=topic)
            self._messages[chat["id"], posted["message_id"]] = posted
            return posted

    def _next_id(self, chat_id: int) -> int:
        """Supergroups count their messages each by itself, all other chats together; no id is in two chats."""
        space = chat_id if chat_id < SUPERGROUPS else 0
        return next(self._ids.setdefault(space, itertools.count(1 + len(self._ids) * _SPACE)))

    def edit(self, chat_id: int, message_id: int, content: Json) -> Json:
        """Change what a message carries: its text or caption, and its buttons; the Message."""
        with self._lock:
            old = self._messages[chat_id, message_id]
            kept = {key: value for key, value in old.items() if key not in EDITABLE}
            self._messages[chat_id, message_id] = kept | content | {"edit_date": int(time.time())}
            return self._messages[chat_id, message_id]

    def remove(self, chat_id: int, message_id: int) -> None:
        """Delete a message; LookupError where there is none."""
        with self._lock:
            del self._messages[chat_id, message_id]

    def history(self, chat_id: int) -> list[Json]:
        """What a chat shows now, oldest first."""
        with self._lock:
            return [shown for (chat, _), shown in sorted(self._messages.items()) if chat == chat_id]

    def find(self, message_id: int) -> Json | None:
        """The message of an id, which no two chats share here."""
        with self._lock:
            return next((found for (_, one), found in self._messages.items() if one == message_id), None)

    def bar(self, chat_id: int, reason: str | None) -> None:
        """Refuse whatever the bot sends to a chat, for a reason; None lets it in again."""
        with self._lock:
            self._barred.pop(chat_id, None)
            if reason is not None:
                self._barred[chat_id] = reason

    # What the bot does.

    def call(self, method: str, parameters: Json) -> Outcome:
        """Carry out a method.

        Raises:
            Refused: the server would not.
        """
        if method == "getUpdates":  # waits, so it must not hold the lock
            return Outcome(result=self._updates.poll(parameters))
        with self._lock:
            if method in SETTINGS:
                return Outcome(result=SETTINGS[method](self._profile, parameters))
            if method not in _METHODS:
                raise Refused("Not Found: method not found", code=404)
            return _METHODS[method](self, parameters)

    def _chat(self, parameters: Json) -> Json:
        chat_id = parameters.get("chat_id")
        if chat_id in self._barred:
            raise Refused(f"Forbidden: {self._barred[chat_id]}", code=403, violation=False)
        chat = self._chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        if parameters.get("message_thread_id") is not None and not chat.get("is_forum"):
            raise bad_request("message thread not found")
        return chat

    def _send(self, parameters: Json, content: Json, formatted: FormattedText | None) -> Outcome:
        chat = self._chat(parameters)
        answered = self._answered(chat, parameters)
        topic = parameters.get("message_thread_id") or (answered or {}).get("message_thread_id")
        reply_to = None if answered is None else answered["message_id"]
        if parameters.get("reply_markup", {}).get("inline_keyboard"):
            content = content | {"reply_markup": parameters["reply_markup"]}
        sent = self.post(chat, self.me, content, reply_to=reply_to, topic=topic)
        return Outcome(result=sent, formatted=formatted, message_id=sent["message_id"])

    def _answered(self, chat: Json, parameters: Json) -> Json | None:
        reply = parameters.get("reply_parameters") or {}
        if "message_id" not in reply:
            return None
        answered = self._messages.get((chat["id"], reply["message_id"]))
        if answered is None and not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        if answered is not None and str(reply.get("quote", "")) not in answered.get("text", ""):
            raise bad_request("QUOTE_TEXT_INVALID")
        return answered

    def _send_message(self, parameters: Json) -> Outcome:
        formatted = check_message(parameters)
        return self._send(parameters, formatted_content(formatted), formatted)

    def _send_photo(self, parameters: Json) -> Outcome:
        formatted = check_caption(parameters)
        return self._send(parameters, PHOTO | caption_content(formatted), formatted)

    def _send_document(self, parameters: Json) -> Outcome:
        formatted = check_caption(parameters)
        return self._send(parameters, DOCUMENT | caption_content(formatted), formatted)

    def _send_draft(self, parameters: Json) -> Outcome:
        formatted = check_draft(parameters)
        if self._chat(parameters)["type"] != "private":
            raise bad_request("drafts can be sent to private chats only")
        return Outcome(formatted=formatted)

    def _send_chat_action(self, parameters: Json) -> Outcome:
        self._chat(parameters)
        if not parameters.get("action"):
            raise bad_request("wrong parameter action in request")
        return Outcome()

    def _edit_text(self, parameters: Json) -> Outcome:
        formatted = check_message(parameters)
        return self._edit(parameters, formatted_content(formatted), formatted, of="text")

    def _edit_caption(self, parameters: Json) -> Outcome:
        formatted = check_caption(parameters)
        return self._edit(parameters, caption_content(formatted), formatted, of="caption")

    def _edit_markup(self, parameters: Json) -> Outcome:
        check_markup(parameters.get("reply_markup"))
        old = self._messages.get((parameters.get("chat_id", 0), parameters.get("message_id", 0)), {})
        kept = {key: old[key] for key in EDITABLE if key in old and key != "reply_markup"}
        return self._edit(parameters, kept, None)

    def _edit(
        self, parameters: Json, content: Json, formatted: FormattedText | None, *, of: str | None = None
    ) -> Outcome:
        if parameters.get("inline_message_id"):
            return Outcome(formatted=formatted)
        chat_id, message_id = self._chat(parameters)["id"], parameters.get("message_id", 0)
        old = self._messages.get((chat_id, message_id))
        if old is None:
            raise bad_request("message to edit not found", violation=False)
        if old["from"] != self.me:
            raise bad_request("message can't be edited", violation=False)
        if of is not None and (of == "text") != ("text" in old):
            raise bad_request(f"there is no {of} in the message to edit", violation=False)
        if parameters.get("reply_markup", {}).get("inline_keyboard"):
            content = content | {"reply_markup": parameters["reply_markup"]}
        if all(old.get(key) == content.get(key) for key in EDITABLE):
            raise bad_request(_NOT_MODIFIED, violation=False)
        edited = self.edit(chat_id, message_id, content)
        return Outcome(result=edited, formatted=formatted, message_id=message_id)

    def _delete(self, parameters: Json) -> Outcome:
        message_id = parameters.get("message_id", 0)
        try:
            self.remove(self._chat(parameters)["id"], message_id)
        except LookupError:
            raise bad_request("message to delete not found", violation=False) from None
        return Outcome(message_id=message_id)

    def _answer_callback(self, parameters: Json) -> Outcome:
        check_callback_answer(parameters)
        self._take_query(parameters.get("callback_query_id", ""))
        return Outcome()

    def _answer_inline(self, parameters: Json) -> Outcome:
        check_inline_results(parameters)
        self._take_query(parameters.get("inline_query_id", ""))
        return Outcome()

    def _take_query(self, query_id: str) -> None:
        if not self.queries.get(query_id):
            raise bad_request(_EXPIRED, violation=query_id not in self.queries)
        self.queries[query_id] = False

    def _chat_info(self, parameters: Json) -> Outcome:
        return Outcome(result=self._chat(parameters) | {"accent_color_id": 0, "max_reaction_count": 11})

    def _set_webhook(self, parameters: Json) -> Outcome:
        self._updates.set_webhook(parameters)
        return Outcome()

    def _delete_webhook(self, parameters: Json) -> Outcome:
        self._updates.delete_webhook(parameters)
        return Outcome()


_METHODS: dict[str, Callable[[Account, Json], Outcome]] = {
    "getMe": lambda account, _: Outcome(result=account.me),
    "setWebhook": Account._set_webhook,
    "deleteWebhook": Account._delete_webhook,
    "getWebhookInfo": lambda account, _: Outcome(result=account._updates.webhook_info()),
    "sendMessage": Account._send_message,
    "sendMessageDraft": Account._send_draft,
    "sendPhoto": Account._send_photo,
    "sendDocument": Account._send_document,
    "sendChatAction": Account._send_chat_action,
    "editMessageText": Account._edit_text,
    "editMessageCaption": Account._edit_caption,
    "editMessageReplyMarkup": Account._edit_markup,
    "deleteMessage": Account._delete,
    "answerCallbackQuery": Account._answer_callback,
    "answerInlineQuery": Account._answer_inline,
    "getChat": Account._chat_info,
}
