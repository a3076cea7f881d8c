from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fakes import HashedWords
from index import IndexNotFoundError, NewsIndex, NewsIndexError, StaleIndexError, open_index
from index.build import rebuild
from index.confidence import THRESHOLD
from index.types import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
EMBEDDER = HashedWords()
HOME = Path("/news")


def article(name: str, text: str, *, source: str = "gazette.example", **more: object) -> Article:
    fields = {"language": "en", "title": name.title(), "published": None, **more}
    return Article(
        url=f"https://{source}/{name}", text=text, source=source, location=f"/news/{name}.txt", **fields  # type: ignore[arg-type]
    )  # fmt: skip


ARTICLES = [
    article("harbour", "The harbour closed on Tuesday after a crane fell.", published=datetime(2026, 3, 1, tzinfo=UTC)),
    article("orchid", "A new orchid was found on the northern slope.", published=datetime(2026, 4, 1, tzinfo=UTC)),
    article("bridge", "The old bridge will be torn down.", source="observer.example"),
    article("hafen", "Der Hafen wurde am Dienstag gesperrt.", language="de"),
]


@pytest.fixture
def news(tmp_path: Path) -> Iterator[NewsIndex]:
    rebuild(tmp_path, ARTICLES, read=[HOME], embedder=EMBEDDER)
    with NewsIndex(tmp_path, embedder=EMBEDDER) as opened:
        yield opened


def test_search_finds_the_passage_with_its_article(news: NewsIndex) -> None:
    best = news.search("Where was the orchid found?")[0]
    assert best.article.url == "https://gazette.example/orchid"
    assert best.article.text[best.start : best.end] == best.text


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"source": "observer.example"}, {"bridge"}),
        ({"source": "Gazette.Example"}, {"harbour", "orchid", "hafen"}),
        ({"source": "nowhere.example"}, set()),
        ({"language": "de"}, {"hafen"}),
        ({"language": "German"}, {"hafen"}),
        ({"since": "2026-03-15"}, {"orchid"}),
        ({"until": "2026-04-01"}, {"harbour"}),
        ({"since": datetime(2026, 3, 1, tzinfo=UTC), "until": "2026-04-02"}, {"harbour", "orchid"}),
        ({"since": "2030-01-01"}, set()),
    ],
)
def test_only_what_passes_the_filters_is_found(news: NewsIndex, filters: dict[str, str], found: set[str]) -> None:
    results = news.search("The harbour, the orchid, the bridge, der Hafen", **filters)  # type: ignore[arg-type]
    assert {passage.article.url.rsplit("/", 1)[1] for passage in results} == found


def test_articles_without_a_date_that_a_time_filter_hides_are_counted(news: NewsIndex) -> None:
    assert news.search("harbour", since="2026-01-01").undated_left_out == 2
    assert news.answer("harbour", since="2026-01-01").undated_left_out == 2
    assert news.search("harbour").undated_left_out == 0


def test_at_most_k_passages_come_back(news: NewsIndex) -> None:
    assert len(news.search("the", k=2)) == 2


@pytest.mark.parametrize(
    "bad", [{"k": 0}, {"since": "2024-13-01"}, {"until": "soon"}, {"language": "klingonish"}], ids=str
)
def test_a_bad_argument_is_refused(news: NewsIndex, bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"k must be|not a date|unknown language"):
        news.search("harbour", **bad)  # type: ignore[arg-type]


def test_the_same_question_gets_the_same_answer(news: NewsIndex) -> None:
    assert news.answer("Why did the harbour close?") == news.answer("Why did the harbour close?")


def test_an_explained_search_finds_the_same_and_its_scores_are_the_sums_of_their_signals(news: NewsIndex) -> None:
    plain, explained = news.search("Who found the orchid?"), news.search("Who found the orchid?", explain=True)
    assert [(p.chunk_id, p.score) for p in explained] == [(p.chunk_id, p.score) for p in plain]
    assert all(passage.signals == () for passage in plain)
    for passage in explained:
        assert sum(s.value * s.weight for s in passage.signals) == pytest.approx(passage.score)


def test_the_log_odds_of_an_explained_confidence_are_the_sum_of_its_signals(news: NewsIndex) -> None:
    question = "Why did the harbour close?"
    plain, explained = news.answer(question), news.answer(question, explain=True)
    assert (plain.signals, plain.passages) == ((), ())
    assert replace(explained, signals=(), passages=()) == plain
    assert explained.threshold == THRESHOLD
    log_odds = sum(signal.value * signal.weight for signal in explained.signals)
    assert 1 / (1 + exp(-log_odds)) == pytest.approx(explained.confidence)
    contributions = [abs(signal.value * signal.weight) for signal in explained.signals]
    assert contributions == sorted(contributions, reverse=True)
    assert [signal.value for signal in explained.signals if signal.name == "constant"] == [1.0]
    assert "https://gazette.example/harbour" in {passage.article.url for passage in explained.passages}
    assert all(passage.signals for passage in explained.passages)


