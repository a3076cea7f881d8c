"""An index opened for questions."""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index import generation
from index.errors import StaleIndexError
from index.types import Answer, Embedder, Passage, Results, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

    from index.query import Filters, Query
    from index.retriever import Retriever
    from index.store import Store

# Below this the model's similarity between sentences says too little to be worth its time.
_KNOWS_ENOUGH = 0.3


class NewsIndex:
    """One generation of an index, open until ``close``; safe to use from several threads.

    Cheap to make: the engines load at the first question.
    """

    def __init__(self, data: Path, *, embedder: Embedder | None = None, model: str | None = None) -> None:
        self._data = data
        self._generation = generation.open_newest(data)
        self._manifest = self._generation.manifest
        self._given_embedder = embedder
        self._model = model
        self._loading = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the generation back; the index cannot be asked afterwards."""
        with self._loading:
            if "_store" in self.__dict__:
                self._store.close()
            self._generation.close()

    def warm(self) -> None:
        """Load everything a question needs, so that the first one does not wait for it."""
        self.answer("?")

    def status(self) -> Status:
        """What the index holds."""
        manifest = self._manifest
        return Status(
            articles=manifest.articles,
            chunks=manifest.chunks,
            newest=manifest.newest,
            generation=manifest.number,
            published=manifest.published,
            model=str(manifest.model),
            languages=manifest.languages,
        )

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        source: str | None = None,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        language: str | None = None,
    ) -> Results:
        """Find the passages that fit a question best.

        Args:
            question: in any language.
            k: most passages, ≥ 1.
            source: only this outlet, by name or host.
            since: only articles published then or later; datetime or ISO 8601 text, UTC where no zone is given.
            until: only articles published before.
            language: only articles in this language (``de`` or ``German``).

        Returns:
            Best first; at most two passages of an article.

        Raises:
            ValueError: if ``k`` is below 1, a time is not ISO 8601, or the language is unknown.
            StaleIndexError: if the index was opened with another model than it was built with.
        """
        if k < 1:
            raise ValueError(f"k must be at least 1, got {k}")
        query = self._understand(question, source=source, since=since, until=until, language=language)
        passages = self._find(query, self._vector(query), k)
        return Results(question=question, passages=passages, undated_left_out=self._undated_left_out(query.filters))

    def answer(
        self,
        question: str,
        *,
        source: str | None = None,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        language: str | None = None,
    ) -> Answer:
        """Answer a question with up to three verbatim quotes, or abstain; the filters are those of ``search``."""
        from index.answering import PASSAGES, compose
        from index.background import weigh
        from index.confidence import Evidence

        query = self._understand(question, source=source, since=since, until=until, language=language)
        vector = self._vector(query)
        passages = self._find(query, vector, PASSAGES)
        weights = weigh(
            query.terms, language=query.language, chunks=self._manifest.chunks, share=self._retriever.share_with
        )
        knows = self._embedder.knows(query.language)
        evidence = Evidence(
            cosine=max((passage.cosine for passage in passages), default=0.0),
            knows=knows,
            coverage=0.0,
            weight=sum(weights),
            chunks=self._manifest.chunks,
        )

        def similarity(sentences: Sequence[str]) -> NDArray[np.float64]:
            return (self._embedder.embed_passages(sentences) @ vector).astype("float64")

        return compose(
            query,
            weights,
            passages,
            evidence=evidence,
            similarity=similarity if knows >= _KNOWS_ENOUGH else None,
            as_of=self._manifest.published,
            undated_left_out=self._undated_left_out(query.filters),
        )

    def _understand(
        self,
        question: str,
        *,
        source: str | None,
        since: datetime | str | None,
        until: datetime | str | None,
        language: str | None,
    ) -> Query:
        from index.query import filters_from, understand

        shares = {code: n / self._manifest.articles for code, n in self._manifest.languages.items()}
        filters = filters_from(source=source, since=since, until=until, language=language)
        return understand(question, filters=filters, languages=shares)

    def _vector(self, query: Query) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._embedder.embed_questions([query.text])[0]
        return vector

    def _find(self, query: Query, vector: NDArray[np.float32], k: int) -> tuple[Passage, ...]:
        hits = self._retriever.find(query, vector, k=k)
        stored = self._store.chunks([hit.chunk_id for hit in hits])
        return tuple(
            Passage(
                text=found.chunk.text,
                score=hit.score,
                cosine=hit.cosine,
                article=found.article,
                start=found.chunk.start,
                end=found.chunk.end,
                chunk_id=hit.chunk_id,
            )
            for hit, found in zip(hits, stored, strict=True)
        )

    def _undated_left_out(self, filters: Filters) -> int:
        return self._retriever.catalog.undated_left_out(filters)

    @cached_property
    def _embedder(self) -> Embedder:
        with self._loading:
            embedder = self._given_embedder or _load_embedder(self._model or self._manifest.model.name)
            if embedder.identity != self._manifest.model:
                raise StaleIndexError(str(embedder.identity), str(self._manifest.model))
            return embedder

    @cached_property
    def _retriever(self) -> Retriever:
        from index.retriever import Retriever

        with self._loading:
            return Retriever(self._generation.folder, self._embedder)

    @cached_property
    def _store(self) -> Store:
        from index.store import Store

        with self._loading:
            return Store(self._data / generation.STORE, read_only=True)


def open_index(data: str | Path = "data", *, model: str | None = None) -> NewsIndex:
    """Open an index for questions.

    Args:
        data: the index's folder.
        model: refuse an index that was built with another model; None takes the index's own.

    Raises:
        IndexNotFoundError: if there is no index; says how to build one.
        DamagedIndexError: if no generation of it passes its checks.
        StaleIndexError: if it was built with another model than ``model``.
    """
    return NewsIndex(Path(data), model=model)


def _load_embedder(name: str) -> Embedder:
    from index.embedding import load_embedder

    return load_embedder(name)
