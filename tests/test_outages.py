"""What people and the log are told while a server behind the bot is away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from bot.config import load
from fakes import CannedNews, answered, quoted
from index.errors import EngineUnreachableError
from running import TOKEN, eventually, free_port, running, seen
from telegram_server import ChatUser, TelegramServer

if TYPE_CHECKING:
    import io
    from pathlib import Path

    import pytest

    from index.types import Answer

pytest_plugins = ("bot_fixtures",)

ADA = ChatUser(1, "Ada", language_code="en")
AWAY = "I can't reach my archive right now. Please ask again in a minute."


class Forsaken(CannedNews):
    """An index whose engine is away for as long as it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.away = False

    def answer(self, question: str, **_: Any) -> Answer:  # noqa: ANN401
        if self.away:
            raise EngineUnreachableError("http://engine.example:19530 does not answer")
        return answered(question, quoted(f"«{question}»"))


def test_while_the_engine_cannot_be_reached_people_are_told_and_the_log_says_it_once(
    server: TelegramServer, tmp_path: Path, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chores._BETWEEN_PROBES", 0.1)
    news, port = Forsaken(), free_port()
    settings = load(token=TOKEN, api_url=server.url, data=tmp_path, monitor_port=port)

    def health() -> tuple[int, str]:
        got = httpx.get(f"http://127.0.0.1:{port}/healthz")
        return got.status_code, got.text

    with running(settings, news):
        server.private_message("before?", user=ADA)
        server.wait_for(1)
        news.away = True
        for number, (person, told) in enumerate(
            [(ADA, AWAY), (ChatUser(4, "Ute", language_code="de"), "Ich komme gerade nicht an mein Archiv heran.")], 2
        ):
            server.private_message("who?", user=person)
            assert seen(server.wait_for(number)[-1]).startswith(told)
        status, text = health()
        assert (status, text.startswith("the index cannot be reached since ")) == (503, True)
        metrics = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        assert 'newsbot_answers_total{outcome="unreachable"} 2.0' in metrics
        assert 'newsbot_unreachable{what="index"} 1.0' in metrics
        news.away = False
        eventually(lambda: health() == (200, "ok\n"))  # though nobody asks
        server.private_message("after?", user=ADA)
        server.wait_for(4)
    assert [one["text"] for one in server.history(ADA.id) if one["from"]["is_bot"] and "«" not in one["text"]] == [AWAY]
    log = written.getvalue()
    assert log.count("the index cannot be reached: http://engine.example:19530 does not answer") == 1
    assert log.count("the index can be reached again") == 1
    assert "Traceback" not in log
