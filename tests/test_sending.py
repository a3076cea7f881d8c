from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.message_ids import Ids
from bot.patience import Patience
from bot.sending import Sending
from telegram_calls import HASTY, QUICK, TOKEN, call, until, with_client
from telegram_server import ChatUser, Group, TelegramServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import Message

    from bot.client import Client
    from bot.patience import Json

ADA = ChatUser(1001, "Ada")
BOB = ChatUser(1002, "Bob")
READERS = Group(-1_001_234_567_890, "Readers")
BEFORE = "from before a restart"
BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("more", callback_data="m")]])

FAULTS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "told to wait": [("fail_next", {"status": 429, "description": "Too Many Requests", "retry_after": 1})],
    "500": [("fail_next", {"times": 2})],
    "502": [("fail_next", {"status": 502, "description": "Bad Gateway"})],
    "404 of a proxy": [("fail_next", {"status": 404, "description": "Not Found"})],
    "answered late": [("hang_next", {"seconds": 0.7})],
    "carried out late": [("delay_next", {"seconds": 0.45})],
    "cut before": [("cut_next", {"times": 2})],
    "cut after": [("cut_next", {"accepted": True})],
    "500, then cut after": [("fail_next", {}), ("cut_next", {"accepted": True})],
}


async def send(bot: Client, chat_id: int, method: str, text: str = "<b>The</b> bridge") -> Message:
    if method == "sendPhoto":
        return await bot.send_photo(chat_id, b"a picture", caption=text, reply_markup=BUTTONS)
    return await bot.send_message(chat_id, text, reply_markup=BUTTONS)


def ours(server: TelegramServer, chat_id: int) -> list[tuple[int, Any]]:
    """The bot's messages in a chat; each must still have its buttons."""
    shown = [one for one in server.history(chat_id) if one["from"]["is_bot"]]
    assert all("reply_markup" in one for one in shown if one.get("text") != BEFORE)
    return [(one["message_id"], one.get("text", one.get("caption"))) for one in shown]


@pytest.mark.parametrize(
    ("fault", "method", "where"),
    [
        *((fault, "sendMessage", "private") for fault in FAULTS),
        ("500", "sendPhoto", "private"),
        ("answered late", "sendPhoto", "private"),
        ("cut after", "sendPhoto", "private"),
        ("carried out late", "sendMessage", "group"),
        ("cut before", "sendMessage", "group"),
        ("cut after", "sendMessage", "group"),
        ("cut after", "sendPhoto", "group"),
    ],
)
def test_whatever_goes_wrong_a_message_is_there_once(
    server: TelegramServer, fault: str, method: str, where: str
) -> None:
    chat_id = ADA.id if where == "private" else READERS.id

    async def answer(bot: Client) -> int:
        if where == "private":
            server.private_message("q", user=ADA)
        else:
            server.group_message("q", user=ADA, chat=READERS)
        await bot.get_updates()
        for trouble, options in FAULTS[fault]:
            getattr(server, trouble)(method, **options)
        # What others write, the bot does not know of yet.
        for _ in range(3):
            server.private_message("x", user=BOB)
            server.group_message("x", user=BOB, chat=READERS)
        server.photo(caption="x", user=ADA)
        return (await send(bot, chat_id, method)).message_id

    message_id = with_client(server, answer, HASTY if "late" in fault else QUICK)
    until(lambda: server.undecided == 0)
    assert ours(server, chat_id) == [(message_id, "The bridge")]


def test_chats_whose_messages_are_lost_together_get_one_each(server: TelegramServer) -> None:
    chats = [ChatUser(2000 + number, "Someone") for number in range(8)]

    async def answer(bot: Client) -> None:
        for chat in chats:
            server.private_message("q", user=chat)
        await bot.get_updates()
        server.cut_next("sendMessage", times=6, accepted=True)
        server.fail_next("sendMessage", times=4)
        await asyncio.gather(*(send(bot, chat.id, "sendMessage") for chat in chats))

    # All that goes wrong may befall one of them.
    with_client(server, answer, replace(QUICK, pauses=(0.01,) * 10))
    assert [len(ours(server, chat.id)) for chat in chats] == [1] * 8


def test_two_messages_of_one_chat_are_not_taken_for_each_other(server: TelegramServer) -> None:
    async def answer(bot: Client) -> list[int]:
        server.private_message("q", user=ADA)
        await bot.get_updates()
        server.cut_next("sendMessage", accepted=True)
        server.cut_next("sendMessage")
        sent = await asyncio.gather(*(send(bot, ADA.id, "sendMessage", text) for text in ("one", "two", "two")))
        return [one.message_id for one in sent]

    ids = with_client(server, answer)
    assert sorted(ours(server, ADA.id)) == sorted(zip(ids, ("one", "two", "two"), strict=True))


def test_a_message_that_could_be_mistaken_for_another_is_rather_sent_twice(server: TelegramServer) -> None:
    server.private_message("q", user=ADA)
    call(server, "getUpdates", offset=100_000_002)
    call(server, "sendMessage", chat_id=ADA.id, text=BEFORE)
    question = {"message_id": 1, "date": 5, "chat": ADA.as_chat(), "from": ADA.as_user(), "text": "q"}
    server.update("message", question)

    async def answer(bot: Client) -> None:
        await bot.get_updates()
        server.cut_next("sendMessage", accepted=True)
        await send(bot, ADA.id, "sendMessage")
        server.cut_next("sendMessage", accepted=True)
        await send(bot, ADA.id, "sendMessage", "and again")

    with_client(server, answer)
    texts = [text for _, text in ours(server, ADA.id)]
    # By the second message, the bot knows where it is.
    assert texts == [BEFORE, "The bridge", "The bridge", "and again"]


