"""How candidates become a ranking: pure functions over scores."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from index.catalog import UNDATED

if TYPE_CHECKING:
    from numpy.typing import NDArray

# An article tells a story as well as another if its best chunk scores no lower by more than this, of scores whose
# standard deviation is about 2. On XQuAD (en, de, vi) with updates made up that lets through .87 to 1 of those with
# other numbers or more sentences, .70 to .80 of those with every tenth word replaced, and .11 to .20 of those that no
# longer hold the answer; 1 would let through .83 to .99, .66 to .74 and .09 to .16, 1.5 .89 to 1, .76 to .83 and .14
# to .27. It must stay below what it is worth that a question names the outlet.
AS_GOOD = 1.25


def standardise(scores: NDArray[np.float32] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Shift and scale scores to mean 0 and standard deviation 1; all 0 where they are all equal."""
    wide = scores.astype(np.float64)
    spread = wide.std() if len(wide) else 0.0
    return (wide - wide.mean()) / spread if spread > 1e-9 else np.zeros(len(wide))


def newness(published: NDArray[np.int64]) -> NDArray[np.float64]:
    """Tell how new candidates are beside each other.

    Args:
        published: seconds since 1970, or UNDATED.

    Returns:
        From 0 for the oldest to 1 for the newest, by rank; 0.5 for those without a date.
    """
    dates = np.unique(published[published != UNDATED])
    if len(dates) < 2:
        return np.full(len(published), 0.5)
    return np.where(published == UNDATED, 0.5, np.searchsorted(dates, published) / (len(dates) - 1))


def best(
    scores: NDArray[np.float64], ids: NDArray[np.int64], rows: NDArray[np.void], *, k: int, per_article: int
) -> list[int]:
    """Choose the best candidates, few of the same article and one article of a story.

    A story is told by the newest of its articles that fit about as well as its best one, and takes that one's place:
    so an update replaces what it updates, unless it no longer tells what is asked.

    Args:
        scores: of the candidates, shape (n,).
        ids: their chunk ids; ties go to the lower one.
        rows: theirs in the catalog.
        k: most to choose.
        per_article: most to choose of one article: 2 raise the share of gold facts among the first 4 from .428 to .451.

    Returns:
        Places of the chosen in the arrays, best first.
    """
    lifted = scores + _lifts(scores, ids, rows)
    articles = rows["article"].tolist()
    chosen: list[int] = []
    taken: Counter[int] = Counter()
    for at in np.lexsort((ids, -lifted)).tolist():
        if len(chosen) == k or lifted[at] == -np.inf:
            break
        if taken[articles[at]] < per_article:
            taken[articles[at]] += 1
            chosen.append(at)
    return chosen


def _lifts(scores: NDArray[np.float64], ids: NDArray[np.int64], rows: NDArray[np.void]) -> NDArray[np.float64]:
    """By how much each candidate rises to the place of its story's best; -inf where another article stands for it."""
    lifts = np.zeros(len(scores))
    # A story is named after one of its articles, so the others give it away: of many candidates few share one.
    shared = np.flatnonzero(np.isin(rows["story"], rows["story"][rows["story"] != rows["article"]]))
    shared = shared[np.lexsort((ids[shared], -scores[shared]))]
    articles, stories = rows["article"][shared].tolist(), rows["story"][shared].tolist()
    tellers: dict[int, dict[int, list[int]]] = {}
    for at, article, story in zip(shared.tolist(), articles, stories, strict=True):
        tellers.setdefault(story, {}).setdefault(article, []).append(at)
    for by_article in tellers.values():
        places = list(by_article.values())  # of each article's chunks, best first
        highest = scores[places[0][0]]
        as_good = (own for own in places if scores[own[0]] >= highest - AS_GOOD)
        newest = max(as_good, key=lambda own: rows["published"][own[0]])
        lifts[list(chain.from_iterable(places))] = -np.inf
        lifts[newest] = highest - scores[newest[0]]
    return lifts
