from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locale import LANGUAGES
from bot.render import complaint
from index.analysis import words
from index.errors import FilterError
from index.operators import language_code, moment, outlet, quoted, read, without
from index.period_finding import Clock

ZONE = timezone(timedelta(hours=1))
CLOCK = Clock.at(datetime(2024, 11, 20, 15, tzinfo=ZONE))  # a Wednesday


@pytest.mark.parametrize(
    ("question", "text", "values"),
    [
        ("Who won? site:bbc.com", "Who won?", {"source": "bbc.com"}),
        ("source:bbc.com who won?", "who won?", {"source": "bbc.com"}),
        ("Who won after:2024-11-01 in Rome?", "Who won in Rome?", {"since": "2024-11-01"}),
        ("Who won? SINCE:01.11.2024", "Who won?", {"since": "01.11.2024"}),
        ("Who won? Before:yesterday.", "Who won? .", {"until": "yesterday"}),
        ("Who won? lang:de", "Who won?", {"language": "de"}),
        ("Who won? Language:German", "Who won?", {"language": "German"}),
        ('Who won? site:"The Verge"', "Who won?", {"source": "The Verge"}),
        ("Who won? site:“The Verge” now", "Who won? now", {"source": "The Verge"}),
        ("Wer gewann? site:„Die Zeit“", "Wer gewann?", {"source": "Die Zeit"}),
        ("Qui ? site:«Le Monde» after:2024", "Qui ?", {"source": "Le Monde", "since": "2024"}),
        ("Who won? site:a.com site:A.com", "Who won?", {"source": "A.com"}),
        ("Who won? lang:de lang:German", "Who won?", {"language": "German"}),
        ("Who won? after:2023 after:2024", "Who won?", {"since": "2024"}),
        ("Who won? site:https://www.bbc.com/news", "Who won?", {"source": "bbc.com"}),
        ("Who won? site:bbc.com/news", "Who won?", {"source": "bbc.com"}),
        ("Who won? site:@bbc", "Who won?", {"source": "bbc"}),
        ("Who won? site: bbc.com", "Who won?", {"source": "bbc.com"}),
        ("Who won? site: BBC", "Who won?", {"source": "BBC"}),
        ('Who won site: "The Verge"', "Who won", {"source": "The Verge"}),
        ("site: ferry accident", "accident", {"source": "ferry"}),
        ("Who won since: Monday", "Who won", {"since": "Monday"}),
        ("Who won? lang: de", "Who won?", {"language": "de"}),
        ("before: after:2024 x", "before: x", {"since": "2024"}),
        ("1 after:2024 000 boats", "1 / 000 boats", {"since": "2024"}),
        ("Who won? (site:bbc.com)", "Who won? ( )", {"source": "bbc.com"}),
    ],
)
def test_operators_are_cut_out_whatever_their_case_and_quotes(question: str, text: str, values: dict[str, str]) -> None:
    found = read(question)
    assert (found.text, dict(found.values)) == (text, values)


@pytest.mark.parametrize(
    "question",
    [
        "Is this what you asked before: nothing?",
        "What did they find at the site: gold?",
        "What was the site like before: a wood?",
        "Which lang: none?",
        "Site: bbc.com",
        "Is x -site: bbc.com",
        "https://search.example/?site:bbc",
        "open-source:yes",
        'What does "site:bbc.com" mean?',
        "What does «after:2024 and lang:de» mean?",
        "What does 'after:2024' mean?",
        "Who  won\nthere?",
        'site:""',
        "site:...",
    ],
)
def test_what_is_quoted_or_only_looks_like_an_operator_stays(question: str) -> None:
    found = read(question)
    assert (found.text, found.values) == (question, {})


