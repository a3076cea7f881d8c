"""Ways to talk to the tests' Bot API server: as a bot, and bare."""

from __future__ import annotations

import asyncio
import http.client
import json
import time
from typing import TYPE_CHECKING, Any, TypeVar

from telegram import Bot, Update

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram_server import TelegramServer

T = TypeVar("T")


def with_bot(server: TelegramServer, use: Callable[[Bot], Awaitable[T]], token: str | None = None) -> T:
    """Run a coroutine with a bot connected to the server."""

    async def connected() -> T:
        bot = Bot(token or server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")
        async with bot:
            return await use(bot)

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
