from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyParameters,
)
from telegram.error import BadRequest, Conflict, Forbidden

from tdlib import Entity, FormattedText
from telegram_calls import call, received, sends, with_bot
from telegram_server import ChatUser, Group, TelegramServer

if TYPE_CHECKING:
    from collections.abc import Iterator

BOB = ChatUser(1002, "Bob", username="bob_reads")
LINK = '<a href="https://news.example/1">one</a>'


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        yield running


def test_what_a_bot_sends_can_be_waited_for_and_read(server: TelegramServer) -> None:
    asked = server.private_message("q")

    async def send(bot: Bot) -> None:
        await bot.send_chat_action(1001, "typing")
        await bot.send_message_draft(1001, 1, "wor")
        await bot.send_message_draft(1001, 1)
        await bot.send_message(
            1001, f"<b>words</b> {LINK}", parse_mode="HTML", reply_parameters=ReplyParameters(asked),
            reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("more", callback_data="m")]]),
        )  # fmt: skip

    begin = time.monotonic()
    with_bot(server, send)
    (sent,) = server.wait_for(chat_id=1001)
    assert sent.formatted is not None
    assert (sent.text, sent.formatted.text) == (f"<b>words</b> {LINK}", "words one")
    assert (sent.chat_id, sent.message_id, sent.error) == (1001, asked + 1, None)
    assert begin < sent.at < time.monotonic()
    shown = server.history(1001)[-1]
    assert shown["entities"][1]["type"] == "text_link"
    assert shown["reply_to_message"]["message_id"] == asked
    assert [one.text for one in server.wait_for(2, method="sendMessageDraft")] == ["wor", None]
    server.clear()
    assert (server.calls, server.violations) == ([], [])


def test_a_call_that_breaks_off_is_none(server: TelegramServer) -> None:
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname or "", address.port or 0)) as caller:
        head = f"POST /bot{server.token}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n"
        caller.sendall(f"{head}chat_id=10".encode())
        caller.shutdown(socket.SHUT_WR)
        assert caller.recv(1) == b""
    assert (server.calls, server.violations) == ([], [])


def test_waiting_in_vain_tells_what_was_seen(server: TelegramServer) -> None:
    server.private_message("q")
    call(server, "sendMessage", chat_id=1001, text="a")
    with pytest.raises(AssertionError, match=r"no 2 × sendMessage to 1001 within 0.05 s; seen:\nsendMessage .*'a'"):
        server.wait_for(2, chat_id=1001, timeout=0.05)
    with pytest.raises(AssertionError, match="no 1 × sendMessage to 7"):
        server.wait_for(chat_id=7, timeout=0)


def test_files_are_sent_with_a_caption_or_without(server: TelegramServer) -> None:
    server.private_message("q")

    async def send(bot: Bot) -> None:
        await bot.send_photo(1001, b"bytes of a picture", caption="<i>map</i>", parse_mode="HTML")
        await bot.send_document(1001, b"bytes", filename="list.txt")

    with_bot(server, send)
    (photo,) = server.wait_for(method="sendPhoto")
    (document,) = server.wait_for(method="sendDocument")
    assert photo.formatted == FormattedText("map", (Entity(0, 3, "Italic"),))
    assert document.formatted is None
    assert document.parameters["document"] == {"filename": "list.txt", "size": 5}
    assert server.violations == []


def test_a_message_can_be_edited_and_deleted(server: TelegramServer) -> None:
    server.private_message("q")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("more", url="https://news.example/?a=1&b=2")]])

    async def change(bot: Bot) -> None:
        sent = await bot.send_message(1001, "one")
        edited = await bot.edit_message_text("two", 1001, sent.message_id)
        assert not isinstance(edited, bool)
        assert (edited.text, edited.message_id) == ("two", sent.message_id)
        await bot.edit_message_reply_markup(1001, sent.message_id, reply_markup=markup)
        assert server.history(1001)[-1]["reply_markup"]["inline_keyboard"][0][0]["text"] == "more"
        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_text("two", 1001, sent.message_id, reply_markup=markup)
        await bot.edit_message_text("three", inline_message_id="abc")
        await bot.delete_message(1001, sent.message_id)
        with pytest.raises(BadRequest, match="Message to delete not found"):
            await bot.delete_message(1001, sent.message_id)
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await bot.edit_message_text("four", 1001, sent.message_id)

    with_bot(server, change)
    assert [shown["text"] for shown in server.history(1001)] == ["q"]
    assert server.violations == []


def test_queries_are_answered_once_until_they_expire(server: TelegramServer) -> None:
    server.private_message("q")
    content = InputTextMessageContent(LINK, parse_mode="HTML")

    async def answer(bot: Bot) -> None:
        sent = await bot.send_message(1001, "a")
        await bot.answer_callback_query(server.callback("more", message_id=sent.message_id), text="coming")
        await bot.answer_inline_query(server.inline_query("q"), [InlineQueryResultArticle("1", "t", content)])
        twice, typed = server.callback("more", message_id=sent.message_id), server.inline_query("q")
        await bot.answer_callback_query(twice)
        await bot.answer_inline_query(typed, [])
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(twice, text="not seen")
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_inline_query(typed, [])
        late = server.callback("more", message_id=sent.message_id, expired=True)
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(late)
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_inline_query(server.inline_query("q", expired=True), [])

    with_bot(server, answer)
    assert server.violations == []