@pytest.mark.parametrize(
    ("question", "fault", "value"),
    [
        ("Who won? -site:bbc.com", "excluded", "-site:bbc.com"),
        ("Who won? -LANG:de.", "excluded", "-LANG:de"),
        ("Who won? site:a OR site:b", "several", "a, b"),
        ("Who won? site:a.com source:b.com", "several", "a.com, b.com"),
        ("Who won? lang:de lang:fr", "several", "de, fr"),
    ],
)
def test_operators_that_cannot_be_followed_are_refused(question: str, fault: str, value: str) -> None:
    with pytest.raises(FilterError) as refused:
        read(question)
    assert (refused.value.problem, refused.value.value) == (fault, value)
    assert value in str(refused.value)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            FilterError("excluded", "-site:a"),
            [
                (
                    "In a question I can't leave anything out. Say where I should look instead, like "
                    "site:bbc.com, or leave outlets out in /settings."
                ),
                (
                    "Bei einer Frage kann ich nichts ausschließen. Schreib stattdessen, wo ich suchen soll, "
                    "zum Beispiel site:bbc.com, oder lass Quellen unter /settings aus."
                ),
                (
                    "Trong câu hỏi, tôi không loại trừ được gì. Bạn hãy viết nơi tôi nên tìm, ví dụ "
                    "site:bbc.com, hoặc bỏ qua nguồn trong /settings."
                ),
                (
                    "Je ne peux rien exclure dans une question. Indiquez plutôt où je dois chercher, par "
                    "exemple site:bbc.com, ou excluez des médias dans /settings."
                ),
                (
                    "En una pregunta no puedo excluir nada. Di más bien dónde debo buscar, por ejemplo "
                    "site:bbc.com, o excluye medios en /settings."
                ),
                (
                    "В вопросе исключать я не умею. Лучше укажите, где искать, например site:bbc.com, или "
                    "исключите издания в /settings."
                ),
            ],
        ),
        (
            FilterError("several", "a, b"),
            [
                "I can look in only one outlet and one language at a time. Please name just one.",
                "Ich kann nur in einer Quelle und einer Sprache auf einmal suchen. Nenn bitte nur eine.",
                "Mỗi lần tôi chỉ tìm được trong một nguồn và một ngôn ngữ. Bạn hãy chỉ nêu một thôi.",
                "Je ne peux chercher que dans un média et une langue à la fois. N’en indiquez qu’un, s’il vous plaît.",
                "Solo puedo buscar en un medio y en un idioma a la vez. Indica solo uno, por favor.",
                "За один раз я могу искать только в одном издании и на одном языке. Пожалуйста, укажите что-то одно.",
            ],
        ),
        (
            FilterError("no time", "after:2025 before:2024"),
            [
                "No time lies between those dates: the one with after: must be earlier than the one with before:.",
                "Zwischen diesen Daten liegt keine Zeit: Das Datum bei after: muss vor dem bei before: liegen.",
                "Giữa hai ngày đó không có khoảng thời gian nào: ngày sau after: phải sớm hơn ngày sau before:.",
                "Il n’y a rien entre ces dates\u202f: celle de after: doit précéder celle de before:.",
                "No queda ningún tiempo entre esas fechas: la de after: debe ser anterior a la de before:.",
                "Между этими датами нет времени: дата в after: должна быть раньше даты в before:.",
            ],
        ),
    ],
)
def test_a_reader_is_told_in_each_language_why_operators_cannot_be_followed(
    error: FilterError, told: list[str]
) -> None:
    assert [complaint(error, messages) for messages in LANGUAGES] == told


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("https://www.BBC.com:443/news?x=1", "bbc.com"),
        ("news.bbc.co.uk/a/b", "news.bbc.co.uk"),
        ("@bbc", "bbc"),
        ("The Verge", "The Verge"),
        ("AP/Reuters", "AP/Reuters"),
        ("http://[", "http://["),
        ("https://", "https://"),
        ("@", "@"),
    ],
)
def test_an_outlet_is_called_by_its_name_or_host(written: str, name: str) -> None:
    assert outlet(written) == name


@given(
    # No number in a value: what stands on both sides of «after:1» is one number with it, and another without.
    st.lists(st.sampled_from(["site:a", "after:may", '"', "12", "345", "x", "三", "(", "lang:'b c'", " "]), max_size=9)
)
def test_cutting_never_invents_words(pieces: list[str]) -> None:
    question = " ".join(pieces)
    # Two blanks part «1 345», which is one number.
    assert set(words(read(question).text)) <= {*words(question), *words(question.replace(" ", "  "))}


def test_apostrophes_are_no_quotation_marks() -> None:
    text = "the players' union said the owners' offer isn't 'final'"
    assert [text[start:end] for start, end in quoted(text)] == ["'final'"]


def test_what_is_left_is_joined_by_single_blanks() -> None:
    assert without("ab  cd  ef", [(0, 2), (4, 6)]) == "ef"
    assert without("ab  cd  ef", [(4, 6)]) == "ab ef"
    assert without("", []) == ""