def test_what_never_left_is_sent_as_soon_as_the_server_is_there_and_nothing_asked_about(server: TelegramServer) -> None:
    async def answer(bot: Client, nowhere: str) -> None:
        server.private_message("q", user=ADA)
        await bot.get_updates()
        there, bot._base_url = bot._base_url, nowhere
        sending = asyncio.create_task(send(bot, ADA.id, "sendMessage"))
        await asyncio.sleep(0.1)
        assert not sending.done()
        bot._base_url = there
        await sending

    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
        with_client(server, lambda bot: answer(bot, nowhere), Patience(pauses=(0.01, 0.2, 0.2)))
    assert [one.method for one in server.calls] == ["getMe", "getUpdates", "sendMessage"]


def test_a_message_that_telegram_refuses_is_not_sent_again(server: TelegramServer) -> None:
    server.private_message("q", user=ADA)
    server.fail_next("sendMessage", status=400, description="Bad Request: chat is odd")
    with pytest.raises(BadRequest, match="Chat is odd"):
        with_client(server, lambda bot: send(bot, ADA.id, "sendMessage"))
    assert [one.method for one in server.calls].count("sendMessage") == 1


def test_a_message_that_never_gets_through_is_given_up(server: TelegramServer) -> None:
    server.private_message("q", user=ADA)
    server.fail_next("sendMessage", times=4)
    with pytest.raises(NetworkError, match="Internal Server Error"):
        with_client(server, lambda bot: send(bot, ADA.id, "sendMessage"))
    assert [one.method for one in server.calls].count("sendMessage") == 4


def test_nothing_is_sent_again_while_nobody_can_be_asked(server: TelegramServer) -> None:
    async def answer(bot: Client) -> int:
        server.private_message("q", user=ADA)
        await bot.get_updates()
        server.cut_next("sendMessage", accepted=True)
        server.fail_next("editMessageText", times=4)
        return (await send(bot, ADA.id, "sendMessage")).message_id

    message_id = with_client(server, answer)
    assert ours(server, ADA.id) == [(message_id, "The bridge")]
    assert [one.method for one in server.calls].count("sendMessage") == 1


def test_an_answer_given_up_is_not_overwritten_by_the_apology_for_it(server: TelegramServer) -> None:
    async def answer(bot: Client) -> None:
        server.private_message("q", user=ADA)
        await bot.get_updates()
        server.cut_next("sendMessage", accepted=True)
        server.fail_next("editMessageText", times=9)
        with pytest.raises(NetworkError):
            await send(bot, ADA.id, "sendMessage")
        server.cut_next("sendMessage")
        await send(bot, ADA.id, "sendMessage", "Sorry")

    with_client(server, answer)
    assert [text for _, text in ours(server, ADA.id)] == ["The bridge", "Sorry"]


class Chat:
    """A private chat (7) as its server has it. The first call is not answered in time, and arrives just before another.

    Attributes:
        ids: what the bot knows of; a message 15 elsewhere comes to be known while it waits for the first call.
        asked: the ids the bot asked about.
    """

    def __init__(self) -> None:
        self.ids = Ids()
        self.ids.sent(7, 10)
        self.texts: dict[int, str] = {}
        self.asked: list[int] = []
        self.sent = 0

    async def call(self, method: str, data: dict[str, Any]) -> Json:
        if method == "deleteMessage":
            return self.texts.pop(data["message_id"]) and True
        self.sent += 1
        if self.sent == 1:
            self.ids.saw(8, 15)
            raise TimedOut from httpx.ReadTimeout("")
        self.texts |= {16: data["text"], 17: data["text"]}
        return {"message_id": 17, "date": 5, "chat": {"id": 7, "type": "private"}}

    async def edit(self, _: str, data: dict[str, Any]) -> Json:
        self.asked.append(data["message_id"])
        old = self.texts.get(data["message_id"])
        if old is None:
            raise BadRequest("message to edit not found")
        if old == data["text"]:
            raise BadRequest("Message is not modified: …")
        self.texts[data["message_id"]] = data["text"]
        return {"message_id": data["message_id"], "date": 5, "chat": {"id": 7, "type": "private"}}

    def send(self) -> int:
        data = {"chat_id": 7, "text": "new"}
        sending = Sending(self.call, self.edit, "sendMessage", data, search=self.ids.search(7), patience=QUICK)
        return int(asyncio.run(sending.once())["message_id"])


def test_a_try_that_arrives_after_all_is_deleted_again() -> None:
    chat = Chat()
    assert chat.send() == 17
    assert chat.texts == {17: "new"}
    # Ids below 15 are given away by the first search, so that one answer about each is enough.
    later = list(range(16, 28))
    assert chat.asked == [11, 12, 13, 14, *later, *later, 16]


def test_a_message_overwritten_by_mistake_is_the_answer_now_and_the_log_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    chat = Chat()
    chat.texts[13] = "older"
    assert chat.send() == 13
    assert (chat.texts, chat.sent) == ({13: "new"}, 1)
    assert "overwrote message 13" in caplog.text


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer(TOKEN) as running:
        yield running
        assert running.violations == []
