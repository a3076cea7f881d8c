"""How likely the articles hold an answer."""

from __future__ import annotations

import math
from dataclasses import dataclass

# Logistic regression over MultiHop-RAG and XQuAD (en, de, vi, zh), answerable and not, in indexes of 1 to 6,000 chunks,
# each set and label weighing the same. A fused score is no feature: it says which passage is best, not whether one is
# good.
_CONSTANT = -7.1
_COSINE = 3.4
_MODEL_KNOWS = -1.0
_COVERAGE = 7.0
_MATCHED = 2.9
_SIZE = -1.6
# In an index of one article people ask about that article; what it does not tell looks as near as in a larger one.
_SMALLEST = 30

# Below this an answer is more likely wrong than right.
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for an answer.

    Attributes:
        cosine: highest between the question and a passage, -1…1.
        knows: how well the model knows the question's language, 0…1: what the cosine is worth.
        coverage: highest share of the question's weight that one passage holds, 0…1.
        weight: of all the question's terms, in nats.
        chunks: number of chunks searched: the more there are, the better the best fits by chance.
    """

    cosine: float
    knows: float
    coverage: float
    weight: float
    chunks: int


def confidence(evidence: Evidence) -> float:
    """Probability, 0…1, that the articles hold an answer; 0 where nothing was found at all."""
    if evidence.chunks == 0 or evidence.coverage == 0:
        return 0.0
    logit = (
        _CONSTANT
        + _COSINE * evidence.cosine * evidence.knows
        + _MODEL_KNOWS * evidence.knows
        + _COVERAGE * evidence.coverage
        + _MATCHED * math.log1p(evidence.coverage * evidence.weight)
        + _SIZE * math.log10(max(evidence.chunks, _SMALLEST))
    )
    return 1 / (1 + math.exp(-logit))
