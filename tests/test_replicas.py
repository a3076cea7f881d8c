"""Several replicas of one bot behind a balancer, over one real PostgreSQL."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from balancer import Balancer, balancing
from bot.app import build_application
from bot.config import load
from bot.records import RecordsError
from bot_process import LEASE, Process, process
from canned_town import OPENS, town
from fakes import CannedNews, answered, quoted
from running import SECRET, TOKEN, eventually, free_port, running, seen
from telegram_server import ChatUser, Group, TelegramServer

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path

    from bot.config import BotSettings
    from index.protocols import News
    from index.types import Answer
    from postgres_server import PostgresServer

pytest_plugins = ("bot_fixtures",)
pytestmark = pytest.mark.beyond

ADA, BEN = ChatUser(1, "Ada", language_code="en"), ChatUser(2, "Ben", language_code="en")
CLUB = Group(-1005, "Club")
SCHEMA = "newsbot_bot_123456"


class SlowlyAgreeable(CannedNews):
    """Answers whatever it is asked, in its own words, after a moment."""

    def answer(self, question: str, **_: Any) -> Answer:  # noqa: ANN401 - as the base has it
        self.asked.append(question)
        time.sleep(0.02)
        return answered(question, quoted(f"«{question}»"))


def replica(
    server: TelegramServer,
    balancer: Balancer,
    port: int,
    store: str,
    folder: Path,
    **more: Any,  # noqa: ANN401 - each setting has its own type
) -> BotSettings:
    folder.mkdir(exist_ok=True)
    return load(
        token=TOKEN, api_url=server.url, data=folder, store=store, webhook_url=f"{balancer.url}/hook",
        webhook_port=port, webhook_secret=SECRET, **{"questions_per_minute": 500, **more},
    )  # fmt: skip


@contextmanager
def replicas(
    server: TelegramServer,
    store: str,
    folder: Path,
    *news: News,
    doubling: bool = False,
    **more: Any,  # noqa: ANN401
) -> Iterator[Balancer]:
    """As many replicas as there are indexes, behind a balancer."""
    ports = [free_port() for _ in news]
    with balancing(ports, doubling=doubling) as balancer, ExitStack() as stack:
        for number, (port, its) in enumerate(zip(ports, news, strict=True)):
            settings = replica(server, balancer, port, store, folder / str(number), **more)
            stack.enter_context(running(settings, its))
        for port in ports:
            eventually(lambda port=port: listens(port))  # type: ignore[misc]
        server.wait_for(len(news), method="setWebhook")
        yield balancer


def listens(port: int) -> bool:
    try:
        httpx.get(f"http://127.0.0.1:{port}/")
    except httpx.ConnectError:
        return False
    return True


def replied_to(server: TelegramServer, chat: int) -> list[str]:
    """What the bot's messages in a chat reply to, in their order; each repeats it."""
    said = {one["message_id"]: one["text"] for one in server.history(chat) if not one["from"]["is_bot"]}
    answers = [one for one in server.history(chat) if one["from"]["is_bot"]]
    texts = [said[one["reply_to_message"]["message_id"]] for one in answers]
    assert all(f"«{text}»" in one["text"] for text, one in zip(texts, answers, strict=True))
    return texts


def unfinished(postgres_server: PostgresServer, store: str) -> list[tuple[int, ...]]:
    database = store.rpartition("/")[2]
    return postgres_server.run(f"SELECT update_id FROM {SCHEMA}.journal WHERE done IS NULL", database)  # noqa: S608


@pytest.mark.parametrize("doubling", [False, True])
def test_sixty_questions_are_answered_once_each_and_in_order_whichever_replica_is_asked(
    server: TelegramServer, postgres_server: PostgresServer, postgres_url: str, tmp_path: Path, *, doubling: bool
) -> None:
    one, other = SlowlyAgreeable(), SlowlyAgreeable()
    people = [ChatUser(10 + number, "Ida", language_code="en") for number in range(6)]
    with replicas(server, postgres_url, tmp_path, one, other, doubling=doubling) as balancer:
        for number in range(60):
            server.private_message(f"question {number}?", user=people[number % 6])
        server.wait_for(60)
        eventually(lambda: not unfinished(postgres_server, postgres_url))
        for table in ("claim", "begun"):  # nothing is left to be waited for
            database = postgres_url.rpartition("/")[2]
            assert postgres_server.run(f"SELECT * FROM {SCHEMA}.{table}", database) == []  # noqa: S608
    for number, person in enumerate(people):
        assert replied_to(server, person.id) == [f"question {n}?" for n in range(number, 60, 6)]
    # Both did their part; the first question of each is its own.
    assert min(len(news.asked) for news in (one, other)) > 10
    assert sorted(one.asked + other.asked) == sorted([*(f"question {n}?" for n in range(60)), "news", "news"])
    assert balancer.statuses == [[200, 200] if doubling else [200]] * 60


