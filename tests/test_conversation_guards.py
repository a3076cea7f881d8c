"""What one person must not be able to do to the others, to the bot, or to what it remembers of somebody."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from bot.app import build_application
from bot.inbox import Inbox
from bot.processing import ByChat, arrived
from bot.records import AsyncRecords, RecordsError
from conversing import ADA, BERT, asked, button, generous, kept, toasts
from fakes import CannedNews, answered, article, quoted
from remembering import message, remembering
from running import BRIDGE, eventually, polling, running
from telegram_server import Group, TelegramServer

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ("bot_fixtures",)

READERS = Group(-1_001_000_000_077, "Readers")


@pytest.fixture
def bridge() -> CannedNews:
    return CannedNews({BRIDGE: answered(BRIDGE, quoted("Die Brücke wird am 3. Mai eröffnet."))}, [article()])


def test_no_offset_whatever_it_says_asks_the_index_for_more_than_there_are_pages(
    server: TelegramServer, bridge: CannedNews
) -> None:
    with running(polling(server), bridge):
        for number, offset in enumerate(("1000000000", "9" * 5000, "-1", "x"), 1):
            server.inline_query(BRIDGE, user=ADA, offset=offset)
            answers = server.wait_for(number, method="answerInlineQuery")
            assert len(answers[-1].parameters["results"]) == 1


def test_an_edit_that_changes_no_word_asks_nothing(server: TelegramServer, bridge: CannedNews) -> None:
    with running(generous(polling, server), bridge):
        question = server.private_message(BRIDGE, user=ADA)
        server.wait_for(1)
        server.edited_message(question, BRIDGE)
        server.edited_message(question, "Wer baut die Brücke?")
        server.wait_for(1, method="editMessageText")
    assert asked(bridge) == [BRIDGE, "Wer baut die Brücke?"]


def test_a_button_that_asks_counts_as_a_question(server: TelegramServer, bridge: CannedNews) -> None:
    with running(polling(server, questions_per_minute=2), bridge):
        server.private_message(BRIDGE, user=ADA)
        (answer,) = server.wait_for(1)
        week = button(server, ADA.id, answer.message_id, "span")
        for _ in range(2):
            server.callback(week, message_id=answer.message_id or 0, user=ADA)
        eventually(lambda: len(toasts(server)) == 2)
    assert [bool(toast) for toast in toasts(server)] == [False, True]
    assert asked(bridge) == [BRIDGE, BRIDGE]


def test_who_presses_a_button_below_somebody_elses_answer_takes_nothing_over(
    server: TelegramServer, bridge: CannedNews
) -> None:
    with running(generous(polling, server, keep_questions=True), bridge):
        server.group_message(f"@NewsBot {BRIDGE}", user=ADA, chat=READERS)
        (answer,) = server.wait_for(1)
        week = button(server, READERS.id, answer.message_id, "span")
        server.callback(week, message_id=answer.message_id or 0, user=BERT)
        server.wait_for(1, method="editMessageText")
        eventually(lambda: kept(server, "SELECT span FROM answer") == [("week",)])
    assert kept(server, "SELECT user_id FROM answer") == [(ADA.id,)]
    assert kept(server, "SELECT DISTINCT user_id FROM turn") == [(ADA.id,)]
    assert kept(server, "SELECT user_id FROM question") == [(ADA.id,)]


def test_a_second_process_on_the_same_folder_is_kept_out(
    server: TelegramServer, bridge: CannedNews, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app._SECONDS_FOR_ANOTHER_TO_END", 0.05)
    with running(polling(server), bridge):
        server.wait_for(1, method="getUpdates")
        with pytest.raises(RecordsError, match="another process runs this bot"):
            build_application(polling(server), bridge)
    with running(polling(server), bridge):  # once that has ended, there is room
        server.private_message(BRIDGE, user=ADA)
        server.wait_for(1)


def test_how_often_somebody_asks_is_told_by_when_it_arrived_and_not_by_when_its_turn_came(tmp_path: Path) -> None:
    async def live() -> list[float]:
        first, times = asyncio.Event(), []

        async def slow() -> None:
            await first.wait()

        async def next_one() -> None:
            times.append(arrived.get())

        with remembering(tmp_path) as records:
            processor = ByChat(Inbox(AsyncRecords(records)))
            both = [
                asyncio.create_task(processor.process_update(message(number), work()))
                for number, work in ((1, slow), (2, next_one))
            ]
            await asyncio.sleep(0)
            began = monotonic()
            await asyncio.sleep(0.2)
            first.set()
            await asyncio.gather(*both)
        return [times[0] - began]

    assert asyncio.run(live())[0] < 0.1
