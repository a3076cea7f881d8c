"""The token and what people write appear in no log at INFO or above, whatever happens; the token in none at all."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from running import SECRET, TOKEN, SlowNews, eventually, polling, running, webhook
from telegram_server import DEFAULT_GROUP, ChatUser, TelegramServer
from unsayable import (
    ADA,
    AMONG,
    ASKED,
    BROKEN,
    CAPTION,
    CLUB,
    EDITED,
    EVE,
    FOLLOWED,
    HURRIED,
    MENTIONED,
    OPERATOR,
    PRESSED,
    REFUSED,
    TOLD,
    TYPED,
    WORDS,
    Leaky,
    Log,
)  # fmt: skip

if TYPE_CHECKING:
    import pytest

pytest_plugins = ("bot_fixtures", "secrecy_fixtures")


def keyboard(server: TelegramServer, beginning: str) -> tuple[int, str]:
    """A message of the bot's with a button that holds something, and what it holds."""
    for message in reversed(server.history(ADA.id)):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if button.get("callback_data", "").startswith(beginning):
                    return message["message_id"], button["callback_data"]
    raise AssertionError(f"no button {beginning}")


def made(server: TelegramServer, method: str, chat_id: int | None = None) -> int:
    """How many calls of a method were made, of those to a chat where one is named."""
    return len([one for one in server.calls if one.method == method and chat_id in {None, one.chat_id}])


def converse(server: TelegramServer) -> int:
    """All that people do; how many messages come of it in Ada's chat."""
    asked = server.private_message(f"Wo ist {ASKED}?", user=ADA)
    (answer, *_) = server.wait_for(1, chat_id=ADA.id)
    server.private_message(f"und {FOLLOWED} 日照時間?", user=ADA)
    server.private_message(f"und {FOLLOWED}?", user=ADA, reply_to=answer.message_id)
    server.photo(caption=f"Wer ist {CAPTION}?", user=ADA)
    server.private_message(f"after:{OPERATOR} was?", user=ADA)
    for command in (f"/topic {ASKED}", f"/latest {ASKED}", f"/{ASKED} {FOLLOWED}", f"/new {TOLD}", f"/block {TOLD}"):
        server.private_message(command, user=ADA)
    server.wait_for(9, chat_id=ADA.id)
    server.wait_for(1, method="sendPhoto")
    server.edited_message(asked, f"Wo war {EDITED}?")
    server.wait_for(1, method="editMessageText")
    message, _ = keyboard(server, "vote")
    forged = ("", PRESSED, f"more:{PRESSED}", f"around:1:{PRESSED}", f"set:language:{PRESSED}", f"span:1:{PRESSED}",
              f"set:outlet:{PRESSED}:1", f"vote:1:{PRESSED}", f"example:{PRESSED}", f"sources:{PRESSED}")  # fmt: skip
    queries = [server.callback(data, message_id=message, user=ADA) for data in forged]
    eventually(lambda: made(server, "answerCallbackQuery") >= len(queries))
    server.inline_query(f"{TYPED} Gundelrebe", user=ADA)
    server.wait_for(1, method="answerInlineQuery")
    server.group_message(f"@NewsBot Was ist {MENTIONED}?", chat=CLUB, user=ADA)
    server.group_message(f"Unter uns: {AMONG}", chat=CLUB, user=ADA)
    server.wait_for(1, chat_id=CLUB.id)
    server.private_message(f"Lass mich rein, {REFUSED}!", user=EVE)
    server.group_message(f"@NewsBot {REFUSED}?", user=EVE, chat=DEFAULT_GROUP)
    server.wait_for(1, chat_id=EVE.id)
    server.wait_for(1, chat_id=DEFAULT_GROUP.id)
    return 9


