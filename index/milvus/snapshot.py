"""A generation in Milvus, as whoever asks sees it."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from index import outlet_counts
from index.catalog import UNDATED
from index.engine import Found
from index.errors import DimensionError, EngineError
from index.milvus import topics, weighing
from index.milvus.dialect import MOST
from index.milvus.expressions import expression
from index.milvus.passages import Passages
from index.milvus.tables import is_kept, languages, outlets
from index.restriction import Restriction, restrict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from index.demand import Demand
    from index.engine import Wanted
    from index.filters import Filters
    from index.manifest import Manifest
    from index.milvus.client import Client
    from index.milvus.tables import Generation
    from index.sentence_files import Records
    from index.store import Store
    from index.types import Outlet

# Seconds in which each search of a generation waits for all of the server to know of it: left to itself, it may be five
# behind. They count from when it is opened, which is later than when it was published, whatever the clocks say; unless
# it is so old that no clock can be that wrong.
_FRESH, _OLD = 15.0, 600.0
_REMEMBERED: Final = 100_000  # tokens of which it is known how many chunks hold them
_DATED: Final = (int(UNDATED) + 1, 2**63 - 1)


class MilvusSnapshot:
    """One generation; see ``index.engine.Snapshot``.

    Other processes publish, and delete what no longer counts, without asking: so whatever was read is given out only
    after it was seen that the generation was still there, and whole.

    Args:
        generation: that is opened.
        store: holds the tables; closed with the snapshot.
        client: closed with the snapshot.
        legs: searches words while the caller's thread searches vectors; ended with the snapshot.
    """

    def __init__(self, generation: Generation, store: Store, client: Client, legs: Executor) -> None:
        self._generation = generation
        self._store = store
        self._client = client
        self._legs = legs
        self._passages = Passages(database=store.database, of=generation)
        self._known: dict[str, int] = {}
        self._closed = False
        old = time.time() - self.manifest.published.timestamp() > _OLD
        self._settled = time.monotonic() + (0.0 if old else _FRESH)

    @property
    def manifest(self) -> Manifest:
        """What the generation says of itself."""
        return self._generation.manifest

    @cached_property
    def sources(self) -> Mapping[int, tuple[str, str]]:
        """Name and host of each outlet that has articles in it."""
        return {number: (name, host) for number, (name, host, _, _) in self._outlets.items()}

    @cached_property
    def languages(self) -> Sequence[str]:
        """ISO 639-1 codes, by their numbers."""
        return tuple(languages(self._store.database))

    @property
    def mean_words(self) -> float:
        """Mean number of tokens of a chunk; 0 of none."""
        return self._generation.words / max(1, self.manifest.chunks)

    def candidates(self, wanted: Wanted) -> Found:
        """Find what either leg finds; see ``index.engine``."""
        if len(wanted.vector) != self._generation.collection.dimension:
            raise DimensionError(self._generation.collection.dimension, len(wanted.vector))
        condition = expression(self.manifest.number, self._restriction(wanted.filters))
        ids: set[int] = set()
        with self._checked():
            if condition is not None and self.manifest.chunks:
                by_words = self._legs.submit(self._by_words, wanted, condition)
                ids.update(self._search("vector", wanted.vector, condition, wanted.most))
                ids.update(by_words.result())
            rows = self._passages.rows(sorted(ids))
            vectors, records = self._passages.records(rows)
        return Found(rows=rows, vectors=vectors, records=records)

    def about(self, demand: Demand | None, filters: Filters, *, most: int) -> NDArray[np.void]:
        """Find the newest chunks that hold what is demanded; see ``index.engine``."""
        restriction = self._restriction(filters)
        with self._checked():
            if demand is None:
                return self._passages.newest(restriction, first=True, most=most)
            rows = self._holding(demand, restriction, most)
        newest: NDArray[np.void] = rows[np.lexsort((rows["chunk"], -rows["published"].astype(np.float64)))[:most]]
        return newest

    def records(self, rows: NDArray[np.void]) -> Records:
        """The words and the sentences' vectors of some chunks."""
        with self._checked():
            _, records = self._passages.records(rows)
        return records

    def frequencies(self, tokens: Collection[str]) -> dict[str, int]:
        """In how many chunks each token stands."""
        known = self._known
        unknown = [token for token in tokens if token not in known]
        if unknown:
            with self._checked():
                found = self._passages.frequencies(unknown)
            # Another thread may have put others in its place by now: what is forgotten is read again.
            known = known | found
            self._known = known if len(known) <= _REMEMBERED else found
        return {token: known[token] for token in tokens}

    def dated_inside(self, filters: Filters) -> bool:
        """Is there an article that passes the filters by its date?"""
        asked = self._restriction(filters) or Restriction()
        told = replace(asked, published=asked.published or _DATED, undated=False)
        with self._checked():
            return self._passages.any_passes(told)

    def undated_left_out(self, filters: Filters) -> int:
        """Number of articles that pass all filters but those of time, and have no date to judge by."""
        if not filters.by_time or filters.undated:
            return 0
        asked = self._restriction(filters) or Restriction()
        undated = replace(asked, published=(int(UNDATED), int(UNDATED)), undated=False)
        with self._checked():
            return self._passages.articles(undated)

    def retold(self, chunk_id: int) -> list[int]:
        """The first chunk of each other article that carries the story of a chunk's article."""
        with self._checked():
            return self._passages.retold(chunk_id)

    def first_chunk(self, article_id: int) -> int | None:
        """The lowest chunk id of an article, None where the generation does not hold it."""
        with self._checked():
            return self._passages.first_chunk(article_id)

    def outlets(self) -> tuple[Outlet, ...]:
        """Who published the articles; see ``index.engine``."""
        return outlet_counts.outlets((name, count, latest) for name, _, count, latest in self._outlets.values())

    def close(self) -> None:
        """Give the generation back."""
        if self._closed:
            return
        self._closed = True
        self._legs.shutdown(wait=True)
        self._client.close()
        self._store.close()

    @cached_property
    def _outlets(self) -> Mapping[int, tuple[str, str, int, int]]:
        with self._checked():
            return outlets(self._store.database, self.manifest.number)

    def _restriction(self, filters: Filters) -> Restriction | None:
        if not (filters.by_time or filters.by_outlet_or_language):
            return None
        return restrict(filters, self.sources, self.languages)

    def _by_words(self, wanted: Wanted, condition: str) -> Sequence[int]:
        if not self._client.dialect.sparse:
            return ()
        held = self.frequencies({stem for stems in wanted.terms for stem in stems} | wanted.hints.keys())
        skips = self._client.dialect.skips
        asked = weighing.question(wanted.terms, wanted.hints, held, self.manifest.chunks, skips=skips)
        return self._search("words", asked, condition, wanted.most) if asked else ()

    def _holding(self, demand: Demand, restriction: Restriction | None, most: int) -> NDArray[np.void]:
        """The newest rows of what holds it, at least ``most`` where there are so many, in any order."""
        found: list[NDArray[np.void]] = [self._passages.rows([])]
        alone = len(demand.all_of) == 1 and not demand.pairs
        for ids in self._likely(demand, restriction):
            rows = self._passages.rows(ids)
            known = alone and self._client.dialect.sparse
            found.append(rows if known else topics.holding(rows, demand, self._passages, self.languages))
            if sum(map(len, found)) >= most:
                break
        return np.concatenate(found)

    def _likely(self, demand: Demand, restriction: Restriction | None) -> Iterator[Sequence[int]]:
        """Ids of all that may hold what is demanded, the newest first."""
        condition = expression(self.manifest.number, restriction)
        held = self.frequencies({stem for stems in demand.all_of for stem in stems})
        rarest = min(demand.all_of, key=lambda stems: weighing.holding(stems, held), default=())
        if condition is None or not weighing.holding(rarest, held):
            return
        if not self._client.dialect.sparse:
            yield from self._passages.all_newest_first(restriction)
            return
        asked = weighing.any_of(rarest)
        yield from topics.newest_first(
            lambda more: self._search("words", asked, f"{condition} and {more}" if more else condition, MOST),
            self._passages.bounds(),
        )

    def _search(
        self, field: str, asked: NDArray[np.float32] | weighing.Sparse, condition: str, most: int
    ) -> Sequence[int]:
        collection = self._generation.collection
        return self._client.search(
            collection.name,
            field,
            asked,
            condition=condition,
            most=most,
            dense=collection.dense,
            strong=time.monotonic() < self._settled,
        )

    @contextmanager
    def _checked(self) -> Iterator[None]:
        """See, after something was read, or could not be, whether it was still there."""
        try:
            yield
        except (EngineError, KeyError):
            self._check()
            raise
        self._check()

    def _check(self) -> None:
        if not is_kept(self._store.database, self.manifest.number):
            raise EngineError(f"generation {self.manifest.number} of the index is no longer held: open the index again")
