"""An index that moves on to each new generation as it is published, between two questions."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Self

from index.errors import NewsIndexError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime, timedelta
    from types import TracebackType

    from index.news import NewsIndex
    from index.types import Answer, Article, Outlet, Results, Status, Timeline

logger = logging.getLogger(__name__)

LOOK: Final = 1.0
"""Seconds between two looks at which generation is published: a look reads one small file."""

_LONGEST_LOOK: Final = 60.0  # seconds, where a generation cannot be opened
_FIRST_QUESTION: Final = "news"


class _Held:
    """A generation, and how many questions it is answering."""

    def __init__(self, news: NewsIndex) -> None:
        self.news = news
        self.questions = 0


class FollowingIndex:
    """The newest generation of an index, as ``News``; each question is answered by one, from beginning to end.

    A new generation is opened and warmed up in a thread of its own while the one before goes on answering; that is
    closed once it has answered its last question. One that cannot be opened is tried again, ever more rarely. Safe to
    use from several threads; a context manager.
    """

    def __init__(self, news: NewsIndex, *, look: float = LOOK) -> None:
        """Follow on from an open index, which is closed with this one.

        Args:
            news: the generation to begin with.
            look: seconds between two looks.
        """
        self._lock = threading.Lock()
        self._moving = threading.Lock()  # one generation is opened at a time
        self._current = _Held(news)
        self._look = look
        self._opened = news.generation
        self._failures = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="following", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Follow no more, and close what is open; waits for a generation that is just being opened."""
        self._stop.set()
        self._thread.join()
        with self._moving:
            self._current.news.close()

    def answer(
        self,
        question: str,
        *,
        since: datetime | None = None,
        recent: timedelta | None = None,
        excluded: Collection[str] = (),
        quotes: int = 3,
    ) -> Answer:
        """As ``NewsIndex.answer``, of the newest generation there is when the question comes."""
        with self._held() as news:
            return news.answer(question, since=since, recent=recent, excluded=excluded, quotes=quotes)

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        since: datetime | None = None,
        recent: timedelta | None = None,
        excluded: Collection[str] = (),
    ) -> Results:
        """As ``NewsIndex.search``."""
        with self._held() as news:
            return news.search(question, k, since=since, recent=recent, excluded=excluded)

    def latest(self, topic: str = "", k: int = 10, *, excluded: Collection[str] = ()) -> Results:
        """As ``NewsIndex.latest``."""
        with self._held() as news:
            return news.latest(topic, k, excluded=excluded)

    def timeline(self, topic: str, *, excluded: Collection[str] = ()) -> Timeline:
        """As ``NewsIndex.timeline``."""
        with self._held() as news:
            return news.timeline(topic, excluded=excluded)

    def outlets(self) -> tuple[Outlet, ...]:
        """As ``NewsIndex.outlets``."""
        with self._held() as news:
            return news.outlets()

    def article(self, url: str) -> Article | None:
        """As ``NewsIndex.article``, of the newest generation."""
        with self._held() as news:
            return news.article(url)

    def examples(self, k: int = 6) -> tuple[str, ...]:
        """As ``NewsIndex.examples``."""
        with self._held() as news:
            return news.examples(k)

    def status(self) -> Status:
        """As ``NewsIndex.status``."""
        with self._held() as news:
            return news.status()

    def refresh(self) -> int:
        """Move on to the newest generation at once, where there is a newer one.

        Returns:
            Number of the generation that answers now.

        Raises:
            NewsIndexError: if it cannot be opened, and what its files raise; the one before goes on answering.
        """
        with self._moving:
            if self._stop.is_set():
                raise NewsIndexError("this index is closed: open it again with open_index")
            self._move_on()
            return self._current.news.generation

    @contextmanager
    def _held(self) -> Iterator[NewsIndex]:
        with self._lock:
            held = self._current
            held.questions += 1
        try:
            yield held.news
        finally:
            with self._lock:
                held.questions -= 1
                last = not held.questions and held is not self._current
            if last:
                held.news.close()

    def _follow(self) -> None:
        while not self._stop.wait(min(_LONGEST_LOOK, self._look * 2 ** min(self._failures, 10))):
            try:
                with self._moving:
                    self._move_on()
            except (NewsIndexError, OSError) as error:
                self._failures += 1
                logger.warning("cannot move on to a new generation: %s", error)
            except Exception:
                self._failures += 1
                logger.exception("cannot move on to a new generation")
            else:
                self._failures = 0

    def _move_on(self) -> None:
        """Open the newest generation, and answer from it once it is warm; one thread at a time."""
        newest = self._current.news.newest_generation()
        if newest is None or newest == self._opened:
            return
        news = self._current.news.reopened()
        try:
            news.answer(_FIRST_QUESTION)
        except BaseException:
            news.close()
            raise
        with self._lock:
            before, self._current, self._opened = self._current, _Held(news), newest
            unused = not before.questions
        if unused:
            before.news.close()
        logger.info("moved on to generation=%d from=%d", news.generation, before.news.generation)