def test_a_broad_conversation_in_which_much_goes_wrong_leaves_no_word_in_the_log(
    server: TelegramServer, everything: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = Leaky()
    monkeypatch.setattr("bot.client.PATIENCE", _hasty())
    server.fail_next("getMe", status=502, description=f"no upstream for /bot{TOKEN}/getMe")
    server.fail_next("getUpdates", status=400, description=f"no way to /bot{TOKEN}/getUpdates")
    settings = polling(server, allowed_users="1", allowed_groups=str(CLUB.id), admins="1")
    with running(settings, news):
        messages = converse(server)
        news.broken = True
        broken = server.private_message(f"Warum {BROKEN}, {ASKED}?", user=ADA)
        server.wait_for(messages + 1, chat_id=ADA.id)
        server.edited_message(broken, f"Warum nicht {BROKEN}?")
        server.wait_for(messages + 2, chat_id=ADA.id)
        for beginning in ("more", "span"):  # the question comes out of the records
            message, data = keyboard(server, beginning)
            server.callback(data, message_id=message, user=ADA)
        server.inline_query(f"{TYPED} kaputt", user=ADA)
        eventually(lambda: everything.getvalue().count("model cracked") >= 5)
        server.wait_for(messages + 4, chat_id=ADA.id)
        server.wait_for(2, method="answerInlineQuery")
        news.broken = False
        told = f"Bad Request: can't parse <{TOLD}> of Xaverine at /bot{TOKEN}/sendMessage"
        server.fail_next("sendMessage", status=400, description=told)
        server.private_message(f"{TOLD}?", user=ADA)
        server.wait_for(messages + 5, chat_id=ADA.id)
        server.fail_next("sendMessage", status=403, description=f"Forbidden: {TOLD}")
        server.private_message(f"{TOLD} nochmal?", user=ADA)
        eventually(lambda: "not allowed to answer" in everything.getvalue())
        server.fail_next("answerCallbackQuery", status=400, description=f"Bad Request: {PRESSED}")
        server.callback(f"more:{PRESSED}", message_id=1, user=ADA)
        server.fail_next("answerInlineQuery", status=400, description=f"Bad Request: RESULT {TYPED}")
        server.inline_query(f"{TYPED} anders", user=ADA)
        server.wait_for(messages + 6, chat_id=ADA.id)
        eventually(lambda: made(server, "answerInlineQuery") >= 4)
        before = made(server, "sendMessage", ADA.id)
        for number in range(25):
            server.private_message(f"{HURRIED} {number}?", user=ADA)
        server.cut_next("sendMessage", accepted=True)
        server.cut_next("sendMessage")
        eventually(lambda: made(server, "sendMessage", ADA.id) > before + 2)
        eventually(lambda: server.pending == 0)
    told = everything.getvalue()
    assert "RuntimeError: no vector for" in told  # the log tells what is wrong
    assert "model cracked" in told
    assert "in _fail_at\n" in told
    assert "unknown button" in told
    assert "not admitted update=" in told
    assert "answered update=" in told


def _hasty() -> Any:  # noqa: ANN401
    from bot.patience import Patience

    return Patience(answer=1, query=0.5, pauses=(0.01, 0.01, 0.01), look_again=0.1, probes=1000)


def test_what_a_webhook_is_sent_and_cannot_be_read_leaves_no_word_in_the_log(
    server: TelegramServer, everything: Log
) -> None:
    settings, news = webhook(server), Leaky()
    url = str(settings.webhook_url)
    right = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    chat = {"id": 1, "type": "private", "first_name": "Xaverine"}
    posts: list[tuple[bytes, dict[str, str]]] = [
        (f'{{"update_id": 1, "message": {{"text": "{ASKED}'.encode(), right),
        (f'"{ASKED}"'.encode("utf-16"), right),
        (json.dumps({"update_id": 1, "message": {"message_id": ASKED, "date": BROKEN, "chat": chat}}).encode(), right),
        (json.dumps({"update_id": 1, "message": ASKED}).encode(), right),
        (json.dumps([ASKED]).encode(), right),
        (json.dumps({"update_id": 1, "text": ASKED}).encode(), right | {"X-Telegram-Bot-Api-Secret-Token": BROKEN}),
        (ASKED.encode(), right | {"Content-Type": f"text/{FOLLOWED}"}),
    ]
    with running(settings, news):
        server.wait_for(1, method="setWebhook")
        eventually(lambda: "answering as" in everything.getvalue())
        for body, headers in posts:
            assert (
                httpx.post(
                    url, content=body, headers=[(name.encode(), value.encode()) for name, value in headers.items()]
                ).status_code
                >= 400
            )
        httpx.get(f"{url}/{quote(ASKED)}?{SECRET}", headers=right)
        server.private_message(f"Wo ist {ASKED}?", user=ADA)
        server.wait_for(1)
    assert "CRITICAL telegram" in everything.getvalue()


def test_questions_that_a_slow_stop_leaves_behind_leave_no_word_in_the_log(
    server: TelegramServer, everything: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.serving._SECONDS_TO_FINISH", 0.2)
    news = SlowNews()
    with running(polling(server), news):
        server.private_message("slow?", user=EVE)
        server.private_message("slow?", user=ChatUser(3, "Xaverine"))
        eventually(lambda: news.busy == 2)
        for word in WORDS:
            server.private_message(f"{word}?", user=EVE)
        server.fail_next("sendMessage", status=500, description=f"Internal error of {TOLD}", times=99)
        server.private_message(f"/help {TOLD}", user=ADA)
        eventually(lambda: server.pending == 0)
        threading.Timer(0.5, news.go_on.set).start()
    assert "stopped before every answer was sent" in everything.getvalue()
