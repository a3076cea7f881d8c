from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from bot.app import records_file
from bot.chart import chart
from bot.locale import LANGUAGES
from canned_town import COSTS, OPENS, town
from chatting import PrivateChat
from fakes import CannedNews, article
from running import polling, running
from telegram_server import ChatUser, TelegramServer

pytest_plugins = ("bot_fixtures",)


def test_every_setting_takes_effect_at_once(server: TelegramServer) -> None:
    chat, news = PrivateChat(server), town()
    with running(polling(server), news):
        settings = chat.say("/settings")
        assert settings.text == (
            "Your settings\n\nLanguage: Automatic\nQuotes in an answer: 3\nTime: All time\nOutlets: All outlets"
        )
        assert settings.rows == (("Language", "Quotes in an answer"), ("Time", "Outlets"))

        chat.press("Quotes in an answer", settings)
        assert chat.now(settings).rows == (("1", "2", "✓ 3", "4", "5"), ("Back",))
        assert chat.press("5", settings) == "Saved."
        chat.press("Time", settings)
        assert chat.now(settings).rows == (
            ("✓ All time",), ("Last 24 hours", "Last 7 days"), ("Last 30 days", "Last 365 days"), ("Back",)
        )  # fmt: skip
        assert chat.press("Last 30 days", settings) == "Saved."
        chat.press("Outlets", settings)
        rows = chat.now(settings).rows
        assert sorted(label for row in rows[:-1] for label in row) == [
            "✓ Aueside", "✓ Berega", "✓ Day1", "✓ Day2", "✓ Day3", "✓ Ledger", "✓ Lokalblatt"
        ]  # fmt: skip
        chat.press("✓ Ledger", settings)
        chat.press("✓ Day1", settings)
        assert chat.now(settings).text.startswith("Outlets: 2 outlets left out")
        chat.press("✗ Day1", settings)
        chat.press("Back", settings)
        assert chat.now(settings).text == (
            "Your settings\n\nLanguage: Automatic\nQuotes in an answer: 5\nTime: Last 30 days\n"
            "Outlets: 1 outlet left out"
        )
        chat.say(OPENS)
        assert news.scopes[-1] == {
            "since": None, "recent": timedelta(days=30), "excluded": frozenset({"ledger"}), "quotes": 5
        }  # fmt: skip
        chat.press("More passages", chat.last, does="sendMessage")
        assert "Ledger" not in chat.last.text
        assert "Ledger" not in chat.say("/latest").text
        chat.press("Outlets", settings)
        chat.press("Ask all outlets", settings)
        assert chat.now(settings).text.startswith("Outlets: All outlets")
        chat.press("Back", settings)
        chat.press("Time", settings)
        chat.press("All time", settings)
        chat.say(COSTS)
        assert news.scopes[-1]["recent"] is None
        assert news.scopes[-1]["excluded"] == frozenset()
        # Pressed a second time, what is set already stays, and nothing fails.
        chat.press("Quotes in an answer", settings)
        assert chat.press("✓ 5", settings) == "Saved."


def test_a_chosen_language_is_spoken_at_once_and_until_another_is_chosen(server: TelegramServer) -> None:
    chat = PrivateChat(server, ChatUser(1001, "Ada", language_code="en"))
    headings = {
        "Deutsch": ("Gespeichert.", "Deine Einstellungen", "Die neuesten Artikel"),
        "Tiếng Việt": ("Đã lưu.", "Cài đặt của bạn", "Các bài mới nhất"),
        "Français": ("C’est enregistré.", "Vos réglages", "Les derniers articles"),
        "Español": ("Guardado.", "Tus ajustes", "Los últimos artículos"),
        "Русский": ("Сохранено.", "Ваши настройки", "Последние статьи"),
        "English": ("Saved.", "Your settings", "The latest articles"),
    }
    with running(polling(server), town()):
        settings = chat.say("/settings")
        for language, (saved, heading, latest) in headings.items():
            chat.press_data("set:menu:language", settings.id, does="editMessageText")
            assert chat.press(language, settings) == saved
            assert chat.now(settings).text.startswith(heading)
            assert language in chat.now(settings).bold
            assert chat.say("/latest").text.startswith(latest)
        chat.press("Language", settings)
        assert chat.now(settings).rows[0] == ("Automatic",)
        chat.press("Automatic", settings)
        assert "Language: Automatic" in chat.now(settings).text


def test_the_latest_articles_are_listed_of_a_topic_where_one_is_named(server: TelegramServer) -> None:
    chat = PrivateChat(server)
    recent = replace(
        article("Today.", "https://a.example/", "Now & <then>", "Today"),
        published=datetime.now(UTC) - timedelta(hours=3, minutes=5),
    )
    old = article("Old.", "https://b.example/", "Long ago", "Yesterday", None)
    with running(polling(server), CannedNews(articles=[recent, old])):
        latest = chat.say("/latest")
        assert latest.text == (
            "The latest articles\n\n1. Now & <then> — Today · 3 hours ago\n2. Long ago — Yesterday · undated"
        )
        assert [link.partition("#")[0] for link in latest.links] == ["https://a.example/", "https://b.example/"]
        assert chat.say("/latest the <bridge>").text.startswith("The latest about the <bridge>\n\n1. Now")
    with running(polling(server), CannedNews()):
        assert chat.say("/latest").text == "I have no articles yet."
        assert chat.say("/latest bridge").text == "I have no articles about bridge."


