from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.client import client
from bot.config import load
from telegram_calls import HASTY, QUICK, TOKEN, call, with_client
from telegram_server import DEFAULT_GROUP, ChatUser, TelegramServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.client import Client

ADA = ChatUser(1001, "Ada")
BOB = ChatUser(1002, "Bob")


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer(TOKEN) as running:
        for one in (ADA, BOB):
            running.private_message("q", user=one)
        yield running
        assert running.violations == []


def made(server: TelegramServer, method: str) -> int:
    """How many calls of a method were made."""
    return [one.method for one in server.calls].count(method)


def test_a_client_shows_no_token_and_needs_one() -> None:
    settings = load(token=TOKEN, api_url="https://telegram.example")
    assert TOKEN.split(":")[1] not in repr(client(settings))
    assert "https://telegram.example/bot" in repr(client(settings))
    with pytest.raises(ValueError, match="set TELEGRAM_BOT_TOKEN"):
        client(settings.model_copy(update={"token": None}))


def test_texts_are_html_and_links_have_no_preview(server: TelegramServer) -> None:
    with_client(server, lambda bot: bot.send_message(ADA.id, "<b>x</b>"))
    (sent,) = server.wait_for()
    assert sent.formatted is not None
    assert sent.formatted.text == "x"
    assert sent.parameters["link_preview_options"] == {"is_disabled": True}


def test_a_token_refused_while_polling_is_an_error_like_others(server: TelegramServer) -> None:
    server.fail_next("getUpdates", status=401, description="Unauthorized")

    async def poll(bot: Client) -> int:
        with pytest.raises(NetworkError, match="refuses the token"):
            await bot.get_updates()
        return len(await bot.get_updates())

    assert with_client(server, poll) == 2


def test_updates_that_come_by_webhook_tell_where_the_bot_is(server: TelegramServer) -> None:
    async def answer(bot: Client) -> None:
        server.private_message("q", user=ADA)
        for raw in call(server, "getUpdates")["result"]:
            bot.saw(Update.de_json(raw, bot))
        server.cut_next("sendMessage", accepted=True)
        await bot.send_message(ADA.id, "x")

    with_client(server, answer)
    assert [shown["text"] for shown in server.history(ADA.id)] == ["q", "q", "x"]


def test_edits_and_presses_tell_of_messages_too(server: TelegramServer) -> None:
    async def learn(bot: Client) -> None:
        sent = await bot.send_message(ADA.id, "x")
        server.edited_message(1, "p")
        server.callback("more", message_id=sent.message_id)
        server.callback("more", inline_message_id="abc")
        await bot.get_updates()
        assert set(bot._ids._space(ADA.id).known) == {1, 2, 3}

    with_client(server, learn)


def test_who_must_wait_holds_up_no_other_chat(server: TelegramServer) -> None:
    async def send(bot: Client) -> None:
        server.fail_next("sendMessage", status=429, description="Too Many Requests", retry_after=600)
        waiting = asyncio.create_task(bot.send_message(ADA.id, "x"))
        while made(server, "sendMessage") == 0:  # noqa: ASYNC110 - the server is in another thread
            await asyncio.sleep(0.01)
        await bot.send_message(BOB.id, "y")
        assert not waiting.done()
        waiting.cancel()

    with_client(server, send)
    assert [one.chat_id for one in server.wait_for()] == [BOB.id]


def test_a_full_group_holds_up_messages_but_no_sign_and_no_other_chat(server: TelegramServer) -> None:
    async def send(bot: Client) -> None:
        server.group_message("q")
        await asyncio.gather(*(bot.send_message(DEFAULT_GROUP.id, str(number)) for number in range(20)))
        waiting = asyncio.create_task(bot.send_message(DEFAULT_GROUP.id, "one too many"))
        await bot.send_chat_action(DEFAULT_GROUP.id, "typing")
        await bot.get_chat(DEFAULT_GROUP.id)
        await bot.send_message(ADA.id, "x")
        await asyncio.sleep(0.05)
        assert not waiting.done()
        waiting.cancel()

    with_client(server, send)
    assert len(server.wait_for(20, chat_id=DEFAULT_GROUP.id)) == 20


def test_a_sign_is_not_tried_again(server: TelegramServer) -> None:
    server.fail_next("sendChatAction", status=429, description="Too Many Requests", retry_after=30)
    server.fail_next("sendMessageDraft")

    async def show(bot: Client) -> None:
        with pytest.raises(RetryAfter):
            await bot.send_chat_action(ADA.id, "typing")
        with pytest.raises(NetworkError):
            await bot.send_message_draft(ADA.id, 1, "x")

    with_client(server, show)
    assert (made(server, "sendChatAction"), made(server, "sendMessageDraft")) == (1, 1)


