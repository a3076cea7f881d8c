from __future__ import annotations

import ast
import gettext
import json
import os
import re
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import bot.locale
from bot.locale import LANGUAGES, Messages, choose, guess
from bot.locale.translations import _read, translations
from bot.text import units
from fakes import CannedNews
from index.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.types import Status

ENGLISH, GERMAN, VIETNAMESE, FRENCH, SPANISH, RUSSIAN = LANGUAGES
TRANSLATED = [messages.code for messages in LANGUAGES[1:]]
PACKAGE = Path(bot.locale.__file__).parent
CATALOGS = PACKAGE / "catalogs"
MOMENT = datetime(2024, 11, 30, 6, 5, tzinfo=UTC)
Id = str | tuple[str, str]


@cache
def texts_of_the_code() -> frozenset[Id]:
    """The English texts that Babel's extractor finds."""
    found = Catalog()
    for _, _, text, _, context in extract_from_dir(PACKAGE, method_map=[("**.py", "python")]):
        found.add(text, context=context)
    return frozenset(message_id(message.id) for message in found if message.id)


@cache
def catalog(code: str) -> Catalog:
    with (CATALOGS / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


def message_id(found: str | list[str] | tuple[str, ...]) -> Id:
    return found if isinstance(found, str) else (found[0], found[1])


def translated(code: str) -> Iterator[tuple[str, list[str]]]:
    """Each text in English (of two forms the second) with its translation, or the forms of it."""
    for message in catalog(code):
        if message.id:
            forms = [message.string] if isinstance(message.string, str) else message.string
            yield (message.id if isinstance(message.id, str) else message.id[1]), list(forms or [])


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def test_there_is_a_catalog_for_every_language_but_english_and_it_is_installed() -> None:
    assert sorted(path.stem for path in CATALOGS.iterdir()) == sorted(TRANSLATED)
    project = tomllib.loads((PACKAGE.parent.parent / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["setuptools"]["package-data"]["bot.locale"] == ["catalogs/*.po"]


def test_every_text_in_the_code_stands_where_the_extractor_finds_it() -> None:
    asked: set[Id] = set()
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(ast.Attribute(ast.Name("self"), "_"), [text]):
                    asked.add(ast.literal_eval(text))
                case ast.Call(ast.Attribute(ast.Name("self"), "ngettext"), [one, many, _]):
                    asked.add((ast.literal_eval(one), ast.literal_eval(many)))
    assert asked == texts_of_the_code()
    assert len(asked) > 100


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalog_holds_exactly_the_texts_of_the_code_and_each_is_translated(code: str) -> None:
    po = catalog(code)
    assert {message_id(message.id) for message in po if message.id} == texts_of_the_code()
    assert not po.obsolete
    assert not [message.id for message in po if message.id and (message.fuzzy or message.context)]
    assert all(form.strip() for _, forms in translated(code) for form in forms)
    # Babel merges what stands twice.
    assert (CATALOGS / f"{code}.po").read_text("utf-8").count("\nmsgid ") == len(po)


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_text(code: str) -> None:
    for text, forms in translated(code):
        assert [placeholders(form) for form in forms] == [placeholders(text)] * len(forms), text


@pytest.mark.parametrize("code", TRANSLATED)
def test_plural_forms_are_those_that_cldr_gives_whole_numbers(code: str) -> None:
    po = catalog(code)
    form = gettext.c2py(po.plural_expr)
    assert po.locale is not None
    numbers = (*range(250), 1000, 10**6, 10**6 + 1, 3 * 10**6)
    pairs = {(form(number), po.locale.plural_form(number)) for number in numbers}
    # In Vietnamese no word changes with a number, whatever CLDR counts.
    assert len(pairs) == len({tag for _, tag in pairs})
    assert po.num_plurals == len({index for index, _ in pairs}) == (1 if code == "vi" else len(pairs))
    assert {len(forms) for _, forms in translated(code)} == {1, po.num_plurals}


SAME_AS_ENGLISH = {
    "de": {"{name}: {count}", "{date}, {time} UTC"},
    "vi": {"{told} (“{words}”)", "{name}: {count}"},
    "fr": {"{count} articles", "{date}, {time} UTC"},
    "es": {"{name}: {count}", "{date}, {time} UTC"},
    "ru": {"{name}: {count}", "{date}, {time} UTC"},
}


@pytest.mark.parametrize("code", TRANSLATED)
def test_nothing_is_left_in_english(code: str) -> None:
    assert {text for text, forms in translated(code) if text in forms} == SAME_AS_ENGLISH[code]


@pytest.mark.parametrize("code", TRANSLATED)
def test_commands_and_operators_are_not_translated(code: str) -> None:
    commands = r"/(?:settings (?:language|quotes|time|without|with)\b|\w+)"
    operators = r"(?:after|before):\d[\d-]*|site:bbc\.com|lang:|after:"
    for text, forms in translated(code):
        for form in forms:
            for kept in (commands, operators):
                assert sorted(re.findall(kept, form)) == sorted(re.findall(kept, text)), text


def test_every_language_quotes_and_spaces_as_it_is_written_there() -> None:
    every = {code: [form for _, forms in translated(code) for form in forms] for code in TRANSLATED}
    for code, quotes in {"de": "„“", "vi": "“”", "fr": "«»", "es": "«»", "ru": "«»"}.items():
        said = "".join(every[code]).replace('"{words}"', "")
        assert said.count(quotes[0]) == said.count(quotes[1]) > 0
        assert not re.search('["„“”«»]', said.translate(str.maketrans("", "", quotes)))
        assert "'" not in said
        assert "..." not in said
    for form in every["fr"]:
        # A narrow no-break space stands before these, but for the colon of an operator.
        plain = re.sub(r"(?:site|after|before|lang):", "", form)
        assert not re.search("(?<!\u202f)[?!;:»]|«(?!\u202f)", plain), form
    for form in every["es"]:
        assert form.count("¿") == form.count("?")
        assert form.count("¡") == form.count("!")


STATUS = CannedNews().status()
CALLS: dict[str, list[Callable[[Messages], str]]] = {
    "ago": [lambda messages: messages.ago(timedelta(hours=3))],
    "articles_per": [lambda messages: messages.articles_per("week")],
    "as_of": [
        lambda messages: messages.as_of(MOMENT, MOMENT, MOMENT),
        lambda messages: messages.as_of(None, MOMENT, MOMENT),
    ],
    "asked": [lambda messages: messages.asked("Wer?")],
    "blocked": [lambda messages: messages.blocked(12)],
    "context_heading": [lambda messages: messages.context_heading(1)],
    "context_of": [lambda messages: messages.context_of(1)],
    "date": [lambda messages: messages.date(MOMENT)],
    "date_and_time": [lambda messages: messages.date_and_time(MOMENT)],
    "day": [lambda messages: messages.day(MOMENT.date())],
    "day_of_year": [lambda messages: messages.day_of_year(MOMENT.date())],
    "group_not_allowed": [lambda messages: messages.group_not_allowed(-100123)],
    "holdings": [
        lambda messages: messages.holdings(STATUS),
        lambda messages: messages.holdings(replace(STATUS, articles=0)),
        lambda messages: messages.holdings(replace(STATUS, newest=None)),
    ],
    "in_groups": [lambda messages: messages.in_groups("newsbot")],
    "index_of": [lambda messages: messages.index_of(MOMENT)],
    "language_name": [lambda messages: messages.language_name("de")],
    "latest_about": [lambda messages: messages.latest_about("Kursk")],
    "month": [lambda messages: messages.month(MOMENT.date())],
    "name_in_text": [lambda messages: messages.name_in_text("de")],
    "no_date": [lambda messages: messages.no_date("soon")],
    "no_language": [lambda messages: messages.no_language("klingon")],
    "not_allowed": [lambda messages: messages.not_allowed(123)],
    "nothing_latest": [lambda messages: messages.nothing_latest("Kursk")],
    "passages_heading": [lambda messages: messages.passages_heading("Wer?")],
    "privacy": [
        lambda messages: messages.privacy(kept=True, days=7),
        lambda messages: messages.privacy(kept=False, days=1),
    ],
    "read_at": [lambda messages: messages.read_at(MOMENT)],
    "reloaded": [lambda messages: messages.reloaded(5)],
    "settings_wrong": [lambda messages: messages.settings_wrong("soon")],
    "stats_since": [lambda messages: messages.stats_since(MOMENT.date())],
    "taken_from": [lambda messages: messages.taken_from("paper.example")],
    "topic_none": [lambda messages: messages.topic_none("Kursk")],
    "topic_title": [lambda messages: messages.topic_title("Kursk")],
    "unblocked": [lambda messages: messages.unblocked(12)],
    "understood": [lambda messages: messages.understood(Filters(newest=True))],
    "understood_as": [lambda messages: messages.understood_as("Wer?")],
    "undo": [lambda messages: messages.undo("last week")],
    "updated": [lambda messages: messages.updated(MOMENT)],
    "year": [lambda messages: messages.year(MOMENT.date())],
}
COUNTED: dict[str, Callable[[Messages, int], str]] = {
    "more": Messages.more,
    "muted": Messages.muted,
    "number": Messages.number,
    "outlet": lambda messages, count: messages.outlet(count, MOMENT) + messages.outlet(count, None),
    "slow_down": Messages.slow_down,
    "sources_heading": Messages.sources_heading,
    "stat": lambda messages, count: messages.stat("good", count) + messages.stat("what is new", count),
    "stats_blocked": Messages.stats_blocked,
    "stats_people": Messages.stats_people,
    "topic_total": lambda messages, count: messages.topic_total(count, 0) + messages.topic_total(count, count),
    "undated_left_out": Messages.undated_left_out,
    "window": Messages.window,
}
COUNTS = (0, 1, 2, 5, 21, 10**6)


def every_text(messages: Messages) -> Iterator[tuple[str, str]]:
    """The name and the text of all a language says."""
    for name in dir(Messages):
        if name.startswith("_") or name == "ngettext":
            continue
        if not isinstance(getattr(Messages, name), property):
            assert name in CALLS or name in COUNTED, "a new message: say here how it is called"
            yield from ((name, call(messages)) for call in CALLS.get(name, []))
            if name in COUNTED:
                yield from ((name, COUNTED[name](messages, count)) for count in COUNTS)
            continue
        value: Any = getattr(messages, name)
        yield from ((name, text) for text in ([value] if isinstance(value, str) else value))
        if isinstance(value, dict):
            yield from ((name, text) for text in value.values())


COLON_FOLLOWS = (
    "also_reported_by", "prompt", "language_setting", "quotes_setting", "window_setting", "sources_setting",
)  # fmt: skip


@pytest.mark.parametrize("messages", LANGUAGES, ids=lambda messages: messages.code)
def test_every_text_can_be_said_and_is_plain(messages: Messages) -> None:
    said = list(every_text(messages))
    assert len(said) > 150
    for name, text in said:
        # A colon follows these, in French after a space.
        assert (text.rstrip("\u202f") if name in COLON_FOLLOWS else text) == text.strip(), name
        assert text.strip(), name
        assert not re.search(r"[<>&{}]|\.\.|  |\\", text), name


BUTTONS = (
    "more_passages", "this_week", "all_time", "language_setting", "quotes_setting", "window_setting", "sources_setting",
    "automatic", "back", "all_outlets_on", "delete_button", "keep_button", "inline_open",
)  # fmt: skip


@pytest.mark.parametrize("messages", LANGUAGES, ids=lambda messages: messages.code)
def test_telegram_has_room_for_buttons_commands_and_alerts(messages: Messages) -> None:
    on_buttons = [getattr(messages, name) for name in BUTTONS] + [messages.context_of(3), messages.muted(21)]
    on_buttons += [messages.window(days) for days in (None, 1, 7, 30, 365)]
    assert max(units(text) for text in on_buttons) <= 40
    assert list(messages.commands) == [
        "start", "help", "latest", "topic", "sources", "status", "settings", "new", "privacy", "delete_me",
    ]  # fmt: skip
    assert max(units(text) for text in messages.commands.values()) <= 256
    alerts = (messages.too_old, messages.context_gone, messages.thanks_bad, messages.no_more_passages)
    assert max(units(text) for text in alerts) <= 200
    assert units(messages.inline_hint) <= 64


@pytest.mark.parametrize("messages", LANGUAGES, ids=lambda messages: messages.code)
def test_texts_name_the_commands_that_help(messages: Messages) -> None:
    assert len(messages.examples) == 3
    assert "/help" in messages.unknown_command
    assert "/quit" in messages.in_terminal
    assert "/delete_me" in messages.privacy(kept=True, days=7)
    assert messages.privacy(kept=True, days=7) != messages.privacy(kept=False, days=7)


@pytest.mark.parametrize(
    ("messages", "day", "moment", "number", "ago"),
    [
        (ENGLISH, "30 Nov 2024", "30 Nov 2024, 06:05 UTC", "1,234,567", ("2 hours ago", "1 year ago")),
        (GERMAN, "30.11.2024", "30.11.2024, 06:05 UTC", "1.234.567", ("vor 2 Stunden", "vor 1 Jahr")),
        (VIETNAMESE, "30/11/2024", "06:05 UTC, 30/11/2024", "1.234.567", ("2 giờ trước", "1 năm trước")),
        (
            FRENCH,
            "30 nov. 2024",
            "30 nov. 2024, 06:05 UTC",
            "1\u202f234\u202f567",
            ("il y a 2 heures", "il y a 1 an"),
        ),
        (SPANISH, "30 nov 2024", "30 nov 2024, 6:05 UTC", "1.234.567", ("hace 2 horas", "hace 1 año")),
        (
            RUSSIAN,
            "30 нояб. 2024\u202fг.",
            "30 нояб. 2024\u202fг., 06:05 UTC",
            "1\u00a0234\u00a0567",
            ("2 часа назад", "1 год назад"),
        ),
    ],
    ids=lambda value: value.code if isinstance(value, Messages) else "",
)
def test_dates_and_numbers_are_written_as_the_language_does(
    messages: Messages, day: str, moment: str, number: str, ago: tuple[str, str]
) -> None:
    far_east = MOMENT.astimezone(timezone(timedelta(hours=19)))
    assert far_east.day == 1
    assert (messages.date(far_east), messages.date_and_time(far_east)) == (day, moment)
    assert messages.day(date(2024, 11, 30)) == day
    assert messages.number(1234567) == number
    assert (messages.ago(timedelta(hours=2, minutes=10)), messages.ago(timedelta(days=370))) == ago


def test_a_month_is_written_as_it_stands_by_itself() -> None:
    may, september = date(2024, 5, 31), date(2024, 9, 1)
    assert [messages.month(may) for messages in LANGUAGES] == ["May", "Mai", "Tháng 5", "mai", "may", "май"]
    assert [messages.month(september) for messages in (ENGLISH, GERMAN)] == ["Sept", "Sep"]
    assert [messages.year(may) for messages in LANGUAGES] == ["2024"] * 6


def test_nothing_was_in_the_future_or_just_now() -> None:
    assert ENGLISH.ago(timedelta(0)) == ENGLISH.ago(timedelta(minutes=-5)) == "1 second ago"


def test_an_answer_is_as_of_its_newest_article_and_its_index() -> None:
    now = MOMENT + timedelta(hours=2)
    assert ENGLISH.as_of(MOMENT, MOMENT, now) == "Newest article 30 Nov 2024 · index made 2 hours ago"
    assert GERMAN.as_of(MOMENT, MOMENT, now) == "Neuester Artikel vom 30.11.2024 · Index vor 2 Stunden erstellt"
    assert FRENCH.as_of(None, MOMENT, now) == "Articles sans date · index créé il y a 2 heures"


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (ENGLISH, {1: "1 article, undated", 2: "2 articles, undated", 1200: "1,200 articles, undated"}),
        (GERMAN, {1: "1 Artikel, ohne Datum", 1200: "1.200 Artikel, ohne Datum"}),
        (VIETNAMESE, {1: "1 bài, không rõ ngày", 21: "21 bài, không rõ ngày"}),
        (
            FRENCH,
            {
                1: "1 article, sans date",
                2: "2 articles, sans date",
                10**6: "1\u202f000\u202f000 d’articles, sans date",
            },
        ),
        (
            SPANISH,
            {1: "1 artículo, sin fecha", 5: "5 artículos, sin fecha", 10**6: "1.000.000 de artículos, sin fecha"},
        ),
        (
            RUSSIAN,
            {
                1: "1 статья, без даты",
                2: "2 статьи, без даты",
                5: "5 статей, без даты",
                11: "11 статей, без даты",
                21: "21 статья, без даты",
                103: "103 статьи, без даты",
            },
        ),
    ],
    ids=lambda value: value.code if isinstance(value, Messages) else "",
)
def test_a_number_goes_with_its_plural(messages: Messages, expected: dict[int, str]) -> None:
    assert {count: messages.outlet(count, None) for count in expected} == expected


def test_seconds_are_counted_in_the_case_that_the_sentence_asks_for() -> None:
    asked = "Слишком много вопросов сразу. Пожалуйста, спросите ещё раз через "
    told = {1: "1 секунду.", 2: "2 секунды.", 5: "5 секунд.", 21: "21 секунду."}
    assert {count: RUSSIAN.slow_down(count) for count in told} == {count: asked + end for count, end in told.items()}
    assert GERMAN.slow_down(1) == "Das war viel auf einmal. Bitte frag in 1 Sekunde noch einmal."
    assert SPANISH.slow_down(12).endswith("en 12 segundos, por favor.")


def status(articles: int, languages: dict[str, int], newest: datetime | None) -> Status:
    return replace(STATUS, articles=articles, newest=newest, languages=languages)


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
            "Ich habe 1.200 Artikel in 2 Sprachen; der neueste ist vom 09.03.2024.",
        ),
        (
            VIETNAMESE,
            "Tôi có 1 bài báo, không rõ ngày đăng.",
            "Tôi có 1.200 bài báo bằng 2 ngôn ngữ; bài mới nhất đăng ngày 9/3/2024.",
        ),
        (
            FRENCH,
            "J’ai 1 article, sans dates.",
            "J’ai 1\u202f200 articles en 2 langues\u202f; le plus récent date du 9 mars 2024.",
        ),
        (
            SPANISH,
            "Tengo 1 artículo, sin fechas.",
            "Tengo 1.200 artículos en 2 idiomas; el más reciente es del 9 mar 2024.",
        ),
        (
            RUSSIAN,
            "У меня 1 статья, без дат.",
            "У меня 1\u00a0200 статей на 2 языках; дата самой новой — 9 мар. 2024\u202fг.",
        ),
    ],
    ids=lambda value: value.code if isinstance(value, Messages) else "",
)
def test_holdings_count_articles_and_known_languages(messages: Messages, one: str, many: str) -> None:
    assert messages.holdings(status(1, {"und": 1}, None)) == one
    assert messages.holdings(status(1200, {"de": 700, "en": 400, "und": 100}, datetime(2024, 3, 9, tzinfo=UTC))) == many
    assert messages.holdings(status(0, {}, None)) == messages.no_articles


