from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.locale import choose
from bot.shown import QuotePlace
from bot.views.context import context_view
from bot.views.inline import InlineArticle, inline_articles
from bot.views.latest import latest_view
from bot.views.passages import passages_view
from bot.views.sources import sources_view
from fakes import PUBLISHED, article, passage
from index.filters import Filters
from index.types import Outlet, Results
from tdlib import parse_html

if TYPE_CHECKING:
    from bot.reply import Reply
    from index.types import Article
    from tdlib import FormattedText

ENGLISH = choose("en")
BRIDGE = "Die Brücke wird am 3. Mai eröffnet."
GONE = "The article has changed or is gone, so I can't show the context of this quote."


def read(reply: Reply) -> FormattedText:
    """The only message of a reply."""
    (text,) = reply.texts
    return parse_html(text)


def buttons(reply: Reply) -> list[tuple[str, str | None]]:
    return [(one.text, one.data) for row in reply.keyboard for one in row]


def around(text: str, quote: str, *, start: int | None = None, url: str = "https://a.example/x") -> FormattedText:
    """What is shown around a quote of an article; it stood where it stands now unless said otherwise."""
    at = text.index(quote) if start is None else start
    place = QuotePlace(url=url, start=at, end=at + len(quote), text=quote)
    return read(context_view(article(text, url), place, 2, ENGLISH))


def test_passages_are_folded_up_and_numbered_on_with_their_sources() -> None:
    found = [passage(article(BRIDGE)), passage(article("Umzug & Fest.", "http://intern/2", "Umzug", "Stadtblick"))]
    reply = passages_view(found, ENGLISH, question="When\ndoes it open?", answer_id=7, offset=5, more=True)
    (text,) = reply.texts
    assert text == (
        "<b>More passages for: When does it open?</b>\n\n"
        "<blockquote expandable>Die Brücke wird am 3. Mai eröffnet.</blockquote>\n"
        '6. <a href="https://lokalblatt.example/bruecke#:~:text=Die%20Br%C3%BCcke%20wird%20am%203.%20Mai%20er%C3%B6ffnet.">'
        "Neue Brücke über die Aue</a> — Lokalblatt · 30 Nov 2024\n\n"
        "<blockquote expandable>Umzug &amp; Fest.</blockquote>\n7. Umzug — Stadtblick · 30 Nov 2024\nhttp://intern/2"
    )
    assert buttons(reply) == [("More passages", "more:7:7")]


def test_passages_to_a_question_without_an_answer_are_called_no_answer() -> None:
    reply = passages_view(
        [passage(article())], ENGLISH, question="Why?", answer_id=7, offset=0, more=False, answered=False
    )
    assert read(reply).text.startswith("More passages for: Why?\nThe closest passages, not an answer:\n\nDie Brücke")
    assert reply.keyboard == ()


def test_a_long_passage_is_shortened() -> None:
    reply = passages_view([passage(article("word " * 900))], ENGLISH, question="q", answer_id=1, offset=0, more=False)
    (shortened,) = read(reply).texts("ExpandableBlockQuote")
    assert shortened == "word " * 139 + "word…"


def test_after_the_last_passage_there_are_no_more() -> None:
    reply = passages_view([], ENGLISH, question="q", answer_id=1, offset=9, more=False)
    assert (read(reply).text, reply.keyboard) == ("There are no more passages.", ())


def test_a_quote_is_bold_amid_the_whole_article_where_that_is_short() -> None:
    text = f"Rat & Stadt tagten.\n{BRIDGE}\nGefeiert wird <auch>."
    (shown,) = context_view(
        article(text), QuotePlace(url="u", start=20, end=20 + len(BRIDGE), text=BRIDGE), 2, ENGLISH
    ).texts
    assert shown.startswith(
        "<b>Context of quote [2]:</b>\n<blockquote expandable>Rat &amp; Stadt tagten.\n"
        "<b>Die Brücke wird am 3. Mai eröffnet.</b>\nGefeiert wird &lt;auch&gt;.</blockquote>\n"
        '[2] <a href="https://lokalblatt.example/bruecke#:~:text='
    )
    assert parse_html(shown).text.endswith("\n[2] Neue Brücke über die Aue — Lokalblatt · 30 Nov 2024")


