from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.locale import choose
from bot.preferences import Preferences
from bot.views.about import delete_view, help_view, privacy_view, start_view
from bot.views.settings import choice_view, outlet_code, outlets_view, settings_view
from bot.views.stats import stats_view
from fakes import CannedNews
from index.types import Outlet

if TYPE_CHECKING:
    from bot.reply import Reply

ENGLISH = choose("en")
CHANGED = Preferences(language="de", quotes=2, window=7, muted=frozenset({"stadtblick"}))


def rows(reply: Reply) -> list[list[tuple[str, str | None]]]:
    return [[(one.text, one.data) for one in row] for row in reply.keyboard]


def test_settings_are_told_with_a_button_for_each() -> None:
    reply = settings_view(CHANGED, ENGLISH)
    (text,) = reply.texts
    assert text == (
        "<b>Your settings</b>\n\n"
        "Language: <b>Deutsch</b>\nQuotes in an answer: <b>2</b>\nTime: <b>Last 7 days</b>\n"
        "Outlets: <b>1 outlet left out</b>"
    )
    assert rows(reply) == [
        [("Language", "set:menu:language"), ("Quotes in an answer", "set:menu:quotes")],
        [("Time", "set:menu:window"), ("Outlets", "set:outlets:0")],
    ]


def test_who_never_set_anything_has_all_outlets_of_all_time_in_a_language_found_out() -> None:
    (text,) = settings_view(Preferences(), ENGLISH).texts
    assert [line.partition(": ")[2] for line in text.split("\n")[2:]] == [
        "<b>Automatic</b>", "<b>3</b>", "<b>All time</b>", "<b>All outlets</b>",
    ]  # fmt: skip


def test_languages_to_choose_from_stand_under_their_own_names() -> None:
    reply = choice_view("language", CHANGED, ENGLISH)
    assert reply.texts == ("Language: <b>Deutsch</b>",)
    assert rows(reply) == [
        [("Automatic", "set:language:auto")],
        [("English", "set:language:en"), ("✓ Deutsch", "set:language:de"), ("Tiếng Việt", "set:language:vi")],
        [("Français", "set:language:fr"), ("Español", "set:language:es"), ("Русский", "set:language:ru")],
        [("Back", "set:menu:main")],
    ]
    assert rows(choice_view("language", Preferences(), ENGLISH))[0] == [("✓ Automatic", "set:language:auto")]


def test_one_to_five_quotes_can_be_chosen() -> None:
    assert rows(choice_view("quotes", CHANGED, ENGLISH)) == [
        [(f"✓ {n}" if n == 2 else str(n), f"set:quotes:{n}") for n in range(1, 6)],
        [("Back", "set:menu:main")],
    ]


@pytest.mark.parametrize("window", [None, 7])
def test_the_time_that_is_chosen_is_marked(window: int | None) -> None:
    reply = choice_view("window", replace(CHANGED, window=window), ENGLISH)
    assert rows(reply) == [
        [("All time" if window else "✓ All time", "set:window:all")],
        [("Last 24 hours", "set:window:1"), ("✓ Last 7 days" if window else "Last 7 days", "set:window:7")],
        [("Last 30 days", "set:window:30"), ("Last 365 days", "set:window:365")],
        [("Back", "set:menu:main")],
    ]


def test_each_outlet_is_a_switch() -> None:
    outlets = [Outlet(name=name, articles=1) for name in ("Lokalblatt", " www.Stadtblick", "x" * 90)]
    reply = outlets_view(CHANGED, outlets, ENGLISH, page=0)
    assert reply.texts == ("Outlets: <b>1 outlet left out</b>\n\nTap an outlet to leave it out, or to ask it again:",)
    assert rows(reply) == [
        [("✓ Lokalblatt", f"set:outlet:0:{outlet_code('Lokalblatt')}")],
        [("✗ www.Stadtblick", f"set:outlet:0:{outlet_code('stadtblick')}")],
        [(f"✓ {'x' * 57}…", f"set:outlet:0:{outlet_code('x' * 90)}")],
        [("Ask all outlets", "set:outlets:all")],
        [("Back", "set:menu:main")],
    ]


