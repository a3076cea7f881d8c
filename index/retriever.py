"""From a query to chunks: both legs, fused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.assembly import LEXICAL
from index.catalog import UNDATED, load
from index.lexical import Lexical, Restriction
from index.ranking import Leg, best, fuse
from index.vectors import Vectors

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.query import Filters, Query
    from index.types import Embedder

CANDIDATES = 100  # of each leg
PER_ARTICLE = 2
# Share of the dense leg where the model knows the language as well as any.
DENSE_WEIGHT = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A chunk that was found.

    Attributes:
        score: fused, comparable within one search only.
        cosine: of the question's vector and the chunk's, -1…1.
    """

    chunk_id: int
    score: float
    cosine: float


class Retriever:
    """Finds chunks of one generation; safe to use from several threads."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors = Vectors(folder)
        self._lexical = Lexical(folder / LEXICAL)
        self.catalog = load(folder)

    def find(self, query: Query, vector: NDArray[np.float32], *, k: int) -> list[Hit]:
        """Find the chunks that fit a query best.

        Args:
            query: what is asked.
            vector: the question's, unit length.
            k: most hits, ≥ 1.

        Returns:
            Best first, at most two of an article, ties by ascending chunk id.
        """
        among, restriction = self._allowed(query.filters)
        if among is not None and not len(among):
            return []
        terms = [term.stems for term in query.terms]
        wanted = max(CANDIDATES, PER_ARTICLE * k)
        near, _ = self._vectors.search(vector, k=wanted, among=among)
        matching, _ = self._lexical.search(terms, k=wanted, restriction=restriction)
        # Every candidate is scored by both legs: not to be among a leg's first is no score.
        ids = np.union1d(near, matching)
        cosines = self._vectors.cosines(vector, ids)
        weight = DENSE_WEIGHT * self._embedder.knows(query.language)
        scores = fuse(
            [Leg(scores=cosines, weight=weight), Leg(scores=self._lexical.scores(terms, ids), weight=1 - weight)]
        )
        chosen = best(scores, ids, self.catalog.articles_of(ids), k=k, per_article=PER_ARTICLE)
        return [Hit(chunk_id=int(ids[at]), score=float(scores[at]), cosine=float(cosines[at])) for at in chosen]

    def share_with(self, stem: str) -> float:
        """Share of the chunks that hold a stem, 0…1."""
        return self._lexical.share_with(stem)

    def _allowed(self, filters: Filters) -> tuple[NDArray[np.int64] | None, Restriction | None]:
        """The same filters as each leg takes them."""
        passing = self.catalog.select(filters)
        if passing.all():
            return None, None
        published = None
        if filters.by_time:
            # Seconds are whole in the catalog; «before» excludes the moment itself.
            first = UNDATED + 1 if filters.since is None else int(np.ceil(filters.since.timestamp()))
            last = np.iinfo(np.int64).max if filters.until is None else int(np.ceil(filters.until.timestamp())) - 1
            published = (first, int(last))
        restriction = Restriction(
            sources=None if filters.source is None else self.catalog.source_codes(filters.source),
            languages=None if filters.language is None else self.catalog.language_codes(filters.language),
            published=published,
        )
        return self.catalog.rows["chunk"][passing], restriction