def test_a_topic_is_drawn_over_time_and_without_dates_listed(server: TelegramServer) -> None:
    chat, news = PrivateChat(server), town()
    with running(polling(server), news):
        assert chat.say("/topic").text == "Please name a topic, like this: /topic bridge"
        drawn = chat.say("/topic bridge")
        assert "photo" in drawn.raw
        assert drawn.paragraphs[0] == "Articles about bridge\n6 articles with a date, 1 without"
        assert drawn.text.count("\n") >= 6
        (sent,) = server.wait_for(1, method="sendPhoto")
    png = chart(news.timeline("bridge"), LANGUAGES[0])
    assert sent.parameters["photo"]["size"] == len(png)
    with Image.open(io.BytesIO(png)) as image:
        image.load()
        assert (image.format, image.width > 400, image.height > 200) == ("PNG", True, True)
    undated = article("The bridge.", "https://a.example/", "A bridge", "Aueside", None)
    with running(polling(server), CannedNews(articles=[undated])):
        chat.say("/topic bridge", answers=2)
        nothing, listed = chat.shown[-2:]
        assert nothing.text == "I have no dated articles about bridge."
        assert listed.text == "The latest about bridge\n\n1. A bridge — Aueside · undated"
    with running(polling(server), CannedNews()):
        assert chat.say("/topic bridge").text == "I have no dated articles about bridge."


def test_outlets_are_listed_page_by_page(server: TelegramServer) -> None:
    chat = PrivateChat(server)
    articles = [article("x", f"https://o{n}.example/", "x", f"Outlet {n:02}") for n in range(1, 18)]
    with running(polling(server), CannedNews(articles=articles)):
        sources = chat.say("/sources")
        assert sources.text.startswith(
            "My articles are from 17 outlets:\n\n1. Outlet 01 — 1 article, from 1 Dec 2024\n2. Outlet 02"
        )
        assert sources.rows == (("▶",),)
        chat.press("▶", sources)
        assert chat.now(sources).text.endswith("\n17. Outlet 17 — 1 article, from 1 Dec 2024")
        assert chat.now(sources).text.count("Outlet") == 2
        assert chat.now(sources).rows == (("◀",),)
        chat.press("◀", sources)
        assert chat.now(sources).text == sources.text
    with running(polling(server), CannedNews()):
        assert chat.say("/sources").text == "I have no articles yet."


@pytest.mark.parametrize(("kept", "days"), [(False, "1 day"), (True, "30 days")])
def test_what_is_known_of_a_person_is_told_and_deleted_on_request_and_nobody_elses(
    kept: bool,  # noqa: FBT001 - a setting
    days: str,
    server: TelegramServer,
) -> None:
    chat, other = PrivateChat(server), PrivateChat(server, ChatUser(7, "Ben", language_code="en"))
    remember = timedelta(days=30) if kept else timedelta(hours=5)
    settings = polling(server, keep_questions=kept, remember=remember)
    tables = ["preference", "turn", "answer", "vote", "asker", *(["question"] if kept else [])]

    def rows(user: int) -> list[int]:
        with closing(sqlite3.connect(records_file(settings))) as records:
            counts = (f"SELECT count(*) FROM {table} WHERE user_id = ?" for table in tables)  # noqa: S608
            return [records.execute(count, (user,)).fetchone()[0] for count in counts]

    with running(settings, town()):
        for one in (chat, other):
            answer = one.say(OPENS)
            one.press("👍", answer, does="editMessageReplyMarkup")
            choices = one.say("/settings")
            one.press("Quotes in an answer", choices)
            one.press("1", choices)
        privacy = chat.say("/privacy")
        assert f"for about {days}, so that follow-up" in privacy.text
        assert ("I do not keep questions" in privacy.text) is not kept
        assert ("your questions and whether I found an answer" in privacy.text) is kept
        chat.press("Delete", privacy)
        ask = "Delete all I know about you: settings, conversations, votes?"
        assert (chat.now(privacy).text, chat.now(privacy).rows) == (ask, (("Delete", "Keep"),))
        chat.press("Keep", privacy)
        assert (chat.now(privacy).text, chat.now(privacy).rows) == ("Nothing was deleted.", ())
        assert rows(1001) == [1] * len(tables)
        delete = chat.say("/delete_me")
        assert (delete.text, delete.rows) == (ask, (("Delete", "Keep"),))
        chat.press("Delete", delete)
        assert (chat.now(delete).text, chat.now(delete).rows) == ("Deleted.", ())
        assert rows(1001) == [0] * len(tables)
        assert rows(7) == [1] * len(tables)
        too_old = "This button no longer works. Please ask again."
        assert chat.press("More passages", chat.shown[0], does=None) == too_old
        assert "Quotes in an answer: 3" in chat.say("/settings").text
        other.press("Delete", other.say("/delete_me"))
    for file in settings.data.iterdir():
        assert OPENS.encode() not in file.read_bytes()


def test_the_status_says_how_current_the_articles_are(server: TelegramServer) -> None:
    chat = PrivateChat(server, ChatUser(1, "Ada", language_code="ru"))
    with running(polling(server), town()):
        assert chat.say("/status").text.split("\n")[1] == "Индекс создан 1 дек. 2024\u202fг., 08:00 UTC."