def test_settings_are_told_in_words() -> None:
    assert [ENGLISH.window(days) for days in (None, 1, 7)] == ["All time", "Last 24 hours", "Last 7 days"]
    assert [RUSSIAN.window(days) for days in (1, 7, 31, 365)] == ["За сутки", "За 7 дней", "За 31 день", "За 365 дней"]
    assert [ENGLISH.muted(count) for count in (0, 1, 3)] == ["All outlets", "1 outlet left out", "3 outlets left out"]
    assert ENGLISH.stat("follow_ups", 1234) == "Follow-ups: 1,234"
    assert FRENCH.stat("good", 2) == "Bonnes réponses\u202f: 2"
    assert ENGLISH.stat("not yet named", 2) == "not yet named: 2"
    assert ENGLISH.topic_total(12, 3) == "12 articles with a date, 3 without"
    assert ENGLISH.topic_total(1, 0) == "1 article with a date"


def test_a_language_is_called_as_those_who_speak_it_do() -> None:
    names = [FRENCH.language_name(messages.code) for messages in LANGUAGES]
    assert names == ["English", "Deutsch", "Tiếng Việt", "Français", "Español", "Русский"]
    assert [ENGLISH.language_name(code) for code in ("xx", "", "x y")] == ["xx", "", "x y"]