def test_what_follows_is_understood_whichever_replica_it_reaches(
    server: TelegramServer, postgres_url: str, tmp_path: Path
) -> None:
    with replicas(server, postgres_url, tmp_path, town(), town()) as balancer:
        for _ in range(4):
            for text in (OPENS, "And why?"):
                server.private_message(text, user=ADA)
        sent = server.wait_for(8, chat_id=ADA.id)
        assert ["Understood as: Why does the new bridge open?" in seen(one) for one in sent] == [False, True] * 4
        # By a reply, to an answer that another replica gave.
        balancer.ports.reverse()
        for n, person in enumerate((ADA, BEN)):
            server.group_message(f"@NewsBot {OPENS}", user=ADA, chat=CLUB)
            opens = server.wait_for(1 + 2 * n, chat_id=CLUB.id)[-1]
            server.group_message("Why?", user=person, chat=CLUB, reply_to=opens.message_id)
            why = server.wait_for(2 + 2 * n, chat_id=CLUB.id)[-1]
            assert "Understood as: Why does the new bridge open?" in seen(why)


def test_what_one_replica_is_told_of_a_person_the_other_knows(
    server: TelegramServer, postgres_server: PostgresServer, postgres_url: str, tmp_path: Path
) -> None:
    one, other = SlowlyAgreeable(), SlowlyAgreeable()
    with replicas(server, postgres_url, tmp_path, one, other, admins=frozenset({ADA.id})) as balancer:
        first, second = balancer.ports
        balancer.ports = [first]
        server.private_message("before?", user=BEN)
        (answer,) = server.wait_for(1, chat_id=BEN.id)
        server.private_message(f"/block {BEN.id}", user=ADA)
        server.wait_for(1, chat_id=ADA.id)
        balancer.ports = [second]

        def answers_ben() -> bool:
            before = len(other.asked)
            server.private_message("question of Ben?", user=BEN)
            server.private_message("question of Ada?", user=ADA)
            eventually(lambda: "question of Ada?" in other.asked[before:])
            eventually(lambda: not unfinished(postgres_server, postgres_url))
            return "question of Ben?" in other.asked[before:]

        eventually(lambda: not answers_ben())
        balancer.ports = [first]
        server.private_message(f"/unblock {BEN.id}", user=ADA)
        balancer.ports = [second]
        eventually(answers_ben)
        # A button of the one's answer is understood by the other.
        server.callback("vote:1:1", message_id=answer.message_id, user=BEN)
        server.wait_for(1, method="answerCallbackQuery")


def test_how_much_a_person_may_ask_is_counted_over_all_replicas(
    server: TelegramServer, postgres_url: str, tmp_path: Path
) -> None:
    one, other = SlowlyAgreeable(), SlowlyAgreeable()
    with replicas(server, postgres_url, tmp_path, one, other, questions_per_minute=1):
        server.private_message("question 0?", user=ADA)
        server.wait_for(1)
        for number in range(1, 7):
            server.private_message(f"question {number}?", user=ADA)
        server.private_message("done?", user=BEN)
        server.wait_for(1, chat_id=BEN.id)
        eventually(lambda: server.pending == 0)
    assert [text for text in one.asked + other.asked if text.startswith("question")] == ["question 0?"]
    answer, *told = replied(server, ADA.id)
    assert "«question 0?»" in answer
    assert 1 <= len(told) <= 2  # by each replica once


@contextmanager
def processes(
    server: TelegramServer, store: str, folder: Path, **environment: str
) -> Iterator[tuple[Balancer, list[Process]]]:
    """Replicas that are real processes."""
    ports = [free_port() for _ in range(2)]
    with balancing(ports) as balancer, ExitStack() as stack:
        started = [
            stack.enter_context(
                process(
                    folder / str(port),
                    server.url,
                    TOKEN,
                    NEWSBOT_STORE=store,
                    NEWSBOT_WEBHOOK_PORT=str(port),
                    NEWSBOT_WEBHOOK_URL=f"{balancer.url}/hook",
                    NEWSBOT_WEBHOOK_SECRET=SECRET,
                    **environment,
                )
            )
            for port in ports
        ]
        for port in ports:
            eventually(lambda port=port: listens(port), 30)  # type: ignore[misc]
        yield balancer, started


