from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sources.pages.dates import Claim, Dates, published_claims, settle, updated_claims

if TYPE_CHECKING:
    from index.types import DateSource

NOW = datetime(2024, 12, 1, 12, tzinfo=UTC)
H1 = "<h1>Hafen wieder offen</h1>"
LONG = (
    "<p>Der Hafen von Elmstadt ist nach zwei Jahren wieder geöffnet worden, sagte der Bürgermeister am Kai vor Gästen"
    " aus dem ganzen Land.</p>"
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def settled(text: str, source: DateSource = "json-ld", language: str | None = None) -> Dates:
    return settle([Claim(text=text, source=source, language=language)], [], now=NOW)


def page(body: str, head: str = "") -> Any:  # noqa: ANN401 -- lxml ships no types
    return lxml.html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def published(body: str, head: str = "", language: str | None = "de") -> list[tuple[DateSource, str]]:
    return [(claim.source, claim.text) for claim in published_claims(page(body, head), language=language)]


def updated(body: str, head: str = "", language: str | None = "de") -> list[tuple[DateSource, str]]:
    return [(claim.source, claim.text) for claim in updated_claims(page(body, head), language=language)]


# How dates are written for machines


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-11-30T10:30:00+01:00", "2024-11-30T09:30"),
        ("2024-11-30T10:30+01:00", "2024-11-30T09:30"),
        ("2024-11-30T10:30:00.123Z", "2024-11-30T10:30:00.123"),
        ("2024-11-30T10:30:00,123456789Z", "2024-11-30T10:30:00.123456"),
        ("2024-11-30t10:30:00z", "2024-11-30T10:30"),
        ("2024-11-30T10:30:00+0100", "2024-11-30T09:30"),
        ("2024-11-30T10:30:00+01", "2024-11-30T09:30"),
        ("2024-11-30 10:30:00 +01:00", "2024-11-30T09:30"),
        ("2024-11-30 10:30:00 CET", "2024-11-30T09:30"),
        ("2024-11-30T10:30:00-05:30", "2024-11-30T16:00"),
        ("2024-11-30T10:30:00+01:00[Europe/Berlin]", "2024-11-30T09:30"),
        ("20241130T103000Z", "2024-11-30T10:30"),
        ("20241130103000", "2024-11-30T10:30"),
        ("2024-11-30T10:30", "2024-11-30T10:30"),
        ("2024-11-30T24:00Z", "2024-12-01T00:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59"),
        ("2024-11-30", "2024-11-30T00:00"),
        ("20241130", "2024-11-30T00:00"),
        ("2024/11/30 10:30", "2024-11-30T10:30"),
        (" 2024-11-30\n", "2024-11-30T00:00"),
        ("Tue, 12 Nov 2024 10:00:00 +0700", "2024-11-12T03:00"),
        ("Tue, 12 Nov 2024 10:00:00 GMT", "2024-11-12T10:00"),
        ("Tue, 12 Nov 2024 10:00:00 CET", "2024-11-12T09:00"),
        ("12 Jul 2024 10:00 MESZ", "2024-07-12T08:00"),
        ("Tue, 12 Nov 2024 10:00 EST", "2024-11-12T15:00"),
        ("Tue, 12 Nov 24 10:00:00 Z", "2024-11-12T10:00"),
        ("Tue, 12 Nov 2024 10:00:00 QQQ", "2024-11-12T10:00"),
        ("Tue, 12 Nov 2024", "2024-11-12T00:00"),
        ("Tue Nov 12 10:00:00 2024", "2024-11-12T10:00"),
        ("Tue Nov 12 2024 10:00:00 GMT+0100 (Central European Standard Time)", "2024-11-12T09:00"),
        ("1731405600", "2024-11-12T10:00"),
        ("1731405600500", "2024-11-12T10:00:00.500"),
    ],
)
def test_a_date_for_machines_is_read_in_utc(text: str, moment: str) -> None:
    assert settled(text) == Dates(published=at(moment), updated=None, source="json-ld", notes=())


@pytest.mark.parametrize(
    "text",
    [
        "2024", "2024-11", "2024-13-01", "2024-02-30", "2024-11-30T25:00", "2024-11-30T10:61", "2024-11-30T10:30+25:00",
        "10:30", "12 November", "gestern", "2 hours ago", "31 Nov 2024", "P3D", "9999-12-31T23:59:59-10:00",
        "12 Marble 2024",
        "2024-11-30T10:30 or so", "0", "true",
    ],
)  # fmt: skip
def test_a_date_for_machines_that_cannot_be_read_is_noted(text: str) -> None:
    assert settled(text) == Dates(
        published=None, updated=None, source=None, notes=(f"json-ld says {text}, which cannot be read",)
    )