WEEK = Filters(since=datetime(2024, 11, 11, tzinfo=UTC), until=datetime(2024, 11, 18, tzinfo=UTC))
UNDERSTOOD: list[tuple[Filters, list[str]]] = [
    (
        replace(WEEK, undated=True, words="last week"),
        [
            "Only articles from 11 Nov to 17 Nov 2024 (“last week”) or undated.",
            "Nur Artikel vom 11.11. bis 17.11.2024 („last week“) oder ohne Datum.",
            "Chỉ các bài từ 11/11 đến 17/11/2024 (“last week”) hoặc không rõ ngày.",
            "Uniquement les articles du 11 nov. au 17 nov. 2024 («\u202flast week\u202f») ou sans date.",
            "Solo artículos del 11 nov al 17 nov 2024 («last week») o sin fecha.",
            "Только статьи с 11 нояб. по 17 нояб. 2024\u202fг. («last week») или без даты.",
        ],
    ),
    (
        replace(WEEK, since=datetime(2023, 12, 28, tzinfo=UTC), source="bbc.com", newest=True),
        [
            "Only articles from bbc.com, from 28 Dec 2023 to 17 Nov 2024, newest first.",
            "Nur Artikel von bbc.com, vom 28.12.2023 bis 17.11.2024, die neuesten zuerst.",
            "Chỉ các bài của bbc.com, từ 28/12/2023 đến 17/11/2024, mới nhất xếp trước.",
            "Uniquement les articles publiés par bbc.com, du 28 déc. 2023 au 17 nov. 2024, les plus récents d’abord.",
            "Solo artículos de bbc.com, del 28 dic 2023 al 17 nov 2024, los más recientes primero.",
            "Только статьи издания bbc.com, с 28 дек. 2023\u202fг. по 17 нояб. 2024\u202fг., сначала новые.",
        ],
    ),
    (
        replace(WEEK, until=datetime(2024, 11, 12, tzinfo=UTC)),
        [
            "Only articles from 11 Nov 2024.",
            "Nur Artikel vom 11.11.2024.",
            "Chỉ các bài ngày 11/11/2024.",
            "Uniquement les articles du 11 nov. 2024.",
            "Solo artículos del 11 nov 2024.",
            "Только статьи за 11 нояб. 2024\u202fг.",
        ],
    ),
    (
        Filters(source="bbc.com", since=datetime(2024, 3, 1, tzinfo=UTC), language="de"),
        [
            "Only articles from bbc.com, since 1 Mar 2024, in German.",
            "Nur Artikel von bbc.com, ab dem 01.03.2024, auf Deutsch.",
            "Chỉ các bài của bbc.com, từ ngày 1/3/2024, bằng tiếng Đức.",
            "Uniquement les articles publiés par bbc.com, depuis le 1 mars 2024, en allemand.",
            "Solo artículos de bbc.com, desde el 1 mar 2024, en alemán.",
            "Только статьи издания bbc.com, с 1 мар. 2024\u202fг., на немецком языке.",
        ],
    ),
    (
        Filters(until=datetime(2024, 3, 1, tzinfo=UTC)),
        [
            "Only articles before 1 Mar 2024.",
            "Nur Artikel vor dem 01.03.2024.",
            "Chỉ các bài trước ngày 1/3/2024.",
            "Uniquement les articles antérieurs au 1 mars 2024.",
            "Solo artículos anteriores al 1 mar 2024.",
            "Только статьи до 1 мар. 2024\u202fг.",
        ],
    ),
    (
        Filters(newest=True, words="latest"),
        [
            "Newest first (“latest”).",
            "Die neuesten zuerst („latest“).",
            "Bài mới nhất xếp trước (“latest”).",
            "Les plus récents d’abord («\u202flatest\u202f»).",
            "Los más recientes primero («latest»).",
            "Сначала новые («latest»).",
        ],
    ),
    (
        Filters(newest=True, words="latest", language="vi"),
        [
            "Only articles in Vietnamese, newest first (“latest”).",
            "Nur Artikel auf Vietnamesisch, die neuesten zuerst („latest“).",
            "Chỉ các bài bằng tiếng Việt, mới nhất xếp trước (“latest”).",
            "Uniquement les articles en vietnamien, les plus récents d’abord («\u202flatest\u202f»).",
            "Solo artículos en vietnamita, los más recientes primero («latest»).",
            "Только статьи на вьетнамском языке, сначала новые («latest»).",
        ],
    ),
]


