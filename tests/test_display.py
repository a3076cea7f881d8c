from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from fakes import answered, cited, nothing_found, quoted
from index.display import explanation_text
from index.filters import Filters
from index.types import Article, Passage, Results, Signal, SourceStatus, Status

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
        Passage(
            text=MOON.text,
            score=1.25,
            cosine=0.5,
            article=MOON,
            start=0,
            end=len(MOON.text),
            chunk_id=1,
            sentences=((0, 12), (13, 313)),
        ),
        Passage(
            text="They landed.",
            score=1.0,
            cosine=0.4,
            article=replace(MOON, published=None),
            start=0,
            end=12,
            chunk_id=2,
            sentences=((0, 12),),
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
    assert "(1 undated article left out)" in printed


UNDERSTOOD = Filters(
    source="<bbc.com>",
    since=datetime(2024, 11, 11, tzinfo=UTC),
    until=datetime(2024, 11, 18, 6, 30, tzinfo=UTC),
    language="de",
    newest=True,
    undated=True,
    words="last week",
)


def test_what_was_understood_is_shown_in_text_and_html_also_by_an_abstention() -> None:
    told = (
        "only articles from {}, since 2024-11-11 before 2024-11-18 06:30 (“last week”) or undated, in de, newest first"
    )
    for shown in (replace(RESULTS, filters=UNDERSTOOD), replace(nothing_found("Who?"), filters=UNDERSTOOD)):
        assert f"({told.format('<bbc.com>')})" in repr(shown)
        assert f"<p>({told.format('&lt;bbc.com&gt;')})</p>" in shown._repr_html_()
    assert "<p>(3 undated articles left out)</p>" in RESULTS._repr_html_()
    assert repr(replace(nothing_found("Who?"), filters=Filters(newest=True, words="latest"))).endswith(
        "\n(newest first (“latest”))"
    )


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
    when = datetime(2026, 1, 2, 2, 0, tzinfo=UTC)
    sources = (
        SourceStatus(url="https://a.example/", kind="feed", succeeded=when, tried=when, failure=None),
        SourceStatus(url="https://b.example/", kind=None, succeeded=None, tried=when, failure="HTTP 503"),
    )
    assert repr(replace(status, sources=sources)).splitlines()[-2:] == [
        "    source  https://a.example/: last read 2026-01-02 02:00 UTC",
        "    source  https://b.example/: FAILED, HTTP 503; never read yet",
    ]


def test_a_citation_tells_of_a_change_and_of_what_it_was_taken_from() -> None:
    changed = replace(cited(), updated=datetime(2024, 12, 2, tzinfo=UTC), origin="Wire <1>")
    answer = answered("Who?", quoted("One.", changed))
    assert "Lokalblatt · 2024-11-30 · updated 2024-12-02 · originally Wire <1>" in repr(answer)
    assert "· updated 2024-12-02 · originally Wire &lt;1&gt;" in answer._repr_html_()


WORDS = Signal(name="words", value=2.0, weight=0.5, measured=11.25, place=1, of=7)
NEWNESS = Signal(name="newness", value=-1.0, weight=0.25, place=5, of=7)
EXPLAINED = replace(
    RESULTS, passages=(replace(RESULTS[0], signals=(WORDS, NEWNESS)), replace(RESULTS[1], signals=(NEWNESS,)))
)


def test_explained_results_show_under_each_passage_what_its_score_is_the_sum_of() -> None:
    lines = repr(EXPLAINED).splitlines()
    assert lines[0] == "Who landed & when?"
    assert lines[1].startswith("(standardised: standard deviations")
    assert lines[3] == "1.  1.25  Moon <landing>"
    assert "    https://paper.example/a?b=1&c=2" in lines
    cells = [line.split() for line in lines]
    assert ["words", "11.250", "+2.00", "1", "of", "7", "0.50", "+1.00"] in cells
    assert ["newness", "–", "-1.00", "5", "of", "7", "0.25", "-0.25"] in cells
    assert ["score", "0.75"] in cells
    assert "    Lifted by: words (+1.0); held back by: newness (-0.2); 1st of 7 by words." in lines
    assert "2.  1.00  Moon <landing>" in lines
    assert lines[-1] == "(3 undated articles left out)"


def test_explained_results_render_as_html_with_everything_escaped() -> None:
    html = EXPLAINED._repr_html_()
    assert html.startswith("<p><b>Who landed &amp; when?</b></p><p>standardised: ")
    assert '<p>1. <b>1.25</b> <a href="https://paper.example/a?b=1&amp;c=2">Moon &lt;landing&gt;</a>' in html
    assert "<tr><td>words</td><td>11.250</td><td>+2.00</td><td>1 of 7</td><td>0.50</td><td>+1.00</td></tr>" in html
    assert "<p>Lifted by: words (+1.0); held back by: newness (-0.2); 1st of 7 by words.</p>" in html
    assert html.endswith("<p>(3 undated articles left out)</p>")


COVERAGE = Signal(name="coverage", value=0.5, weight=6.0)
CONSTANT = Signal(name="constant", value=1.0, weight=-4.0)


def test_an_explained_answer_shows_its_signs_by_what_they_contribute_then_what_was_read() -> None:
    answer = replace(
        nothing_found("Who?"), signals=(COVERAGE, CONSTANT), threshold=0.5, passages=EXPLAINED.passages[:1]
    )
    lines = repr(answer).splitlines()
    verdict = lines.index("Confidence 0.10 stays below the threshold 0.50: abstained. Lifted by: coverage (+3.0).")
    cells = [line.split() for line in lines[verdict:]]
    assert ["sign", "value", "weight", "contributes"] in cells
    assert cells.index(["constant", "1.00", "-4.00", "-4.00"]) < cells.index(["coverage", "0.50", "6.00", "+3.00"])
    assert ["log", "odds", "-1.00"] in cells
    assert cells.index(["log", "odds", "-1.00"]) < cells.index(["1.", "1.25", "Moon", "<landing>"])
    html = answer._repr_html_()
    assert "<tr><td>constant</td><td>1.00</td><td>-4.00</td><td>-4.00</td></tr>" in html
    assert "Moon &lt;landing&gt;" in html


def test_what_nothing_was_weighed_for_is_explained_too() -> None:
    newest = replace(answered("today", quoted("They.")), passages=RESULTS.passages)
    assert "Not weighed: nothing but a time was asked." in repr(newest)
    assert "Not scored: nothing but a time was asked, so the newest come first." in repr(newest)
    assert "<p>Not scored: nothing but a time was asked" in newest._repr_html_()
    assert explanation_text(replace(nothing_found("Who?"), signals=(CONSTANT,))).splitlines()[-1].split() == [
        "log", "odds", "-4.00"
    ]  # fmt: skip


def test_what_was_not_to_be_explained_is_not() -> None:
    assert explanation_text(nothing_found("Who?")) == ""
    assert "Not weighed" not in repr(nothing_found("Who?"))
    assert "Not weighed" not in nothing_found("Who?")._repr_html_()


def test_the_tables_of_an_explanation_keep_to_a_width() -> None:
    long = Signal(name="coverage_of_sentence", value=1.0, weight=1.0, place=100, of=153)
    read = replace(RESULTS[0], signals=(WORDS, long))
    answer = replace(nothing_found("Who?"), signals=(CONSTANT,), passages=(read,))
    lines = explanation_text(answer, width=80).splitlines()
    ruled = [line for line in lines if "──" in line]
    assert len(ruled) == 4
    assert max(map(len, ruled)) <= 80
    cells = [line.split() for line in lines]
    assert ["sign", "score", "standardised", "candidates", "weight", "contributes"] in cells
    assert ["coverage", "by", "sentence", "–", "+1.00", "100", "of", "153", "1.00", "+1.00"] in cells