@pytest.mark.parametrize("source", ["feed", "given"])
def test_a_number_is_a_date_only_in_metadata(source: DateSource) -> None:
    assert settled("1731405600", source).published is None
    assert settled("1731405600", "meta").published == at("2024-11-12T10:00")


def test_a_feed_that_writes_dates_in_words_is_read_in_its_language() -> None:
    assert settled("Di, 12. Dezember 2023 10:00:00 +0100", "feed", "de").published == at("2023-12-12T09:00")
    assert settled("Di, 12. Dezember 2023", "feed").published is None


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_an_empty_date_is_no_claim(text: str) -> None:
    assert settled(text).notes == ()


@pytest.mark.skipif(not available_timezones(), reason="this system has no time zone data")
def test_the_time_of_a_place_is_its_summer_or_winter_time() -> None:
    assert settled("12 July 2024 10:00 ET").published == at("2024-07-12T14:00")
    assert settled("12 Nov 2024 10:00 ET").published == at("2024-11-12T15:00")


# Which claim counts


def test_claims_count_in_the_order_feed_json_ld_meta_dateline_given() -> None:
    claims = [
        Claim(text="2024-11-05", source="given"),
        Claim(text="4. November 2024", source="dateline", language="de"),
        Claim(text="2024-11-03", source="meta"),
        Claim(text="2024-11-02", source="json-ld"),
        Claim(text="2024-11-01", source="feed"),
    ]
    for day, source in enumerate(("feed", "json-ld", "meta", "dateline", "given"), start=1):
        dates = settle(claims, [], now=NOW)
        assert (dates.published, dates.source) == (datetime(2024, 11, day, tzinfo=UTC), source)
        claims.pop()
    assert settle([], [], now=NOW) == Dates(published=None, updated=None, source=None, notes=())


def test_within_a_source_the_first_claim_counts() -> None:
    claims = [Claim(text=text, source="meta") for text in ("2024-11-02", "2024-11-01")]
    assert settle(claims, [], now=NOW).published == at("2024-11-02")


def test_a_doubted_date_is_dropped_with_a_note_and_the_next_claim_counts() -> None:
    claims = [
        Claim(text="soon", source="feed"),
        Claim(text="2031-01-01", source="json-ld"),
        Claim(text="1989-12-31T23:59:59Z", source="meta"),
        Claim(text="11/12/2023", source="dateline", language="en"),
        Claim(text="2024-11-01", source="given"),
    ]
    assert settle(claims, [], now=NOW) == Dates(
        published=at("2024-11-01"),
        updated=None,
        source="given",
        notes=(
            "feed says soon, which cannot be read",
            "json-ld says 2031-01-01, which is to come",
            "meta says 1989-12-31T23:59:59Z, which is before 1990",
            "dateline says 11/12/2023, which could be two days",
        ),
    )


@pytest.mark.parametrize(
    ("text", "believed"),
    [
        ("2024-12-01T13:00:00Z", True),
        ("2024-12-01T13:00:01Z", False),
        ("2024-12-01T20:00:00+07:00", True),
        ("2024-12-01T20:00:01+07:00", False),
        ("2024-12-02T02:00:00", True),
        ("2024-12-02T02:00:01", False),
        ("2024-12-02", True),
        ("2024-12-03", False),
        ("1733058000", True),
        ("1733058001", False),
        ("1990-01-01", True),
        ("1989-12-31", False),
        ("1990-01-01T00:00:00+01:00", False),
        ("0001-01-01T00:00:00", False),
    ],
)
def test_a_date_is_doubted_from_an_hour_ahead_without_a_zone_from_fourteen(text: str, *, believed: bool) -> None:
    dates = settled(text)
    assert (dates.published is not None, len(dates.notes)) == (believed, 0 if believed else 1)