@pytest.mark.parametrize(
    ("written", "year", "month", "day"),
    [
        ("2024-11-01", 2024, 11, 1),
        ("20241101", 2024, 11, 1),
        ("2024-11", 2024, 11, 1),
        ("2024/11", 2024, 11, 1),
        ("11/2024", 2024, 11, 1),
        ("11.2024", 2024, 11, 1),
        ("2024", 2024, 1, 1),
        ("2024/11/02", 2024, 11, 2),
        ("01.11.2024", 2024, 11, 1),
        ("1.11.24", 2024, 11, 1),
        ("30.11.24", 2024, 11, 30),
        ("20.11.", 2024, 11, 20),
        ("20.11", 2024, 11, 20),
        ("21.11.", 2023, 11, 21),
        ("29.2", 2024, 2, 29),
        ("19/11", 2024, 11, 19),
        ("11/02/2024", 2024, 11, 2),  # English puts the month first
        ("30/11/2024", 2024, 11, 30),
        ("1 November 2024", 2024, 11, 1),
        ("November 1, 2024", 2024, 11, 1),
        ("Nov 2024", 2024, 11, 1),
        ("October", 2024, 10, 1),
        ("yesterday", 2024, 11, 19),
        ("gestern", 2024, 11, 19),
        ("hôm qua", 2024, 11, 19),
        ("вчера", 2024, 11, 19),
        ("昨天", 2024, 11, 19),
        ("last week", 2024, 11, 11),
        ("3 days ago", 2024, 11, 17),
        ("Monday", 2024, 11, 18),
        ("Montag", 2024, 11, 18),
        ("2024年11月30日", 2024, 11, 30),
        ("tomorrow", 2024, 11, 21),
    ],
)
def test_a_date_may_be_written_in_any_common_form_and_begins_at_midnight(
    written: str, year: int, month: int, day: int
) -> None:
    assert moment(written, CLOCK) == datetime(year, month, day, tzinfo=ZONE)


def test_the_questions_language_says_what_comes_first() -> None:
    assert moment("01/02/2024", CLOCK, "vi") == datetime(2024, 2, 1, tzinfo=ZONE)
    assert moment("01/02/2024", CLOCK, "en") == datetime(2024, 1, 2, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-11-01T06:30", datetime(2024, 11, 1, 6, 30, tzinfo=ZONE)),
        ("2024-11-01T06:30Z", datetime(2024, 11, 1, 7, 30, tzinfo=ZONE)),
        ("2024-11-01T06:30+07:00", datetime(2024, 11, 1, 0, 30, tzinfo=ZONE)),
        ("1 November 2024 06:30", datetime(2024, 11, 1, 6, 30, tzinfo=ZONE)),
        ("1 November 2024 06:30 +0700", datetime(2024, 11, 1, 0, 30, tzinfo=ZONE)),
        ("31.03.2024 12:00", datetime(2024, 3, 31, 12, tzinfo=ZONE)),
        ("3.11. 8:15", datetime(2024, 11, 3, 8, 15, tzinfo=ZONE)),
    ],
)
def test_a_time_of_day_and_a_zone_are_kept(written: str, meant: datetime) -> None:
    assert moment(written, CLOCK) == meant


@pytest.mark.parametrize("written", ["2024-03-31T12:00", "31.03.2024 12:00", "31 March 2024 12:00"])
def test_a_time_of_day_is_what_the_clock_shows_also_when_it_changes(written: str) -> None:
    berlin = Clock.at(datetime(2024, 11, 20, 15, tzinfo=ZoneInfo("Europe/Berlin")))
    assert moment(written, berlin, "de") == datetime(2024, 3, 31, 10, tzinfo=UTC)


def test_a_clock_without_a_zone_is_the_machines() -> None:
    local = Clock.at(None)
    assert moment("2024-07-01 12:00", local) == datetime(2024, 7, 1, 12).astimezone()


@pytest.mark.parametrize(
    "written",
    [
        "",
        "31.02.",
        "40/40",
        "31.03.2024 25:00",
        "99.99.2024 12:00",
        " ",
        "soon",
        "maybe",
        "a",
        "5",
        "17",
        "-1",
        "1e5",
        "2024-13-01",
        "2024-02-30",
        "2024-13",
        "0001-01-01",
        "9999-12-31",
        "31.02.2024",
        "12 12 12",
        "2199",
        "x" * 500,
    ],
)
def test_what_is_no_date_of_our_time_is_refused(written: str) -> None:
    with pytest.raises(FilterError, match=r"not a date: .*; write it like '2024-11-30', '2024-11'"):
        moment(written, CLOCK)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_refused(written: str) -> None:
    try:
        assert moment(written, CLOCK).tzinfo is not None
    except FilterError as error:
        assert error.value == written  # noqa: PT017 -- both ends are right


@pytest.mark.parametrize(("name", "code"), [("de", "de"), ("German", "de"), ("tiếng Việt", "vi"), ("pt-BR", "pt")])
def test_a_language_is_known_by_code_and_name(name: str, code: str) -> None:
    assert language_code(name) == code


def test_a_language_that_news_is_not_in_is_refused() -> None:
    with pytest.raises(FilterError, match="unknown language 'klingon'") as refused:
        language_code("klingon")
    assert (refused.value.problem, refused.value.value) == ("language", "klingon")