@pytest.mark.parametrize(("filters", "expected"), UNDERSTOOD, ids=[told[0] for _, told in UNDERSTOOD])
def test_what_was_understood_is_a_sentence(filters: Filters, expected: list[str]) -> None:
    assert [messages.understood(filters) for messages in LANGUAGES] == expected
    muted = replace(filters, excluded=frozenset(["paper"]))
    assert [messages.understood(muted) for messages in LANGUAGES] == expected


def test_of_outlets_left_out_alone_nothing_is_told() -> None:
    assert ENGLISH.understood(Filters(excluded=frozenset(["paper"]))) == ""


def test_a_language_without_a_name_is_called_by_its_code() -> None:
    assert ENGLISH.understood(Filters(language="qx")) == "Only articles in qx."


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (ENGLISH, ["Only articles in Hindi.", "Only articles in Norwegian Bokmål.", "Only articles in Polish."]),
        (
            VIETNAMESE,
            [
                "Chỉ các bài bằng tiếng Hindi.",
                "Chỉ các bài bằng tiếng Na Uy (Bokmål).",
                "Chỉ các bài bằng tiếng Ba Lan.",
            ],
        ),
        (
            RUSSIAN,
            [
                "Только статьи на языке хинди.",
                "Только статьи на языке норвежский букмол.",
                "Только статьи на польском языке.",
            ],
        ),
    ],
    ids=lambda value: value.code if isinstance(value, Messages) else "",
)
def test_a_language_is_called_as_the_sentence_asks_for(messages: Messages, expected: list[str]) -> None:
    assert [messages.understood(Filters(language=code)) for code in ("hi", "nb", "pl")] == expected


