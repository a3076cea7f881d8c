"""From articles to answers with the bundled model, on a day that stays the same: 23 November 2026, a Monday."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from index import NewsIndex, open_index
from index.build import rebuild
from index.embedding import load_embedder
from scripts.evaluation.asking import unfaithful
from town_news import ARTICLES, BY_URL, NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.protocols import Embedder
    from index.types import Answer, Results

UNDATED = {"library", "orgel"}
LAST_WEEK = {"crane", "orchid", "ferry", "tax-vote-update", "deich"}


@pytest.fixture(scope="module")
def minilm() -> Embedder:
    return load_embedder(None)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, minilm: Embedder) -> Path:
    folder = tmp_path_factory.mktemp("news")
    rebuild(folder, ARTICLES, read=[folder], embedder=minilm)
    return folder


@pytest.fixture(scope="module")
def news(data: Path, minilm: Embedder) -> Iterator[NewsIndex]:
    with NewsIndex(data, embedder=minilm, now=lambda: NOW) as opened:
        yield opened


def name(url: str) -> str:
    """The article's name; the ferry's is the same in both outlets."""
    own = url.rsplit("/", 1)[1]
    return "ferry" if own in {"petrel", "ferry-stays"} else own


def found(results: Results) -> set[str]:
    return {name(passage.article.url) for passage in results}


def quoted(answer: Answer) -> list[str]:
    return [name(quote.citation.url) for quote in answer.quotes]


# --- times and filters ---


@pytest.mark.parametrize(
    ("question", "words", "days", "inside"),
    [
        ("Who found an orchid last week?", "last week", (16, 23), LAST_WEEK | UNDATED),
        ("Was ist gestern mit dem Deich passiert?", "gestern", (22, 23), {"crane", "deich"} | UNDATED),
        ("Chợ nào bị cháy hôm nay?", "hôm nay", (23, 24), {"cho"} | UNDATED),
        ("Which ships stay in port since Friday?", "since Friday", (20, None),
         {"crane", "ferry", "tax-vote-update", "deich", "cho"} | UNDATED),
        ("What was burnt down since Monday?", "since Monday", (23, None), {"cho"} | UNDATED),
        ("Welche Grube wurde im November 2026 geschlossen?", "im November 2026", (1, 31),
         LAST_WEEK | {"grube", "cho"} | UNDATED),
        ("orchid after:2026-11-20", "", (20, None), {"crane", "ferry", "tax-vote-update", "deich", "cho"}),
        ("orchid after:2026-11-18 before:2026-11-20", "", (18, 20), {"orchid", "tax-vote"}),
    ],
)  # fmt: skip
def test_a_time_in_the_question_lets_only_its_articles_pass_and_is_shown(
    news: NewsIndex, question: str, words: str, days: tuple[int, int | None], inside: set[str]
) -> None:
    results = news.search(question, k=30)
    first = datetime(2026, 11, days[0], tzinfo=UTC)
    end = days[1] and datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=days[1] - 1)
    for filters in (results.filters, news.answer(question).filters):
        assert (filters.words, filters.since, filters.until) == (words, first, end)
    # Between operators, an update published outside the time replaces nothing inside it.
    assert found(results) == inside
    assert results.undated_left_out == (0 if words else 2)


def test_a_month_without_any_article_is_taken_for_the_time_of_the_event(news: NewsIndex) -> None:
    results = news.search("Who photographed the orchid in June 2026?")
    assert results.filters.since is None
    assert name(results[0].article.url) == "orchid"


@pytest.mark.parametrize(
    ("operators", "inside"),
    [
        ("site:observer.example", {"ferry", "tax-vote-update", "library"}),
        ('site:"Wickmarsh Gazette"', {"crane", "orchid", "ferry"}),
        ("lang:vi", {"cho", "cau"}),
        ("lang:German site:blatt.example", {"deich", "grube", "orgel"}),
        ("site:nowhere.example", set()),
    ],
)
def test_operators_let_only_their_articles_pass(news: NewsIndex, operators: str, inside: set[str]) -> None:
    assert found(news.search(f"ferry tax {operators}", k=30)) == inside
    assert set(quoted(news.answer(f"ferry tax {operators}"))) <= inside


def test_the_clock_is_asked_at_every_question(data: Path, minilm: Embedder) -> None:
    times = iter([NOW, NOW.replace(day=6)])
    with NewsIndex(data, embedder=minilm, now=lambda: next(times)) as opened:
        assert found(opened.search("What happened yesterday?", k=30)) == {"crane", "deich"} | UNDATED
        assert found(opened.search("What happened yesterday?", k=30)) == {"grube"} | UNDATED


def test_arguments_are_counted_from_the_same_clock(news: NewsIndex) -> None:
    assert found(news.search("the dyke", since="yesterday", until="2026-11-23")) == {"crane", "deich"}


# --- what is new ---


@pytest.mark.parametrize("question", ["latest news", "Neueste Nachrichten", "tin mới nhất"])
def test_who_asks_for_news_gets_the_first_sentences_of_the_newest_articles(news: NewsIndex, question: str) -> None:
    answer = news.answer(question)
    assert answer.filters.newest
    assert quoted(answer)[0] == "cho"
    assert set(quoted(answer)[1:]) == {"crane", "deich"}
    assert answer.quotes[0].text == "Một vụ cháy lớn xảy ra tại chợ Bến Cũ lúc 4 giờ sáng."


@pytest.mark.parametrize("question", ["Was geschah gestern?", "What happened yesterday?", "Hôm qua có chuyện gì?"])
def test_who_asks_what_happened_gets_the_articles_of_that_time_and_none_of_another(
    news: NewsIndex, question: str
) -> None:
    answer = news.answer(question)
    assert set(quoted(answer)[:2]) == {"crane", "deich"}
    assert set(quoted(answer)) <= {"crane", "deich"} | UNDATED
    assert answer.filters.since == datetime(2026, 11, 22, tzinfo=UTC)


def test_the_latest_on_something_is_about_that_thing(news: NewsIndex) -> None:
    answer = news.answer("What is the latest on the tax on second homes in Saltby?")
    assert answer.filters.newest
    assert quoted(answer)[0] == "tax-vote-update"


# --- one story, several articles ---


def test_a_wire_story_takes_one_place_and_its_other_outlet_is_named(news: NewsIndex) -> None:
    question = "Why does the ferry Petrel stay in port?"
    assert [name(passage.article.url) for passage in news.search(question, k=30)].count("ferry") == 1
    answer = news.answer(question)
    assert "engines failed" in answer.quotes[0].text
    outlets = {quote.citation.source for quote in answer.quotes if name(quote.citation.url) == "ferry"}
    also = {citation.source for citation in answer.also_reported_by}
    assert (len(outlets), outlets | also) == (1, {"Wickmarsh Gazette", "Saltby Observer"})


def test_the_other_outlet_of_a_wire_story_answers_who_asks_for_it(news: NewsIndex) -> None:
    answer = news.answer("Why does the ferry Petrel stay in port? site:observer.example")
    assert answer.quotes[0].citation.url == "https://observer.example/ferry-stays"


def test_an_update_replaces_the_older_article_of_its_outlet_everywhere(news: NewsIndex) -> None:
    question = "What was the vote of the council on the tax on second homes?"
    assert "tax-vote" not in found(news.search(question, k=30))
    answer = news.answer(question)
    assert any("16 to 13" in quote.text for quote in answer.quotes)
    assert "tax-vote" not in quoted(answer)
    assert "tax-vote" not in {name(citation.url) for citation in (*answer.also_reported_by, *answer.nearest)}


# --- answers ---


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When does the harbour of Wickmarsh open again?", "14 December"),
        ("What does the repair of the harbour cost?", "2.4 million"),
        ("Who found an orchid on Mount Ferrin?", "Lucille Abara"),
        ("How many instruments does the library of Saltby lend?", "ninety"),
        ("Wie viele Bewohner mussten bei Ellerhude ihre Häuser verlassen?", "600"),
        ("Wer hat die Orgel von Sankt Wigbert gereinigt?", "Veit Lorentz"),
        ("Wie viele Tonnen Silbererz wurden in der Grube Morgenstern gefördert?", "3.200"),
        ("Cầu Vàm Sậy dài bao nhiêu mét?", "1.240"),
        ("Nguyên nhân vụ cháy chợ Bến Cũ là gì?", "chập điện"),
    ],
)
def test_a_question_in_the_language_of_its_article_is_answered(news: NewsIndex, question: str, words: str) -> None:
    answer = news.answer(question)
    assert not answer.abstained
    assert any(words in quote.text for quote in answer.quotes)


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("What did Thea Nordhoff say about the Morgenstern mine?", "grube"),
        ("Was sagte Odile Brandt in Saltby?", "tax-vote-update"),
        ("How long is the Vàm Sậy bridge?", "cau"),
        ("Ada Thornley nói gì về Wickmarsh?", "crane"),
        ("Qui est Hinnerk Tammen à Ellerhude ?", "deich"),
    ],
)
def test_names_find_an_article_in_another_language(news: NewsIndex, question: str, article: str) -> None:
    assert name(news.search(question)[0].article.url) == article


@pytest.mark.parametrize(
    "question",
    [
        "Which team won the volleyball final in Lima?",
        "What is the inflation rate of Peru?",
        "Wer wurde zum Trainer von Bayern München ernannt?",
        "Giá vàng thế giới là bao nhiêu?",
    ],
)
def test_what_no_article_tells_is_not_answered_but_headlines_are_offered(news: NewsIndex, question: str) -> None:
    answer = news.answer(question)
    assert answer.abstained
    assert answer.quotes == ()
    assert 1 <= len(answer.nearest) <= 3
    assert [citation.number for citation in answer.nearest] == list(range(1, len(answer.nearest) + 1))
    assert all(BY_URL[citation.url].title == citation.title for citation in answer.nearest)


def test_a_question_that_compares_two_articles_is_answered_from_both(news: NewsIndex) -> None:
    answer = news.answer(
        "Did the Saltby Observer report that a tax on second homes was voted for, while the Wickmarsh Gazette reported "
        "that a crane fell into the harbour?"
    )
    assert {"tax-vote-update", "crane"} <= set(quoted(answer))


QUESTIONS = [f"{one.title} {one.text[:80]}" for one in ARTICLES] + ["tax and ferry and harbour", "Nordhoff", "40"]


@pytest.mark.parametrize("threshold", [0.0, 0.5, 1.0])
def test_whatever_is_asked_quotes_are_verbatim_few_and_apart(data: Path, minilm: Embedder, threshold: float) -> None:
    with NewsIndex(data, embedder=minilm, threshold=threshold, now=lambda: NOW) as opened:
        answers = [opened.answer(question) for question in QUESTIONS]
    assert all(len(answer.quotes) <= 3 and not list(unfaithful(answer, BY_URL)) for answer in answers)
    for answer in answers:
        quotes = sorted(answer.quotes, key=lambda quote: (quote.citation.url, quote.start))
        assert all(a.end <= b.start for a, b in pairwise(quotes) if a.citation.url == b.citation.url)
        cited = {quote.citation.url for quote in quotes}
        assert cited.isdisjoint(citation.url for citation in answer.also_reported_by)
    abstained = [answer.abstained for answer in answers]
    assert {0.0: not any(abstained), 1.0: all(abstained)}.get(threshold, True)


def test_an_index_opened_by_its_folder_takes_the_clock_too(data: Path) -> None:
    with open_index(data, now=lambda: NOW) as opened:
        assert opened.answer("latest news").quotes
        assert opened.search("yesterday").filters.since == datetime(2026, 11, 22, tzinfo=UTC)


# --- what it shows unasked, and with a window ---


def test_its_examples_are_questions_that_it_answers_in_each_of_its_languages_in_turn(news: NewsIndex) -> None:
    examples = news.examples(6)
    answers = [news.answer(question) for question in examples]
    assert len(set(examples)) == 6
    assert not any(answer.abstained for answer in answers)
    # Most articles are in English, then in German.
    languages = [BY_URL[answer.quotes[0].citation.url].language for answer in answers]
    assert languages[:3] == ["en", "de", "vi"]
    assert news.examples(2) == examples[:2]
    assert news.examples(99) is news.examples(99)  # they are chosen once
    assert news.examples(99)[:6] == examples
    assert len(news.examples(99)) <= 12


def test_an_index_of_little_has_few_examples(tmp_path: Path, minilm: Embedder) -> None:
    rebuild(tmp_path, [BY_URL["https://blatt.example/deich"]], read=[tmp_path], embedder=minilm)
    with NewsIndex(tmp_path, embedder=minilm, now=lambda: NOW) as little:
        examples = little.examples()
        assert len(examples) < 6
        assert not any(little.answer(question).abstained for question in examples)


def test_in_a_window_older_news_is_no_answer(news: NewsIndex) -> None:
    question = "Who designed the bridge Vàm Sậy?"
    assert quoted(news.answer(question))[0] == "cau"
    recent = news.answer(question, recent=timedelta(days=7))
    assert recent.abstained
    assert "cau" not in {name(citation.url) for citation in recent.nearest}
