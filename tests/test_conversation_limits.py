"""How often people may ask, what is kept of it, and what tells whoever runs the bot that it is well."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.config import load
from bot.monitoring import Monitor
from conversing import ADA, BERT, CHI, ELLE, asked, button, generous, kept, toasts
from fakes import CannedNews, answered, article, quoted
from running import (
    BRIDGE,
    BROKEN,
    FAILED,
    SECRET,
    TOKEN,
    eventually,
    folder,
    free_port,
    polling,
    running,
    seen,
    webhook,
)
from telegram_objects import message, text_content
from telegram_server import Group, TelegramServer
from telegram_updates import Updates

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.config import BotSettings
    from index.types import Results

pytest_plugins = ("bot_fixtures",)

CLUB = Group(-1002003004001, "Club")
SLOW_DOWN = "That was a lot at once. Please ask again in {} seconds."


class BridgeNews(CannedNews):
    """Answers, but fails at finding more where it is told to."""

    fails = False

    def search(self, question: str, k: int = 10, **scope: Any) -> Results:  # noqa: ANN401 - as the base has it
        if self.fails:
            raise OSError("disk on fire")
        return super().search(question, k, **scope)


@pytest.fixture
def news() -> BridgeNews:
    opens = answered(BRIDGE, quoted("Die Brücke wird am 3. Mai eröffnet."))
    return BridgeNews({BRIDGE: opens, BROKEN: OSError("disk on fire")}, [article()])


class Clock:
    """Seconds that a test turns forward."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What the limits and the monitor go by."""
    clock = Clock()
    monkeypatch.setattr("bot.processing.time", SimpleNamespace(monotonic=clock))
    monkeypatch.setattr("bot.app.Monitor", partial(Monitor, clock=clock))
    return clock


@pytest.mark.parametrize("way", [polling, webhook], ids=["polling", "webhook"])
def test_who_asks_too_much_is_told_so_once_and_answered_again_later(
    way: Callable[..., BotSettings], server: TelegramServer, news: BridgeNews, clock: Clock
) -> None:
    with running(way(server, questions_per_minute=2, chat_questions_per_minute=3), news):
        first = server.private_message(BRIDGE, user=BERT)
        server.private_message("/status", user=BERT)
        server.wait_for(2)
        # A flood of everything that costs something.
        last = server.private_message("and now?", user=BERT)
        for n in range(3):
            server.edited_message(first, f"now? {n}")
            server.private_message("/help", user=BERT)
            server.sticker(user=BERT)
        refused = server.wait_for(3)[2]
        assert refused.parameters["reply_parameters"]["message_id"] == last
        assert "30" in seen(refused)
        # Others are not kept from asking.
        server.private_message(BRIDGE, user=CHI)
        server.wait_for(4)
        limited = "SELECT number FROM counter WHERE name = 'limited'"
        eventually(lambda: kept(server, limited) == [(10,)])
        clock.now += 29
        server.private_message("too early?", user=BERT)
        eventually(lambda: kept(server, limited) == [(11,)])
        clock.now += 1
        server.private_message(BRIDGE, user=BERT)
        server.wait_for(5)
        server.private_message("once more?", user=BERT)
        again = server.wait_for(6)[5]
        # In a group all count together.
        clock.now += 60
        for n, user in enumerate((ADA, BERT, CHI, ELLE, ADA), 7):
            server.group_message(f"@NewsBot {BRIDGE}", user=user, chat=CLUB)
            server.wait_for(min(n, 10))
        server.group_message("nobody is asked", user=CHI, chat=CLUB)
        server.private_message(BRIDGE, user=ELLE)
        sent = server.wait_for(11)
        # Where somebody is going is no question, however often it changes.
        for _ in range(5):
            place = {"location": {"latitude": 1.0, "longitude": 2.0, "live_period": 600}, "edit_date": 1}
            server.update("edited_message", message(900_001, ADA.as_chat(), ADA.as_user(), place))
        server.private_message("/status", user=ADA)
        (status,) = server.wait_for(1, chat_id=ADA.id)
    assert seen(status).startswith("I have 36 articles")
    assert "now?" not in " ".join(asked(news))
    assert seen(again) == seen(refused)
    assert [one.chat_id for one in sent[6:11]] == [CLUB.id] * 4 + [ELLE.id]
    assert "20" in seen(sent[9])
    assert [call.chat_id for call in server.calls if call.method.startswith("edit")] == []


