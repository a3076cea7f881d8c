from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.locale import LANGUAGES, Messages, choose, guess
from fakes import CannedNews
from index.filters import Filters
from index.types import Status

ENGLISH, GERMAN, VIETNAMESE = LANGUAGES


@pytest.mark.parametrize("messages", LANGUAGES, ids=lambda messages: messages.code)
def test_every_text_of_every_language_is_there_and_telegram_takes_it(messages: Messages) -> None:
    moment = datetime(2024, 3, 5, tzinfo=UTC)
    some = CannedNews().status()
    for field in fields(messages):
        value = getattr(messages, field.name)
        calls = {
            "date": moment,
            "updated": moment,
            "index_of": moment,
            "read_at": moment,
            "taken_from": "paper.example",
            "holdings": some,
            "in_groups": "newsbot",
            "more": 3,
            "undated_left_out": 3,
            "understood": Filters(newest=True),
            "undo": "last week",
            "no_date": "soon",
            "no_language": "klingon",
        }
        texts = value if isinstance(value, tuple) else [value(calls[field.name]) if callable(value) else value]
        assert texts
        for text in texts:
            assert text.strip() == text
            assert text
            assert not re.search("[<>&]", text)
    assert 2 <= len(messages.examples) <= 3
    assert len(messages.start_command) <= 256
    assert len(messages.help_command) <= 256
    assert len(messages.status_command) <= 256
    assert "/help" in messages.unknown_command
    assert "/quit" in messages.in_terminal


@pytest.mark.parametrize(
    ("messages", "expected"), [(ENGLISH, "30 Nov 2024"), (GERMAN, "30. November 2024"), (VIETNAMESE, "30/11/2024")]
)
def test_a_date_is_the_day_in_utc_as_the_language_writes_it(messages: Messages, expected: str) -> None:
    late = datetime(2024, 12, 1, 3, 0, tzinfo=timezone(timedelta(hours=7)))
    assert messages.date(late) == expected


def status(articles: int, languages: dict[str, int], newest: datetime | None) -> Status:
    moment = datetime(2024, 12, 1, tzinfo=UTC)
    return Status(
        articles=articles, chunks=9, newest=newest, generation=1, published=moment, model="m", languages=languages
    )


@pytest.mark.parametrize(
    ("messages", "one", "many"),
    [
        (
            ENGLISH,
            "I have 1 article, without dates.",
            "I have 1,200 articles in 2 languages; the newest is from 9 Mar 2024.",
        ),
        (
            GERMAN,
            "Ich habe 1 Artikel, ohne Datumsangaben.",
            "Ich habe 1.200 Artikel in 2 Sprachen; der neueste ist vom 9. März 2024.",
        ),
        (
            VIETNAMESE,
            "Tôi có 1 bài báo, không rõ ngày đăng.",
            "Tôi có 1.200 bài báo bằng 2 ngôn ngữ; bài mới nhất đăng ngày 09/03/2024.",
        ),
    ],
)
def test_holdings_count_articles_and_known_languages(messages: Messages, one: str, many: str) -> None:
    assert messages.holdings(status(1, {"und": 1}, None)) == one
    assert messages.holdings(status(1200, {"de": 700, "en": 400, "und": 100}, datetime(2024, 3, 9, tzinfo=UTC))) == many


def test_one_article_left_out_is_said_in_the_singular() -> None:
    assert ENGLISH.undated_left_out(1).startswith("1 article without a date was")
    assert GERMAN.undated_left_out(1).startswith("1 Artikel ohne Datum blieb ")
    assert GERMAN.undated_left_out(1234).startswith("1.234 Artikel ohne Datum blieben ")


@pytest.mark.parametrize(
    ("code", "question", "expected"),
    [
        ("de", None, "de"),
        ("de-AT", None, "de"),
        ("vi_VN.UTF-8", None, "vi"),
        ("EN", "Wer ist das?", "en"),
        ("fr", "Wer ist das?", "de"),
        ("fr", "Qui est-ce ?", "en"),
        (None, "Wer ist das?", "de"),
        (None, "Ai đã thắng cử ở thành phố?", "vi"),
        (None, "Who was it?", "en"),
        (None, None, "en"),
        ("", "", "en"),
    ],
)
def test_the_language_is_that_of_the_reader_else_of_the_question_else_english(
    code: str | None, question: str | None, expected: str
) -> None:
    assert choose(code, question).code == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wie viele Container kamen an?", "de"),
        ("Welche Häfen sind offen?", "de"),
        ("What was the die made of?", None),
        ("Wie was het?", None),
        ("Bao nhie\u0302u ngu\u031bo\u031b\u0300i?", "vi"),
        ("", None),
    ],
)
def test_only_a_plain_sign_of_a_language_counts(question: str, expected: str | None) -> None:
    assert guess(question) == expected