def test_an_update_is_kept_only_where_it_is_later_than_the_publication() -> None:
    first = [Claim(text="2024-11-12T10:00Z", source="meta")]
    for text, kept in (("2024-11-12T10:00Z", False), ("2024-11-11", False), ("2024-11-12T10:01Z", True)):
        dates = settle(first, [Claim(text=text, source="json-ld")], now=NOW)
        assert ((dates.updated is not None), dates.source, dates.notes) == (kept, "meta", ())
    assert settle([], [Claim(text="2024-11-11", source="meta")], now=NOW).updated == at("2024-11-11")


def test_an_update_is_doubted_as_a_publication_is() -> None:
    claims = [Claim(text="2031-01-01", source="json-ld"), Claim(text="2024-11-13", source="meta")]
    dates = settle([], claims, now=NOW)
    assert (dates.updated, dates.notes) == (
        at("2024-11-13"), ("json-ld says updated 2031-01-01, which is to come",),
    )  # fmt: skip


def test_a_note_is_made_once_and_stays_short() -> None:
    dates = settle([Claim(text="neulich\n " * 50, source="feed")] * 2, [], now=NOW)
    assert dates.notes == (
        "feed says neulich neulich neulich neulich neulich neulich neulich neul, which cannot be read",
    )


# What metadata say


ARTICLE = {"@type": "NewsArticle", "headline": "Hafen wieder offen", "datePublished": "2024-11-12T10:00:00Z"}


def test_dates_come_from_json_ld_before_meta() -> None:
    head = ld({**ARTICLE, "dateModified": "2024-11-13"}) + (
        '<meta property="article:published_time" content="2024-11-11"><meta name="lastmod" content="2024-11-14">'
    )
    assert published(H1, head) == [("json-ld", "2024-11-12T10:00:00Z"), ("meta", "2024-11-11")]
    assert updated(H1, head) == [("json-ld", "2024-11-13"), ("meta", "2024-11-14")]


def test_dates_of_related_articles_comments_and_videos_are_not_the_article_s() -> None:
    other = {"@type": "NewsArticle", "headline": "Werft schließt", "datePublished": "2019-01-01"}
    value = {**ARTICLE, "relatedLink": other, "comment": other, "video": {"@type": "VideoObject", **other}}
    head = "<title>Hafen wieder offen</title>" + ld([other, {**other, "@type": "VideoObject"}, value])
    assert published(H1, head) == [("json-ld", "2024-11-12T10:00:00Z")]


def test_the_page_s_own_date_comes_after_the_article_s() -> None:
    head = ld([{"@type": "WebPage", "datePublished": "2024-11-10"}, ARTICLE])
    assert published(H1, head) == [("json-ld", "2024-11-12T10:00:00Z"), ("json-ld", "2024-11-10")]


@pytest.mark.parametrize(
    "name",
    [
        "article:published_time", "og:published_time", "datePublished", "parsely-pub-date", "dc.date", "DC.date.issued",
        "dcterms.created", "dcterms.issued", "sailthru.date", "cXenseParse:recs:publishtime", "article.published",
        "pubdate",
        "publishdate", "publication_date", "Date", "Article:Published_Time",
    ],
)  # fmt: skip
def test_a_meta_tag_tells_the_publication(name: str) -> None:
    for key in ("name", "property", "itemprop"):
        assert published(H1, f'<meta {key}="{name}" content=" 2024-11-12 ">') == [("meta", "2024-11-12")]


@pytest.mark.parametrize(
    "name", ["article:modified_time", "og:updated_time", "dateModified", "last-modified", "DCTERMS.modified", "lastmod"]
)
def test_a_meta_tag_tells_the_last_change(name: str) -> None:
    head = f'<meta name="{name}" content="2024-11-12">'
    assert (updated(H1, head), published(H1, head)) == ([("meta", "2024-11-12")], [])


def test_the_server_s_date_is_not_the_article_s() -> None:
    assert published(H1, '<meta http-equiv="date" content="2024-11-12">') == []


@pytest.mark.parametrize(
    "element",
    [
        '<time itemprop="datePublished" datetime="2024-11-12">neulich</time>',
        '<span itemprop="datePublished" content="2024-11-12">neulich</span>',
        '<time pubdate datetime="2024-11-12">neulich</time>',
    ],
)
def test_microdata_of_the_article_are_metadata(element: str) -> None:
    assert published(f"<article>{H1}{element}</article>") == [("meta", "2024-11-12")]
    assert published(f"<article>{H1}<footer>{element}</footer></article>") == [("meta", "2024-11-12")]
    for beside in ("<aside>{}</aside>", "<article>{}</article>", "<div class='related-posts'>{}</div>"):
        assert published(f"<article>{H1}{LONG}</article>" + beside.format(element)) == []