def test_an_index_opened_to_explain_does_so_unless_told_otherwise(tmp_path: Path) -> None:
    rebuild(tmp_path, ARTICLES, read=[HOME], embedder=EMBEDDER)
    with NewsIndex(tmp_path, embedder=EMBEDDER, explain=True) as opened:
        assert opened.search("harbour")[0].signals
        assert opened.answer("harbour").passages
        assert opened.search("harbour", explain=False)[0].signals == ()
        assert opened.answer("harbour", explain=False).passages == ()


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan")])
def test_a_threshold_that_is_no_share_is_refused(tmp_path: Path, threshold: float) -> None:
    with pytest.raises(ValueError, match="the threshold must be between 0 and 1, got"):
        open_index(tmp_path, threshold=threshold)


def test_a_threshold_of_nothing_answers_and_one_that_cannot_be_reached_abstains(tmp_path: Path) -> None:
    rebuild(tmp_path, ARTICLES, read=[HOME], embedder=EMBEDDER)
    for threshold, abstained in ((0.0, False), (1.0, True)):
        with NewsIndex(tmp_path, embedder=EMBEDDER, threshold=threshold) as opened:
            assert opened.answer("Why did the harbour close?").abstained is abstained


def test_an_answer_knows_how_old_its_index_is(news: NewsIndex) -> None:
    assert news.answer("harbour").as_of == news.status().published


def test_a_question_without_words_is_answered_by_an_abstention(news: NewsIndex) -> None:
    for nothing in ("", "?!", "😀"):
        assert news.answer(nothing).abstained
        assert news.answer(nothing).nearest == ()
    assert list(news.search("", k=1)) == list(news.search("", k=1))


def test_many_threads_get_the_answers_that_one_gets(tmp_path: Path) -> None:
    rebuild(tmp_path, ARTICLES, read=[HOME], embedder=EMBEDDER)
    questions = ["Why did the harbour close?", "What was found?", "What about the bridge?"] * 5
    answers: dict[int, object] = {}
    with NewsIndex(tmp_path, embedder=EMBEDDER) as opened:
        threads = [
            threading.Thread(target=lambda at=at, q=q: answers.__setitem__(at, opened.answer(q)))
            for at, q in enumerate(questions)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [answers[at] for at in range(len(questions))] == [opened.answer(q) for q in questions]


@pytest.mark.parametrize("asked_before", [False, True])
def test_a_closed_index_says_so_and_opens_nothing_again(tmp_path: Path, asked_before: bool) -> None:  # noqa: FBT001
    rebuild(tmp_path, ARTICLES, read=[HOME], embedder=EMBEDDER)
    with NewsIndex(tmp_path, embedder=EMBEDDER) as closed:
        if asked_before:
            assert closed.search("orchid")
    closed.close()
    for ask in (closed.search, closed.answer):
        with pytest.raises(NewsIndexError, match="this index is closed: open it again with open_index"):
            ask("Where was the orchid found?")
    assert closed.status().articles == 4


def test_status_counts_articles_by_language(news: NewsIndex) -> None:
    status = news.status()
    assert (status.articles, status.chunks, status.generation) == (4, 4, 1)
    assert status.languages == {"en": 3, "de": 1}
    assert status.newest == datetime(2026, 4, 1, tzinfo=UTC)
    assert status.model == "hashed-words@0123456789ab/fp32"


def test_an_index_of_nothing_answers_that_it_does_not_know(tmp_path: Path) -> None:
    rebuild(tmp_path, ARTICLES[:1], read=[HOME], embedder=EMBEDDER)
    rebuild(tmp_path, ARTICLES[1:2], read=[HOME], prune=[HOME], embedder=EMBEDDER)
    rebuild(tmp_path, [], read=[HOME], retire=[], embedder=EMBEDDER)
    with NewsIndex(tmp_path, embedder=EMBEDDER) as opened:
        assert [p.article.title for p in opened.search("harbour orchid")] == ["Orchid"]


def test_without_an_index_the_error_tells_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFoundError, match=r"scripts/rebuild_index\.py"):
        open_index(tmp_path)


def test_another_model_than_the_index_was_built_with_is_refused_and_both_are_named(tmp_path: Path) -> None:
    rebuild(tmp_path, ARTICLES, read=[HOME], embedder=EMBEDDER)
    with pytest.raises(StaleIndexError, match=r"hashed-words@0123456789ab/fp32.*all-MiniLM-L6-v2@\w+/fp32"):
        open_index(tmp_path, model="all-MiniLM-L6-v2")
    with (
        NewsIndex(tmp_path, embedder=HashedWords(name="other", fingerprint="ffff")) as opened,
        pytest.raises(StaleIndexError, match="other@ffff"),
    ):
        opened.search("harbour")