def test_what_is_stored_is_told_in_lines() -> None:
    assert ENGLISH.privacy(kept=False, days=7).splitlines() == [
        "This is what I store, under your Telegram ID:",
        "• your settings",
        "• each message to me, until I have dealt with it",
        (
            "• your questions, my answers, your votes on them and the day you last asked, for about 7 days, so that "
            "follow-up questions and buttons work"
        ),
        "I do not keep questions for longer than that.",
        (
            "/delete_me deletes all of this. I also count how often I am used, without names. "
            "Nothing leaves this machine but what goes through Telegram."
        ),
    ]
    assert RUSSIAN.privacy(kept=True, days=31).splitlines()[3:5] == [
        (
            "• ваши вопросы, мои ответы, ваши оценки этих ответов и день последнего вопроса — примерно 31 день, чтобы "
            "работали уточняющие вопросы и кнопки"
        ),
        "• ваши вопросы и нашёлся ли ответ — пока вы их не удалите",
    ]


def test_the_days_are_those_of_the_zone_in_which_they_were_meant() -> None:
    zone = timezone(timedelta(hours=7))
    day = Filters(since=datetime(2024, 11, 19, tzinfo=zone), until=datetime(2024, 11, 20, tzinfo=zone))
    assert ENGLISH.understood(day) == "Only articles from 19 Nov 2024."


