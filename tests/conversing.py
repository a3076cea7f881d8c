"""People of several tongues who talk to the bot, and a look at what it keeps of that."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from bot.app import records_file
from running import polling
from telegram_server import ChatUser

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.config import BotSettings
    from fakes import CannedNews
    from telegram_server import Sent, TelegramServer

ADA = ChatUser(1001, "Ada", language_code="en")
BERT = ChatUser(1002, "Bert", language_code="de")
CHI = ChatUser(1003, "Chi", language_code="vi")
ELLE = ChatUser(1004, "Elle", language_code="fr")
SOL = ChatUser(1005, "Sol", language_code="es")


def generous(way: Callable[..., BotSettings], server: TelegramServer, **more: Any) -> BotSettings:  # noqa: ANN401 - each setting has its own type
    """Settings with which nobody asks too often."""
    return way(server, **{"questions_per_minute": 500, "chat_questions_per_minute": 500} | more)


def asked(news: CannedNews) -> list[str]:
    """What the index was asked, beside the question that warms it up."""
    return [question for question in news.asked if question != "news"]


def answers_to(sent: Sent) -> int:
    """The message that a call answers."""
    return int(sent.parameters["reply_parameters"]["message_id"])


def button(server: TelegramServer, chat_id: int, message_id: int | None, action: str) -> str:
    """What the first button for an action holds, below a message."""
    (shown,) = (one for one in server.history(chat_id) if one["message_id"] == message_id)
    below: list[str] = [one["callback_data"] for row in shown["reply_markup"]["inline_keyboard"] for one in row]
    return next(data for data in below if data.startswith(action))


def toasts(server: TelegramServer) -> list[str]:
    """What answered the presses so far; empty where nothing was said."""
    answered = [call for call in server.calls if call.method == "answerCallbackQuery" and call.error is None]
    return [call.parameters.get("text", "") for call in answered]


def kept(server: TelegramServer, query: str) -> list[tuple[Any, ...]]:
    """Rows of what the bots on a server remember."""
    database = sqlite3.connect(records_file(polling(server)))
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()
