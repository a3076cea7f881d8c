"""The index, asked from the event loop without the loop waiting for it."""

from __future__ import annotations

import asyncio
import gc
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar

from bot.discretion import heard
from bot.outages import Outage
from index.errors import UnreachableError
from index.followups.rewriting import continued

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.protocols import News
    from index.types import Status

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_WORKERS = 2
_FIRST_QUESTION = "news"
_SEARCHED: Final = "world"  # a word that is looked for: what is newest is told without the engine


class Newsroom:
    """Asks an index in threads of its own: the loop waits for no model or disk, and no other work is in the way.

    Attributes:
        outage: whether the servers behind the index answer, where it has any.
    """

    def __init__(self, news: News) -> None:
        self.outage = Outage("the index")
        self._news = news
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="newsroom")

    async def do(self, work: Callable[Concatenate[News, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Let a function work with the index; returns and raises what it does.

        Text among the arguments is what a person asks: no log repeats it.
        """
        heard(*args, *kwargs.values())
        call = partial(work, self._news, *args, **kwargs)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, call)
        except UnreachableError as error:
            self.outage.begins(error)  # that it is over, a probe finds: much is answered without all of the servers
            raise

    async def status(self) -> Status:
        """What the index holds."""
        return await self.do(lambda news: news.status())

    async def probe(self) -> None:
        """Ask what every question needs, to learn that an outage is over; UnreachableError where it is not."""
        await self.do(lambda news: news.answer(_SEARCHED))
        self.outage.ends()

    def warm_up(self) -> None:
        """Begin to load what a first question needs; returns at once."""
        self._pool.submit(self._warm_up)

    def close(self) -> None:
        """Forget questions not begun, and wait for those being answered."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _warm_up(self) -> None:
        try:
            self._news.answer(_FIRST_QUESTION)
            # This chooses the examples once, however many /help then shows. They are in the articles' languages, and
            # each of those has words of its own to load.
            for question in self._news.examples():
                continued(question, question)
        except UnreachableError as error:
            # Not fatal, and told once by who asks first.
            logger.warning("not warmed up: %s", error)
        except Exception:
            # Not fatal: whoever asks first meets the same error, and is told.
            logger.exception("warming up failed")
        else:
            # What is loaded by now stays: the collector need not look at it again and again, with the loop waiting.
            gc.collect()
            gc.freeze()
            logger.info("warmed up")