def test_many_outlets_come_in_pages_that_a_switch_stays_on() -> None:
    outlets = [Outlet(name=f"Outlet {n}", articles=1) for n in range(25)]
    reply = outlets_view(Preferences(), outlets, ENGLISH, page=1)
    assert [row[0][0] for row in rows(reply)[:10]] == [f"✓ Outlet {n}" for n in range(10, 20)]
    assert str(rows(reply)[0][0][1]).startswith("set:outlet:1:")
    gone = outlets_view(Preferences(), outlets, ENGLISH, page=9)
    assert str(rows(gone)[0][0][1]).startswith("set:outlet:2:")
    assert rows(reply)[10:] == [[("◀", "set:outlets:0"), ("▶", "set:outlets:2")], [("Back", "set:menu:main")]]


def test_without_articles_there_is_no_outlet_to_switch() -> None:
    reply = outlets_view(Preferences(), [], ENGLISH, page=0)
    assert reply.texts == ("Outlets: <b>All outlets</b>\n\nI have no articles yet.",)
    assert rows(reply) == [[("Back", "set:menu:main")]]


def test_an_outlets_code_is_the_same_however_it_is_written_and_on_every_machine() -> None:
    assert outlet_code("Lokalblatt") == outlet_code(" www.LOKALBLATT ") == "95025c77"
    assert outlet_code("Lokalblatt") != outlet_code("Lokalblatt 2")


def test_a_greeting_tells_what_there_is_to_ask() -> None:
    (text,) = start_view(CannedNews().status(), ENGLISH, "news_bot").texts
    greeting, holdings, commands, groups = text.split("\n\n")
    assert greeting.startswith("Hello! Ask me a question")
    assert holdings == "I have 36 articles in 3 languages; the newest is from 30 Nov 2024."
    assert "/latest" in commands
    assert "@news_bot" in groups


def test_help_offers_the_questions_that_fit_a_button_under_their_places() -> None:
    reply = help_view(["When does\nthe <bridge> open?", "x" * 61, " ", "y" * 60], ENGLISH, "news_bot")
    assert rows(reply) == [[("When does the <bridge> open?", "example:0")], [("y" * 60, "example:3")]]
    paragraphs = reply.texts[0].split("\n\n")
    assert paragraphs[-1] == "Just ask, the way you would ask a person. For example:"
    without = help_view(["x" * 61], ENGLISH, "news_bot").texts[0].split("\n\n")
    assert without[-1].startswith("Just ask, the way you would ask a person. For example:\n• Who won the election?\n• ")


def test_what_is_kept_can_be_deleted_after_asking_once_more() -> None:
    reply = privacy_view(ENGLISH, kept=False, days=30)
    assert "for about 30 days" in reply.texts[0]
    assert rows(reply) == [[("Delete", "delete:ask")]]
    assert rows(delete_view(ENGLISH)) == [[("Delete", "delete:yes"), ("Keep", "delete:no")]]
    assert delete_view(ENGLISH).texts == ("Delete all I know about you: settings, conversations, votes?",)


def test_numbers_are_told_in_the_same_order_and_as_zero_where_nothing_happened() -> None:
    (text,) = stats_view({"good": 2, "answered": 1234}, 21, 1, date(2024, 12, 1), ENGLISH).texts
    assert text.split("\n") == [
        "<b>Since 1 Dec 2024</b>", "", "Answered: 1,234", "Not found: 0", "Failed: 0", "Follow-ups: 0",
        "Edited questions: 0", "Inline questions: 0", "Buttons pressed: 0", "Good answers: 2", "Bad answers: 0",
        "Asked to slow down: 0", "Not let in: 0", "People: 21", "Blocked: 1",
    ]  # fmt: skip
