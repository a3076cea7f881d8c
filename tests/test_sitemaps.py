from __future__ import annotations

import gzip

import pytest

from index.sources.listings.listing import Entry, Listing, read_listing
from index.sources.reading import UnusableError

SITEMAP = "https://kai.example/maps/sitemap.xml"
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" '
    'xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"'
)


def sitemap(*pages: str) -> str:
    return f"<?xml version='1.0'?><urlset {SPACES}>{''.join(f'<url>{page}</url>' for page in pages)}</urlset>"


def index(*sitemaps: str) -> str:
    within = "".join(f"<sitemap>{one}</sitemap>" for one in sitemaps)
    return f"<?xml version='1.0'?><sitemapindex {SPACES}>{within}</sitemapindex>"


def read(text: str | bytes) -> Listing:
    return read_listing(text if isinstance(text, bytes) else text.encode(), url=SITEMAP)


NEWS = [
    ("de", "Fähren nach Süderoog fahren täglich", "Der Kai"),
    ("ru", "В порту Ольховска открыли новый мост", "Ольховские вести"),
    ("ja", "港が二年ぶりに再開、船は毎時出航", "埠頭新聞"),
    ("zh-cn", "港口时隔两年重新开放，渡轮每小时一班", "码头日报"),
    ("vi", "Cảng Elmstadt mở cửa trở lại sau hai năm", "Báo Bến Cảng"),
]


@pytest.mark.parametrize(("language", "title", "outlet"), NEWS)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_news_sitemap_tells_title_date_language_and_outlet(
    language: str, title: str, outlet: str, charset: str, *, packed: bool
) -> None:
    text = sitemap(
        "<loc>https://kai.example/1</loc><lastmod>2024-11-30T12:00:00Z</lastmod><n:news><n:publication>"
        f"<n:name>{outlet}</n:name><n:language>{language}</n:language></n:publication>"
        f"<n:publication_date>2024-11-30T10:00+01:00</n:publication_date><n:title>{title}</n:title></n:news>"
    )
    body = text.encode(charset)
    assert read(gzip.compress(body) if packed else body) == Listing(
        kind="sitemap",
        entries=(
            Entry(
                url="https://kai.example/1",
                title=title,
                published="2024-11-30T10:00:00+01:00",
                updated="2024-11-30T12:00:00+00:00",
                language=language,
                source=outlet,
            ),
        ),
    )


def test_a_plain_sitemap_tells_pages_and_when_they_changed() -> None:
    found = read(
        sitemap(
            "<loc>\n https://kai.example/alt?utm_source=x </loc><lastmod>2024-11-29</lastmod>",
            "<loc>/ohne</loc><changefreq>daily</changefreq><priority>0.5</priority>",
            "<loc>https://kai.example/neu</loc><lastmod>2024-11-30T10:00:00+01:00</lastmod>",
            "<loc>https://kai.example/alt</loc>",
            "<loc>mailto:mia@kai.example</loc>",
            "<lastmod>2024-11-30</lastmod>",
        )
    )
    assert found.kind == "sitemap"
    assert found.entries == (
        Entry(url="https://kai.example/neu", updated="2024-11-30T10:00:00+01:00"),
        Entry(url="https://kai.example/alt", updated="2024-11-29"),
        Entry(url="https://kai.example/ohne"),
    )


def test_images_and_videos_are_not_pages() -> None:
    found = read(
        sitemap(
            "<image:image><image:loc>https://kai.example/1.jpg</image:loc><image:title>Bild</image:title></image:image>"
            "<loc>https://kai.example/1</loc>"
            "<video:video><video:title>Film</video:title><video:publication_date>2024-11-30</video:publication_date>"
            "</video:video>",
            "<image:loc>https://kai.example/2.jpg</image:loc>",
        )
    )
    assert found.entries == (Entry(url="https://kai.example/1"),)


@pytest.mark.parametrize("root", ["<urlset>", '<urlset xmlns="http://www.google.com/schemas/sitemap/0.84">'])
def test_the_namespace_does_not_matter(root: str) -> None:
    text = f"{root}<url><loc>/1</loc><news><title>Hafen</title></news></url></urlset>"
    assert read(text).entries == (Entry(url="https://kai.example/1", title="Hafen"),)


