from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import words
from index.errors import FilterError
from index.filters import Filters
from index.query import Query, filters_from, settled, understand

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


NOW = datetime(2024, 11, 20, 15, tzinfo=timezone(timedelta(hours=1)))  # a Wednesday


def day(month: int, number: int, year: int = 2024) -> datetime:
    return datetime(year, month, number, tzinfo=NOW.tzinfo)


def asked(question: str, language: str = "en", filters: Filters | None = None) -> Query:
    return understand(question, filters=filters or Filters(), languages={language: 1.0}, now=NOW)


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


@pytest.mark.parametrize("written", ["", "soon", "5", "2024-13-01", "2024-02-30"])
def test_a_date_that_is_none_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(FilterError, match=f"^not a date: '{written}'; write it like '2024-11-30'") as refused:
        filters_from(source=None, since=None, until=written, language=None)
    assert isinstance(refused.value, ValueError)
    assert (refused.value.problem, refused.value.value) == ("time", written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("30.11.2024", datetime(2024, 11, 30, tzinfo=UTC)),
        ("2024-11", datetime(2024, 11, 1, tzinfo=UTC)),
        ("30 November 2024", datetime(2024, 11, 30, tzinfo=UTC)),
        ("yesterday", datetime(2024, 11, 20, tzinfo=UTC)),
    ],
)
def test_a_date_may_be_written_as_people_do_and_is_in_utc_all_the_same(written: str, meant: datetime) -> None:
    now = datetime(2024, 11, 22, 3, tzinfo=timezone(timedelta(hours=7)))  # still the 21st in UTC
    assert filters_from(source=None, since=written, until=None, language=None, now=now) == Filters(since=meant)


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


def test_operators_become_filters_and_leave_the_question() -> None:
    query = asked("Who won? site:bbc.com after:2024-11-01 before:yesterday lang:German")
    assert query.filters == Filters(source="bbc.com", since=day(11, 1), until=day(11, 19), language="de")
    assert (query.text, query.topic) == ("Who won?", "Who won?")
    assert [term.word for term in query.terms] == ["who", "won"]
    assert not query.only_time


def test_arguments_win_over_operators_and_these_over_plain_words() -> None:
    given_ = Filters(source="bbc.com", since=day(1, 1))
    query = asked("Who won last week? site:cnn.com after:2024-11-01 before:2024-11-05", filters=given_)
    assert query.filters == Filters(source="bbc.com", since=day(1, 1), until=day(11, 5))


@pytest.mark.parametrize(
    ("question", "problem", "value"),
    [
        ("Who won? after:soon", "time", "soon"),
        ("Who won? before:2024-02-30", "time", "2024-02-30"),
        ("Who won? lang:klingonish", "language", "klingonish"),
        ("site:bbc.com", "nothing asked", "site:bbc.com"),
        (" site:bbc.com after:2024-11-01 ?", "nothing asked", "site:bbc.com after:2024-11-01 ?"),
    ],
)
def test_an_operator_that_makes_no_sense_is_an_error_that_says_which(question: str, problem: str, value: str) -> None:
    with pytest.raises(FilterError) as refused:
        asked(question)
    assert (refused.value.problem, refused.value.value) == (problem, value)


def test_a_wrong_operator_is_an_error_even_where_an_argument_wins() -> None:
    with pytest.raises(FilterError, match="not a date: 'soon'"):
        asked("Who won? after:soon", filters=Filters(since=day(1, 1)))


@pytest.mark.parametrize(
    ("question", "language", "topic", "since", "until", "read"),
    [
        ("Who resigned last week?", "en", "Who resigned ?", day(11, 11), day(11, 18), "last week"),
        ("Wer trat seit Montag zurück?", "de", "Wer trat zurück?", day(11, 18), None, "seit Montag"),
        ("Ai từ chức hôm qua?", "vi", "Ai từ chức ?", day(11, 19), day(11, 20), "hôm qua"),
        ("昨天谁辞职了?", "zh", "谁辞职了?", day(11, 19), day(11, 20), "昨天"),
    ],
)
def test_relative_words_limit_keep_the_undated_and_are_not_searched_for(
    question: str, language: str, topic: str, *, since: datetime, until: datetime | None, read: str
) -> None:
    query = asked(question, language)
    assert query.filters == Filters(since=since, until=until, undated=True, words=read)
    assert (query.text, query.topic, query.uncertain, query.only_time) == (question, topic, False, False)
    assert [term.word for term in query.terms] == words(topic)


def test_a_date_of_the_calendar_is_searched_for_too_and_limits_only_if_an_article_is_dated_inside() -> None:
    query = asked("Wer gewann im November 2024?", "de")
    assert query.topic == "Wer gewann im November 2024?"
    assert [term.word for term in query.terms] == ["wer", "gewann", "im", "november", "2024"]
    assert query.uncertain
    limits = settled(query, dated_inside=True)
    assert limits.filters == Filters(since=day(11, 1), until=day(12, 1), undated=True, words="im November 2024")
    event = settled(query, dated_inside=False)
    assert event.filters == Filters()
    assert (limits.uncertain, event.uncertain) == (False, False)


