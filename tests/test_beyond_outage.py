"""A server behind the bot is away for a while: the bot says so honestly, and recovers by itself."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
import pytest

from beyond import Beyond, beyond, finished, write
from conversing import ADA, BERT, CHI, answers_to
from index.embedding import embedder_of
from index.engine import Wanted
from index.errors import EngineUnreachableError
from index.filters import Filters
from index.milvus import client
from index.types import Article
from running import eventually, free_port, seen
from telegram_server import TelegramServer
from town_news import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beyond import Bot
    from telegram_server import ChatUser

__all__ = ["beyond"]  # fixtures

pytestmark = pytest.mark.beyond

AWAY_FOR = 20.0  # seconds
BETWEEN = 4.0
TOKEN = "123456:ABC-def_GHIjklMNOpqrSTUvwx"  # noqa: S105 - nobody's


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody with a question.

    Attributes:
        person: who.
        question: what.
        answer: stands in every answer to it.
        away: what they are told where there can be none.
    """

    person: ChatUser
    question: str
    answer: str
    away: str


ASKERS = (
    Asker(
        ADA,
        "Who found the unknown orchid on Mount Ferrin?",
        "Lucille Abara",
        "I can't reach my archive right now. Please ask again in a minute.",
    ),
    Asker(
        BERT,
        "Wer kündigte einen Sozialplan für die Bergleute an?",
        "Thea Nordhoff",
        "Ich komme gerade nicht an mein Archiv heran. Bitte frag in einer Minute noch einmal.",
    ),
    Asker(
        CHI,
        "Ai thiết kế cầu Vàm Sậy?",
        "Trần Thị Mận",
        "Hiện tôi chưa truy cập được kho bài viết của mình. Bạn vui lòng hỏi lại sau một phút.",
    ),
)


