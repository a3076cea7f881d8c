from __future__ import annotations

import asyncio
import time
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from telegram import Update
from telegram.ext import ApplicationBuilder

from bot.app import build_application, records_file
from bot.config import load
from bot.handlers.visiting import message_of
from bot.records import Records
from bot.serving import serve
from bot.shown import Shown
from canned_town import COSTS, KOGDA, OEFFNET, OPENS, asked, town
from conversing import kept
from fakes import CannedNews
from index.errors import FilterError
from remembering import message
from running import (
    ANSWERS,
    BRIDGE,
    BROKEN,
    FAILED,
    SECRET,
    TOKEN,
    SlowNews,
    eventually,
    free_port,
    polling,
    running,
    seen,
    webhook,
)
from telegram_calls import QUICK
from telegram_server import ChatUser, TelegramServer

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from bot.app import App

pytest_plugins = ("bot_fixtures",)


def test_a_sign_that_cannot_be_shown_holds_up_no_answer(
    server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery._UNANNOUNCED", 0.0)
    news = SlowNews()

    def ask(answers: int) -> None:
        signs = [call for call in server.calls if call.method == "sendMessageDraft"]
        news.go_on.clear()
        server.private_message("slow?")
        eventually(lambda: len([call for call in server.calls if call.method == "sendMessageDraft"]) > len(signs))
        news.go_on.set()
        server.wait_for(answers, timeout=8)

    with running(polling(server), news):
        server.fail_next("sendMessageDraft", status=429, description="Too Many Requests", retry_after=30)
        server.fail_next("sendChatAction", status=429, description="Too Many Requests", retry_after=30)
        ask(1)
        server.hang_next("sendMessageDraft", 9)
        ask(2)


def test_when_the_index_breaks_the_user_gets_one_sentence_and_the_log_the_cause(
    server: TelegramServer, news: CannedNews, written: io.StringIO
) -> None:
    with running(polling(server), news):
        server.private_message(BROKEN)
        server.wait_for(1)
        server.private_message(BRIDGE)
        sent = server.wait_for(2)
    assert seen(sent[0]) == FAILED
    assert seen(sent[1]).startswith("Die Brücke")
    assert "RuntimeError: disk on fire" in written.getvalue()
    assert BROKEN not in written.getvalue()


@pytest.mark.parametrize(
    ("language", "error", "told"),
    [
        (
            "en",
            FilterError("time", "<soon>"),
            "I can't read “<soon>” as a date. Write it like after:2024-11-30, after:2024-11 or after:yesterday.",
        ),
        (
            "de",
            FilterError("nothing asked", "site:bbc.com"),
            "Damit weiß ich, wo ich suchen soll, aber nicht wonach. Schreib bitte deine Frage dazu.",
        ),
        (
            "vi",
            FilterError("language", "klingon"),
            "Tôi không biết ngôn ngữ nào tên là “klingon”. Bạn hãy viết như lang:vi hoặc lang:German.",
        ),
    ],
)
def test_a_filter_that_cannot_be_read_is_one_friendly_line_and_no_error(
    server: TelegramServer, written: io.StringIO, language: str, error: FilterError, told: str
) -> None:
    with running(polling(server), CannedNews({"who? after:soon": error})):
        server.private_message("who? after:soon", user=ChatUser(77, "Ann", language_code=language))
        (sent,) = server.wait_for(1)
    assert seen(sent) == told
    log_text = written.getvalue()
    assert f"not understood update=100000001 problem={error.problem!r}" in log_text
    assert "ERROR" not in log_text
    assert error.value not in log_text.replace(repr(error.problem), "")


def test_a_user_who_blocked_the_bot_is_a_line_in_the_log_and_no_error(
    server: TelegramServer, news: CannedNews, written: io.StringIO
) -> None:
    with running(polling(server), news):
        server.private_message(BRIDGE, user=ChatUser(5, "Eve"))
        server.wait_for(1)
        server.block(5)
        server.private_message(BRIDGE, user=ChatUser(5, "Eve"))
        eventually(lambda: "not allowed to answer" in written.getvalue())
        server.private_message(BRIDGE)
        server.wait_for(1, chat_id=1001)
    assert "INFO bot.handlers.errors not allowed to answer" in written.getvalue()
    assert "ERROR" not in written.getvalue()
    assert "Traceback" not in written.getvalue()


def test_what_a_killed_bot_had_sent_and_not_noted_as_done_is_not_sent_again(server: TelegramServer) -> None:
    news, ida = town(), ChatUser(7, "Ida")
    server.private_message(KOGDA, user=ida)
    sent_before = server._account.post(ida.as_chat(), server._account.me, {"text": "The bridge opens on"})["message_id"]
    with closing(Records(records_file(polling(server)), remember=timedelta(days=7), keep_questions=False)) as records:
        for number, question, messages in ((5, OPENS, (sent_before,)), (6, COSTS, ()), (7, OEFFNET, None)):
            records.take(number, message(number, question).to_json())
            if messages is not None:
                answer = Shown(chat_id=7, user_id=7, question=question, question_id=number)
                records.sent(records.remember_answer(answer), messages)
    with running(polling(server), news):
        eventually(lambda: kept(server, "SELECT count(*) FROM journal WHERE done IS NOT NULL") == [(4,)])
    # The first was sent, perhaps in part, the second only written down, the third not even begun.
    assert sorted(asked(news)) == [COSTS, OEFFNET, OPENS, KOGDA]
    assert len(server.wait_for(3)) == 3
    assert [edit.message_id for edit in server.wait_for(1, method="editMessageText")] == [sent_before]


def test_too_many_requests_are_waited_out(server: TelegramServer, news: CannedNews) -> None:
    with running(polling(server), news):
        server.fail_next("sendMessage", status=429, description="Too Many Requests", retry_after=1)
        server.private_message(BRIDGE)
        assert seen(server.wait_for(1)[0]).startswith("Die Brücke")


@pytest.mark.parametrize("trouble", ["fail_next", "cut_next"])
def test_an_answer_that_did_not_get_through_is_sent_again(
    trouble: str, server: TelegramServer, news: CannedNews
) -> None:
    with running(polling(server), news):
        getattr(server, trouble)("sendMessage")
        server.private_message(BRIDGE)
        assert [seen(one).splitlines()[0] for one in server.wait_for(1)] == ["Die Brücke wird am 3. Mai eröffnet."]


def test_a_chat_that_must_wait_holds_up_no_other_and_not_the_stop(
    server: TelegramServer, news: CannedNews, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.serving._SECONDS_TO_FINISH", 0.5)
    with running(polling(server), news):
        server.wait_for(3, method="setMyCommands")
        server.fail_next("sendMessage", status=429, description="Too Many Requests", retry_after=600)
        server.private_message(BRIDGE, user=ChatUser(1, "Ann"))
        eventually(lambda: "again in 600 s" in written.getvalue())
        server.private_message(BRIDGE, user=ChatUser(2, "Ben"))
        server.wait_for(1, chat_id=2, timeout=5)
    assert "stopped before every answer was sent" in written.getvalue()
    assert "Traceback" not in written.getvalue()


def test_an_answer_that_could_not_be_sent_is_owned_up_to(
    server: TelegramServer, news: CannedNews, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.client.PATIENCE", QUICK)
    with running(polling(server), news):
        server.fail_next("sendMessage", times=4)
        server.private_message(BRIDGE)
        assert seen(server.wait_for(1)[0]) == FAILED
        server.fail_next("sendMessage", times=8)
        server.private_message(BRIDGE)
        eventually(lambda: "could not say so" in written.getvalue())
    assert written.getvalue().count("Internal Server Error") >= 2
    assert TOKEN not in written.getvalue()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (409, "ERROR bot.handlers.errors another program fetches this bot's updates, stop one of the two: Oops"),
        (500, "WARNING bot.handlers.errors no updates for now: Oops"),
        (401, "WARNING bot.handlers.errors no updates for now: the server refuses the token (Oops)"),
        (400, "ERROR bot.handlers.errors no updates for now: BadRequest: Oops"),
    ],
)
def test_when_updates_cannot_be_fetched_the_log_says_why_and_the_bot_goes_on_asking(
    status: int, said: str, server: TelegramServer, news: CannedNews, written: io.StringIO
) -> None:
    server.fail_next("getUpdates", status=status, description="Oops")
    with running(polling(server), news):
        server.private_message(BRIDGE)
        server.wait_for(1)
    assert said in written.getvalue()
    assert "Traceback" not in written.getvalue()
    assert TOKEN not in written.getvalue()


def test_a_webhook_call_without_the_right_secret_is_refused(server: TelegramServer, news: CannedNews) -> None:
    settings = webhook(server)
    update = {
        "update_id": 1,
        "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"},
    }
    with running(settings, news):
        server.wait_for(1, method="setWebhook")
        server.private_message(BRIDGE)
        server.wait_for(1)
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}):
            assert httpx.post(str(settings.webhook_url), json=update, headers=headers).status_code == 403
    assert "x" not in news.asked
    assert server.wait_for(1, method="setWebhook")[0].parameters["secret_token"] == SECRET


