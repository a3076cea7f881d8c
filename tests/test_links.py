from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import links
from bot.text import shown


@pytest.mark.parametrize(
    ("passage", "fragment"),
    [
        ("Short - and, sweet & sour.", "Short%20%2D%20and%2C%20sweet%20%26%20sour."),
        (
            "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen.",
            "One%20two%20three%20four%20five,twelve%20thirteen%20fourteen%20fifteen%20sixteen.",
        ),
        ("Ends here.\nBegins there.", "Ends%20here.,Begins%20there."),
        (
            "Donaudampfschifffahrtsgesellschaftskapitän Rindfleischetikettierungsüberwachungsaufgabe endet.",
            "Donaudampfschifffahrtsgesellschaftskapit%C3%A4n,endet.",
        ),
        ("x" * 100, "x" * 12 + "," + "x" * 12),
        (" \n ", None),
    ],
)
def test_the_link_names_the_passage_whole_or_by_its_ends(passage: str, fragment: str | None) -> None:
    expected = "https://a.example/" if fragment is None else f"https://a.example/#:~:text={fragment}"
    assert links.to_passage("https://a.example/", passage) == expected


def test_in_a_script_without_spaces_the_ends_are_clauses() -> None:
    passage = "市议会昨天晚上决定，" + "新的大桥将于明年春天开始建设并在三年之内完成" * 4 + "，费用由市政府承担。"
    link = links.to_passage("https://a.example/", passage)
    assert unquote(link.partition("text=")[2]) == "市议会昨天晚上决定,费用由市政府承担"


def test_in_a_script_without_spaces_a_long_clause_is_cut() -> None:
    link = links.to_passage("https://a.example/", "一二三四五六七八九十" * 10 + "。")
    assert unquote(link.partition("text=")[2]) == "一二三四五六七八九十一二,十一二三四五六七八九十。"


def test_a_fragment_of_the_address_is_kept() -> None:
    assert links.to_passage("https://a.example/#top", "Word.") == "https://a.example/#top:~:text=Word."


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400))
def test_both_ends_named_are_in_the_passage_one_behind_the_other(passage: str) -> None:
    link = links.to_passage("https://a.example/", passage)
    if "text=" not in link:
        return
    parts = [unquote(part) for part in link.partition("text=")[2].split(",")]
    flat = " ".join(shown(passage).split())
    assert flat.startswith(parts[0]) or parts[0] in flat
    if len(parts) == 2:
        assert parts[1] in flat[flat.index(parts[0]) + len(parts[0]) :]
