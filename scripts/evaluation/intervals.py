"""Statistics of a sample of questions, with bootstrap intervals.

A statistic takes weights, shape (draws, questions): how often each draw took each question. Weights of 1 give the
figure itself. Where a question does not count for a figure (an unanswerable one for search), its value is NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]

DRAWS = 1000
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure and its 95 % bootstrap interval; all three None where nothing can be said.

    Attributes:
        n: number of questions behind it.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int


def draws(questions: int, seed: int, number: int = DRAWS) -> Floats:
    """Weights of bootstrap draws, shape (number, questions): each row resamples the questions with replacement."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(questions, np.full(questions, 1 / questions), size=number).astype(np.float64)


def estimate(statistic: Statistic, counted: int, resampled: Floats, *, inflated: bool = False) -> Estimate:
    """A statistic with the 2.5th and 97.5th percentile of its draws.

    Args:
        statistic: of the sample.
        counted: number of questions that count for it.
        resampled: the draws' weights.
        inflated: whether resampling raises the statistic as such. A calibration error adds up absolute gaps, and a
            draw has its own noise in each of them: its draws are shifted back by what they lie too high in the middle.
    """
    value = float(statistic(np.ones((1, resampled.shape[1])))[0])
    if np.isnan(value):
        return Estimate(value=None, low=None, high=None, n=counted)
    spread = statistic(resampled)
    spread = spread[~np.isnan(spread)]
    if inflated:
        spread = np.maximum(0, spread - (np.median(spread) - value))
    low, high = np.percentile(spread, [2.5, 97.5])
    return Estimate(value=value, low=float(low), high=float(high), n=counted)


def mean(values: Floats) -> Statistic:
    """The mean of the values that count."""
    counts = ~np.isnan(values)

    def statistic(weights: Floats) -> Floats:
        taken = weights[:, counts]
        return _ratio(taken @ values[counts], taken.sum(axis=1))

    return statistic


def quantile(values: Floats, share: float) -> Statistic:
    """The smallest value that at least ``share`` (0…1) of the values do not exceed."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]

    def statistic(weights: Floats) -> Floats:
        reached = np.cumsum(weights[:, order], axis=1)
        # A hair less than the share, or rounding would skip the value that reaches it exactly.
        picked: Floats = ordered[(reached >= reached[:, -1:] * share - 1e-9).argmax(axis=1)]
        return picked

    return statistic


def auroc(scores: Floats, labels: Floats) -> Statistic:
    """Probability that a question labelled 1 scores above one labelled 0, ties counting half; NaN without both."""
    counts = ~np.isnan(labels)
    order, starts = _tied(scores[counts])
    positive = labels[counts][order]

    def statistic(weights: Floats) -> Floats:
        taken = weights[:, counts][:, order]
        ones = _by_group(taken * positive, starts)
        zeros = _by_group(taken * (1 - positive), starts)
        below = np.cumsum(zeros, axis=1) - zeros
        won = (ones * (below + zeros / 2)).sum(axis=1)
        return _ratio(won, ones.sum(axis=1) * zeros.sum(axis=1))

    return statistic


def area_under_risk(confidences: Floats, right: Floats) -> Statistic:
    """AURC: the risk (share of wrong answers) at the threshold that just answers a question, averaged over questions.

    0 is best. Questions of equal confidence are answered together, as no threshold can part them.
    """
    counts = ~np.isnan(right)
    order, starts = _tied(-confidences[counts])
    wrong = 1 - right[counts][order]

    def statistic(weights: Floats) -> Floats:
        taken = weights[:, counts][:, order]
        group = _by_group(taken, starts)
        risk = _ratio(np.cumsum(_by_group(taken * wrong, starts), axis=1), np.cumsum(group, axis=1))
        # Where a draw has taken nothing yet there is no risk, and no weight either.
        return _ratio((group * np.nan_to_num(risk)).sum(axis=1), group.sum(axis=1))

    return statistic


def risk_coverage(confidences: Floats, right: Floats) -> tuple[Floats, Floats]:
    """The curve: coverage (share of questions answered, ascending) and risk, one point for each threshold."""
    counts = ~np.isnan(right)
    order, starts = _tied(-confidences[counts])
    if not len(order):
        return np.empty(0), np.empty(0)
    answered = np.cumsum(np.diff(np.append(starts, len(order))))
    wrong = np.cumsum(np.add.reduceat(1 - right[counts][order], starts))
    return answered / len(order), wrong / answered


def calibration_error(confidences: Floats, right: Floats, bins: int = BINS) -> Statistic:
    """ECE: how far confidence and share of right answers are apart in ``bins`` equal ranges, weighed by questions."""
    counts = ~np.isnan(right)
    member = _bin(confidences[counts], bins)[:, None] == np.arange(bins)
    excess = member * (confidences[counts] - right[counts])[:, None]

    def statistic(weights: Floats) -> Floats:
        taken = weights[:, counts]
        return _ratio(np.abs(taken @ excess).sum(axis=1), taken.sum(axis=1))

    return statistic


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Questions whose confidence lies in one range.

    Attributes:
        confidence: their mean, 0…1.
        right: share of right ones, 0…1.
        n: how many there are.
    """

    confidence: float
    right: float
    n: int


def reliability(confidences: Floats, right: Floats, bins: int = BINS) -> Sequence[Bin]:
    """The bins of ``calibration_error`` that hold any question, lowest first."""
    counts = ~np.isnan(right)
    confidences, right = confidences[counts], right[counts]
    member = _bin(confidences, bins)
    inside = [(confidences[member == number], right[member == number]) for number in range(bins)]
    return [
        Bin(confidence=float(sure.mean()), right=float(true.mean()), n=len(sure)) for sure, true in inside if len(sure)
    ]


def _bin(confidences: Floats, bins: int) -> NDArray[np.int64]:
    return np.clip((confidences * bins).astype(np.int64), 0, bins - 1)


def _tied(keys: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The ascending order of keys, and where in it each run of equal keys starts."""
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.append(True, np.diff(keys[order]) != 0)[: len(order)])
    return order, starts


def _by_group(weights: Floats, starts: NDArray[np.int64]) -> Floats:
    if not len(starts):
        return weights
    sums: Floats = np.add.reduceat(weights, starts, axis=1)
    return sums


def _ratio(above: Floats, below: Floats) -> Floats:
    """The quotient, NaN where nothing is below."""
    quotient: Floats = np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
    return quotient
