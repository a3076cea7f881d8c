from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from scripts.evaluation import intervals
from scripts.evaluation.intervals import Estimate, Floats, Statistic

if TYPE_CHECKING:
    from random import Random

NAN = float("nan")
# Few different scores, so that ties are common.
scored = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0]), st.booleans()), min_size=1, max_size=30)


def floats(*values: float) -> Floats:
    return np.array(values, np.float64)


def value(statistic: Statistic, *weights: float) -> float:
    return float(statistic(np.array([weights], np.float64))[0])


def parts(pairs: list[tuple[float, bool]]) -> tuple[Floats, Floats]:
    return floats(*(score for score, _ in pairs)), floats(*(label for _, label in pairs))


def test_a_mean_leaves_out_what_does_not_count() -> None:
    mean = intervals.mean(floats(1, NAN, 0, 0))
    assert value(mean, 1, 1, 1, 1) == pytest.approx(1 / 3)
    assert value(mean, 2, 9, 1, 1) == pytest.approx(1 / 2)
    assert np.isnan(value(mean, 0, 1, 0, 0))


@pytest.mark.parametrize(("share", "expected"), [(0.5, 20), (0.75, 30), (0.76, 40), (0.95, 40), (1, 40)])
def test_a_quantile_is_a_value_that_was_measured(share: float, expected: float) -> None:
    assert value(intervals.quantile(floats(40, 10, 30, 20), share), 1, 1, 1, 1) == expected


def test_a_quantile_heeds_how_often_each_was_drawn() -> None:
    assert value(intervals.quantile(floats(40, 10, 30, 20), 0.5), 3, 1, 0, 0) == 40


def test_auroc_counts_the_pairs_in_order_and_half_the_ties() -> None:
    # Pairs (answerable, not): .9>.5 .9>.1, .5=.5 half, .5>.1: 3.5 of 4; the last question does not count.
    auroc = intervals.auroc(floats(0.9, 0.5, 0.5, 0.1, 0.0), floats(1, 1, 0, 0, NAN))
    assert value(auroc, 1, 1, 1, 1, 1) == pytest.approx(3.5 / 4)
    assert np.isnan(value(auroc, 1, 1, 0, 0, 1))


@settings(deadline=None)
@given(scored, st.data())
def test_auroc_is_scikit_learns_for_any_weights(pairs: list[tuple[float, bool]], data: st.DataObject) -> None:
    scores, labels = parts(pairs)
    weights = data.draw(st.lists(st.integers(0, 3), min_size=len(pairs), max_size=len(pairs)))
    ours = value(intervals.auroc(scores, labels), *weights)
    repeated = np.repeat(np.arange(len(pairs)), weights)
    if len(set(labels[repeated])) < 2:
        assert np.isnan(ours)
    else:
        assert ours == pytest.approx(roc_auc_score(labels[repeated], scores[repeated]))


def test_the_risk_curve_has_a_point_for_each_threshold() -> None:
    coverage, risk = intervals.risk_coverage(floats(0.9, 0.2, 0.6, 0.6, 0.7), floats(1, 0, 0, 1, NAN))
    assert coverage == pytest.approx([1 / 4, 3 / 4, 1])
    assert risk == pytest.approx([0, 1 / 3, 2 / 4])


def test_the_area_under_it_averages_the_risk_at_each_questions_threshold() -> None:
    area = intervals.area_under_risk(floats(0.9, 0.2, 0.6, 0.6, 0.7), floats(1, 0, 0, 1, NAN))
    assert value(area, 1, 1, 1, 1, 1) == pytest.approx((0 + 1 / 3 + 1 / 3 + 1 / 2) / 4)
    # The surest question drawn by none, the last one twice: (1/2 + 1/2 + 3/4 + 3/4) / 4.
    assert value(area, 0, 2, 1, 1, 0) == pytest.approx(2.5 / 4)


def test_nothing_that_counts_has_no_curve_and_no_area() -> None:
    coverage, risk = intervals.risk_coverage(floats(0.5), floats(NAN))
    assert (len(coverage), len(risk)) == (0, 0)
    assert np.isnan(value(intervals.area_under_risk(floats(0.5), floats(NAN)), 1))
    assert np.isnan(value(intervals.auroc(floats(0.5), floats(NAN)), 1))