def test_what_a_person_wrote_is_said_as_it_is() -> None:
    assert ENGLISH.asked("{0} {question} %s") == "You asked: {0} {question} %s"
    assert GERMAN.undo("{words}") == (
        'Wenn ich nach den Wörtern selbst suchen soll, setz sie in Anführungszeichen: "{words}"'
    )


@pytest.mark.parametrize(
    ("code", "question", "preferred", "expected"),
    [
        ("de", None, None, "de"),
        ("de-AT", None, None, "de"),
        ("vi_VN.UTF-8", None, None, "vi"),
        ("EN", "Wer ist das?", None, "en"),
        ("pt-BR", "Wer ist das?", None, "de"),
        ("pt-BR", "Quem ganhou as eleições?", None, "en"),
        ("it", "Qui est-ce ?", None, "fr"),
        (None, "Кто это был?", None, "ru"),
        (None, "Ai đã thắng cử ở thành phố?", None, "vi"),
        (None, "Who was it?", None, "en"),
        (None, None, None, "en"),
        ("", "", "", "en"),
        ("de", "Кто это был?", "es", "es"),
        ("de", "Кто это был?", "ru-RU", "ru"),
        ("de", "Кто это был?", "xx", "de"),
    ],
)
def test_the_language_is_the_chosen_else_that_of_the_app_else_of_the_question_else_english(
    code: str | None, question: str | None, preferred: str | None, expected: str
) -> None:
    assert choose(code, question, preferred).code == expected


