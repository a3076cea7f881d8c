from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.app import records_file
from canned_town import COSTS, ENGLISH, OPENS, asked, town
from chatting import PrivateChat
from fakes import CannedNews, answered, article, cited, quoted
from running import polling, running
from telegram_server import ChatUser, TelegramServer

if TYPE_CHECKING:
    import io

    from index.types import Article

pytest_plugins = ("bot_fixtures",)

TOO_OLD = "This button no longer works. Please ask again."
WEEK = timedelta(days=7)


class BrokenShelf(CannedNews):
    """An index that has lost its articles."""

    def article(self, url: str) -> Article | None:
        raise ValueError(f"the shelf of {len(url)} is broken")


class ChangingNews(CannedNews):
    """Articles that can be changed and taken away."""

    def put(self, one: Article) -> None:
        self._articles[one.url] = one

    def drop(self, url: str) -> None:
        del self._articles[url]


def counts(server: TelegramServer, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(records_file(polling(server)))) as records:
        return records.execute(statement).fetchall()


def test_more_passages_are_paged_to_the_end_and_said_to_be_none_where_nothing_answers(server: TelegramServer) -> None:
    chat = PrivateChat(server)
    eleven = [article(f"Nothing {n}.", f"https://day.example/{n}", f"Day {n}", f"Day{n}") for n in range(1, 12)]
    with running(polling(server), CannedNews(articles=eleven)):
        answer = chat.say("Who stole the bell?")
        assert answer.rows == (("More passages", "Last 7 days"), ("👍", "👎"))
        pages = []
        below = answer
        while below.rows:
            chat.press("More passages", below, does="sendMessage")
            below = chat.last
            pages.append(below)
        first = below
        assert [one.rows for one in pages] == [(("More passages",),), (("More passages",),), ()]
        assert [one.text.count("Nothing ") for one in pages] == [5, 5, 1]
        assert pages[0].text.startswith(
            "More passages for: Who stole the bell?\nThe closest passages, not an answer:\n\n"
            "Nothing 1.\n1. Day 1 — Day1"
        )
        assert first.text.split("\n")[-1].startswith("11. Day 11 — Day11")
        # Pressed twice, a button shows the same page once more.
        chat.press("More passages", pages[0], does="sendMessage")
        assert chat.last.text == pages[1].text
        chat.press_data("more:1:200", answer.id, does="sendMessage")
        assert chat.last.text == "There are no more passages."


def test_the_pages_of_passages_end_behind_the_two_hundredth(server: TelegramServer) -> None:
    chat = PrivateChat(server)
    many = [article(f"Nothing {n}.", f"https://day.example/{n}", f"Day {n}", f"Day{n}") for n in range(1, 300)]
    with running(polling(server), CannedNews(articles=many)):
        answer = chat.say("Who stole the bell?")
        chat.press_data("more:1:195", answer.id, does="sendMessage")
        assert "\n196. Day 196" in chat.last.text
        chat.press("More passages", chat.last, does="sendMessage")
        assert "\n201. Day 201" in chat.last.text
        assert chat.last.rows == ()
        assert chat.press_data("more:1:201", answer.id) == TOO_OLD


def test_what_stands_around_a_quote_is_shown_as_long_as_the_article_has_it(server: TelegramServer) -> None:
    chat, news = PrivateChat(server), ChangingNews({OPENS: ENGLISH.answer()}, [ENGLISH.article])
    url = ENGLISH.article.url
    with running(polling(server), news):
        answer = chat.say(OPENS)
        chat.press("Context of [1]", answer, does="sendMessage")
        assert chat.last.text == (
            "Context of quote [1]:\n"
            "Workers hung the last cables on Monday. The new bridge over the Aue opens on 3 May, a year late. The "
            "mayor pays for the lamps himself.\n"
            "[1] A bridge at last — Aueside · 30 Nov 2024"
        )
        assert chat.last.bold == ("Context of quote [1]:", ENGLISH.quote)
        news.put(article(f"New first sentence. {ENGLISH.quote}", url, "A bridge at last", "Aueside", None))
        chat.press("Context of [1]", answer, does="sendMessage")
        assert f"New first sentence. {ENGLISH.quote}" in chat.last.text
        gone = "The article has changed or is gone, so I can't show the context of this quote."
        news.put(article("The bridge opens in June.", url, "A bridge at last", "Aueside"))
        chat.press("Context of [1]", answer, does="sendMessage")
        assert chat.last.text == gone
        news.drop(url)
        chat.press("Context of [1]", answer, does="sendMessage")
        assert chat.last.text == gone


