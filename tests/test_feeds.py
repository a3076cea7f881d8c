"""RSS, RDF, Atom and JSON Feed, read as a server sends them."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

import pytest

from index.sources.listings.feed_dates import iso_date
from index.sources.listings.listing import Entry, Listing, read_listing
from index.sources.reading import UnusableError

if TYPE_CHECKING:
    from pathlib import Path

FEED = "https://kai.example/news/feed.xml"

GERMAN = (
    "Der Hafen von Elmstadt ist am Montag nach zwei Jahren wieder geöffnet worden, sagte der Bürgermeister am Kai. "
)
PARAGRAPH = f"<p>{GERMAN * 3}</p>"
WHOLE = PARAGRAPH * 4

# Language, title and outlet of an invented item, and the charsets that its writers use.
NEWS = [
    ("de", "Fähren nach Süderoog fahren täglich", "Der Kai", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"]),
    ("ru", "В порту Ольховска открыли новый мост", "Ольховские вести", ["utf-8", "utf-16", "windows-1251", "koi8-r"]),
    ("ja", "港が二年ぶりに再開、船は毎時出航", "埠頭新聞", ["utf-8", "shift_jis", "euc-jp", "iso-2022-jp"]),
    ("zh", "港口时隔两年重新开放，渡轮每小时一班", "码头日报", ["utf-8", "gbk", "gb2312", "utf-16"]),
    ("vi", "Cảng Elmstadt mở cửa trở lại sau hai năm", "Báo Bến Cảng", ["utf-8", "utf-16"]),
]  # fmt: skip
WRITTEN = [(language, title, outlet, charset) for language, title, outlet, charsets in NEWS for charset in charsets]


def rss(*items: str, head: str = "") -> str:
    within = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Der Kai</title>{head}{within}</channel></rss>'


def atom(*entries: str, head: str = "") -> str:
    within = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Der Kai</title>{head}{within}</feed>'


def rdf(*items: str, channel: str = "") -> str:
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f'<channel rdf:about="https://kai.example/"><title>Der Kai</title>{channel}</channel>{"".join(items)}</rdf:RDF>'
    )


def json_feed(*items: object, version: str = "1.1", **fields: object) -> str:
    return json.dumps(
        {"version": f"https://jsonfeed.org/version/{version}", "title": "Der Kai", **fields, "items": items}
    )


def read(text: str | bytes, charset: str | None = None) -> Listing:
    return read_listing(text if isinstance(text, bytes) else text.encode(), url=FEED, charset=charset)


def only(text: str | bytes, charset: str | None = None) -> Entry:
    (entry,) = read(text, charset).entries
    return entry


def item(inside: str, link: str = "https://kai.example/a") -> str:
    return rss(f"<link>{link}</link>{inside}")


def titled(title: str) -> str | None:
    return only(item(f"<title>{title}</title>")).title


# --- formats, languages, charsets ---


@pytest.mark.parametrize(("language", "title", "outlet", "charset"), WRITTEN)
@pytest.mark.parametrize("said_by", ["document", "server", "both"])
def test_rss_is_read_in_every_charset(language: str, title: str, outlet: str, charset: str, said_by: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{charset}"?>' if said_by != "server" else '<?xml version="1.0"?>'
    text = (
        f"{declaration}<rss version='2.0'><channel><title>{outlet}</title><language>{language}</language>"
        f"<item><title>{title}</title><link>https://kai.example/1</link></item></channel></rss>"
    )
    listing = read(text.encode(charset), charset=None if said_by == "document" else charset)
    assert (listing.kind, listing.title, listing.language) == ("feed", outlet, language)
    assert listing.entries == (Entry(url="https://kai.example/1", title=title, language=language),)


@pytest.mark.parametrize(("language", "title", "outlet", "charset"), WRITTEN)
def test_rdf_is_read_in_every_charset(language: str, title: str, outlet: str, charset: str) -> None:
    found = read(
        (f'<?xml version="1.0" encoding="{charset}"?>\n' + rdf(
            f'<item rdf:about="https://kai.example/1"><title>{title}</title><link>https://kai.example/1</link>'
            "<dc:date>2024-11-30T10:00:00+01:00</dc:date><dc:creator>Mia Ahn</dc:creator></item>",
            channel=f"<dc:language>{language}</dc:language><description>{outlet}</description>",
        )).encode(charset)
    )  # fmt: skip
    assert found.entries == (
        Entry(
            url="https://kai.example/1",
            title=title,
            published="2024-11-30T10:00:00+01:00",
            author="Mia Ahn",
            language=language,
        ),
    )


@pytest.mark.parametrize(("language", "title", "outlet", "charset"), WRITTEN)
def test_atom_is_read_in_every_charset(language: str, title: str, outlet: str, charset: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{charset}"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">'
        f"<title>{outlet}</title><entry><title>{title}</title><link href='/1'/><id>tag:kai.example,2024:1</id>"
        "<published>2024-11-30T10:00:00+09:00</published><updated>2024-12-01T00:00:00Z</updated>"
        "<author><name>Mia Ahn</name><email>mia@kai.example</email></author><author><name>Bo</name></author>"
        "</entry></feed>"
    )
    found = read(text.encode(charset))
    assert (found.title, found.language) == (outlet, language)
    assert found.entries == (
        Entry(
            url="https://kai.example/1",
            title=title,
            published="2024-11-30T10:00:00+09:00",
            updated="2024-12-01T00:00:00+00:00",
            author="Mia Ahn, Bo",
            language=language,
        ),
    )


@pytest.mark.parametrize(("language", "title", "outlet"), [news[:3] for news in NEWS])
@pytest.mark.parametrize(
    ("version", "authors"), [("1", {"author": {"name": "Bo"}}), ("1.1", {"authors": [{"name": "Bo"}]})]
)
def test_json_feeds_of_both_versions_are_read(
    language: str, title: str, outlet: str, version: str, authors: dict[str, object]
) -> None:
    entry = {
        "id": "1", "url": "/1", "title": title, "date_published": "2024-11-30T10:00:00+07:00",
        "date_modified": "2024-11-30T12:00:00+07:00", **authors,
    }  # fmt: skip
    found = read(json_feed(entry, version=version, title=outlet, language=language))
    assert (found.kind, found.title, found.language) == ("feed", outlet, language)
    assert found.entries == (
        Entry(
            url="https://kai.example/1",
            title=title,
            published="2024-11-30T10:00:00+07:00",
            updated="2024-11-30T12:00:00+07:00",
            author="Bo",
            language=language,
        ),
    )


@pytest.mark.parametrize(
    ("charset", "declared", "said"),
    [
        ("utf-8", "iso-8859-1", None),
        ("utf-8", "utf-8", "iso-8859-1"),
        ("utf-8", "utf-16", None),
        ("utf-8", "x-unheard-of", "none"),
        ("windows-1251", "windows-1251", "iso-8859-1"),
        ("windows-1251", "windows-1251", "utf-8"),
        ("windows-1251", "utf-8", "windows-1251"),
        ("windows-1251", "utf-8", None),
        ("koi8-r", "utf-8", "utf-8"),
        ("windows-1251", "hex", "idna"),
        ("utf-16-le", "utf-16", None),
        ("utf-16-be", "utf-8", "utf-8"),
    ],
)
def test_a_wrong_charset_does_not_mislead(charset: str, declared: str, said: str | None) -> None:
    title = "В порту Ольховска открыли новый мост, сообщил мэр города"
    text = rss(f"<title>{title}</title><link>https://kai.example/1</link>").partition("?>")[2]
    body = f'<?xml version="1.0" encoding="{declared}"?>{text}'.encode(charset)
    assert only(body, charset=said).title == title


def test_pieces_in_another_charset_do_not_spoil_the_rest() -> None:
    first = rss("<title>Fähren für Süderoog – täglich</title><link>/1</link>", "<title>@</title><link>/2</link>")
    found = read(first.encode().replace(b"@", "Brücke über".encode("cp1252")))
    assert [entry.title for entry in found.entries] == ["Fähren für Süderoog – täglich", "Brücke über"]


@pytest.mark.parametrize(
    "before", ["\n\n  ", "\ufeff", "\ufeff\n", "<!-- von Hand -->\n", "<?xml-stylesheet href='a'?>"]
)
def test_what_stands_before_a_feed_does_not_matter(before: str) -> None:
    assert only(before + item("<title>Neu</title>")).title == "Neu"


def test_a_stray_byte_does_not_make_another_charset() -> None:
    text = item("<title>@ Brücke für Ölhausen</title>").replace('"1.0"', '"1.0" encoding="windows-1252"', 1)
    assert only(text.encode("cp1252").replace(b"@", b"\x81")).title == "\ufffd Brücke für Ölhausen"


# --- broken feeds ---


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        ("Meier & Sohn", "Meier & Sohn"),
        ("Caf&eacute; am Kai&nbsp;1", "Café am Kai 1"),
        ("Hafen <br> offen", "Hafen offen"),
        ("Hafen\x0b offen", "Hafen offen"),
        ("Hafen&#0;&#x1F; &#xD83D;&#xDEA2;offen&#9999999;", "Hafen offen"),
    ],
)
def test_a_feed_that_is_not_well_formed_is_read_all_the_same(title: str, read_as: str) -> None:
    found = read(rss(f"<title>{title}</title><link>/1</link>", "<title>Zweite</title><link>/2?a=1&b=2&copy=3</link>"))
    assert [(entry.url, entry.title) for entry in found.entries] == [
        ("https://kai.example/1", read_as),
        ("https://kai.example/2?a=1&b=2&copy=3", "Zweite"),
    ]


def test_a_feed_that_trips_the_parser_for_xml_is_read_by_the_other() -> None:
    text = item("<title>Neu</title>").replace("<rss ", '<rss xmlns="http://kai.example/\u00a0name\u00a0space" ')
    assert only(text).title == "Neu"


def test_an_entry_that_the_end_cuts_off_is_left_out() -> None:
    text = rss("<title>Erste</title><link>/1</link>", "<title>Zweite</title><link>/lange-adresse</link>")
    assert [entry.title for entry in read(text[: text.index("adresse")]).entries] == ["Erste"]


def test_an_empty_feed_is_a_feed() -> None:
    assert read(rss(head="<language>de</language>")) == Listing(kind="feed", title="Der Kai", language="de")


@pytest.mark.parametrize("text", ["<rss><channel><title>Der Kai", "<feed><title>Der Kai</feed>"])
def test_a_broken_feed_without_entries_is_an_error_with_its_reason(text: str) -> None:
    with pytest.raises(UnusableError, match=r"^a feed without entries that is not well-formed: \d+:\d+: \w+"):
        read(text)


def test_entities_made_of_entities_are_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    with pytest.raises(UnusableError, match="declares entities that stand for other entities"):
        read(f'<!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]>{rss("<title>&e11;</title><link>/1</link>")[21:]}')


@pytest.mark.parametrize("given", ['SYSTEM "file:///etc/hostname"', "PUBLIC 'x' 'https://kai.example/x'"])
def test_entities_of_other_files_are_refused(given: str) -> None:
    with pytest.raises(UnusableError, match="declares entities that stand for other entities or files"):
        read(f"<!DOCTYPE rss [<!ENTITY e {given}>]>{rss('<title>&e;</title><link>/1</link>')[21:]}")


def test_harmless_entities_are_read() -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY kai "Der Kai"><!ENTITY nbsp "&#160;">]>'
    assert only(f"{doctype}{rss('<title>&kai;&nbsp;1</title><link>/1</link>')[21:]}").title == "Der Kai 1"


def test_a_feed_is_never_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "feed").write_text(item("<title>Geheim</title>"))
    assert read(str(tmp_path / "feed")).kind == "page"


# --- links ---

FEEDBURNER = "xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'"


@pytest.mark.parametrize(
    "inside",
    [
        "<link>https://kai.example/a?utm_source=rss#kommentare</link>",
        "<link>/a</link>",
        "<link>  https://kai.example/a\n</link>",
        "<link><![CDATA[https://kai.example/a]]></link>",
        "<guid>https://kai.example/a</guid>",
        "<guid isPermaLink='true'>https://kai.example/a</guid>",
        "<guid isPermaLink='false'>https://kai.example/17</guid><link>https://kai.example/a</link>",
        "<link>https://kai.example/a</link><guid>https://kai.example/17</guid>",
        "<link/><a:link xmlns:a='http://www.w3.org/2005/Atom' href='https://kai.example/a'/>",
        "<a:link xmlns:a='http://www.w3.org/2005/Atom' rel='self' href='/17'/><link>https://kai.example/a</link>",
        "<link>https://kai.example/a</link><enclosure url='https://kai.example/a.mp3' type='audio/mpeg'/>",
        f"<link>https://proxy.example/~r/17</link><f:origLink {FEEDBURNER}>https://kai.example/a</f:origLink>",
    ],
)
def test_an_item_leads_to_its_page(inside: str) -> None:
    assert only(rss(inside)).url == "https://kai.example/a"


@pytest.mark.parametrize(
    "inside",
    [
        "<title>Ohne</title>",
        "<link></link>",
        "<link>mailto:mia@kai.example</link>",
        "<guid isPermaLink='false'>https://kai.example/17</guid>",
        "<guid>tag:kai.example,2024:17</guid>",
        "<enclosure url='https://kai.example/a.mp3' type='audio/mpeg'/>",
    ],
)
def test_an_item_that_leads_nowhere_is_left_out(inside: str) -> None:
    assert read(rss(inside, "<link>/b</link>")).entries == (Entry(url="https://kai.example/b"),)


@pytest.mark.parametrize(
    "links",
    [
        '<link href="a"/>',
        '<link rel="alternate" type="text/html" href="a"/>',
        '<link rel="self" href="x"/><link rel="alternate" href="a"/><link rel="replies" href="y"/>',
        '<link rel="alternate" type="application/json" href="x"/><link rel="alternate" href="a"/>',
        '<link rel="alternate" href="a"/><link rel="alternate" href="uebersetzt" hreflang="en"/>',
    ],
)
def test_of_an_atom_entry_the_alternate_link_counts_and_xml_base(links: str) -> None:
    text = atom(f"<id>tag:1</id>{links}").replace("<feed ", '<feed xml:base="https://insel.example/b/" ')
    assert only(text).url == "https://insel.example/b/a"


def test_of_rdf_what_an_item_is_about_is_its_address() -> None:
    assert only(rdf('<item rdf:about="https://kai.example/a"><title>Neu</title></item>')).url == "https://kai.example/a"


def test_a_link_that_will_be_redirected_stays_as_it_is() -> None:
    link = "https://sammler.example/rss/articles/CBMiQ2h0dHA_x-y?oc=5"
    assert only(item("", link)).url == link


def test_each_address_comes_once_and_the_newest_first() -> None:
    found = read(
        rss(
            "<link>/ohne</link>",
            "<link>/alt</link><pubDate>Fri, 29 Nov 2024 10:00:00 GMT</pubDate>",
            "<link>/neu</link><pubDate>Sat, 30 Nov 2024 10:00:00 +0100</pubDate>",
            "<link>/alt#unten</link><title>Noch einmal</title>",
            "<link>/neuer</link><pubDate>Sat, 30 Nov 2024 10:00:00 GMT</pubDate>",
        )
    )
    assert [entry.url.rpartition("/")[2] for entry in found.entries] == ["neuer", "neu", "alt", "ohne"]
    assert [entry.title for entry in found.entries] == [None] * 4


def test_without_dates_the_order_of_the_feed_stays() -> None:
    found = read(rss(*(f"<link>/{name}</link>" for name in "cabd")))
    assert [entry.url[-1] for entry in found.entries] == ["c", "a", "b", "d"]


# --- titles, authors, languages, sources ---


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("AT&amp;amp;T &#8211; neu", "AT&T – neu"),
        ("AT&amp;T &amp;#8211; neu", "AT&T – neu"),
        ("&lt;b&gt;Hafen&lt;/b&gt; &lt;i class='x'&gt;offen&lt;/i&gt;", "Hafen offen"),
        ("&amp;lt;b&amp;gt;Hafen&amp;lt;/b&amp;gt; offen", "Hafen offen"),
        ("<![CDATA[Hafen<br/>offen &quot;heute&quot;]]>", 'Hafen offen "heute"'),
        ("Wenn x &lt; y und y &gt; z", "Wenn x < y und y > z"),
        ("  Hafen \n offen\u200b ", "Hafen offen"),
        ("", None),
    ],
)
def test_a_title_becomes_plain_text(given: str, title: str | None) -> None:
    assert titled(given) == title


@pytest.mark.parametrize(
    ("kind", "given"), [("text", "Hafen &amp; Kai"), ("html", "&lt;b&gt;Hafen&lt;/b&gt; &amp;amp; Kai")]
)
def test_an_atom_title_becomes_plain_text(kind: str, given: str) -> None:
    assert only(atom(f'<link href="/a"/><title type="{kind}">{given}</title>')).title == "Hafen & Kai"


DC = "xmlns:dc='http://purl.org/dc/elements/1.1/'"


@pytest.mark.parametrize(
    ("given", "author"),
    [
        ("<author>mia@kai.example (Mia Ahn)</author>", "Mia Ahn"),
        ("<author>Mia Ahn &lt;mia@kai.example&gt;</author>", "Mia Ahn"),
        ("<author>mia@kai.online</author>", None),
        ("<author>Mia Ahn</author>", "Mia Ahn"),
        (f"<dc:creator {DC}>Mia &amp;amp; Bo</dc:creator>", "Mia & Bo"),
        (f"<dc:creator {DC}>Mia</dc:creator><dc:creator {DC}>Bo</dc:creator>", "Mia, Bo"),
        ("", None),
    ],
)
def test_an_author_is_a_name(given: str, author: str | None) -> None:
    assert only(item(given)).author == author


def test_an_endless_author_does_not_hold_up_the_reader() -> None:
    assert only(item(f"<author>{'a' * 3_000_000}</author>")).author is None


def test_the_language_is_that_of_the_entry_else_of_the_feed() -> None:
    found = read(
        rss(
            f"<link>/1</link><dc:language {DC}>vi</dc:language>",
            "<link>/2</link><title>Zwei</title>",
            head="<language>de-AT</language>",
        )
    )
    assert (found.language, [entry.language for entry in found.entries]) == ("de-AT", ["vi", "de-AT"])


def test_an_entry_may_say_its_language_as_xml_does() -> None:
    text = atom("<link href='/1'/><title>One</title>", "<link href='/2'/><title>Zwei</title>")
    text = text.replace("<feed ", '<feed xml:lang="de" ').replace("<entry>", '<entry xml:lang="en">', 1)
    assert [entry.language for entry in read(text).entries] == ["en", "de"]


@pytest.mark.parametrize(
    "text",
    [
        item("<source url='https://insel.example/feed'>Die &amp;amp; Insel</source>"),
        atom("<link href='/a'/><source><title>Die &amp;amp; Insel</title><id>tag:x</id></source>"),
    ],
)
def test_the_outlet_an_entry_was_taken_from_is_kept(text: str) -> None:
    assert only(text).source == "Die & Insel"
    assert only(item("")).source is None


# --- dates ---


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("Sat, 30 Nov 2024 10:30:05 +0100", "2024-11-30T10:30:05+01:00"),
        ("Sat, 30 Nov 2024 10:30 GMT", "2024-11-30T10:30:00+00:00"),
        ("30 November 24 10:30:05 EST", "2024-11-30T10:30:05-05:00"),
        ("Sat, 30 Nov 2024 10:30:05 CET", "2024-11-30T10:30:05+01:00"),
        ("Sa, 30 Aug 2024 10:30:05 MESZ", "2024-08-30T10:30:05+02:00"),
        ("Sat, 30 Nov 2024 10:30:05 -0330", "2024-11-30T10:30:05-03:30"),
        ("Sat, 30 Nov 2024 10:30:05 GMT+07:00", "2024-11-30T10:30:05+07:00"),
        ("Sat, 30 Nov 2024 10:30:05", "2024-11-30T10:30:05"),
        ("Sat, 30 Nov 2024 10:30:05 IST", "2024-11-30T10:30:05"),
        ("Sat, 30 Nov 2024", "2024-11-30"),
        ("Sat Nov 30 10:30:05 2024", "2024-11-30T10:30:05"),
        ("Sat Nov 30 2024 10:30:05 GMT+0100 (Ortszeit)", "2024-11-30T10:30:05+01:00"),
        ("November 30, 2024 10:30 PM PST", "2024-11-30T22:30:00-08:00"),
        ("2024-11-30T10:30:05+01:00", "2024-11-30T10:30:05+01:00"),
        ("2024-11-30T10:30:05.123Z", "2024-11-30T10:30:05+00:00"),
        ("2024-11-30T10:30+01", "2024-11-30T10:30:00+01:00"),
        ("2024-11-30 10:30:05 +0100", "2024-11-30T10:30:05+01:00"),
        ("2024-11-30T10:30:05", "2024-11-30T10:30:05"),
        ("2024-11-30T10:30:60Z", "2024-11-30T10:30:59+00:00"),
        ("20241130T103005Z", "2024-11-30T10:30:05+00:00"),
        ("2024/11/30", "2024-11-30"),
        ("2024-11-30", "2024-11-30"),
    ],
)
def test_a_date_keeps_as_much_as_the_feed_gives(given: str, date: str) -> None:
    assert iso_date(given) == date
    assert only(item(f"<pubDate>{given}</pubDate>")).published == date


@pytest.mark.parametrize(
    "given",
    [
        "Sa, 30 Dez 2024 10:30:05 +0100", "sam., 30 août 2024 10:30:05 +0200", "30 мая 2024", "2024-11", "2024",
        "30/11/2024", "01.02.2024 10:00", "2024-02-30", "2024-11-30T25:00:00Z", "Sat, 30 Nov 2024 10:30:05 +9900",
        "Mon, 30 Nov -0001 00:00:00 +0000", "0000-00-00 00:00:00", "gestern", "vor 2 Stunden", "1732958405", "",
        "9" * 100_000,
    ],
)  # fmt: skip
def test_a_date_that_is_not_certain_is_unknown(given: str) -> None:
    assert iso_date(given) is None


def test_of_rss_dc_date_is_the_publication_unless_another_is_given() -> None:
    date = f"<dc:date {DC}>2024-11-30</dc:date>"
    assert (only(item(date)).published, only(item(date)).updated) == ("2024-11-30", None)
    both = only(item(f"<pubDate>Fri, 29 Nov 2024</pubDate>{date}"))
    assert (both.published, both.updated) == ("2024-11-29", "2024-11-30")


def test_the_time_of_a_change_is_not_that_of_publication() -> None:
    changed = only(atom("<link href='/a'/><updated>2024-11-30T10:00:00Z</updated>"))
    assert (changed.published, changed.updated) == (None, "2024-11-30T10:00:00+00:00")
    terms = only(item("<t:modified xmlns:t='http://purl.org/dc/terms/'>2024-11-30</t:modified>"))
    assert (terms.published, terms.updated) == (None, "2024-11-30")


# --- whole articles ---


def encoded(markup: str) -> Entry:
    content = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    return only(
        item(f"<description>Kurz.</description><content:encoded {content}><![CDATA[{markup}]]></content:encoded>")
    )


@pytest.mark.parametrize(
    "markup",
    [
        WHOLE,
        WHOLE + "<p>Von Mia Ahn</p>",
        WHOLE + '<p>The post <a href="/a">Hafen offen</a> appeared first on <a href="/">Der Kai</a>.</p>',
        WHOLE + "<p>Der Beitrag <a>Hafen offen</a> erschien zuerst auf <a>Der Kai</a>.</p>",
        "<br><br>".join([(GERMAN * 3).strip()] * 4),
        "<div>" + WHOLE + "<script>var mehr = 'Weiterlesen …'</script></div>",
        f"<p>{'港が月曜日に二年ぶりに再開したと市長が述べた。' * 7}</p>" * 3,
    ],
)
def test_a_body_that_is_clearly_whole_is_kept(markup: str) -> None:
    assert encoded(markup).html == markup


@pytest.mark.parametrize(
    "markup",
    [
        "",
        PARAGRAPH,
        PARAGRAPH * 2,
        f"<p>{GERMAN}</p>" * 4,
        f"<p>{GERMAN * 12}</p>",
        WHOLE + "<p>…</p>",
        WHOLE + "<p>[&#8230;]</p>",
        WHOLE + f"<p>{GERMAN * 2}Der Hafen ...</p>",
        WHOLE + f"<p>{GERMAN * 2}Der Hafen war</p>",
        WHOLE + f"<p>{GERMAN}(…)</p>",
        WHOLE + f"<p>{GERMAN}<a>Weiterlesen</a></p>",
        WHOLE + f"<p>{GERMAN}<a>Read more »</a></p>",
        WHOLE + "<p>Continue reading “Hafen offen”</p>",
        WHOLE + "<p><a>[Lire la suite]</a></p>",
        WHOLE + "<p><a>→ Читать далее</a></p>",
        WHOLE + "<a>Xem thêm</a>",
        WHOLE + "<a>続きを読む</a>",
        WHOLE + "<a>Leer más…</a>",
        WHOLE + "<a>Weiterlesen</a><p>The post <a>Hafen</a> appeared first on <a>Der Kai</a>.</p>",
        f"<p>{GERMAN * 3}</p><p>The post <a>Hafen offen</a> appeared first on <a>Der Kai</a>.</p>",
        "<ul>" + "<li><a>Hafen wieder offen</a></li>" * 80 + "</ul>",
    ],
)  # fmt: skip
def test_in_doubt_the_page_is_the_truth(markup: str) -> None:
    assert encoded(markup).html is None


def test_a_long_description_may_be_the_article() -> None:
    assert only(item(f"<description>{escape(WHOLE)}</description>")).html == WHOLE
    assert only(item(f"<description>{escape(PARAGRAPH)}</description>")).html is None


def test_atom_content_is_read_as_html_xhtml_or_text() -> None:
    assert only(atom(f"<link href='/a'/><content type='html'>{escape(WHOLE)}</content>")).html == WHOLE
    xhtml = f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{WHOLE}</div></content>"
    assert only(atom(f"<link href='/a'/>{xhtml}")).html == WHOLE
    lines = "\n\n".join([f"{GERMAN * 3}a < b."] * 4)
    expected = f"<p>{GERMAN * 3}a &lt; b.</p>\n" * 4
    assert only(atom(f"<link href='/a'/><content type='text'>{escape(lines)}</content>")).html == expected


def test_content_of_another_kind_is_no_body() -> None:
    assert only(atom(f"<link href='/a'/><content type='application/pdf'>{escape(WHOLE)}</content>")).html is None


# --- JSON Feed ---


def test_a_json_feed_carries_bodies_as_html_or_text() -> None:
    assert only(json_feed({"url": "/a", "content_html": WHOLE})).html == WHOLE
    text = "\n".join([GERMAN.strip() * 4] * 3)
    assert only(json_feed({"url": "/a", "content_text": text})).html == f"<p>{GERMAN.strip() * 4}</p>\n" * 3
    assert only(json_feed({"url": "/a", "content_html": PARAGRAPH})).html is None


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"id": "https://kai.example/17", "url": "/a"}, "https://kai.example/a"),
        ({"id": "https://kai.example/17"}, "https://kai.example/17"),
        ({"id": "17", "external_url": "https://insel.example/b"}, "https://insel.example/b"),
        ({"id": 17, "url": ["x"], "title": 3, "authors": "Mia", "external_url": "/c"}, "https://kai.example/c"),
    ],
)
def test_a_json_item_leads_to_its_page(fields: dict[str, object], url: str) -> None:
    assert only(json_feed({**fields, "content_html": PARAGRAPH})) == Entry(url=url)


def test_what_an_item_says_of_another_page_is_not_that_page() -> None:
    assert only(json_feed({"id": "1", "external_url": "https://insel.example/b", "content_html": WHOLE})).html is None


def test_json_items_that_lead_nowhere_are_left_out() -> None:
    assert read(json_feed({"id": "17"}, "Text", None, {"url": "mailto:x"}, language="de")).entries == ()


def test_a_json_item_may_have_its_own_language() -> None:
    assert only(json_feed({"url": "/a", "language": "vi"}, language="de")).language == "vi"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [', "JSON that cannot be read"),
        ('{"items": []}', "JSON, but no JSON Feed"),
        ('{"version": 1, "items": []}', "JSON, but no JSON Feed"),
        ('[{"url": "https://kai.example/a"}]', "JSON, but no JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/1"}', "without a list of 'items'"),
        ('{"a":' * 100_000, "JSON that cannot be read"),
    ],
)
def test_other_json_is_an_error_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(UnusableError, match=reason):
        read(text)
