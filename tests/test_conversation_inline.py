"""Typing after the bot's name in some chat: what there is to choose, and that typing on is never held up."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from conversing import ADA, BERT, CHI, ELLE, generous, kept
from fakes import CannedNews, HashedWords, article
from index import NewsIndex
from index.build import rebuild
from index.following import FollowingIndex
from running import eventually, polling, running, webhook
from tdlib import parse_html
from town_news import ARTICLES
from town_news import article as told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.config import BotSettings
    from index.types import Results
    from telegram_objects import ChatUser, Json
    from telegram_server import Sent, TelegramServer

pytest_plugins = ("bot_fixtures",)

EMBEDDER = HashedWords()
BRIEFS = [
    told("observer", f"brief-{n}", f"2026-09-{1 + n % 28:02}", "en", f"Brief {n}", f"Lamp {n} of the pier was mended.")
    for n in range(60)
]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FollowingIndex]:
    """The real index of a town's news, with more briefs about lamps than anybody reads."""
    folder = tmp_path_factory.mktemp("town")
    rebuild(folder, ARTICLES + BRIEFS, read=[], embedder=EMBEDDER)
    with FollowingIndex(NewsIndex(folder, embedder=EMBEDDER)) as news:
        yield news


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """How busy the machine is decides no test."""
    monkeypatch.setattr("bot.handlers.inline._SECONDS", 20.0)


class HeldNews(CannedNews):
    """Finds some things only when told to go on.

    Attributes:
        searched: what was looked for, in order.
        go_on: set by the test.
    """

    def __init__(self, *held: str) -> None:
        super().__init__(articles=[article(), article("The ferry sails.", "https://ferry.example/", "Ferry", "Post")])
        self.searched: list[str] = []
        self.go_on = threading.Event()
        self._held = held

    def search(self, question: str, k: int = 10, **scope: Any) -> Results:  # noqa: ANN401 - as the base has it
        self.searched.append(question)
        if question in self._held:
            assert self.go_on.wait(20)
        if question == "broken":
            raise OSError("disk on fire")
        return super().search(question, k, **scope)


def typed(server: TelegramServer, text: str, user: ChatUser = ADA, offset: str = "") -> Sent:
    """What is offered for what is typed."""
    query = server.inline_query(text, user=user, offset=offset)
    offered: list[Sent] = []

    def come() -> bool:
        offered[:] = [one for one in server.calls if one.parameters.get("inline_query_id") == query]
        return bool(offered)

    eventually(come)
    return offered[0]


def results(offered: Sent) -> list[Json]:
    assert offered.error is None
    found: list[Json] = offered.parameters["results"]
    return found


def label(offered: Sent) -> str | None:
    below = offered.parameters.get("button")
    return below and str(below["text"])


@pytest.mark.parametrize("way", [polling, webhook], ids=["polling", "webhook"])
def test_passages_are_offered_while_somebody_types(
    way: Callable[..., BotSettings], server: TelegramServer, town: FollowingIndex
) -> None:
    with running(generous(way, server), town):
        newest = typed(server, "", CHI)
        crane = typed(server, "harbour crane", ADA)
        deich = typed(server, "Deich Ellerhude", BERT)
        cau = typed(server, "cầu Vàm Sậy", CHI)
        nothing = [typed(server, "zzz qqq site:nowhere.example", user) for user in (ADA, BERT, CHI, ELLE)]
        half = [typed(server, text) for text in ("dam after:", "dam after:20", "dam -site:x", "lang:de", "site:", "“")]
    titles = [one["title"] for one in results(newest)]
    assert titles[0] == "Cháy chợ Bến Cũ lúc rạng sáng"
    assert len(titles) == 10
    first = results(crane)[0]
    assert first["type"] == "article"
    assert first["title"] == "Crane blocks harbour of Wickmarsh"
    assert first["description"].startswith("Wickmarsh Gazette · 22 Nov 2026\nA crane fell into the harbour")
    message = first["input_message_content"]
    shown = parse_html(message["message_text"])
    assert shown.text.startswith("A crane fell into the harbour of Wickmarsh on Sunday morning.")
    assert "Crane blocks harbour of Wickmarsh — Wickmarsh Gazette · 22 Nov 2026" in shown.text
    assert [one.type for one in shown.entities] == ["BlockQuote", "TextUrl"]
    assert message["link_preview_options"] == {"is_disabled": True}
    assert results(deich)[0]["description"].startswith("Küstenblatt · 22.11.2026\nBei Ellerhude")
    assert results(cau)[0]["description"].startswith("Báo Bến Cũ · 1/10/2026\nCầu Vàm Sậy dài")
    assert [label(one) for one in nothing] == [
        "Nothing found",
        "Nichts gefunden",
        "Không tìm thấy gì",
        "Aucun résultat",
    ]
    assert [results(one) for one in nothing] == [[]] * 4
    assert all(one.error is None for one in half)
    assert all(one.parameters["is_personal"] for one in (newest, crane, *nothing))
    assert kept(server, "SELECT number FROM counter WHERE name = 'inline'") == [(14,)]