@settings(deadline=None)
@given(scored, st.randoms(use_true_random=False))
def test_the_order_of_questions_does_not_matter(pairs: list[tuple[float, bool]], random: Random) -> None:
    shuffled = random.sample(pairs, len(pairs))
    weights = [1.0] * len(pairs)
    for make in (intervals.auroc, intervals.area_under_risk, intervals.calibration_error):
        there, back = value(make(*parts(pairs)), *weights), value(make(*parts(shuffled)), *weights)
        assert there == pytest.approx(back, nan_ok=True)


@settings(deadline=None)
@given(scored)
def test_the_surest_half_is_never_riskier_where_sureness_is_truth(pairs: list[tuple[float, bool]]) -> None:
    labels = parts(pairs)[1]
    _, risk = intervals.risk_coverage(labels, labels)
    assert list(risk) == sorted(risk)
    assert risk[-1] == pytest.approx(1 - labels.mean())


def test_reliability_groups_by_tenths_and_leaves_empty_ones_out() -> None:
    sure, right = floats(0.0, 0.05, 0.95, 1.0, 0.91, 0.5), floats(0, 1, 1, 1, 0, NAN)
    bins = intervals.reliability(sure, right)
    assert [found.n for found in bins] == [2, 3]
    assert [found.confidence for found in bins] == pytest.approx([0.05 / 2, 2.86 / 3])
    assert [found.right for found in bins] == pytest.approx([1 / 2, 2 / 3])


def test_the_calibration_error_weighs_each_bins_gap_by_its_questions() -> None:
    error = intervals.calibration_error(floats(0.0, 0.05, 0.95, 1.0, 0.91, 0.5), floats(0, 1, 1, 1, 0, NAN))
    assert value(error, 1, 1, 1, 1, 1, 1) == pytest.approx((abs(0.05 - 1) + abs(2.86 - 2)) / 5)


def test_draws_resample_as_many_questions_as_there_are_and_repeat_with_the_seed() -> None:
    drawn = intervals.draws(40, seed=3)
    assert drawn.shape == (1000, 40)
    assert set(drawn.sum(axis=1)) == {40.0}
    assert drawn.std() == pytest.approx(1, abs=0.02)  # a count of 40 draws, each 1 in 40
    assert np.array_equal(drawn, intervals.draws(40, seed=3))
    assert not np.array_equal(drawn, intervals.draws(40, seed=4))


def test_the_interval_of_a_mean_is_about_two_standard_errors_to_each_side() -> None:
    values = floats(*[1] * 80, *[0] * 20)
    found = intervals.estimate(intervals.mean(values), 100, intervals.draws(100, seed=0))
    assert found.value == 0.8
    assert found.low == pytest.approx(0.8 - 1.96 * 0.04, abs=0.015)
    assert found.high == pytest.approx(0.8 + 1.96 * 0.04, abs=0.015)
    assert found.n == 100


def test_what_nothing_can_be_said_of_has_no_value_and_no_interval() -> None:
    found = intervals.estimate(intervals.mean(floats(NAN, NAN)), 0, intervals.draws(2, seed=0))
    assert found == Estimate(value=None, low=None, high=None, n=0)


def test_draws_that_happen_to_hold_one_kind_only_are_left_out_silently() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        auroc = intervals.auroc(floats(0.9, 0.1), floats(1, 0))
        found = intervals.estimate(auroc, 2, intervals.draws(2, seed=0))
    assert found == Estimate(value=1, low=1, high=1, n=2)


def test_an_inflated_statistic_has_its_value_inside_its_interval() -> None:
    # Perfectly calibrated, so that every draw is worse than the sample itself.
    sure, right = np.full(50, 0.5), floats(*[1, 0] * 25)
    error, drawn = intervals.calibration_error(sure, right), intervals.draws(50, seed=0)
    plain = intervals.estimate(error, 50, drawn)
    shifted = intervals.estimate(error, 50, drawn, inflated=True)
    assert shifted.value == plain.value == 0
    assert shifted.low == 0
    assert shifted.high is not None
    assert plain.high is not None
    assert 0 < shifted.high < plain.high
