from __future__ import annotations

import logging
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot import watching
from bot.watching import Watch, wait_before_first_round, watched
from fakes import CannedNews
from index import open_index
from index.__main__ import main
from index.following import FollowingIndex
from index.location import Location
from index.sources.named import WebSource
from index.types import SourceStatus
from news_server import NewsServer, hang
from news_site import FERRY, SCHOOL, Item, page, serve_feed
from running import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
QUESTION = "How much does the crossing to Gull Island cost?"


@pytest.fixture
def site() -> Iterator[NewsServer]:
    with NewsServer() as server:
        yield server


def costs(crowns: str) -> str:
    return page(
        "Ferry to Gull Island", *FERRY, f"The crossing to Gull Island costs {crowns} crowns, children travel for free."
    )


def test_an_article_corrected_and_then_withdrawn_is_answered_right_while_200_questions_are_asked(
    site: NewsServer, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    site.serve("/ferry", costs("twelve"))
    site.serve("/school", page("School closes", *SCHOOL))
    feed = serve_feed(site, Item(link=site.url("/ferry")), Item(link=site.url("/school")))
    assert main([feed, "--data", str(data), "--delay", "0"]) == 0
    done = threading.Event()
    told: list[str] = []
    failed: list[Exception] = []

    with Watch(data, timedelta(seconds=0.5)) as watch, FollowingIndex(open_index(data), look=0.1) as news:

        def said() -> str:
            answer = news.answer(QUESTION)
            return " ".join(quote.text for quote in answer.quotes)

        def ask() -> None:
            while not done.is_set() or len(told) < 200:
                try:
                    told.append(said())
                except Exception as error:  # noqa: BLE001 - it is what the test looks for
                    failed.append(error)
                done.wait(0.02)

        asking = threading.Thread(target=ask)
        asking.start()
        try:
            watch.start(timedelta(0))
            assert "costs twelve crowns" in said()
            site.serve("/ferry", costs("fifteen"))
            eventually(lambda: "costs fifteen crowns" in said(), 60)
            assert news.answer(QUESTION).quotes[0].citation.updated is not None
            site.withdraw("/ferry", 410)
            eventually(lambda: "crowns" not in said(), 60)
        finally:
            done.set()
            asking.join()
        assert [source.failure for source in news.status().sources] == [None]
    assert failed == []
    assert len(told) >= 200
    assert sum("twelve" in text and "fifteen" in text for text in told) == 0


def test_a_round_that_fails_is_told_once_and_the_bot_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newsbot.toml").write_text('sources = ["missing.jsonl"]', "utf-8")
    (tmp_path / "data").write_text("no folder", "utf-8")
    with caplog.at_level(logging.DEBUG, "bot.watching"), Watch(tmp_path / "data", timedelta(seconds=0.01)) as watch:
        watch.start(timedelta(0))
        eventually(lambda: caplog.text.count("rebuild began") == 3, 30)
    assert caplog.text.count("rebuild failed") == 1


def test_sources_are_due_when_the_last_of_them_was_tried_an_interval_ago() -> None:
    every = timedelta(minutes=15)
    status = CannedNews().status()
    assert wait_before_first_round(status, [], every, now=NOW) == every

    def waits(named: list[str], **minutes: int) -> timedelta:
        sources = tuple(
            SourceStatus(url=url, kind="feed", succeeded=None, tried=NOW - timedelta(minutes=ago), failure="x")
            for url, ago in minutes.items()
        )
        return wait_before_first_round(replace(status, sources=sources), named, every, now=NOW)

    assert waits(["a", "b"], a=60, b=5) == timedelta(minutes=10)
    assert waits(["a"], a=60) == timedelta(0)
    assert waits(["a"], a=-90) == every  # a clock that was wrong
    assert waits(["a", "new"], a=5) == timedelta(0)


def test_an_index_that_was_given_no_sources_is_not_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert watched(tmp_path / "data") == []
    (tmp_path / "newsbot.toml").write_text('sources = ["https://quay.example/feed"]', "utf-8")
    assert watched(tmp_path / "data") == [WebSource(url="https://quay.example/feed")]


def test_closing_ends_a_round_that_is_under_way(site: NewsServer, tmp_path: Path) -> None:
    data = tmp_path / "data"
    feed = serve_feed(site, Item(link=site.url("/ferry")))
    site.serve("/ferry", costs("twelve"))
    assert main([feed, "--data", str(data), "--delay", "0"]) == 0
    site.answer("/feed.xml", hang)
    site.requests.clear()
    with Watch(data, timedelta(hours=1)) as watch:
        watch.start(timedelta(0))
        eventually(lambda: "/feed.xml" in site.paths(), 30)
        process = watch._process
    assert process is not None
    assert process.returncode is not None


def test_what_reads_the_web_is_given_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:hush")
    monkeypatch.setenv("NEWSBOT_WEBHOOK_SECRET", "hush")
    monkeypatch.setenv("NEWSBOT_FETCH_DELAY", "3")
    environment = watching._environment(Location(data=Path("data")))
    assert "hush" not in " ".join(environment.values())
    assert environment["NEWSBOT_FETCH_DELAY"] == "3"


def test_a_round_is_told_where_the_index_is_where_nobody_else_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSBOT_ENGINE_TOKEN", "old")
    monkeypatch.setenv("NEWSBOT_STORE", "postgresql://old.example/news")
    place = Location(
        data=Path("data"),
        engine_url="milvus+http://milvus.example:19530",
        engine_token="root:hush",  # noqa: S106 - nobody's
        store_url="postgresql://bot:hush@store.example/news",
    )
    watch = Watch(place, timedelta(minutes=15))
    assert "example" not in " ".join(watch._command)
    assert watch._environment["NEWSBOT_ENGINE"] == "milvus+http://milvus.example:19530"
    assert watch._environment["NEWSBOT_ENGINE_TOKEN"].startswith("root:")
    assert watch._environment["NEWSBOT_STORE"] == "postgresql://bot:hush@store.example/news"


def test_a_round_builds_with_the_model_that_the_bot_was_told(tmp_path: Path) -> None:
    every = timedelta(minutes=15)
    assert Watch(tmp_path, every, model="other/model")._command[-2:] == ["--model", "other/model"]
    assert "--model" not in Watch(tmp_path, every)._command