def test_a_press_under_a_message_that_is_gone_is_inaccessible(server: TelegramServer) -> None:
    server.private_message("q")
    gone = call(server, "sendMessage", chat_id=1001, text="a")["result"]["message_id"]
    server.delete_message(gone)
    server.callback("more", message_id=gone)
    query = received(server).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.message.is_accessible, query.message.message_id) == (False, gone)


def test_commands_and_descriptions_are_kept_by_language(server: TelegramServer) -> None:
    async def configure(bot: Bot) -> None:
        await bot.set_my_commands([BotCommand("help", "Hilfe")], language_code="de")
        await bot.set_my_commands([("help", "help")])
        await bot.set_my_description("news")
        await bot.set_my_short_description("short")
        await bot.set_my_name("News")
        assert [one.description for one in await bot.get_my_commands(language_code="de")] == ["Hilfe"]
        assert [one.description for one in await bot.get_my_commands()] == ["help"]
        await bot.delete_my_commands()
        assert await bot.get_my_commands() == ()
        assert (await bot.get_my_description()).description == "news"
        assert (await bot.get_my_short_description()).short_description == "short"
        assert (await bot.get_my_name("de")).name == ""
        server.private_message("q")
        assert (await bot.get_chat(1001)).first_name == "Ada"

    with_bot(server, configure)
    assert server.violations == []


def test_a_bot_that_was_blocked_is_forbidden_until_it_is_not(server: TelegramServer) -> None:
    server.private_message("q")
    server.private_message("q", user=BOB)
    server.block(1001)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        with_bot(server, sends("x"))
    with_bot(server, lambda bot: bot.send_message(BOB.id, "x"))
    server.unblock(1001)
    with_bot(server, sends("x"))
    assert [one.chat_id for one in server.wait_for(2, timeout=0)] == [BOB.id, 1001]
    assert server.violations == []


def test_a_conflict_comes_once(server: TelegramServer) -> None:
    server.conflict()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        with_bot(server, lambda bot: bot.get_updates())
    assert with_bot(server, lambda bot: bot.get_updates()) == ()


def test_a_conflict_ends_the_poll_that_waits(server: TelegramServer) -> None:
    trouble = threading.Timer(0.2, server.conflict)
    trouble.start()
    assert call(server, "getUpdates", timeout=8)["error_code"] == 409
    trouble.join()


BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("more", callback_data="m")]])


def test_a_caption_is_edited_like_a_text_and_each_only_where_it_is(server: TelegramServer) -> None:
    server.private_message("q")

    async def change(bot: Bot) -> None:
        photo = (await bot.send_photo(1001, b"x", caption="<b>one</b>", parse_mode="HTML")).message_id
        text = (await bot.send_message(1001, "one")).message_id
        for caption, markup in (("<b>one</b>", None), ("<b>two</b>", BUTTONS)):
            if markup is not None:
                await bot.edit_message_caption(1001, photo, caption=caption, parse_mode="HTML", reply_markup=markup)
            with pytest.raises(BadRequest, match="Message is not modified"):
                await bot.edit_message_caption(1001, photo, caption=caption, parse_mode="HTML", reply_markup=markup)
        # Less than all is no longer the same.
        await bot.edit_message_caption(1001, photo, caption="<b>two</b>", parse_mode="HTML")
        await bot.edit_message_caption(1001, photo, caption="two")
        await bot.edit_message_reply_markup(1001, photo, reply_markup=BUTTONS)
        with pytest.raises(BadRequest, match="There is no text in the message to edit"):
            await bot.edit_message_text("two", 1001, photo)
        with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
            await bot.edit_message_caption(1001, text, caption="one")
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await bot.edit_message_text("q", 1001, 1)

    with_bot(server, change)
    _, photo, text = server.history(1001)
    assert (photo["caption"], "caption_entities" in photo, "reply_markup" in photo) == ("two", False, True)
    assert "photo" in photo
    assert text["text"] == "one"
    assert server.violations == []


def test_supergroups_count_their_messages_by_themselves(server: TelegramServer) -> None:
    groups = [Group(-1_000_000_000_001 - number, "Readers") for number in range(2)]
    firsts = [server.group_message("x", chat=group) for group in groups]
    seconds = [server.group_message("x", chat=group) for group in groups]
    assert [second - first for first, second in zip(firsts, seconds, strict=True)] == [1, 1]
    assert len({*firsts, *seconds}) == 4
    assert [server.private_message("x"), server.group_message("x", chat=Group(-7, "Small"))] == [1, 2]
