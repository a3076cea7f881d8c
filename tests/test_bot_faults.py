"""The whole bot while things go wrong: every question that Telegram offers is answered once, and the bot stays up."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from bot.patience import Patience
from conversing import button, generous
from fakes import CannedNews, answered, article, cited, quoted
from running import eventually, polling, running, webhook
from telegram_server import DEFAULT_GROUP, ChatUser, Group, TelegramServer

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    from bot.config import BotSettings
    from index.types import Answer

pytest_plugins = ("bot_fixtures",)

ADA, BEN, EVE = ChatUser(1, "Ada", language_code="en"), ChatUser(2, "Ben"), ChatUser(3, "Eve")
LONG = "long?"
WAYS = pytest.mark.parametrize("way", [polling, webhook], ids=["polling", "webhook"])


class Answering(CannedNews):
    """An index that answers every question with the question; "long?" in several messages.

    Attributes:
        pause: seconds each answer takes.
        gate: what answers wait for while it is closed; open at first.
        busy: questions begun.
    """

    def __init__(self) -> None:
        many = [
            quoted(f"{n} {'word ' * 400}", cited(n, f"https://lokalblatt.example/{n}", f"Title {n}"))
            for n in range(1, 4)
        ]
        super().__init__(
            {LONG: answered(LONG, *many)}, [article(url=f"https://lokalblatt.example/{n}") for n in range(9)]
        )
        self.pause = 0.0
        self.gate = threading.Event()
        self.gate.set()
        self.busy = 0

    def answer(self, question: str, **scope: Any) -> Answer:  # noqa: ANN401 - as the base has it
        if question != "news":
            self.busy += 1
            time.sleep(self.pause)
            assert self.gate.wait(20)
        super().answer(question, **scope)
        return self._answers[question] if question == LONG else answered(question, quoted(f"«{question}»"))  # type: ignore[return-value]


@pytest.fixture
def news() -> Answering:
    return Answering()


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time passes faster: for the client, and for signs of life."""
    quick = Patience(answer=0.3, query=0.3, pauses=(0.01, 0.05, 0.1, 0.2, 0.4), look_again=0.3, probes=1000)
    monkeypatch.setattr("bot.client.PATIENCE", quick)
    monkeypatch.setattr("bot.delivery._UNANNOUNCED", 0.01)
    monkeypatch.setattr("bot.delivery._NEXT_LINE", 0.02)
    monkeypatch.setattr("bot.delivery._TYPING_AGAIN", 0.02)


def replies(server: TelegramServer, chat: int) -> dict[int, list[str]]:
    """What the bot says to each message of a person in a chat; messages that reply to none count for the one before."""
    said: dict[int, list[str]] = {}
    last = 0
    for one in server.history(chat):
        if not one["from"]["is_bot"]:
            said[one["message_id"]] = []
            continue
        last = one.get("reply_to_message", {}).get("message_id", last)
        said.setdefault(last, []).append(one["text"].split("\n")[0])
    return said


def once(server: TelegramServer, chat: int) -> bool:
    """Whether every question in a chat has its own answer, and nothing else came; raises where one has two."""
    said, whole = replies(server, chat), True
    for question in (one for one in server.history(chat) if not one["from"]["is_bot"]):
        text = str(question["text"]).removeprefix("@NewsBot ")
        found = said.pop(question["message_id"])
        assert len(found) <= 1, f"{text}: {found}"
        whole &= found == [f"«{text}»"]
    assert said == {}
    return whole


def all_once(server: TelegramServer, *chats: int) -> None:
    """Wait until everything is answered; then nothing is left to come, and nothing came twice."""
    eventually(lambda: all(once(server, chat) for chat in chats) and not server.pending and not server.undecided, 20)


