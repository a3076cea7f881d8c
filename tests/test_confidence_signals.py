from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from findings_fixtures import HARBOUR, PLAIN, article, asked, passage
from index.confidence import confidence
from index.confidence_signals import confidence_signals
from index.sentence_ranking import rank_sentences
from index.sentence_signals import read
from index.weights import tried, weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Passage


def of(*texts: str, title: str = "Untitled notes") -> list[Passage]:
    """A passage of each text."""
    urls = [f"https://gazette.example/{n}" for n in range(len(texts))]
    return [
        passage(article(text, url=url, title=title), chunk_id=n, cosine=0.5 - 0.1 * n)
        for n, (text, url) in enumerate(zip(texts, urls, strict=True))
    ]


def signals(
    question: str,
    passages: list[Passage],
    *,
    weights: Sequence[float] | None = None,
    knows: float = 1.0,
    chunks: int = 1000,
) -> dict[str, float]:
    query, findings = asked(question, *passages, weights=weights, knows=knows, chunks=chunks)
    reading = read(query, findings)
    with tried(PLAIN):
        likely = [sentence for _, sentence in rank_sentences(reading)]
    return confidence_signals(query, findings, reading, likely)


FILLERS = " ".join(f"filler{n}" for n in range(18))  # makes a question of four terms a long one


def test_coverage_is_told_of_one_passage_of_a_sentence_and_of_the_likely_ones() -> None:
    found = signals("crane orchid ferry boats", of("Crane. Crane orchid.", "Orchid.", "Ferry."), weights=[4, 3, 2, 1])
    assert found["coverage"] == pytest.approx(0.7)
    assert found["coverage_by_sentence"] == found["coverage_by_likely"] == pytest.approx(0.7)
    apart = signals("crane orchid ferry boats", of("Crane. Orchid.", "Ferry."), weights=[4, 3, 2, 1])
    assert apart["coverage"] == pytest.approx(0.7)
    assert apart["coverage_by_sentence"] == pytest.approx(0.4)


def test_of_a_long_question_coverage_is_told_of_one_passage_of_two_and_of_all() -> None:
    weights = [4.0, 3.0, 2.0, 1.0, *[0.0] * 18]
    found = signals(f"crane orchid ferry boats {FILLERS}", of("Crane.", "Orchid.", "Ferry."), weights=weights)
    assert found["long"] == 1
    assert found["long_coverage"] == pytest.approx(0.4)
    assert found["long_coverage_by_two"] == pytest.approx(0.7)
    assert found["long_coverage_by_all"] == pytest.approx(0.9)


def test_what_is_missing_is_told_in_nats_of_the_best_passage() -> None:
    found = signals("crane orchid ferry boats", of("Crane.", "Orchid."), weights=[4, 3, 2, 1])
    assert found["missing"] == pytest.approx(3)
    assert found["missing_in_all"] == pytest.approx(6)
    assert found["matched"] == pytest.approx(math.log(5))
    assert found["weight"] == pytest.approx(math.log(11))


def test_meaning_counts_as_far_as_the_model_knows_the_language() -> None:
    whole, half = (signals("Where is the harbour?", of(HARBOUR), knows=knows) for knows in (1.0, 0.5))
    assert whole["meaning"] == pytest.approx(0.5)
    assert whole["meaning_of_sentence"] > 0
    for name in ("meaning", "meaning_of_sentence", "model_knows", "meaning_by_size"):
        assert half[name] == pytest.approx(whole[name] / 2)


def test_of_a_long_question_the_clause_that_is_told_least_is_known() -> None:
    closed = "the harbour of Wickmarsh closed on Tuesday after the crane fell into the basin"
    question = f"Did a paper say that {closed}, while another one told that Zwirbel knorz blubb trallala hops?"
    found = signals(question, of(f"{closed.capitalize()}. Rain."))
    assert found["long"] > 0
    assert found["long_meaning_of_weakest_clause"] < found["long_meaning_of_clauses"]


def test_names_of_the_question_are_held_or_missing() -> None:
    question = "Did Ada meet Bob and Cleo?"
    found = signals(question, of("Ada smiled.", "Bob waved."), weights=[0, 2, 0, 2, 0, 4])
    assert found["names_held"] == pytest.approx(0.5)
    assert found["names_missing"] == pytest.approx(4)