def test_a_server_that_is_not_up_yet_is_waited_for(
    server: TelegramServer, news: CannedNews, written: io.StringIO
) -> None:
    server.fail_next("getMe", status=502, description="Bad Gateway")
    with running(polling(server), news):
        server.private_message(BRIDGE)
        server.wait_for(1)
    assert written.getvalue().count("cannot reach the Bot API server") == 1
    assert TOKEN not in written.getvalue()


def test_the_bot_stops_at_once_while_it_waits_for_a_server(written: io.StringIO) -> None:
    settings = load(token=TOKEN, api_url=f"http://127.0.0.1:{free_port()}")
    began = time.monotonic()
    with running(settings, CannedNews()):
        eventually(lambda: "cannot reach" in written.getvalue())
    assert time.monotonic() - began < 5
    assert "Task was destroyed" not in written.getvalue()


def test_commands_that_cannot_be_listed_are_no_reason_not_to_start(
    server: TelegramServer, news: CannedNews, written: io.StringIO
) -> None:
    server.fail_next("setMyCommands", status=400, description="Bad Request")
    with running(polling(server), news):
        server.private_message(BRIDGE)
        server.wait_for(1)
    assert "commands not listed" in written.getvalue()


def test_an_index_that_cannot_be_warmed_up_is_logged_and_the_bot_starts(
    server: TelegramServer, written: io.StringIO
) -> None:
    news = CannedNews({"news": RuntimeError("no model"), **ANSWERS})
    with running(polling(server), news):
        server.private_message(BRIDGE)
        server.wait_for(1)
    assert "warming up failed" in written.getvalue()