TROUBLES: dict[str, Callable[[TelegramServer, str], None]] = {
    "429": lambda server, method: server.fail_next(method, status=429, description="Too Many Requests", retry_after=1),
    "500": lambda server, method: server.fail_next(method, times=2),
    "502": lambda server, method: server.fail_next(method, status=502, description="Bad Gateway"),
    "cut": lambda server, method: server.cut_next(method),
    "lost": lambda server, method: server.cut_next(method, accepted=True),
    "hang": lambda server, method: server.hang_next(method, 0.45),
    "late": lambda server, method: server.delay_next(method, 0.45),
}
METHODS = ("sendMessage", "sendChatAction", "sendMessageDraft", "editMessageText", "answerCallbackQuery",
           "answerInlineQuery")  # fmt: skip


@WAYS
def test_whatever_goes_wrong_with_any_call_every_question_is_answered_once(
    way: Callable[..., BotSettings], server: TelegramServer, news: Answering
) -> None:
    news.pause = 0.05
    with running(generous(way, server), news):
        for number, (name, trouble) in enumerate(TROUBLES.items()):
            if name in ({"502"} if way is polling else {"429", "500", "hang", "late"}):
                continue  # the same to the client
            club = Group(-1_001_000_000_000 - number, "Readers")
            for method in METHODS:
                trouble(server, method)
            if way is polling and name in {"cut", "hang"}:
                trouble(server, "getUpdates")
            asked = server.private_message(f"first {name}?", user=ADA)
            server.private_message(f"second {name}?", user=BEN)
            server.group_message(f"@NewsBot third {name}?", user=ADA, chat=club)
            all_once(server, ADA.id, BEN.id, club.id)
            server.edited_message(asked, f"edited {name}?")
            all_once(server, ADA.id)
            shown = next(one for one in reversed(server.history(BEN.id)) if "reply_markup" in one)
            before = len(server.history(BEN.id))
            server.callback(
                button(server, BEN.id, shown["message_id"], "around"), message_id=shown["message_id"], user=BEN
            )
            server.inline_query("word", user=ADA)
            eventually(lambda: len(server.history(BEN.id)) > before)  # noqa: B023
            after = server.history(BEN.id)
            assert len(after) == before + 1
            server.delete_message(after[-1]["message_id"])
        answered_inline = [one for one in server.calls if one.method == "answerInlineQuery"]
        assert {one.error is None for one in answered_inline} == {True, False}


def test_a_long_answer_of_which_a_later_message_is_lost_is_whole_and_in_order(
    server: TelegramServer, news: Answering
) -> None:
    with running(generous(polling, server), news):
        whole: list[str] | None = None
        orders: list[Callable[[], None]] = [
            lambda: None,
            lambda: server.cut_next("sendMessage", accepted=True),
            lambda: server.cut_next("sendMessage"),
            lambda: server.fail_next("sendMessage", status=429, description="Too Many Requests", retry_after=1),
        ]
        for order in orders:
            news.gate.clear()
            asked = server.private_message(LONG, user=ADA)
            eventually(lambda: news.busy > 0)
            server.delay_next("sendMessage", 0.2)  # the first of its messages; what is ordered meets the second
            order()
            news.gate.set()
            eventually(lambda: "reply_markup" in server.history(ADA.id)[-1])
            said = replies(server, ADA.id)[asked]
            whole = whole or said
            assert said == whole
            assert len(said) > 1
            server.private_message("/new", user=ADA)
            eventually(lambda: server.history(ADA.id)[-1]["from"]["is_bot"])
            news.busy = 0


def test_updates_that_are_offered_twice_are_answered_once(server: TelegramServer, news: Answering) -> None:
    for way in (polling, webhook):
        with running(generous(way, server), news):
            eventually(lambda: server.pending == 0)
            server.offer_again(3)
            for number in range(5):
                server.private_message(f"{way.__name__} {number}?", user=ADA)
                server.group_message(f"@NewsBot {way.__name__} {number}?", user=ADA)
            all_once(server, ADA.id, DEFAULT_GROUP.id)
    assert sorted(set(news.asked) - {"news"}) == sorted(
        f"{way} {number}?" for way in ("polling", "webhook") for number in range(5)
    )


