from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest

from bot.delivery import Chat, deliver, markup, progress, redeliver
from bot.reply import Button, Reply
from telegram_calls import TOKEN, with_client
from telegram_server import DEFAULT_GROUP, ChatUser, Group, TelegramServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.client import Client
    from bot.reply import Keyboard

ADA = ChatUser(1001, "Ada")
TOPICS = Group(-1_001_000_000_001, "Readers", topics=True)
HERE = Chat(ADA.id)
MORE: Keyboard = ((Button(text="More", data="more:5"), Button(text="Again", data="again")),)
TWO = Reply(texts=("<b>one</b>", "two"), keyboard=MORE)
PICTURE = Reply(texts=("<i>map</i>",), keyboard=MORE, photo=b"a picture")


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer(TOKEN) as running:
        yield running
        assert running.violations == []


async def ask(server: TelegramServer, bot: Client) -> int:
    asked = server.private_message("q", user=ADA)
    await bot.get_updates()
    return asked


def shown(server: TelegramServer, chat_id: int = ADA.id) -> list[str]:
    """What the bot has in a chat; with an asterisk where there are buttons, in brackets where it is a picture."""
    return [
        (f"[{one['caption']}]" if "photo" in one else str(one["text"])) + "*" * ("reply_markup" in one)
        for one in server.history(chat_id)
        if one["from"]["is_bot"]
    ]


def test_buttons_hold_what_they_say() -> None:
    made = markup(MORE)
    assert made is not None
    assert made.to_dict() == {
        "inline_keyboard": [[{"text": "More", "callback_data": "more:5"}, {"text": "Again", "callback_data": "again"}]]
    }
    assert markup(()) is None


def test_the_first_message_answers_and_the_last_has_the_buttons(server: TelegramServer) -> None:
    async def answer(bot: Client) -> tuple[int, tuple[int, ...]]:
        asked = await ask(server, bot)
        return asked, await deliver(bot, TWO, HERE, reply_to=asked)

    asked, ids = with_client(server, answer)
    question, first, second = server.history(ADA.id)
    assert (question["message_id"], *ids) == (asked, first["message_id"], second["message_id"])
    assert shown(server) == ["one", "two*"]
    assert first["reply_to_message"]["message_id"] == asked
    assert "reply_to_message" not in second


def test_a_reply_to_a_question_that_is_gone_stands_by_itself(server: TelegramServer) -> None:
    async def answer(bot: Client) -> None:
        asked = await ask(server, bot)
        server.delete_message(asked)
        await deliver(bot, PICTURE, HERE, reply_to=asked)

    with_client(server, answer)
    assert shown(server) == ["[map]*"]
    assert "reply_to_message" not in server.history(ADA.id)[0]


def test_a_picture_needs_no_words(server: TelegramServer) -> None:
    async def answer(bot: Client) -> tuple[int, ...]:
        await ask(server, bot)
        return await deliver(bot, Reply(texts=(), photo=b"x"), HERE, reply_to=None)

    assert with_client(server, answer) == (2,)
    assert "caption" not in server.history(ADA.id)[-1]


def test_a_topic_is_answered_where_it_is(server: TelegramServer) -> None:
    async def answer(bot: Client) -> None:
        server.group_message("q", chat=TOPICS, topic=7)
        async with progress(bot, Chat(TOPICS.id, 7), private=False, draft_texts=()):
            await asyncio.to_thread(server.wait_for, method="sendChatAction")
        await deliver(bot, TWO, Chat(TOPICS.id, 7), reply_to=None)

    with_client(server, answer)
    assert [one["message_thread_id"] for one in server.history(TOPICS.id)] == [7, 7, 7]
    assert server.wait_for(method="sendChatAction")[0].parameters["message_thread_id"] == 7


@pytest.mark.parametrize(
    ("before", "after", "kept", "result"),
    [
        (TWO, Reply(texts=("three", "four"), keyboard=MORE), 2, ["three", "four*"]),
        (TWO, Reply(texts=("three",)), 1, ["three"]),
        (Reply(texts=("one",), keyboard=MORE), Reply(texts=("three", "four"), keyboard=MORE), 1, ["three", "four*"]),
        (TWO, TWO, 2, ["one", "two*"]),
        (TWO, PICTURE, 0, ["[map]*"]),
        (PICTURE, TWO, 0, ["one", "two*"]),
        (PICTURE, Reply(texts=("new",), photo=b"another"), 0, ["[new]"]),
    ],
    ids=["as many", "fewer", "more", "the same", "a picture", "no picture", "another picture"],
)
def test_an_earlier_reply_shows_another_in_its_place(
    server: TelegramServer, before: Reply, after: Reply, kept: int, result: list[str]
) -> None:
    async def change(bot: Client) -> tuple[tuple[int, ...], tuple[int, ...]]:
        asked = await ask(server, bot)
        old = await deliver(bot, before, HERE, reply_to=asked)
        return old, await redeliver(bot, after, HERE, message_ids=old, reply_to=asked)

    old, new = with_client(server, change)
    assert shown(server) == result
    assert old[:kept] == new[:kept]
    assert set(old[kept:]).isdisjoint(new)
    assert [one["message_id"] for one in server.history(ADA.id)[1:]] == list(new)
    assert server.history(ADA.id)[1]["reply_to_message"]["text"] == "q"