def test_of_a_long_article_whole_sentences_around_the_quote_are_shown() -> None:
    before, after = "Wort für Wort zählt 1.5 Mal. ", " Danach kam „mehr“! Und 2.5 mehr?"
    seen = around(before * 60 + BRIDGE + after * 60, BRIDGE)
    (quote,) = seen.texts("ExpandableBlockQuote")
    # 900 characters hold 31 times the 29 before, and 27 times the 33 behind.
    assert quote == f"… {before * 31}{BRIDGE}{after * 27} …"
    assert seen.texts("Bold") == ["Context of quote [2]:", BRIDGE]


def test_no_more_than_nine_hundred_characters_stand_on_either_side() -> None:
    behind = " " + "bb " * 299 + "b."  # 900
    before = "Davor." + " aa" * 300 + "  "  # 902 behind the full stop
    (quote,) = around(f"{before}{BRIDGE}{behind} Danach.", BRIDGE).texts("ExpandableBlockQuote")
    assert quote == "… " + "aa " * 299 + f" {BRIDGE}{behind} …"


def test_where_no_sentence_ends_the_context_is_cut_between_words_and_else_between_characters() -> None:
    (words,) = around("wort " * 400 + BRIDGE + " wort" * 400, BRIDGE).texts("ExpandableBlockQuote")
    assert words == "… " + "wort " * 179 + BRIDGE + " wort" * 179 + " …"
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"  # 8 units
    (letters,) = around(family * 300 + BRIDGE + family * 300, BRIDGE).texts("ExpandableBlockQuote")
    assert letters == "… " + family * 112 + BRIDGE + family * 112 + " …"


def test_in_a_script_without_spaces_the_context_ends_at_full_stops() -> None:
    (quote,) = around("一二三四五六七八九。" * 200, "一二三四五六七八九。", start=1000).texts("ExpandableBlockQuote")
    assert quote == "… " + "一二三四五六七八九。" * 181 + " …"


def test_a_quote_that_moved_is_found_where_it_is_nearest() -> None:
    text = "Ja. " + "a " * 600 + "Ja. " + "b " * 600 + "Ja."
    assert around(text, "Ja.", start=1100).texts("ExpandableBlockQuote")[0].strip("… ").startswith("a a")
    assert around(text, "Ja.", start=2).text.startswith("Context of quote [2]:\nJa. a")
    assert around(text, "Ja.", start=99_999).texts("ExpandableBlockQuote")[0].endswith("b Ja.")


@pytest.mark.parametrize(
    ("now", "quote"), [(None, BRIDGE), (article("Die Brücke wird im Juni eröffnet."), BRIDGE), (article(), "")]
)
def test_where_the_article_is_gone_or_says_something_else_that_is_said(now: Article | None, quote: str) -> None:
    reply = context_view(now, QuotePlace(url="u", start=0, end=len(quote), text=quote), 1, ENGLISH)
    assert read(reply).text == GONE


def test_a_quote_as_long_as_a_message_is_shown_without_its_context() -> None:
    seen = around("Vorher. " + "lang " * 900 + "Nachher.", "lang " * 900)
    assert "Vorher" not in seen.text
    assert "lang lang…" in seen.text


def results(*articles: Article) -> Results:
    return Results(question="", passages=tuple(passage(one) for one in articles), filters=Filters(newest=True))


def test_the_latest_are_numbered_headlines_with_outlet_and_age() -> None:
    now = PUBLISHED + timedelta(hours=5)
    found = results(
        article(published=PUBLISHED),
        article(url="http://intern/2", title="<Umzug>", published=now - timedelta(days=1)),
        article(published=now + timedelta(hours=1)),
        article(published=None),
    )
    reply = latest_view(found, ENGLISH, topic="", now=now)
    assert read(reply).text == (
        "The latest articles\n\n"
        "1. Neue Brücke über die Aue — Lokalblatt · 5 hours ago\n"
        "2. <Umzug> — Lokalblatt · 30 Nov 2024\nhttp://intern/2\n"
        "3. Neue Brücke über die Aue — Lokalblatt · 1 Dec 2024\n"
        "4. Neue Brücke über die Aue — Lokalblatt · undated"
    )
    assert read(reply).links == ["https://lokalblatt.example/bruecke"] * 3


