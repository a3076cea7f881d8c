"""Which articles count beside what the question says: only recent ones, and none of some outlets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from fakes import HashedWords
from index import Filters, NewsIndex
from index.build import rebuild
from index.embedded_snapshot import EmbeddedSnapshot
from index.types import Passage
from town_news import ARTICLES, NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.types import Answer, Citation, Results

WEEK = timedelta(days=7)
LAST_WEEK = {"crane", "orchid", "petrel", "ferry-stays", "tax-vote", "tax-vote-update", "deich", "cho"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    rebuild(folder, ARTICLES, read=[folder], embedder=HashedWords())
    return folder


@pytest.fixture(scope="module")
def news(data: Path) -> Iterator[NewsIndex]:
    with NewsIndex(data, embedder=HashedWords(), threshold=0, now=lambda: NOW) as opened:
        yield opened


@pytest.fixture(scope="module")
def strict(data: Path) -> Iterator[NewsIndex]:
    """It never answers, so that it always tells which headlines come closest."""
    with NewsIndex(data, embedder=HashedWords(), threshold=1, now=lambda: NOW) as opened:
        yield opened


def names(found: Results | tuple[Citation, ...]) -> set[str]:
    urls = [one.article.url if isinstance(one, Passage) else one.url for one in found]
    return {url.rsplit("/", 1)[1] for url in urls}


def quoted(answer: Answer) -> set[str]:
    return names(tuple(quote.citation for quote in answer.quotes))


# --- recent ---


def test_only_recent_articles_count_and_the_undated_that_do_not_are_counted(news: NewsIndex) -> None:
    question = "Who lends violins, and which mine closes?"
    results = news.search(question, 30, recent=WEEK)
    assert names(results) <= LAST_WEEK
    assert {"grube", "library"} <= names(news.search(question, 30))
    assert results.filters == Filters(since=datetime(2026, 11, 16, 12, tzinfo=UTC))
    assert results.undated_left_out == 2
    answer = news.answer(question, recent=WEEK)
    assert (answer.filters, answer.undated_left_out) == (results.filters, 2)
    assert quoted(answer) <= LAST_WEEK


@pytest.mark.parametrize(
    ("question", "since"),
    [
        ("What happened in Wickmarsh yesterday?", datetime(2026, 11, 22, tzinfo=UTC)),
        ("Welche Grube wurde im November 2026 geschlossen?", datetime(2026, 11, 1, tzinfo=UTC)),
        ("bridge after:2026-09-01", datetime(2026, 9, 1, tzinfo=UTC)),
        ("bridge before:2026-11-01", None),
    ],
)
def test_a_time_in_the_question_goes_before_the_window(news: NewsIndex, question: str, since: datetime | None) -> None:
    for filters in (news.search(question, recent=WEEK).filters, news.answer(question, recent=WEEK).filters):
        assert filters.since == since


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"since": datetime(2026, 10, 1, tzinfo=UTC)}, Filters(since=datetime(2026, 10, 1, tzinfo=UTC))),
        ({"since": "2026-10-01"}, Filters(since=datetime(2026, 10, 1, tzinfo=UTC))),
        ({"until": "2026-11-10"}, Filters(until=datetime(2026, 11, 10, tzinfo=UTC))),
    ],
    ids=["datetime", "text", "until"],
)
def test_a_given_time_goes_before_the_window(news: NewsIndex, given: dict[str, Any], expected: Filters) -> None:
    assert news.search("mine", **given, recent=WEEK).filters == expected
    assert news.answer("mine", **given, recent=WEEK).filters == expected


def test_the_time_of_an_event_lifts_the_window_too(news: NewsIndex) -> None:
    # No article is from June, so the question's time is the flower's; whoever names a time does not mean this week.
    answer = news.answer("Which mine was photographed in June 2026?", recent=timedelta(days=1))
    assert answer.filters == Filters()


def test_where_nothing_is_that_recent_the_answer_says_that_nothing_passed(news: NewsIndex) -> None:
    answer = news.answer("Who found the orchid?", recent=timedelta(minutes=5))
    assert (answer.abstained, answer.nothing_passed) == (True, True)
    assert answer.undated_left_out == 2


def test_who_asks_for_the_newest_names_no_time(news: NewsIndex) -> None:
    filters = news.answer("latest news", recent=WEEK).filters
    assert (filters.newest, filters.since) == (True, datetime(2026, 11, 16, 12, tzinfo=UTC))


# --- outlets left out ---


@pytest.mark.parametrize("name", ["Saltby Observer", " SALTBY observer", "www.Saltby Observer"])
def test_an_outlet_that_is_left_out_is_not_found_however_it_is_spelt(news: NewsIndex, name: str) -> None:
    question = "ferry tax library"
    assert names(news.search(question, 30)) & {"ferry-stays", "tax-vote", "tax-vote-update", "library"}
    found = names(news.search(question, 30, excluded=[name]))
    assert found == {"crane", "orchid", "petrel", "deich", "grube", "orgel", "cho", "cau"}


def test_both_legs_leave_it_out(news: NewsIndex) -> None:
    finder = news._finder()
    query = news._understand("library violins", excluded=["Saltby Observer"])
    ids = set(finder.candidates(query, 10).ids.tolist())
    found = {stored.article.source for stored in finder.chunks(sorted(ids))}
    assert found == {"Wickmarsh Gazette", "Küstenblatt", "Báo Bến Cũ"}
    snapshot = finder._snapshot
    assert isinstance(snapshot, EmbeddedSnapshot)
    passing, restriction = snapshot._allowed(query.filters)
    assert passing is not None
    matching, _ = snapshot._files.lexical.search([["librari"], ["the"]], k=50, restriction=restriction)
    assert {stored.article.source for stored in finder.chunks(matching.tolist())} == {"Wickmarsh Gazette"}


def test_the_newest_leave_it_out(news: NewsIndex) -> None:
    answer = news.answer("latest news", excluded=["Báo Bến Cũ"])
    assert quoted(answer) == {"crane", "deich", "tax-vote-update"}


def test_who_else_reports_leaves_it_out(news: NewsIndex) -> None:
    question = "Why does the ferry Petrel stay in port?"
    both = news.answer(question)
    shown = names(tuple(quote.citation for quote in both.quotes)) | names(both.also_reported_by)
    assert {"petrel", "ferry-stays"} <= shown
    for outlet, gone in (("Saltby Observer", "ferry-stays"), ("Wickmarsh Gazette", "petrel")):
        answer = news.answer(question, excluded=[outlet])
        left = quoted(answer) | names(answer.also_reported_by)
        assert ({"petrel", "ferry-stays"} & left) == {"petrel", "ferry-stays"} - {gone}


def test_the_nearest_headlines_leave_it_out(strict: NewsIndex) -> None:
    assert "library" in names(strict.answer("Who lends violins?").nearest)
    nearest = names(strict.answer("Who lends violins?", excluded=["saltby observer"]).nearest)
    assert nearest
    assert not nearest & {"library", "tax-vote", "tax-vote-update", "ferry-stays"}


def test_an_outlet_that_is_left_out_is_nothing_the_question_said(news: NewsIndex) -> None:
    answer = news.answer("Who lends violins?", excluded=["Küstenblatt"])
    assert not answer.filters
    assert answer.filters.excluded == {"küstenblatt"}
    assert not answer.nothing_passed


def test_where_all_outlets_are_left_out_nothing_passes(news: NewsIndex) -> None:
    everyone = [outlet.name for outlet in news.outlets()]
    answer = news.answer("Who lends violins?", excluded=everyone)
    assert (answer.abstained, answer.nothing_passed, answer.nearest) == (True, True, ())
    assert not answer.filters
    assert len(news.search("Who lends violins?", excluded=everyone)) == 0


@pytest.mark.parametrize("excluded", [(), ["Nobody's Paper"]], ids=["none", "unknown"])
def test_who_leaves_out_nobody_gets_just_what_everyone_gets(news: NewsIndex, excluded: list[str]) -> None:
    question = "Who lends violins in Saltby?"
    assert news.search(question, 30, excluded=excluded).passages == news.search(question, 30).passages
    assert news.answer(question, excluded=excluded).quotes == news.answer(question).quotes
    filters = news._understand(question, excluded=excluded).filters
    snapshot = news._finder()._snapshot
    assert isinstance(snapshot, EmbeddedSnapshot)
    assert snapshot._allowed(filters) == (None, None)


def test_a_date_without_an_article_of_the_outlets_asked_is_the_events(news: NewsIndex) -> None:
    # Only the Vietnamese paper wrote in October.
    question = "Was wurde am 1. Oktober 2026 eröffnet?"
    assert news.search(question).filters.since == datetime(2026, 10, 1, tzinfo=UTC)
    assert news.search(question, excluded=["Báo Bến Cũ"]).filters.since is None


# --- how many quotes ---


def test_as_many_quotes_come_as_are_asked_for(news: NewsIndex) -> None:
    question = "What is told of the harbour, the tax on second homes, the ferry and the orchid?"
    assert [len(news.answer(question, quotes=most).quotes) for most in (1, 2, 3, 5)] == [1, 2, 3, 5]


def test_fewer_than_one_quote_is_refused(news: NewsIndex) -> None:
    with pytest.raises(ValueError, match="quotes must be at least 1, got 0"):
        news.answer("Who lends violins?", quotes=0)


def test_an_answer_tells_how_new_the_newest_article_is(news: NewsIndex) -> None:
    newest = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert news.answer("Who lends violins?").newest == newest
    assert news.answer("Who lends violins?", recent=timedelta(minutes=5)).newest == newest
