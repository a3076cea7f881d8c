from __future__ import annotations

import json
from typing import Any

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sources.pages.metadata import ArticleFacts, PageMetadata, metadata

URL = "https://kai.example.org/hafen-offen"
TITLE = "Hafen wieder offen"


def page(head: str = "", body: str = "") -> Any:  # noqa: ANN401 -- lxml ships no types
    return lxml.html.document_fromstring(f"<html><head>{head}</head><body>{body}<p>.</p></body></html>")


def script(*values: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)


def about(*values: object, head: str = f"<title>{TITLE} | Der Kai</title>") -> PageMetadata:
    return metadata(page(head + script(*values)))


def written(text: str) -> ArticleFacts | None:
    return metadata(page(f'<script type="application/ld+json">{text}</script>')).article


ARTICLE = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-11-12T10:00:00+01:00"}


def test_json_ld_tells_all_there_is_to_know_about_an_article() -> None:
    value = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Hafen &amp; Kai wieder offen",
        "author": [{"@type": "Person", "name": "Anna Beck"}, "Ben Kühn", {"name": ["Ida Roth"]}],
        "datePublished": "2024-11-12",
        "dateModified": "2024-11-13",
        "articleBody": "Die Fähren fahren.",
        "mainEntityOfPage": {"@type": "WebPage", "@id": URL},
        "inLanguage": "de-DE",
        "publisher": {"@type": "Organization", "name": "Der Kai"},
    }
    assert about(value).article == ArticleFacts(
        type="NewsArticle",
        headline="Hafen & Kai wieder offen",
        authors=("Anna Beck", "Ben Kühn", "Ida Roth"),
        published="2024-11-12",
        updated="2024-11-13",
        article_body="Die Fähren fahren.",
        url=URL,
        language="de-DE",
        publisher="Der Kai",
    )


@pytest.mark.parametrize(
    "text",
    [
        '<!-- {"@type": "Article", "headline": "Hafen"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Hafen"}\n//]]>',
        '/* <![CDATA[ */ {"@type": "Article", "headline": "Hafen"} /* ]]> */',
        '{"@type": ["Thing", "Article",], "headline": "Hafen",}',
        '{"@type": "WebSite"};\n{"@type": "Article", "headline": "Hafen"}',
        '[{"@type": "https://schema.org/Article", "headline": "Hafen"}]',
        '{"@graph": [{"@type": "WebSite"}, {"@type": "schema:Article", "headline": "Hafen"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Hafen"}}',
        '{"@type": "Thing", "mainEntityOfPage": {"@type": "Article", "headline": "Hafen"}}',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;Hafen&quot;}",
        '{"@type": "WebSite"} {"@type": "Article", "headline": "Hafen",}',
    ],
)
def test_json_ld_is_read_as_it_is_found_in_the_wild(text: str) -> None:
    article = written(text)
    assert article is not None
    assert (article.type, article.headline) == ("Article", "Hafen")


def test_a_string_keeps_its_line_ends_and_what_looks_like_a_trailing_comma() -> None:
    article = written('{"@type": "Article", "headline": "Hafen", "articleBody": "Eins, }\nzwei",}')
    assert article is not None
    assert article.article_body == "Eins, }\nzwei"


def test_a_broken_block_costs_only_itself() -> None:
    found = metadata(page(f'<script type="application/ld+json">{{"@type": "Article", "head</script>{script(ARTICLE)}'))
    assert found.article is not None
    assert found.article.headline == TITLE


def test_a_block_of_another_type_is_no_json_ld() -> None:
    assert metadata(page(f"<script>{json.dumps(ARTICLE)}</script>")).article is None


def test_authors_and_publisher_are_looked_up_in_the_graph() -> None:
    graph = [
        {**ARTICLE, "author": {"@id": "#anna"}, "publisher": {"@id": "#kai"}},
        {"@type": "Person", "@id": "#anna", "name": "Anna Beck"},
        {"@type": "Organization", "@id": "#kai", "name": "Der Kai"},
    ]
    article = about({"@graph": graph}).article
    assert article is not None
    assert (article.authors, article.publisher) == (("Anna Beck",), "Der Kai")


def test_an_author_that_is_an_address_is_no_name() -> None:
    article = about({**ARTICLE, "author": ["https://kai.example.org/anna", {"name": "Anna Beck"}]}).article
    assert article is not None
    assert article.authors == ("Anna Beck",)


OTHER = {"@type": "NewsArticle", "headline": "Werft schließt", "url": f"{URL}-2", "datePublished": "2019-01-01"}


def test_of_several_articles_the_one_with_the_address_of_the_page_is_its_own() -> None:
    own = {"@type": "Article", "headline": "Kurz", "url": "http://www.kai.example.org/hafen-offen/?x=1"}
    article = about(OTHER, own, head=f'<link rel="Canonical" href="{URL}">').article
    assert article is not None
    assert article.headline == "Kurz"


