"""The bot as a process that is killed, stopped, and robbed of its disk: nobody's question is lost."""

from __future__ import annotations

import gc
import random
import socket
import sqlite3
import warnings
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

import index
from bot.__main__ import main
from bot.app import records_file
from bot.config import load
from bot_process import FULL, process
from fakes import CannedNews, answered
from running import TOKEN, eventually
from telegram_server import ChatUser, TelegramServer

if TYPE_CHECKING:
    import io
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bot_process import Process
    from index.types import Answer

pytest_plugins = ("bot_fixtures",)

ADA, BEN, EVE = ChatUser(1, "Ada", language_code="en"), ChatUser(2, "Ben", language_code="en"), ChatUser(3, "Eve")
_FIRST_UPDATE = 100_000_001


def answers(server: TelegramServer, chat: int) -> dict[str, int]:
    """How often each question of a chat was answered."""
    asked = {one["message_id"]: one["text"] for one in server.history(chat) if not one["from"]["is_bot"]}
    times = dict.fromkeys(asked.values(), 0)
    for one in server.history(chat):
        if one["from"]["is_bot"]:
            question = asked[one["reply_to_message"]["message_id"]]
            assert f"«{question}»" in one["text"]
            times[question] += 1
    return times


class Agreeable(CannedNews):
    """Answers whatever it is asked, however."""

    def answer(self, question: str, **_: Any) -> Answer:  # noqa: ANN401
        return answered(question)


def records(folder: Path) -> Path:
    """What a bot remembers."""
    return records_file(load(token=TOKEN, data=folder / "data"))


def unfinished(folder: Path) -> set[int]:
    """The updates of which a killed bot had not noted that they were answered."""
    with closing(sqlite3.connect(records(folder))) as database:
        return {number for (number,) in database.execute("SELECT update_id FROM journal WHERE done IS NULL")}


def start(folder: Path, server: TelegramServer, **environment: str) -> AbstractContextManager[Process]:
    return process(folder, server.url, TOKEN, **environment)


def test_what_a_killed_bot_was_working_on_is_answered_once_by_the_next_and_the_rest_not_again(
    server: TelegramServer, tmp_path: Path
) -> None:
    with start(tmp_path, server) as bot:
        server.private_message("done?", user=ADA)
        server.wait_for(1)
        eventually(lambda: not unfinished(tmp_path))
        bot.close()
        server.private_message("one?", user=ADA)
        server.private_message("two?", user=BEN)
        server.private_message("three?", user=ADA)
        eventually(lambda: len(unfinished(tmp_path)) == 3)
        eventually(lambda: server.pending == 0)  # Telegram offers them no more
        bot.kill()
    with start(tmp_path, server):
        server.private_message("four?", user=BEN)
        server.wait_for(5)
        eventually(lambda: not unfinished(tmp_path))
    assert answers(server, ADA.id) == {"done?": 1, "one?": 1, "three?": 1}
    assert answers(server, BEN.id) == {"two?": 1, "four?": 1}


def test_killed_at_any_instant_every_question_is_answered_and_twice_only_what_was_not_noted_yet(
    server: TelegramServer, tmp_path: Path
) -> None:
    chance = random.Random(20241203)  # noqa: S311 - no secret
    asked = 0
    unsure: list[int] = []
    for _ in range(2):
        with start(tmp_path, server) as bot:
            for _ in range(6):
                server.private_message(f"question {asked}?", user=ADA)
                asked += 1
            before = len([one for one in server.calls if one.method == "sendMessage"])
            if chance.random() < 0.5:  # the answer arrives, and the bot is killed before it knows
                server.hang_next("sendMessage", 1)
            server.wait_for(before + chance.randint(1, 5))
            bot.kill()
        unsure += unfinished(tmp_path)
    with start(tmp_path, server):
        eventually(lambda: min(answers(server, ADA.id).values()) > 0 and not unfinished(tmp_path), 30)
    times = answers(server, ADA.id)
    assert len(times) == asked
    for number, count in enumerate(times.values()):
        # A kill may fall between the sending of an answer and the note that it was sent: then it is sent once more.
        assert 1 <= count <= 1 + unsure.count(_FIRST_UPDATE + number), f"question {number}"
    assert sum(times.values()) <= asked + 2  # of one chat, one answer is on its way at a time


