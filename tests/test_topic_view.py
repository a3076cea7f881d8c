from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.locale import LANGUAGES, Messages, choose
from bot.views.topic import listed, no_topic_view, topic_usage_view, topic_view
from fakes import cited
from index.types import Citation, Timeline
from tdlib import FormattedText, parse_html, utf16_length

ENGLISH = choose("en")
NOON = datetime(2024, 11, 30, 12, 0, tzinfo=UTC)
CODES = [messages.code for messages in LANGUAGES]


def timeline(*articles: Citation, topic: str = "bridge", undated: int = 0) -> Timeline:
    return Timeline(topic=topic, articles=articles, undated=undated)


def days(count: int, title: str = "Headline {}") -> list[Citation]:
    """One article a day, the last on 30 November 2024."""
    return [
        cited(n, f"https://paper.example/{n}", title.format(n), "The Paper", published=NOON - timedelta(days=count - n))
        for n in range(1, count + 1)
    ]


def caption(line: Timeline, messages: Messages = ENGLISH) -> FormattedText:
    reply = topic_view(line, b"png", messages)
    (text,) = reply.texts
    return parse_html(text)


def test_the_caption_tells_the_topic_how_much_there_is_and_the_newest_headlines() -> None:
    reply = topic_view(timeline(*days(3), undated=2), b"png", ENGLISH)
    assert reply.photo == b"png"
    seen = parse_html(reply.texts[0])
    assert seen.text == (
        "Articles about bridge\n3 articles with a date, 2 without\n\n"
        "1. Headline 3 — The Paper · 30 Nov 2024\n"
        "2. Headline 2 — The Paper · 29 Nov 2024\n"
        "3. Headline 1 — The Paper · 28 Nov 2024"
    )
    assert seen.texts("Bold") == ["Articles about bridge"]
    assert seen.links == ["https://paper.example/3", "https://paper.example/2", "https://paper.example/1"]


def test_of_many_articles_eight_are_listed() -> None:
    line = timeline(*days(30))
    assert len(caption(line).links) == 8
    assert [one.number for one in listed(line, ENGLISH)] == [30, 29, 28, 27, 26, 25, 24, 23]


def test_as_many_headlines_are_listed_as_fit_below_a_picture() -> None:
    line = timeline(*days(8, title="😀" * 70 + " {}"))
    seen = caption(line)
    # 70 emoji are 140 units; with outlet and date a headline takes 173.
    assert len(seen.links) == len(listed(line, ENGLISH)) == 5
    assert utf16_length(seen.text) <= 1024


def test_an_address_telegram_would_not_link_stands_below_its_headline() -> None:
    seen = caption(timeline(cited(url="http://localhost/a<b")))
    assert seen.text.endswith("1. Neue Brücke über die Aue — Lokalblatt · 30 Nov 2024\nhttp://localhost/a<b")
    assert seen.links == []


@pytest.mark.parametrize(("length", "linked"), [(2000, True), (2001, False)])
def test_an_address_that_eight_times_would_be_too_long_for_a_message_is_not_linked(length: int, linked: bool) -> None:  # noqa: FBT001
    start = "https://paper.example/"
    seen = caption(timeline(cited(url=start.ljust(length, "x"))))
    assert bool(seen.links) == linked
    # It stands there in 200 letters.
    assert seen.text.endswith(" · 30 Nov 2024" if linked else f"\n{start.ljust(199, 'x')}…")


def test_a_headline_is_no_markup() -> None:
    assert "<i>1 & 2</i>" in caption(timeline(cited(title="<i>1 & 2</i>"))).text
    assert "Articles about <b>&amp; x" in caption(timeline(cited(), topic="<b>&amp;\n x")).text


@pytest.mark.parametrize("code", CODES)
def test_the_longest_topic_leaves_room_for_a_headline(code: str) -> None:
    line = timeline(cited(title="Wort " * 99, source="Blatt " * 99), topic="thema " * 200, undated=10**9)
    seen = caption(line, choose(code))
    assert utf16_length(seen.text) <= 1024
    assert len(seen.links) == 1


@pytest.mark.parametrize("code", CODES)
def test_a_topic_nothing_is_about_is_named(code: str) -> None:
    (text,) = no_topic_view("<b>\nbridge & " + "x" * 5000, choose(code)).texts
    seen = parse_html(text).text
    assert "<b> bridge & xxx" in seen
    assert utf16_length(seen) < 300


@pytest.mark.parametrize("code", CODES)
def test_who_names_no_topic_is_told_how(code: str) -> None:
    (text,) = topic_usage_view(choose(code)).texts
    assert "/topic" in parse_html(text).text


hostile = st.text(st.one_of(st.characters(), st.sampled_from("<>&\"' \n\t\u202e\ud800😀")), max_size=300)
articles = st.builds(
    Citation,
    number=st.just(1),
    url=st.one_of(
        hostile, hostile.map(lambda tail: f"https://paper.example/{tail}"), st.just("https://p.example/" * 300)
    ),
    title=hostile,
    source=hostile,
    published=st.datetimes(timezones=st.just(UTC)),
    title_derived=st.booleans(),
    updated=st.none() | st.just(NOON),
    origin=st.none() | hostile,
)


@settings(max_examples=200)
@given(st.lists(articles, min_size=1, max_size=10), hostile, st.sampled_from(LANGUAGES))
def test_any_caption_is_one_that_telegram_takes(found: list[Citation], topic: str, messages: Messages) -> None:
    line = timeline(*found, topic=topic)
    (text,) = topic_view(line, b"png", messages).texts
    seen = parse_html(text)
    assert utf16_length(seen.text) <= 1024
    assert len(text.encode()) <= 32_768
    assert len(seen.links) == text.count("<a ")
    assert f"\n{len(listed(line, messages))}. " in seen.text
