"""Whatever holds the chunks, a question has the same answer."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from engine_fixtures import NOON, TOWN, Index, Town, day, kind, number_of, town
from fakes import HashedWords
from index.location import Location
from index.news import NewsIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.types import Results

__all__ = ["kind", "town"]  # fixtures

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ASKED = [
    ("When was the harbour opened again?", 1),
    ("Who cut the ribbon?", 1),
    ("How often do the ferries sail to the islands?", 2),
    ("Which choir did the mayor praise?", 3),
    ("Wann hat der Stadtrat über den Wasserturm beschlossen?", 4),
    ("Was verkauft die Bäckerei?", 5),
    ("Thành phố mở cầu mới ở đâu?", 6),
    ("trẻ em học vẽ gì", 7),
    ("渡轮停航几天", 8),
    ("Why does the barge stay in dock? site:courier.example", 10),
    ("What does line 33 of the chronicle tell?", 12),
    ("Where did the cat sleep?", 13),
    ("lang:de Brötchen", 5),
    ("harbour before:2026-11-20T12:00:01", 1),
    ("news after:2026-11-19 before:2026-11-20", 6),
]


def opened(index: Index) -> NewsIndex:
    return NewsIndex(index.location, embedder=HashedWords(), threshold=0.0, now=lambda: NOW)


@pytest.fixture(scope="module")
def news(town: Town) -> Iterator[NewsIndex]:
    """The town's news in the engine that is tested."""
    with opened(town.index) as news:
        yield news


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsIndex]:
    """The town's news on this machine."""
    index = Index(Location(data=tmp_path_factory.mktemp("known")))
    index.publish(*TOWN)
    with opened(index) as known:
        yield known


def passages(results: Results) -> list[tuple[str, int, int]]:
    return [(passage.article.url, passage.start, passage.end) for passage in results]


@pytest.mark.parametrize(("question", "number"), ASKED)
def test_a_question_finds_what_it_finds_on_this_machine(
    news: NewsIndex, known: NewsIndex, question: str, number: int
) -> None:
    found, expected = news.search(question, 3), known.search(question, 3)
    assert number_of(found.passages[0].article) == number
    assert passages(found) == passages(expected)
    assert [one.score for one in found] == pytest.approx([one.score for one in expected], abs=1e-3)
    assert [one.cosine for one in found] == pytest.approx([one.cosine for one in expected], abs=1e-3)
    assert (found.filters, found.undated_left_out) == (expected.filters, expected.undated_left_out)


@pytest.mark.parametrize(("question", "number"), ASKED)
def test_a_question_is_answered_as_on_this_machine_letter_by_letter(
    news: NewsIndex, known: NewsIndex, question: str, number: int
) -> None:
    answer, expected = news.answer(question), known.answer(question)
    assert [(quote.text, quote.citation.url) for quote in answer.quotes] == [
        (quote.text, quote.citation.url) for quote in expected.quotes
    ]
    assert answer.confidence == pytest.approx(expected.confidence, abs=1e-3)
    assert [one.url for one in answer.also_reported_by] == [one.url for one in expected.also_reported_by]
    texts = {one.url: one.text for one in TOWN}
    assert answer.quotes
    for quote in answer.quotes:
        assert texts[quote.citation.url][quote.start : quote.end] == quote.text
    assert number in [int(quote.citation.url.rsplit("/", 1)[1]) for quote in answer.quotes]


def test_others_that_tell_a_story_are_named(news: NewsIndex) -> None:
    answer = news.answer("Why does the barge stay in dock?")
    told = {answer.quotes[0].citation.url, *(one.url for one in answer.also_reported_by)}
    assert told == {"https://herald.example/9", "https://courier.example/10", "https://anzeiger.example/11"}


@pytest.mark.parametrize(
    ("topic", "numbers"),
    [
        ("harbour", [2, 1]),
        ("", [2, 1, 13, 6, 4, 8, 10, 12, 3, 5, 7]),
        ("cầu mới", [6]),
        ("Wasserturm", [4]),
        ("site:herald.example", [2, 1, 13, 9, 3]),
        ("barge", [10]),
        ("zwirbel", []),
    ],
)
def test_the_latest_of_a_topic_are_the_same(news: NewsIndex, known: NewsIndex, topic: str, numbers: list[int]) -> None:
    found = news.latest(topic, 99)
    assert [number_of(one.article) for one in found] == numbers
    assert passages(found) == passages(known.latest(topic, 99))


def test_a_timeline_and_what_else_is_shown_are_the_same(news: NewsIndex, known: NewsIndex) -> None:
    for topic in ("harbour", "barge", ""):
        assert news.timeline(topic) == known.timeline(topic)
    assert [one.published for one in news.timeline("harbour").articles] == [NOON, NOON.replace(second=1)]
    assert news.timeline("barge").articles[0].published == day(15)
    assert news.outlets() == known.outlets()
    for one in TOWN:
        article = news.article(one.url)
        assert article is not None
        assert (article.text, article.title, article.source) == (one.text, one.title, one.source)
    assert news.article("https://herald.example/nothing") is None
    assert news.examples() == known.examples()
    status, expected = news.status(), known.status()
    assert (status.articles, status.chunks, status.newest) == (13, 14, NOON.replace(second=1))
    assert (status.languages, status.generation) == (expected.languages, expected.generation)


def test_a_reader_goes_on_to_what_is_published(
    town: Town, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    index = Index(town.kind.place(request, tmp_path_factory.mktemp("moving")))
    index.publish(*TOWN[:2])
    with opened(index) as first:
        assert passages(first.search("harbour", 1))[0][0] == TOWN[0].url
        index.publish(*TOWN[1:])
        assert first.newest_generation() == 2
        assert passages(first.search("ribbon", 1))[0][0] == TOWN[0].url
        with closing(first.reopened()) as second:
            assert second.generation == 2
            assert {url for url, *_ in passages(second.search("harbour ribbon", 99))}.isdisjoint({TOWN[0].url})
            assert passages(second.search("mayor choir", 1))[0][0] == TOWN[2].url