def test_of_several_articles_the_one_with_the_title_of_the_page_is_its_own() -> None:
    article = about(OTHER, ARTICLE).article
    assert article is not None
    assert article.headline == TITLE


def test_of_several_articles_none_is_taken_where_nothing_tells_which() -> None:
    assert about(OTHER, {**OTHER, "headline": "Markt", "url": "/3", "datePublished": "2018-01-01"}).article is None


def test_an_only_article_counts_unless_both_its_address_and_its_headline_are_another_s() -> None:
    canonical = f'<link rel="canonical" href="{URL}">'
    title = f"<title>{TITLE}</title>"
    assert about(OTHER, head=canonical).article is not None
    assert about(OTHER, head=title).article is not None
    assert about({**OTHER, "url": "/hafen-offen"}, head=canonical + title).article is not None
    assert about({**OTHER, "headline": TITLE}, head=canonical + title).article is not None
    assert about(OTHER, head=canonical + title).article is None


@pytest.mark.parametrize("way", ["relatedLink", "comment", "video", "hasPart", "itemListElement", "isPartOf"])
def test_what_an_article_leads_to_is_not_the_article(way: str) -> None:
    assert about({"@type": "Thing", way: [ARTICLE]}).article is None


@pytest.mark.parametrize("kind", ["VideoObject", "Comment", "Product", "ImageObject", None, 7])
def test_other_things_are_no_articles(kind: object) -> None:
    assert about({**ARTICLE, "@type": kind}).article is None


def test_the_description_of_the_page_counts_where_no_article_is_described() -> None:
    whole = {"@type": "WebPage", "name": TITLE, "datePublished": "2024-11-12"}
    found = about(whole)
    assert found.article is not None
    assert (found.article.type, found.article.headline, found.page_dates) == ("WebPage", TITLE, ("2024-11-12", None))
    both = about(whole, {"@type": "Article", "headline": TITLE})
    assert both.article is not None
    assert (both.article.type, both.article.published, both.page_dates) == ("Article", None, ("2024-11-12", None))


def test_meta_tags_are_found_by_their_names_in_any_case() -> None:
    found = metadata(
        page(
            '<meta property="OG:Site_Name" content=" Der  Kai "><meta name="author" content="Anna Beck">'
            '<meta name="Author" content="Ben Kühn"><meta itemprop="inLanguage" content="de">'
            '<meta name="empty" content="">'
            '<meta http-equiv="date" content="2024-11-12">'
        )
    )
    assert found.meta == {
        "og:site_name": ("Der Kai",), "author": ("Anna Beck", "Ben Kühn"), "inlanguage": ("de",),
    }  # fmt: skip
    assert found.first("twitter:site", "og:site_name") == "Der Kai"
    assert found.first("AUTHOR") == "Anna Beck"
    assert found.first("empty", "date") is None


def test_microdata_of_comments_and_other_articles_is_not_the_page_s() -> None:
    date = '<meta itemprop="datePublished" content="{}">'
    found = metadata(
        page(
            body=f"<article><h1>{TITLE}</h1>{date.format('2024-11-12')}</article>"
            f"<article>{date.format('2019-01-01')}</article>"
            f"<div class='comment-list comments'>{date.format('2019-01-02')}</div>"
            f"<div itemscope itemtype='https://schema.org/VideoObject'>{date.format('2019-01-03')}</div>"
        )
    )
    assert found.meta == {"datepublished": ("2024-11-12",)}


def test_title_and_canonical_address_are_what_the_page_says() -> None:
    head = f'<title> {TITLE}\n| Der Kai</title><link rel="icon" href="/i"><link rel="x CANONICAL" href=" /hafen ">'
    assert (metadata(page(head)).title, metadata(page(head)).canonical) == (f"{TITLE} | Der Kai", "/hafen")
    assert metadata(page(head + '<meta property="og:title" content="Hafen">')).title == "Hafen"
    assert metadata(page()) == PageMetadata()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8) | st.sampled_from(["Article", URL]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "@graph", "author", "name", "url", "datePublished", "mainEntityOfPage"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=60)
@given(JSON)
def test_any_json_at_all_is_survived(value: object) -> None:
    found = metadata(page(script(value, {"@type": "Article", "author": value, "publisher": value, "url": value})))
    facts = found.article
    assert facts is None or all(isinstance(text, str) for text in (facts.type, *facts.authors, facts.publisher or ""))


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet='{}[]",:\\/<!->*abc \n', max_size=60))
def test_any_block_at_all_is_survived(text: str) -> None:
    facts = written(text)
    assert facts is None or facts.type


def test_a_block_of_endless_depth_or_quotes_is_survived() -> None:
    assert written("[" * 100_000) is None
    assert written('{"a": "' + '\\"' * 100_000) is None
