from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from index.query import Filters, filters_from, understand

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose clock is not set to UTC."""
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


NONE = {"source": None, "since": None, "until": None, "language": None}


def test_without_filters_all_may_answer() -> None:
    assert filters_from(**NONE) == Filters()
    assert filters_from(source="", since=None, until=None, language="") == Filters()
    assert not Filters().by_time


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-11-30", datetime(2024, 11, 30, tzinfo=UTC)),
        ("2024-11-30T06:30", datetime(2024, 11, 30, 6, 30, tzinfo=UTC)),
        ("2024-11-30T06:30:00Z", datetime(2024, 11, 30, 6, 30, tzinfo=UTC)),
        ("2024-11-30T06:30+07:00", datetime(2024, 11, 29, 23, 30, tzinfo=UTC)),
        (datetime(2024, 11, 30, 6), datetime(2024, 11, 30, 6, tzinfo=UTC)),  # noqa: DTZ001 -- naive on purpose
        (datetime(2024, 11, 30, tzinfo=timezone(timedelta(hours=1))), datetime(2024, 11, 29, 23, tzinfo=UTC)),
    ],
)
@pytest.mark.usefixtures("elsewhere")
def test_a_time_is_in_utc_where_no_zone_is_given(written: str | datetime, meant: datetime) -> None:
    since = filters_from(source=None, since=written, until=None, language=None)
    until = filters_from(source=None, since=None, until=written, language=None)
    assert (since, until) == (Filters(since=meant), Filters(until=meant))
    assert since.since is not None
    assert since.since.tzinfo is UTC
    assert since.by_time
    assert until.by_time


@pytest.mark.parametrize("written", ["", "yesterday", "30.11.2024", "2024-13-01", "2024-02-30"])
def test_a_date_that_is_none_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ValueError, match=f"not an ISO 8601 date: '{written}'; write it like '2024-11-30'"):
        filters_from(source=None, since=None, until=written, language=None)


@pytest.mark.parametrize("name", ["de", "DE", "german", "de-AT", "deu", "Deutsch"])
def test_a_language_may_be_named_as_people_do(name: str) -> None:
    assert filters_from(source=None, since=None, until=None, language=name) == Filters(language="de")


@pytest.mark.parametrize("name", ["klingonish", "xx", " "])
def test_an_unknown_language_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(ValueError, match=f"unknown language '{name}': use an ISO 639-1 code such as 'de'"):
        filters_from(source=None, since=None, until=None, language=name)


def test_a_question_becomes_its_distinct_words_with_its_filters() -> None:
    filters = Filters(source="bbc.com")
    query = understand("Wer sagte das über die Brücken, die Brücken?", filters=filters, languages={"de": 1.0})
    assert (query.text, query.language, query.filters) == (
        "Wer sagte das über die Brücken, die Brücken?",
        "de",
        filters,
    )
    assert [term.word for term in query.terms] == ["wer", "sagte", "das", "über", "die", "brücken"]


@pytest.mark.parametrize(
    ("languages", "stems"),
    [
        ({"vi": 0.2, "fr": 0.5, "de": 0.3}, ("parties", "part", "parti")),
        ({"de": 0.5, "fr": 0.3, "vi": 0.2}, ("parties", "parti", "part")),
        ({"fr": 0.5, "de": 0.5}, ("parti", "part")),
    ],
)
def test_a_word_is_matched_as_its_own_language_stems_it_then_as_the_commonest_of_the_index(
    languages: dict[str, float], stems: tuple[str, ...]
) -> None:
    query = understand("Ai đã thấy các parties ở Hà Nội?", filters=Filters(), languages=languages)
    assert query.language == "vi"
    assert query.terms[4].stems == stems


def test_in_an_empty_index_the_questions_language_alone_counts() -> None:
    query = understand("Wer baute die Brücken?", filters=Filters(), languages={})
    assert query.language == "de"
    assert query.terms[-1].stems == ("bruck",)


def test_a_question_without_words_has_no_terms() -> None:
    query = understand("?!", filters=Filters(), languages={"en": 1.0})
    assert (query.language, query.terms) == ("und", ())


def test_of_a_pasted_text_the_first_words_stand_for_it() -> None:
    query = understand(" ".join(f"word{n}" for n in range(500)), filters=Filters(), languages={"en": 1.0})
    assert [term.word for term in query.terms] == [f"word{n}" for n in range(64)]