def test_what_a_killed_replica_had_in_hand_the_other_answers_once_and_what_waited_for_it_afterwards(
    server: TelegramServer, postgres_server: PostgresServer, postgres_url: str, tmp_path: Path
) -> None:
    with processes(server, postgres_url, tmp_path, **{LEASE: "4"}) as (balancer, (doomed, other)):
        doomed_port, other_port = balancer.ports
        doomed.close()
        balancer.ports = [doomed_port]
        for number in range(3):
            server.private_message(f"held {number}?", user=ADA)
        server.private_message("held too?", user=BEN)
        eventually(lambda: server.pending == 0)
        balancer.ports = [other_port]
        server.private_message("waits?", user=ADA)  # the other has it, and it is not its turn
        server.private_message("free?", user=ChatUser(3, "Eve", language_code="en"))
        server.wait_for(1, chat_id=3)
        assert replied_to(server, ADA.id) == []
        doomed.kill()
        server.wait_for(4, chat_id=ADA.id, timeout=40)
        server.wait_for(1, chat_id=BEN.id)
        eventually(lambda: not unfinished(postgres_server, postgres_url))
        server.private_message("after?", user=ADA)
        server.wait_for(5, chat_id=ADA.id)
    assert replied_to(server, ADA.id) == ["held 0?", "held 1?", "held 2?", "waits?", "after?"]
    assert replied_to(server, BEN.id) == ["held too?"]
    assert "updates left by the last run=4" in other.log


def test_a_replica_that_is_killed_in_the_middle_of_it_all_leaves_no_question_unanswered(
    server: TelegramServer, postgres_server: PostgresServer, postgres_url: str, tmp_path: Path
) -> None:
    people = [ChatUser(10 + number, "Ida", language_code="en") for number in range(4)]
    with processes(server, postgres_url, tmp_path, **{LEASE: "4"}) as (balancer, (doomed, _)):
        for number in range(40):
            server.private_message(f"question {number}?", user=people[number % 4])
        server.wait_for(12)
        doomed.kill()
        balancer.ports = balancer.ports[1:]
        eventually(lambda: len({text for person in people for text in replied_to(server, person.id)}) == 40, 40)
        eventually(lambda: not unfinished(postgres_server, postgres_url))
    for number, person in enumerate(people):
        texts = replied_to(server, person.id)
        assert list(dict.fromkeys(texts)) == [f"question {n}?" for n in range(number, 40, 4)]
        # The kill may fall between the sending of an answer and the note of it: of a chat, one is on its way.
        assert len(texts) <= 11


def test_a_replica_that_was_halted_does_not_answer_what_the_other_has_answered_meanwhile(
    server: TelegramServer, postgres_server: PostgresServer, postgres_url: str, tmp_path: Path
) -> None:
    with processes(server, postgres_url, tmp_path, **{LEASE: "4"}) as (balancer, (halted, _)):
        halted_port, other_port = balancer.ports
        halted.close()
        balancer.ports = [halted_port]
        server.private_message("held?", user=ADA)
        server.private_message("waits?", user=ADA)
        eventually(lambda: server.pending == 0)
        halted.halt()
        server.wait_for(2, chat_id=ADA.id, timeout=40)
        halted.open()
        halted.go_on()
        server.private_message("after?", user=ADA)
        server.wait_for(3, chat_id=ADA.id)
        balancer.ports = [other_port]
        server.private_message("and then?", user=BEN)
        server.wait_for(1, chat_id=BEN.id)
        eventually(lambda: not unfinished(postgres_server, postgres_url))
        eventually(lambda: "taken over by another process" in halted.log)
    assert replied_to(server, ADA.id) == ["held?", "waits?", "after?"]


