from __future__ import annotations

import asyncio
import http.client
import socket
import threading
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import Conflict
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from telegram_calls import call, until
from telegram_server import Group, TelegramServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from telegram import Update

SECRET, OTHER_SECRET = "s-1", "s-2"


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        yield running


@asynccontextmanager
async def echo(server: TelegramServer) -> AsyncIterator[Any]:
    """An application that says again what it hears, running but not fetching updates yet."""

    async def say(update: Update, _: object) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text(f"heard {update.effective_message.text}", do_quote=True)

    async def start(update: Update, _: object) -> None:
        assert update.message is not None
        await update.message.reply_text("welcome")

    async def press(update: Update, _: object) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer()

    application = ApplicationBuilder().token(server.token).base_url(f"{server.url}/bot").build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(press))
    application.add_handler(MessageHandler(filters.TEXT, say))
    async with application:
        await application.start()
        yield application
        await application.stop()


def test_an_application_converses_by_polling(server: TelegramServer) -> None:
    async def converse() -> None:
        async with echo(server) as application:
            await application.updater.start_polling()
            server.private_message("/start")
            asked = server.private_message('<b>&" 😀')
            group = server.group_message("/start@news_test_bot", chat=Group(-9, "Readers"))
            sent = await asyncio.to_thread(server.wait_for, 3)
            assert [one.text for one in sent] == ["welcome", 'heard <b>&" 😀', "welcome"]
            assert sent[1].parameters["reply_parameters"]["message_id"] == asked
            assert (sent[2].chat_id, sent[2].message_id) == (-9, group + 3)
            server.callback("more", message_id=sent[0].message_id or 0)
            await asyncio.to_thread(server.wait_for, method="answerCallbackQuery")
            await application.updater.stop()

    asyncio.run(converse())
    assert server.pending == 0
    assert server.violations == []


def test_an_application_converses_by_webhook_and_in_order(server: TelegramServer, unused_port: int) -> None:
    async def converse() -> None:
        async with echo(server) as application:
            server.private_message("before")
            await application.updater.start_webhook(
                port=unused_port, url_path="hook", secret_token=SECRET,
                webhook_url=f"http://127.0.0.1:{unused_port}/hook", allowed_updates=["message"],
            )  # fmt: skip
            server.private_message("one")
            server.private_message("two")
            sent = await asyncio.to_thread(server.wait_for, 3)
            assert [one.text for one in sent] == ["heard before", "heard one", "heard two"]
            with pytest.raises(Conflict, match="webhook is active"):
                await application.bot.get_updates()
            info = await application.bot.get_webhook_info()
            assert (info.url, info.allowed_updates) == (f"http://127.0.0.1:{unused_port}/hook", ("message",))
            await application.updater.stop()

    asyncio.run(converse())
    assert server.violations == server.undelivered == []


def test_a_webhook_that_knows_another_secret_is_tried_again_and_given_up(
    server: TelegramServer, unused_port: int
) -> None:
    async def refuse() -> None:
        async with echo(server) as application:
            url = f"http://127.0.0.1:{unused_port}/hook"
            await application.updater.start_webhook(
                port=unused_port, url_path="hook", secret_token=SECRET, webhook_url=url
            )
            await application.bot.set_webhook(url, secret_token=OTHER_SECRET)
            server.private_message("one")
            await asyncio.to_thread(until, lambda: server.pending == 0)
            info = await application.bot.get_webhook_info()
            assert info.last_error_message == "Wrong response from the webhook: 403"
            await application.updater.stop()

    asyncio.run(refuse())
    (lost,) = server.undelivered
    assert "'text': 'one'" in lost
    assert lost.endswith("403")
    assert [one.method for one in server.calls if one.method == "sendMessage"] == []


def test_a_webhook_that_is_down_keeps_updates_until_it_is_deleted(server: TelegramServer, unused_port: int) -> None:
    call(server, "setWebhook", url=f"http://127.0.0.1:{unused_port}/hook")
    server.private_message("one")
    until(lambda: "last_error_message" in call(server, "getWebhookInfo")["result"])
    info = call(server, "getWebhookInfo")["result"]
    assert info["pending_update_count"] == 1
    assert info["last_error_message"] == "Connection failed: ConnectionRefusedError"
    call(server, "setWebhook", url="")
    assert [one["message"]["text"] for one in call(server, "getUpdates")["result"]] == ["one"]
    call(server, "deleteWebhook", drop_pending_updates=True)
    assert server.pending == 0


@pytest.fixture
def unused_port() -> int:
    """A loopback port nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_nothing_is_left_when_the_server_is_closed() -> None:
    with TelegramServer() as server:
        threads = threading.active_count()
        connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rsplit(":", 1)[1]), timeout=10)
        connection.request(
            "POST", f"/bot{server.token}/getUpdates", '{"timeout": 30}', {"Content-Type": "application/json"}
        )
        until(lambda: threading.active_count() > threads)
        begin = time.monotonic()
    assert time.monotonic() - begin < 3
    assert threading.active_count() == threads - 1
    connection.close()