def test_the_latest_about_a_topic_name_it_and_what_was_understood() -> None:
    found = Results(question="", passages=(passage(article()),), filters=Filters(language="de", newest=True))
    text = read(latest_view(found, ENGLISH, topic="the\n<bridge>", now=PUBLISHED)).text
    assert text.startswith("The latest about the <bridge>\n\n1. ")
    assert text.endswith("\n\nOnly articles in German.")


def test_where_there_are_no_articles_or_none_about_the_topic_that_is_said() -> None:
    assert read(latest_view(results(), ENGLISH, topic="", now=PUBLISHED)).text == "I have no articles yet."
    assert read(latest_view(results(), ENGLISH, topic="eels", now=PUBLISHED)).text == "I have no articles about eels."


OUTLETS = [Outlet(name=f"Outlet {n}", articles=40 - n, newest=datetime(2024, 11, 30, tzinfo=UTC)) for n in range(1, 32)]


def test_outlets_come_fifteen_a_page() -> None:
    reply = sources_view(OUTLETS, ENGLISH, page=1)
    lines = read(reply).text.split("\n")
    assert lines[0] == "My articles are from 31 outlets:"
    assert lines[2] == "16. Outlet 16 — 24 articles, the newest from 30 Nov 2024"
    assert len(lines) == 17
    assert buttons(reply) == [("◀", "sources:0"), ("▶", "sources:2")]


@pytest.mark.parametrize(
    ("page", "first", "offered"),
    [(0, "1.", ["sources:1"]), (-3, "1.", ["sources:1"]), (2, "31.", ["sources:1"]), (9, "31.", ["sources:1"])],
)
def test_a_page_of_outlets_that_is_not_there_is_the_nearest_one(page: int, first: str, offered: list[str]) -> None:
    reply = sources_view(OUTLETS, ENGLISH, page=page)
    assert read(reply).text.split("\n")[2].startswith(first)
    assert [data for _, data in buttons(reply)] == offered


def test_few_outlets_need_no_pages() -> None:
    reply = sources_view([Outlet(name="A & B", articles=1)], ENGLISH, page=0)
    assert read(reply).text == "My articles are from 1 outlet:\n\n1. A & B — 1 article, undated"
    assert reply.keyboard == ()
    assert read(sources_view([], ENGLISH, page=0)).text == "I have no articles yet."


def test_a_passage_becomes_an_article_to_send() -> None:
    found = article("Am <3. Mai>\nwird " + "gefeiert " * 200, title="Neue <Brücke>")
    (made,) = inline_articles([passage(found)], ENGLISH)
    assert (made.title, made.url) == ("Neue <Brücke>", "https://lokalblatt.example/bruecke")
    assert made.description.startswith("Lokalblatt · 30 Nov 2024\nAm <3. Mai> wird gefeiert ")
    assert len(made.description) < 200
    message = parse_html(made.text)
    assert message.texts("BlockQuote")[0].startswith("Am <3. Mai>\nwird gefeiert")
    assert len(message.texts("BlockQuote")[0]) <= 900
    assert message.text.endswith(" gefeiert…\nNeue <Brücke> — Lokalblatt · 30 Nov 2024")


def test_articles_to_send_are_told_apart_and_link_only_where_telegram_does() -> None:
    found = [
        passage(article(url=url)) for url in ("javascript:alert(1)", "https://a.example/ü b", "https://a.example/")
    ]
    made = inline_articles(found, ENGLISH)
    assert len({one.id for one in made}) == 3
    assert [one.url for one in made] == ["", "https://a.example/ü%20b", "https://a.example/"]
    assert isinstance(made[0], InlineArticle)