def test_modified_microdata_are_metadata() -> None:
    element = '<time itemprop="dateModified" datetime="2024-11-12">neulich</time>'
    assert updated(f"<article>{H1}{element}</article>") == [("meta", "2024-11-12")]


def test_the_language_goes_with_a_date_that_machines_cannot_read() -> None:
    (claim,) = published_claims(page(H1, '<meta name="date" content="12. Dezember 2023">'), language="de")
    assert claim == Claim(text="12. Dezember 2023", source="meta", language="de")
    assert settle([claim], [], now=NOW).published == at("2023-12-12")


# What the page shows


def dateline(line: str, language: str | None) -> Dates:
    claims = published_claims(page(f"<article>{H1}<p>{line}</p>{LONG}</article>"), language=language)
    changes = updated_claims(page(f"<article>{H1}<p>{line}</p>{LONG}</article>"), language=language)
    return settle(claims, changes, now=NOW)


@pytest.mark.parametrize(
    ("language", "line", "moment"),
    [
        ("de", "12.11.2024", "2024-11-12T00:00"),
        ("de", "Dienstag, 12. November 2024, 10:30 Uhr", "2024-11-12T10:30"),
        ("de", "12. Nov. 2024 10.30 Uhr MEZ", "2024-11-12T09:30"),
        ("de", "Von Anna Beck, 12. Oktober 2024", "2024-10-12T00:00"),
        ("de", "Anna Beck | 12.11.2024 | 10:30 Uhr | 3 Kommentare", "2024-11-12T10:30"),
        ("de", "Veröffentlicht am 12.11.2024", "2024-11-12T00:00"),
        ("de-AT", "5. Jänner 2024", "2024-01-05T00:00"),
        ("en", "Tuesday, November 12th, 2024 at 10:30 p.m.", "2024-11-12T22:30"),
        ("en", "Nov. 12, 2024 12:05 AM EST", "2024-11-12T05:05"),
        ("en", "12 November 2024 · 5 min read", "2024-11-12T00:00"),
        ("en", "Published: 12 November 2024, 10:30 GMT", "2024-11-12T10:30"),
        ("en", "2024-11-12", "2024-11-12T00:00"),
        ("en-US", "11/12/2024 10:30 pm", "2024-11-12T22:30"),
        ("en-GB", "11/12/2023", "2023-12-11T00:00"),
        ("en", "13/11/2024", "2024-11-13T00:00"),
        ("en", "11/13/2024", "2024-11-13T00:00"),
        (None, "11/11/2024", "2024-11-11T00:00"),
        (None, "12 November 2024", "2024-11-12T00:00"),
        ("fr", "Publié le mardi 12 novembre 2024 à 10h30", "2024-11-12T10:30"),
        ("fr", "1er août 2024", "2024-08-01T00:00"),
        ("no", "12. desember 2023", "2023-12-12T00:00"),
        ("fr", "<time>1<sup>er</sup> août 2024</time>", "2024-08-01T00:00"),
        ("fr", "11/12/2023", "2023-12-11T00:00"),
        ("es", "12 de noviembre de 2024", "2024-11-12T00:00"),
        ("pt", "12 de nov. de 2024 às 10h30", "2024-11-12T10:30"),
        ("it", "12 novembre 2024 alle 10:30", "2024-11-12T10:30"),
        ("vi", "Thứ Ba, 12/11/2024, 10:30 (GMT+7)", "2024-11-12T03:30"),
        ("vi", "10:30, 12/11/2024 (GMT+7)", "2024-11-12T03:30"),
        ("vi", "Đăng lúc 10 giờ 30, ngày 12 tháng 1 năm 2024", "2024-01-12T10:30"),
        ("ru", "Опубликовано: 12 ноября 2024 г. в 10:30", "2024-11-12T10:30"),
        ("uk", "12 листопада 2024, 10:30", "2024-11-12T10:30"),
        ("pl", "12 listopada 2024, godz. 10:30", "2024-11-12T10:30"),
        ("tr", "12 Kasım 2024 Salı, 10:30", "2024-11-12T10:30"),
        ("fi", "12.11.2024 klo 10.30", "2024-11-12T10:30"),
        ("hu", "2024. november 12. 10:30", "2024-11-12T10:30"),
        ("el", "12 Νοεμβρίου 2024", "2024-11-12T00:00"),
        ("zh", "2024年11月12日 10:30", "2024-11-12T10:30"),
        ("ja", "2024年11月12日(火) 10時30分", "2024-11-12T10:30"),
        ("ko", "2024년 11월 12일 오후 2시 05분", "2024-11-12T14:05"),
        ("ko", "입력 2024.11.12 10:30", "2024-11-12T10:30"),
        ("ar", "١٢ نوفمبر ٢٠٢٤", "2024-11-12T00:00"),
        ("hi", "12 नवंबर 2024", "2024-11-12T00:00"),
        ("he", "12 בנובמבר 2024", "2024-11-12T00:00"),
        ("th", "12 พฤศจิกายน 2567", "2024-11-12T00:00"),
        ("id", "Selasa, 12 Okt 2024 10:30 WIB", "2024-10-12T03:30"),
    ],
)
def test_a_line_under_the_headline_tells_the_publication(language: str | None, line: str, moment: str) -> None:
    assert dateline(line, language) == Dates(published=at(moment), updated=None, source="dateline", notes=())


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Stand: 12.11.2024, 10:30 Uhr"),
        ("de", "Zuletzt aktualisiert am 12. November 2024, 10:30 Uhr"),
        ("en", "Updated 12 November 2024 10:30"),
        ("vi", "Cập nhật lúc 10:30, 12/11/2024"),
        ("ru", "Обновлено: 12 ноября 2024, 10:30"),
        ("zh", "更新时间：2024-11-12 10:30"),
        ("ja", "更新日：2024年11月12日 10:30"),
    ],
)
def test_a_label_makes_it_an_update(language: str, line: str) -> None:
    assert dateline(line, language) == Dates(published=None, updated=at("2024-11-12T10:30"), source=None, notes=())


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Published 12 November 2024 Updated 13 November 2024"),
        ("de", "12.11.2024 | Aktualisiert: 13.11.2024"),
        ("ko", "기사입력 2024-11-12 최종수정 2024-11-13"),
    ],
)
def test_one_line_may_tell_both(language: str, line: str) -> None:
    assert dateline(line, language) == Dates(
        published=at("2024-11-12"), updated=at("2024-11-13"), source="dateline", notes=()
    )