def test_presses_and_inline_queries_are_limited_by_themselves(
    server: TelegramServer, news: BridgeNews, clock: Clock
) -> None:
    with running(polling(server, questions_per_minute=1), news):
        server.private_message(BRIDGE, user=ADA)
        (answer,) = server.wait_for(1)
        data = button(server, ADA.id, answer.message_id, "vote")
        for n in range(1, 6):
            server.callback(data, message_id=answer.message_id, user=ADA)
            server.wait_for(n, method="answerCallbackQuery")
        server.inline_query("Brücke", user=ADA)
        (refused,) = server.wait_for(1, method="answerInlineQuery")
        server.inline_query("Brücke", user=BERT)
        offered = server.wait_for(2, method="answerInlineQuery")[1]
        clock.now += 20
        server.callback(data, message_id=answer.message_id, user=ADA)
        server.wait_for(6, method="answerCallbackQuery")
    assert toasts(server)[3:5] == [SLOW_DOWN.format(20)] * 2
    assert toasts(server)[5] not in {"", SLOW_DOWN.format(20)}
    assert (refused.parameters["results"], refused.parameters["cache_time"]) == ([], 0)
    assert len(offered.parameters["results"]) == 1


@pytest.mark.parametrize("keeps", [True, False], ids=["kept", "not kept"])
def test_questions_are_kept_where_the_settings_say_so(server: TelegramServer, news: BridgeNews, keeps: bool) -> None:  # noqa: FBT001
    with running(generous(polling, server, keep_questions=keeps), news):
        server.private_message(BRIDGE, user=BERT)
        server.private_message("Ai đã thắng?", user=CHI)
        server.private_message("/privacy", user=ADA)
        server.wait_for(3)
    found = kept(server, "SELECT user_id, question, abstained, confidence FROM question ORDER BY user_id")
    assert found == ([(1002, BRIDGE, 0, 0.9), (1003, "Ai đã thắng?", 1, 0.1)] if keeps else [])
    assert kept(server, "SELECT user_id FROM asker ORDER BY user_id") == [(1002,), (1003,)]
    if keeps:
        with running(generous(polling, server), news):
            eventually(lambda: kept(server, "SELECT * FROM question") == [])