def test_a_prefix_does_not_matter() -> None:
    text = "<s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'><s:url><s:loc>/1</s:loc></s:url></s:urlset>"
    assert read(text).entries == (Entry(url="https://kai.example/1"),)


@pytest.mark.parametrize(
    "title",
    ["A &amp; B", "A & B", "<![CDATA[A & B]]>", "A &amp;amp; B", "&lt;b&gt;A&lt;/b&gt; &#38; B", "A &amp; B<!-- x -->"],
)
def test_titles_are_plain_text_however_they_are_escaped(title: str) -> None:
    text = sitemap(f"<loc>/1?a=1&b=2</loc><n:news><n:title>{title}</n:title></n:news>")
    assert read(text).entries == (Entry(url="https://kai.example/1?a=1&b=2", title="A & B"),)


def test_a_page_that_the_end_cuts_off_is_left_out() -> None:
    text = sitemap("<loc>https://kai.example/1</loc>", "<loc>https://kai.example/lange-adresse</loc>")
    assert read(text[: text.index("-adresse")]).entries == (Entry(url="https://kai.example/1"),)


def test_of_a_packed_sitemap_that_ends_early_the_beginning_is_read() -> None:
    text = sitemap(*(f"<loc>https://kai.example/{number * 7919 % 10007}</loc>" for number in range(3000)))
    packed = gzip.compress(text.encode())
    found = read(packed[: len(packed) // 2]).entries
    assert 1000 < len(found) < 2000
    assert found[:2] == (Entry(url="https://kai.example/0"), Entry(url="https://kai.example/7919"))


def test_an_empty_sitemap_is_a_sitemap() -> None:
    assert read(sitemap()) == Listing(kind="sitemap")
    assert read(index()) == Listing(kind="sitemap index")


@pytest.mark.parametrize("text", ["<urlset><url><loc>/1", "<sitemapindex><sitemap></sitemapindex>", "<urlset><"])
def test_a_broken_sitemap_without_pages_is_an_error_with_its_reason(text: str) -> None:
    with pytest.raises(UnusableError, match=r"^a sitemap without addresses that is not well-formed: \w+"):
        read(text)


@pytest.mark.parametrize("root", ["urlset", "sitemapindex", "opml"])
def test_entities_made_of_entities_are_refused(root: str) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><{root}><url><loc>&e11;</loc></url></{root}>'
    )
    with pytest.raises(UnusableError, match="declares entities that stand for other entities"):
        read(text)


def test_depth_without_end_is_refused() -> None:
    with pytest.raises(UnusableError, match="not well-formed"):
        read("<urlset>" + "<a>" * 100_000)


def test_an_index_names_sitemaps_of_news_first_then_the_last_changed() -> None:
    found = read(
        index(
            "<loc>https://kai.example/2023.xml</loc><lastmod>2023-12-31</lastmod>",
            "<loc>https://kai.example/newsletter.xml</loc>",
            "<loc>/2024.xml.gz?utm_source=x</loc><lastmod>2024-11-30T10:00:00+01:00</lastmod>",
            "<loc>https://kai.example/2023.xml</loc>",
            "<loc>https://kai.example/sitemap_news.xml</loc><lastmod>2020-01-01</lastmod>",
            "<loc>https://kai.example/googlenews.xml</loc><lastmod>2024-01-01</lastmod>",
            "<loc>ftp://kai.example/x.xml</loc>",
        )
    )
    assert found == Listing(
        kind="sitemap index",
        sources=(
            "https://kai.example/googlenews.xml",
            "https://kai.example/sitemap_news.xml",
            "https://kai.example/2024.xml.gz",
            "https://kai.example/2023.xml",
            "https://kai.example/newsletter.xml",
        ),
    )


def test_a_host_called_news_does_not_make_its_sitemaps_ones_of_news() -> None:
    found = read(
        index(
            "<loc>https://news.example/a.xml</loc>",
            "<loc>https://news.example/b.xml</loc><lastmod>2024-11-30</lastmod>",
        )
    )
    assert found.sources == ("https://news.example/b.xml", "https://news.example/a.xml")