def test_stopping_does_not_wait_for_the_next_try_to_fetch_updates(server: TelegramServer, news: CannedNews) -> None:
    server.fail_next("getUpdates", status=429, description="Too Many Requests", retry_after=60)
    with running(polling(server), news):
        eventually(lambda: any(call.method == "getUpdates" for call in server.calls))
        began = time.monotonic()
    assert time.monotonic() - began < 10


def test_an_error_outside_of_a_chat_is_only_logged(written: io.StringIO, tmp_path: Path) -> None:
    application = build_application(load(token=TOKEN, data=tmp_path), CannedNews())
    asyncio.run(application.process_error(None, RuntimeError("disk on fire")))
    assert "ERROR bot.handlers.errors error outside of a chat" in written.getvalue()
    assert "RuntimeError: disk on fire" in written.getvalue()


def test_an_update_without_a_message_is_refused_by_the_handlers() -> None:
    with pytest.raises(TypeError, match="without a message"):
        message_of(Update(1))


def test_an_application_without_hooks_is_served_and_one_without_an_updater_is_refused(server: TelegramServer) -> None:
    async def for_a_moment(application: App) -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(0.2, stop.set)
        await serve(application, polling(server), stop)

    plain = ApplicationBuilder().token(TOKEN).base_url(f"{server.url}/bot")
    asyncio.run(for_a_moment(plain.build()))
    server.wait_for(1, method="getUpdates")
    with pytest.raises(TypeError, match="without an updater"):
        asyncio.run(for_a_moment(plain.updater(None).build()))
