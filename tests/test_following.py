from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

import pytest

from fakes import HashedWords
from index.following import FollowingIndex
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