def test_a_question_without_names_misses_none() -> None:
    found = signals("Where are the ferries?", of("Rain."))
    assert (found["names_held"], found["names_missing"]) == (1, 0)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("When did the crane fall?", 1),
        ("Who saw the crane?", 0),
        ("Is the crane blue?", 0),  # no kind is asked for
    ],
)
def test_the_kind_of_answer_may_be_missing_from_all_likely_sentences(question: str, missing: float) -> None:
    assert signals(question, of("Ada Thornley saw the crane. It is blue."))["kind_missing"] == missing


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("How many boats did the crane of Saltby sink?", 0.75),  # seven are of boats, one of four words that count
        ("Why did the crane of Saltby sink boats?", 0),  # asks for no number
        ("How many boats burned?", 0),
        ("How many orchids?", 0),  # nothing of it is told at all
    ],
)
def test_where_a_number_is_asked_for_it_is_sought_near_what_is_asked_about(question: str, apart: float) -> None:
    articles = of("The crane of Saltby sinks boats.", "Seven boats burned.")
    query, _ = asked(question, *articles)
    weights = [1.0 if term.word in {"boats", "crane", "saltby", "sink", "burned"} else 0.0 for term in query.terms]
    assert signals(question, articles, weights=weights)["number_apart"] == pytest.approx(apart)


def test_what_headline_or_the_sentence_before_say_counts_for_a_number() -> None:
    articles = of("The crane fell. Seven boats burned.", title="Fire in Saltby")
    query, _ = asked("How many boats of Saltby burned under the crane?", *articles)
    weights = [1.0 if term.word in {"boats", "crane", "saltby", "burned"} else 0.0 for term in query.terms]
    assert signals(query.text, articles, weights=weights)["number_apart"] == 0


def test_one_article_is_judged_as_strictly_as_thirty_chunks() -> None:
    sizes = [signals("crane", of("Crane."), chunks=chunks)["size"] for chunks in (1, 30, 100_000)]
    assert sizes == pytest.approx([math.log10(30), math.log10(30), 5])


def test_what_is_found_and_what_is_missing_is_told_times_the_size_too() -> None:
    found = signals("crane orchid", of("Crane."), weights=[3, 1], chunks=10_000)
    assert (found["coverage_by_size"], found["missing_by_size"]) == pytest.approx((3, 4))


@pytest.mark.parametrize(("terms", "long"), [(1, 0), (16, 0), (19, 0.5), (22, 1), (40, 1)])
def test_between_short_and_long_a_question_is_something_of_both(terms: int, long: float) -> None:
    found = signals(" ".join(f"word{n}" for n in range(terms)), of(" ".join(f"Word{n}." for n in range(40))))
    assert found["long"] == pytest.approx(long)
    assert found["long_coverage"] == pytest.approx(long)
    assert found["coverage"] == pytest.approx(1 - long)


def test_pairs_of_signs_are_told_from_words() -> None:
    found = signals("港口 crane", [passage(article("港口。", language="zh"))], weights=[1, 1])
    assert found["spaceless"] == pytest.approx(0.5)
    assert found["coverage_if_spaceless"] == pytest.approx(0.25)
    assert signals("crane", of("Crane."))["spaceless"] == 0


def test_a_question_whose_words_say_nothing_gives_finite_signals() -> None:
    found = signals("the crane", of("The crane fell."), weights=[0.0, 0.0])
    assert all(math.isfinite(value) for value in found.values())
    assert found["coverage"] == 0


def test_every_signal_is_weighed_and_no_weight_is_for_nothing() -> None:
    assert weights("confidence").keys() == signals("crane", of("Crane.")).keys() | {"constant"}


LAWS = [
    ("Why did the harbour of Wickmarsh close on Tuesday?", ["Rain fell.", "The harbour closed.", HARBOUR]),
    ("Who is the harbour master of Wickmarsh?", ["The mayor spoke.", "The master of a ship spoke.", HARBOUR]),
    (
        "Which orchid did Thea Nordhoff find near Saltby?",
        ["Rain.", "An orchid.", "Thea Nordhoff found an orchid near Saltby."],
    ),
]


@pytest.mark.parametrize(("question", "texts"), LAWS)
@pytest.mark.parametrize("chunks", [1, 5000])
def test_as_learned_a_text_that_holds_more_of_the_question_gives_more_confidence(
    question: str, texts: list[str], chunks: int
) -> None:
    chances = [confidence(signals(question, of(text), chunks=chunks)) for text in texts]
    assert chances == sorted(chances)
    assert chances[-1] > chances[0]
