from __future__ import annotations

import pytest

from tdlib import Entity, FormattedText, TdlibRejected, parse_html, utf16_length

LINK = '<a href="https://news.example/1">one</a>'


def test_html_becomes_the_text_a_reader_sees_with_entities_in_utf16_units() -> None:
    assert parse_html('😀 <b>bold</b> &lt; <a href="https://news.example/a?x=1&amp;y=2#:~:text=b%20c">l</a>') == (
        FormattedText(
            "😀 bold < l",
            (Entity(3, 4, "Bold"), Entity(10, 1, "TextUrl", "https://news.example/a?x=1&y=2#:~:text=b%20c")),
        )
    )


def test_the_words_of_an_entity_can_be_read_after_an_emoji() -> None:
    formatted = parse_html(f"😀<blockquote>Grüße 😀</blockquote>{LINK}")
    assert formatted.texts("BlockQuote") == ["Grüße 😀"]
    assert formatted.links == ["https://news.example/1"]


def test_a_link_to_a_person_is_no_web_link() -> None:
    formatted = parse_html('<a href="tg://user?id=42">Ada</a>')
    assert formatted.entities == (Entity(0, 3, "MentionName", "tg://user?id=42"),)
    assert formatted.links == []


@pytest.mark.parametrize("text", ["<p>x</p>", "<b>x", "<b><i>x</b></i>", "a < b", "<br>", "<b/>"])
def test_html_that_telegram_does_not_know_is_rejected(text: str) -> None:
    with pytest.raises(TdlibRejected, match="Can't parse entities"):
        parse_html(text)


def test_nothing_is_trimmed() -> None:
    assert parse_html("  <b> </b> ").text == "    "


@pytest.mark.parametrize(("text", "units"), [("", 0), ("ab", 2), ("ü", 1), ("😀", 2), ("🇩🇪", 4)])
def test_length_counts_utf16_units(text: str, units: int) -> None:
    assert utf16_length(text) == units
