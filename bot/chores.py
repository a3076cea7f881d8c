"""What is done again and again beside the answers: forgetting what is old, signs of life, telling how things are."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.leases import BEAT
from bot.records import RecordsError
from bot.shared_inbox import SharedInbox
from index.errors import DatabaseError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

    from bot.inbox import Inbox
    from bot.services import Services

logger = logging.getLogger(__name__)

_BETWEEN_CLEANINGS: Final = 300.0  # seconds
_BETWEEN_LOOKS: Final = 15.0
_BETWEEN_PROBES: Final = 5.0  # while the index cannot be reached


class Chores:
    """Tasks that run from ``start`` to ``stop``; one that fails is logged, and goes on the next time."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []
        self._open = AsyncExitStack()

    async def start(self, services: Services, inbox: Inbox, bot: Bot) -> None:
        """Begin.

        Raises:
            OSError: the monitor's port cannot be had.
        """

        async def clean() -> None:
            await services.records.do(lambda records: records.expire())

        async def look() -> None:
            services.monitor.waiting(inbox.in_hand, inbox.longest)
            services.monitor.holds(await services.newsroom.status())

        async def probe() -> None:
            if services.newsroom.outage.lasts is not None:
                await services.newsroom.probe()

        if isinstance(inbox, SharedInbox):
            beat = partial(_beat, services, inbox, bot)
            self._tasks.append(asyncio.create_task(_again(beat, BEAT), name="signs of life"))
        self._tasks.append(asyncio.create_task(_again(probe, _BETWEEN_PROBES), name="probing"))
        self._tasks.append(asyncio.create_task(_again(clean, _BETWEEN_CLEANINGS), name="cleaning"))
        if services.settings.monitor_port is not None:
            from bot.monitor_server import serving

            await self._open.enter_async_context(serving(services.monitor, services.settings.monitor_port))
            self._tasks.append(asyncio.create_task(_again(look, _BETWEEN_LOOKS), name="looking"))

    async def stop(self) -> None:
        """End; waits until nothing is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        await self._open.aclose()


async def _beat(services: Services, inbox: SharedInbox, bot: Bot) -> None:
    services.access.block_only(await inbox.beat(bot))


async def _again(chore: Callable[[], Awaitable[None]], pause: float) -> None:
    told = ""
    while True:
        try:
            await chore()
            told = ""
        except UnreachableError:
            logger.debug("a chore waits for a server")  # what is away was told once
        except (DatabaseError, RecordsError) as error:
            if str(error) != told:  # once is enough
                told = str(error)
                logger.error("a chore failed: %s", error)  # noqa: TRY400 - a sentence for whoever runs the bot
        except Exception:
            logger.exception("a chore failed")
        await asyncio.sleep(pause)
