from __future__ import annotations

import http.client
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError, RetryAfter, TimedOut

from telegram_calls import call, sends, until, with_bot
from telegram_server import TelegramServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        yield running


def test_a_flood_wait_names_its_seconds_and_passes(server: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else python-telegram-bot warns of its own coming change
    server.private_message("q")
    server.fail_next("sendMessage", status=429, description="Too Many Requests: retry after 3", retry_after=3)
    with pytest.raises(RetryAfter) as caught:
        with_bot(server, sends("one"))
    assert caught.value.retry_after == timedelta(seconds=3)
    with_bot(server, sends("two"))
    assert [one.text for one in server.wait_for(timeout=0)] == ["two"]
    assert [one.error for one in server.calls if one.text == "one"] == ["Too Many Requests: retry after 3"]
    assert server.violations == []


def test_a_server_error_comes_as_often_as_ordered(server: TelegramServer) -> None:
    server.private_message("q")
    server.fail_next("sendMessage", times=2)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Internal Server Error"):
            with_bot(server, sends("x"))
    with_bot(server, sends("x"))
    assert len(server.history(1001)) == 2


def test_in_a_storm_every_so_many_th_call_of_a_method_goes_wrong_the_same_way_each_time(server: TelegramServer) -> None:
    server.private_message("q")

    def weather() -> list[str | None]:
        server.storm(2, hang=0.01, seed=7)
        for _ in range(12):
            with suppress(http.client.HTTPException):
                call(server, "sendMessage", chat_id=1001, text="x")
        server.storm(0, hang=0, seed=0)
        assert call(server, "sendMessage", chat_id=1001, text="x")["ok"]
        found = [one.error for one in server.calls]
        server.clear()
        return found

    first = weather()
    assert weather() == first
    assert first[::2] == [None] * 7
    assert len(set(first[1::2])) > 2


def test_a_hanging_answer_comes_late_though_the_message_was_sent_at_once(server: TelegramServer) -> None:
    server.private_message("q")
    server.hang_next("sendMessage", 30)
    with pytest.raises(TimedOut):
        with_bot(server, lambda bot: bot.send_message(1001, "x", read_timeout=0.3))
    assert len(server.wait_for(timeout=0)) == 1
    server.hang_next("sendMessage", 0.3)
    with_bot(server, sends("y"))
    assert len(server.wait_for(2, timeout=0)) == 2


@pytest.mark.parametrize(("accepted", "arrived"), [(False, 0), (True, 1)])
def test_a_cut_connection_gives_no_answer(server: TelegramServer, accepted: bool, arrived: int) -> None:  # noqa: FBT001
    server.private_message("q")
    server.cut_next("sendMessage", accepted=accepted)
    with pytest.raises(NetworkError, match="disconnected"):
        with_bot(server, sends("x"))
    assert len(server.history(1001)) == 1 + arrived
    assert [one.error is None for one in server.calls if one.method == "sendMessage"] == [accepted]


def test_a_delayed_call_is_carried_out_when_the_bot_waits_no_more(server: TelegramServer) -> None:
    server.private_message("q")
    server.delay_next("sendMessage", 0.5)
    with pytest.raises(TimedOut):
        with_bot(server, lambda bot: bot.send_message(1001, "x", read_timeout=0.2))
    assert len(server.history(1001)) == 1
    until(lambda: len(server.history(1001)) == 2)
