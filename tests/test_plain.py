from __future__ import annotations

from datetime import timedelta

from bot.locale import choose
from bot.plain import plain
from bot.views.answer import answer_view
from fakes import PUBLISHED, answered, cited, quoted


def test_the_address_of_a_lines_only_link_stands_below_it_without_the_words_to_scroll_to() -> None:
    markup = (
        '1. <a href="https://a.example/?b=1&amp;c=2#:~:text=On%203%20May">A &lt;new&gt; bridge</a> — Outlet · 3 May'
    )
    assert plain(markup) == "1. A <new> bridge — Outlet · 3 May\n  https://a.example/?b=1&c=2"


def test_the_addresses_of_several_links_in_a_line_stand_behind_their_words() -> None:
    markup = (
        'By: <a href="https://a.example/?b=1&amp;lt=2">A &amp; B</a>, <a href="https://c.example/#top:~:text=x">C</a>'
    )
    assert plain(markup) == "By: A & B https://a.example/?b=1&lt=2, C https://c.example/#top"


def test_quotes_stand_in_quotation_marks_and_nothing_is_bold() -> None:
    markup = "<b>Around:</b>\n<blockquote expandable>One <b>two</b>\nthree &amp;amp; four.</blockquote>\n<i>end</i>"
    assert plain(markup) == "Around:\n«One two\nthree &amp; four.»\nend"


def test_an_article_commands_no_terminal() -> None:
    assert plain("&#27;[31mred&#0;\x1b[0m\u202e") == "[31mred\ufffd [0m"


def test_an_answer_can_be_read_in_a_terminal() -> None:
    answer = answered("q", quoted("1 < 2 &lt; 3", cited(url="https://a.example/x")))
    (text,) = answer_view(answer, choose("en"), now=PUBLISHED + timedelta(hours=1)).texts
    assert plain(text) == (
        "«1 < 2 &lt; 3»\n"
        "[1] Neue Brücke über die Aue — Lokalblatt · 30 Nov 2024\n"
        "  https://a.example/x\n\n"
        "Articles without dates · index made 1 hour ago"
    )
