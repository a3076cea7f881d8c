from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.console import answer_lines
from bot.conversation import Asked
from bot.locale import LANGUAGES
from bot.views.answer import answer_view
from fakes import HashedWords
from index import NewsIndex
from index.analysis import words
from index.errors import FilterError
from index.filters import Filters
from index.query import LONGEST, Query, filters_from, settled, understand, untimed
from index_fixtures import article, rebuilt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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


NONE: dict[str, Any] = {"source": None, "since": None, "until": None, "language": None}


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


def test_hints_are_distinct_and_of_all_languages_of_the_articles() -> None:
    question = "Hafenbehörde tagt, Hafenbehörde tagt"
    parts = {"haf": 0.5, "behord": 0.5}
    assert understand(question, filters=Filters(), languages={"de": 0.5, "en": 0.5}).hints == parts
    assert understand(question, filters=Filters(), languages={"en": 1.0}).hints == {}
    both = understand("Hafenbehörde tagt", filters=Filters(), languages={"de": 0.5, "vi": 0.5}).hints
    assert both == parts | {"hafenbehörde_tagt": 0.4}


def test_hints_come_from_the_same_words_as_the_terms() -> None:
    query = understand(" ".join(f"từ{n}" for n in range(500)), filters=Filters(), languages={"vi": 1.0})
    assert len(query.terms) == 64
    assert list(query.hints) == [f"từ{n}_từ{n + 1}" for n in range(63)]


