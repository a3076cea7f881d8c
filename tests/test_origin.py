"""What a copy was taken from is kept, by address or by name, and the line that says so goes."""

from __future__ import annotations

import pytest

from index.cleaning import clean

BODY = (
    "The harbour of Elmstadt reopened on Monday after two years of repairs, the mayor told reporters at the quay.\n"
    "Ferries to the islands will leave every hour, and the old customs house becomes a museum next spring."
)
OWN = "https://copy.example/harbour-1"
OTHER = "https://daily.example.org/harbour-reopens-12.html"


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("Quelle: VnExpress", "VnExpress"),
        ("Quelle: Elmbote", "Elmbote"),
        ("QUELLE: dpa", "dpa"),
        ("Quelle: elmbote.example, jwu/dpa", "elmbote.example, jwu/dpa"),
        ("Quelle: ots/Polizei Elmstadt", "ots/Polizei Elmstadt"),
        ("Quelle: Deutsche Presse-Agentur (dpa)", "Deutsche Presse-Agentur (dpa)"),
        ("Quelle: Bote für Elmstadt und Umgebung", "Bote für Elmstadt und Umgebung"),
        ("Source: Reuters", "Reuters"),
        ("Source : Le Quai", "Le Quai"),
        ("(Source: The Elm Post)", "The Elm Post"),
        ("**Source:** The Elm Post", "The Elm Post"),
        ("Fuente: EFE", "EFE"),
        ("Fonte: Il Molo", "Il Molo"),
        ("Fonte: Agência Brasil", "Agência Brasil"),
        ("Bron: ANP", "ANP"),
        ("Źródło: PAP", "PAP"),
        ("Kaynak: Anadolu Ajansı", "Anadolu Ajansı"),
        ("Nguồn: Báo điện tử Bến Cảng", "Báo điện tử Bến Cảng"),
        ("(Nguồn: TTXVN)", "TTXVN"),
        ("Theo VnExpress", "VnExpress"),
        ("Источник: ТАСС", "ТАСС"),
        ("По материалам РИА Новости", "РИА Новости"),
        ("Джерело: Укрінформ", "Укрінформ"),
        ("来源：新华社", "新华社"),
        ("（来源：新华社）", "新华社"),
        ("本文转自新华社", "新华社"),
        ("來源: 中央社", "中央社"),
        ("出典：共同通信", "共同通信"),
        ("출처: 연합뉴스", "연합뉴스"),
        ("المصدر: رويترز", "رويترز"),
        ("منبع: ایرنا", "ایرنا"),
        ("מקור: הרציף", "הרציף"),
        ("स्रोत: घाट समाचार", "घाट समाचार"),
        ("ที่มา: ไทยรัฐ", "ไทยรัฐ"),
        ("Πηγή: ΑΠΕ-ΜΠΕ", "ΑΠΕ-ΜΠΕ"),
        ("Sumber: Antara", "Antara"),
        ("Originally published by The Elm Post.", "The Elm Post"),
        ("This article first appeared in The Elm Post", "The Elm Post"),
        ("Dieser Artikel erschien zuerst bei Elmstadt Bote.", "Elmstadt Bote"),
        ("Mit Material von dpa", "dpa"),
        ("Publié initialement par Le Quai", "Le Quai"),
        ("Publicado originalmente en El Muelle", "El Muelle"),
        ("(dpa)", "dpa"),
        ("dpa", "dpa"),
        ("(dpa/AFP)", "dpa/AFP"),
        ("– AFP", "AFP"),
        ("© AFP", "AFP"),
        ("© 2026 AFP", "AFP"),
        ("© dpa-infocom, dpa:261112-930-1234/2", "dpa-infocom"),
        ("© 2026 Associated Press. All rights reserved. It may not be published or rewritten.", "Associated Press"),
        ("（新华社）", "新华社"),
    ],
)
def test_a_source_named_at_the_end_is_the_origin_and_goes(line: str, origin: str) -> None:
    for foot in ("", "\nKommentar (0)", "\n\nTags: harbour, ferry\nTeilen"):
        cleaned = clean(f"{BODY}\n{line}{foot}", url=OWN)
        assert (cleaned.origin, cleaned.text, cleaned.url) == (origin, BODY, OWN)