def test_what_fails_after_a_press_was_answered_is_owned_up_to_in_a_message(
    server: TelegramServer, written: io.StringIO
) -> None:
    chat, news = PrivateChat(server), BrokenShelf({OPENS: ENGLISH.answer()}, [ENGLISH.article])
    with running(polling(server), news):
        answer = chat.say(OPENS)
        query = server.callback(answer.data("Context"), message_id=answer.id)
        server.wait_for(2)
    assert chat.last.text.startswith("Sorry, something went wrong on my side")
    assert chat.last.reply_to == answer.id
    # The second answer would not be shown, and is refused.
    answers = [call for call in server.calls if call.method == "answerCallbackQuery"]
    assert [(call.parameters["callback_query_id"], call.error is None) for call in answers] == [
        (query, True),
        (query, False),
    ]
    assert "ValueError: the shelf of " in written.getvalue()


def test_a_quote_is_called_by_the_number_of_its_article(server: TelegramServer) -> None:
    chat = PrivateChat(server)
    story = article("One. Two is here. Three. Four is here. Five.", "https://a.example/", "Story", "A")
    other = article("Six. Seven is here.", "https://b.example/", "Other", "B")
    told = [
        quoted(sentence, cited(number, of.url, of.title, of.source), of.text.index(sentence))
        for number, of, sentence in (
            (1, story, "Two is here."),
            (1, story, "Four is here."),
            (2, other, "Seven is here."),
        )
    ]
    with running(polling(server), CannedNews({OPENS: answered(OPENS, *told)}, [story, other])):
        answer = chat.say(OPENS)
        assert answer.rows[1] == ("Context of [1]", "Context of [1] · 2", "Context of [2]")
        for number, words in zip((1, 1, 2), told, strict=True):
            chat.press_data(f"around:1:{told.index(words) + 1}", answer.id, does="sendMessage")
            assert chat.last.bold == (f"Context of quote [{number}]:", words.text)


def test_another_time_is_answered_in_place_and_can_be_taken_back(server: TelegramServer) -> None:
    chat, news = PrivateChat(server), town()
    with running(polling(server), news):
        settings = chat.say("/settings")
        chat.press_data("set:window:30", settings.id, does="editMessageText")
        answer = chat.say(OPENS)
        assert chat.press("Last 7 days", answer) == ""
        week = chat.now(answer)
        assert week.rows[0] == ("More passages", "All time")
        assert chat.press("All time", answer) == ""
        assert chat.now(answer).rows[0] == ("More passages", "Last 7 days")
        assert [one.id for one in chat.shown] == [settings.id, answer.id]
        # Pressed on an answer that did not change, nothing happens, and nothing fails.
        query = server.callback(answer.data("Last 7 days"), message_id=answer.id, user=chat.user)
        assert chat.toast(query) == ""
    first, week_, all_, _ = news.scopes[-4:]
    assert (first["since"], first["recent"]) == (None, timedelta(days=30))
    since = week_["since"]
    assert isinstance(since, datetime)
    assert timedelta() <= datetime.now(UTC) - since - WEEK < timedelta(minutes=1)
    assert (all_["since"], all_["recent"]) == (None, None)