@pytest.mark.parametrize(
    ("expected", "questions"),
    [
        ("de", ["Wie viele Container kamen an?", "Welche Häfen sind offen?", "und wann?", "warum demonstrieren sie"]),
        ("vi", ["Bao nhie\u0302u ngu\u031bo\u031b\u0300i?", "Chuyện gì xảy ra hôm qua ở Huế?"]),
        ("fr", ["Qui est-ce ?", "et pourquoi ?", "Y a-t-il des blessés ?", "combien de morts dans l'accident"]),
        ("es", ["¿Y en Kursk?", "quien gano las elecciones", "y por qué?", "¿Hay heridos?", "que paso ayer en Quito"]),
        ("ru", ["Кто победил на выборах?", "и почему?", "Что случилось вчера в Туле?", "последние новости"]),
    ],
)
def test_a_question_shows_its_language(expected: str, questions: list[str]) -> None:
    assert [guess(question) for question in questions] == [expected] * len(questions)


@pytest.mark.parametrize(
    ("language", "questions"),
    [
        (
            "en",
            ["What was the die made of?", "El Chapo trial verdict", "who wrote Les Fleurs du mal", "latest on El Niño"],
        ),
        ("nl", ["Wie was het?", "Wie is de nieuwe minister?", "In welke stad was dat?"]),
        ("it", ["Chi ha vinto le elezioni?", "Quale dei due candidati ha perso?", "quanti morti nell'incidente"]),
        ("pt", ["Quem ganhou as eleições?", "que disse o presidente sobre a água", "e em Kursk?"]),
        ("ro", ["Cine este noul ministru", "ce a spus presedintele despre pensii", "Care este cauza incendiului?"]),
        ("ca", ["Qui va guanyar les eleccions?", "Per què puja el preu del blat?", "De qui és el castell?"]),
        ("gl", ["Quen gañou as eleccións?", "¿Cando abre a nova ponte?"]),
        ("sv", ["Vem vann valet?", "Var ligger det nya museet?"]),
        ("uk", ["Хто переміг на виборах?", "А в Курську?", "Кого назначили тренером Динамо?"]),
        ("bg", ["Кой спечели изборите?", "Как се казва кметът на Варна?"]),
        ("sr", ["Ко је победио на изборима?", "Где је нови музеј?"]),
        ("be", ["Хто перамог на выбарах?", "Што здарылася ўчора?"]),
        ("none", ["", "Kim Jong-un", "Kursk", "42?", "¿?"]),
    ],
)
def test_a_question_in_another_language_is_taken_for_none_the_bot_speaks(language: str, questions: list[str]) -> None:
    assert [guess(question) for question in questions] == [None] * len(questions), language


