"""The seam between what asks and what holds the chunks.

An engine publishes generations and opens them. What it opens, a snapshot, finds the chunks that may fit a question;
what they are worth is judged by ``index.retriever``, the same way whoever found them. FAISS and tantivy on this machine
are one engine (``index.embedded``), Milvus is another (``index.milvus``). All are given the tokens that
``index.tokenizer`` makes, and pass the tests of ``tests/test_engine_contract.py``.

What is known of chunks comes as rows of a structured array, with the fields chunk, article, published (seconds since
1970 UTC, or ``catalog.UNDATED``), source (a key of ``Snapshot.sources``), language (a place in ``Snapshot.languages``)
and story (the lowest id among the articles that carry the same text, the article's own where no other does).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.demand import Demand
    from index.filters import Filters
    from index.manifest import Manifest
    from index.progress import Progress
    from index.protocols import Embedder
    from index.sentence_files import Records
    from index.store import Store
    from index.types import Outlet


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wanted:
    """What chunks are looked for by.

    Attributes:
        vector: of what is asked about, unit length, float32; shape (dim,).
        terms: each a word with its stems in the languages it may be in; a chunk with any of them holds the word.
        hints: tokens that are worth something without being words, with what each is worth beside a word.
        filters: which articles may answer.
        most: chunks of each leg, ≥ 1.
    """

    vector: NDArray[np.float32]
    terms: Sequence[Sequence[str]]
    hints: Mapping[str, float]
    filters: Filters
    most: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """Chunks, with all that a judgement of them needs; ascending by chunk id, each once.

    Attributes:
        rows: what is known of each; shape (n,).
        vectors: of the chunks, unit length; shape (n, dim).
        records: the words and the vectors of their sentences.
    """

    rows: NDArray[np.void]
    vectors: NDArray[np.float16]
    records: Records


class Snapshot(Protocol):
    """One published generation, open until ``close``; never changes, and is safe to use from several threads.

    Cheap to open: what takes time to load is loaded when something but ``manifest`` is asked for first. Everything
    raises EngineError or UnreachableError where the engine, or the store behind it, does not answer or no longer holds
    the generation.
    """

    @property
    def manifest(self) -> Manifest:
        """What the generation says of itself."""
        ...

    @property
    def sources(self) -> Mapping[int, tuple[str, str]]:
        """Name and host of each outlet that has articles in it."""
        ...

    @property
    def languages(self) -> Sequence[str]:
        """ISO 639-1 codes."""
        ...

    @property
    def mean_words(self) -> float:
        """Mean number of tokens of a chunk, its header's among them; 0 of none."""
        ...

    def candidates(self, wanted: Wanted) -> Found:
        """Find what is nearest by meaning, and what holds the rarest of the words, in either case so many chunks.

        Raises:
            DimensionError: if the vector is of another model's length.
        """
        ...

    def about(self, demand: Demand | None, filters: Filters, *, most: int) -> NDArray[np.void]:
        """Find the chunks that hold what is demanded, whatever else they hold; None: the first chunk of each article.

        Returns:
            Rows of the ``most`` newest, the undated being the oldest, ties by chunk id; in that order.
        """
        ...

    def records(self, rows: NDArray[np.void]) -> Records:
        """The words and the sentences' vectors of some chunks, in the order of their rows."""
        ...

    def frequencies(self, tokens: Collection[str]) -> dict[str, int]:
        """In how many chunks each token stands; what was deleted lately may still count."""
        ...

    def dated_inside(self, filters: Filters) -> bool:
        """Is there an article that passes the filters by its date?"""
        ...

    def undated_left_out(self, filters: Filters) -> int:
        """Number of articles that pass all filters but those of time, and have no date to judge by."""
        ...

    def retold(self, chunk_id: int) -> list[int]:
        """The first chunk of each other article that carries the story of a chunk's article, by ascending article."""
        ...

    def first_chunk(self, article_id: int) -> int | None:
        """The lowest chunk id of an article, None where the generation does not hold it."""
        ...

    def outlets(self) -> tuple[Outlet, ...]:
        """Who published the articles, most articles first, ties by name; by the commonest of each one's spellings."""
        ...

    def close(self) -> None:
        """Give the generation back; it may be deleted from now on."""
        ...


class Engine(Protocol):
    """Where the generations of an index are."""

    def newest(self) -> int | None:
        """Number of the generation that is published now, None where none ever was."""
        ...

    def open(self) -> Snapshot:
        """Open the newest generation that is sound.

        Raises:
            IndexNotFoundError: if none was ever published.
            DamagedIndexError: if none is sound.
            UnreachableError: if the engine does not answer.
        """
        ...

    def publish(self, store: Store, embedder: Embedder, recipe: str, progress: Progress) -> Manifest | None:
        """Publish what the store holds by now, unless the newest generation holds just that.

        Readers see the generation before until the last moment, and then the new one whole. Killed at any instant, the
        one before still answers and the next call finishes the job. Afterwards what no generation needs is let go of.

        Args:
            store: holds chunks and vectors; the caller alone writes to it.
            embedder: the model of the vectors.
            recipe: of the chunks.
            progress: told how far it is.

        Returns:
            The newest generation's manifest; None where there is nothing to publish and nothing ever was.
        """
        ...

    def close(self) -> None:
        """Close what the engine holds open; what it opened is closed by itself."""
        ...