@pytest.mark.parametrize(
    "line",
    [
        "vor 2 Stunden", "gestern", "12. November", "10:30 Uhr", "November 2024", "12.11.", "12.11.24", "31.02.2024",
        "12.11.2024 bis 14.11.2024", "12. November 2024 – 14. November 2024",
        "Am 12. November 2019 hatte der Rat beschlossen",
        "Das Gesetz, veröffentlicht am 12. November 2019, gilt", "Das Gesetz wurde veröffentlicht am 12. November 2019",
        "12.11.2024 3 Kommentare", "Version 3.12.11.2024", "12. Brumaire 2024", "12. พฤศจิกายน 2567",
        "12 tháng 11 năm 2024",
    ],
)  # fmt: skip
def test_a_line_that_names_no_whole_date_or_says_more_is_no_claim(line: str) -> None:
    assert dateline(line, "de") == Dates(published=None, updated=None, source=None, notes=())


@pytest.mark.parametrize("language", ["en", "en-CA", "zh", "xx", None])
def test_a_day_that_could_be_two_is_doubted_where_the_language_does_not_tell(language: str | None) -> None:
    assert dateline("11/12/2023", language).notes == ("dateline says 11/12/2023, which could be two days",)
    assert dateline("11-12-2023", language).published is None


@pytest.mark.parametrize(
    ("language", "start"),
    [
        ("de", "Elmstadt, 12. November 2024 —"),
        ("en", "ELMSTADT, Nov. 12, 2024 (QNA) -"),
        ("de", "Bad Elmstadt (12. November 2024) –"),
        ("vi", "(Elmstadt, 12/11/2024) -"),
    ],
)
def test_place_and_date_at_the_beginning_of_the_text_tell_the_publication(language: str, start: str) -> None:
    body = f"<article>{H1}{LONG.replace('<p>', f'<p>{start} ')}</article>"
    assert settle(published_claims(page(body), language=language), [], now=NOW).published == at("2024-11-12")