def test_invented_questions_in_many_languages_are_told_apart() -> None:
    known = {messages.code for messages in LANGUAGES[1:]}
    for path in sorted(Path(__file__).parent.glob("data/languages/*/questions.jsonl")):
        code = path.parent.name
        questions = [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines()]
        guesses = [guess(question) for question in questions]
        assert set(guesses) <= ({code, None} if code in known else {None}), code
        assert guesses.count(code) >= (0.95 * len(guesses) if code in known else 0), code


def test_a_catalog_is_read_once_whoever_comes_first() -> None:
    _read.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        read = set(pool.map(translations, ["fr"] * 32))
    assert len(read) == _read.cache_info().misses == 1


def test_importing_reads_no_catalog_and_the_machine_has_no_say() -> None:
    code = (
        "import sys, datetime; import bot.locale as l; "
        "assert not [m for m in sys.modules if m.startswith(('babel.messages', 'telegram', 'numpy'))]; "
        "when = datetime.datetime(2024, 11, 30, 23, tzinfo=datetime.UTC); "
        "print(*[ascii(m.date_and_time(when) + m.number(1000) + m.saved) for m in l.LANGUAGES])"
    )
    places = ({"TZ": "Asia/Tokyo", "LC_ALL": "de_DE.UTF-8"}, {"TZ": "Nowhere/At all", "LC_ALL": "xx", "LANGUAGE": "fr"})
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            cwd=PACKAGE.parent.parent,
            env={**os.environ, **place},
        ).stdout
        for place in places
    }
    assert len(said) == 1
    assert b"30 Nov 2024, 23:00 UTC1,000Saved." in said.pop()
