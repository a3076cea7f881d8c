"""How likely the articles hold an answer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from index.types import Signal
from index.weights import weights

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONSTANT = "constant"
_SUREST = 30.0  # log odds; any more would round to 1, and nothing is certain
# Below this an answer is more likely wrong than right.
THRESHOLD = 0.5


def confidence(signals: Mapping[str, float]) -> float:
    """Probability, 0…1, that the articles hold an answer; logistic regression over ``confidence_signals``."""
    logit = sum(weight * _value(name, signals) for name, weight in weights("confidence").items())
    return 1 / (1 + math.exp(-max(-_SUREST, min(_SUREST, logit))))


def contributions(signals: Mapping[str, float]) -> tuple[Signal, ...]:
    """What the log odds of ``confidence`` are the sum of, the constant too; what counts most first."""
    told = [
        Signal(name=name, value=_value(name, signals), weight=weight) for name, weight in weights("confidence").items()
    ]
    return tuple(sorted(told, key=lambda signal: -abs(signal.value * signal.weight)))


def _value(name: str, signals: Mapping[str, float]) -> float:
    return 1.0 if name == _CONSTANT else signals[name]
