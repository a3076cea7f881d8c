from __future__ import annotations

from dataclasses import replace

import pytest

from index.confidence import THRESHOLD, Evidence, confidence

GOOD = Evidence(cosine=0.6, knows=1.0, coverage=0.8, weight=25.0, chunks=1000)


def test_a_passage_that_holds_most_of_the_question_is_enough() -> None:
    assert confidence(GOOD) > 0.9


def test_a_passage_that_holds_little_of_it_is_not() -> None:
    assert confidence(replace(GOOD, coverage=0.1, cosine=0.3)) < THRESHOLD


def test_without_any_word_in_common_there_is_no_confidence() -> None:
    assert confidence(replace(GOOD, coverage=0.0)) == 0.0


def test_an_empty_index_holds_no_answer() -> None:
    assert confidence(replace(GOOD, chunks=0)) == 0.0


@pytest.mark.parametrize(
    "weaker",
    [{"coverage": 0.5}, {"cosine": 0.3}, {"weight": 8.0}, {"chunks": 100_000}],
    ids=["less coverage", "further in meaning", "commoner words", "more to find by chance"],
)
def test_weaker_evidence_gives_less_confidence(weaker: dict[str, float]) -> None:
    assert confidence(replace(GOOD, **weaker)) < confidence(GOOD)  # type: ignore[arg-type]


def test_the_cosine_of_a_model_that_does_not_know_the_language_says_nothing() -> None:
    blind = replace(GOOD, knows=0.0)
    assert confidence(blind) == confidence(replace(blind, cosine=-1.0))


def test_one_article_is_judged_as_strictly_as_thirty_chunks() -> None:
    assert confidence(replace(GOOD, chunks=1)) == confidence(replace(GOOD, chunks=30))
