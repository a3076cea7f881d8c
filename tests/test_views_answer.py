from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.locale import choose
from bot.text import shown
from bot.views.answer import answer_view
from fakes import PUBLISHED, answered, cited, nothing_found, quoted
from index.filters import Filters
from index.types import Quote
from tdlib import parse_html

if TYPE_CHECKING:
    from bot.reply import Reply
    from bot.shown import TimeSpan
    from index.types import Answer

ENGLISH = choose("en")
NOW = PUBLISHED + timedelta(hours=2)
BRIDGE = "Die Brücke wird am 3. Mai eröffnet."
AS_OF = "\n\nArticles without dates · index made 2 hours ago"

ANY_URL = st.one_of(
    st.text(),
    st.builds("https://{}/{}".format, st.text(), st.text()),
    st.from_regex(r"(?a)https?://[\w.-]{1,20}(:\d{1,6})?([/?#].*)?", fullmatch=True),
)


def seen(answer: Answer) -> str:
    """The only message of an answer, as it is read."""
    (text,) = answer_view(answer, ENGLISH, now=NOW).texts
    return parse_html(text).text


def markup(answer: Answer) -> str:
    (text,) = answer_view(answer, ENGLISH, now=NOW).texts
    return text


def buttons(reply: Reply) -> list[list[tuple[str, str | None]]]:
    return [[(one.text, one.data) for one in row] for row in reply.keyboard]


@settings(max_examples=100, deadline=None)
@given(ANY_URL)
def test_telegram_links_every_address_we_think_it_links(url: str) -> None:
    text = markup(answered("q", quoted(BRIDGE, cited(url=url))))
    assert bool(parse_html(text).links) == ("<a " in text)


def test_a_quote_is_a_blockquote_with_number_link_outlet_and_date_below() -> None:
    assert markup(answered("q", quoted(BRIDGE))) == (
        "<blockquote>Die Brücke wird am 3. Mai eröffnet.</blockquote>\n"
        '[1] <a href="https://lokalblatt.example/bruecke#:~:text=Die%20Br%C3%BCcke%20wird%20am%203.%20Mai%20er%C3%B6ffnet.">'
        "Neue Brücke über die Aue</a> — Lokalblatt · 30 Nov 2024\n\n"
        "<i>Articles without dates · index made 2 hours ago</i>"
    )


def test_three_quotes_who_also_reported_what_was_understood_and_left_out_come_in_one_message() -> None:
    second = cited(2, "https://b.example/x", "Umzug", "Stadtblick", published=None)
    also = tuple(cited(n, f"https://o{n}.example/", source=f"Outlet {n}") for n in range(3, 10))
    answer = answered("q", quoted("One."), quoted("Two.", second), quoted("Three."), also=also, undated_left_out=2)
    answer = replace(answer, newest=datetime(2024, 11, 30, tzinfo=UTC), filters=Filters(source="Stadtblick"))
    (text,) = answer_view(answer, ENGLISH, now=NOW, understood_as="When does <it> open?", heading="And\nwhen?").texts
    parsed = parse_html(text)
    assert parsed.text == (
        "You asked: And when?\n\n"
        "One.\n[1] Neue Brücke über die Aue — Lokalblatt · 30 Nov 2024\n\n"
        "Two.\n[2] Umzug — Stadtblick · undated\n\n"
        "Three.\n[1] Neue Brücke über die Aue — Lokalblatt · 30 Nov 2024\n\n"
        "Also reported by: Outlet 3, Outlet 4, Outlet 5, Outlet 6, Outlet 7 and 2 more\n\n"
        "Understood as: When does <it> open?\n"
        "Only articles from Stadtblick.\n"
        "2 articles without a date were left out, because you asked about a particular time.\n"
        "Newest article 30 Nov 2024 · index made 2 hours ago"
    )
    lines = parsed.text.split("\n")
    assert parsed.texts("Italic") == [lines[0], *lines[-4:]]
    assert '<a href="https://o3.example/">Outlet 3</a>' in text


def test_the_words_that_answer_are_bold_inside_the_quote() -> None:
    quote = replace(quoted("Am 3. Mai & am <4.> wird\r\ngefeiert."), answering=((3, 9), (15, 19)))
    text = markup(answered("q", quote))
    assert text.startswith(
        "<blockquote>Am <b>3. Mai</b> &amp; am <b>&lt;4.&gt;</b> wird\ngefeiert.</blockquote>\n[1] <a "
    )
    assert [parse_html(text).texts(kind) for kind in ("Bold", "BlockQuote")] == [
        ["3. Mai", "<4.>"],
        ["Am 3. Mai & am <4.> wird\ngefeiert."],
    ]


