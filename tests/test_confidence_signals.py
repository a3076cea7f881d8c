from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from findings_fixtures import HARBOUR, article, asked, passage
from index.confidence import confidence
from index.confidence_signals import confidence_signals, measured
from index.sentence_signals import read
from index.weights import weights

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
    """What is measured, and what of it speaks for a question as long as this."""
    query, findings = asked(question, *passages, weights=weights, knows=knows, chunks=chunks)
    reading = read(query, findings)
    return measured(query, findings, reading) | confidence_signals(query, findings, reading)


FILLERS = " ".join(f"filler{n}" for n in range(18))  # makes a question of four terms a long one


def test_coverage_is_told_of_one_passage_and_of_two() -> None:
    found = signals("crane orchid ferry boats", of("Crane.", "Orchid.", "Ferry."), weights=[4, 3, 2, 1])
    assert (found["coverage"], found["coverage_by_two"]) == pytest.approx((0.4, 0.7))


def test_what_is_missing_is_told_in_nats_of_the_best_passage() -> None:
    found = signals("crane orchid ferry boats", of("Crane.", "Orchid."), weights=[4, 3, 2, 1])
    assert found["missing"] == pytest.approx(3)
    assert found["missing_in_all"] == pytest.approx(6)
    assert found["matched"] == pytest.approx(math.log(5))


def test_meaning_counts_as_far_as_the_model_knows_the_language() -> None:
    whole, half = (signals("Where is the harbour?", of(HARBOUR), knows=knows) for knows in (1.0, 0.5))
    assert whole["meaning"] == pytest.approx(0.5)
    assert whole["meaning_of_sentence"] > 0
    for name in ("meaning", "meaning_of_sentence", "meaning_of_clauses", "model_knows", "meaning_if_small"):
        assert half[name] == pytest.approx(whole[name] / 2)


def test_what_is_close_to_no_clause_lowers_their_mean() -> None:
    closed = "the harbour of Wickmarsh closed on Tuesday after the crane fell into the basin"
    half = f"Did a paper say that {closed}, while another one told that Zwirbel knorz blubb trallala hops?"
    both = f"Did a paper say that {closed}, while another one told that {closed}?"
    told = of(f"{closed.capitalize()}. Rain.")
    assert signals(half, told)["long_meaning_of_clauses"] < signals(both, told)["long_meaning_of_clauses"]


def test_names_of_the_question_are_held_or_missing() -> None:
    question = "Did Ada meet Bob and Cleo?"
    found = signals(question, of("Ada smiled.", "Bob waved."), weights=[0, 2, 0, 2, 0, 4])
    assert found["names_held"] == pytest.approx(0.5)
    assert found["names_missing"] == pytest.approx(4)


def test_a_question_without_names_misses_none() -> None:
    found = signals("Where are the ferries?", of("Rain."))
    assert (found["names_held"], found["names_missing"]) == (1, 0)


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


def test_a_number_of_another_kind_counts_half_unless_the_question_names_it() -> None:
    question = "How much money did crane 12 of Saltby cost?"
    query, _ = asked(question, *of("Rain."))
    weights = [1.0 if term.word in {"crane", "saltby"} else 0.0 for term in query.terms]
    for told, apart in (("A crane cost 80 shekels.", 0.75), ("Crane 12 fell.", 1.0), ("Saltby paid 80 euros.", 0.5)):
        found = signals(question, of("The crane of Saltby fell.", told), weights=weights)
        assert found["number_apart"] == pytest.approx(apart), told


def test_what_headline_or_the_sentence_before_say_counts_for_a_number() -> None:
    articles = of("The crane fell. Seven boats burned.", title="Fire in Saltby")
    query, _ = asked("How many boats of Saltby burned under the crane?", *articles)
    weights = [1.0 if term.word in {"boats", "crane", "saltby", "burned"} else 0.0 for term in query.terms]
    assert signals(query.text, articles, weights=weights)["number_apart"] == 0


def test_one_article_is_judged_like_thirty_chunks_and_a_billion_like_a_million() -> None:
    sizes = [signals("crane", of("Crane."), chunks=chunks)["size"] for chunks in (1, 30, 100_000, 10**6, 10**9)]
    assert sizes == pytest.approx([math.log10(30), math.log10(30), 5, 6, 6])


def test_meaning_counts_in_small_indexes_and_coverage_in_large_ones() -> None:
    small, large = (signals("crane orchid", of("Crane."), weights=[3, 1], chunks=chunks) for chunks in (30, 10**6))
    assert (small["meaning_if_small"], small["coverage_if_large"]) == pytest.approx((0.5, 0))
    assert (large["meaning_if_small"], large["coverage_if_large"]) == pytest.approx((0, 0.75))


@pytest.mark.parametrize(("terms", "long"), [(1, 0), (16, 0), (19, 0.5), (22, 1), (40, 1)])
def test_between_short_and_long_a_question_is_something_of_both(terms: int, long: float) -> None:
    told = of(" ".join(f"Word{n}." for n in range(40)))
    found = signals(" ".join(f"word{n}" for n in range(terms)), told, chunks=10**6)
    assert found["long"] == pytest.approx(long)
    assert found["long_coverage"] == pytest.approx(long)
    assert found["coverage_if_large"] == pytest.approx(1 - long)


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
    query, findings = asked("crane", *of("Crane."))
    assert weights("confidence").keys() == confidence_signals(query, findings, read(query, findings)).keys() | {
        "constant"
    }


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("coverage", 1),
        ("meaning", 1),
        ("matched", 1),
        ("missing", -1),
        ("names_held", 1),
        ("names_missing", -1),
        ("number_apart", -1),
    ],
)
def test_what_is_held_never_speaks_against_an_answer_nor_what_is_missing_for_one(name: str, sign: int) -> None:
    found = {
        own: weight
        for own, weight in weights("confidence").items()
        if own.removeprefix("long_").removeprefix("foreign_").removesuffix("_if_small").removesuffix("_if_large")
        == name
    }
    assert found
    assert min(sign * weight for weight in found.values()) >= 0


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