def test_a_question_that_is_handled_again_still_goes_on_from_the_one_before_it(
    server: TelegramServer, tmp_path: Path
) -> None:
    with start(tmp_path, server) as bot:
        server.private_message("first?", user=ADA)
        server.wait_for(1)
        eventually(lambda: not unfinished(tmp_path))
        server.hang_next("sendMessage", 1)
        server.private_message("second?", user=ADA)
        server.wait_for(2)
        bot.kill()
    assert unfinished(tmp_path)
    with start(tmp_path, server):
        eventually(lambda: not unfinished(tmp_path))
    with closing(sqlite3.connect(records(tmp_path))) as database:
        before = dict(database.execute("SELECT question, before FROM answer ORDER BY id"))
    assert before == {"first?": None, "second?": "first?"}


def test_a_bot_answers_though_its_disk_is_full_and_when_told_to_end_finishes_what_it_has_fetched(
    server: TelegramServer, tmp_path: Path
) -> None:
    with start(tmp_path, server) as bot:
        server.private_message(FULL, user=ADA)
        server.wait_for(1)
        for number in range(3):
            server.private_message(f"question {number}?", user=BEN)
        server.private_message("/start", user=EVE)
        server.wait_for(5)
        assert "reply_markup" not in server.history(BEN.id)[-1]  # what is not remembered can have no buttons
        server.callback("more:1:0", message_id=server.history(BEN.id)[-1]["message_id"], user=BEN)
        server.inline_query("word", user=BEN)
        server.wait_for(1, method="answerCallbackQuery")
        server.wait_for(1, method="answerInlineQuery")
        bot.close()
        server.private_message("last?", user=ADA)
        server.private_message("last?", user=BEN)
        eventually(lambda: server.pending == 0)
        bot.terminate()
        bot.open()
        assert bot.status() == 0
        server.private_message("after?", user=BEN)
    with start(tmp_path, server):
        server.wait_for(9)
    # The first was taken before the disk was full, and that it was answered could not be noted.
    assert answers(server, ADA.id) == {FULL: 2, "last?": 1}
    assert answers(server, BEN.id) == {f"question {number}?": 1 for number in range(3)} | {"last?": 1, "after?": 1}


@pytest.mark.parametrize("harm", ["damaged", "a folder", "the monitor's port", "the webhook's port"])
def test_a_bot_that_cannot_start_says_why_in_a_line_and_ends_with_2(
    server: TelegramServer,
    tmp_path: Path,
    *,
    harm: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    written: io.StringIO,
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(index, "open_index", lambda *_, **__: Agreeable())
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", server.url)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        if harm == "damaged":
            records(tmp_path).write_bytes(b"SQLite format 3\0" + b"spoiled " * 1000)
        elif harm == "a folder":
            records(tmp_path).mkdir()
        elif harm == "the monitor's port":
            monkeypatch.setenv("NEWSBOT_MONITOR_PORT", port)
        else:
            monkeypatch.setenv("NEWSBOT_WEBHOOK_URL", "https://news.example/hook")
            monkeypatch.setenv("NEWSBOT_WEBHOOK_SECRET", "hook-secret")
            monkeypatch.setenv("NEWSBOT_WEBHOOK_PORT", port)
        assert main(["--data", str(tmp_path / "data")]) == 2
    with warnings.catch_warnings():
        # tornado leaves open the socket that it could not bind.
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
    told = {
        "damaged": f"{records(tmp_path)} is damaged",
        "a folder": f"cannot open {records(tmp_path)} (",
        "the monitor's port": f"the monitor cannot listen on 127.0.0.1:{port}: another program listens there",
        "the webhook's port": f"cannot listen on 127.0.0.1:{port}: ",
    }
    err = capsys.readouterr().err
    assert err.splitlines()[-1].startswith(told[harm])
    assert "Traceback" not in err + written.getvalue()