def test_only_a_message_waits_for_more_than_a_minute(server: TelegramServer, caplog: pytest.LogCaptureFixture) -> None:
    async def edit(bot: Client) -> None:
        sent = await bot.send_message(ADA.id, "x")
        server.fail_next("editMessageText", status=429, description="Too Many Requests", retry_after=61)
        with pytest.raises(RetryAfter):
            await bot.edit_message_text("y", ADA.id, sent.message_id)

    with_client(server, edit)
    assert "editMessageText given up, Telegram wants it to wait for 61 s" in caplog.text
    assert "Traceback" not in caplog.text


def test_who_is_told_to_wait_again_and_again_gives_up(server: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.client._FLOOD_TRIES", 1)
    server.fail_next("sendMessage", status=429, description="Too Many Requests", retry_after=1)
    with pytest.raises(RetryAfter):
        with_client(server, lambda bot: bot.send_message(ADA.id, "x"))


@pytest.mark.parametrize(
    "trouble",
    [
        lambda server, method: server.fail_next(method, times=3),
        lambda server, method: server.cut_next(method),
        lambda server, method: server.cut_next(method, accepted=True),
        lambda server, method: server.hang_next(method, 0.5),
    ],
    ids=["failed", "cut before", "cut after", "late"],
)
def test_edits_and_deletions_are_made_whatever_goes_wrong(
    server: TelegramServer, trouble: Callable[[TelegramServer, str], None]
) -> None:
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("more", callback_data="m")]])

    async def change(bot: Client) -> None:
        sent = await bot.send_message(ADA.id, "one")
        doomed = await bot.send_message(ADA.id, "two")
        for method in ("editMessageText", "editMessageReplyMarkup", "deleteMessage"):
            trouble(server, method)
        await bot.edit_message_text("three", ADA.id, sent.message_id)
        await bot.edit_message_reply_markup(ADA.id, sent.message_id, reply_markup=buttons)
        await bot.delete_message(ADA.id, doomed.message_id)

    with_client(server, change, HASTY)
    *_, last = server.history(ADA.id)
    assert [shown["text"] for shown in server.history(ADA.id)] == ["q", "three"]
    assert last["reply_markup"]["inline_keyboard"][0][0]["text"] == "more"


def test_what_is_already_so_counts_as_done_and_what_cannot_be_is_an_error(server: TelegramServer) -> None:
    async def change(bot: Client) -> None:
        sent = await bot.send_message(ADA.id, "one")
        await bot.edit_message_text("one", ADA.id, sent.message_id)
        await bot.delete_message(ADA.id, sent.message_id)
        await bot.delete_message(ADA.id, sent.message_id)
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await bot.edit_message_text("two", ADA.id, sent.message_id)
        server.fail_next("editMessageText", times=4)
        with pytest.raises(NetworkError, match="Internal Server Error"):
            await bot.edit_message_text("two", ADA.id, sent.message_id)

    with_client(server, change)


@pytest.mark.parametrize("method", ["answerCallbackQuery", "answerInlineQuery"])
def test_a_query_that_cannot_be_answered_stops_nothing(
    server: TelegramServer, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")

    async def answer(bot: Client, *, expired: bool = False) -> bool:
        if method == "answerCallbackQuery":
            return await bot.answer_callback_query(server.callback("more", message_id=1, expired=expired))
        return await bot.answer_inline_query(server.inline_query("q", expired=expired), [])

    async def answers(bot: Client) -> list[bool]:
        found = [await answer(bot), await answer(bot, expired=True)]
        assert not [one for one in caplog.records if one.name.startswith("bot.")]
        server.cut_next(method)
        found.append(await answer(bot))
        server.fail_next(method, times=2)
        found.append(await answer(bot))
        server.hang_next(method, 0.5)
        found.append(await answer(bot))
        server.fail_next(method, status=429, description="Too Many Requests", retry_after=9)
        found.append(await answer(bot))
        return found

    assert with_client(server, answers) == [True, False, True, False, False, False]
    assert made(server, method) == 1 + 1 + 2 + 2 + 1 + 1


def test_a_query_answered_wrongly_is_an_error(server: TelegramServer) -> None:
    server.fail_next("answerCallbackQuery", status=400, description="Bad Request: BUTTON_URL_INVALID")
    with pytest.raises(BadRequest, match="Button_url_invalid"):
        with_client(server, lambda bot: bot.answer_callback_query(server.callback("more", message_id=1)))


def test_a_person_who_stopped_the_bot_is_told_nothing_more(server: TelegramServer) -> None:
    server.stop_bot(ADA)
    with pytest.raises(Forbidden, match="blocked by the user"):
        with_client(server, lambda bot: bot.send_message(ADA.id, "x"), QUICK)
    assert made(server, "sendMessage") == 1
