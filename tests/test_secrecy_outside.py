"""The same outside of conversations: at the start, in other threads, in the terminal."""

from __future__ import annotations

import asyncio
import gc
import io
import sys
import threading
from typing import TYPE_CHECKING, NoReturn

from bot.app import build_application
from bot.config import load
from bot_process import RAISING, process
from fakes import CannedNews
from index.errors import NewsIndexError
from running import SECRET, TOKEN, eventually, polling, running
from unsayable import (
    ADA,
    ASKED,
    BROKEN,
    FOLLOWED,
    OPERATOR,
    PRESSED,
    SECRETS,
    SPELLINGS,
    TOLD,
    TYPED,
    WORDS,
    Leaky,
    Log,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from telegram_server import TelegramServer


pytest_plugins = ("bot_fixtures", "secrecy_fixtures")


def test_errors_outside_of_any_handler_leave_no_word_in_the_log(server: TelegramServer, everything: Log) -> None:
    class Dying:
        def __del__(self) -> None:
            fail()

    def fail() -> NoReturn:
        raise RuntimeError(f"lost {ASKED} of {TOKEN}, pool closed")

    async def fail_later() -> None:
        fail()

    async def outside() -> None:
        application = build_application(polling(server), Leaky())
        try:
            await application.process_error(None, RuntimeError(f"lost {ASKED} of {TOKEN}, disk full"))
        finally:
            await application.post_shutdown(application)  # type: ignore[misc]
        forgotten = asyncio.create_task(fail_later())
        await asyncio.wait({forgotten})
        del forgotten
        gc.collect()
        asyncio.get_running_loop().call_soon(fail)
        await asyncio.sleep(0)

    with running(polling(server), Leaky()):
        server.private_message(f"Wo ist {ASKED}?", user=ADA)
        server.wait_for(1)
    asyncio.run(outside())
    Dying()
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    sys.excepthook(RuntimeError, RuntimeError(f"lost {ASKED} of {TOKEN}"), None)
    told = everything.getvalue()
    for said in ("error outside of a chat", "never retrieved", "Exception in callback", "unraisable", "in thread"):
        assert said in told
    assert "RuntimeError: lost … of [secret], disk full" in told
    assert told.count("RuntimeError: lost … of [secret], pool closed") == 2
    assert told.count("in fail\n") == 4


def test_a_server_that_cannot_be_reached_shows_no_token(everything: Log, tmp_path: Path) -> None:
    for url in ("http://127.0.0.1:9", "http://[::1]:9/%zz", "https://127.0.0.1:9"):
        with running(load(token=TOKEN, api_url=url, data=tmp_path), CannedNews()):
            eventually(lambda: "cannot reach the Bot API server" in everything.getvalue())


def test_settings_that_are_wrong_are_told_without_them(
    everything: Log, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.__main__ import main

    for name, value in (("TELEGRAM_BOT_TOKEN", f"{TOKEN}!"), ("NEWSBOT_WEBHOOK_SECRET", f"{SECRET}?")):
        monkeypatch.setenv(name, value)
    assert main([]) == 2
    err = capsys.readouterr().err
    assert "token" in err
    assert [secret for secret in SECRETS if secret in err.casefold()] == []
    assert everything.getvalue() == ""


def test_standard_error_of_the_program_holds_no_token_and_no_question(server: TelegramServer, tmp_path: Path) -> None:
    server.fail_next("getMe", status=502, description=f"no upstream for /bot{TOKEN}/getMe")
    with process(tmp_path, server.url, TOKEN) as bot:
        for word in WORDS[:3]:
            server.private_message(f"{RAISING} {word}", user=ADA)
        server.wait_for(3)
        server.fail_next("sendMessage", status=400, description=f"Bad Request: {BROKEN} at /bot{TOKEN}/sendMessage")
        server.private_message(f"Wo ist {BROKEN}?", user=ADA)
        server.wait_for(4)
        bot.close()
        server.private_message(f"Wer ist {TOLD}?", user=ADA)
        eventually(lambda: server.pending == 0)
        bot.terminate()
        bot.open()
        assert bot.status() == 0
        told = bot.log.casefold()
    assert [one for one in SECRETS | SPELLINGS if one in told] == []
    assert told.count("runtimeerror: cannot …\n") == 3


def test_in_the_terminal_standard_error_holds_no_question(everything: Log, capsys: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console

    from bot import console

    class Unreadable(Leaky):
        def outlets(self) -> NoReturn:
            raise NewsIndexError(f"no outlets for {TOKEN}")

    news = Unreadable()
    asked = [f"Wo ist {ASKED}?", f"und {FOLLOWED}?", f"after:{OPERATOR} was?", f"/latest {TYPED}", f"/{PRESSED}"]

    def lines() -> Iterator[str]:
        yield from asked
        news.broken = True
        yield from asked

    console.run(news, lines(), Console(file=io.StringIO()), language="de")
    assert everything.getvalue().count("ERROR bot.console failed") >= 2
    assert "RuntimeError: no vector for" in everything.getvalue()
    assert capsys.readouterr().err == ""
