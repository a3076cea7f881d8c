from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from telegram.ext import ApplicationBuilder, TypeHandler

from bot.inbox import Inbox
from bot.processing import ByChat
from bot.records import AsyncRecords, Records
from remembering import BOT, FILE, WEEK, Clock, inline, joined, message, press

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from telegram import Update


class Work:
    """Handlers that wait until they are told to go on, and tell what they do.

    Attributes:
        begun: the numbers of updates, as they were begun.
        ended: as they were through.
    """

    def __init__(self, processor: ByChat, inbox: Inbox) -> None:
        self.processor = processor
        self.inbox = inbox
        self.begun: list[int] = []
        self.ended: list[int] = []
        self._go_on: dict[int, asyncio.Event] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def come(self, *updates: Update) -> None:
        """Updates arrive, and the handlers get as far as they can."""
        for update in updates:
            await self.inbox.put(update)
            self._give(update)
        await self.settle()

    async def restart(self) -> list[int]:
        """What was left unfinished is handled again; the numbers."""
        await self.inbox.restore(BOT)
        updates: list[Any] = [self.inbox.get_nowait() for _ in range(self.inbox.qsize())]
        for update in updates:
            self._give(update)
        await self.settle()
        return [update.update_id for update in updates]

    async def end(self, *numbers: int) -> None:
        """These handlers are through."""
        for number in numbers:
            self._go_on[number].set()
        await self.settle()

    async def cancel(self, *numbers: int) -> None:
        for number in numbers:
            self._tasks[number].cancel()
        await asyncio.wait([self._tasks[number] for number in numbers])
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing moves any more."""
        still = 0
        while still < 3:
            before = (len(self.begun), len(self.ended), sum(task.done() for task in self._tasks.values()))
            for _ in range(20):
                await asyncio.sleep(0)
            await self.inbox._records.do(lambda _: None)
            after = (len(self.begun), len(self.ended), sum(task.done() for task in self._tasks.values()))
            still = still + 1 if before == after else 0

    def _give(self, update: Update) -> None:
        self._go_on.setdefault(update.update_id, asyncio.Event())
        self._tasks[update.update_id] = asyncio.create_task(
            self.processor.process_update(update, self._handle(update.update_id))
        )

    async def _handle(self, number: int) -> None:
        self.begun.append(number)
        await self._go_on[number].wait()
        self.ended.append(number)


@asynccontextmanager
async def working(folder: Path, at_once: int = 256) -> AsyncIterator[Work]:
    """One run of the program; what is not through at its end is cut off, as by a kill."""
    records = AsyncRecords(Records(folder / FILE, remember=WEEK, keep_questions=False, clock=Clock()))
    inbox = Inbox(records)
    async with ByChat(inbox, at_once) as processor:
        work = Work(processor, inbox)
        yield work
        await asyncio.gather(*(work.cancel(number) for number in work._tasks))
    await records.close()


async def unfinished(work: Work) -> list[int]:
    rows = "SELECT update_id FROM journal WHERE done IS NULL ORDER BY 1"
    return [number for (number,) in await work.inbox._records.do(lambda records: records._rows(rows))]


def test_messages_and_edits_of_a_chat_come_one_after_another_and_chats_at_once(tmp_path: Path) -> None:
    async def live() -> None:
        async with working(tmp_path) as work:
            await work.come(message(1), message(2, kind="edited_message"), message(3), message(4, chat_id=9))
            assert work.begun == [1, 4]
            await work.end(3, 2)
            assert work.begun == [1, 4]
            await work.end(1)
            assert work.begun == [1, 4, 2, 3]
            assert work.ended == [1, 2, 3]
            assert await unfinished(work) == [4]
            assert work.processor.lines == 1
            await work.end(4)
            assert work.processor.lines == 0

    asyncio.run(live())


def test_topics_of_a_forum_are_chats_of_their_own_and_threads_of_replies_are_not(tmp_path: Path) -> None:
    def group(number: int, thread: int | None, *, topic: bool) -> Update:
        return message(number, chat_id=-100, message_thread_id=thread, is_topic_message=topic)

    async def live() -> None:
        async with working(tmp_path) as work:
            await work.come(
                group(1, 3, topic=True), group(2, 4, topic=True), group(3, None, topic=False), group(4, 9, topic=False),
                group(5, 3, topic=True),
            )  # fmt: skip
            assert work.begun == [1, 2, 3]

    asyncio.run(live())


def test_presses_in_one_chat_come_one_after_another_beside_its_messages(tmp_path: Path) -> None:
    async def live() -> None:
        async with working(tmp_path) as work:
            await work.come(message(1), press(2, message_id=5), press(3, message_id=6), press(4, chat_id=8))
            assert work.begun == [1, 2, 4]
            await work.end(2)
            assert work.begun == [1, 2, 4, 3]

    asyncio.run(live())


@pytest.mark.parametrize("data", ["span:1:week", "example:0", "delete:yes"])
def test_a_press_that_asks_or_deletes_waits_behind_the_messages_of_its_chat(tmp_path: Path, data: str) -> None:
    async def live() -> None:
        async with working(tmp_path) as work:
            await work.come(message(1), press(2, data=data), message(3))
            assert work.begun == [1]
            await work.end(1)
            assert work.begun == [1, 2]

    asyncio.run(live())


def test_presses_below_what_was_sent_inline_come_one_after_another_too(tmp_path: Path) -> None:
    async def live() -> None:
        async with working(tmp_path) as work:
            await work.come(*(press(n, inline_message_id="a") for n in (1, 2)), press(3, inline_message_id="b"))
            assert work.begun == [1, 3]

    asyncio.run(live())


def test_news_of_a_chat_wait_for_nothing(tmp_path: Path) -> None:
    async def live() -> None:
        async with working(tmp_path) as work:
            await work.come(joined(1), message(2), joined(3))
            assert work.begun == [1, 2, 3]

    asyncio.run(live())


def test_inline_queries_of_one_person_come_one_after_another(tmp_path: Path) -> None:
    async def live() -> None:
        async with working(tmp_path) as work:
            await work.come(inline(1, user_id=7), inline(2, user_id=7), inline(3, user_id=8), message(4, chat_id=7))
            assert work.begun == [1, 3, 4]

    asyncio.run(live())


def test_one_chat_with_many_messages_leaves_the_others_their_places(tmp_path: Path) -> None:
    async def live() -> None:
        async with working(tmp_path, at_once=3) as work:
            await work.come(*(message(n) for n in range(1, 41)))
            await work.come(message(50, chat_id=8), message(51, chat_id=9), message(52, chat_id=10))
            assert work.begun == [1, 50, 51]
            await work.end(51)
            assert work.begun == [1, 50, 51, 52]
            await work.end(*range(1, 41))
            assert work.ended[1:] == list(range(1, 41))

    asyncio.run(live())


def test_one_that_is_cancelled_while_it_waits_or_works_is_not_done_and_holds_up_nobody(tmp_path: Path) -> None:
    async def live() -> None:
        async with working(tmp_path) as work:
            await work.come(message(1), message(2), message(3))
            await work.cancel(2)
            assert work.begun == [1]
            await work.cancel(1)
            assert work.begun == [1, 3]
            await work.end(3)
            assert await unfinished(work) == [1, 2]
            assert work.processor.lines == 0
            assert work.processor.current_concurrent_updates == 0
        async with working(tmp_path) as work:
            assert await work.restart() == [1, 2]
            await work.end(1, 2)
            assert await unfinished(work) == []

    asyncio.run(live())


def test_an_update_that_ends_the_program_each_time_is_given_up_and_what_came_with_it_is_answered(
    tmp_path: Path,
) -> None:
    """Number 2 is the bad one: the program ends as soon as it is begun."""

    async def first() -> None:
        async with working(tmp_path) as work:
            await work.come(*(message(n, chat_id=n) for n in (1, 2, 3, 4)))

    async def again() -> tuple[Sequence[int], Sequence[int]]:
        async with working(tmp_path) as work:
            restored = await work.restart()
            while 2 not in work.begun and len(work.ended) < len(work.begun):
                await work.end(work.begun[-1])
            return restored, work.begun

    asyncio.run(first())
    assert asyncio.run(again()) == ([1, 2, 3, 4], [1, 2, 3, 4])  # at once; which of them ended it nobody knows
    assert asyncio.run(again()) == ([1, 2, 3, 4], [1, 2])  # one by one
    assert asyncio.run(again()) == ([2, 3, 4], [2])
    assert asyncio.run(again()) == ([2, 3, 4], [2])
    assert asyncio.run(again()) == ([3, 4], [3, 4])
    assert asyncio.run(again()) == ([], [])


def test_one_that_waits_for_a_suspect_is_handled_in_its_order(tmp_path: Path) -> None:
    async def live() -> None:
        for _ in range(2):
            async with working(tmp_path) as work:
                await work.come(message(1), message(2, chat_id=8))
                await work.restart()
        async with working(tmp_path) as work:
            await work.restart()
            await work.come(message(3), message(4, chat_id=8), message(5, chat_id=9))
            assert work.begun == [1, 5]
            await work.end(1)
            assert work.begun == [1, 5, 3, 2]
            await work.end(2)
            assert work.begun == [1, 5, 3, 2, 4]

    asyncio.run(live())


@pytest.mark.parametrize("tells", [True, False])
def test_an_update_whose_handler_fails_is_done(tmp_path: Path, tells: bool) -> None:  # noqa: FBT001
    told: list[object] = []

    async def fail(_: object, __: object) -> None:
        raise RuntimeError("disk on fire")

    async def tell(update: object, _: object) -> None:
        told.append(update)
        if not tells:
            raise RuntimeError("network too")

    async def live() -> None:
        async with working(tmp_path) as work:
            application = (
                ApplicationBuilder().bot(BOT).concurrent_updates(work.processor).update_queue(work.inbox).build()
            )
            application.add_handler(TypeHandler(object, fail))
            application.add_error_handler(tell)
            application._initialized = True  # no server to ask who the bot is
            await work.inbox.put(message(1))
            update = work.inbox.get_nowait()
            await work.processor.process_update(update, application.process_update(update))
            assert told == [update]
            assert await unfinished(work) == []

    asyncio.run(live())


def test_what_is_no_update_is_handled_at_once(tmp_path: Path) -> None:
    handled = []

    async def handle() -> None:
        handled.append(1)

    async def live() -> None:
        async with working(tmp_path) as work:
            await work.processor.process_update("sign", handle())

    asyncio.run(live())
    assert handled == [1]


def test_an_error_that_nobody_took_comes_through_and_the_update_is_done(tmp_path: Path) -> None:
    async def fail() -> None:
        raise RuntimeError("disk on fire")

    async def live() -> None:
        async with working(tmp_path) as work:
            await work.inbox.put(message(1))
            with pytest.raises(RuntimeError, match="disk on fire"):
                await work.processor.process_update(message(1), fail())
            assert await unfinished(work) == []
            assert work.processor.lines == 0

    asyncio.run(live())