def test_a_pasted_text_is_read_up_to_a_limit_and_its_operators_all_the_same() -> None:
    query = understand("harbour " * 5000 + "site:bbc.com", filters=Filters(), languages={"en": 1.0})
    assert query.text == " ".join(["harbour"] * (LONGEST // 8))
    assert query.filters == Filters(source="bbc.com")
    mixed = understand("xin chào " + "市" * 5000, filters=Filters(), languages={"zh": 1.0})
    assert mixed.text == "xin chào " + "市" * (LONGEST - 9)
    whole = understand("a" * 5000, filters=Filters(), languages={"en": 1.0})
    assert whole.text == "a" * LONGEST
    apart = understand("ab" * (LONGEST // 2) + " cd", filters=Filters(), languages={"en": 1.0})
    assert apart.text == "ab" * (LONGEST // 2)


@pytest.mark.parametrize("pasted", ["harbour ", "“ ", "' ", '"a" site:x ', "before: ", "„a «b "])
def test_a_question_of_any_length_is_understood_in_no_time(pasted: str) -> None:
    before = time.monotonic()
    understand(pasted * 20_000, filters=Filters(), languages={"en": 0.5, "de": 0.5})
    assert time.monotonic() - before < 5


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


@pytest.mark.parametrize(
    ("question", "filters", "value"),
    [
        ("Who won? before:2024 after:2025", Filters(), "after:2025 before:2024"),
        ("Who won? before:2024 after:2024", Filters(), "after:2024 before:2024"),
        ("Who won? before:2024", Filters(since=day(5, 1)), "after:2024-05-01 before:2024"),
    ],
)
def test_a_time_that_ends_before_it_begins_is_refused(question: str, filters: Filters, value: str) -> None:
    with pytest.raises(FilterError, match="the first must be earlier than the second") as refused:
        asked(question, filters=filters)
    assert (refused.value.problem, refused.value.value) == ("no time", value)


def test_arguments_whose_time_ends_before_it_begins_are_refused() -> None:
    with pytest.raises(ValueError, match="after:2024-11-02 before:2024-11-01"):
        filters_from(source=None, since="2024-11-02", until="2024-11-01", language=None)


def test_an_outlet_may_be_given_by_its_address() -> None:
    given_ = filters_from(source="https://www.bbc.com/news", since=None, until=None, language=None)
    assert given_ == Filters(source="bbc.com")


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


def test_without_the_time_in_plain_words_its_words_are_searched_for() -> None:
    query = asked("What is the latest on the pool that was closed last week?")
    other = untimed(query)
    assert other is not None
    assert "latest" not in other.topic
    assert [term.word for term in other.terms][-3:] == ["closed", "last", "week"]
    assert other.filters == Filters(newest=True, words="the latest")
    assert other.untimed is None


@pytest.mark.parametrize("question", ["Who closed it?", "Who closed it? after:2024-11-01", "latest after:2024-11-01"])
def test_only_a_time_in_plain_words_can_be_left_out(question: str) -> None:
    assert untimed(asked(question)) is None


def test_a_time_that_is_compared_with_stays_among_the_terms() -> None:
    query = asked("Giá cà phê tăng bao nhiêu so với tuần trước?", "vi")
    assert query.filters == Filters()
    assert [term.word for term in query.terms][-4:] == ["so", "với", "tuần", "trước"]


def test_an_operator_stays_when_a_date_in_the_question_proves_an_event() -> None:
    query = asked("Who resigned in November 2024? site:bbc.com")
    assert settled(query, dated_inside=False).filters == Filters(source="bbc.com")


@pytest.mark.parametrize(
    ("question", "language", "terms"),
    [
        ("Neueste Nachrichten zum Hafenbrand", "de", ["zum", "hafenbrand"]),
        ("последние новости о музее", "ru", ["о", "музее"]),
        ("latest news on the ferry", "en", ["on", "the", "ferry"]),
        ("tin mới nhất về cầu", "vi", ["về", "cầu"]),
    ],
)
def test_news_is_not_what_is_searched_for_in_the_latest_news_of_something(
    question: str, language: str, terms: list[str]
) -> None:
    query = asked(question, language)
    assert [term.word for term in query.terms] == terms
    assert query.filters.newest


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
        ("Was gibt's Neues?", "de"),
        ("Was gibts neues?", "de"),
        ("was ist neu", "de"),
        ("Có gì mới không?", "vi"),
        ("Was ist am Wochenende passiert?", "de"),
        ("son haberler", "tr"),
        ("dün ne oldu?", "tr"),
        ("geçen hafta ne oldu?", "tr"),
        ("najnowsze wiadomości", "pl"),
        ("Co nowego?", "pl"),
        ("laatste nieuws", "nl"),
        ("آخر الأخبار", "ar"),
        ("ताज़ा खबरें", "hi"),
        ("berita terbaru", "id"),
        ("最新ニュース", "ja"),
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


# --- answers ---


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two articles, both some weeks older than the questions."""
    data = tmp_path_factory.mktemp("pool")
    told = {1: "The council of Saltby closed the swimming pool.", 2: "A heron was seen on the roof of the mill."}
    rebuilt(data, *(article(n, text, published=datetime(2024, 10, 30, 12, tzinfo=UTC)) for n, text in told.items()))
    return data


def opened(pool: Path, threshold: float = 0.0) -> NewsIndex:
    return NewsIndex(pool, embedder=HashedWords(), threshold=threshold, now=lambda: NOW)


@pytest.mark.parametrize(
    "question", ["Who closed the swimming pool last week?", "Wer schloss gestern the swimming pool?"]
)
def test_where_the_articles_of_a_time_in_plain_words_do_not_tell_all_are_asked(pool: Path, question: str) -> None:
    with opened(pool) as news:
        answer = news.answer(question)
        assert answer.quotes[0].text == "The council of Saltby closed the swimming pool."
        assert (answer.filters, answer.nothing_passed) == (Filters(), False)
        assert news.search(question).filters.words


@pytest.mark.parametrize(
    ("question", "threshold"),
    [
        ("Who closed the swimming pool? after:2024-11-15", 0.0),
        ("What happened yesterday?", 0.0),
        ("Who closed the swimming pool last week?", 1.0),
        ("Who closed the swimming pool? site:nowhere.example", 0.0),
        ("Who closed the swimming pool? lang:vi", 0.0),
    ],
)
def test_where_no_article_passes_the_answer_says_so(pool: Path, question: str, threshold: float) -> None:
    with opened(pool, threshold) as news:
        answer = news.answer(question)
    assert (answer.abstained, answer.nothing_passed) == (True, True)
    assert answer.filters
    assert "There is no article from that outlet, time or language." in repr(answer)
    assert "There is no article from that outlet, time or language." in answer._repr_html_()
    told = [
        "None of the articles I have are from that outlet, time or language.",
        "Aus dieser Quelle, Zeit oder Sprache habe ich keinen Artikel.",
        "Tôi không có bài báo nào thuộc nguồn, thời gian hoặc ngôn ngữ đó.",
        "Je n’ai aucun article de ce média, de cette période ou dans cette langue.",
        "No tengo ningún artículo de ese medio, de esas fechas o en ese idioma.",
        "У меня нет статей из этого издания, за это время или на этом языке.",
    ]
    asked_ = Asked(question=question, continued=False, answer=answer)
    shown = [answer_view(answer, messages, now=NOW).texts[0] for messages in LANGUAGES]
    assert [text.split("\n")[0] for text in shown] == told
    assert [answer_lines(asked_, messages, now=NOW)[0] for messages in LANGUAGES] == told


@pytest.mark.parametrize("question", ["Who closed the swimming pool?", "Who closed it? after:2024-10-01"])
def test_where_articles_pass_that_do_not_tell_the_answer_does_not_say_that_there_are_none(
    pool: Path, question: str
) -> None:
    with opened(pool, 1.0) as news:
        answer = news.answer(question)
    assert (answer.abstained, answer.nothing_passed) == (True, False)
    assert "no article from" not in repr(answer)


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
    # A number right before such a script is one word where the script is cut off: «0.0昨天».
    apart = re.sub(r"(?<=\d)(?=[^\W\d])", " ", query.text)
    assert left <= {*words(query.text), *words(query.text.replace(" ", "  ")), *words(apart)}
    assert {term.word for term in query.terms} <= set(words(query.topic))


@pytest.mark.parametrize(
    ("question", "language", "about"),
    [
        ("What happened in Hamburg on Sunday?", "en", {"hamburg"}),
        ("Was passierte am Sonntag in Hamburg?", "de", {"hamburg"}),
        ("What's new in New Saltby?", "en", {"saltby"}),
        ("Any news about Ada Thornley?", "en", {"ada", "thornley"}),
        ("Neueste Nachrichten zum Hafenbrand", "de", {"hafenbrand"}),
        ("Có tin gì mới về Hà Nội?", "vi", {"hà", "nội"}),
        ("Who resigned in Hamburg on Sunday?", "en", set()),  # asks for more
        ("Where is Hamburg?", "en", set()),  # asks neither for a time nor for news
        ("What happened on Sunday?", "en", set()),
    ],
)
def test_the_names_whose_news_is_asked_for_are_told_from_what_else_is_asked(
    question: str, language: str, about: set[str]
) -> None:
    assert asked(question, language).about == about