def test_html_in_a_quote_a_title_and_an_outlet_is_shown_as_text() -> None:
    evil = cited(title='<b>Bold</b> & "quoted"', source="<i>News</i>")
    text = markup(answered("q", quoted("</blockquote><a href='https://evil.example'>x</a> &amp;", evil)))
    parsed = parse_html(text)
    assert parsed.text == (
        "</blockquote><a href='https://evil.example'>x</a> &amp;\n"
        f'[1] <b>Bold</b> & "quoted" — <i>News</i> · 30 Nov 2024{AS_OF}'
    )
    assert [entity.type for entity in parsed.entities] == ["BlockQuote", "TextUrl", "Italic"]


def test_an_address_cannot_leave_its_attribute() -> None:
    text = markup(answered("q", quoted("a", cited(url='https://a.example/"><b>x'))))
    assert 'href="https://a.example/%22%3E%3Cb%3Ex#:~:text=a"' in text
    (link,) = parse_html(markup(answered("q", quoted("a", cited(url="https://a.example/?b=1&lt=2&amp;c"))))).links
    assert link == "https://a.example/?b=1&lt=2&amp;c#:~:text=a"


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/a",
        "https://a.example:99999/",
        "https://name:word@a.example/",
        "https://[::1]/",
        "ftp://a.example/",
    ],
)
def test_an_address_telegram_would_drop_is_written_out(url: str) -> None:
    text = markup(answered("q", quoted("a", cited(url=url))))
    assert "<a " not in text
    assert f"30 Nov 2024\n{url}\n\n" in text


def test_an_address_too_long_for_a_link_with_the_passage_keeps_the_link() -> None:
    url = "https://a.example/" + "x" * 3950
    assert f'<a href="{url}">' in markup(answered("q", quoted("word " * 12, cited(url=url))))


def test_an_endless_address_is_shown_shortened() -> None:
    text = markup(answered("q", quoted("a", cited(url="https://a.example/" + "x" * 9000))))
    assert f"x…{AS_OF}" in parse_html(text).text
    assert "<a " not in text


def test_an_outlet_that_also_reported_without_a_link_shows_its_address() -> None:
    also = (cited(2, "http://intranet/a", source="Intern"),)
    assert "\n\nAlso reported by: Intern (http://intranet/a)\n\n" in seen(answered("q", quoted("a"), also=also))


def test_an_abstention_says_so_and_offers_headlines_as_headlines() -> None:
    near = cited(url="https://a.example/1"), cited(2, "http://intern/2", "Umzug", "Stadtblick", published=None)
    assert markup(nothing_found("q", *near, undated_left_out=1)) == (
        "The articles I have don't seem to say.\n\n"
        "The closest headlines, not an answer:\n"
        '• <a href="https://a.example/1">Neue Brücke über die Aue</a> — Lokalblatt · 30 Nov 2024\n'
        "• Umzug — Stadtblick · undated\nhttp://intern/2\n\n"
        "<i>1 article without a date was left out, because you asked about a particular time.</i>\n"
        "<i>Articles without dates · index made 2 hours ago</i>"
    )
    assert seen(nothing_found("q")) == f"The articles I have don't seem to say.{AS_OF}"


def test_no_quote_is_shown_where_the_answer_abstains() -> None:
    assert seen(replace(answered("q", quoted(BRIDGE)), abstained=True)) == (
        f"The articles I have don't seem to say.{AS_OF}"
    )


def test_messages_are_split_between_quotes() -> None:
    texts = ["a " * 1900, "b " * 900, "c " * 900]
    sent = answer_view(answered("q", *(quoted(text) for text in texts)), ENGLISH, now=NOW).texts
    assert [re.findall(r"<blockquote>(\w)", message) for message in sent] == [["a"], ["b", "c"]]
    assert all(message.count("<blockquote>") == message.count("</blockquote>") for message in sent)
    assert [message.endswith("30 Nov 2024") for message in sent] == [True, False]


def test_a_quote_longer_than_a_message_is_shortened_between_words_and_keeps_what_stands_above_it() -> None:
    answer = answered("q", replace(quoted("seven " * 1000), answering=((6, 11), (5000, 5999))))
    first, last = answer_view(answer, ENGLISH, now=NOW, heading="Why?").texts
    parsed = parse_html(first)
    assert parsed.text.startswith("You asked: Why?\n\nseven seven ")
    assert " seven…\n[1] Neue Brücke" in parsed.text
    assert 4080 < len(parsed.text) <= 4096
    assert parsed.texts("Bold") == ["seven"]
    assert last == "<i>Articles without dates · index made 2 hours ago</i>"


def test_a_list_of_many_headlines_goes_on_in_a_second_message() -> None:
    near = [cited(number, f"http://intern/{'x' * 900}") for number in range(1, 7)]
    sent = answer_view(nothing_found("q", *near), ENGLISH, now=NOW).texts
    assert [message.count("• ") for message in sent] == [4, 2]


