from __future__ import annotations

import gc
import io
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import index
from bot import __main__ as program
from fakes import CannedNews
from index.confidence import THRESHOLD
from index.errors import IndexNotFoundError
from index.location import Location
from running import (
    ANSWERS,
    BRIDGE,
    SECRET,
    TOKEN,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.protocols import News
    from telegram_server import TelegramServer

pytest_plugins = ("bot_fixtures",)


class Program:
    """`python -m bot` over an index given by the test.

    Attributes:
        opened: what the index was opened with.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.opened: list[dict[str, object]] = []

    def run(self, news: News | Callable[[], News], *arguments: str, **environment: str) -> int:
        """The exit status."""

        def open_index(folder: Path, **more: object) -> News:
            self.opened.append({"folder": folder, **more})
            return news() if callable(news) else news

        self._monkeypatch.setattr(index, "open_index", open_index, raising=False)
        for name, value in environment.items():
            self._monkeypatch.setenv(name, value)
        return program.main(arguments)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Program]:
    """The program in an empty folder; what it sets for the whole process is put back."""
    monkeypatch.chdir(tmp_path)
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield Program(monkeypatch)
    root.setLevel(level)
    for handler in [handler for handler in root.handlers if handler not in handlers]:
        root.removeHandler(handler)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def test_with_a_token_the_program_serves_telegram_until_sigterm(here: Program, server: TelegramServer) -> None:
    server.private_message(BRIDGE)

    def end() -> None:
        server.wait_for(1)
        os.kill(os.getpid(), signal.SIGTERM)

    with ThreadPoolExecutor(1) as other:
        ending = other.submit(end)
        assert here.run(CannedNews(ANSWERS), TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url) == 0
        ending.result(10)
    assert server.pending == 0


def test_a_token_the_server_does_not_know_is_said_without_showing_it(
    here: Program, server: TelegramServer, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = "123456:WRONG-def_GHIjklMNOpqrSTU"
    assert here.run(CannedNews(), TELEGRAM_BOT_TOKEN=wrong, TELEGRAM_API_URL=server.url) == 2
    err = capsys.readouterr().err
    assert err.splitlines()[-1].startswith("the Bot API server does not accept the token")
    assert "WRONG" not in err
    assert "Traceback" not in err


def test_an_address_that_is_taken_is_said(
    here: Program, server: TelegramServer, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status = here.run(
            CannedNews(),
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_URL=server.url,
            NEWSBOT_WEBHOOK_URL="https://news.example/hook",
            NEWSBOT_WEBHOOK_SECRET=SECRET,
            NEWSBOT_WEBHOOK_PORT=str(port),
        )
    with warnings.catch_warnings():
        # tornado leaves open the socket that it could not bind.
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
    assert status == 2
    assert f"cannot listen on 127.0.0.1:{port}: " in capsys.readouterr().err


def test_without_a_token_questions_come_from_the_pipe(
    here: Program, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{BRIDGE}\n\xff?\n".encode("latin-1")), "utf-8"))
    news = CannedNews()
    assert here.run(news, "--data", "elsewhere", "--model", "some-model") == 0
    assert here.opened == [
        {"folder": Location(data=Path("elsewhere")), "model": "some-model", "threshold": THRESHOLD, "explain": False}
    ]
    assert len(news.asked) == 2
    assert capsys.readouterr().out.count("\n\n") == 2


def test_threshold_and_explanation_are_what_the_command_line_says_before_the_environment(
    here: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert here.run(CannedNews(), NEWSBOT_THRESHOLD="0.25", NEWSBOT_EXPLAIN="1") == 0
    assert here.run(CannedNews(), "--threshold", "0.75") == 0
    monkeypatch.delenv("NEWSBOT_EXPLAIN")
    assert here.run(CannedNews(), "--explain") == 0
    assert [(asked["threshold"], asked["explain"]) for asked in here.opened] == [
        (0.25, True), (0.75, True), (0.25, True)
    ]  # fmt: skip


def test_nothing_is_explained_on_telegram(here: Program) -> None:
    def stopping() -> News:
        os.kill(os.getpid(), signal.SIGTERM)
        return CannedNews()

    assert here.run(stopping, "--explain", TELEGRAM_BOT_TOKEN=TOKEN) == 0
    assert [asked["explain"] for asked in here.opened] == [False]


@pytest.mark.parametrize("wrong", ["1.5", "-1", "much"])
def test_a_threshold_that_is_none_is_said_in_one_line(
    here: Program, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    assert here.run(CannedNews(), f"--threshold={wrong}") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("threshold: Input should be")
    assert here.opened == []


def test_without_an_index_the_program_says_how_to_build_one(
    here: Program, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def nothing() -> News:
        raise IndexNotFoundError(tmp_path)

    assert here.run(nothing) == 2
    assert "python scripts/rebuild_index.py SOURCE… --data" in capsys.readouterr().err


def test_wrong_settings_are_said_and_not_shown(here: Program, capsys: pytest.CaptureFixture[str]) -> None:
    assert here.run(CannedNews(), TELEGRAM_BOT_TOKEN="my-own-secret") == 2  # noqa: S106 - nobody's
    err = capsys.readouterr().err
    assert err.startswith("TELEGRAM_BOT_TOKEN: is not a bot token")
    assert "my-own-secret" not in err


def test_sigterm_while_the_index_is_opened_ends_the_program_quietly(
    here: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    def slow() -> News:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
        raise AssertionError("not stopped")

    before = signal.getsignal(signal.SIGTERM)
    assert here.run(slow) == 0
    assert capsys.readouterr().err == ""
    assert signal.getsignal(signal.SIGTERM) == before


def test_the_program_runs_outside_of_the_main_thread_too(here: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with ThreadPoolExecutor(1) as other:
        assert other.submit(here.run, CannedNews()).result(10) == 0


def test_importing_the_bot_loads_no_heavy_library() -> None:
    code = (
        "import sys, bot.__main__, bot.app, bot.serving, bot.console\n"
        "print([name for name in ('faiss', 'torch', 'sentence_transformers', 'tantivy', 'trafilatura') "
        "if name in sys.modules])"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_where_the_index_is_may_be_said_on_the_command_line_and_by_the_environment(
    here: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b""), "utf-8"))
    store = "postgresql://bot:word@store.example/news"
    assert here.run(CannedNews(), "--engine", "news.db", NEWSBOT_STORE=store, NEWSBOT_ENGINE_TOKEN="root:word") == 0  # noqa: S106
    (opened,) = here.opened
    place = Location(data=Path("data"), engine_url="news.db", engine_token="root:word", store_url=store)  # noqa: S106
    assert opened["folder"] == place
