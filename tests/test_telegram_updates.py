from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import Forbidden, InvalidToken

from telegram_calls import call, post, received, with_bot
from telegram_server import ChatUser, Group, TelegramServer

if TYPE_CHECKING:
    from collections.abc import Iterator

ADA = ChatUser(1001, "Ada", language_code="en")
BOB = ChatUser(1002, "Bob", username="bob_reads")


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        yield running


def test_a_bot_learns_who_it_is(server: TelegramServer) -> None:
    me = with_bot(server, lambda bot: bot.get_me())
    assert (me.id, me.username, me.is_bot, me.supports_inline_queries) == (123456, "news_test_bot", True, True)


def test_another_token_is_unauthorized(server: TelegramServer) -> None:
    with pytest.raises(InvalidToken, match="rejected by the server"):
        with_bot(server, lambda bot: bot.get_me(), "123456:another")
    assert post(server, "/elsewhere", b"", "text/plain")["error_code"] == 401
    assert server.calls == []


def test_there_are_no_files(server: TelegramServer) -> None:
    assert post(server, f"/file/bot{server.token}/photo.jpg", b"", "text/plain")["error_code"] == 404


def test_updates_stay_until_a_later_offset_confirms_them(server: TelegramServer) -> None:
    for text in ("one", "two", "three"):
        server.private_message(text)

    first = call(server, "getUpdates", limit=2)["result"]
    assert [update["message"]["text"] for update in first] == ["one", "two"]
    assert server.pending == 3
    rest = call(server, "getUpdates", offset=first[-1]["update_id"] + 1)["result"]
    assert [update["message"]["text"] for update in rest] == ["three"]
    assert server.pending == 1


def test_a_negative_offset_keeps_only_the_newest(server: TelegramServer) -> None:
    for text in ("one", "two", "three"):
        server.private_message(text)
    assert [update["message"]["text"] for update in call(server, "getUpdates", offset=-1)["result"]] == ["three"]
    assert server.pending == 1


def test_a_long_poll_ends_as_soon_as_somebody_writes(server: TelegramServer) -> None:
    writer = threading.Timer(0.2, server.private_message, ["hello"])
    writer.start()
    begin = time.monotonic()
    updates = call(server, "getUpdates", timeout=8)["result"]
    assert 0.1 < time.monotonic() - begin < 4
    assert updates[0]["message"]["text"] == "hello"
    writer.join()


def test_a_confirmation_that_is_lost_lets_updates_be_offered_once_more(server: TelegramServer) -> None:
    server.private_message("one")
    first = call(server, "getUpdates")["result"]
    server.offer_again()
    assert call(server, "getUpdates", offset=first[0]["update_id"] + 1)["result"] == first
    assert call(server, "getUpdates", offset=first[0]["update_id"] + 1)["result"] == []


def test_a_long_poll_without_news_ends_empty_when_its_time_is_up(server: TelegramServer) -> None:
    begin = time.monotonic()
    assert call(server, "getUpdates", timeout=1) == {"ok": True, "result": []}
    assert 0.9 < time.monotonic() - begin < 4


def test_a_second_poller_ends_the_first_with_a_conflict(server: TelegramServer) -> None:
    answers: list[Any] = []
    first = threading.Thread(target=lambda: answers.append(call(server, "getUpdates", timeout=8)))
    first.start()
    time.sleep(0.2)
    second = call(server, "getUpdates", timeout=0)
    first.join()
    assert second == {"ok": True, "result": []}
    assert answers[0]["error_code"] == 409
    assert "terminated by other getUpdates" in answers[0]["description"]


def test_kinds_of_updates_that_are_not_asked_for_do_not_come(server: TelegramServer) -> None:
    call(server, "getUpdates", allowed_updates=["message"])
    server.inline_query("rates")
    server.private_message("rates")
    assert server.pending == 1
    with pytest.raises(AssertionError, match=r"left out by allowed_updates: \['inline_query'\]"):
        server.wait_for(method="answerInlineQuery", timeout=0)


def test_commands_and_mentions_are_marked_in_utf16_units(server: TelegramServer) -> None:
    server.group_message("😀 @news_test_bot look /sites@news_test_bot a/b me@here.example", chat=Group(-5, "Readers"))
    message = received(server).message
    assert message is not None
    assert {(one.type, one.offset, one.length) for one in message.entities} == {
        ("mention", 3, 14),
        ("bot_command", 23, 20),
    }
    assert message.chat.type == "supergroup"


def test_a_reply_carries_the_message_it_answers_but_no_older_one(server: TelegramServer) -> None:
    oldest = server.private_message("a")
    middle = server.private_message("b", reply_to=oldest)
    server.private_message("c", reply_to=middle, user=ADA)
    message = received(server).message
    assert message is not None
    assert message.reply_to_message is not None
    assert (message.reply_to_message.text, message.reply_to_message.reply_to_message) == ("b", None)


def test_extra_fields_go_into_the_message(server: TelegramServer) -> None:
    server.private_message("x", user=BOB, is_from_offline=True)
    message = received(server).message
    assert message is not None
    assert message.from_user is not None
    assert message.from_user.username == message.chat.username == "bob_reads"
    assert message.is_from_offline


