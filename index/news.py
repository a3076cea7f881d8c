"""An index opened for questions."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index import generation
from index.confidence import THRESHOLD
from index.errors import NewsIndexError, StaleIndexError
from index.types import Answer, Results, SourceStatus, Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from types import TracebackType

    from index.engines import Engines
    from index.protocols import Embedder
    from index.query import Query


class NewsIndex:
    """One generation of an index, open until ``close``; safe to use from several threads.

    Cheap to make: the engines load at the first question. The arguments are those of ``open_index``.
    """

    def __init__(
        self,
        data: Path,
        *,
        embedder: Embedder | None = None,
        model: str | None = None,
        threshold: float = THRESHOLD,
        now: Callable[[], datetime] | None = None,
        explain: bool = False,
    ) -> None:
        if not 0 <= threshold <= 1:
            raise ValueError(f"the threshold must be between 0 and 1, got {threshold}")
        self._data = data
        self._threshold = threshold
        self._now = now
        self._explain = explain
        self._generation = generation.open_newest(data)
        self._manifest = self._generation.manifest
        self._loading = threading.Lock()
        self._loaded: Engines | None = None
        self._closed = False
        self._model = model
        self._embedder = embedder
        if model is not None:
            try:
                self._embedder = self._load(model)
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
        """Give the generation back; the index cannot be asked afterwards, only for its status."""
        with self._loading:
            self._closed = True
            if self._loaded is not None:
                self._loaded.close()
            self._generation.close()

    @property
    def generation(self) -> int:
        """Number of the generation that is open."""
        return self._manifest.number

    def is_made_by(self, embedder: Embedder) -> bool:
        """Whether its vectors come from this model."""
        return embedder.identity == self._manifest.model

    def newest_generation(self) -> int | None:
        """Number of the generation that is published now, None where that cannot be told."""
        return generation.current_number(self._data)

    def reopened(self) -> NewsIndex:
        """The newest generation with the settings of this one, and, where it was made by the same, with its model.

        Raises:
            What ``open_index`` raises.
        """
        with self._loading:
            embedder = self._embedder or (self._loaded.embedder if self._loaded else None)
        news = self._another(embedder=embedder)
        if embedder is None or news.is_made_by(embedder):
            return news
        news.close()
        return self._another(model=self._model)

    def _another(self, *, embedder: Embedder | None = None, model: str | None = None) -> NewsIndex:
        return NewsIndex(
            self._data,
            embedder=embedder,
            model=model,
            threshold=self._threshold,
            now=self._now,
            explain=self._explain,
        )

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
            sources=self._sources(),
        )

    def _sources(self) -> tuple[SourceStatus, ...]:
        """How the sources fare now, none where the store cannot tell."""
        from index.store import Store

        try:
            with closing(Store(self._data / generation.STORE, read_only=True)) as store:
                return store.listing_statuses()
        except (NewsIndexError, sqlite3.Error):
            return ()

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        source: str | None = None,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        language: str | None = None,
        explain: bool | None = None,
    ) -> Results:
        """Find the passages that fit a question best.

        Args:
            question: in any language.
            k: most passages, ≥ 1.
            source: only this outlet, by name or host.
            since: only articles published then or later; a datetime, or a date as people write it (ISO 8601,
                ``30.11.2024``, ``2024-11``, ``yesterday``), UTC where no zone is given.
            until: only articles published before; likewise.
            language: only articles in this language (``de`` or ``German``).
            explain: whether the passages are to tell what their scores are the sum of, and the result to print it;
                None is as the index was opened.

        The same can be said in the question, by operators (``site:bbc.com after:2024-11-01 before:2024-12-01
        lang:de``) or in plain words («last week»); the result's ``filters`` tell what was understood.

        Returns:
            Best first; at most two passages of an article. Where nothing but a time was asked, the newest come first,
            unscored and so unexplained.

        Raises:
            ValueError: if ``k`` is below 1; as its child FilterError, if a time or a language is none, or the question
                is nothing but operators.
            StaleIndexError: if the index was opened with another model than it was built with.
            NewsIndexError: if the index was closed.
        """
        if k < 1:
            raise ValueError(f"k must be at least 1, got {k}")
        engines = self._engines()
        query = self._understand(question, source=source, since=since, until=until, language=language)
        return Results(
            question=question,
            passages=engines.find(query, k, explain=self._explaining(explain)).passages,
            undated_left_out=engines.undated_left_out(query),
            filters=query.filters,
        )

    def answer(
        self,
        question: str,
        *,
        source: str | None = None,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        language: str | None = None,
        explain: bool | None = None,
    ) -> Answer:
        """Answer a question with up to three verbatim quotes, or abstain; the filters are those of ``search``.

        A time in plain words may be the event's and not that of the articles: where those of the time do not tell,
        all are asked, and the words searched for; ``filters`` then hold no time.

        With ``explain`` the answer tells too what its confidence is the sum of, and which passages were read.
        """
        from index.query import untimed

        query = self._understand(question, source=source, since=since, until=until, language=language)
        explain = self._explaining(explain)
        answer = self._answer(query, question, explain=explain)
        if not answer.abstained or query.only_time:
            return answer
        other = untimed(query)
        second = self._answer(other, question, explain=explain) if other else answer
        return answer if second.abstained else second

    def _answer(self, query: Query, question: str, *, explain: bool) -> Answer:
        """Answer a query as it is."""
        from index.answering import PASSAGES, compose

        engines = self._engines()
        found = engines.find(query, PASSAGES, judged=True, explain=explain)
        answer = compose(
            query,
            found,
            question=question,
            threshold=self._threshold,
            as_of=self._manifest.published,
            also=engines.retold(found.passages),
            undated_left_out=engines.undated_left_out(query),
            explain=explain,
        )
        # In any article that passes there is a passage, however far from the question.
        nothing_passed = bool(query.filters) and not found.passages and self._manifest.articles > 0
        return replace(answer, nothing_passed=nothing_passed)

    def _explaining(self, explain: bool | None) -> bool:  # noqa: FBT001 - what callers gave by its name
        return self._explain if explain is None else explain

    def _understand(
        self,
        question: str,
        *,
        source: str | None,
        since: datetime | str | None,
        until: datetime | str | None,
        language: str | None,
    ) -> Query:
        from index.query import filters_from, settled, understand

        shares = {code: n / self._manifest.articles for code, n in self._manifest.languages.items()}
        now = self._now() if self._now else None
        filters = filters_from(source=source, since=since, until=until, language=language, now=now)
        query = understand(question, filters=filters, languages=shares, now=now)
        return settled(query, dated_inside=self._engines().dated_inside(query))

    def _load(self, model: str | None = None) -> Embedder:
        """What made this generation's vectors; StaleIndexError where that is not the model named."""
        from index.embedding import embedder_of

        return embedder_of(self._data, self._manifest.model, model=model)

    def _engines(self) -> Engines:
        """What answers questions, loaded once, at the first of them; NewsIndexError if the index was closed."""
        from index.engines import Engines

        with self._loading:
            if self._closed:
                raise NewsIndexError("this index is closed: open it again with open_index")
            if self._loaded is None:
                embedder = self._embedder or self._load()
                if embedder.identity != self._manifest.model:
                    raise StaleIndexError(embedder.identity, self._manifest.model)
                self._loaded = Engines(self._generation.folder, self._data / generation.STORE, embedder)
            return self._loaded


def open_index(
    data: str | Path = "data",
    *,
    model: str | None = None,
    threshold: float = THRESHOLD,
    now: Callable[[], datetime] | None = None,
    explain: bool = False,
) -> NewsIndex:
    """Open an index for questions.

    Args:
        data: the index's folder.
        model: refuse an index that was built with another model; None takes the index's own.
        threshold: least confidence to answer with, 0…1; below it the index abstains.
        now: gives the time that «yesterday» is counted from, aware; its zone's days are meant. None is the machine's
            clock and zone.
        explain: whether ``search`` and ``answer`` explain themselves where they are not told otherwise.

    Raises:
        IndexNotFoundError: if there is no index; says how to build one.
        DamagedIndexError: if no generation of it passes its checks.
        StaleIndexError: if it was built with another model than ``model``.
        ValueError: if the threshold is not between 0 and 1.
    """
    return NewsIndex(Path(data), model=model, threshold=threshold, now=now, explain=explain)
