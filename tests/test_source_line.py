from __future__ import annotations

import pytest

from index.cleaning import clean
from index.source_line import article_url

BODY = (
    "The harbour of Elmstadt reopened on Monday after two years of repairs, the mayor told reporters at the quay.\n"
    "Ferries to the islands will leave every hour, and the old customs house becomes a museum next spring.\n"
    "Fishermen welcomed the news, although they fear that higher fees could follow in the coming season."
)

LONG_BODY = "\n".join([BODY] * 4)

URL = "https://daily.example.org/harbour-reopens-12.html"


@pytest.mark.parametrize(
    "line",
    [
        f"Source: {URL}",
        f"Quelle: {URL}",
        f"QUELLE : {URL}",
        f"Quelle {URL}",
        f"Source : {URL}",
        f"Fuente: {URL}",
        f"Fonte: {URL}",
        f"Bron: {URL}",
        f"Źródło: {URL}",
        f"Kaynak: {URL}",
        f"Nguồn: {URL}",
        f"Источник: {URL}",
        f"Джерело: {URL}",
        f"来源：{URL}",
        f"來源： {URL}",
        f"出典：{URL}",
        f"출처: {URL}",
        f"المصدر: {URL}",
        f"Sumber: {URL}",
        f"स्रोत: {URL}",
        f"ที่มา: {URL}",
        f"Πηγή: {URL}",
        f"Zdroj: {URL}",
        f"Source: <{URL}>",
        f"Source: [The Daily]({URL})",
        f"[Source]: {URL}",
        f"**Source:** {URL}",
        f"**Source: {URL}**",
        f"_Source: {URL}_",
        f"(Source: {URL})",
        f"（来源：{URL}）",
        f"Source: {URL}.",
        f"Source: {URL}#comments",
        f'Source: <a href="{URL}">The Daily</a>',
        f"Source: The Daily – {URL}",
        "Source: daily.example.org/harbour-reopens-12.html",
        "Source: HTTPS://Daily.Example.org/harbour-reopens-12.html",
        f"Source:\n{URL}",
        f"Quelle\n{URL}",
        f"Source:\n\n<{URL}>",
        URL,
        f"<{URL}>",
        f"🔗 {URL}",
        f"Iturburua: {URL}",  # a label of no list
        f"Nach: {URL}",
    ],
)
def test_the_trailing_source_line_gives_the_address_and_goes(line: str) -> None:
    cleaned = clean(f"{BODY}\n{line}\n")
    assert cleaned.url == URL
    assert cleaned.text == BODY


def test_a_source_label_glued_to_the_last_sentence_leaves_the_sentence() -> None:
    cleaned = clean(f"{BODY} Quelle: {URL}")
    assert (cleaned.url, cleaned.text) == (URL, BODY)
    linked = f"{BODY} More is at https://b.example.org/c. " + "It goes on and on. " * 40
    assert clean(f"{linked}Quelle: <{URL}>").url == URL
    assert clean(f"{BODY} Er sagte: {URL}").url is None
    assert clean(f"{BODY} Quelle: https://localhost/a").url is None


def test_a_marker_on_the_same_line_as_the_source_or_a_sentence_goes() -> None:
    cleaned = clean(f"[ad_1] {BODY} [ad_2]\n[Anzeige_2] Quelle: {URL}")
    assert (cleaned.url, cleaned.text) == (URL, BODY)


def test_balanced_brackets_belong_to_the_address() -> None:
    address = "https://wiki.example.org/Elmstadt_(harbour)"
    assert clean(f"{BODY}\n(Source: {address})").url == address
    assert clean(f"{BODY}\nSource: [wiki]({address})").url == address


@pytest.mark.parametrize(
    "line",
    [
        f"Read more: {URL}",
        f"Follow us: {URL}",
        f"Mehr unter: {URL}",
        f"Chia sẻ: {URL}",
        f"Подписывайтесь: {URL}",
        f"关注我们：{URL}",
        "Source: ftp://daily.example.org/a",
        "Source: http://localhost/a",
        "Source: https://nodots/a",
        "Source: https://daily.example.org/harbour-reop…",
        "Source: https://daily.example.org/harbour-reop...",
        "https://www.facebook.com/thedaily",
        "Home: https://daily.example.org/",
        "https://daily.example.org/",
        f"We saw it at {URL} and were surprised by the number of people who came to look at the boats.",
    ],
)
def test_an_address_that_is_not_the_articles_own_is_not_its_source(line: str) -> None:
    assert clean(f"{BODY}\n{line}").url is None


def test_a_known_label_wins_over_a_lone_address_and_that_over_an_unknown_label() -> None:
    label, alone, unknown = f"Source: {URL}", "https://b.example.org/alone", "Lasai: https://c.example.org/unknown"
    assert clean(f"{BODY}\n{label}\n{alone}\n{unknown}").url == URL
    assert clean(f"{BODY}\n{unknown}\n{alone}").url == "https://b.example.org/alone"
    assert clean(f"{BODY}\n{unknown}").url == "https://c.example.org/unknown"


def test_two_different_lone_addresses_leave_the_source_unknown() -> None:
    assert clean(f"{BODY}\nhttps://a.example.org/1\nhttps://b.example.org/2").url is None


def test_the_last_of_two_labelled_sources_counts() -> None:
    assert clean(f"{BODY}\nSource: https://study.example.org/paper\nQuelle: {URL}\nKommentar (0)").url == URL


def test_the_foot_under_a_source_line_goes() -> None:
    foot = (
        "Kommentar (12)\nThis notice is invented and says nothing about the article.\nTags: harbour, ferry\n#elmstadt"
    )
    cleaned = clean(f"{BODY}\n[ad_2]\nSource: {URL}\n\n{foot}")
    assert (cleaned.text, cleaned.url) == (BODY, URL)


def test_a_long_paragraph_under_the_source_line_stays_and_short_lines_go() -> None:
    late = "Later that week the council met again to discuss the fees. " * 6
    cleaned = clean(f"{LONG_BODY}\nSource: {URL}\nMost viewed\n{late}\n")
    assert cleaned.text == f"{LONG_BODY}\n{late.strip()}"


def test_a_source_in_the_middle_of_the_text_is_not_the_trailing_line() -> None:
    text = f"{BODY}\nSource: {URL}\n{BODY}"
    cleaned = clean(text)
    assert cleaned.url is None
    assert cleaned.text == text


def test_a_labelled_source_above_the_text_counts() -> None:
    cleaned = clean(f"Source: {URL}\n\n{BODY}")
    assert (cleaned.text, cleaned.url) == (BODY, URL)


def test_a_source_line_repeated_above_the_chosen_one_goes_too() -> None:
    assert clean(f"{BODY}\n{URL}\nSource: {URL}").text == BODY


def test_a_given_address_is_kept_and_the_source_line_still_goes() -> None:
    cleaned = clean(f"{BODY}\nQuelle: https://other.example.org/x", url=URL)
    assert (cleaned.text, cleaned.url) == (BODY, URL)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        (" HTTPS://WWW.Example.ORG/Path?q=A#part ", "https://www.example.org/Path?q=A"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://пример.рф/новость", "https://пример.рф/новость"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://example.org:port/a", None),
        ("https://[::1/a", None),
        ("https://example..org/a", None),
        ("https://a.localhost/a", None),
        ("javascript:alert(1)", None),
        ("https://example.org/a b", None),
        ("/relative", None),
        ("", None),
    ],
)
def test_an_address_identifies_an_article_or_is_refused(address: str, url: str | None) -> None:
    assert article_url(address) == url
