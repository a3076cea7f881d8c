from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.chores import _again
from index.errors import DatabaseError

if TYPE_CHECKING:
    import io

pytest_plugins = ("bot_fixtures",)


def test_a_chore_that_fails_is_logged_and_done_again(written: io.StringIO) -> None:
    times: list[int] = []
    well = asyncio.Event()

    async def chore() -> None:
        times.append(len(times))
        if len(times) < 3:
            raise RuntimeError(f"disk on fire, time {len(times)}")
        well.set()

    async def live() -> None:
        doing = asyncio.create_task(_again(chore, 0))
        async with asyncio.timeout(20):
            await well.wait()
        doing.cancel()
        await asyncio.wait({doing})

    asyncio.run(live())
    assert written.getvalue().count("ERROR bot.chores a chore failed") == 2
    assert "RuntimeError: disk on fire, time 2" in written.getvalue()


def test_a_chore_that_a_database_fails_in_the_same_way_is_logged_once(written: io.StringIO) -> None:
    told = iter(["disk full", "disk full", "locked", "disk full"])
    well = asyncio.Event()

    async def chore() -> None:
        for reason in told:
            raise DatabaseError(reason)
        well.set()

    async def live() -> None:
        doing = asyncio.create_task(_again(chore, 0))
        async with asyncio.timeout(20):
            await well.wait()
        doing.cancel()
        await asyncio.wait({doing})

    asyncio.run(live())
    failures = [line.partition("a chore failed")[2] for line in written.getvalue().splitlines()]
    assert failures == [": disk full", ": locked", ": disk full"]
