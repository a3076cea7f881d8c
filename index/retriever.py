"""From a query to chunks: what both legs find, read closely and ranked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.about import by_own_words, by_time, first_chunks
from index.catalog import UNDATED, load
from index.demand import demanded
from index.lexical import LEXICAL, Lexical, Restriction
from index.outlets import Outlets
from index.parts import PARTS, Part
from index.passage_signals import Looks, Signals, signals
from index.ranking import best, newness
from index.sentence_files import mean_words, read_records
from index.sentence_index import cosines, read_lines
from index.types import Signal
from index.vectors import Vectors
from index.weights import weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.filters import Filters
    from index.protocols import Embedder
    from index.query import Query
    from index.question_vectors import QuestionVectors

CANDIDATES = 100  # of each leg
_MOST_ABOUT = 100_000  # chunks of a topic that are looked at, the newest
PER_ARTICLE = 2
# Who asks for the newest wants it first among what fits; a step in relevance of this size outweighs all of newness.
_NEWEST_FIRST = 3.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidates:
    """Chunks that may fit a query, with what speaks for each; all in the same order.

    Attributes:
        ids: of the chunks, ascending; shape (n,).
        signals: by name, shape (n,) each.
        measured: the engines' own scores behind some of the signals, by the signal's name.
        closeness: of each chunk's sentences to the question as a whole and to each of its clauses, as cosines; one
            array of shape (sentences, 1 + clauses) for each chunk.
    """

    ids: NDArray[np.int64]
    signals: Signals
    measured: Signals
    closeness: Sequence[NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hit:
    """A chunk that was found.

    Attributes:
        score: comparable within one search only.
        cosine: of the vectors of the question as a whole and the chunk, -1…1.
        closeness: of its sentences, as in ``Candidates``.
        signals: what the score is the sum of; empty unless asked for.
    """

    chunk_id: int
    score: float
    cosine: float
    closeness: NDArray[np.float32]
    signals: tuple[Signal, ...] = ()


class Retriever:
    """Finds chunks of one generation; safe to use from several threads."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        self.catalog = load(folder)
        parts = [Part(folder / PARTS / name) for name in self.catalog.parts]
        self._vectors = Vectors(parts, self.catalog)
        self._lexical = Lexical(folder / LEXICAL)
        self._sentences = [part.sentences for part in parts]
        self._mean_size = mean_words(self._sentences, self.catalog.rows["part"], self.catalog.rows["row"])
        # Of outlets that went, whose names are still known, nothing can be asked.
        self._outlet_codes = np.unique(self.catalog.rows["source"])
        self._outlets = Outlets([self.catalog.sources[code] for code in self._outlet_codes.tolist()])

    def find(
        self,
        query: Query,
        vectors: QuestionVectors,
        *,
        term_weights: Sequence[float],
        k: int,
        explain: bool = False,
    ) -> list[Hit]:
        """Find the chunks that fit a query best.

        Args:
            query: what is asked.
            vectors: of the question and its clauses.
            term_weights: how much each of its terms says, in nats.
            k: most hits, ≥ 1.
            explain: whether the hits are to hold their signals.

        Returns:
            Best first, at most two of an article and one article of a story; the newer of equals first, then the lower
            chunk id.
        """
        found = self.candidates(query, vectors, term_weights=term_weights, k=k)
        ids = found.ids
        worth = weights("passages") | ({"newness": _NEWEST_FIRST} if query.filters.newest else {})
        scores = np.sum([worth[name] * sign for name, sign in found.signals.items()], axis=0)
        chosen = best(scores, ids, self.catalog.rows_of(ids), k=k, per_article=PER_ARTICLE)
        meaning = self._vectors.cosines(vectors.whole, self.catalog.places(ids[chosen])).tolist()
        return [
            Hit(
                chunk_id=int(ids[at]),
                score=float(scores[at]),
                cosine=cosine,
                closeness=found.closeness[at],
                signals=explained(found, at, worth) if explain else (),
            )
            for at, cosine in zip(chosen, meaning, strict=True)
        ]

    def candidates(
        self, query: Query, vectors: QuestionVectors, *, term_weights: Sequence[float], k: int
    ) -> Candidates:
        """Find what either leg finds, and tell what speaks for each; the arguments are those of ``find``."""
        passing, restriction = self._allowed(query.filters)
        ids, near, near_cosines = np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32)
        terms = [term.stems for term in query.terms]
        if passing is None or passing.any():
            wanted = max(CANDIDATES, PER_ARTICLE * k)
            near, near_cosines = self._vectors.search(vectors.topic, k=wanted, passing=passing)
            matching, _ = self._lexical.search(terms, hints=query.hints, k=wanted, restriction=restriction)
            # Every candidate is scored by every engine: not to be among a leg's first is no score.
            ids = np.union1d(self.catalog.chunks[near], matching)
        places = self.catalog.places(ids)
        rows = self.catalog.rows[places]
        meaning = self._cosines(vectors.topic, places, near, near_cosines)
        records = read_records(self._sentences, rows["part"], rows["row"])
        closeness, sentence_chunk = cosines(records, vectors.all)
        lines = read_lines(records, terms, list(query.hints))
        bm25 = self._lexical.scores(terms, lines.counts, lines.sizes, mean_size=self._mean_size, hints=query.hints)
        looks = Looks(
            cosines=meaning,
            bm25=bm25,
            lines=lines,
            sentence_cosines=closeness[:, 1:] if len(vectors.clauses) else closeness,
            sentence_chunk=sentence_chunk,
        )
        named = self._outlet_codes[self._outlets.named(query.text, query.language)]
        found = signals(looks, term_weights, knows=self._embedder.knows(query.language)) | {
            "outlet_named": np.isin(rows["source"], named).astype(np.float64),
            "newness": newness(rows["published"]),
        }
        return Candidates(
            ids=ids,
            signals=found,
            measured={"meaning": meaning.astype(np.float64), "words": bm25.astype(np.float64)},
            closeness=_by_chunk(closeness, records.sentences),
        )

    def newest(self, query: Query, vectors: QuestionVectors, *, k: int) -> list[Hit]:
        """Find the beginnings of the newest articles that pass the query's filters, newest first, undated last."""
        rows = self.catalog.rows[self.catalog.select(query.filters)]
        _, first = np.unique(rows["article"], return_index=True)
        rows = rows[first]
        rows = rows[best(rows["published"].astype(np.float64), rows["chunk"], rows, k=k, per_article=1)]
        records = read_records(self._sentences, rows["part"], rows["row"])
        closeness = _by_chunk(cosines(records, vectors.all)[0], records.sentences)
        return [
            Hit(chunk_id=chunk, score=0.0, cosine=0.0, closeness=own)
            for chunk, own in zip(rows["chunk"].tolist(), closeness, strict=True)
        ]

    def about(self, query: Query) -> NDArray[np.void]:
        """Find the articles that are about a query's topic: that hold its words.

        Returns:
            Of each the row of the first chunk that holds them all, in order of the articles' ids.
        """
        rows, demand = self.catalog.rows, demanded(query)
        passing, restriction = self._allowed(query.filters)
        if passing is not None:
            rows = rows[passing]
        if demand is None or not len(rows):
            return first_chunks(rows)
        if not demand.all_of:
            return rows[:0]
        languages = self.catalog.language_codes(demand.language)
        found = self._lexical.holding(demand, languages=languages, most=_MOST_ABOUT, restriction=restriction)
        rows = by_own_words(
            self.catalog.rows_of(np.sort(found)),
            demand,
            catalog=self.catalog,
            sentences=self._sentences,
            asked=self._outlet_codes[self._outlets.named(query.text, query.language)],
        )
        return first_chunks(rows)

    def latest(self, query: Query, *, k: int) -> list[int]:
        """Chunk ids of the newest articles about a query's topic, one of each story; newest first, undated last."""
        rows = self.about(query)
        chosen = best(rows["published"].astype(np.float64), rows["chunk"], rows, k=k, per_article=1)
        ids: list[int] = rows["chunk"][chosen].tolist()
        return ids

    def timeline(self, query: Query) -> tuple[list[int], int]:
        """Chunk ids of the articles about a query's topic and number of the undated, as ``about.by_time`` has them."""
        rows, undated = by_time(self.about(query), UNDATED)
        ids: list[int] = rows["chunk"].tolist()
        return ids, undated

    def retold(self, chunk_id: int) -> list[int]:
        """Ids of the other articles that carry the story of a chunk's article."""
        row = self.catalog.rows_of(np.array([chunk_id]))[0]
        return [article for article in self.catalog.members(int(row["story"])) if article != row["article"]]

    def share_with(self, stem: str) -> float:
        """Share of the chunks that hold a stem, 0…1."""
        return self._lexical.share_with(stem)

    def _cosines(
        self,
        vector: NDArray[np.float32],
        places: NDArray[np.int64],
        known: NDArray[np.int64],
        known_cosines: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Cosine of a unit vector with each of some chunks, of which some are known; all by their ascending places."""
        cosine = np.empty(len(places), np.float32)
        others = np.ones(len(places), np.bool_)
        at = np.searchsorted(places, known)
        cosine[at], others[at] = known_cosines, False
        cosine[others] = self._vectors.cosines(vector, places[others])
        return cosine

    def _allowed(self, filters: Filters) -> tuple[NDArray[np.bool_] | None, Restriction | None]:
        """The same filters as each leg takes them; None where all chunks pass."""
        if not (filters.by_time or filters.by_outlet_or_language):
            return None, None
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
            excluded=self.catalog.excluded_codes(filters.excluded),
            languages=None if filters.language is None else self.catalog.language_codes(filters.language),
            published=published,
            undated=filters.undated,
        )
        return passing, restriction


def _by_chunk(closeness: NDArray[np.float32], sentences: NDArray[np.int64]) -> list[NDArray[np.float32]]:
    ends = np.cumsum(sentences).tolist()
    return [closeness[end - size : end] for end, size in zip(ends, sentences.tolist(), strict=True)]


def explained(found: Candidates, at: int, worth: Mapping[str, float]) -> tuple[Signal, ...]:
    """What speaks for one candidate, what counts most first."""
    told = [
        Signal(
            name=name,
            value=float(values[at]),
            weight=worth[name],
            measured=float(found.measured[name][at]) if name in found.measured else None,
            place=1 + int((values > values[at]).sum()),
            of=len(values),
        )
        for name, values in found.signals.items()
    ]
    return tuple(sorted(told, key=lambda signal: -abs(signal.value * signal.weight)))
