"""The index, asked from the event loop without the loop waiting for it."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.protocols import News
    from index.types import Answer, Status

logger = logging.getLogger(__name__)

_WORKERS = 2
_FIRST_QUESTION = "news"


class Newsroom:
    """Asks an index in threads of its own: the loop waits for no model or disk, and no other work is in the way."""

    def __init__(self, news: News) -> None:
        self._news = news
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="newsroom")

    async def answer(self, question: str) -> Answer:
        """What the articles say to a question; raises what the index raises."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._news.answer, question)

    async def status(self) -> Status:
        """What the index holds."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._news.status)

    def warm_up(self) -> None:
        """Begin to load what a first question needs; returns at once."""
        self._pool.submit(self._warm_up)

    def close(self) -> None:
        """Forget questions not begun, and wait for those being answered."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _warm_up(self) -> None:
        try:
            self._news.answer(_FIRST_QUESTION)
        except Exception:
            # Not fatal: whoever asks first meets the same error, and is told.
            logger.exception("warming up failed")
        else:
            logger.info("warmed up")
