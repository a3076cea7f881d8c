from __future__ import annotations

import pytest

from index.sources.listings.listing import Listing, read_listing
from index.sources.reading import UnusableError


def opml(outlines: str, head: str = "<title>Meine &amp; deine Quellen</title>") -> str:
    return f'<?xml version="1.0"?><opml version="2.0"><head>{head}</head><body>{outlines}</body></opml>'


def read(text: str, charset: str = "utf-8") -> Listing:
    return read_listing(text.encode(charset), url="https://kai.example/list/feeds.opml")


def test_feeds_are_read_in_order_however_deep_they_lie() -> None:
    found = read(
        opml(
            """
            <outline text="Küste"><outline text="Nord">
              <outline type="rss" text="Kai" title="Der Kai" xmlUrl="https://kai.example/feed" htmlUrl="https://kai.example/"/>
            </outline><outline XMLURL="https://insel.example/rss"/></outline>
            <outline xmlurl="https://berg.example/atom.xml?utm_source=opml"/>
            """
        )
    )
    assert found == Listing(
        kind="outline",
        title="Meine & deine Quellen",
        sources=("https://kai.example/feed", "https://insel.example/rss", "https://berg.example/atom.xml"),
    )


@pytest.mark.parametrize(
    ("attributes", "feed"),
    [
        ('xmlUrl="feed://kai.example/rss"', "http://kai.example/rss"),
        ('xmlUrl="feed:https://kai.example/rss"', "https://kai.example/rss"),
        ('xmlUrl="../rss"', "https://kai.example/rss"),
        ('xmlUrl=" https://kai.example/rss?a=1&amp;b=2 "', "https://kai.example/rss?a=1&b=2"),
        ('xmlUrl="https://kai.example/rss?a=1&b=2"', "https://kai.example/rss?a=1&b=2"),
        ('type="rss" url="https://kai.example/rss"', "https://kai.example/rss"),
        ('text="Kai > Insel" xmlUrl="https://kai.example/rss"', "https://kai.example/rss"),
    ],
)
def test_a_feed_may_be_named_in_many_ways(attributes: str, feed: str) -> None:
    assert read(opml(f"<outline {attributes}/>")).sources == (feed,)


def test_each_feed_comes_once() -> None:
    line = '<outline xmlUrl="https://kai.example/feed"/><outline xmlUrl="https://KAI.example:443/feed#x"/>'
    assert read(opml(line + line)).sources == ("https://kai.example/feed",)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1251", "koi8-r"])
def test_an_outline_is_read_in_the_charset_it_declares(charset: str) -> None:
    text = opml('<outline text="Вести" xmlUrl="https://vesti.example/rss"/>', "<title>Мои источники</title>")
    found = read(text.replace('"1.0"', f'"1.0" encoding="{charset}"', 1), charset)
    assert (found.title, found.sources) == ("Мои источники", ("https://vesti.example/rss",))


def test_of_a_broken_outline_the_beginning_is_read() -> None:
    text = opml('<outline xmlUrl="https://kai.example/feed"/><outline xmlUrl="https://insel.example/lange-adresse"/>')
    assert read(text[: text.index("-adresse")]).sources == ("https://kai.example/feed",)
    unclosed = opml('<outline text="A"><outline xmlUrl="https://kai.example/feed">')
    assert read(unclosed).sources == ("https://kai.example/feed",)


@pytest.mark.parametrize(
    ("outlines", "reason"),
    [
        ("", r"^an OPML outline without feeds \(xmlUrl\)$"),
        ('<outline text="Leer"/>', "without feeds"),
        ('<outline htmlUrl="https://kai.example/"/>', "without feeds"),
        ('<outline type="link" url="https://kai.example/a"/>', "without feeds"),
        ('<outline xmlUrl="mailto:mia@kai.example"/>', "without feeds"),
        ("<outline", r"without feeds \(xmlUrl\): \w+"),
    ],
)
def test_an_outline_without_feeds_is_an_error_with_its_reason(outlines: str, reason: str) -> None:
    with pytest.raises(UnusableError, match=reason):
        read(opml(outlines))


def test_entities_of_files_are_refused() -> None:
    with pytest.raises(UnusableError, match="declares entities"):
        read(f'<!DOCTYPE opml [<!ENTITY e SYSTEM "file:///etc/hostname">]>{opml("")[21:]}')
