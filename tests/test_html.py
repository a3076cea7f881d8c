from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import trafilatura

from article_files import URL, read_one, reason, written
from index.sources.pages.page import read_page
from index.sources.reading import UnusableError

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<?xml version="1.0" encoding="{charset}"?><!DOCTYPE html>
<html lang="de-DE"><head><meta charset="{charset}"><title>Hafen wieder offen | Der Kai</title>
<meta property="og:title" content="Hafen wieder offen">{head}</head>
<body><nav><a href="/">Start</a> <a href="/sport">Sport</a></nav><article><h1>Hafen wieder offen</h1>
<p>Der Hafen von Elmstadt ist am Montag nach zwei Jahren wieder geöffnet worden, sagte der Bürgermeister am Kai.</p>
<figure><img src="x.jpg"><figcaption>Der Bürgermeister am Kai. (Foto: QNA)</figcaption></figure>
<p>Die Fähren zu den Inseln fahren ab sofort jede Stunde, und aus dem alten Zollhaus wird im Frühling ein Museum.</p>
<p>Kommentar (0)</p></article>
<section id="comments"><p>Endlich, das wurde aber auch wirklich Zeit, schreibt ein Leser aus dem Ort.</p></section>
<footer>Impressum</footer></body></html>"""


PAGE_TEXT = (
    "Der Hafen von Elmstadt ist am Montag nach zwei Jahren wieder geöffnet worden, sagte der Bürgermeister am Kai.\n"
    "Die Fähren zu den Inseln fahren ab sofort jede Stunde, und aus dem alten Zollhaus wird im Frühling ein Museum."
)


CANONICAL = f'<link rel="canonical" href="{URL}#x">'


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_a_page_is_read_in_the_encoding_it_declares(tmp_path: Path, charset: str) -> None:
    page = PAGE.format(charset=charset, head=CANONICAL).encode(charset)
    article = read_one(written(tmp_path / "a.html", page))
    assert article.text == PAGE_TEXT
    assert (article.title, article.title_derived) == ("Hafen wieder offen", False)
    assert (article.url, article.language, article.published) == (URL, "de", None)


@pytest.mark.parametrize(("charset", "codec"), [("shift_jis", "shift_jis"), ("iso-2022-jp", "iso-2022-jp")])
def test_a_japanese_page_is_read_in_its_own_encoding(tmp_path: Path, charset: str, codec: str) -> None:
    paragraph = (
        "エルムシュタット港が月曜日に再開したと埠頭新聞が報じた。フェリーは毎時出航する予定だと市長は語った。" * 3
    )
    head = f'<html><head><meta charset="{charset}">{CANONICAL}</head>'
    page = f"{head}<body><article><p>{paragraph}</p></article></body></html>"
    article = read_one(written(tmp_path / "a.html", page.encode(codec)))
    assert (article.text, article.language) == (paragraph, "ja")


def test_a_stray_byte_or_an_unknown_encoding_does_not_cost_a_page(tmp_path: Path) -> None:
    page = PAGE.format(charset="x-unheard-of", head=CANONICAL).encode().replace(b"Impressum", b"Impressum \xff")
    assert read_one(written(tmp_path / "a.html", page)).text == PAGE_TEXT


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("2024-11-30T10:30:00+01:00", datetime(2024, 11, 30, 9, 30, tzinfo=UTC)),
        ("2024-11-30", datetime(2024, 11, 30, tzinfo=UTC)),
        ("", None),
    ],
)  # fmt: skip
def test_a_page_is_dated_by_its_metadata_only(tmp_path: Path, given: str, published: datetime | None) -> None:
    head = f'{CANONICAL}<meta property="article:published_time" content="{given}">'
    page = PAGE.format(charset="utf-8", head=head)
    assert read_one(written(tmp_path / "a.html", page)).published == published


@pytest.mark.parametrize(
    "head",
    [
        f'<meta property="og:url" content="{URL}">',
        f'<link rel="canonical" href="/relative"><meta property="og:url" content="{URL}">',
        f'<base href="https://base.example.org/"><link rel="Canonical" href="{URL}">',
    ],
)
def test_the_address_of_a_page_is_the_one_it_gives_in_full(tmp_path: Path, head: str) -> None:
    assert read_one(written(tmp_path / "a.html", PAGE.format(charset="utf-8", head=head))).url == URL


def test_a_page_without_address_takes_it_from_its_source_line(tmp_path: Path) -> None:
    page = PAGE.format(charset="utf-8", head="").replace("Kommentar (0)", f"Quelle: {URL}")
    article = read_one(written(tmp_path / "a.html", page))
    assert (article.url, article.text) == (URL, PAGE_TEXT)


def test_a_page_that_trips_the_parser_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(trafilatura, "bare_extraction", trip)
    assert "too deep" in reason(written(tmp_path / "a.html", PAGE))


def test_what_the_server_says_wins_over_the_encoding_that_a_page_declares() -> None:
    russian = PAGE.format(charset="iso-8859-1", head="").replace("Der Hafen von", "Гавань").encode("cp1251", "replace")
    assert read_page(russian, charset="windows-1251").text.startswith("Гавань Elmstadt")


@pytest.mark.parametrize("charset", ["utf-16", "iso-8859-5", "x-unheard-of", ""])
def test_a_byte_order_mark_or_valid_text_wins_over_a_server_that_is_wrong(charset: str) -> None:
    page = PAGE.format(charset="utf-8", head=CANONICAL).encode("utf-8-sig")
    assert "geöffnet" in read_page(page, charset=charset).text


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="/hafen-12.html">', "https://elmbote.example/hafen-12.html"),
        ('<link rel="canonical" href="hafen-12.html#x">', "https://elmbote.example/news/hafen-12.html"),
        ('<meta property="og:url" content="//www.elmbote.example/a">', "https://www.elmbote.example/a"),
        (CANONICAL, URL),
        ("", None),
    ],
)
def test_a_relative_address_is_completed_by_where_the_page_was_fetched(head: str, address: str | None) -> None:
    page = PAGE.format(charset="utf-8", head=head).encode()
    assert read_page(page, url="https://elmbote.example/news/?id=12").url == address


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"", b"<", b"%PDF-1.4 \0\xff"])
def test_what_is_no_page_is_unusable(data: bytes) -> None:
    for charset in (None, "utf-8"):
        with pytest.raises(UnusableError, match=r"binary, not text|no HTML that can be read"):
            read_page(data, charset=charset)


def test_a_page_nested_without_end_has_no_article() -> None:
    assert read_page(b"<html><body>" + b"<div>" * 5000 + b"x").text in {"", "x"}
