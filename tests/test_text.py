from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text import one_line, shorten, shown, units

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\x00b\x1b[0m\x85c", "a b [0m\nc"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\u202eevil\u2066", "evil"),
        ("half \ud83d and whole \ud83d\ude00", "half \ufffd and whole \U0001f600"),
        ("tab\tstays, \u200eso does a mark", "tab\tstays, \u200eso does a mark"),
    ],
)
def test_what_would_spoil_a_message_is_not_shown(raw: str, clean: str) -> None:
    assert shown(raw) == clean


def test_one_line_has_single_spaces() -> None:
    assert one_line("  a \n\n b\tc ") == "a b c"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("fits", 4, "fits"),
        ("two words", 8, "two…"),
        ("ends after a word", 11, "ends after…"),
        ("an incomprehensible word", 15, "an…"),
        ("x" * 40, 15, "x" * 14 + "…"),
        ("a " + "x" * 60, 50, "a " + "x" * 47 + "…"),
        (f"abc{FAMILY}d", 10, "abc…"),
        ("abc\U0001f44d\U0001f3fdd", 7, "abc…"),
        ("ab\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", 9, "ab\U0001f1e9\U0001f1ea…"),
        ("ab\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7x", 7, "ab\U0001f1e9\U0001f1ea…"),
        ("abe\u0301f", 4, "ab…"),
        ("😀😀😀", 5, "😀😀…"),
        ("😀😀😀", 4, "😀…"),
        ("xyz", 1, "…"),
    ],
)
def test_text_is_cut_between_words_or_whole_characters(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short


@settings(deadline=None)
@given(st.text(), st.integers(1, 50))
def test_a_shortened_text_fits_and_begins_as_the_text(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert units(short) <= limit
    assert text.startswith(short.removesuffix("…")) or short == text
