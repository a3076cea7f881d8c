"""From a query to chunks: what an engine finds, read closely and ranked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index import bm25
from index.about import by_own_words, by_time, first_chunks
from index.background import weigh
from index.catalog import UNDATED
from index.demand import demanded
from index.engine import Wanted
from index.outlets import Outlets
from index.passage_signals import Looks, Signals, signals
from index.ranking import best, newness
from index.sentence_index import cosines, read_lines
from index.types import Signal
from index.weights import weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.demand import Demand
    from index.engine import Found, Snapshot
    from index.protocols import Embedder
    from index.query import Query
    from index.question_vectors import QuestionVectors

CANDIDATES = 100  # of each leg
# So many chunks of a topic are looked at, the newest: first a few, as the newest are mostly among them.
_LOOKS = (2_000, 100_000)
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
    """Judges what a snapshot finds; safe to use from several threads."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder) -> None:
        self._snapshot = snapshot
        self._embedder = embedder
        self._outlet_codes = np.array(sorted(snapshot.sources), np.int64)
        self._outlets = Outlets([snapshot.sources[code] for code in self._outlet_codes.tolist()])

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
        seen, found = self._judged(query, vectors, term_weights=term_weights, k=k)
        ids = found.ids
        worth = weights("passages") | ({"newness": _NEWEST_FIRST} if query.filters.newest else {})
        scores = np.sum([worth[name] * sign for name, sign in found.signals.items()], axis=0)
        chosen = best(scores, ids, seen.rows, k=k, per_article=PER_ARTICLE)
        meaning = _cosines(seen.vectors[chosen], vectors.whole).tolist()
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
        return self._judged(query, vectors, term_weights=term_weights, k=k)[1]

    def term_weights(self, query: Query) -> list[float]:
        """How much each of the query's terms says, in nats."""
        chunks = self._snapshot.manifest.chunks
        held = self._snapshot.frequencies({stem for term in query.terms for stem in term.stems})

        def share(stem: str) -> float:
            return min(1.0, held[stem] / max(1, chunks))

        return weigh(query.terms, language=query.language, chunks=chunks, share=share)

    def _judged(
        self, query: Query, vectors: QuestionVectors, *, term_weights: Sequence[float], k: int
    ) -> tuple[Found, Candidates]:
        snapshot, terms = self._snapshot, [term.stems for term in query.terms]
        most = max(CANDIDATES, PER_ARTICLE * k)
        seen = snapshot.candidates(
            Wanted(vector=vectors.topic, terms=terms, hints=query.hints, filters=query.filters, most=most)
        )
        # Every candidate is scored by every engine: not to be among a leg's first is no score.
        meaning = _cosines(seen.vectors, vectors.topic)
        closeness, sentence_chunk = cosines(seen.records, vectors.all)
        lines = read_lines(seen.records, terms, list(query.hints))
        words = bm25.scores(
            terms,
            lines.counts,
            lines.sizes,
            held=snapshot.frequencies(lines.counts),
            chunks=snapshot.manifest.chunks,
            mean_size=snapshot.mean_words,
            hints=query.hints,
        )
        looks = Looks(
            cosines=meaning,
            bm25=words,
            lines=lines,
            sentence_cosines=closeness[:, 1:] if len(vectors.clauses) else closeness,
            sentence_chunk=sentence_chunk,
        )
        named = self._named(query)
        found = signals(looks, term_weights, knows=self._embedder.knows(query.language)) | {
            "outlet_named": np.isin(seen.rows["source"], named).astype(np.float64),
            "newness": newness(seen.rows["published"]),
        }
        return seen, Candidates(
            ids=seen.rows["chunk"],
            signals=found,
            measured={"meaning": meaning.astype(np.float64), "words": words.astype(np.float64)},
            closeness=_by_chunk(closeness, seen.records.sentences),
        )

    def newest(self, query: Query, vectors: QuestionVectors, *, k: int) -> list[Hit]:
        """Find the beginnings of the newest articles that pass the query's filters, newest first, undated last."""
        rows = self._newest(query, None, k)
        records = self._snapshot.records(rows)
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
        return self._about(query, demanded(query), _LOOKS[-1])[0]

    def latest(self, query: Query, *, k: int) -> list[int]:
        """Chunk ids of the newest articles about a query's topic, one of each story; newest first, undated last."""
        ids: list[int] = self._newest(query, demanded(query), k)["chunk"].tolist()
        return ids

    def timeline(self, query: Query) -> tuple[list[int], int]:
        """Chunk ids of the articles about a query's topic and number of the undated, as ``about.by_time`` has them."""
        rows, undated = by_time(self.about(query), UNDATED)
        ids: list[int] = rows["chunk"].tolist()
        return ids, undated

    def _newest(self, query: Query, demand: Demand | None, k: int) -> NDArray[np.void]:
        """Rows of the newest articles that hold what is demanded, one of each story; newest first, undated last."""
        for most in _LOOKS:
            rows, all_of_them = self._about(query, demand, most)
            rows = rows[best(rows["published"].astype(np.float64), rows["chunk"], rows, k=k, per_article=1)]
            if all_of_them or len(rows) == k:  # whatever was not looked at comes after what was
                break
        return rows

    def _about(self, query: Query, demand: Demand | None, most: int) -> tuple[NDArray[np.void], bool]:
        """As ``about``, of so many chunks; and whether these are all that there are."""
        found = self._snapshot.about(demand, query.filters, most=most)
        rows = found[np.argsort(found["chunk"])]
        if demand is not None:
            rows = by_own_words(rows, demand, snapshot=self._snapshot, asked=self._named(query).tolist())
        return first_chunks(rows), len(found) < most

    def _named(self, query: Query) -> NDArray[np.int64]:
        """Places in ``Snapshot.sources`` of the outlets that a question names."""
        named: NDArray[np.int64] = self._outlet_codes[self._outlets.named(query.text, query.language)]
        return named


def _cosines(rows: NDArray[np.float16], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosine of each of some unit vectors with another; shapes (n, dim) and (dim,) give (n,)."""
    found: NDArray[np.float32] = np.vecdot(rows.astype(np.float32), vector)
    return found


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
