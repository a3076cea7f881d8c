from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from fakes import answered, cited, nothing_found, quoted
from index.types import Article, Passage, Results, Status

MOON = Article(
    url="https://paper.example/a?b=1&c=2",
    title="Moon <landing>",
    text="They landed. " + "x" * 300,
    source="paper.example",
    language="en",
    published=datetime(2026, 1, 2, tzinfo=UTC),
)
RESULTS = Results(
    question="Who landed & when?",
    passages=(
        Passage(text=MOON.text, score=1.25, cosine=0.5, article=MOON, start=0, end=len(MOON.text), chunk_id=1),
        Passage(
            text="They landed.",
            score=1.0,
            cosine=0.4,
            article=replace(MOON, published=None),
            start=0,
            end=12,
            chunk_id=2,
        ),
    ),
    undated_left_out=3,
)


def test_results_print_as_a_table_with_score_passage_and_source() -> None:
    printed = repr(RESULTS)
    assert "Who landed & when?" in printed
    assert "1.25" in printed
    assert "They landed." in printed
    assert "paper.example · 2026-01-02" in printed
    assert "paper.example · undated" in printed
    assert "x…" in printed
    assert "(3 undated articles left out)" in printed


def test_results_behave_as_a_sequence() -> None:
    assert len(RESULTS) == 2
    assert RESULTS[0].chunk_id == 1
    assert [passage.chunk_id for passage in RESULTS[::-1]] == [2, 1]


def test_results_render_as_html_with_everything_escaped() -> None:
    html = RESULTS._repr_html_()
    assert html.startswith("<p><b>Who landed &amp; when?</b></p><table>")
    assert '<a href="https://paper.example/a?b=1&amp;c=2">Moon &lt;landing&gt;</a>' in html


def test_an_answer_prints_its_quotes_with_their_sources() -> None:
    quote = quoted("They landed on the moon.", cited(1, url="https://paper.example/a"))
    printed = repr(answered("Who?", quote, also=(cited(2, source="Other Paper"),), undated_left_out=1))
    assert "«They landed on the moon.»" in printed
    assert "https://paper.example/a" in printed
    assert "Also reported by: Other Paper" in printed
    assert "(1 undated articles left out)" in printed


def test_an_abstention_prints_that_the_articles_do_not_say() -> None:
    printed = repr(nothing_found("Who?", cited(1, title="Near but not it")))
    assert "The articles don't say." in printed
    assert "not an answer" in printed
    assert "Near but not it" in printed
    assert "headlines" not in repr(nothing_found("Who?"))


def test_an_answer_renders_as_html_with_everything_escaped() -> None:
    html = answered("Who <b>?", quoted("5 < 6 & so on"))._repr_html_()
    assert "Who &lt;b&gt;?" in html
    assert "<blockquote>5 &lt; 6 &amp; so on</blockquote>" in html
    assert "<li>" in nothing_found("Who?", cited())._repr_html_()
    assert "<li>" not in nothing_found("Who?")._repr_html_()


def test_a_status_prints_a_fact_a_line() -> None:
    status = Status(
        articles=3, chunks=7, newest=None, generation=4, published=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        model="m@1/fp32", languages={"de": 2, "vi": 1},
    )  # fmt: skip
    assert repr(status).splitlines() == [
        "  articles  3 (de 2, vi 1)",
        "    chunks  7",
        "    newest  undated",
        "generation  4, published 2026-01-02 03:04 UTC",
        "     model  m@1/fp32",
    ]
    assert "articles  0" in repr(replace(status, articles=0, languages={}))