def test_a_second_program_that_fetches_for_a_while_costs_nothing(
    server: TelegramServer, news: Answering, written: io.StringIO
) -> None:
    with running(generous(polling, server), news):
        server.private_message("before?", user=ADA)
        all_once(server, ADA.id)
        server.conflict()
        eventually(lambda: "another program fetches this bot's updates" in written.getvalue())
        server.private_message("meanwhile?", user=ADA)
        server.private_message("after?", user=BEN)
        all_once(server, ADA.id, BEN.id)


def test_who_stops_the_bot_gets_nothing_more_and_is_answered_when_back(
    server: TelegramServer, news: Answering, written: io.StringIO
) -> None:
    with running(generous(polling, server), news):
        server.private_message("one?", user=EVE)
        all_once(server, EVE.id)
        news.gate.clear()
        lost = server.private_message("two?", user=EVE)
        eventually(lambda: news.busy == 2)
        server.stop_bot(EVE)  # while the answer is worked on
        news.gate.set()
        eventually(lambda: written.getvalue().count("not allowed to answer update=") == 1)
        server.private_message("three?", user=EVE)  # written before, and fetched after
        eventually(lambda: written.getvalue().count("not allowed to answer update=") == 2)
        server.start_bot(EVE)
        back = server.private_message("four?", user=EVE)
        server.private_message("five?", user=BEN)
        all_once(server, BEN.id)
        eventually(lambda: replies(server, EVE.id)[back] == ["«four?»"])
        assert replies(server, EVE.id)[lost] == []
    assert "Traceback" not in written.getvalue()


def test_what_is_too_late_or_gone_stops_nothing(server: TelegramServer, news: Answering, written: io.StringIO) -> None:
    with running(generous(polling, server), news):
        asked = server.private_message("one?", user=ADA)
        all_once(server, ADA.id)
        (shown,) = (one["message_id"] for one in server.history(ADA.id) if one["from"]["is_bot"])
        more = button(server, ADA.id, shown, "around")
        server.callback(more, message_id=shown, user=ADA, expired=True)
        server.inline_query("one", user=ADA, expired=True)
        server.wait_for(2)  # the press is worth its passage all the same
        server.delete_message(shown)
        server.edited_message(asked, "two?")
        eventually(lambda: replies(server, ADA.id).get(asked) == ["«two?»"])
        server.callback(more, message_id=shown, user=ADA)
        server.wait_for(4)
        news.gate.clear()
        gone = server.private_message("three?", user=BEN)
        eventually(lambda: news.busy == 3)
        server.delete_message(gone)
        news.gate.set()
        eventually(lambda: [one["text"][:8] for one in server.history(BEN.id)] == ["«three?»"])
        server.private_message("four?", user=EVE)
        all_once(server, EVE.id)
    assert "ERROR" not in written.getvalue()


@WAYS
def test_an_update_that_cannot_be_read_holds_up_no_other(
    way: Callable[..., BotSettings], server: TelegramServer, news: Answering
) -> None:
    with running(generous(way, server), news):
        server.private_message("one?", user=ADA)
        all_once(server, ADA.id)
        server.update("message", {"message_id": "nine", "date": "today", "chat": 7})
        server.private_message("two?", user=ADA)
        server.private_message("three?", user=BEN)
        all_once(server, ADA.id, BEN.id)


def test_in_a_storm_everyone_is_answered_once(server: TelegramServer, news: Answering) -> None:
    people = [ChatUser(100 + number, f"Reader {number}") for number in range(40)]
    news.pause = 0.002
    with running(generous(polling, server), news):
        server.private_message("before?", user=ADA)
        all_once(server, ADA.id)
        server.storm(5, hang=0.5, seed=20241201)
        for turn in range(3):
            for person in people:
                server.private_message(f"{turn} of {person.first_name}?", user=person)
        eventually(lambda: all(once(server, person.id) for person in people), 40)
        server.storm(0, hang=0, seed=0)
        server.private_message("after?", user=ADA)
        all_once(server, ADA.id, *(person.id for person in people))