@pytest.mark.parametrize(
    ("language", "start"),
    [
        ("de", "Am 12. November 2019 – mitten im Winter –"),
        ("de", "Am Dienstag, 12. November 2019 –"),
        ("en", "On Tuesday, 12 November 2019 –"),
        ("de", "Als der Rat, 12. November 2019 –"),
        ("de", "Am 12. November 2019"),
        ("de", "12. November 2019,"),
    ],
)
def test_a_date_in_the_running_text_is_never_taken(language: str, start: str) -> None:
    assert published(f"<article>{H1}{LONG.replace('<p>', f'<p>{start} ')}</article>", language=language) == []
    assert published(f"<article>{H1}{LONG.replace('sagte', f'{start} sagte')}</article>", language=language) == []


def test_a_time_element_comes_before_marked_and_plain_text() -> None:
    body = (
        f"<article>{H1}<p>10.11.2024</p><p class='entryDate'>11.11.2024</p>"
        f"<time datetime='2024-11-12T10:30:00+01:00'>neulich</time>{LONG}</article>"
    )
    assert published(body) == [
        ("dateline", "2024-11-12T10:30:00+01:00"), ("dateline", "11.11.2024"), ("dateline", "10.11.2024"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "element",
    [
        "Stand: <time datetime='2024-11-12'>x</time>",
        "<time datetime='2024-11-12'>Aktualisiert vor 2 Stunden</time>",
        "<time class='updated' datetime='2024-11-12'>x</time>",
        "<div>Aktualisiert</div><time datetime='2024-11-12'>x</time>",
    ],
)
def test_a_time_element_may_be_an_update(element: str) -> None:
    body = f"<article>{H1}<div>{element}</div>{LONG}</article>"
    assert (updated(body), published(body)) == ([("dateline", "2024-11-12")], [])


def test_a_time_element_marked_published_and_updated_is_the_publication() -> None:
    body = f"<article>{H1}<time class='entry-date published updated' datetime='2024-11-12'>x</time>{LONG}</article>"
    assert (published(body), updated(body)) == ([("dateline", "2024-11-12")], [])


@pytest.mark.parametrize("moment", ["10:30", "PT5M", "2024", "gestern", ""])
def test_a_time_element_that_is_no_date_is_no_claim(moment: str) -> None:
    assert published(f"<article>{H1}<time datetime='{moment}'>x</time>{LONG}</article>") == []


@pytest.mark.parametrize(
    "body",
    [
        f"<article>{H1}{LONG}</article>{{}}",
        f"<nav>{{}}</nav><article>{H1}{LONG}</article>",
        f"<header><div class=top>{{}}</div></header><article>{H1}{LONG}</article>",
        f"<div>{{}}</div><div><div><div>{H1}</div></div></div>{LONG}",
        f"<article>{H1}<aside>{{}}</aside>{LONG}</article>",
        f"<article>{H1}<div class='related-box'>{{}}</div>{LONG}</article>",
        f"<article>{H1}<div id='userComments'>{{}}</div>{LONG}</article>",
        f"<article>{H1}<figure>{{}}</figure>{LONG}</article>",
        f"<article>{H1}<article>{{}}</article>{LONG}</article>",
        f"<article>{H1}{LONG * 3}{{}}</article>",
        f"<article>{H1}{LONG}<h3><a href='/2'>Die Werft in Elmstadt schließt</a></h3>{{}}</article>",
        "<div>{}</div>" + LONG,
    ],
)
def test_a_date_away_from_the_headline_is_not_the_article_s(body: str) -> None:
    for date in ("<time datetime='2024-11-12'>x</time>", "<p class='date'>12.11.2024</p>", "<p>12.11.2024</p>"):
        assert published(body.format(date)) == []


@pytest.mark.parametrize(
    "body",
    [
        f"<main><p>12.11.2024</p>{H1}{LONG}</main>",
        f"<div><div><p>12.11.2024</p>{H1}</div>{LONG}</div>",
        f"<div>12.11.2024{H1}{LONG}</div>",
        f"<div>{H1}<!-- Datum --> 12.11.2024<br>{LONG}</div>",
        f"<div class='related-news'><article>{H1}<p>12.11.2024</p>{LONG}</article></div>",
        f"<div><span>Anna Beck</span><span>12.11.2024</span>{H1}{LONG}</div>",
        f"<header>{H1}</header><article><p>12.11.2024</p>{LONG}</article>",
        f"<h1>Der Kai</h1><h2>Hafen wieder offen</h2><p>12.11.2024</p>{LONG}",
    ],
)
def test_a_date_next_to_the_headline_is_the_article_s(body: str) -> None:
    assert published(body, "<title>Hafen wieder offen | Der Kai</title>") == [("dateline", "12.11.2024")]


def test_visible_lines_are_read_only_where_metadata_give_no_date_that_can_be_read() -> None:
    body = f"<article>{H1}<p>Stand: 13.11.2024</p><p>12.11.2024</p>{LONG}</article>"
    assert published(body, '<meta name="date" content="2024-11-11">') == [("meta", "2024-11-11")]
    for useless in ("neulich", "0001-01-01T00:00:00"):
        head = f'<meta name="date" content="{useless}"><meta name="lastmod" content="{useless}">'
        assert published(body, head) == [("meta", useless), ("dateline", "12.11.2024")]
        assert updated(body, head) == [("meta", useless), ("dateline", "13.11.2024")]


def test_a_labelled_publication_counts_before_a_bare_date() -> None:
    body = f"<article>{H1}<p>10.11.2024</p><p>Veröffentlicht: 12.11.2024</p>{LONG}</article>"
    assert published(body) == [("dateline", "12.11.2024"), ("dateline", "10.11.2024")]


def test_dateparser_is_loaded_only_for_a_line_in_words_of_another_language() -> None:
    program = f"""
import sys, lxml.html
from index.sources.pages.dates import published_claims
for head, line, loaded in [
    ('<meta name="date" content="2024-11-12">', "12. Oktober 2024", False),
    ("", "12.11.2024", False),
    ("", "12. Oktober 2024", True),
]:
    body = head + "<article>{H1}<p>" + line + "</p></article>"
    assert published_claims(lxml.html.document_fromstring(body), language="de"), line
    assert ("dateparser" in sys.modules) is loaded, line
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


# Laws

ALPHABET = "0123456789-/.:+,TZ |()aghmnoprtuv–年月日\n"
DATED = (
    st.text(alphabet=ALPHABET, max_size=40)
    | st.text(max_size=30)
    | st.sampled_from(["12.11.2024", "2031-01-01", "x" * 9999])
)
MOMENTS = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30))  # noqa: DTZ001 -- so hypothesis asks
TEXTS = (
    DATED | MOMENTS.map(lambda moment: moment.isoformat()) | MOMENTS.map(lambda moment: f"{moment:%d.%m.%Y %H:%M} MEZ")
)
LANGUAGES = st.sampled_from([None, "de", "en-US", "vi", "xx", "", "-"])
SOURCES: st.SearchStrategy[DateSource] = st.sampled_from(["feed", "json-ld", "meta", "dateline", "given"])
CLAIMS = st.lists(st.builds(Claim, text=TEXTS, source=SOURCES, language=LANGUAGES), max_size=4)


@settings(deadline=None, max_examples=300)
@given(CLAIMS, CLAIMS)
def test_no_date_is_ever_to_come_or_before_1990_or_without_a_zone(first: list[Claim], last: list[Claim]) -> None:
    dates = settle(first, last, now=NOW)
    for date in filter(None, (dates.published, dates.updated)):
        assert date.utcoffset() == timedelta(0)
        assert datetime(1990, 1, 1, tzinfo=UTC) <= date <= NOW + timedelta(hours=14)
    assert (dates.published is None) is (dates.source is None)
    if dates.published and dates.updated:
        assert dates.updated > dates.published


@settings(deadline=None, max_examples=150)
@given(DATED, DATED, LANGUAGES)
def test_any_text_on_a_page_is_survived(visible: str, machine: str, language: str | None) -> None:
    tree = page(H1)
    heading = next(tree.iter("h1"))
    heading.tail = "".join(char for char in visible if char.isprintable() or char == "\n")
    stamp = lxml.html.Element("time")
    stamp.set("datetime", "".join(filter(str.isprintable, machine)))
    heading.addnext(stamp)
    found = settle(published_claims(tree, language=language), updated_claims(tree, language=language), now=NOW)
    assert (found.published is None) == (found.source is None)


@pytest.mark.parametrize(
    "text", ["a las " * 30, "(d)" * 60, "Stand " * 30, "1." * 90, "12.11.2024 " + "am um " * 30 + "!", "," * 199]
)
def test_no_line_takes_for_ever(text: str) -> None:
    for language in ("de", "es"):
        assert settled(text, "dateline", language).published is None
        assert dateline(text, language).published is None
