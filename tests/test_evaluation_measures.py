from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.evaluation.measures import (
    Found,
    average_precision,
    evidence_recall,
    first_hit,
    gold_in,
    hit,
    holds_answer,
    reciprocal_rank,
    tells_fact,
)
from scripts.evaluation.sets import Question

GOLD = 4
rankings = st.lists(st.frozensets(st.integers(0, GOLD - 1)), max_size=12).map(tuple)


def ranking(*ranks: tuple[int, ...]) -> Found:
    return tuple(map(frozenset, ranks))


def test_a_fact_is_found_whatever_the_white_space_and_an_address_does_not_help_it() -> None:
    question = Question(text="?", language="en", facts=("the  red\nhen", "a fox"), urls=("https://paper.example/1",))
    passages = [
        ("nothing", "https://paper.example/1"),
        ("the red hen met a fox", "https://paper.example/2"),
        ("a red hen", "https://paper.example/3"),
    ]
    assert gold_in(question, passages) == ranking((), (0, 1), ())
    assert gold_in(question, [("so the\tred h en", "")]) == ranking((0,))


def test_without_facts_the_articles_address_is_the_hit() -> None:
    question = Question(text="?", language="en", urls=("https://paper.example/1", "https://paper.example/2"))
    passages = [("x", "https://paper.example/2"), ("x", "https://paper.example/12"), ("x", "https://paper.example/1")]
    assert gold_in(question, passages) == ranking((1,), (), (0,))


@pytest.mark.parametrize(
    ("found", "rank", "reciprocal", "hit_4", "hit_10"),
    [
        (ranking(), None, 0, 0, 0),
        (ranking((), (), ()), None, 0, 0, 0),
        (ranking((0,)), 1, 1, 1, 1),
        (ranking((), (), (), (1,)), 4, 0.25, 1, 1),
        (ranking((), (), (), (), (0,), (1,)), 5, 0.2, 0, 1),
        (ranking(*[()] * 9, (0,)), 10, 0.1, 0, 1),
        (ranking(*[()] * 10, (0,)), 11, 0, 0, 0),
    ],
)
def test_hits_and_reciprocal_rank_look_at_the_first_hit(
    found: Found, rank: int | None, reciprocal: float, hit_4: float, hit_10: float
) -> None:
    assert first_hit(found) == rank
    assert reciprocal_rank(found, 10) == reciprocal
    assert (hit(found, 4), hit(found, 10)) == (hit_4, hit_10)


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        (ranking((0,), (1,)), 2, (1 + 1 / 2) / 2),  # the textbook's would be 1
        (
            ranking(
                (0, 1),
            ),
            2,
            1,
        ),
        (ranking((), (0,), (0,), (0, 1)), 2, (1 / 2 + 1 / 4) / 2),  # a fact counts once
        (ranking((0,)), 4, 1 / 4),
        (ranking(*[(number,) for number in range(10)]), 20, sum(1 / rank for rank in range(1, 11)) / 10),
        (ranking(*[()] * 10, (0,)), 1, 0),
        (ranking(), 3, 0),
    ],
)
def test_average_precision_is_multihop_rags_own(found: Found, gold: int, expected: float) -> None:
    assert average_precision(found, gold, 10) == pytest.approx(expected)


def test_evidence_recall_is_the_share_of_facts_found_between_them() -> None:
    found = ranking((0,), (0, 2), (), (), (1,))
    assert evidence_recall(found, 4, 1) == 0.25
    assert evidence_recall(found, 4, 4) == 0.5
    assert evidence_recall(found, 4, 10) == 0.75
    assert evidence_recall((), 4, 10) == 0


@given(rankings)
def test_no_measure_leaves_its_range_and_more_ranks_never_lower_one(found: Found) -> None:
    for less, more in [(1, 4), (4, 10)]:
        assert 0 <= hit(found, less) <= hit(found, more) <= 1
        assert 0 <= reciprocal_rank(found, less) <= reciprocal_rank(found, more) <= 1
        assert 0 <= evidence_recall(found, GOLD, less) <= evidence_recall(found, GOLD, more) <= 1
    assert 0 <= average_precision(found, GOLD, 10) <= evidence_recall(found, GOLD, 10) <= hit(found, 10)


@given(rankings)
def test_an_irrelevant_passage_in_front_never_helps(found: Found) -> None:
    later = (frozenset[int](), *found)
    assert reciprocal_rank(later, 10) <= reciprocal_rank(found, 10)
    assert average_precision(later, GOLD, 10) <= average_precision(found, GOLD, 10)


@pytest.mark.parametrize(
    ("quote", "answers", "held"),
    [
        ("It was built in 1902.", ["1901", "1902"], True),
        ("It was built in 1902.", ["1901"], False),
        ("by Ada\nBrook and others", ["Ada Brook"], True),
        ("by ada brook", ["Ada Brook"], False),
        ("anything", [], False),
    ],
)
def test_a_quote_is_right_when_it_holds_one_of_the_answers(quote: str, answers: list[str], held: bool) -> None:  # noqa: FBT001
    assert holds_answer(quote, answers) is held


@pytest.mark.parametrize(
    ("quotes", "told"),
    [
        (["Today the red hen met a fox again."], True),
        (["red  hen"], True),
        (["A grey hen.", "the red hen met a\nfox"], True),
        (["A grey hen met a fox."], False),
        ([""], False),
        ([], False),
    ],
)
def test_a_quote_tells_a_fact_when_one_holds_the_other(quotes: list[str], told: bool) -> None:  # noqa: FBT001
    assert tells_fact(quotes, ["the red hen met a fox", "no such thing"]) is told