def test_many_words_that_answer_leave_five_quotes_in_one_message() -> None:
    spans = tuple((at, at + 1) for at in range(0, 80, 2))
    quotes = [replace(quoted("a " * 40, cited(number)), answering=spans) for number in range(1, 6)]
    parsed = parse_html(markup(answered("q", *quotes)))
    assert len(parsed.texts("BlockQuote")) == len(parsed.links) == 5
    assert len(parsed.entities) <= 100


def test_below_an_answer_are_buttons_for_more_for_another_time_for_each_quote_and_to_vote() -> None:
    second = cited(2, "https://b.example/x", "Umzug", "Stadtblick")
    answer = answered("q", quoted("One."), quoted("Two.", second), quoted("Three."), quoted("Four.", cited(3)))
    assert buttons(answer_view(answer, ENGLISH, now=NOW, answer_id=7)) == [
        [("More passages", "more:7:0"), ("Last 7 days", "span:7:week")],
        [("Context of [1]", "around:7:1"), ("Context of [2]", "around:7:2")],
        [("Context of [1] · 2", "around:7:3"), ("Context of [3]", "around:7:4")],
        [("👍", "vote:7:1"), ("👎", "vote:7:0")],
    ]


def test_without_a_number_an_answer_has_no_buttons() -> None:
    assert answer_view(answered("q", quoted("One.")), ENGLISH, now=NOW).keyboard == ()


@pytest.mark.parametrize(("vote", "signs"), [(None, ["👍", "👎"]), (True, ["👍 ✓", "👎"]), (False, ["👍", "👎 ✓"])])
def test_the_vote_is_marked(*, vote: bool | None, signs: list[str]) -> None:
    reply = answer_view(answered("q", quoted("One.")), ENGLISH, now=NOW, answer_id=7, vote=vote)
    assert [one.text for one in reply.keyboard[-1]] == signs


MONTH = Filters(since=NOW - timedelta(days=30))
LAST_DAYS = Filters(since=NOW - timedelta(days=3))
LONG_AGO = Filters(since=NOW - timedelta(days=90), until=NOW - timedelta(days=60))


@pytest.mark.parametrize(
    ("filters", "span", "offered"),
    [
        (Filters(), "", ["week"]),
        (Filters(language="de"), "", ["week"]),
        (MONTH, "", ["week", "all"]),
        (LAST_DAYS, "", ["all"]),
        (LONG_AGO, "", ["all"]),
        (LAST_DAYS, "week", ["all"]),
        (Filters(), "week", ["all"]),
        (Filters(), "all", ["week"]),
        (LONG_AGO, "all", []),
    ],
)
def test_a_time_is_offered_where_it_changes_what_is_asked(filters: Filters, span: TimeSpan, offered: list[str]) -> None:
    answer = replace(answered("q", quoted("One.")), filters=filters)
    reply = answer_view(answer, ENGLISH, now=NOW, answer_id=7, span=span)
    assert [one.data for one in reply.keyboard[0]] == ["more:7:0", *(f"span:7:{one}" for one in offered)]


def test_the_last_week_is_not_offered_where_all_that_was_found_is_undated() -> None:
    undated = cited(published=None)
    answer = answered("q", quoted("One.", undated), quoted("Two.", undated))
    assert [one.data for one in answer_view(answer, ENGLISH, now=NOW, answer_id=7).keyboard[0]] == ["more:7:0"]
    near = answer_view(nothing_found("q", undated), ENGLISH, now=NOW, answer_id=7)
    assert [one.data for one in near.keyboard[0]] == ["more:7:0"]
    one_dated = answered("q", quoted("One.", undated), quoted("Two."))
    assert len(answer_view(one_dated, ENGLISH, now=NOW, answer_id=7).keyboard[0]) == 2


def test_below_an_abstention_no_quote_can_be_looked_around() -> None:
    reply = answer_view(replace(answered("q", quoted("a")), abstained=True), ENGLISH, now=NOW, answer_id=7)
    assert [data for row in buttons(reply) for _, data in row] == ["more:7:0", "span:7:week", "vote:7:1", "vote:7:0"]


def test_where_no_article_passes_no_more_passages_are_offered() -> None:
    nothing = replace(nothing_found("q"), nothing_passed=True, filters=LONG_AGO)
    assert buttons(answer_view(nothing, ENGLISH, now=NOW, answer_id=7))[0] == [("All time", "span:7:all")]


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=60).filter(str.strip))
def test_a_quote_is_read_letter_by_letter(words: str) -> None:
    quote = Quote(text=words, start=0, end=len(words), citation=cited())
    assert parse_html(markup(answered("q", quote))).texts("BlockQuote") == [shown(words).strip() or "…"]
