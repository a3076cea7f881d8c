from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import query_terms
from index.answering import QUOTES, compose
from index.confidence import Evidence
from index.query import Filters, Query
from index.sentence_ranking import rank_sentences
from index.types import Answer, Article, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NOW = datetime(2026, 5, 4, tzinfo=UTC)
HARBOUR = (
    "The harbour of Wickmarsh closed on Tuesday. A crane fell into the basin and blocked two ferries. "
    "Harbour master Ada Thornley expects it to open again on 14 June. The repair costs 2.4 million crowns. "
    "Fishermen protested in front of the town hall."
)


def article(text: str, *, url: str = "https://gazette.example/harbour", title: str = "Harbour closed") -> Article:
    return Article(url=url, title=title, text=text, source="gazette.example", language="en")


def passage(of: Article, *, chunk_id: int = 1, score: float = 1.0) -> Passage:
    return Passage(text=of.text, score=score, cosine=0.6, article=of, start=0, end=len(of.text), chunk_id=chunk_id)


def query(text: str) -> Query:
    return Query(text=text, language="en", terms=tuple(query_terms(text, ["en"])), filters=Filters())


def ask(text: str, *passages: Passage, weights: Sequence[float] | None = None) -> Answer:
    asked = query(text)
    weighed = weights or [0.1 if len(term.word) < 4 else 6.0 for term in asked.terms]
    evidence = Evidence(cosine=0.6, knows=1.0, coverage=0.0, weight=sum(weighed), chunks=len(passages))
    return compose(asked, weighed, passages, evidence=evidence, similarity=None, as_of=NOW, undated_left_out=2)


def test_the_sentence_that_answers_is_quoted_first_letter_by_letter() -> None:
    answer = ask("When will the harbour of Wickmarsh open again?", passage(article(HARBOUR)))
    assert answer.quotes[0].text == "Harbour master Ada Thornley expects it to open again on 14 June."
    assert not answer.abstained


def test_offsets_point_at_the_quote_in_the_article_also_from_a_later_passage() -> None:
    whole = article("Nothing of note. " + HARBOUR)
    part = Passage(text=HARBOUR, score=1.0, cosine=0.5, article=whole, start=17, end=17 + len(HARBOUR), chunk_id=9)
    quote = ask("What does the repair cost?", part).quotes[0]
    assert whole.text[quote.start : quote.end] == quote.text == "The repair costs 2.4 million crowns."


def test_what_the_articles_do_not_say_is_not_quoted_but_the_nearest_headlines_are_named() -> None:
    answer = ask("Which orchestra played Sibelius yesterday?", passage(article(HARBOUR)))
    assert answer.abstained
    assert answer.quotes == ()
    assert [(c.number, c.title, c.url) for c in answer.nearest] == [
        (1, "Harbour closed", "https://gazette.example/harbour")
    ]
    assert answer.undated_left_out == 2


def test_nothing_found_is_an_abstention_without_headlines() -> None:
    answer = ask("What happened in Wickmarsh?")
    assert answer.abstained
    assert answer.confidence == 0.0
    assert answer.nearest == ()


def test_quotes_of_one_article_share_its_number_and_never_overlap() -> None:
    answer = ask(
        "Why did the harbour of Wickmarsh close, who protested, what does the repair cost?", passage(article(HARBOUR))
    )
    assert len(answer.quotes) == QUOTES
    assert {quote.citation.number for quote in answer.quotes} == {1}
    spans = sorted((quote.start, quote.end) for quote in answer.quotes)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_two_articles_get_two_numbers_in_the_order_quoted() -> None:
    other = article(
        "The harbour of Wickmarsh will open in July, the mayor of Wickmarsh says.",
        url="https://observer.example/1",
        title="Mayor on harbour",
    )
    answer = ask("When will the harbour of Wickmarsh open?", passage(other), passage(article(HARBOUR), chunk_id=2))
    assert answer.quotes[0].citation.url == "https://observer.example/1"
    assert answer.quotes[0].citation.number == 1
    assert {quote.citation.number for quote in answer.quotes} == {1, 2}


def test_a_report_carried_by_two_outlets_is_quoted_once_and_the_other_is_named() -> None:
    copy = article(HARBOUR, url="https://observer.example/copy", title="Crane blocks harbour")
    answer = ask("When will the harbour of Wickmarsh open again?", passage(article(HARBOUR)), passage(copy, chunk_id=2))
    assert {quote.citation.url for quote in answer.quotes} == {"https://gazette.example/harbour"}
    assert [citation.url for citation in answer.also_reported_by] == ["https://observer.example/copy"]


def test_a_neighbour_joins_the_quote_where_it_holds_a_good_part_of_the_question() -> None:
    text = "The Juno Bell is 340 kilos of bronze. It was stolen from the maritime museum on Friday."
    answer = ask("Was the Juno Bell stolen from the maritime museum?", passage(article(text, title="Theft")))
    assert answer.quotes[0].text == text


def test_a_neighbour_that_would_make_the_quote_too_long_stays_out() -> None:
    text = "The Juno Bell is " + "very " * 100 + "old. It was stolen from the maritime museum " + "again " * 60 + "now."
    answer = ask("Was the Juno Bell stolen from the maritime museum?", passage(article(text, title="Theft")))
    assert all(len(quote.text) < 700 for quote in answer.quotes)


def test_meaning_decides_between_sentences_that_share_no_word_with_the_question() -> None:
    text = "Boats wait outside. Nobody was hurt."
    asked = query("Any casualties?")

    def knows_casualties(sentences: Sequence[str]) -> NDArray[np.float64]:
        return np.array([1.0 if "hurt" in sentence else 0.0 for sentence in sentences])

    ranked = rank_sentences(asked, [5.0, 5.0], [passage(article(text))], similarity=knows_casualties, knows=1.0)
    assert ranked[0][1].text == "Nobody was hurt."


def test_an_article_without_a_headline_takes_its_first_sentence_as_its_subject() -> None:
    untitled = Article(
        url="https://gazette.example/h",
        title="The harbour…",
        title_derived=True,
        text=HARBOUR,
        source="g",
        language="en",
    )
    ranked = rank_sentences(
        query("When does the harbour of Wickmarsh open?"), [0.1, 0.1, 0.1, 5.0, 0.1, 6.0, 5.0], [passage(untitled)],
        similarity=None, knows=0.0,
    )  # fmt: skip
    assert ranked[0][1].text.endswith("on 14 June.")


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400).filter(
        str.strip
    ),
    question=st.text(max_size=80),
)
def test_whatever_is_asked_of_whatever_text_quotes_are_verbatim_and_at_most_three(text: str, question: str) -> None:
    source = article(text)
    answer = ask(f"{question} {text[:60]}", passage(source))
    assert len(answer.quotes) <= QUOTES
    assert answer.abstained == (not answer.quotes)
    assert 0.0 <= answer.confidence <= 1.0
    for quote in answer.quotes:
        assert quote.text
        assert source.text[quote.start : quote.end] == quote.text


def test_a_quote_outside_its_article_never_leaves() -> None:
    short = article("Gone.")
    astray = Passage(text="The harbour closed.", score=1.0, cosine=0.9, article=short, start=50, end=69, chunk_id=1)
    with pytest.raises(AssertionError, match="is not in"):
        ask("The harbour closed. Gone.", astray, weights=[9.0, 9.0, 9.0, 9.0])
