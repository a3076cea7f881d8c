from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.locale import LANGUAGES, Messages
from bot.render import complaint, render
from fakes import answered, cited, nothing_found, quoted
from index.errors import FilterError
from index.filters import Filters
from index.types import Answer, Citation, Quote
from tdlib import parse_html, utf16_length

ENGLISH, GERMAN, VIETNAMESE = LANGUAGES
BRIDGE = "Die Brücke wird am 3. Mai eröffnet."
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"

# Whatever an article may hold: every character there is, halves of surrogate pairs and the awkward ones often.
AWKWARD = st.sampled_from(
    ["<", ">", "&", '"', "'", "\x00", "\n", "\r", "\u202e", "\u2067", "\ud83d", "\ude00", "😀", " "]
)
ANY_TEXT = st.one_of(
    st.text(st.one_of(st.characters(), AWKWARD)), st.sampled_from(["&amp;", "</blockquote>", "<b>", "&#0;"])
)
ANY_URL = st.one_of(
    ANY_TEXT,
    st.builds("https://{}/{}".format, ANY_TEXT, ANY_TEXT),
    st.builds("http://news.example/{}".format, ANY_TEXT),
    st.from_regex(r"(?a)https?://[\w.-]{1,20}(:\d{1,6})?([/?#].*)?", fullmatch=True),
)
MOMENTS = st.integers(-60_000_000_000, 250_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
DATES = st.one_of(st.none(), MOMENTS)
CITATIONS = st.builds(
    Citation,
    number=st.integers(1, 9),
    url=ANY_URL,
    title=st.one_of(ANY_TEXT, st.just("T" * 5000)),
    source=st.one_of(ANY_TEXT, st.just("&" * 5000)),
    published=DATES,
    title_derived=st.booleans(),
)
LONG = st.sampled_from(["<&>" * 3000, "😀" * 5000, "字" * 9000, "word " * 2000, FAMILY * 1500])
QUOTES = st.builds(Quote, text=st.one_of(ANY_TEXT, LONG), start=st.just(0), end=st.just(0), citation=CITATIONS)
ANSWERS = st.builds(
    Answer,
    question=ANY_TEXT,
    quotes=st.lists(QUOTES, max_size=3).map(tuple),
    abstained=st.booleans(),
    confidence=st.floats(0, 1),
    as_of=st.just(datetime(2024, 12, 1, tzinfo=UTC)),
    also_reported_by=st.lists(CITATIONS, max_size=8).map(tuple),
    nearest=st.lists(CITATIONS, max_size=8).map(tuple),
    undated_left_out=st.integers(0, 10**9),
    filters=st.builds(
        Filters,
        source=st.one_of(st.none(), ANY_TEXT, st.just("&" * 5000)),
        since=DATES,
        until=DATES,
        language=st.sampled_from([None, "de", "xx"]),
        newest=st.booleans(),
        undated=st.booleans(),
        words=st.one_of(ANY_TEXT, st.just("week " * 2000)),
    ),
)


@settings(max_examples=300, deadline=None)
@given(ANSWERS, st.sampled_from(LANGUAGES))
def test_any_answer_becomes_messages_that_parse_and_fit(answer: Answer, messages: Messages) -> None:
    sent = render(answer, messages)
    assert sent
    for message in sent:
        parsed = parse_html(message)
        assert parsed.text.strip()
        assert utf16_length(parsed.text) <= 4096
        assert len(message.encode()) <= 32_768
        assert len(parsed.entities) <= 100


@settings(max_examples=300, deadline=None)
@given(ANY_URL)
def test_telegram_links_every_address_we_think_it_links(url: str) -> None:
    message = render(answered("q", quoted(BRIDGE, cited(url=url))), ENGLISH)[0]
    parsed = parse_html(message)
    assert bool(parsed.links) == ("<a " in message)


def test_a_quote_is_a_blockquote_with_number_link_outlet_and_date_below() -> None:
    assert render(answered("q", quoted(BRIDGE)), GERMAN)[0] == (
        "<blockquote>Die Brücke wird am 3. Mai eröffnet.</blockquote>\n"
        '[1] <a href="https://lokalblatt.example/bruecke#:~:text=Die%20Br%C3%BCcke%20wird%20am%203.%20Mai%20er%C3%B6ffnet.">'
        "Neue Brücke über die Aue</a> — Lokalblatt · 30. November 2024"
    )


def test_three_quotes_what_also_reported_and_what_was_left_out_come_in_one_message() -> None:
    second = cited(2, "https://b.example/x", "Umzug", "Stadtblick", published=None)
    also = tuple(cited(n, f"https://o{n}.example/", source=f"Outlet {n}") for n in range(3, 10))
    answer = answered("q", quoted("One."), quoted("Two.", second), quoted("Three."), also=also, undated_left_out=2)
    (message,) = render(answer, ENGLISH)
    assert parse_html(message).text == (
        "One.\n[1] Neue Brücke über die Aue — Lokalblatt · 30 Nov 2024\n\n"
        "Two.\n[2] Umzug — Stadtblick · undated\n\n"
        "Three.\n[1] Neue Brücke über die Aue — Lokalblatt · 30 Nov 2024\n\n"
        "Also reported by: Outlet 3, Outlet 4, Outlet 5, Outlet 6, Outlet 7 and 2 more\n\n"
        "2 articles without a date were left out, because you asked about a particular time."
    )
    assert '<a href="https://o3.example/">Outlet 3</a>' in message


def test_a_change_and_the_origin_of_a_copy_are_told() -> None:
    taken = replace(cited(), updated=datetime(2024, 12, 2, tzinfo=UTC), origin="https://www.wire.example/a?id=1")
    for messages, facts in (
        (ENGLISH, "Lokalblatt · 30 Nov 2024 · updated 2 Dec 2024 · originally wire.example"),
        (GERMAN, "Lokalblatt · 30. November 2024 · aktualisiert am 2. Dezember 2024 · ursprünglich wire.example"),
    ):
        (message,) = render(answered("q", quoted("One.", taken)), messages)
        assert parse_html(message).text.endswith(facts)
    (message,) = render(answered("q", quoted("One.", replace(taken, origin="<Wire>"))), ENGLISH)
    assert parse_html(message).text.endswith("originally <Wire>")


def test_html_in_a_quote_a_title_and_an_outlet_is_shown_as_text() -> None:
    evil = cited(title='<b>Bold</b> & "quoted"', source="<i>News</i>")
    (message,) = render(answered("q", quoted("</blockquote><a href='https://evil.example'>x</a> &amp;", evil)), ENGLISH)
    parsed = parse_html(message)
    assert parsed.text == (
        "</blockquote><a href='https://evil.example'>x</a> &amp;\n"
        '[1] <b>Bold</b> & "quoted" — <i>News</i> · 30 Nov 2024'
    )
    assert len(parsed.entities) == 2


def test_an_address_cannot_leave_its_attribute() -> None:
    (message,) = render(answered("q", quoted("a", cited(url='https://a.example/"><b>x'))), ENGLISH)
    assert 'href="https://a.example/%22%3E%3Cb%3Ex#:~:text=a"' in message


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
    (message,) = render(answered("q", quoted("a", cited(url=url))), ENGLISH)
    assert "<a " not in message
    assert message.endswith(f"\n{url}")


def test_an_address_too_long_for_a_link_with_the_passage_keeps_the_link() -> None:
    url = "https://a.example/" + "x" * 3950
    (message,) = render(answered("q", quoted("word " * 12, cited(url=url))), ENGLISH)
    assert f'<a href="{url}">' in message


def test_an_endless_address_is_shown_shortened() -> None:
    (message,) = render(answered("q", quoted("a", cited(url="https://a.example/" + "x" * 9000))), ENGLISH)
    assert message.endswith("x…")
    assert "<a " not in message


def test_an_outlet_that_also_reported_without_a_link_shows_its_address() -> None:
    also = (cited(2, "http://intranet/a", source="Intern"),)
    (message,) = render(answered("q", quoted("a"), also=also), ENGLISH)
    assert message.endswith("Also reported by: Intern (http://intranet/a)")


def test_a_derived_title_is_shown_as_the_beginning_it_is() -> None:
    derived = cited(
        title="Der Stadtrat hat am Abend in einer langen Sitzung beschlossen, dass die Brücke", title_derived=True
    )
    (message,) = render(answered("q", quoted("a", derived)), GERMAN)
    assert ">Der Stadtrat hat am Abend in einer langen Sitzung…</a>" in message
    short = cited(title="Der Stadtrat tagt.", title_derived=True)
    assert ">Der Stadtrat tagt…</a>" in render(answered("q", quoted("a", short)), GERMAN)[0]


def test_without_title_the_outlet_and_without_that_the_address_is_the_name() -> None:
    assert ">Lokalblatt</a>" in render(answered("q", quoted("a", cited(title=" "))), ENGLISH)[0]
    assert (
        ">https://lokalblatt.example/bruecke</a>"
        in render(answered("q", quoted("a", cited(title="", source=""))), ENGLISH)[0]
    )


def test_an_abstention_says_so_and_offers_headlines_as_headlines() -> None:
    near = cited(url="https://a.example/1"), cited(2, "http://intern/2", "Umzug", "Stadtblick", published=None)
    (message,) = render(nothing_found("q", *near, undated_left_out=1), ENGLISH)
    assert message == (
        "The articles I have don't seem to say.\n\n"
        "The closest headlines, not an answer:\n"
        '• <a href="https://a.example/1">Neue Brücke über die Aue</a> — Lokalblatt · 30 Nov 2024\n'
        "• Umzug — Stadtblick · undated\nhttp://intern/2\n\n"
        "<i>1 article without a date was left out, because you asked about a particular time.</i>"
    )
    assert render(nothing_found("q"), ENGLISH) == ["The articles I have don't seem to say."]


def test_no_quote_is_shown_where_the_answer_abstains() -> None:
    answer = answered("q", quoted(BRIDGE))
    abstaining = Answer(question="q", quotes=answer.quotes, abstained=True, confidence=0.1, as_of=answer.as_of)
    assert render(abstaining, ENGLISH) == ["The articles I have don't seem to say."]


def test_messages_are_split_between_quotes() -> None:
    texts = ["a " * 1900, "b " * 900, "c " * 900]
    sent = render(answered("q", *(quoted(text) for text in texts)), ENGLISH)
    assert [re.findall(r"<blockquote>(\w)", message) for message in sent] == [["a"], ["b", "c"]]
    assert all(message.count("<blockquote>") == message.count("</blockquote>") for message in sent)
    assert all(message.endswith("30 Nov 2024") for message in sent)


def test_a_quote_longer_than_a_message_is_shortened_between_words() -> None:
    (message,) = render(answered("q", quoted("seven " * 1000)), ENGLISH)
    shown_quote = parse_html(message).text.split("\n")[0]
    assert shown_quote.endswith(" seven…")
    assert 4000 < len(parse_html(message).text) <= 4096


def test_a_list_of_many_headlines_goes_on_in_a_second_message() -> None:
    near = [cited(number, f"http://intern/{'x' * 900}") for number in range(1, 7)]
    sent = render(nothing_found("q", *near), ENGLISH)
    assert [message.count("• ") for message in sent] == [4, 2]


LAST_WEEK = Filters(
    since=datetime(2024, 11, 11, tzinfo=UTC),
    until=datetime(2024, 11, 18, tzinfo=UTC),
    undated=True,
    words="last <week>",
)


@pytest.mark.parametrize("answer", [answered("q", quoted(BRIDGE)), nothing_found("q", cited())])
def test_what_was_understood_is_said_and_how_to_undo_it_also_where_nothing_was_found(answer: Answer) -> None:
    (message,) = render(replace(answer, filters=LAST_WEEK), ENGLISH)
    assert message.endswith(
        "<i>Only articles from 11–17 Nov 2024 (“last &lt;week&gt;”) or undated. "
        'To search for the words themselves, put them in quotes: "last &lt;week&gt;"</i>'
    )


def test_what_an_operator_said_needs_no_undoing() -> None:
    (message,) = render(replace(answered("q", quoted(BRIDGE)), filters=Filters(source="a & b")), GERMAN)
    assert message.endswith("<i>Nur Artikel von a &amp; b.</i>")


@pytest.mark.parametrize(
    ("error", "messages", "told"),
    [
        (
            FilterError("time", "soon"),
            ENGLISH,
            "I can't read “soon” as a date. Write it like after:2024-11-30, after:2024-11 or after:yesterday.",
        ),
        (
            FilterError("language", "klingon"),
            GERMAN,
            "Eine Sprache „klingon“ kenne ich nicht. Schreib zum Beispiel lang:de oder lang:Deutsch.",
        ),
        (
            FilterError("nothing asked", "site:a"),
            VIETNAMESE,
            "Tôi đã biết tìm ở đâu, nhưng chưa biết tìm điều gì. Bạn hãy viết thêm câu hỏi nhé.",
        ),
    ],
)
def test_a_filter_that_cannot_be_read_is_answered_with_what_to_write(
    error: FilterError, messages: Messages, told: str
) -> None:
    assert complaint(error, messages) == told


def test_a_long_wrong_value_is_shown_shortened() -> None:
    assert len(complaint(FilterError("time", "x\n" * 5000), ENGLISH)) < 200
