from __future__ import annotations

import traceback
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import BotSettings, InvalidSettingsError, load
from index.confidence import THRESHOLD
from index.location import Location

TOKEN = "123456:ABC-def_GHIjklMNOpqrSTUvwx"  # noqa: S105 - nobody's
OTHER = "654321:XYZ-def_GHIjklMNOpqrSTUvwx"
SECRET = "hook-secret_9"  # noqa: S105 - nobody's


DEFAULTS = {
    "allowed_users": frozenset(), "allowed_groups": frozenset(), "admins": frozenset(), "questions_per_minute": 20,
    "chat_questions_per_minute": 20, "remember": timedelta(days=7), "keep_questions": False, "monitor_port": None,
}  # fmt: skip
"""Who may ask, how often, and what is kept, where nothing is said of it."""

EXAMPLES = [
    # setting, as the environment has it, as TOML has it, what is meant
    ("allowed_users", "7, 8\t9", "[7, 8, 9]", frozenset({7, 8, 9})),
    ("allowed_groups", "-1001,-1002", "[-1001, -1002]", frozenset({-1001, -1002})),
    ("admins", "7", "[7]", frozenset({7})),
    ("questions_per_minute", "5", "5", 5),
    ("chat_questions_per_minute", "1", "1", 1),
    ("remember", "12h", '"12h"', timedelta(hours=12)),
    ("remember", "90s", '"90s"', timedelta(seconds=90)),
    ("keep_questions", "yes", "true", True),
    ("monitor_port", "9100", "9100", 9100),
]


@pytest.fixture(autouse=True)
def _nothing_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "TOKEN", "NEWSBOT_DATA", "NEWSBOT_MODEL",
                 "NEWSBOT_THRESHOLD", "NEWSBOT_EXPLAIN", "NEWSBOT_ENGINE", "NEWSBOT_ENGINE_TOKEN", "NEWSBOT_STORE",
                 *(f"NEWSBOT_{setting.upper()}" for setting in DEFAULTS)):  # fmt: skip
        monkeypatch.delenv(name, raising=False)


def test_nothing_given_means_the_terminal_over_the_folder_data() -> None:
    settings = load()
    assert settings.token is None
    assert settings.data == Path("data")
    assert settings.model is None
    assert settings.threshold == THRESHOLD
    assert not settings.explain
    assert settings.webhook_url is None
    assert settings.webhook_listen == "127.0.0.1"
    assert settings.api_url == "https://api.telegram.org"
    assert settings.secrets == ()


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:8081/")
    monkeypatch.setenv("NEWSBOT_DATA", "elsewhere")
    monkeypatch.setenv("NEWSBOT_THRESHOLD", "0.8")
    monkeypatch.setenv("NEWSBOT_EXPLAIN", "yes")
    settings = load()
    assert settings.secrets == (TOKEN,)
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.data == Path("elsewhere")
    assert settings.threshold == 0.8
    assert settings.explain


def test_an_empty_variable_counts_as_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    assert load().token is None


def test_a_variable_named_token_is_none_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", OTHER)
    assert load().token is None


def test_the_environment_wins_over_the_file_and_an_argument_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "newsbot.toml").write_text(
        f'token = "{TOKEN}"\ndata = "from-file"\nmodel = "file-model"\napi_url = "http://file:1"\n', encoding="utf-8"
    )
    assert load().secrets == (TOKEN,)
    assert load().model == "file-model"
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", OTHER)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://environment:2")
    monkeypatch.setenv("NEWSBOT_DATA", "from-environment")
    settings = load(data=Path("from-argument"), model=None)
    assert settings.secrets == (OTHER,)
    assert settings.api_url == "http://environment:2"
    assert settings.data == Path("from-argument")
    assert settings.model == "file-model"
    assert load(token=TOKEN, api_url="http://argument:3").secrets == (TOKEN,)
    assert load(token=TOKEN, api_url="http://argument:3").api_url == "http://argument:3"


def test_a_token_copied_with_blanks_around_it_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", f" {TOKEN}\n")
    assert load().secrets == (TOKEN,)


