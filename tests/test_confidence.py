from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.confidence import THRESHOLD, confidence, contributions
from index.weights import tried, weights

WORTH = {"confidence": {"constant": -2.0, "coverage": 4.0, "missing": -1.0}}


def log_odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


def test_the_log_odds_are_the_constant_and_the_weighted_signals() -> None:
    with tried(WORTH):
        assert confidence({"coverage": 0.5, "missing": 0.0}) == pytest.approx(0.5)
        assert log_odds(confidence({"coverage": 1.0, "missing": 3.0})) == pytest.approx(-1)


def test_a_signal_without_a_weight_says_nothing() -> None:
    with tried(WORTH):
        assert confidence({"coverage": 1.0, "missing": 0.0, "size": 9.0}) == confidence(
            {"coverage": 1.0, "missing": 0.0}
        )


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 20))
def test_more_of_what_speaks_for_an_answer_never_lowers_confidence(one: float, other: float, missing: float) -> None:
    less, more = sorted((one, other))
    with tried(WORTH):
        assert confidence({"coverage": less, "missing": missing}) <= confidence({"coverage": more, "missing": missing})


@pytest.mark.parametrize("coverage", [-1e6, -100, 100, 1e6])
def test_nothing_is_impossible_and_nothing_certain(coverage: float) -> None:
    with tried(WORTH):
        assert 0 < confidence({"coverage": coverage, "missing": 0.0}) < 1


def test_contributions_sum_to_the_log_odds_what_counts_most_first() -> None:
    signals = {"coverage": 0.75, "missing": 0.5}
    with tried(WORTH):
        told = contributions(signals)
        assert sum(sign.value * sign.weight for sign in told) == pytest.approx(log_odds(confidence(signals)))
    assert [sign.name for sign in told] == ["coverage", "constant", "missing"]


def test_the_default_threshold_is_where_right_and_wrong_are_as_likely() -> None:
    assert THRESHOLD == 0.5
    assert "constant" in weights("confidence")
