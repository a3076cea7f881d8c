from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from fakes import HashedWords
from index.embedded import EmbeddedEngine
from index.errors import EngineUnreachableError, NewsIndexError, UnreachableError
from index.following import FollowingIndex
from index.location import Location
from index.news import NewsIndex
from index_fixtures import article, rebuilt
from running import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTION = "How many boats did the harbour master count at the pier?"
OLD, NEW = "The harbour master counted nine boats at the pier.", "The harbour master counted forty boats at the pier."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rebuilt(tmp_path, article(1, OLD))
    return tmp_path


@pytest.fixture
def news(data: Path) -> Iterator[FollowingIndex]:
    opened = NewsIndex(data, embedder=HashedWords(), threshold=0)
    with FollowingIndex(opened, look=0.02) as following:
        yield following


def quoted(news: FollowingIndex) -> str:
    return news.answer(QUESTION).quotes[0].text


def test_a_new_generation_answers_as_soon_as_it_is_published(data: Path, news: FollowingIndex) -> None:
    assert quoted(news) == OLD
    rebuilt(data, article(1, NEW))
    eventually(lambda: news.status().generation == 2)
    assert quoted(news) == NEW


def test_a_question_is_answered_to_its_end_by_the_generation_it_was_asked_of(data: Path, news: FollowingIndex) -> None:
    with news._held() as held:
        rebuilt(data, article(1, NEW))
        eventually(lambda: news.status().generation == 2)
        rebuilt(data, article(1, NEW), article(2))
        eventually(lambda: news.status().generation == 3)
        assert held.answer(QUESTION).quotes[0].text == OLD
    with pytest.raises(Exception, match="this index is closed"):
        held.answer(QUESTION)


def test_no_question_fails_while_generations_come_and_go(data: Path, news: FollowingIndex) -> None:
    done = threading.Event()
    told: list[str | Exception] = []

    def ask() -> None:
        while not done.is_set():
            try:
                told.append(quoted(news))
            except Exception as error:  # noqa: BLE001 - it is what the test looks for
                told.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(4):
        rebuilt(data, article(1, OLD if number % 2 else NEW))
        eventually(lambda expected=number + 2: news.status().generation == expected)  # type: ignore[misc]
    done.set()
    for thread in threads:
        thread.join()
    assert set(told) == {OLD, NEW}