@pytest.mark.parametrize(
    "wrong",
    ["nonsense-that-is-secret", "98765", "98765:short", "bot123456:ABC-def_GHIjklMNOpqrSTUvwx"],
)
def test_a_wrong_token_is_refused_without_being_shown(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", wrong)
    with pytest.raises(InvalidSettingsError) as refused:
        load()
    assert str(refused.value) == (
        "TELEGRAM_BOT_TOKEN: is not a bot token; @BotFather gives one that looks like 123456:ABC-DEF…"
    )
    assert wrong not in "".join(traceback.format_exception(refused.value))
    assert wrong not in repr(refused.value)


def test_secrets_show_in_no_representation() -> None:
    settings = load(token=TOKEN, webhook_url="https://news.example/hook", webhook_secret=SECRET)
    for text in (repr(settings), str(settings), settings.model_dump_json()):
        assert TOKEN not in text
        assert SECRET not in text
    assert settings.secrets == (TOKEN, SECRET)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"webhook_url": "https://news.example/hook"}, "webhook_url needs webhook_secret"),
        ({"webhook_url": "news.example"}, "webhook_url: must be an address"),
        ({"webhook_url": "https://"}, "webhook_url: must be an address"),
        ({"api_url": "https://[broken"}, "api_url: must be an address"),
        ({"webhook_secret": "with space"}, "webhook_secret: must be 1 to 256 characters of A-Z, a-z, 0-9, _ and -"),
        ({"webhook_secret": "a" * 257}, "webhook_secret: must be 1 to 256 characters"),
        ({"webhook_port": 0}, "webhook_port: Input should be greater than or equal to 1"),
        ({"webhook_path": "a b"}, "webhook_path may hold only"),
    ],
)
def test_a_webhook_that_cannot_work_is_refused_with_the_reason(given: dict[str, str | int], reason: str) -> None:
    with pytest.raises(InvalidSettingsError) as refused:
        load(**given)
    assert reason in str(refused.value)
    assert not str(refused.value).startswith(":")


@pytest.mark.parametrize("share", ["0", "1", "0.35"])
def test_a_threshold_is_a_share(share: str) -> None:
    assert load(threshold=share).threshold == float(share)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"threshold": "1.01"}, "threshold: Input should be less than or equal to 1"),
        ({"threshold": "-0.1"}, "threshold: Input should be greater than or equal to 0"),
        ({"threshold": "nan"}, "threshold: Input should be a finite number"),
        ({"threshold": "0,5"}, "threshold: Input should be a valid number"),
        ({"explain": "perhaps"}, "explain: Input should be a valid boolean"),
    ],
)
def test_a_threshold_or_switch_that_is_none_is_refused_in_one_line(given: dict[str, str], reason: str) -> None:
    with pytest.raises(InvalidSettingsError) as refused:
        load(**given)
    assert str(refused.value).startswith(reason)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "path", "expected"),
    [
        ("https://news.example/hook/a/", "", "hook/a"),
        ("https://news.example", "", ""),
        ("https://news.example/outside", "/inside", "inside"),
    ],
)
def test_the_path_to_listen_on_is_that_of_the_address_unless_named(url: str, path: str, expected: str) -> None:
    assert load(webhook_url=url, webhook_secret=SECRET, webhook_path=path).listen_path == expected


def test_a_broken_file_is_named_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "newsbot.toml").write_text(f'token = "{TOKEN}\n', encoding="utf-8")
    with pytest.raises(InvalidSettingsError) as refused:
        load()
    assert "newsbot.toml" in str(refused.value)
    assert TOKEN not in "".join(traceback.format_exception(refused.value))


def test_settings_do_not_change() -> None:
    settings = BotSettings(data=Path("a"))
    with pytest.raises(ValueError, match="frozen"):
        settings.data = Path("b")


def test_where_nothing_is_said_everyone_may_ask_and_conversations_are_forgotten_after_a_week() -> None:
    settings = load()
    assert {name: getattr(settings, name) for name in DEFAULTS} == DEFAULTS


@pytest.mark.parametrize(("name", "written", "_", "meant"), EXAMPLES)
def test_who_may_ask_and_what_is_kept_is_read_from_the_environment(
    name: str, written: str, _: str, meant: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"NEWSBOT_{name.upper()}", written)
    settings = load()
    assert {one: getattr(settings, one) for one in DEFAULTS} == DEFAULTS | {name: meant}


