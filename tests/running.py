"""The bot as it runs, in a thread of the test, and what the tests of it share."""

from __future__ import annotations

import asyncio
import shutil
import socket
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, finalize

from bot.app import build_application
from bot.config import load
from bot.serving import serve
from fakes import CannedNews, answered, cited, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.config import BotSettings
    from index.protocols import News
    from index.types import Answer
    from telegram_server import Sent, TelegramServer

TOKEN = "123456:ABC-def_GHIjklMNOpqrSTUvwx"  # noqa: S105 - nobody's
SECRET = "hook-secret_9"  # noqa: S105 - nobody's

BRIDGE = "Wann wird die Brücke eröffnet?"
ODD = '<b>bold</b> & "quoted" 😀👨\u200d👩\u200d👧?'
HTML = "HTML?"
BROKEN = "broken?"
ANSWERS: dict[str, Answer | Exception] = {
    BRIDGE: answered(BRIDGE, quoted("Die Brücke wird am 3. Mai eröffnet.")),
    HTML: answered(HTML, quoted("</blockquote><script>&amp;</script> <b>", cited(title="<i>T</i>", source="A & B"))),
    BROKEN: RuntimeError("disk on fire"),
}
FAILED = "Sorry, something went wrong on my side, and I could not finish answering. Please try again later."
NOT_FOUND = "The articles I have don't seem to say."

_SECONDS_TO_STOP = 20


@contextmanager
def running(settings: BotSettings, news: News) -> Iterator[None]:
    """Serve while the block runs, then stop as on SIGTERM; what ended the bot early is raised at the end."""
    loops: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
    failures: list[BaseException] = []
    ready = threading.Event()

    async def live() -> None:
        stop = asyncio.Event()
        loops.append((asyncio.get_running_loop(), stop))
        ready.set()
        await serve(build_application(settings, news), settings, stop)

    def run() -> None:
        try:
            asyncio.run(live())
        except BaseException as error:  # noqa: BLE001 - raised again in the test's own thread
            failures.append(error)

    thread = threading.Thread(target=run, name="bot")
    thread.start()
    ready.wait(_SECONDS_TO_STOP)
    try:
        yield
    finally:
        loop, stop = loops[0]
        if not loop.is_closed():
            loop.call_soon_threadsafe(stop.set)
        thread.join(_SECONDS_TO_STOP)
    assert not thread.is_alive(), "the bot does not stop"
    if failures:
        raise failures[0]


class SlowNews(CannedNews):
    """Answers "slow?" only when told to; other questions at once.

    Attributes:
        busy: number of questions being waited on.
    """

    def __init__(self) -> None:
        super().__init__(ANSWERS)
        self.go_on = threading.Event()
        self.busy = 0

    def answer(self, question: str, **scope: Any) -> Answer:  # noqa: ANN401 - as the base has it
        if question == "slow?":
            self.busy += 1
            assert self.go_on.wait(20)
        return super().answer(question, **scope)


def seen(sent: Sent) -> str:
    """The text as the reader sees it."""
    assert sent.formatted is not None
    return sent.formatted.text


_FOLDERS: WeakKeyDictionary[object, Path] = WeakKeyDictionary()


def folder(server: TelegramServer) -> Path:
    """Where a bot keeps what it remembers: the same for every bot on one server, gone with the server."""
    if server not in _FOLDERS:
        _FOLDERS[server] = Path(tempfile.mkdtemp(prefix="newsbot-"))
        finalize(server, shutil.rmtree, _FOLDERS[server], ignore_errors=True)
    return _FOLDERS[server]


def polling(server: TelegramServer, **more: Any) -> BotSettings:  # noqa: ANN401 - each setting has its own type
    return load(token=TOKEN, api_url=server.url, data=folder(server), **more)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def webhook(server: TelegramServer, **more: Any) -> BotSettings:  # noqa: ANN401 - each setting has its own type
    port = free_port()
    return load(
        token=TOKEN,
        api_url=server.url,
        data=folder(server),
        webhook_url=f"http://127.0.0.1:{port}/hook",
        webhook_port=port,
        webhook_secret=SECRET,
        **more,
    )


def eventually(true: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until something becomes true."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.01)