@pytest.mark.parametrize(
    ("glued", "origin"),
    [
        (" (dpa)", "dpa"),
        (" (AFP, Reuters)", "AFP, Reuters"),
        (" (Quelle: Elmbote)", "Elmbote"),
        ("（新华社）", "新华社"),
    ],
)
def test_a_source_in_brackets_after_the_last_sentence_is_the_origin(glued: str, origin: str) -> None:
    cleaned = clean(BODY + glued, url=OWN)
    assert (cleaned.origin, cleaned.text) == (origin, BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Quelle: keine",
        "Quelle: unbekannt",
        "Source: none",
        "Источник: неизвестен",
        "Die Quelle: ein Bach im Wald.",
        "Quelle: Er sagte es selbst.",
        "Sources: two people familiar with the matter, who asked not to be named.",
        "Source close to the council confirmed the plan.",
        "Theo ông Nam, việc này sẽ mất nhiều thời gian.",
        "Theo dõi mực nước là việc của thành phố.",
        "Originally published in 2019, the book sold well.",
        "Translated from the French, it reads like a song.",
        "dpa meldet am Abend neue Zahlen.",
        "Die Zahlen stammen aus dem Rathaus (siehe Tabelle)",
    ],
)
def test_what_only_looks_like_a_source_stays_text(line: str) -> None:
    cleaned = clean(f"{BODY}\n{line}", url=OWN)
    assert (cleaned.origin, cleaned.text) == (None, f"{BODY}\n{line}")


@pytest.mark.parametrize(
    "line",
    [
        "Quelle: Getty Images",
        "Foto: dpa",
        "Foto: Jane Roe/AFP",
        "Quelle: 12.11.2026",
        "Quelle:",
        "© Elmbote 2026",
        "Tags: dpa",
    ],
)
def test_a_photo_credit_a_date_or_an_own_copyright_is_no_origin(line: str) -> None:
    cleaned = clean(f"{BODY}\n{line}", url=OWN)
    assert (cleaned.origin, cleaned.text) == (None, BODY)


def test_a_source_above_paragraphs_is_not_the_articles() -> None:
    text = f"{BODY}\nQuelle: Elmbote\n{BODY}\n{BODY}"
    assert clean(text, url=OWN).origin is None


def test_a_labelled_source_wins_over_an_agencys_signature() -> None:
    assert clean(f"{BODY}\nQuelle: Elmbote\n(dpa)", url=OWN).origin == "Elmbote"


def test_an_address_wins_over_a_name() -> None:
    cleaned = clean(f"{BODY}\nSource: The Elm Post – {OTHER}#top\n(dpa)", url=OWN)
    assert (cleaned.origin, cleaned.text, cleaned.url) == (OTHER, BODY, OWN)


@pytest.mark.parametrize("label", ["Quelle", "Source", "Nguồn", "Источник", "来源"])
def test_an_address_that_becomes_the_articles_own_is_no_origin(label: str) -> None:
    cleaned = clean(f"{BODY}\n{label}: {OTHER}")
    assert (cleaned.origin, cleaned.url, cleaned.text) == (None, OTHER, BODY)


@pytest.mark.parametrize(
    "same", [OTHER, OTHER.replace("https", "http"), OTHER.replace("//", "//www."), f"{OTHER}/", f"{OTHER}#part"]
)
def test_the_articles_own_address_is_no_origin(same: str) -> None:
    cleaned = clean(f"{BODY}\nQuelle: {same}", url=OTHER)
    assert (cleaned.origin, cleaned.text) == (None, BODY)


def test_an_address_without_a_source_label_is_no_origin_of_an_article_that_has_one() -> None:
    cleaned = clean(f"{BODY}\n(dpa)\n{OTHER}", url=OWN)
    assert (cleaned.origin, cleaned.url) == ("dpa", OWN)


def test_a_name_longer_than_a_name_is_none() -> None:
    name = "The Elmstadt Daily Harbour News And Weather Messenger Of Norderau And All Of Its Islands"
    assert clean(f"{BODY}\nSource: {name}", url=OWN).origin is None