def numbers(port: int) -> dict[str, float]:
    """What is measured, by name and labels."""
    text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    return {
        " ".join((sample.name, *sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_the_monitor_has_the_numbers_of_a_conversation(server: TelegramServer, news: BridgeNews) -> None:
    port = free_port()
    with running(generous(webhook, server, monitor_port=port, questions_per_minute=4), news):
        server.private_message(BRIDGE, user=BERT)
        (answer,) = server.wait_for(1)
        server.group_message("nobody is asked", user=BERT, chat=CLUB)
        for n, text in enumerate(("who?", BROKEN, "/status", "too much?"), 2):
            server.private_message(text, user=BERT)
            server.wait_for(n)
        server.callback("vote:1:0", message_id=answer.message_id, user=BERT)
        server.wait_for(1, method="answerCallbackQuery")
        server.inline_query("Brücke", user=BERT)
        server.wait_for(1, method="answerInlineQuery")
        eventually(lambda: numbers(port)["newsbot_updates_total callback_query"] == 1)
        found = numbers(port)
        well = httpx.get(f"http://127.0.0.1:{port}/healthz")
    wanted = {
        "newsbot_answers_total answered": 1,
        "newsbot_answers_total abstained": 1,
        "newsbot_answers_total failed": 1,
        "newsbot_answers_total refused": 1,
        "newsbot_answer_seconds_count": 3,
        "newsbot_votes_total bad": 1,
        "newsbot_votes_total good": 0,
        "newsbot_updates_total message": 5,
        "newsbot_updates_total inline_query": 1,
        "newsbot_articles": 36,
        "newsbot_generation": 3,
    }
    assert {name: found[name] for name in wanted} == wanted
    assert (well.status_code, well.text) == (200, "ok\n")
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/healthz")


def test_silence_is_well_as_long_as_telegram_answers(
    server: TelegramServer, news: BridgeNews, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = Updates.poll
    monkeypatch.setattr(Updates, "poll", lambda updates, asked: poll(updates, asked | {"timeout": 0.05}))
    monkeypatch.setattr("bot.serving._SECONDS_TO_STOP_FETCHING", 0.1)
    monkeypatch.setattr("bot.chores._BETWEEN_LOOKS", 0.05)
    port = free_port()

    def health() -> tuple[int, str]:
        got = httpx.get(f"http://127.0.0.1:{port}/healthz")
        return got.status_code, got.text

    with running(polling(server, monitor_port=port), news):
        server.wait_for(1, method="getUpdates")
        eventually(lambda: health() == (200, "ok\n"))
        clock.now += 400  # without a single update
        eventually(lambda: health() == (200, "ok\n"))
        server.fail_next("getUpdates", times=1000)
        eventually(lambda: any(call.error for call in server.calls if call.method == "getUpdates"))
        clock.now += 170
        eventually(lambda: health()[0] == 200)
        clock.now += 11
        assert health() == (503, "Telegram was last reached 181 s ago\n")


@pytest.mark.parametrize(
    ("inside", "path"), [("", "outside/hook"), ("/inside", "inside"), ("inside/x_1/", "inside/x_1")]
)
def test_a_webhook_takes_what_shows_the_secret_at_its_path(
    server: TelegramServer, news: BridgeNews, inside: str, path: str
) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = load(
        token=TOKEN, api_url=server.url, data=folder(server), webhook_url=f"{address}/outside/hook", webhook_port=port,
        webhook_path=inside, webhook_secret=SECRET,
    )  # fmt: skip
    right = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    with running(settings, news):
        (told,) = server.wait_for(1, method="setWebhook")
        eventually(lambda: not _refuses(port))
        server.sticker(user=BERT)  # opens the chat
        forged = {"update_id": 7, "message": message(900_001, BERT.as_chat(), BERT.as_user(), text_content("forged?"))}
        real = {"update_id": 8, "message": message(900_002, BERT.as_chat(), BERT.as_user(), text_content(BRIDGE))}
        statuses = [
            httpx.post(f"{address}/{where}", json=forged, headers=headers).status_code
            for where, headers in [
                (path, {}),
                (path, {"X-Telegram-Bot-Api-Secret-Token": f"{SECRET}x"}),
                (f"{path}/more", right),
                ("", right),
                ("elsewhere" if path.startswith("outside") else "outside/hook", right),
            ]
        ]
        got = httpx.get(f"{address}/{path}", headers=right).status_code
        assert httpx.post(f"{address}/{path}", json=real, headers=right).status_code == 200
        eventually(lambda: asked(news) == [BRIDGE])
        eventually(lambda: any("3. Mai" in seen(one) for one in server.wait_for(1)))
    assert statuses == [403, 403, 404, 404, 404]
    assert got == 405
    assert told.parameters["url"] == f"{address}/outside/hook"
    assert told.parameters["secret_token"] == SECRET
    assert asked(news) == [BRIDGE]


def _refuses(port: int) -> bool:
    try:
        httpx.get(f"http://127.0.0.1:{port}/")
    except httpx.ConnectError:
        return True
    return False


def test_a_press_that_fails_is_owned_up_to(server: TelegramServer, news: BridgeNews) -> None:
    with running(generous(polling, server), news):
        server.private_message(BRIDGE, user=ADA)
        (answer,) = server.wait_for(1)
        news.fails = True
        server.callback("more:1:0", message_id=answer.message_id, user=ADA)
        failed = server.wait_for(2)[1]
        server.callback("more:1:0", message_id=answer.message_id, user=ADA, expired=True)
        late = server.wait_for(3)[2]
    assert seen(failed) == seen(late) == FAILED
    assert failed.parameters["reply_parameters"]["message_id"] == answer.message_id
