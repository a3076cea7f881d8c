from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text import beginning, shown, shown_with, units, visible
from bot.views.marking import marked

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
GERMANY, FRANCE = "\U0001f1e9\U0001f1ea", "\U0001f1eb\U0001f1f7"


@pytest.mark.parametrize(
    ("text", "spans", "markup"),
    [
        ("On 3 May.", (), "On 3 May."),
        ("On 3 May.", ((3, 8),), "On <b>3 May</b>."),
        ("  On 3 May.\n", ((5, 10),), "On <b>3 May</b>."),
        ("On  3 May .", ((2, 10),), "On  <b>3 May</b> ."),
        ("a\r\nb\r\nc", ((3, 4), (6, 7)), "a\n<b>b</b>\n<b>c</b>"),
        ("\u202ea\u202cb c", ((3, 4),), "a<b>b</b> c"),
        ("\x00 a b", ((2, 3),), "<b>a</b> b"),
        ("\ud83d\ude00 a b", ((3, 4),), "\U0001f600 <b>a</b> b"),
        ("\ud83d a b", ((2, 3),), "\ufffd <b>a</b> b"),
        ("<b>&", ((0, 3), (3, 4)), "<b>&lt;b&gt;</b><b>&amp;</b>"),
        # A part that ends inside a character takes all of it.
        (f"x{FAMILY}y", ((1, 2),), f"x<b>{FAMILY}</b>y"),
        (f"x{FAMILY}y", ((3, 4),), f"x<b>{FAMILY}</b>y"),
        ("xe\u0301y", ((0, 2),), "<b>xe\u0301</b>y"),
        ("👍🏽!", ((1, 3),), "<b>👍🏽!</b>"),
        (f"{GERMANY}{FRANCE}", ((1, 2),), f"<b>{GERMANY}</b>{FRANCE}"),
        (f"{GERMANY}{FRANCE}", ((0, 1), (3, 4)), f"<b>{GERMANY}</b><b>{FRANCE}</b>"),
        # What is no part at all is not marked.
        ("a b", ((1, 2),), "a b"),
        ("a\u200bb", ((1, 2),), "a\u200bb"),
        ("a b", ((0, 0), (2, 99), (-5, -1)), "a <b>b</b>"),
        ("a b c", ((0, 3), (2, 5)), "<b>a b</b> <b>c</b>"),
        (" \n", ((0, 2),), "…"),
    ],
)
def test_parts_are_bold_where_they_stand_in_what_is_shown(
    text: str, spans: tuple[tuple[int, int], ...], markup: str
) -> None:
    assert marked(text, spans, 100) == markup


def test_a_part_behind_the_end_of_a_shortened_text_is_left_out_and_one_across_it_is_cut() -> None:
    assert marked("one two three four", ((4, 13), (14, 18)), 10) == "one <b>two</b>…"


def test_of_many_parts_the_first_twelve_are_bold() -> None:
    assert marked("a " * 20, [(at, at + 1) for at in range(0, 40, 2)], 100).count("<b>") == 12


@st.composite
def _texts_with_parts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    awkward = st.sampled_from(["\r", "\n", "\u202e", "\ud83d", "\ude00", "\u200d", "😀", "\u0301", "🇩", "<", "&", " "])
    text = draw(st.text(st.one_of(st.characters(), awkward), max_size=40))
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return text, list(zip(places[::2], places[1::2], strict=False))


@settings(max_examples=200, deadline=None)
@given(_texts_with_parts(), st.integers(1, 60))
def test_without_its_tags_the_markup_is_the_text_as_shown(
    text_and_parts: tuple[str, list[tuple[int, int]]], limit: int
) -> None:
    text, parts = text_and_parts
    markup = marked(text, parts, limit)
    read = unescape(re.sub("</?b>", "", markup))
    whole = shown(text).strip() or "…"
    assert units(read) <= limit
    assert read == whole or (units(whole) > limit and whole.startswith(read.removesuffix("…")))
    assert re.fullmatch("([^<>]*<b>[^<>]+</b>)*[^<>]*", markup)


def test_parts_move_with_what_is_cleaned_away() -> None:
    assert shown_with("\u202ea\r\nb", [(1, 2), (2, 4), (4, 5)]) == ("a\nb", [(0, 1), (1, 2), (2, 3)])


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [("abc", 2, "ab"), ("😀😀😀", 5, "😀😀"), ("a😀b😀", 4, "a😀b"), ("😀", 1, ""), ("abc", 9, "abc"), ("abc", -3, "")],
)
def test_the_beginning_has_as_many_characters_as_fit(text: str, limit: int, kept: str) -> None:
    assert beginning(text, limit) == kept


@pytest.mark.parametrize(
    ("text", "is_visible"),
    [
        ("a", True),
        (" . ", True),
        ("😀", True),
        ("", False),
        (" \u200b\u2800", False),
        ("\u0301", False),
        ("\u3164", False),
    ],
)
def test_a_text_is_visible_where_a_reader_sees_something_of_it(*, text: str, is_visible: bool) -> None:
    assert visible(text) == is_visible