def test_what_is_certain_stays_as_it_is() -> None:
    query = asked("Who resigned last week?")
    assert settled(query, dated_inside=False) == query


def test_an_operator_stays_when_a_date_in_the_question_proves_an_event() -> None:
    query = asked("Who resigned in November 2024? site:bbc.com")
    assert settled(query, dated_inside=False).filters == Filters(source="bbc.com")


def test_asking_for_the_latest_is_no_limit() -> None:
    query = asked("Wie ist der aktuelle Stand der Verhandlungen?", "de")
    assert query.filters == Filters(newest=True, words="aktuelle")
    assert query.topic == "Wie ist der Stand der Verhandlungen?"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("latest news", "en"),
        ("What happened yesterday?", "en"),
        ("Was geschah gestern?", "de"),
        ("Neueste Nachrichten", "de"),
        ("tin mới nhất", "vi"),
        ("Có tin gì hôm nay?", "vi"),
        ("Quoi de neuf aujourd'hui ?", "fr"),
        ("¿Qué pasó ayer?", "es"),
        ("Cosa è successo ieri?", "it"),
        ("O que aconteceu ontem?", "pt"),
        ("Что случилось вчера?", "ru"),
        ("最新消息", "zh"),
        ("latest site:bbc.com", "en"),
        ("What's new?", "en"),
        ("news", "en"),
        ("Was gibt es Neues?", "de"),
        ("Có gì mới?", "vi"),
        ("Quoi de neuf ?", "fr"),
        ("Что нового?", "ru"),
        ("有什么新闻?", "zh"),
    ],
)
def test_where_only_time_is_asked_there_is_nothing_to_search_for_and_no_error(question: str, language: str) -> None:
    query = asked(question, language)
    assert query.only_time
    assert query.terms == ()
    assert query.filters.newest or query.filters.by_time


def test_what_happened_on_a_date_is_searched_for_by_the_date() -> None:
    query = asked("What happened on 30 November 2023?")
    assert query.only_time
    assert [term.word for term in query.terms] == ["what", "happened", "on", "30", "november", "2023"]
    assert settled(query, dated_inside=False).terms == query.terms


def test_what_happened_on_a_date_that_articles_are_from_is_told_by_what_is_from_then() -> None:
    query = settled(asked("Was geschah im November 2024?", "de"), dated_inside=True)
    assert (query.only_time, query.terms, query.hints) == (True, (), {})
    assert query.filters.words == "im November 2024"


@pytest.mark.parametrize("question", ["What is new in Saltby?", "Which news did Ada bring?", "Ist die Brücke neu?"])
def test_a_question_with_a_word_for_news_that_asks_for_more_is_searched_for(question: str) -> None:
    query = asked(question)
    assert not query.only_time
    assert query.terms
    assert not query.filters.newest


def test_words_in_quotation_marks_are_searched_for_as_they_are() -> None:
    query = asked('Who starred in "last week" and “latest news”? "site:bbc.com"')
    assert query.filters == Filters()
    assert {"last", "week", "latest", "site"} <= {term.word for term in query.terms}


def test_without_a_given_time_the_machines_own_counts() -> None:
    before = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    query = understand("Who resigned today?", filters=Filters(), languages={"en": 1.0})
    after = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    assert query.filters.since in {before, after}


PIECES = st.sampled_from(
    [
        "site:", "after:", "before:", "lang:", '"', "'", "“", "„", "«", "»", "(", ")", "2024", "2024-11", "000", "1",
        "yesterday", "last week", "gestern", "seit Montag", "und", "zwischen", "November", "30.", "30/11/2024", "tháng",
        "11", "năm", "hôm qua", "昨天", "上周", "三", "11月", "latest", "neueste", "de", "klingon", "in the last",
        "three", "99", "days ago", "vor", "1e9", "9999-99-99", "今", "January,", "31", "February", "29", "May",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=9), st.sampled_from(["", " "]))
def test_any_text_is_understood_or_refused_and_no_word_is_invented(pieces: list[str], joint: str) -> None:
    question = joint.join(pieces)
    try:
        query = asked(question)
    except FilterError:
        return
    # Two blanks part «1 345», which is one number.
    assert set(words(query.text)) <= {*words(question), *words(question.replace(" ", "  "))}
    # In a script without spaces one character may be all that is left of a pair.
    left = {word for word in words(query.topic) if len(word) > 1}
    assert left <= {*words(query.text), *words(query.text.replace(" ", "  "))}
    assert {term.word for term in query.terms} <= set(words(query.topic))