def test_a_generation_that_cannot_be_opened_is_passed_over(
    data: Path, news: FollowingIndex, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        rebuilt(data, article(1, NEW), embedder=HashedWords(fingerprint="another"))
        eventually(lambda: "cannot move on to a new generation" in caplog.text)
    assert quoted(news) == OLD
    rebuilt(data, article(1, NEW))
    eventually(lambda: news.status().generation == 3)
    assert quoted(news) == NEW


# --- at once ---


@pytest.fixture
def slow(data: Path) -> Iterator[FollowingIndex]:
    """One that does not look by itself while a test runs."""
    with FollowingIndex(NewsIndex(data, embedder=HashedWords(), threshold=0), look=60) as following:
        yield following


def test_it_moves_on_at_once_when_it_is_told_to(data: Path, slow: FollowingIndex) -> None:
    assert slow.refresh() == 1
    rebuilt(data, article(1, NEW))
    assert quoted(slow) == OLD
    assert slow.refresh() == 2
    assert quoted(slow) == NEW
    assert slow.refresh() == 2


def test_a_generation_that_cannot_be_opened_is_an_error_and_the_one_before_goes_on_answering(
    data: Path, slow: FollowingIndex
) -> None:
    rebuilt(data, article(1, NEW), embedder=HashedWords(fingerprint="another"))
    with pytest.raises(NewsIndexError):
        slow.refresh()
    assert quoted(slow) == OLD
    assert slow.status().generation == 1
    rebuilt(data, article(1, NEW))
    assert slow.refresh() == 3
    assert quoted(slow) == NEW


def test_many_may_tell_it_to_while_it_follows_by_itself(data: Path, news: FollowingIndex) -> None:
    told: list[int | Exception] = []

    def refresh() -> None:
        try:
            told.append(news.refresh())
        except Exception as error:  # noqa: BLE001 - it is what the test looks for
            told.append(error)

    rebuilt(data, article(1, NEW))
    threads = [threading.Thread(target=refresh) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [2] * 6
    assert quoted(news) == NEW


def test_a_closed_one_moves_on_no_more(data: Path) -> None:
    following = FollowingIndex(NewsIndex(data, embedder=HashedWords(), threshold=0), look=60)
    following.close()
    rebuilt(data, article(1, NEW))
    with pytest.raises(NewsIndexError, match="this index is closed"):
        following.refresh()


# --- all that an index can be asked ---


def test_all_that_one_generation_answers_is_passed_on(data: Path, slow: FollowingIndex) -> None:
    rebuilt(
        data,
        article(1, OLD, published=datetime(2026, 11, 20, tzinfo=UTC)),
        article(
            2, "The harbour master counted the gulls at the light house.", published=datetime(2026, 11, 1, tzinfo=UTC)
        ),
        article(3, "The swimming pool has a new roof."),
    )
    slow.refresh()
    one = NewsIndex(data, embedder=HashedWords(), threshold=0)
    with one:
        scope: dict[str, Any] = {"since": datetime(2026, 11, 10, tzinfo=UTC), "excluded": ("nobody",)}
        assert slow.answer(QUESTION, **scope, quotes=1) == one.answer(QUESTION, **scope, quotes=1)
        assert slow.answer(QUESTION, **scope).filters.since == scope["since"]
        assert slow.search(QUESTION, 1, **scope) == one.search(QUESTION, 1, **scope)
        assert len(slow.search(QUESTION, 1)) == 1
        assert len(slow.answer(QUESTION, quotes=1).quotes) == 1
        for excluded in ((), ("PAPER",)):
            assert slow.latest("harbour", 1, excluded=excluded) == one.latest("harbour", 1, excluded=excluded)
            assert slow.timeline("harbour", excluded=excluded) == one.timeline("harbour", excluded=excluded)
        assert (len(slow.latest("harbour")), len(slow.latest("harbour", 1))) == (2, 1)
        assert len(slow.timeline("harbour").articles) == 2
        assert len(slow.timeline("harbour", excluded=["paper"]).articles) == 0
        assert slow.answer(QUESTION, excluded=["paper"]).nothing_passed
        assert len(slow.search(QUESTION, excluded=["paper"])) == 0
        day = timedelta(days=1)
        assert slow.answer(QUESTION, recent=day).filters.since is not None
        assert slow.search(QUESTION, recent=day).filters.since is not None
        assert slow.outlets() == one.outlets() != ()
        assert slow.article("https://paper.example/3") == one.article("https://paper.example/3")
        assert slow.article("https://paper.example/3") is not None
        assert slow.examples(2) == one.examples(2)


# --- where the engine is on another machine ---


class Away:
    """Passes everything on to an engine or a snapshot, unless there is a file that says that it does not answer."""

    def __init__(self, passed_on: Any, sign: Path) -> None:  # noqa: ANN401 - either
        self._passed_on, self._sign = passed_on, sign

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the engine has it
        if name not in {"close", "manifest"} and self._sign.exists():
            raise EngineUnreachableError("what holds the chunks does not answer")
        return getattr(self._passed_on, name)

    def open(self) -> Away:
        if self._sign.exists():
            raise EngineUnreachableError("what holds the chunks does not answer")
        return Away(self._passed_on.open(), self._sign)


class Elsewhere(Location):
    """A folder whose engine may be out of reach."""

    __slots__ = ()

    def open_engine(self) -> Any:  # noqa: ANN401 - an engine
        return Away(EmbeddedEngine(self.data), self.data / "away")


def test_while_the_engine_does_not_answer_questions_fail_and_then_it_goes_on_by_itself(data: Path) -> None:
    place, sign = Elsewhere(data=data), data / "away"
    opened = NewsIndex(place, embedder=HashedWords(), threshold=0)
    with FollowingIndex(opened, look=0.02) as news:
        assert quoted(news) == OLD
        sign.touch()
        with pytest.raises(UnreachableError, match="does not answer"):
            quoted(news)
        assert opened.newest_generation() is None
        assert news.status().generation == news.refresh() == 1
        rebuilt(data, article(1, NEW))
        assert news.status().generation == 1
        sign.unlink()
        eventually(lambda: news.status().generation == 2)
        assert quoted(news) == NEW


def test_an_index_whose_engine_does_not_answer_cannot_be_opened_and_is_opened_when_it_does(data: Path) -> None:
    place, sign = Elsewhere(data=data), data / "away"
    sign.touch()
    with pytest.raises(UnreachableError):
        NewsIndex(place, embedder=HashedWords())
    sign.unlink()
    with NewsIndex(place, embedder=HashedWords(), threshold=0) as news:
        sign.touch()
        with pytest.raises(UnreachableError):
            news.answer(QUESTION)
        sign.unlink()
        assert news.answer(QUESTION).quotes[0].text == OLD
