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


_TRUST = 0.1  # in the data, against weights near nothing; in scikit-learn's measure


def fit_chance(
    signals: NDArray[np.float64], true: NDArray[np.bool_], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Logistic regression.

    Args:
        signals: shape (observations, signals).
        true: what is to be foretold; both kinds occur.
        weights: how much each observation counts, > 0.

    Returns:
        The constant, then a weight for each signal, in the signals' own units.
    """
    from sklearn.linear_model import LogisticRegression

    mean, spread = signals.mean(axis=0), signals.std(axis=0)
    spread[spread < 1e-9] = 1.0
    counts = weights / weights.mean()
    model = LogisticRegression(C=_TRUST, max_iter=5000).fit((signals - mean) / spread, true, sample_weight=counts)
    slopes = model.coef_[0] / spread
    return np.array([float(model.intercept_[0] - slopes @ mean), *slopes])


def folds(texts: Sequence[str], number: int) -> NDArray[np.int64]:
    """Fold of each question, 0 … ``number`` - 1: equal texts fall into the same, on every day and machine."""
    return np.array([crc32(text.encode()) % number for text in texts], np.int64)