def test_a_topic_is_named_in_a_group_with_topics(server: TelegramServer) -> None:
    server.group_message("x", chat=Group(-6, "Topics", topics=True), topic=7)
    message = received(server).message
    assert message is not None
    assert (message.message_thread_id, message.is_topic_message, message.chat.is_forum) == (7, True, True)
    call(server, "sendMessage", chat_id=-6, text="y", reply_parameters={"message_id": message.message_id})
    assert server.history(-6)[-1]["message_thread_id"] == 7


def test_stickers_photos_and_edits_arrive(server: TelegramServer) -> None:
    server.sticker()
    sticker = received(server).message
    server.photo(caption="/what is this")
    photo = received(server).message
    server.photo()
    bare = received(server).message
    server.edited_message(server.private_message("old"), "/new")
    edited = received(server).edited_message
    assert sticker is not None and sticker.sticker is not None  # noqa: PT018 - mypy reads it so
    assert photo is not None and photo.photo  # noqa: PT018
    assert [one.type for one in photo.caption_entities] == ["bot_command"]
    assert bare is not None and bare.caption is None  # noqa: PT018
    assert edited is not None and edited.text == "/new"  # noqa: PT018
    assert edited.edit_date is not None
    with pytest.raises(LookupError, match="no message 99"):
        server.edited_message(99, "x")


def test_photos_come_into_groups_and_their_captions_can_be_changed(server: TelegramServer) -> None:
    topics = Group(-6, "Topics", topics=True)
    asked = server.group_message("q", chat=topics, topic=7)
    photo = server.photo(caption="@news_test_bot who?", chat=topics, topic=7, reply_to=asked)
    server.edited_message(photo, "@news_test_bot why?")
    edited = received(server).edited_message
    assert edited is not None
    assert (edited.caption, edited.text, len(edited.photo)) == ("@news_test_bot why?", None, 1)
    assert [one.type for one in edited.caption_entities] == ["mention"]
    assert (edited.chat.id, edited.message_thread_id) == (-6, 7)
    assert edited.reply_to_message is not None
    assert edited.reply_to_message.message_id == asked


def test_a_press_under_an_inline_message_names_only_that(server: TelegramServer) -> None:
    server.callback("more", inline_message_id="abc")
    query = received(server).callback_query
    assert query is not None
    assert (query.inline_message_id, query.message, query.data) == ("abc", None, "more")


def test_a_group_needs_a_negative_id() -> None:
    with pytest.raises(ValueError, match="negative"):
        Group(5, "x")


def test_any_other_update_can_be_sent(server: TelegramServer) -> None:
    server.update("poll_answer", {"poll_id": "1", "option_ids": [0], "option_persistent_ids": ["a"]})
    answer = received(server).poll_answer
    assert answer is not None
    assert answer.poll_id == "1"


def test_parameters_come_in_any_form_of_body(server: TelegramServer) -> None:
    asked = server.private_message("q")
    path = f"/bot{server.token}/sendMessage"
    form = f"chat_id=1001&text=123&reply_parameters=%7B%22message_id%22%3A{asked}%7D".encode()
    parts = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    multipart = parts % (b"chat_id", b"1001") + parts % (b"text", "grün".encode()) + b"--b--\r\n"
    post(server, path, form, "application/x-www-form-urlencoded")
    post(server, path, multipart, "multipart/form-data; boundary=b")
    post(server, path + "?chat_id=1001&text=q", b"", "text/plain")
    post(server, path + "?chat_id=1001&text=get", b"", "text/plain", verb="GET")
    sent = server.wait_for(4, timeout=0)
    assert [one.text for one in sent] == ["123", "grün", "q", "get"]
    assert sent[0].parameters == {"chat_id": 1001, "text": "123", "reply_parameters": {"message_id": asked}}
    assert post(server, path, b"nothing", "multipart/form-data; boundary=b")["error_code"] == 400


def test_whoever_stops_the_bot_or_puts_it_out_tells_it(server: TelegramServer) -> None:
    server.private_message("q")
    server.group_message("q")
    server.stop_bot()
    stopped = received(server).my_chat_member
    server.remove_bot()
    removed = received(server).my_chat_member
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        with_bot(server, lambda bot: bot.send_message(1001, "x"))
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        with_bot(server, lambda bot: bot.send_message(-1001, "x"))
    server.start_bot()
    server.add_bot()
    added = received(server).my_chat_member
    with_bot(server, lambda bot: bot.send_message(1001, "x"))
    with_bot(server, lambda bot: bot.send_message(-1001, "x"))
    for change, chat, before, after in (
        (stopped, 1001, "member", "kicked"),
        (removed, -1001, "member", "kicked"),
        (added, -1001, "left", "member"),
    ):
        assert change is not None
        assert (change.chat.id, change.from_user.id) == (chat, 1001)
        assert (change.old_chat_member.status, change.new_chat_member.status) == (before, after)
        assert change.new_chat_member.user.id == 123456
