"""What takes time to load, and finds passages once it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from index.duplicates import standing
from index.outlet_names import outlet_key
from index.question_vectors import embed_question
from index.retriever import Retriever
from index.types import Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.engine import Snapshot
    from index.protocols import Embedder
    from index.query import Query
    from index.question_vectors import QuestionVectors
    from index.retriever import Candidates, Hit
    from index.store import Store, StoredChunk
    from index.types import Article, Chunk, Citation, Outlet


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Findings:
    """What was found for a query.

    Attributes:
        passages: best first.
        closeness: of each passage's sentences to the question as a whole and to each of its clauses, as cosines; one
            array of shape (sentences, 1 + clauses) for each passage.
        term_weights: how much each of the query's terms says, in nats.
        knows: how well the model knows the question's language, 0…1: what a cosine is worth.
        chunks: number of chunks searched.
    """

    passages: tuple[Passage, ...]
    closeness: tuple[NDArray[np.float32], ...]
    term_weights: tuple[float, ...]
    knows: float
    chunks: int


class Finder:
    """Model, retriever and store of one generation; safe to use from several threads."""

    def __init__(self, snapshot: Snapshot, store: Store, embedder: Embedder) -> None:
        """Take what finds chunks, what holds their texts, and what makes vectors of questions; all are left open."""
        self._embedder = embedder
        self._snapshot = snapshot
        self._retriever = Retriever(snapshot, embedder)
        self._store = store

    @property
    def embedder(self) -> Embedder:
        """What makes vectors of questions."""
        return self._embedder

    def dated_inside(self, query: Query) -> bool:
        """Is there an article that passes the query's filters by its date?"""
        return self._snapshot.dated_inside(query.filters)

    def undated_left_out(self, query: Query) -> int:
        """Number of articles without a date that the query's time hides."""
        return self._snapshot.undated_left_out(query.filters)

    def find(self, query: Query, k: int, *, judged: bool = False, explain: bool = False) -> Findings:
        """Find up to ``k`` passages, and how close their sentences are; the newest where nothing but time is asked.

        Args:
            query: what is asked.
            k: most passages, ≥ 1.
            judged: whether it is to be judged if they answer, which takes a closer look at a question of several
                clauses.
            explain: whether the passages are to hold their signals.
        """
        retriever, embedder = self._retriever, self._embedder
        chunks = self._snapshot.manifest.chunks
        k = min(k, max(1, chunks))  # engines make room for all that they are asked for
        vectors = self.vectors(query, judged=judged)
        weights = self.term_weights(query)
        if query.only_time and not query.terms:
            hits = retriever.newest(query, vectors, k=k)
        else:
            hits = retriever.find(query, vectors, term_weights=weights, k=k, explain=explain)
        stored = self.chunks([hit.chunk_id for hit in hits])
        return Findings(
            passages=tuple(_passage(hit, found.article, found.chunk) for hit, found in zip(hits, stored, strict=True)),
            closeness=tuple(hit.closeness for hit in hits),
            term_weights=tuple(weights),
            knows=embedder.knows(query.language),
            chunks=chunks,
        )

    def candidates(self, query: Query, k: int) -> Candidates:
        """All that was looked at to find ``k`` passages."""
        return self._retriever.candidates(query, self.vectors(query), term_weights=self.term_weights(query), k=k)

    def chunks(self, chunk_ids: Sequence[int]) -> list[StoredChunk]:
        """Chunks with their articles, in the order of ``chunk_ids``."""
        return list(self._store.chunks(chunk_ids))

    def vectors(self, query: Query, *, judged: bool = False) -> QuestionVectors:
        """The vectors of a question and its clauses; ``judged`` as in ``find``."""
        return embed_question(self._embedder, query.topic or query.text, query.language, judged=judged)

    def term_weights(self, query: Query) -> list[float]:
        """How much each of the query's terms says, in nats."""
        return self._retriever.term_weights(query)

    def latest(self, query: Query, k: int) -> tuple[Passage, ...]:
        """The first passages about a query's topic of the newest articles about it, unscored."""
        return tuple(
            Passage(
                text=stored.chunk.text,
                score=0.0,
                cosine=0.0,
                article=stored.article,
                start=stored.chunk.start,
                end=stored.chunk.end,
                sentences=stored.chunk.sentences,
                chunk_id=stored.id,
            )
            for stored in self.chunks(self._retriever.latest(query, k=k))
        )

    def timeline(self, query: Query, most: int) -> tuple[tuple[Citation, ...], int]:
        """Articles about a query's topic, the newest ``most`` of them, oldest first; and the number without a date."""
        ids, undated = self._retriever.timeline(query)
        return tuple(self._store.citations(ids[-most:])), undated

    @cached_property
    def outlets(self) -> tuple[Outlet, ...]:
        """Who published the articles; see ``Snapshot.outlets``."""
        return self._snapshot.outlets()

    def article(self, url: str) -> Article | None:
        """The article at an address, in the version that was searched; None where it is not in the generation."""
        article = self._store.article_at(url)
        chunk = None if article is None else self._snapshot.first_chunk(article)
        return None if chunk is None else self.chunks([chunk])[0].article

    def retold(
        self, passages: Sequence[Passage], *, excluded: frozenset[str] = frozenset()
    ) -> dict[str, list[Article]]:
        """The articles by which other outlets carry the story of each passage's article, by that article's URL.

        Of each outlet the newest, newest first: it replaces the outlet's older ones. All are as they were when the
        generation was made, whatever the store has read since.

        Args:
            passages: of the articles.
            excluded: outlets that do not count, as in ``Filters``.
        """
        others = {passage.article.url: passage for passage in passages}
        found = {url: self._others(passage, excluded) for url, passage in others.items()}
        return {url: articles for url, articles in found.items() if articles}

    def _others(self, passage: Passage, excluded: frozenset[str]) -> list[Article]:
        told = self.chunks(self._snapshot.retold(passage.chunk_id))
        keyed = [(outlet_key(chunk.article.source), chunk.article) for chunk in told]
        hidden = excluded | {outlet_key(passage.article.source)}
        others = [(key, article) for key, article in keyed if key not in hidden]
        places = standing([key for key, _ in others], [article.published for _, article in others])
        return [others[at][1] for at in places]


def _passage(hit: Hit, article: Article, chunk: Chunk) -> Passage:
    return Passage(
        text=chunk.text,
        score=hit.score,
        cosine=hit.cosine,
        article=article,
        start=chunk.start,
        end=chunk.end,
        sentences=chunk.sentences,
        chunk_id=hit.chunk_id,
        signals=hit.signals,
    )
