from __future__ import annotations

import asyncio
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, MessageHandler, filters
from telegram.ext._application import _STOP_SIGNAL

from bot.inbox import Inbox
from bot.processing import ByChat
from bot.records import AsyncRecords, Records
from remembering import BOT, FILE, WEEK, Clock, inline, message, press, remembering
from telegram_calls import until
from telegram_server import TelegramServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    import pytest


App: TypeAlias = "Application[Any, Any, Any, Any, Any, Any]"


class Run:
    """The inbox as one run of the program has it."""

    def __init__(self, records: AsyncRecords) -> None:
        self.records = records
        self.inbox = Inbox(records)

    def waiting(self) -> list[object]:
        """What is queued, taken out."""
        return [self.inbox.get_nowait() for _ in range(self.inbox.qsize())]

    async def journal(self) -> list[tuple[int, bool, int]]:
        """Each update known: its number, whether it is unfinished, whether its content is held."""
        rows = "SELECT update_id, done IS NULL, payload IS NOT NULL FROM journal ORDER BY 1"
        return await self.records.do(lambda records: records._rows(rows))


@asynccontextmanager
async def run(folder: Path, clock: Clock | None = None) -> AsyncIterator[Run]:
    records = AsyncRecords(Records(folder / FILE, remember=WEEK, keep_questions=False, clock=clock or Clock()))
    try:
        yield Run(records)
    finally:
        await records.close()