def test_what_a_replica_leaves_at_its_stop_the_other_has_at_once(
    server: TelegramServer, postgres_server: PostgresServer, postgres_url: str, tmp_path: Path
) -> None:
    # The lease is as long as ever: nobody waits for its end.
    with processes(server, postgres_url, tmp_path) as (balancer, (leaving, _)):
        leaving_port, other_port = balancer.ports
        leaving.close()
        balancer.ports = [leaving_port]
        server.private_message("slow?", user=ADA)
        eventually(lambda: server.pending == 0)
        leaving.terminate()
        time.sleep(0.2)
        leaving.open()
        assert leaving.status() == 0
        balancer.ports = [other_port]
        server.private_message("next?", user=ADA)
        server.wait_for(2, chat_id=ADA.id, timeout=15)
        eventually(lambda: not unfinished(postgres_server, postgres_url))
    assert replied_to(server, ADA.id) == ["slow?", "next?"]


def test_while_the_records_cannot_be_reached_nothing_is_lost_and_nothing_answered_twice(
    server: TelegramServer, postgres_server: PostgresServer, postgres_url: str, tmp_path: Path, written: io.StringIO
) -> None:
    class Gated(SlowlyAgreeable):
        gate = threading.Event()

        def answer(self, question: str, **scope: Any) -> Answer:  # noqa: ANN401
            assert question == "news" or self.gate.wait(30)
            return super().answer(question, **scope)

    one, other = Gated(), Gated()
    with replicas(server, postgres_url, tmp_path, one, other) as balancer:
        server.private_message("in hand?", user=ADA)
        eventually(lambda: server.pending == 0)
        postgres_server.stop()
        try:
            server.private_message("while it is away?", user=BEN)
            eventually(lambda: any(500 in statuses for statuses in balancer.statuses))
            Gated.gate.set()
            server.wait_for(1, chat_id=ADA.id)  # answered, though nothing can be noted
        finally:
            postgres_server.start()
        server.wait_for(1, chat_id=BEN.id)
        eventually(lambda: not unfinished(postgres_server, postgres_url), 20)
        server.private_message("after?", user=ADA)
        server.wait_for(2, chat_id=ADA.id)
    assert (replied_to(server, ADA.id), replied_to(server, BEN.id)) == (["in hand?", "after?"], ["while it is away?"])
    log = written.getvalue()
    # Each of the two says it once.
    assert log.count("the records cannot be reached: ") == log.count("the records can be reached again") == 2
    assert "Traceback" not in log
    assert postgres_server.password not in log


def test_of_two_that_poll_for_one_bot_on_one_server_the_second_says_why_it_does_not_start(
    server: TelegramServer, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.LEASE", 1.0)
    monkeypatch.setattr("bot.app._SECONDS_BEYOND_A_LEASE", 0.0)
    monkeypatch.setattr("bot.chores.BEAT", 0.1)
    first = load(token=TOKEN, api_url=server.url, data=tmp_path / "first", store=postgres_url)
    second = load(token=TOKEN, api_url=server.url, data=tmp_path / "second", store=postgres_url)
    with running(first, SlowlyAgreeable()):
        server.private_message("there?", user=ADA)
        server.wait_for(1)
        with pytest.raises(RecordsError, match="another process fetches this bot's updates"):
            build_application(second, SlowlyAgreeable())
    with running(second, SlowlyAgreeable()):  # the first is gone, and its seat is free at once
        server.private_message("question 2?", user=ADA)
        server.wait_for(2)
    assert replied_to(server, ADA.id) == ["there?", "question 2?"]


def test_records_in_a_file_that_are_not_used_are_told_of_as_long_as_they_can_be_moved(
    server: TelegramServer, postgres_url: str, tmp_path: Path, written: io.StringIO
) -> None:
    settings = load(token=TOKEN, api_url=server.url, data=tmp_path)
    with running(settings, SlowlyAgreeable()):
        server.private_message("in a file?", user=ADA)
        server.wait_for(1)
    assert "is not used" not in written.getvalue()
    moved = load(token=TOKEN, api_url=server.url, data=tmp_path, store=postgres_url)
    for number in (2, 3):
        with running(moved, SlowlyAgreeable()):
            server.private_message("on a server?", user=ADA)
            server.wait_for(number)
    file = tmp_path / "bot-123456.sqlite"
    assert written.getvalue().count(f"what this bot remembers in {file} is not used") == 1
    assert f"scripts/rebuild_index.py --from {tmp_path} " in written.getvalue()


def replied(server: TelegramServer, chat: int) -> list[str]:
    return [one["text"] for one in server.history(chat) if one["from"]["is_bot"]]
