"""Linear models: one of several, and yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Keeps the weight of a signal that hardly ever occurs near 0.
_RIDGE = 5e-4


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A question and what could be chosen for it.

    Attributes:
        signals: shape (candidates, signals).
        right: 1 where a candidate is right; shape (candidates,).
        weight: how much the question counts.
    """

    signals: NDArray[np.float64]
    right: NDArray[np.float64]
    weight: float = 1.0


def fit_choice(choices: Sequence[Choice]) -> NDArray[np.float64]:
    """Conditional logit: weights under which a right candidate comes out of each question most likely.

    Args:
        choices: at least one with a candidate that is right and one that is not; the others say nothing.

    Returns:
        A weight for each signal, drawn slightly to 0.

    Raises:
        ValueError: if no choice says anything.
    """
    from scipy.optimize import minimize

    telling = [choice for choice in choices if 0 < choice.right.sum() < len(choice.right)]
    if not telling:
        raise ValueError("nothing to learn from: no question has both right and wrong candidates")
    total = sum(choice.weight for choice in telling)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, gradient = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for choice in telling:
            scores = choice.signals @ weights
            odds = np.exp(scores - scores.max())
            share = odds / odds.sum()
            right = float(share @ choice.right) + 1e-12
            value -= choice.weight / total * np.log(right)
            gradient -= choice.weight / total * ((share * choice.right / right - share) @ choice.signals)
        return value, gradient

    start = np.zeros(telling[0].signals.shape[1])
    found: NDArray[np.float64] = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


_TRUST = 0.1  # in the data, against weights near nothing; scikit-learn's C


def fit_chance(
    signals: NDArray[np.float64],
    true: NDArray[np.bool_],
    weights: NDArray[np.float64],
    signs: NDArray[np.int64] | None = None,
) -> NDArray[np.float64]:
    """Logistic regression, with weights of given signs.

    Args:
        signals: shape (observations, signals).
        true: what is to be foretold; both kinds occur.
        weights: how much each observation counts, > 0.
        signs: 1 for a signal whose weight may not be negative, -1 for one whose may not be positive, 0 for any; shape
            (signals,). None is any for all.

    Returns:
        The constant, then a weight for each signal, in the signals' own units.
    """
    from scipy.optimize import minimize

    mean, spread = signals.mean(axis=0), signals.std(axis=0)
    spread[spread < 1e-9] = 1.0
    scaled = np.column_stack([np.ones(len(signals)), (signals - mean) / spread])
    counts = _TRUST * weights / weights.mean()
    side = np.where(true, 1.0, -1.0)

    def loss(worth: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = side * (scaled @ worth)
        ridge = np.concatenate([[0.0], worth[1:]])
        value = counts @ np.logaddexp(0, -odds) + ridge @ ridge / 2
        return float(value), ridge - scaled.T @ (counts * side * np.exp(-np.logaddexp(0, odds)))

    wanted = np.zeros(signals.shape[1], np.int64) if signs is None else signs
    bounds = [(None, None), *(((0 if sign > 0 else None), (0 if sign < 0 else None)) for sign in wanted.tolist())]
    start = np.zeros(scaled.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 5000}).x
    slopes = found[1:] / spread
    return np.array([float(found[0] - slopes @ mean), *slopes])


def folds(keys: Sequence[str], number: int) -> NDArray[np.int64]:
    """Fold of each question, 0 … ``number`` - 1: equal keys fall into the same, on every day and machine."""
    return np.array([crc32(key.encode()) % number for key in keys], np.int64)
