from __future__ import annotations

from datetime import timedelta

import pytest

from bot.preferences import Preferences, with_setting

MINE = Preferences(language="de", quotes=2, window=7, muted=frozenset({"ledger"}))


def changed(which: str, value: str) -> Preferences | None:
    return with_setting(MINE, which, value, languages={"de", "vi"}, windows=(None, 1, 30))


def test_one_setting_is_changed_and_the_others_stay() -> None:
    assert changed("language", "vi") == Preferences(language="vi", quotes=2, window=7, muted=MINE.muted)
    assert changed("language", "auto") == Preferences(language=None, quotes=2, window=7, muted=MINE.muted)
    assert changed("quotes", "5") == Preferences(language="de", quotes=5, window=7, muted=MINE.muted)
    assert changed("window", "30") == Preferences(language="de", quotes=2, window=30, muted=MINE.muted)
    assert changed("window", "all") == Preferences(language="de", quotes=2, window=None, muted=MINE.muted)


@pytest.mark.parametrize(
    ("which", "value"),
    [
        ("language", "fr"), ("language", ""), ("quotes", "0"), ("quotes", "6"), ("quotes", "²"), ("quotes", "-1"),
        ("quotes", "all"), ("window", "0"), ("window", "7"), ("window", ""), ("window", "auto"), ("window", "1e1"),
        ("outlets", "1"), ("", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_chosen_is_none(which: str, value: str) -> None:
    assert changed(which, value) is None


def test_a_number_of_any_length_is_read_without_an_error() -> None:
    assert changed("quotes", "5" * 10_000) is None
    assert changed("window", "1" * 10_000) is None


def test_a_window_is_a_length_of_time() -> None:
    assert MINE.recent == timedelta(days=7)
    assert Preferences().recent is None