@dataclass(frozen=True, slots=True)
class Served:
    """A bot that people talk to.

    Attributes:
        bot: the process.
        server: Telegram.
        port: where it tells whether it is well.
    """

    bot: Bot
    server: TelegramServer
    port: int

    def well(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/healthz", timeout=5).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def ask(self) -> dict[int, Asker]:
        """All ask at once; their messages."""
        return {self.server.private_message(one.question, user=one.person): one for one in ASKERS}

    def replies(self, asked: dict[int, Asker]) -> dict[int, list[str]]:
        """What was said to each message so far."""
        found: dict[int, list[str]] = {number: [] for number in asked}
        for sent in self.server.calls:
            if sent.method == "sendMessage" and sent.error is None and answers_to(sent) in found:
                found[answers_to(sent)].append(seen(sent))
        return found

    def all_replied(self, asked: dict[int, Asker]) -> bool:
        return all(self.replies(asked).values())

    def answers_properly(self) -> None:
        """Let all ask, and see that each is answered as if nothing had ever happened."""
        asked = self.ask()
        eventually(lambda: self.all_replied(asked), 30)
        for number, (said, *more) in self.replies(asked).items():
            assert asked[number].answer in said
            assert not more


@pytest.fixture(scope="module")
def published(beyond: Beyond) -> Beyond:
    """The town's news, published."""
    done = beyond.rebuild(write(beyond.folder / "town.jsonl", ARTICLES))
    assert done.status == 0, done.err
    return beyond


@pytest.fixture(scope="module")
def served(published: Beyond) -> Iterator[Served]:
    """One bot for all that happens here; it stops when it is told to, and its log holds no secret."""
    port = free_port()
    more = {"NEWSBOT_QUESTIONS_PER_MINUTE": "500", "NEWSBOT_MONITOR_PORT": str(port)}
    with TelegramServer(token=TOKEN, username="NewsBot") as server, published.bot(server.url, TOKEN, more) as bot:
        served = Served(bot, server, port)
        eventually(served.well, 60)
        eventually(lambda: "warmed up" in bot.log, 60)
        served.answers_properly()
        yield served
        assert bot.stopped() == 0
        assert server.violations == []
    for secret in (TOKEN, published.postgres.password, "Traceback", *(one.question for one in ASKERS)):
        assert secret not in bot.log


def away_for_a_while(served: Served, seconds: float = AWAY_FOR) -> list[dict[int, Asker]]:
    """Ask while a server is away, again and again; what was asked each time."""
    until = time.monotonic() + seconds
    rounds = []
    while time.monotonic() < until:
        rounds.append(served.ask())
        time.sleep(BETWEEN)
    return rounds


def told(log: str) -> tuple[int, int]:
    """How often the log says that something is away, and that it is back."""
    return log.count(" cannot be reached: "), log.count(" can be reached again ")


@pytest.mark.parametrize("hangs", [False, True], ids=["killed", "hanging"])
def test_while_milvus_is_away_everybody_is_told_so_and_afterwards_answered(
    published: Beyond, served: Served, *, hangs: bool
) -> None:
    milvus, before = published.milvus, len(served.bot.log)
    if hangs:
        milvus.halt()
    else:
        milvus.kill()
    try:
        rounds = away_for_a_while(served, AWAY_FOR / 2 if hangs else AWAY_FOR)
        eventually(lambda: all(map(served.all_replied, rounds)))
        assert not served.well()
    finally:
        if hangs:
            milvus.go_on()
        else:
            milvus.start()
    served.answers_properly()
    eventually(served.well, 30)
    for asked in rounds:
        assert served.replies(asked) == {number: [one.away] for number, one in asked.items()}
    assert told(served.bot.log[before:]) == (1, 1)


def test_what_is_asked_while_postgresql_is_away_is_answered_afterwards_once(published: Beyond, served: Served) -> None:
    before = len(served.bot.log)
    published.postgres.stop()
    try:
        rounds = away_for_a_while(served)
        assert not served.well()
    finally:
        published.postgres.start()
    eventually(lambda: all(map(served.all_replied, rounds)), 60)
    served.answers_properly()
    eventually(served.well, 30)
    for asked in rounds:
        for number, replies in served.replies(asked).items():
            assert len(replies) == 1
            assert asked[number].answer in replies[0]
    assert told(served.bot.log[before:]) == (1, 1)


def test_a_publication_that_loses_milvus_says_so_and_is_finished_by_the_next_one(published: Beyond) -> None:
    lots = [
        Article(
            url=f"https://ledger.example/lot/{number}",
            title=f"Lot {number}",
            text=f"Lot {number} in the town of Wickmarsh was sold. The bidders took the tram.",
            source="Ledger",
            language="en",
        )
        for number in range(300)
    ]
    source = write(published.folder / "lots.jsonl", lots)
    rebuilding = published.rebuilding(source)
    try:
        assert rebuilding.stderr
        while not rebuilding.stderr.readline().startswith("indexing"):
            assert rebuilding.poll() is None
        published.milvus.kill()
        lost = finished(rebuilding)
        away = published.rebuild(source)
    finally:
        published.milvus.start()
    for done in (lost, away):
        assert done.status == 2
        assert "the Milvus at http://127.0.0.1:" in done.err.splitlines()[-1]
    done = published.rebuild(source)
    assert done.status == 0, done.err
    assert "chunks=312 articles=312" in done.err


def test_where_milvus_hangs_only_the_first_who_ask_wait_long(
    published: Beyond, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_SEARCHING", 0.5)
    with closing(published.location.open_engine()) as engine, closing(engine.open()) as snapshot:
        (vector,) = embedder_of(published.location, snapshot.manifest.model).embed_questions(["orchid"])
        wanted = Wanted(vector=vector, terms=[["orchid"]], hints={}, filters=Filters(), most=5)
        found = snapshot.candidates(wanted)
        published.milvus.halt()
        try:
            for seconds in (0.5, 600.0):
                monkeypatch.setattr(client, "_SEARCHING", seconds)
                with pytest.raises(EngineUnreachableError, match="took too long to answer"):
                    snapshot.candidates(wanted)
        finally:
            published.milvus.go_on()
        assert snapshot.candidates(wanted).rows.tolist() == found.rows.tolist()
