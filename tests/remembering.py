"""What the tests of the bot's memory share: a clock to be set, records in a file, updates as Telegram sends them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from telegram import Bot, Update

from bot.records import Records, Server

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
FILE = "bot.sqlite"
BOT = Bot("123456:ABC-def_GHIjklMNOpqrSTUvwx")
Json = dict[str, Any]


Home = Path | Server
"""A folder, or one bot's part of a server."""


def records_in(home: Home) -> Path | Server:
    """What records are opened with."""
    return home / FILE if isinstance(home, Path) else home


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@contextmanager
def remembering(home: Home, clock: Clock | None = None, *, keep_questions: bool = False) -> Iterator[Records]:
    """The records in a folder, or on a server, as one run of the program has them."""
    records = Records(records_in(home), remember=WEEK, keep_questions=keep_questions, clock=clock or Clock())
    try:
        yield records
    finally:
        records.close()


def message(update_id: int, text: str = "wer?", *, chat_id: int = 7, kind: str = "message", **more: object) -> Update:
    """A message, or with kind "edited_message" an edit, in a private chat, or in a group where the id is below 0."""
    chat: Json = {"id": chat_id, "type": "private"} if chat_id > 0 else {"id": chat_id, "type": "supergroup"}
    content = {"message_id": update_id, "date": 1, "text": text, "chat": chat, "from": _person(7)} | more
    if kind == "edited_message":
        content["edit_date"] = 2
    return _update({"update_id": update_id, kind: content})


def press(
    update_id: int, *, message_id: int = 5, inline_message_id: str | None = None, data: str = "more:1", chat_id: int = 7
) -> Update:
    """A button pressed below a message of the chat 7, or below one that was sent inline."""
    query: Json = {"id": str(update_id), "from": _person(7), "chat_instance": "1", "data": data}
    if inline_message_id is None:
        query["message"] = {"message_id": message_id, "date": 1, "chat": {"id": chat_id, "type": "private"}}
    else:
        query["inline_message_id"] = inline_message_id
    return _update({"update_id": update_id, "callback_query": query})


def joined(update_id: int) -> Update:
    """The bot was let into the chat 7."""
    before, after = ({"user": _person(1), "status": status} for status in ("left", "member"))
    chat = {"id": 7, "type": "private"}
    change = {"chat": chat, "from": _person(7), "date": 1, "old_chat_member": before, "new_chat_member": after}
    return _update({"update_id": update_id, "my_chat_member": change})


def inline(update_id: int, *, user_id: int = 7) -> Update:
    """An inline query."""
    return _update(
        {
            "update_id": update_id,
            "inline_query": {"id": str(update_id), "from": _person(user_id), "query": "wer?", "offset": ""},
        }
    )


def _person(user_id: int) -> Json:
    return {"id": user_id, "is_bot": False, "first_name": "Ida"}


def _update(content: Json) -> Update:
    update = Update.de_json(content, BOT)
    assert update is not None
    return update