@pytest.mark.parametrize(("name", "_", "written", "meant"), EXAMPLES)
def test_who_may_ask_and_what_is_kept_is_read_from_the_file(
    name: str, _: str, written: str, meant: object, tmp_path: Path
) -> None:
    (tmp_path / "newsbot.toml").write_text(f"{name} = {written}\n", encoding="utf-8")
    settings = load()
    assert {one: getattr(settings, one) for one in DEFAULTS} == DEFAULTS | {name: meant}


def test_an_argument_wins_here_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "newsbot.toml").write_text('admins = [1]\nremember = "1h"\nmonitor_port = 1\n', encoding="utf-8")
    monkeypatch.setenv("NEWSBOT_ADMINS", "2")
    monkeypatch.setenv("NEWSBOT_REMEMBER", "2h")
    settings = load(admins="3 4", remember=timedelta(hours=3))
    assert settings.admins == {3, 4}
    assert settings.remember == timedelta(hours=3)
    assert settings.monitor_port == 1
    assert load().admins == {2}


def test_a_list_that_is_empty_lets_everyone_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSBOT_ALLOWED_USERS", " ,")
    assert load().allowed_users == frozenset()


@pytest.mark.parametrize(
    ("name", "wrong", "told"),
    [
        ("allowed_users", "Ada", "allowed_users 0: Input should be a valid integer"),
        ("allowed_groups", "-1001 readers", "allowed_groups 1: Input should be a valid integer"),
        ("admins", "1.5", "admins 0: Input should be a valid integer"),
        ("questions_per_minute", "0", "questions_per_minute: Input should be greater than or equal to 1"),
        ("questions_per_minute", "many", "questions_per_minute: Input should be a valid integer"),
        ("chat_questions_per_minute", "-3", "chat_questions_per_minute: Input should be greater than or equal to 1"),
        ("remember", "forever", "remember: 'forever' is not a time such as 30s, 15m, 2h or 1d"),
        ("remember", "0s", "remember: '0s' is not a time"),
        ("keep_questions", "perhaps", "keep_questions: Input should be a valid boolean"),
        ("monitor_port", "0", "monitor_port: Input should be greater than or equal to 1"),
        ("monitor_port", "65536", "monitor_port: Input should be less than or equal to 65535"),
    ],
)
def test_what_is_none_is_refused_in_one_line_that_says_what_to_do(
    name: str, wrong: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"NEWSBOT_{name.upper()}", wrong)
    with pytest.raises(InvalidSettingsError) as refused:
        load()
    assert str(refused.value).startswith(told)
    assert "\n" not in str(refused.value)


# --- where the index is ---


def test_where_the_index_is_may_hold_secrets_that_no_log_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    store = "postgresql://bot:p%40ss@store.example:5432/news?password=a%3Db"
    monkeypatch.setenv("NEWSBOT_ENGINE", "milvus+https://milvus.example")
    monkeypatch.setenv("NEWSBOT_ENGINE_TOKEN", "root:word")
    monkeypatch.setenv("NEWSBOT_STORE", store)
    settings = load(token=TOKEN)
    assert settings.location(Path("data")) == Location(
        data=Path("data"),
        engine_url="milvus+https://milvus.example",
        engine_token="root:word",  # noqa: S106 - nobody's
        store_url=store,
    )
    assert {TOKEN, "root:word", store, "p%40ss", "p@ss", "a=b"} <= set(settings.secrets)
    assert not any(secret in repr(settings) for secret in ("word", "p%40ss"))


@pytest.mark.parametrize("given", [{"engine": "bolt://hush.example"}, {"store": "mysql://bot:hush@store.example/x"}])
def test_a_place_that_is_none_is_refused_in_one_line_that_does_not_show_it(given: dict[str, str]) -> None:
    with pytest.raises(InvalidSettingsError) as refused:
        load(**given)
    (name,) = given
    assert str(refused.value).startswith(f"{name}: a")
    assert "hush" not in "".join(traceback.format_exception(refused.value))
