"""Ways to talk to the tests' Bot API server: as a bot, and bare."""

from __future__ import annotations

import asyncio
import http.client
import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from telegram import Bot, Update

from bot.client import client
from bot.config import load
from bot.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.client import Client
    from telegram_server import TelegramServer

T = TypeVar("T")


def with_bot(server: TelegramServer, use: Callable[[Bot], Awaitable[T]], token: str | None = None) -> T:
    """Run a coroutine with a bot connected to the server."""

    async def connected() -> T:
        bot = Bot(token or server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")
        async with bot:
            return await use(bot)

    return asyncio.run(connected())


def sends(text: str) -> Callable[[Bot], Awaitable[Any]]:
    """What sends a text to the person who writes where none is named."""
    return lambda bot: bot.send_message(1001, text)


TOKEN = "123456:of-nobody_s-bot"  # noqa: S105
QUICK = Patience(answer=5, query=0.3, pauses=(0.01, 0.01, 0.01), look_again=0.3, probes=1000)
HASTY = replace(QUICK, answer=0.3)  # for a server that hangs


def with_client(server: TelegramServer, use: Callable[[Client], Awaitable[T]], patience: Patience = QUICK) -> T:
    """Run a coroutine with our own client connected to the server, whose token is ``TOKEN``; it loses patience soon."""

    async def connected() -> T:
        settings = load(token=server.token, api_url=server.url)
        async with client(settings, patience) as ours:
            return await use(ours)

    return asyncio.run(connected())


def call(server: TelegramServer, method: str, **parameters: object) -> dict[str, Any]:
    """Call a method as any HTTP client would, with a JSON body; the answer object."""
    return post(server, f"/bot{server.token}/{method}", json.dumps(parameters).encode(), "application/json")


def post(server: TelegramServer, path: str, body: bytes, content_type: str, *, verb: str = "POST") -> dict[str, Any]:
    """Send a body of any kind to a path; the answer object."""
    connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rsplit(":", 1)[1]), timeout=10)
    try:
        connection.request(verb, path, body, {"Content-Type": content_type})
        answer: dict[str, Any] = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    return answer


def until(condition: Callable[[], object]) -> None:
    """Wait for something that takes a moment; a test fails where it does not come about."""
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def received(server: TelegramServer) -> Update:
    """The newest update, as python-telegram-bot reads it."""
    (raw,) = call(server, "getUpdates", offset=-1)["result"]
    update = Update.de_json(raw, None)
    assert update is not None
    return update
