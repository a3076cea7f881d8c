"""A thousand questions to two processes that share Milvus and PostgreSQL: each is answered once, whoever has it."""

from __future__ import annotations

import re
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from beyond import Beyond, write
from couriers import couriers
from running import SECRET, TOKEN, eventually, free_port
from test_replicas import SCHEMA, listens
from town_news import ARTICLES
from townspeople import Townspeople, answers, faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from beyond import Bot
    from milvus_servers import LiteServer
    from postgres_server import PostgresServer
    from telegram_server import TelegramServer
    from townspeople import Question

pytest_plugins = ("bot_fixtures",)
pytestmark = pytest.mark.beyond

_ANSWERED = re.compile(r"answered update=(\d+) ")
_TAKEN_OVER = re.compile(r"updates left by the last run=(\d+)")
_EVERY = 10  # so many-th update is posted to both
_PAUSE, _PATIENCE = 0.2, 150.0  # seconds


@pytest.fixture(scope="module")
def town(
    milvus_lite_server: LiteServer, postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Beyond]:
    """The town's news, published by the command."""
    name = postgres_server.new_database()
    beyond = Beyond(
        folder=tmp_path_factory.mktemp("town"),
        milvus=milvus_lite_server,
        postgres=postgres_server,
        engine=milvus_lite_server.url(),
        store=postgres_server.url(name),
    )
    rebuilt = beyond.rebuild(write(beyond.folder / "town.jsonl", ARTICLES))
    assert rebuilt.status == 0, rebuilt.err
    yield beyond
    postgres_server.drop(name)


class Replicas:
    """Two processes that are one bot, each with a folder of its own, and what brings them updates.

    Args:
        town: what they answer from.
        server: whom they answer.
        folder: of all of them.
        stack: ends them.

    Attributes:
        couriers: what brings them updates.
        bots: as they were started last.
    """

    def __init__(self, town: Beyond, server: TelegramServer, folder: Path, stack: ExitStack) -> None:
        self._town = town
        self._server = server
        self._folder = folder
        self._stack = stack
        self._ports = [free_port(), free_port()]
        self.couriers = stack.enter_context(couriers(self._ports, every=_EVERY))
        self.bots = [self._started(number) for number in range(2)]
        for port in self._ports:
            eventually(lambda port=port: listens(port), _PATIENCE)  # type: ignore[misc]

    def start_again(self, number: int) -> None:
        """Start one that is no more; returns before it listens."""
        self.bots[number] = self._started(number)

    def settle(self, asked: Sequence[Question]) -> None:
        """Wait until whatever was asked is through."""
        until = time.monotonic() + _PATIENCE
        while self.couriers.taken < len(asked) or self.couriers.waiting or self.in_hand():
            assert time.monotonic() < until, f"to be taken: {self.couriers.waiting}, in hand: {self.in_hand()}"
            time.sleep(_PAUSE)
        assert self.couriers.undelivered == []

    def stop(self) -> list[int]:
        """Stop both; their exit statuses."""
        return [bot.stopped() for bot in self.bots]

    def in_hand(self, process: int | None = None) -> set[int]:
        """The updates that are not handled yet, of all replicas or of one by the number of its process."""
        whose = "true" if process is None else f"claim.owner LIKE '% {process} %'"
        tables = f"{SCHEMA}.journal LEFT JOIN {SCHEMA}.claim USING (update_id)"
        query = f"SELECT update_id FROM {tables} WHERE done IS NULL AND {whose}"  # noqa: S608
        return {number for (number,) in self._town.postgres.run(query, self._town.database)}

    def owners(self) -> dict[int, int]:
        """Which of the two answered each message."""
        answered = {int(one): number for number, bot in enumerate(self.bots) for one in _ANSWERED.findall(bot.log)}
        updates = self.couriers.updates
        return {message: answered[update] for message, update in updates.items() if update in answered}

    def taken_over(self) -> int:
        """How many updates of a dead one they took over."""
        return sum(int(number) for bot in self.bots for number in _TAKEN_OVER.findall(bot.log))

    def _started(self, number: int) -> Bot:
        place = replace(self._town, folder=self._folder / str(number))
        place.folder.mkdir(exist_ok=True)
        settings = {
            "NEWSBOT_WEBHOOK_PORT": str(self._ports[number]),
            "NEWSBOT_WEBHOOK_URL": f"{self.couriers.url}/hook",
            "NEWSBOT_WEBHOOK_SECRET": SECRET,
            "NEWSBOT_QUESTIONS_PER_MINUTE": "500",
            "NEWSBOT_CHAT_QUESTIONS_PER_MINUTE": "500",
        }
        return self._stack.enter_context(place.bot(self._server.url, TOKEN, settings))


@pytest.fixture
def replicas(town: Beyond, server: TelegramServer, tmp_path: Path) -> Iterator[Replicas]:
    """Two that run."""
    # Each test's Telegram counts updates from the beginning.
    town.postgres.run(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE", town.database)
    with ExitStack() as stack:
        yield Replicas(town, server, tmp_path, stack)


def test_a_thousand_questions_are_answered_once_each_and_what_follows_is_understood_whoever_has_it(
    replicas: Replicas, server: TelegramServer
) -> None:
    people = Townspeople(server, seed=7)
    people.ask_in_private(320)
    people.ask_in_groups(20)
    asked = people.asked
    replicas.settle(asked)
    assert replicas.stop() == [0, 0]
    assert len(asked) == 1000
    assert faults(server, asked) == []
    assert sum(one.method == "sendMessage" for one in server.calls) == 1000  # none was taken back
    by = replicas.owners()
    assert len(by) == 1000
    assert min(Counter(by.values()).values()) > 300
    elsewhere = [by[one.message_id] != by[one.follows] for one in asked if one.follows]
    assert len(elsewhere) == 340
    assert sum(elsewhere) > 30  # how many hangs on the machine's pace


def test_where_one_of_two_is_killed_and_started_again_whatever_was_asked_is_answered_once(
    replicas: Replicas, server: TelegramServer
) -> None:
    people = Townspeople(server, seed=8)
    people.ask_in_private(100)
    server.wait_for(60, timeout=_PATIENCE)
    doomed = replicas.bots[0].process
    doomed.kill()
    doomed.wait()
    time.sleep(_PAUSE)  # what it had told the database by then counts
    left = replicas.in_hand(doomed.pid)
    # It was killed after it had sent these, and before it had noted that: they may come twice.
    given = answers(server, {question.line[0] for question in people.asked})
    perhaps = {message for message, update in replicas.couriers.updates.items() if update in left and message in given}
    replicas.start_again(0)
    people.ask_in_private(20)
    replicas.settle(people.asked)
    assert replicas.stop() == [0, 0]
    assert faults(server, people.asked, perhaps) == []
    assert replicas.taken_over() > 0