def content(folder: Path) -> bytes:
    """All bytes of the database and of what lies beside it."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


def numbers(updates: list[object]) -> list[int]:
    return [update.update_id for update in updates if isinstance(update, Update)]


def test_an_update_is_queued_once_however_often_it_is_offered(tmp_path: Path) -> None:
    async def live() -> None:
        async with run(tmp_path) as now:
            await asyncio.gather(*(now.inbox.put(message(1)) for _ in range(5)))
            await now.inbox.put(message(2))
            assert numbers(now.waiting()) == [1, 2]
            await now.inbox.put(message(1))  # being handled
            await now.inbox.done(message(1))
            await now.inbox.put(message(1))
            assert now.waiting() == []
            await now.inbox.done(message(2))
            assert not now.inbox._starts  # memory stays flat
        async with run(tmp_path) as after:
            await after.inbox.put(message(1))
            assert after.waiting() == []

    asyncio.run(live())


def test_updates_are_queued_in_the_order_they_come(tmp_path: Path) -> None:
    async def live() -> None:
        async with run(tmp_path) as now:
            await asyncio.gather(*(now.inbox.put(message(n)) for n in (3, 1, 2)))
            assert numbers(now.waiting()) == [3, 1, 2]

    asyncio.run(live())


def test_what_was_left_unfinished_is_queued_again_oldest_first_and_as_it_was(tmp_path: Path) -> None:
    clock = Clock()
    question = message(5, "Wer «war» es? 😀", chat_id=-100, message_thread_id=3, is_topic_message=True)
    edit = message(4, "Wo?", kind="edited_message")

    async def live() -> None:
        async with run(tmp_path, clock) as now:
            await now.inbox.put(question)
            clock.pass_(seconds=1)
            await now.inbox.put(edit)
            await now.inbox.put(message(6))
            await now.inbox.done(message(6))
        async with run(tmp_path, clock) as after:
            await after.inbox.restore(BOT)
            again = after.waiting()
            assert [one.to_dict() for one in again if isinstance(one, Update)] == [question.to_dict(), edit.to_dict()]
            await after.inbox.put(question)  # offered by Telegram once more
            assert after.waiting() == []
            await after.inbox.done(question)
            await after.inbox.done(edit)
        async with run(tmp_path, clock) as later:
            await later.inbox.restore(BOT)
            assert later.waiting() == []

    asyncio.run(live())


def test_what_an_earlier_start_took_is_told_from_what_is_new(tmp_path: Path) -> None:
    async def live() -> None:
        async with run(tmp_path) as now:
            await now.inbox.put(message(1))
            assert not now.inbox.again(message(1))
        async with run(tmp_path) as after:
            await after.inbox.restore(BOT)
            await after.inbox.put(message(2))
            assert [after.inbox.again(message(n)) for n in (1, 2)] == [True, False]

    asyncio.run(live())


def test_what_telegram_offers_before_it_is_restored_is_queued_once(tmp_path: Path) -> None:
    async def live() -> None:
        async with run(tmp_path) as now:
            await now.inbox.put(message(1))
        async with run(tmp_path) as after:
            await after.inbox.put(message(1))
            await after.inbox.restore(BOT)
            assert numbers(after.waiting()) == [1]

    asyncio.run(live())


def test_the_content_of_an_update_is_held_until_it_is_done_and_its_number_for_two_days(tmp_path: Path) -> None:
    clock = Clock()

    async def live() -> None:
        async with run(tmp_path, clock) as now:
            await now.inbox.put(message(1, "Geheimnis"))
            assert await now.journal() == [(1, True, True)]
            await now.inbox.done(message(1))
            assert await now.journal() == [(1, False, False)]
            await now.records.do(Records.expire)
            assert b"Geheimnis" not in content(tmp_path)
            clock.pass_(days=2)
            await now.records.do(Records.expire)
            assert await now.journal() == [(1, False, False)]
            clock.pass_(seconds=1)
            await now.records.do(Records.expire)
            assert await now.journal() == []

    asyncio.run(live())


def test_presses_and_inline_queries_are_handled_once_and_not_after_a_restart(tmp_path: Path) -> None:
    async def live() -> None:
        async with run(tmp_path) as now:
            for update in (press(1), inline(2), press(1), inline(2), press(3)):
                await now.inbox.put(update)
            assert numbers(now.waiting()) == [1, 2, 3]
            assert await now.journal() == [(1, True, False), (2, True, False), (3, True, False)]
            await now.inbox.done(press(1))
        async with run(tmp_path) as after:
            await after.inbox.restore(BOT)
            assert after.waiting() == []
            await after.inbox.put(press(1))
            await after.inbox.put(press(3))  # not done, and Telegram still offers it
            assert numbers(after.waiting()) == [3]

    asyncio.run(live())


def test_a_question_of_the_day_before_yesterday_is_not_answered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()

    async def live() -> None:
        async with run(tmp_path, clock) as now:
            await now.inbox.put(message(1, "Geheimnis"))
            clock.pass_(seconds=1)
            await now.inbox.put(message(2))
        clock.pass_(hours=24)
        async with run(tmp_path, clock) as after:
            await after.inbox.restore(BOT)
            assert numbers(after.waiting()) == [2]
            await after.inbox.put(message(1))
            assert after.waiting() == []

    asyncio.run(live())
    assert "given up update=1" in caplog.text
    assert "Geheimnis" not in caplog.text


def test_what_this_version_cannot_read_is_given_up(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def live() -> None:
        async with run(tmp_path) as now:
            for number, payload in enumerate(["{", "[1]", "null", '{"update_id": 4, "message": 5}'], 1):
                await now.records.do(Records.take, number, payload)
            await now.inbox.put(message(5))
        async with run(tmp_path) as after:
            await after.inbox.restore(BOT)
            assert numbers(after.waiting()) == [5]
            assert [unfinished for _, unfinished, _ in await after.journal()] == [False] * 4 + [True]

    asyncio.run(live())
    assert "given up update=4" in caplog.text


def test_anything_but_an_update_passes_as_it_is(tmp_path: Path) -> None:
    async def live() -> None:
        async with run(tmp_path) as now:
            sign = object()
            await now.inbox.put(sign)
            assert now.waiting() == [sign]
            assert not now.inbox.suspect(sign)
            await now.inbox.begin(sign)
            await now.inbox.done(sign)
            assert await now.journal() == []

    asyncio.run(live())


def test_updates_are_answered_while_the_disk_fails_and_not_twice_when_it_works_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def break_(records: Records) -> None:
        records._db.execute("ALTER TABLE journal RENAME TO mislaid")

    def mend(records: Records) -> None:
        records._db.execute("ALTER TABLE mislaid RENAME TO journal")

    async def live() -> None:
        async with run(tmp_path) as now:
            await now.inbox.put(message(1, "Geheimnis"))
            await now.records.do(break_)
            now.inbox._starts[1] = 1  # as after a restart
            for number in (1, 2, 2, 3):
                await now.inbox.put(message(number, "Geheimnis"))
            assert numbers(now.waiting()) == [1, 2, 3]
            await now.inbox.begin(message(1))
            for number in (1, 2):
                await now.inbox.done(message(number))
                await now.inbox.put(message(number))
            await now.inbox.restore(BOT)
            assert now.waiting() == []
            now.inbox.close()
            await now.inbox.put(message(4))
            assert numbers(now.waiting()) == [4]  # the next start would not know it
            await now.records.do(mend)
            await now.inbox.done(message(3))
            assert await now.journal() == [(1, False, False), (2, False, False), (3, False, False)]

    asyncio.run(live())
    assert {"not journaled update=1:", "not journaled update=2:"} <= set(
        re.findall(r"not journaled update=\d:", caplog.text)
    )
    assert "not journaled as done update=1" in caplog.text
    assert "journal unreadable" in caplog.text
    assert "Geheimnis" not in caplog.text


def test_a_stop_with_closed_records_does_no_harm(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def live() -> None:
        async with run(tmp_path) as now:
            await now.inbox.put(message(1))
            await now.records.close()
            await now.inbox.put(message(2))
            await now.inbox.done(message(1))
            assert numbers(now.waiting()) == [1, 2]

    asyncio.run(live())
    assert "closed" in caplog.text


def test_an_update_whose_putting_is_cut_off_can_be_offered_again(tmp_path: Path) -> None:
    async def live() -> None:
        async with run(tmp_path) as now:
            putting = asyncio.create_task(now.inbox.put(message(1)))
            await asyncio.sleep(0)
            putting.cancel()
            await asyncio.wait({putting})
            await now.inbox.put(message(1))
            assert numbers(now.waiting()) == [1]

    asyncio.run(live())


def test_what_a_killed_program_had_taken_is_answered_by_the_next(tmp_path: Path) -> None:
    program = (
        "import asyncio, os, sys\nfrom pathlib import Path\nfrom remembering import message\n"
        "from test_inbox import run\n"
        "async def live():\n"
        "    async with run(Path(sys.argv[1])) as now:\n"
        "        for number in (1, 2, 3):\n"
        "            await now.inbox.put(message(number))\n"
        "        await now.inbox.done(message(2))\n"
        "        os.kill(os.getpid(), 9)\n"
        "asyncio.run(live())\n"
    )
    path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[1])])
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], check=False, env=os.environ | {"PYTHONPATH": path}
    )
    assert ended.returncode == -9

    async def live() -> None:
        async with run(tmp_path) as after:
            for number in (1, 2):
                await after.inbox.put(message(number))  # Telegram offers them once more
            await after.inbox.restore(BOT)
            assert numbers(after.waiting()) == [1, 3]

    asyncio.run(live())


# --- with python-telegram-bot's own application ---


async def answer(update: Update, _: object) -> None:
    assert update.message is not None
    await update.message.reply_text(f"heard {update.message.text}")


@asynccontextmanager
async def application(server: TelegramServer, folder: Path) -> AsyncIterator[tuple[Run, App]]:
    """An application over the inbox, started, that fetches no updates yet."""
    async with run(folder) as now:
        built = (
            ApplicationBuilder()
            .token(server.token)
            .base_url(f"{server.url}/bot")
            .update_queue(now.inbox)
            .concurrent_updates(ByChat(now.inbox))
            .build()
        )
        built.add_handler(MessageHandler(filters.TEXT, answer))
        async with built:
            await now.inbox.restore(built.bot)
            yield now, built


def test_what_a_stopping_application_drops_is_answered_by_the_next_start(tmp_path: Path) -> None:
    async def live() -> None:
        with TelegramServer() as server:
            server.private_message("late")
            async with application(server, tmp_path) as (now, built):
                (update,) = await built.bot.get_updates()
                await now.inbox.put(_STOP_SIGNAL)
                await now.inbox.put(update)
                await built.start()
                await now.inbox.join()
                await built.stop()
                assert (now.inbox.qsize(), await now.journal()) == (0, [(update.update_id, True, True)])
            async with application(server, tmp_path) as (now, built):
                await built.start()
                await now.inbox.join()
                await built.stop()
                assert await now.journal() == [(update.update_id, False, False)]
            assert [call.text for call in server.calls if call.method == "sendMessage"] == ["heard late"]

    asyncio.run(live())


def test_what_comes_while_the_application_stops_holds_it_up_no_longer_and_is_answered_by_the_next_start(
    tmp_path: Path,
) -> None:
    async def live() -> None:
        with TelegramServer() as server:
            server.private_message("slow")
            server.private_message("late")
            async with application(server, tmp_path) as (now, built):
                slow, late = await built.bot.get_updates()
                server.hang_next("sendMessage", 0.2)
                await built.start()
                await now.inbox.put(slow)
                await asyncio.to_thread(server.wait_for)
                now.inbox.close()
                stopping = asyncio.create_task(built.stop())
                await now.inbox.put(late)
                await asyncio.wait_for(stopping, 10)
                assert await now.journal() == [(slow.update_id, False, False), (late.update_id, True, True)]
            async with application(server, tmp_path) as (now, built):
                await built.start()
                await now.inbox.join()
                await built.stop()
            assert [call.text for call in server.calls if call.method == "sendMessage"] == ["heard slow", "heard late"]

    asyncio.run(live())


def test_nothing_is_lost_or_answered_twice_where_a_confirmation_is_lost(tmp_path: Path) -> None:
    texts = [f"question {n}" for n in range(5)]

    async def live() -> None:
        with TelegramServer() as server:
            for text in texts:
                server.private_message(text)
            async with application(server, tmp_path) as (_, built):
                offered = await built.bot.get_updates()
                for update in offered:  # and the program ends before it confirms them
                    await built.update_queue.put(update)
            async with application(server, tmp_path) as (now, built):
                assert built.updater is not None
                await built.updater.start_polling()
                await built.start()
                sent = await asyncio.to_thread(server.wait_for, 5)
                await asyncio.to_thread(until, lambda: server.pending == 0)
                await built.updater.stop()
                await built.stop()
                assert [done for _, done, _ in await now.journal()] == [False] * 5
            assert [one.text for one in sent] == [f"heard {text}" for text in texts]
            assert len([call for call in server.calls if call.method == "sendMessage"]) == 5

    asyncio.run(live())


Step = tuple[str, int]
STEPS = st.tuples(st.sampled_from(["offer", "offer", "done", "restart"]), st.integers(1, 6))


@settings(max_examples=25, deadline=None)
@given(st.lists(STEPS, max_size=20))
def test_whatever_happens_nothing_is_lost_and_nothing_comes_again_once_it_is_done(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    offered: set[int] = set()
    done: set[int] = set()

    async def live(steps: Iterator[Step]) -> None:
        """One run of the program: it ends with the steps, or with a restart among them."""
        async with run(folder) as now:
            await now.inbox.restore(BOT)
            held = numbers(now.waiting())
            assert sorted(held) == sorted(offered - done)
            for step, number in steps:
                if step == "restart":
                    return
                if step == "offer":
                    await now.inbox.put(message(number))
                    assert numbers(now.waiting()) == ([] if number in offered else [number])
                    offered.add(number)
                elif number in offered:
                    await now.inbox.done(message(number))
                    done.add(number)

    left = iter(steps)
    for _ in range(1 + len([step for step, _ in steps if step == "restart"])):
        asyncio.run(live(left))
    asyncio.run(live(iter(())))


def test_the_journal_survives_what_it_is_read_by(tmp_path: Path) -> None:
    """A look into the file from outside, as of a backup, holds nothing up."""
    with remembering(tmp_path) as records:
        records.take(1, "{}")
        with closing(sqlite3.connect(tmp_path / FILE)) as reader:
            assert reader.execute("SELECT update_id FROM journal").fetchall() == [(1,)]
            records.finish([1])
            assert reader.execute("SELECT done IS NULL FROM journal").fetchall() == [(0,)]