def test_votes_are_marked_counted_changed_and_taken_back(server: TelegramServer) -> None:
    chat, other = PrivateChat(server), PrivateChat(server, ChatUser(7, "Ben", language_code="de"))
    mark = "editMessageReplyMarkup"
    with running(polling(server, admins="1001"), town()):
        mine, theirs = chat.say(OPENS), other.say(OPENS)
        assert chat.press("👍", mine, does=mark) == "Thank you!"
        assert chat.now(mine).rows[-1] == ("👍 ✓", "👎")
        assert chat.press("👎", mine, does=mark) == "Thank you, noted."
        assert chat.now(mine).rows[-1] == ("👍", "👎 ✓")
        assert other.press("👎", theirs, does=mark) == "Danke, ist notiert."
        stats = chat.say("/stats").text.split("\n")
        assert {"Good answers: 0", "Bad answers: 2"} <= set(stats)
        assert chat.press("👎", mine, does=mark) == "Vote taken back."
        assert chat.now(mine).rows[-1] == ("👍", "👎")
        assert chat.now(mine).text == mine.text
        assert "Bad answers: 1" in chat.say("/stats").text.split("\n")
    assert counts(server, "SELECT answer_id, user_id, good FROM vote") == [(2, 7, 0)]


@pytest.mark.parametrize("label", ["More passages", "Context of [1]", "Last 7 days", "👍"])
def test_what_is_forgotten_has_buttons_no_more(label: str, server: TelegramServer) -> None:
    chat, news = PrivateChat(server), town()
    with running(polling(server, remember=timedelta(hours=1)), news):
        answer = chat.say(OPENS)
        with closing(sqlite3.connect(records_file(polling(server)))) as records, records:
            records.execute("UPDATE answer SET made = made - 3601")
        assert chat.press(label, answer, does=None) == TOO_OLD
        assert chat.shown == [answer]
    assert asked(news) == [OPENS]


MADE_UP = [
    "", "more", "more:", "more:x", "more:999:0", "more:1", "more:1:-5", "more:1:1e9", "more:1:201",
    "more:99999999999999999999:0",
    "more:1:99999999999999999999999", "around:1:0", "around:1:-1", "around:1:2", "around:1", "around:999:1",
    "around:1:٣x", "span:1:month", "span:1:", "span:1", "span:-1:week", "vote:1", "vote:1:up", "vote::1",
    "example:0", "example", "sources", "sources:x", "set", "set:", "set:language:xx", "set:language", "set:quotes:9",
    "set:quotes:0", "set:quotes:²", "set:window:13", "set:outlet", "set:outlet:0", "set:outlet:x:y", "set:outlets:x",
    "set:unknown:1", "set:outlets:99999999999999999999999999", "set:outlet:-7:00000000", "set:outlet:0:0:0", "delete",
    "delete:now:please", "nonsense", "😀" * 16, "ж" * 32, "more:\ud7ff:\u202e", ":::::",
]  # fmt: skip


def test_whatever_a_button_is_made_to_say_gives_at_most_a_polite_line_and_changes_nothing(
    server: TelegramServer, written: io.StringIO
) -> None:
    chat, news = PrivateChat(server), town()
    stranger = PrivateChat(server, ChatUser(8, "Eve", language_code="en"))
    with running(polling(server, questions_per_minute=1000), news):
        answer = chat.say(OPENS)
        theirs = stranger.say(COSTS)
        messages = chat.shown
        for data in MADE_UP:
            assert chat.press_data(data, answer.id) in {"", TOO_OLD}, data
        # What an earlier version may have written, below the message it is about: the nearest there is is shown.
        settings = chat.say("/settings")
        for data in ("set:outlets:999", "set:outlet:999:00000000"):
            chat.press_data("set:menu:main", settings.id)
            assert chat.press_data(data, settings.id) == ""
        # An answer of another chat, and a message that is gone.
        for data in (theirs.data("More"), theirs.data("Context"), theirs.data("Last"), theirs.data("👍")):
            assert chat.press_data(data, answer.id) == TOO_OLD
        assert chat.press_data("example:0", 424242) == TOO_OLD
        assert chat.press_data("nonsense", 424242) == TOO_OLD
        assert chat.say(COSTS).text.startswith("The new bridge costs")
        assert len(chat.shown) == 3
        assert chat.shown[0] == messages[0]
        assert stranger.shown == [theirs]
    log = written.getvalue()
    assert "Traceback" not in log
    assert counts(server, "SELECT count(*) FROM vote WHERE user_id != 1001") == [(0,)]
