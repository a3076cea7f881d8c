"""What a document is, told by its content; and what no listing is."""

from __future__ import annotations

import bz2
import gzip
import subprocess
import sys
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.sources.listings.listing import Entry, age_key, in_order, read_listing
from index.sources.reading import UnusableError

RSS = (
    "<rss version='2.0'><channel><title>Der Kai</title><item><link>https://kai.example/a</link></item></channel></rss>"
)
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Der Kai</title></feed>"
RDF = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'/>"
JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": []}'
OPML = "<opml><body><outline xmlUrl='https://kai.example/feed'/></body></opml>"
HTML = "<!DOCTYPE html><html><head><title>Der Kai</title></head><body><p>Hafen wieder offen.</p></body></html>"


def kind(text: str | bytes, url: str = "https://kai.example/a", content_type: str = "") -> str:
    body = text if isinstance(text, bytes) else text.encode()
    return read_listing(body, url=url, content_type=content_type).kind


def outcome(body: bytes) -> str:
    """The kind of a document, or the reason why it has none; any other error is a defect."""
    try:
        return read_listing(body, url="https://kai.example/a").kind
    except UnusableError as error:
        return str(error)


DOCUMENTS = [
    (RSS, "feed"), (ATOM, "feed"), (RDF, "feed"), (JSON, "feed"), (OPML, "outline"), ("<urlset/>", "sitemap"),
    ("<sitemapindex/>", "sitemap index"), (HTML, "page"), (f"<?xml version='1.0'?>{HTML}", "page"),
    ("<html><body>Hafen</body></html>", "page"), ("Hafen wieder offen", "page"), ("<p>Hafen", "page"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
@pytest.mark.parametrize(
    "url", ["https://kai.example/a", "https://kai.example/feed.json", "https://kai.example/x.html"]
)
@pytest.mark.parametrize("content_type", ["", "text/html", "application/rss+xml", "application/octet-stream"])
def test_the_content_tells_what_a_document_is_not_its_address(
    text: str, expected: str, url: str, content_type: str
) -> None:
    assert kind(text, url, content_type) == expected


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_a_packed_document_is_unpacked(text: str, expected: str) -> None:
    assert kind(gzip.compress(text.encode())) == expected
    assert kind(gzip.compress(gzip.compress(text.encode()))) == expected


def test_all_members_of_a_packed_document_are_read() -> None:
    assert kind(gzip.compress(RSS[:50].encode()) + gzip.compress(RSS[50:].encode())) == "feed"


@pytest.mark.parametrize(
    "before",
    [
        "\ufeff",
        "\n\n\t ",
        "<!-- <html> -->",
        "<?xml version='1.0'?>\n<!-- a -->\n<?xml-stylesheet href='b'?>",
        "<!DOCTYPE x>",
    ],
)
def test_the_root_element_counts_whatever_stands_before_it(before: str) -> None:
    assert kind(f"{before}{RSS}") == "feed"
    assert kind(f"{before}<urlset/>") == "sitemap"


def test_an_html_page_that_shows_a_feed_is_no_feed() -> None:
    assert kind(f"<html><body><pre>{RSS}</pre></body></html>") == "page"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "^empty$"),
        (b" \n\xef\xbb\xbf", "^empty$"),
        (gzip.compress(b"", mtime=0), "^empty$"),
        (b"%PDF-1.7 \xe2\xe3", r"^binary, not text \(application/rss\+xml\)$"),
        (b"\x89PNG\r\n", "binary, not text"),
        (b"GIF89a", "binary, not text"),
        (b"PK\x03\x04\x14", "binary, not text"),
        (bz2.compress(b"x"), "binary, not text"),
        (b"a\0b\0\0c", "binary, not text"),
        (b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "its root element is <Error>"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "its root element is <svg>"),
        (b"\x1f\x8bkaputt", "gzip that cannot be unpacked"),
    ],
)
def test_what_can_list_no_news_is_an_error_with_its_reason(body: bytes, reason: str) -> None:
    with pytest.raises(UnusableError, match=reason):
        read_listing(body, url="https://kai.example/a", content_type="application/rss+xml")


def test_a_bomb_is_not_unpacked() -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = packer.compress(RSS.encode()) + b"".join(packer.compress(b" " * 2**20) for _ in range(60)) + packer.flush()
    with pytest.raises(UnusableError, match="unpacks to more than 50 MB"):
        read_listing(bomb, url="https://kai.example/a")
    with pytest.raises(UnusableError, match="unpacks to more than 50 MB"):
        read_listing(gzip.compress(bomb), url="https://kai.example/a")


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(), st.text("<>&;!-[]?/='\" \nrssfeditmlnkpourX:%").map(str.encode)))
@example(b"<")
@example(b"<?xml")
@example(b"<!DOCTYPE")
@example(b"<!DOCTYPE x [")
@example(b"<!--")
@example(b"{")
@example(b"<rss><item><link>")
@example(b"<opml><outline xmlUrl=")
@example(b"\xff\xfe<\0")
@example(b"\x1f\x8b\x08\0\0\0\0\0\0\x03")
def test_any_document_is_a_listing_or_an_error_with_a_reason(body: bytes) -> None:
    assert outcome(body)


@settings(max_examples=60, deadline=None)
@given(st.data())
@pytest.mark.parametrize("text", [RSS, OPML, JSON, "<urlset><url><loc>/a</loc></url></urlset>", HTML])
def test_a_document_with_pieces_missing_or_doubled_is_read_or_an_error(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    piece = data.draw(st.sampled_from(["", "&", "<", "]]>", "<![CDATA[", text[start:end] * 2, "\x00", "ä"]))
    assert outcome((text[:start] + piece + text[end:]).encode())


def test_the_newest_entry_comes_first_and_undated_ones_last() -> None:
    def entry(name: str, published: str | None = None, updated: str | None = None) -> Entry:
        return Entry(url=f"https://kai.example/{name}", published=published, updated=updated)

    found = in_order(
        [
            entry("ohne"),
            entry("tag", "2024-11-30"),
            entry("ortszeit", "2024-11-30T09:30:00"),
            entry("zone", "2024-11-30T10:00:00+01:00"),
            entry("geändert", None, "2024-12-01"),
            entry("neu", "2024-12-02", "2020-01-01"),
            entry("auch-ohne"),
            entry("tag", "2025-01-01"),
        ]
    )
    order = ["neu", "geändert", "ortszeit", "zone", "tag", "ohne", "auch-ohne"]
    assert [each.url.rpartition("/")[2] for each in found] == order


def test_dates_sort_newest_first_and_missing_ones_last() -> None:
    dates = [None, "0001-01-01", "2024-11-30T10:00:00+14:00", "2024-11-30"]
    assert sorted(dates, key=age_key) == ["2024-11-30", "2024-11-30T10:00:00+14:00", "0001-01-01", None]


def test_no_parser_is_loaded_before_a_document_needs_it() -> None:
    program = (
        "import sys, index.sources.listings.listing, index.sources.web.addresses, index.sources.listings.discovery\n"
        "print([m for m in ('feedparser', 'lxml', 'idna', 'charset_normalizer') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