WEEK = Filters(since=datetime(2024, 11, 11, tzinfo=UTC), until=datetime(2024, 11, 18, tzinfo=UTC))


@pytest.mark.parametrize(
    ("filters", "english", "german", "vietnamese"),
    [
        (
            replace(WEEK, undated=True, words="last week"),
            "Only articles from 11–17 Nov 2024 (“last week”) or undated.",
            "Nur Artikel vom 11. bis 17. November 2024 („last week“) oder ohne Datum.",
            "Chỉ các bài từ 11/11/2024 đến 17/11/2024 (“last week”) hoặc không rõ ngày.",
        ),
        (
            replace(WEEK, since=datetime(2024, 10, 28, tzinfo=UTC), source="bbc.com", newest=True),
            "Only articles from bbc.com, 28 Oct – 17 Nov 2024, newest first.",
            "Nur Artikel von bbc.com, vom 28. Oktober bis 17. November 2024, die neuesten zuerst.",
            "Chỉ các bài của bbc.com, từ 28/10/2024 đến 17/11/2024, mới nhất xếp trước.",
        ),
        (
            replace(WEEK, since=datetime(2023, 12, 28, tzinfo=UTC)),
            "Only articles from 28 Dec 2023 – 17 Nov 2024.",
            "Nur Artikel vom 28. Dezember 2023 bis 17. November 2024.",
            "Chỉ các bài từ 28/12/2023 đến 17/11/2024.",
        ),
        (
            replace(WEEK, until=datetime(2024, 11, 12, tzinfo=UTC), words="on Monday"),
            "Only articles from 11 Nov 2024 (“on Monday”).",
            "Nur Artikel vom 11. November 2024 („on Monday“).",
            "Chỉ các bài ngày 11/11/2024 (“on Monday”).",
        ),
        (
            Filters(source="bbc.com", since=datetime(2024, 11, 1, tzinfo=UTC), language="de"),
            "Only articles from bbc.com, since 1 Nov 2024, in German.",
            "Nur Artikel von bbc.com, ab dem 1. November 2024, auf Deutsch.",
            "Chỉ các bài của bbc.com, từ ngày 01/11/2024, bằng tiếng Đức.",
        ),
        (
            Filters(until=datetime(2024, 3, 1, tzinfo=UTC)),
            "Only articles before 1 Mar 2024.",
            "Nur Artikel vor dem 1. März 2024.",
            "Chỉ các bài trước ngày 01/03/2024.",
        ),
        (Filters(language="yo"), "Only articles in yo.", "Nur Artikel auf yo.", "Chỉ các bài bằng yo."),
        (
            Filters(newest=True, words="latest"),
            "Newest first (“latest”).",
            "Die neuesten zuerst („latest“).",
            "Bài mới nhất xếp trước (“latest”).",
        ),
        (
            Filters(newest=True, words="latest", language="vi"),
            "Only articles in Vietnamese, newest first (“latest”).",
            "Nur Artikel auf Vietnamesisch, die neuesten zuerst („latest“).",
            "Chỉ các bài bằng tiếng Việt, mới nhất xếp trước (“latest”).",
        ),
    ],
)
def test_what_was_understood_is_a_sentence_with_dates_as_the_language_writes_them(
    filters: Filters, english: str, german: str, vietnamese: str
) -> None:
    assert [messages.understood(filters) for messages in LANGUAGES] == [english, german, vietnamese]


def test_the_days_are_those_of_the_zone_in_which_they_were_meant() -> None:
    zone = timezone(timedelta(hours=7))
    day = Filters(since=datetime(2024, 11, 19, tzinfo=zone), until=datetime(2024, 11, 20, tzinfo=zone))
    assert ENGLISH.understood(day) == "Only articles from 19 Nov 2024."
