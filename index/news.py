"""An index opened for questions."""

from __future__ import annotations

import threading
from dataclasses import dataclass
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

    from index.query import Query
    from index.retriever import Retriever
    from index.store import Store

# Below this the model's similarity between sentences says too little to be worth its time.
_KNOWS_ENOUGH = 0.3


@dataclass(frozen=True, slots=True)
class _Engines:
    """What takes time to load."""

    embedder: Embedder
    retriever: Retriever
    store: Store

    def find(self, query: Query, vector: NDArray[np.float32], k: int) -> tuple[Passage, ...]:
        hits = self.retriever.find(query, vector, k=k)
        stored = self.store.chunks([hit.chunk_id for hit in hits])
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


class NewsIndex:
    """One generation of an index, open until ``close``; safe to use from several threads.

    Cheap to make: the engines load at the first question.
    """

    def __init__(self, data: Path, *, embedder: Embedder | None = None, model: str | None = None) -> None:
        self._data = data
        self._generation = generation.open_newest(data)
        self._manifest = self._generation.manifest
        self._loading = threading.Lock()
        self._loaded: _Engines | None = None
        self._embedder = embedder
        if model is not None:
            try:
                self._embedder = self._checked(_load_embedder(model))
            except BaseException:
                self._generation.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the generation back; the index cannot be asked afterwards."""
        with self._loading:
            if self._loaded is not None:
                self._loaded.store.close()
            self._generation.close()

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
        engines = self._engines()
        query = self._understand(question, source=source, since=since, until=until, language=language)
        vector = engines.embedder.embed_questions([question])[0]
        return Results(
            question=question,
            passages=engines.find(query, vector, k),
            undated_left_out=engines.retriever.catalog.undated_left_out(query.filters),
        )

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

        engines = self._engines()
        query = self._understand(question, source=source, since=since, until=until, language=language)
        vector = engines.embedder.embed_questions([question])[0]
        passages = engines.find(query, vector, PASSAGES)
        chunks = self._manifest.chunks
        weights = weigh(query.terms, language=query.language, chunks=chunks, share=engines.retriever.share_with)
        knows = engines.embedder.knows(query.language)

        def similarity(sentences: Sequence[str]) -> NDArray[np.float64]:
            cosines: NDArray[np.float64] = (engines.embedder.embed_passages(sentences) @ vector).astype("float64")
            return cosines

        return compose(
            query,
            weights,
            passages,
            evidence=Evidence(
                cosine=max((passage.cosine for passage in passages), default=0.0),
                knows=knows,
                coverage=0.0,
                weight=sum(weights),
                chunks=chunks,
            ),
            similarity=similarity if knows >= _KNOWS_ENOUGH else None,
            as_of=self._manifest.published,
            undated_left_out=engines.retriever.catalog.undated_left_out(query.filters),
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

    def _checked(self, embedder: Embedder) -> Embedder:
        if embedder.identity != self._manifest.model:
            raise StaleIndexError(str(embedder.identity), str(self._manifest.model))
        return embedder

    def _engines(self) -> _Engines:
        """What answers questions, loaded once, at the first of them."""
        from index.retriever import Retriever
        from index.store import Store

        with self._loading:
            if self._loaded is None:
                embedder = self._checked(self._embedder or _load_embedder(self._manifest.model.name))
                store = Store(self._data / generation.STORE, read_only=True)
                self._loaded = _Engines(embedder, Retriever(self._generation.folder, embedder), store)
            return self._loaded


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
