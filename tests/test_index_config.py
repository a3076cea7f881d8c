from __future__ import annotations

import traceback
from datetime import timedelta
from pathlib import Path

import pytest

from index.config import FILE, duration, load, located
from index.errors import SettingsFileError, SourceError
from index.location import Location
from index.sources.named import WebSource, parse_source


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("15m", 900), ("15", 900), ("2h", 7200), ("1.5 h", 5400), ("1d", 86_400), ("2W", 1_209_600)],
)
def test_a_time_is_written_as_people_do(text: str, seconds: int) -> None:
    assert duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "0m", "-5m", "soon", "15 m 3 s", "1y", "9999999999d"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time such as 30s, 15m, 2h or 1d"):
        duration(text)


def test_sources_are_a_table_with_labels_each_an_address_or_more(here: Path) -> None:
    (here / FILE).write_text(
        """
        allow_hosts = ["intranet.example:8080"]
        fetch_delay = 0.5
        [sources]
        post = "https://post.example/feed"
        folder = "news"
        [sources.quay]
        url = "https://quay.example/rss"
        name = "The Quay"
        language = "German"
        limit = 20
        max_age = "30d"
        """,
        "utf-8",
    )
    settings = load()
    assert [source.source() for source in settings.sources] == [
        WebSource(url="https://post.example/feed"),
        here / "news",
        WebSource(url="https://quay.example/rss", name="The Quay", language="de", limit=20, max_age=timedelta(days=30)),
    ]
    assert (settings.allow_hosts, settings.fetch_delay) == (["intranet.example:8080"], 0.5)


def test_sources_may_be_a_list(here: Path) -> None:
    (here / FILE).write_text('sources = ["https://post.example/feed", {url = "https://quay.example/"}]', "utf-8")
    assert [source.url for source in load().sources] == ["https://post.example/feed", "https://quay.example/"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[sources.x]\nurl = "https://x.example/"\nlanguage = "klingon"', "unknown language 'klingon'"),
        ('[sources.x]\nurl = "https://x.example/"\nlimits = 3', "limits"),
        ('[sources.x]\nname = "X"', "url"),
        ('[sources.x]\nurl = "https://x.example/"\nlimit = 0', "limit"),
        ('[sources.x]\nurl = "https://x.example/"\nmax_age = "old"', "is not a time"),
        ("fetch_delay = -1", "fetch_delay"),
        ("sources = 3", "sources"),
        ("[sources", "cannot be read"),
    ],
)
def test_a_wrong_setting_is_named(here: Path, text: str, said: str) -> None:
    (here / FILE).write_text(text, "utf-8")
    with pytest.raises(SettingsFileError, match=said):
        load()


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://Quay.example/feed#top", "https://quay.example/feed"),
        ("HTTP://quay.example", "http://quay.example/"),
        ("feed://quay.example/rss", "http://quay.example/rss"),
        ("feed:https://quay.example/rss", "https://quay.example/rss"),
    ],
)
def test_an_address_is_a_place_on_the_web(text: str, url: str) -> None:
    assert parse_source(text) == WebSource(url=url)


def test_anything_else_is_a_path(here: Path) -> None:
    assert parse_source("news/today.jsonl") == here / "news" / "today.jsonl"
    assert parse_source("~/news") == Path.home() / "news"


@pytest.mark.parametrize("text", ["ftp://quay.example/feed", "file:///etc/passwd", "https://", "https://:80/x"])
def test_an_address_that_cannot_be_fetched_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(SourceError, match="name an address that begins with https:// or http://, or a path"):
        parse_source(text)


# --- where the index is ---


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEWSBOT_ENGINE", "NEWSBOT_ENGINE_TOKEN", "NEWSBOT_STORE"):
        monkeypatch.delenv(name, raising=False)


def test_an_index_is_in_its_folder_unless_more_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().location(Path("data")) == Location(data=Path("data"))
    monkeypatch.setenv("NEWSBOT_ENGINE", " milvus+http://milvus.example:19530\n")
    monkeypatch.setenv("NEWSBOT_ENGINE_TOKEN", "root:word\n")
    monkeypatch.setenv("NEWSBOT_STORE", "postgresql://bot:word@store.example/news\n")
    assert load().location(Path("data")) == Location(
        data=Path("data"),
        engine_url="milvus+http://milvus.example:19530",
        engine_token="root:word",  # noqa: S106 - nobody's
        store_url="postgresql://bot:word@store.example/news",
    )


def test_the_environment_goes_before_the_file_and_what_is_typed_before_both(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / FILE).write_text('engine = "file.db"\nstore = "postgres://file.example/news"', "utf-8")
    assert located(Path("data")).engine_url == "file.db"
    monkeypatch.setenv("NEWSBOT_ENGINE", "environment.db")
    assert located(Path("data")).engine_url == "environment.db"
    found = located(Path("data"), engine="typed.db", store="postgres://typed.example/news")
    assert (found.engine_url, found.store_url) == ("typed.db", "postgres://typed.example/news")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"engine": "http://milvus.example"}, "engine: an engine is milvus+http://HOST:PORT, milvus+https://HOST:PORT"),
        ({"store": "mysql://bot:hush@store.example/news"}, "store: a store is postgresql://USER:PASSWORD@HOST"),
    ],
)
def test_what_is_no_place_is_refused_in_one_line_without_what_it_holds(given: dict[str, str], reason: str) -> None:
    with pytest.raises(SettingsFileError) as refused:
        load(**given)
    assert str(refused.value).startswith(reason)
    assert "\n" not in str(refused.value)
    shown = "".join(traceback.format_exception(refused.value))
    assert "hush" not in shown
    assert "milvus.example" not in shown
