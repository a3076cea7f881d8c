"""Chunks and their vectors, made while articles are still being read."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from index import chunk_vectors, chunking
from index.pipeline import AHEAD, ahead

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from types import TracebackType

    from index.arrivals import Recipe
    from index.chunk_vectors import Row
    from index.progress import Progress
    from index.store import Store, StoredChunk, Unembedded
    from index.types import Article, Chunk

CHUNKS_AT_ONCE = 256  # vectors kept by one commit: what a kill can cost
VERSIONS_AT_ONCE = 200

Split = tuple[int, "Article", "tuple[Chunk, ...]"]


class Elsewhere(Protocol):
    """Has other processes make the vectors."""

    def __call__(self, store: Store, recipe: Recipe, progress: Progress) -> int:
        """Have all that is current and waits embedded, keep the vectors in the store; gives the number of chunks."""
        ...


class _Batch(NamedTuple):
    texts: frozenset[bytes]  # digests of what is being embedded
    rows: Future[list[Row]]


class Making:
    """Splits articles and has the model make vectors, in a thread of its own, of what is in the store by then.

    The store is the queue: what waits for the model waits on disk, so that reading need not wait for the model, and
    memory holds a few batches however many articles there are. Chunks are embedded in the order of their ids, so many
    at once, whatever the threads' pace. May run ahead of what is known to be current: vectors are kept by content.

    A context manager; on the way out its thread has ended. All methods are for the thread that writes to the store.

    Args:
        store: to be written to.
        recipe: how articles are split, and the model.
        progress: told how far it is.
        elsewhere: makes the vectors, once everything is split; None: the model does, in this process.
    """

    def __init__(self, store: Store, recipe: Recipe, progress: Progress, elsewhere: Elsewhere | None = None) -> None:
        self.recipe = recipe
        self.embedded = 0
        """Number of chunks whose vectors the model made."""
        self._store = store
        self._progress = progress
        self._elsewhere = elsewhere
        self._model = recipe.embedder.identity.fingerprint, recipe.embedder.identity.precision
        self._split = self._told = 0
        self._after = store.highest_chunk()
        store.take_up(recipe.name)
        self._current_only = False
        self._ready: list[Unembedded] = []
        self._batches: deque[_Batch] = deque()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="embedding")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.shutdown(wait=True, cancel_futures=True)

    def add(self, version_id: int, article: Article, chunks: Iterable[Chunk]) -> None:
        """Keep the chunks of a version, unless they are there; inside a transaction."""
        if not self._store.is_chunked(version_id, self.recipe.name):
            embedded = [(chunk, chunking.embedded_text(article, chunk.text)) for chunk in chunks]
            self._store.add_chunks(version_id, self.recipe.name, embedded)
            self._split += 1

    def advance(self, *, splitting: int | None = None, embedding: int | None = None, rest: bool = False) -> None:
        """Keep the vectors that were made, and give the model more to do; outside of a transaction, waits for nothing.

        Args:
            splitting: number of articles to split in all, None where that is not known yet.
            embedding: number of chunks to embed in all.
            rest: True where there is no more to come, so that a batch need not be full.
        """
        if self._split > self._told:
            self._told = self._split
            self._progress("splitting", self._split, splitting)
        if self._elsewhere:
            return
        while self._batches and self._batches[0].rows.done():
            self._keep(embedding)
        while len(self._batches) < AHEAD and (batch := self._next_batch(rest=rest)):
            texts = frozenset(item.embedded for item in batch)
            chunks = list(self._store.chunks([item.id for item in batch]))
            if not (self.embedded or self._batches):
                self._progress("embedding", 0, embedding)
            self._batches.append(_Batch(texts, self._worker.submit(self._embed, chunks)))

    def finish(self) -> None:
        """Split and embed what is current and was not: after everything was read and settled.

        Of the chunks that are not current any more only those go to the model that have gone there by now, or wait for
        a batch to be full.
        """
        self._current_only = True
        versions = self._store.unchunked(self.recipe.name)
        total = self._split + len(versions)
        with ahead(self._split_versions(versions)) as batches:
            for batch in batches:
                with self._store.transaction():
                    for split in batch:
                        self.add(*split)
                self.advance(splitting=total)
        missing = self._store.count_unembedded(self.recipe.name, *self._model)
        if total and not versions:
            self._progress("splitting", total, total)
        if self._elsewhere:
            self.embedded = self._elsewhere(self._store, self.recipe, self._progress)
        else:
            embedding = self.embedded + missing
            self._embed_rest(embedding)
            if missing and self._store.count_unembedded(self.recipe.name, *self._model):
                self._after = 0  # an earlier run added them, and was stopped before it embedded them
                self._embed_rest(embedding)
        self._store.note_made(self.recipe.name, *self._model)

    def _embed_rest(self, total: int) -> None:
        """Embed what is there after what was asked for last, to the last chunk."""
        while True:
            self.advance(embedding=total, rest=True)
            if not self._batches:
                break
            self._keep(total)

    def _split_versions(self, versions: list[int]) -> Generator[list[Split], None, None]:
        with closing(self._store.reader()) as store:
            for at in range(0, len(versions), VERSIONS_AT_ONCE):
                articles = [(number, store.version(number)) for number in versions[at : at + VERSIONS_AT_ONCE]]
                yield [(number, article, self.recipe.split(article)) for number, article in articles]

    def _next_batch(self, *, rest: bool) -> list[Unembedded]:
        """The next chunks to embed, one for each text; none where they are fewer than a batch and not the rest."""
        asked = {item.embedded for item in self._ready}.union(*(batch.texts for batch in self._batches))
        more = True
        while more and len(self._ready) < CHUNKS_AT_ONCE:
            found = self._store.unembedded_after(
                self._after, self.recipe.name, *self._model, current=self._current_only, limit=CHUNKS_AT_ONCE
            )
            more = len(found) == CHUNKS_AT_ONCE
            # Where no more came all were looked at: only this thread adds chunks.
            self._after = found[-1].id if more else self._store.highest_chunk()
            for item in found:
                if item.embedded not in asked:
                    asked.add(item.embedded)
                    self._ready.append(item)
        if len(self._ready) < CHUNKS_AT_ONCE and not rest:
            return []
        batch, self._ready = self._ready[:CHUNKS_AT_ONCE], self._ready[CHUNKS_AT_ONCE:]
        return batch

    def _embed(self, chunks: list[StoredChunk]) -> list[Row]:
        return chunk_vectors.embed(self.recipe.embedder, chunks)

    def _keep(self, total: int | None) -> None:
        """Wait for the oldest batch, and keep its vectors."""
        rows = self._batches.popleft().rows.result()
        with self._store.transaction():
            self._store.add_embeddings(*self._model, rows)
        self.embedded += len(rows)
        self._progress("embedding", self.embedded, None if total is None else max(total, self.embedded))