def test_from_a_message_that_is_gone_on_everything_is_sent_anew_in_order(server: TelegramServer) -> None:
    three = Reply(texts=("one", "two", "three"), keyboard=MORE)

    async def change(bot: Client) -> tuple[int, ...]:
        await ask(server, bot)
        old = await deliver(bot, three, HERE, reply_to=None)
        server.delete_message(old[1])
        new = Reply(texts=("1", "2", "3"), keyboard=MORE)
        return await redeliver(bot, new, HERE, message_ids=old, reply_to=None)

    ids = with_client(server, change)
    assert shown(server) == ["1", "2", "3*"]
    assert [one["message_id"] for one in server.history(ADA.id)[1:]] == list(ids)


def test_what_is_too_old_to_be_deleted_stays(server: TelegramServer) -> None:
    async def change(bot: Client) -> None:
        await ask(server, bot)
        old = await deliver(bot, TWO, HERE, reply_to=None)
        server.fail_next("deleteMessage", status=400, description="Bad Request: message can't be deleted for everyone")
        short = Reply(texts=("three",))
        await redeliver(bot, short, HERE, message_ids=old, reply_to=None)

    with_client(server, change)
    assert shown(server) == ["three", "two*"]


def test_a_reply_that_telegram_refuses_is_an_error(server: TelegramServer) -> None:
    async def answer(bot: Client) -> None:
        await ask(server, bot)
        await deliver(bot, Reply(texts=("<p>",)), HERE, reply_to=None)

    with pytest.raises(BadRequest, match="Can't parse entities"):
        with_client(server, answer)
    assert len(server.violations) == 1
    server.violations.clear()


@pytest.fixture
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery._UNANNOUNCED", 0.05)
    monkeypatch.setattr("bot.delivery._NEXT_LINE", 0.05)
    monkeypatch.setattr("bot.delivery._TYPING_AGAIN", 0.05)


def signs(server: TelegramServer) -> list[str]:
    """What was shown meanwhile."""
    kinds = ("sendMessageDraft", "sendChatAction")
    return [f"{one.method} {one.text or one.parameters['action']}" for one in server.calls if one.method in kinds]


def test_an_answer_at_once_shows_no_sign(server: TelegramServer) -> None:
    async def answer(bot: Client) -> None:
        await ask(server, bot)
        for private in (True, False):
            async with progress(bot, HERE, private=private, draft_texts=("Looking",)):
                await asyncio.sleep(0)

    with_client(server, answer)
    assert signs(server) == []


@pytest.mark.usefixtures("_hurry")
def test_in_a_private_chat_a_draft_grows_line_by_line(server: TelegramServer) -> None:
    async def answer(bot: Client) -> None:
        await ask(server, bot)
        lines = ("a < b", "still …")
        async with progress(bot, HERE, private=True, draft_texts=lines):
            await asyncio.to_thread(server.wait_for, 2, method="sendMessageDraft")
            await asyncio.sleep(0.1)

    with_client(server, answer)
    assert signs(server) == ["sendMessageDraft a < b", "sendMessageDraft a < b\nstill …"]
    (draft,) = {one.parameters["draft_id"] for one in server.wait_for(method="sendMessageDraft")}
    assert 0 < draft < 2**31


@pytest.mark.usefixtures("_hurry")
def test_in_a_group_there_is_a_typing_sign_for_as_long_as_it_takes(server: TelegramServer) -> None:
    async def answer(bot: Client) -> None:
        server.group_message("q")
        async with progress(bot, Chat(DEFAULT_GROUP.id), private=False, draft_texts=("x",)):
            await asyncio.to_thread(server.wait_for, 3, method="sendChatAction")
        server.clear()
        await asyncio.sleep(0.1)

    with_client(server, answer)
    assert signs(server) == []


@pytest.mark.usefixtures("_hurry")
@pytest.mark.parametrize("status", [400, 404])
def test_where_drafts_are_refused_there_is_a_typing_sign(server: TelegramServer, status: int) -> None:
    async def answer(bot: Client) -> None:
        await ask(server, bot)
        server.fail_next("sendMessageDraft", status=status, description="Not Found")
        async with progress(bot, HERE, private=True, draft_texts=("x", "y")):
            await asyncio.to_thread(server.wait_for, method="sendChatAction")

    with_client(server, answer)
    assert signs(server)[:2] == ["sendMessageDraft x", "sendChatAction typing"]


@pytest.mark.usefixtures("_hurry")
def test_signs_that_fail_stop_nothing(server: TelegramServer) -> None:
    async def answer(bot: Client) -> None:
        await ask(server, bot)
        server.fail_next("sendMessageDraft", status=429, description="Too Many Requests", retry_after=30)
        server.fail_next("sendChatAction")
        async with progress(bot, HERE, private=True, draft_texts=("x",)):
            while len(signs(server)) < 2:  # noqa: ASYNC110 - the server is in another thread
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)

    with_client(server, answer)
    assert len(signs(server)) == 2


@pytest.mark.usefixtures("_hurry")
def test_a_sign_that_hangs_is_left_behind_and_does_no_harm(server: TelegramServer) -> None:
    async def answer(bot: Client) -> int:
        await ask(server, bot)
        server.hang_next("sendMessageDraft", 20)
        async with progress(bot, HERE, private=True, draft_texts=("x",)):
            await asyncio.to_thread(server.wait_for, method="sendMessageDraft")
        await deliver(bot, TWO, HERE, reply_to=None)
        calls = len(server.calls)
        await asyncio.sleep(0.4)  # by then the client has given it up
        return len(server.calls) - calls

    assert with_client(server, answer) == 0
    assert shown(server) == ["one", "two*"]
