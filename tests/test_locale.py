from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.locale import LANGUAGES, Messages, choose, guess
from fakes import CannedNews
from index.types import Status

ENGLISH, GERMAN, VIETNAMESE = LANGUAGES


@pytest.mark.parametrize("messages", LANGUAGES, ids=lambda messages: messages.code)
def test_every_text_of_every_language_is_there_and_telegram_takes_it(messages: Messages) -> None:
    moment = datetime(2024, 3, 5, tzinfo=UTC)
    some = CannedNews().status()
    for field in fields(messages):
        value = getattr(messages, field.name)
        calls = {"date": moment, "holdings": some, "in_groups": "newsbot", "more": 3, "undated_left_out": 3}
        texts = value if isinstance(value, tuple) else [value(calls[field.name]) if callable(value) else value]
        assert texts
        for text in texts:
            assert text.strip() == text
            assert text
            assert not re.search("[<>&]", text)
    assert 2 <= len(messages.examples) <= 3
    assert len(messages.start_command) <= 256
    assert len(messages.help_command) <= 256
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
