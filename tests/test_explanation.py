from __future__ import annotations

from dataclasses import replace

import pytest

from fakes import answered, nothing_found, quoted
from index import explanation
from index.types import Signal

OUTLET = Signal(name="outlet_named", value=1.0, weight=1.9, place=1, of=153)
SENTENCE = Signal(name="meaning_of_sentence", value=1.5, weight=0.8, place=3, of=153)
WORDS = Signal(name="words", value=2.0, weight=0.5, measured=11.25, place=1, of=153)
MEANING = Signal(name="meaning", value=-0.5, weight=0.5, measured=0.4375, place=14, of=153)
NEWNESS = Signal(name="newness", value=0.5, weight=0.05, place=40, of=153)
SAME = Signal(name="coverage", value=0.0, weight=0.36, place=1, of=153)
TOLD = (OUTLET, SENTENCE, WORDS, MEANING, NEWNESS, SAME)


def test_a_passage_is_told_sign_by_sign_and_the_last_row_is_their_sum() -> None:
    assert explanation.passage_grid(TOLD) == (
        ("sign", "engine's own score", "standardised", "place among candidates", "weight", "contributes"),
        ("outlet named", "–", "+1.00", "1 of 153", "1.90", "+1.90"),
        ("sentence meaning", "–", "+1.50", "3 of 153", "0.80", "+1.20"),
        ("words", "11.250", "+2.00", "1 of 153", "0.50", "+1.00"),
        ("meaning", "0.438", "-0.50", "14 of 153", "0.50", "-0.25"),
        ("newness", "–", "+0.50", "40 of 153", "0.05", "+0.03"),
        ("coverage", "–", "+0.00", "–", "0.36", "+0.00"),
        ("score", "", "", "", "", "3.88"),
    )


def test_a_sentence_names_what_lifted_what_held_back_and_where_the_engines_placed_it() -> None:
    assert explanation.why_passage(TOLD) == (
        "Lifted by: outlet named (+1.9), sentence meaning (+1.2), words (+1.0); held back by: meaning (-0.2); "
        "1st of 153 by words, 14th by meaning."
    )


def test_at_most_three_signs_of_a_kind_are_named_the_strongest_first() -> None:
    signals = tuple(Signal(name=f"sign_{at}", value=-1.0, weight=float(at), place=9, of=9) for at in (1, 4, 2, 3))
    assert explanation.why_passage(signals) == "Held back by: sign 4 (-4.0), sign 3 (-3.0), sign 2 (-2.0)."


def test_an_engine_that_sees_no_difference_has_placed_nothing() -> None:
    none_match = Signal(name="words", value=0.0, weight=0.5, measured=0.0, place=1, of=153)
    assert explanation.why_passage((none_match, MEANING)) == "Held back by: meaning (-0.2); 14th of 153 by meaning."
    assert explanation.why_passage((none_match,)) == ""


def test_a_passage_without_signs_was_not_scored() -> None:
    assert explanation.why_passage(()) == "Not scored: nothing but a time was asked, so the newest come first."


@pytest.mark.parametrize(
    ("place", "told"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st"), (103, "103rd"),
     (113, "113th")],
)  # fmt: skip
def test_places_are_told_as_people_say_them(place: int, told: str) -> None:
    leg = Signal(name="words", value=0.01, weight=0.5, measured=1.0, place=place, of=200)
    assert explanation.why_passage((leg,)) == f"{told} of 200 by words."


COVERAGE = Signal(name="coverage", value=0.5, weight=6.0)
MISSING = Signal(name="missing_everywhere", value=4.0, weight=-0.25)
CONSTANT = Signal(name="constant", value=1.0, weight=-4.0)


def test_what_counts_most_for_an_answer_comes_first_and_the_last_row_is_their_sum() -> None:
    assert explanation.answer_grid((MISSING, COVERAGE, CONSTANT)) == (
        ("sign", "value", "weight", "contributes"),
        ("constant", "1.00", "-4.00", "-4.00"),
        ("coverage", "0.50", "6.00", "+3.00"),
        ("missing everywhere", "4.00", "-0.25", "-1.00"),
        ("log odds", "", "", "-2.00"),
    )


def test_an_answer_tells_that_its_confidence_reaches_the_threshold_and_an_abstention_that_it_does_not() -> None:
    told = {"signals": (CONSTANT, COVERAGE, MISSING), "threshold": 0.5}
    assert explanation.why_answer(replace(answered("Who?", quoted("They.")), **told)) == (  # type: ignore[arg-type]
        "Confidence 0.90 reaches the threshold 0.50: answered. "
        "Lifted by: coverage (+3.0); held back by: missing everywhere (-1.0)."
    )
    assert explanation.why_answer(replace(nothing_found("Who?"), **told)) == (  # type: ignore[arg-type]
        "Confidence 0.10 stays below the threshold 0.50: abstained. "
        "Lifted by: coverage (+3.0); held back by: missing everywhere (-1.0)."
    )


def test_a_constant_lifts_nothing_and_an_unknown_threshold_is_not_invented() -> None:
    answer = replace(answered("Who?", quoted("They.")), signals=(CONSTANT,))
    assert explanation.why_answer(answer) == "Confidence 0.90 reaches the threshold: answered."


def test_what_was_not_weighed_says_why() -> None:
    assert explanation.why_answer(nothing_found("Who?")) == "Not weighed: no passage holds a word of the question."
    assert explanation.why_answer(answered("today", quoted("They."))) == "Not weighed: nothing but a time was asked."


def test_a_grid_as_html_has_everything_escaped() -> None:
    assert explanation.as_html((("sign", "a<b"), ("x & y", "1"))) == (
        "<table><tr><th>sign</th><th>a&lt;b</th></tr><tr><td>x &amp; y</td><td>1</td></tr></table>"
    )
