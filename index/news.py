"""An index opened for questions."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from index.browsing import Browsing
from index.confidence import THRESHOLD
from index.errors import NewsIndexError
from index.location import Location
from index.opened import OpenGeneration
from index.types import Answer, Results, SourceStatus, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime, timedelta
    from pathlib import Path
    from types import TracebackType

    from index.finding import Finder
    from index.protocols import Embedder
    from index.query import Query


class NewsIndex(Browsing):
    """One generation of an index, open until ``close``; safe to use from several threads.

    Cheap to make: the engines load at the first question. The arguments are those of ``open_index``.
    """

    def __init__(
        self,
        place: str | Path | Location,
        *,
        embedder: Embedder | None = None,
        model: str | None = None,
        threshold: float = THRESHOLD,
        now: Callable[[], datetime] | None = None,
        explain: bool = False,
    ) -> None:
        if not 0 <= threshold <= 1:
            raise ValueError(f"the threshold must be between 0 and 1, got {threshold}")
        self._location = Location.of(place)
        self._model = model
        self._threshold = threshold
        self._now = now
        self._explain = explain
        self._opened = OpenGeneration(self._location, embedder=embedder, model=model)
        self._manifest = self._opened.manifest
        super().__init__()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the generation back; the index cannot be asked afterwards, only for its status."""
        self._opened.close()

    @property
    def generation(self) -> int:
        """Number of the generation that is open."""
        return self._manifest.number

    def is_made_by(self, embedder: Embedder) -> bool:
        """Whether its vectors come from this model."""
        return embedder.identity == self._manifest.model

    def newest_generation(self) -> int | None:
        """Number of the generation that is published now, None where that cannot be told."""
        return self._opened.newest()

    def reopened(self) -> NewsIndex:
        """The newest generation with the settings of this one, and, where it was made by the same, with its model.

        Raises:
            What ``open_index`` raises.
        """
        embedder = self._opened.embedder()
        news = self._another(embedder=embedder)
        if embedder is None or news.is_made_by(embedder):
            return news
        news.close()
        return self._another(model=self._model)

    def refresh(self) -> int:
        """Number of the generation that answers: an index stays with the one it opened; see ``FollowingIndex``."""
        return self.generation

    def _another(self, *, embedder: Embedder | None = None, model: str | None = None) -> NewsIndex:
        return NewsIndex(
            self._location,
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
        try:
            with closing(self._location.open_store(read_only=True)) as store:
                return store.listing_statuses()
        except NewsIndexError:
            return ()

    def search(  # noqa: PLR0913 - who asks chooses each by itself
        self,
        question: str,
        k: int = 10,
        *,
        source: str | None = None,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        language: str | None = None,
        recent: timedelta | None = None,
        excluded: Collection[str] = (),
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
            recent: only articles of the last so long, unless a time is given or the question names one.
            excluded: names of outlets whose articles do not count, however they are spelt.
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
            UnreachableError: if a server that the index needs does not answer now.
            NewsIndexError: if the index was closed.
        """
        if k < 1:
            raise ValueError(f"k must be at least 1, got {k}")
        finder = self._finder()
        query = self._understand(
            question, source=source, since=since, until=until, language=language, recent=recent, excluded=excluded
        )
        return Results(
            question=question,
            passages=finder.find(query, k, explain=self._explaining(explain)).passages,
            undated_left_out=finder.undated_left_out(query),
            filters=query.filters,
        )

    def answer(  # noqa: PLR0913 - likewise
        self,
        question: str,
        *,
        source: str | None = None,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        language: str | None = None,
        recent: timedelta | None = None,
        excluded: Collection[str] = (),
        quotes: int = 3,
        explain: bool | None = None,
    ) -> Answer:
        """Answer a question with up to so many verbatim quotes, or abstain; the filters are those of ``search``.

        A time in plain words may be the event's and not that of the articles: where those of the time do not tell,
        all are asked (also those that are not ``recent``), and the words searched for; ``filters`` then hold no time.

        With ``explain`` the answer tells too what its confidence is the sum of, and which passages were read.

        Raises:
            ValueError: if ``quotes`` is below 1; and what ``search`` raises.
        """
        from index.query import untimed

        if quotes < 1:
            raise ValueError(f"quotes must be at least 1, got {quotes}")
        query = self._understand(
            question, source=source, since=since, until=until, language=language, recent=recent, excluded=excluded
        )
        explain = self._explaining(explain)
        answer = self._answer(query, question, quotes=quotes, explain=explain)
        if not answer.abstained or query.only_time:
            return answer
        other = untimed(query)
        second = self._answer(other, question, quotes=quotes, explain=explain) if other else answer
        return answer if second.abstained else second

    def _answer(self, query: Query, question: str, *, quotes: int, explain: bool) -> Answer:
        """Answer a query as it is."""
        from index.answering import PASSAGES, compose

        finder = self._finder()
        found = finder.find(query, PASSAGES, judged=True, explain=explain)
        answer = compose(
            query,
            found,
            question=question,
            threshold=self._threshold,
            as_of=self._manifest.published,
            newest=self._manifest.newest,
            most_quotes=quotes,
            also=finder.retold(found.passages, excluded=query.filters.excluded),
            undated_left_out=finder.undated_left_out(query),
            explain=explain,
        )
        # In any article that passes there is a passage, however far from the question.
        filtered = bool(query.filters or query.filters.excluded)
        nothing_passed = filtered and not found.passages and self._manifest.articles > 0
        return replace(answer, nothing_passed=nothing_passed)

    def _explaining(self, explain: bool | None) -> bool:  # noqa: FBT001 - what callers gave by its name
        return self._explain if explain is None else explain

    def _understand(
        self,
        question: str,
        *,
        source: str | None = None,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        language: str | None = None,
        recent: timedelta | None = None,
        excluded: Collection[str] = (),
        operators_alone: bool = False,
    ) -> Query:
        from index.query import filters_from, settled, understand

        shares = {code: n / self._manifest.articles for code, n in self._manifest.languages.items()}
        now = self._now() if self._now else None
        filters = filters_from(source=source, since=since, until=until, language=language, excluded=excluded, now=now)
        query = understand(
            question, filters=filters, languages=shares, now=now, recent=recent, operators_alone=operators_alone
        )
        return settled(query, dated_inside=self._finder().dated_inside(query))

    def _finder(self) -> Finder:
        """What answers questions, loaded once, at the first of them; NewsIndexError if the index was closed."""
        return self._opened.finder()


def open_index(
    data: str | Path | Location = "data",
    *,
    engine: str | None = None,
    store: str | None = None,
    engine_token: str | None = None,
    model: str | None = None,
    threshold: float = THRESHOLD,
    now: Callable[[], datetime] | None = None,
    explain: bool = False,
) -> NewsIndex:
    """Open an index for questions.

    Args:
        data: the index's folder, or all that is to be said of where it is.
        engine: address of the Milvus server (``milvus+http://…``, ``milvus+https://…``), or file for milvus-lite
            (``….db``), that holds the generations; None: the folder does.
        store: address of the PostgreSQL database (``postgresql://…``) that holds the articles; None: the folder does.
        engine_token: what the engine's server asks for, ``user:password`` or an API key.
        model: refuse an index that was built with another model; None takes the index's own.
        threshold: least confidence to answer with, 0…1; below it the index abstains.
        now: gives the time that «yesterday» is counted from, aware; its zone's days are meant. None is the machine's
            clock and zone.
        explain: whether ``search`` and ``answer`` explain themselves where they are not told otherwise.

    Raises:
        IndexNotFoundError: if there is no index; says how to build one.
        DamagedIndexError: if no generation of it passes its checks.
        StaleIndexError: if it was built with another model than ``model``.
        UnreachableError: if a server that it needs does not answer.
        ValueError: if the threshold is not between 0 and 1; as its child AddressError, if an address is none.
    """
    location = Location.of(data)
    location = replace(
        location,
        engine_url=engine or location.engine_url,
        store_url=store or location.store_url,
        engine_token=engine_token or location.engine_token,
    )
    return NewsIndex(location, model=model, threshold=threshold, now=now, explain=explain)
