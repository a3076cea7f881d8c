from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.client import client
from bot.config import load
from bot.processing import ByChat, still_ours
from bot.records import AsyncRecords, Records
from bot.replica import POLLING, Replica, TakenOverError
from bot.shared_inbox import SharedInbox
from index.errors import DatabaseUnreachableError
from remembering import BOT, WEEK, joined, message, press
from running import TOKEN
from telegram_server import ChatUser

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from telegram import Update

    from bot.records import Server
    from postgres_server import PostgresServer
    from telegram_server import TelegramServer

pytest_plugins = ("bot_fixtures", "records_fixtures")
pytestmark = pytest.mark.beyond

LEASE = 30.0


class Halting(AsyncRecords):
    """Records whose process is halted when it has just asked for something, until others are through."""

    def __init__(self, records: Records) -> None:
        super().__init__(records)
        self.halted: Callable[[], Awaitable[None]] | None = None
        self.calls = 0

    async def do(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the base has it
        done = await super().do(*args, **kwargs)
        self.calls -= 1
        if self.halted is not None and self.calls == 0:
            await self.halted()
        return done


class Process:
    """What one of several processes does with updates; a handler waits until it is told to go on, and then answers.

    Attributes:
        begun: the numbers of updates, as they were begun.
        answered: as they were answered.
    """

    def __init__(self, records: AsyncRecords, seat: str | None) -> None:
        self.records = records
        self.replica = Replica(records, seat=seat, lease=LEASE)
        self.inbox = SharedInbox(records, self.replica)
        self.processor = ByChat(self.inbox)
        self.begun: list[int] = []
        self.answered: list[int] = []
        self._go_on: dict[int, asyncio.Event] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def come(self, *updates: Update) -> None:
        """Updates are posted to it."""
        for update in updates:
            await self.inbox.put(update)
        self.work()

    def work(self) -> None:
        """Begin with what is in the inbox."""
        while self.inbox.qsize():
            update: Any = self.inbox.get_nowait()
            coroutine = self._handle(update.update_id)
            self._tasks.append(asyncio.create_task(self.processor.process_update(update, coroutine)))

    async def beat(self) -> None:
        await self.inbox.beat(BOT)
        self.work()

    def let(self, *numbers: int) -> None:
        """These handlers may answer."""
        for number in numbers:
            self._event(number).set()

    async def idle(self) -> None:
        """Wait until nothing is in hand."""
        async with asyncio.timeout(20):
            await asyncio.gather(*self._tasks)

    async def kill(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _event(self, number: int) -> asyncio.Event:
        return self._go_on.setdefault(number, asyncio.Event())

    async def _handle(self, number: int) -> None:
        self.begun.append(number)
        await self._event(number).wait()
        try:
            await still_ours()
        except TakenOverError:
            return  # as python-telegram-bot does: the error handler is told
        self.answered.append(number)


@asynccontextmanager
async def process(
    server: Server, seat: str | None = None, kind: type[AsyncRecords] = AsyncRecords
) -> AsyncIterator[Process]:
    records = kind(Records(server, remember=WEEK, keep_questions=False))
    one = Process(records, seat)
    await one.beat()
    try:
        yield one
    finally:
        await one.kill()
        await one.replica.leave()
        await records.close()


async def become(true: Callable[[], bool]) -> None:
    """Wait until something becomes true."""
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - it is looked at from outside
            await asyncio.sleep(0.01)


async def halt(one: Process) -> None:
    """It was stopped for so long that its lease ran out, and goes on."""
    await one.records.do(
        lambda records: records._changed("UPDATE replica SET until = 0 WHERE name = ?", one.replica.name)
    )
    one.replica._lease = replace(one.replica._lease, renewed=-1e9)


async def trust(one: Process) -> None:
    """It has given signs of life for long enough to judge others."""
    lease = one.replica._lease
    assert lease.renewed is not None
    one.replica._lease = replace(lease, undisturbed=lease.renewed - LEASE)


async def journal(one: Process) -> list[tuple[int, bool]]:
    return [
        (number, unfinished)
        for number, unfinished in await one.records.do(
            lambda records: records._rows("SELECT update_id, done IS NULL FROM journal ORDER BY 1")
        )
    ]


def test_messages_of_a_chat_are_handled_one_after_another_whichever_process_has_them(records_server: Server) -> None:
    async def live() -> None:
        async with process(records_server) as one, process(records_server) as other:
            await one.come(message(1), message(3))
            await other.come(message(2), message(4, chat_id=8), joined(5))
            await become(lambda: one.begun == [1] and sorted(other.begun) == [4, 5])
            one.let(1)
            await become(lambda: 2 in other.begun)
            assert one.begun == [1]
            other.let(2)
            await become(lambda: one.begun == [1, 3])
            one.let(3)
            other.let(4, 5)
            await one.idle()
            await other.idle()
            assert await journal(one) == [(number, False) for number in (1, 2, 3, 4, 5)]

    asyncio.run(live())


def test_waiting_for_another_process_holds_no_thread(records_server: Server) -> None:
    async def live() -> None:
        async with process(records_server) as one, process(records_server) as other:
            for chat in range(10, 30):
                await one.come(message(chat, chat_id=chat))
                await other.come(message(100 + chat, chat_id=chat))
            await become(lambda: len(one.begun) == 20)
            async with asyncio.timeout(20):  # a pool has four threads
                for number in range(20):
                    await other.records.do(Records.count, f"count {number}")
            assert other.begun == []
            one.let(*range(10, 30))
            other.let(*range(110, 130))
            await one.idle()
            await other.idle()
            assert len(other.answered) == 20

    asyncio.run(live())


@pytest.mark.parametrize("beats_first", [False, True])
def test_a_process_that_was_halted_does_not_answer_what_another_took_over(
    records_server: Server, *, beats_first: bool
) -> None:
    async def live() -> None:
        async with process(records_server) as one, process(records_server) as other:
            await one.come(message(1), message(2), press(3), message(4, chat_id=8))
            await become(lambda: sorted(one.begun) == [1, 3, 4])
            await halt(one)
            await trust(other)
            await other.beat()
            await become(lambda: sorted(other.begun) == [1, 4])
            if beats_first:
                await one.beat()
            one.let(1, 2, 3, 4)
            other.let(1, 2, 4)
            await other.idle()
            await one.beat()
            await one.idle()
            assert (one.answered, sorted(other.answered)) == ([], [1, 2, 4])
            assert one.inbox.in_hand == 0
            assert await journal(one) == [(1, False), (2, False), (3, True), (4, False)]

    asyncio.run(live())


def test_a_process_that_was_halted_answers_what_nobody_took_over(records_server: Server) -> None:
    async def live() -> None:
        async with process(records_server) as one, process(records_server):
            await one.come(message(1), message(2))
            await become(lambda: one.begun == [1])
            await halt(one)
            one.let(1, 2)
            await one.idle()
            assert one.answered == [1, 2]

    asyncio.run(live())


def test_who_took_over_answers_nothing_that_turns_out_to_be_answered(records_server: Server) -> None:
    async def live() -> None:
        async with process(records_server) as one, process(records_server) as other:
            await one.come(message(1))
            await become(lambda: one.begun == [1])
            before = one.replica._lease
            await halt(one)
            one.replica._lease = before  # it does not notice: halted right after it looked
            await trust(other)
            await other.beat()
            await become(lambda: other.begun == [1])
            one.let(1)
            await one.idle()
            other.let(1)
            await other.idle()
            assert (one.answered, other.answered) == ([1], [])

    asyncio.run(live())


def test_a_process_that_was_halted_before_it_heard_that_an_update_is_its_asks_again(records_server: Server) -> None:
    async def live() -> None:
        async with process(records_server, kind=Halting) as one, process(records_server) as other:
            await one.come(message(1))
            await become(lambda: one.begun == [1])

            async def meanwhile() -> None:
                await halt(one)
                await trust(other)
                await other.beat()
                other.let(1)
                await other.idle()

            assert isinstance(one.records, Halting)
            one.records.halted, one.records.calls = meanwhile, 3  # to halt it, its lease, whose it is
            await halt(one)
            one.let(1)
            await one.idle()
            assert (one.answered, other.answered) == ([], [1])

    asyncio.run(live())


def test_an_update_that_was_claimed_without_anybody_hearing_of_it_is_handled_all_the_same(
    records_server: Server,
) -> None:
    async def live() -> None:
        async with process(records_server) as one:
            name = one.replica.name
            for number in (1, 2):  # as where the server's answer is lost
                await one.records.do(Records.claim, number, message(number).to_json(), "chat 7", name)
            await one.records.do(Records.claim, 3, None, "chat 7", name)
            await one.come(message(1))  # offered again
            await one.beat()
            one.let(1, 2)
            await one.idle()
            assert one.answered == [1, 2]
            await one.come(press(3, data="span:1:week"))
            one.let(3)
            await one.idle()
            assert one.answered == [1, 2, 3]

    asyncio.run(live())


def test_what_an_inbox_in_a_file_left_that_was_moved_here_is_handled_once_and_in_its_order(
    records_server: Server,
) -> None:
    async def live() -> None:
        async with process(records_server) as one, process(records_server) as other:
            for left in (message(1), message(2), message(3, chat_id=8)):
                await one.records.do(Records.take, left.update_id, left.to_json())
            await one.records.do(Records.take, 4, "{")
            await one.records.do(Records.take, 5, None)  # a press
            await one.inbox.restore(BOT)
            one.work()
            await other.inbox.restore(BOT)
            await other.come(message(1), message(6))
            await become(lambda: sorted(one.begun) == [1, 3])
            one.let(1, 2, 3)
            other.let(6)
            await one.idle()
            await other.idle()
            assert (sorted(one.answered), other.answered) == ([1, 2, 3], [6])
            assert await journal(one) == [(1, False), (2, False), (3, False), (4, False), (5, True), (6, False)]

    asyncio.run(live())


def test_a_process_that_ends_takes_nothing_over_and_answers_no_more(records_server: Server) -> None:
    async def live() -> None:
        async with process(records_server) as one, process(records_server) as other, process(records_server) as dead:
            await one.come(message(1))
            await dead.come(message(2, chat_id=8))
            await become(lambda: (one.begun, dead.begun) == ([1], [2]))
            await dead.replica.leave()
            one.inbox.close()
            await one.beat()
            assert one.inbox.in_hand == 1
            await one.replica.leave()
            await other.beat()
            await become(lambda: sorted(other.begun) == [1, 2])
            one.let(1)
            dead.let(2)
            other.let(1, 2)
            for each in (one, dead, other):
                await each.idle()
            assert (one.answered, dead.answered, sorted(other.answered)) == ([], [], [1, 2])

    asyncio.run(live())


def test_a_process_whose_seat_another_has_answers_nothing_though_nobody_took_it_over_yet(
    records_server: Server,
) -> None:
    async def live() -> None:
        async with process(records_server, POLLING) as one:
            await one.come(message(1))
            await become(lambda: one.begun == [1])
            await halt(one)
            async with process(records_server, POLLING) as other:
                await become(lambda: other.begun == [1])  # by its first sign of life
                await one.come(message(2, chat_id=8))
                one.let(1, 2)
                await one.idle()
                other.let(1, 2)
                await other.beat()
                await other.idle()
                assert (one.answered, sorted(other.answered)) == ([], [1, 2])

    asyncio.run(live())


def test_a_message_that_had_to_wait_is_not_sent_where_another_process_has_its_update_by_then(
    records_server: Server, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    async def answer(number: int) -> None:
        await still_ours()
        async with client(load(token=TOKEN, api_url=server.url)) as bot:
            with suppress(TakenOverError):
                await bot.send_message(7, f"answer {number}")

    async def live() -> None:
        async with process(records_server) as one, process(records_server) as other:
            server.private_message("who?", user=ChatUser(7, "Ida"))
            server.fail_next("sendMessage", status=429, description="Too Many Requests", retry_after=1)
            await one.inbox.put(message(1))
            answering = one.processor.process_update(one.inbox.get_nowait(), answer(1))
            task = asyncio.create_task(answering)
            await become(lambda: "sendMessage again in 1 s" in caplog.text)
            await halt(one)
            await trust(other)
            await other.beat()
            await task
            await one.beat()
            await one.inbox.put(message(2, chat_id=8))
            await one.processor.process_update(one.inbox.get_nowait(), answer(2))
            assert [sent["text"] for sent in server.history(7)] == ["who?", "answer 2"]

    asyncio.run(live())


def test_an_update_that_cannot_be_journaled_is_refused_by_a_webhook_and_waited_with_by_polling(
    records_server: Server, postgres_server: PostgresServer
) -> None:
    async def live() -> None:
        async with process(records_server) as hook, process(records_server, POLLING) as poll:
            postgres_server.stop()
            try:
                with pytest.raises(DatabaseUnreachableError):
                    await hook.inbox.put(message(1))
                putting = asyncio.create_task(poll.inbox.put(message(2)))
                await asyncio.sleep(0.3)
                assert not putting.done()
                with pytest.raises(DatabaseUnreachableError):
                    await hook.inbox.beat(BOT)
            finally:
                postgres_server.start()
            async with asyncio.timeout(20):
                await putting
            await hook.come(message(1))
            assert (hook.inbox.qsize(), poll.inbox.qsize()) == (0, 1)

    asyncio.run(live())


def test_what_was_answered_while_the_server_was_away_is_noted_when_it_is_back(
    records_server: Server, postgres_server: PostgresServer
) -> None:
    async def live() -> None:
        async with process(records_server) as one:
            await one.come(message(1), message(2))
            await become(lambda: one.begun == [1])
            postgres_server.stop()
            try:
                one.let(1, 2)
                await become(lambda: one.answered == [1])
            finally:
                postgres_server.start()
            await one.beat()
            await one.idle()
            assert one.answered == [1, 2]
            assert await journal(one) == [(1, False), (2, False)]

    asyncio.run(live())