@pytest.mark.parametrize("text", ["", "Which lamp of the pier was mended?"], ids=["newest", "asked"])
def test_there_are_pages_to_the_end_and_no_passage_comes_twice(
    server: TelegramServer, town: FollowingIndex, text: str
) -> None:
    pages: list[list[Json]] = []
    offset = ""
    with running(generous(polling, server), town):
        while offset or not pages:
            page = typed(server, text, offset=offset)
            pages.append(results(page))
            offset = page.parameters.get("next_offset", "")
            assert label(page) is None
    assert [len(page) for page in pages] == [10] * 5
    ids = [one["id"] for page in pages for one in page]
    assert len(set(ids)) == 50


def test_of_what_somebody_types_only_the_newest_is_looked_for(server: TelegramServer) -> None:
    news = HeldNews("B")
    with running(generous(polling, server), news):
        server.inline_query("B", user=ADA)
        eventually(lambda: news.searched == ["B"])
        for text in ("Br", "Brü", "Brück"):
            server.inline_query(text, user=ADA)
        newest = server.inline_query("Brücke", user=ADA)
        other = typed(server, "Fähre", BERT)  # is not in the way of anybody else
        news.go_on.set()
        server.wait_for(2, method="answerInlineQuery")
        again = typed(server, "Brücke")
    answered = [one.parameters["inline_query_id"] for one in server.calls if one.method == "answerInlineQuery"]
    assert answered == [other.parameters["inline_query_id"], newest, again.parameters["inline_query_id"]]
    assert news.searched == ["B", "Fähre", "Brücke", "Brücke"]


def test_an_index_that_hangs_fails_or_is_too_late_spoils_nothing(
    server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = HeldNews("hang")
    with running(generous(polling, server), news):
        with monkeypatch.context() as impatient:
            impatient.setattr("bot.handlers.inline._SECONDS", 0.1)
            hung = typed(server, "hang", BERT)
        fine = typed(server, "Brücke", BERT)
        broken = typed(server, "broken", BERT)
        late = server.inline_query("Brücke", user=BERT, expired=True)
        eventually(lambda: any(one.error and one.method == "answerInlineQuery" for one in server.calls))
        news.go_on.set()
        after = typed(server, "hang", BERT)
        server.private_message("?", user=BERT)
        (sent,) = server.wait_for(1)
    assert (results(hung), hung.parameters["cache_time"], label(hung)) == ([], 0, "Chat öffnen")
    assert [one["title"] for one in results(fine)] == ["Neue Brücke über die Aue", "Ferry"]
    assert fine.parameters["cache_time"] > 0
    assert (results(broken), broken.parameters["cache_time"]) == ([], 0)
    assert len(results(after)) == 2
    assert sent.chat_id == BERT.id
    refused = [one.parameters["inline_query_id"] for one in server.calls if one.error and one.method != "getUpdates"]
    assert refused == [late]


def test_settings_count_and_who_is_not_let_in_is_offered_nothing(server: TelegramServer) -> None:
    news = HeldNews()
    with running(generous(polling, server, allowed_users=f"{BERT.id}", admins=f"{ELLE.id}"), news):
        assert len(results(typed(server, "Brücke", BERT))) == 2
        server.private_message("/settings", user=BERT)
        (settings,) = server.wait_for(1)
        server.callback("set:outlets", message_id=settings.message_id, user=BERT)
        server.wait_for(1, method="editMessageText")
        shown = server.history(BERT.id)[-1]["reply_markup"]["inline_keyboard"]
        mute = next(one["callback_data"] for row in shown for one in row if "Lokalblatt" in one["text"])
        server.callback(mute, message_id=settings.message_id, user=BERT)
        server.wait_for(2, method="editMessageText")
        server.callback("set:language:vi", message_id=settings.message_id, user=BERT)
        server.wait_for(3, method="editMessageText")
        muted, newest = typed(server, "Brücke", BERT), typed(server, "", BERT)
        stranger = typed(server, "Brücke", ADA)
        admin = typed(server, "Brücke", ELLE)
        server.private_message(f"/block {BERT.id}", user=ELLE)
        server.wait_for(2)
        blocked = typed(server, "Brücke", BERT)
    assert [one["title"] for one in results(muted)] == ["Ferry"]
    assert results(muted)[0]["description"].startswith("Post · 30/11/2024\n")
    assert [one["title"] for one in results(newest)] == ["Ferry"]
    assert len(results(admin)) == 2
    for refused in (stranger, blocked):
        assert (results(refused), refused.parameters["cache_time"], label(refused)) == ([], 0, None)
    assert len(news.searched) == 4  # nothing was looked for in vain
