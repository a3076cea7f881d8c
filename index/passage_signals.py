"""What speaks for a chunk being about a question: signs, standardised over the candidates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.ranking import standardise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.sentence_index import Lines

Signals = dict[str, "NDArray[np.float64]"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Looks:
    """What the engines saw of some candidates, all in the same order.

    Attributes:
        cosines: of the question with each chunk; shape (n,).
        bm25: of the question with each chunk; shape (n,).
        lines: which terms stand in which of the candidates' lines.
        sentence_cosines: of each sentence with each clause; shape (sentences, clauses).
        sentence_chunk: place of each sentence's chunk; shape (sentences,), ascending; each chunk has a sentence.
    """

    cosines: NDArray[np.float32]
    bm25: NDArray[np.float32]
    lines: Lines
    sentence_cosines: NDArray[np.float32]
    sentence_chunk: NDArray[np.int64]


def signals(looks: Looks, weights: Sequence[float], *, knows: float) -> Signals:
    """Tell what speaks for each candidate.

    Args:
        looks: at the candidates.
        weights: how much each term of the question says, in nats.
        knows: how well the model knows the question's language, 0…1: what closeness in meaning is worth.

    Returns:
        By name, one number for each candidate, shape (n,):
        ``meaning`` of the chunk and ``meaning_of_sentence``, its sentence nearest to any one clause;
        ``words``, BM25, and the same again as ``words_alone`` as far as the model does not know the language;
        ``coverage`` of the question by the chunk with its header, by its best sentence and by its best two in a row.
    """
    worth = np.asarray(weights, dtype=np.float64)
    held, chunk = looks.lines.held, looks.lines.chunk
    whole = np.logical_or.reduceat(held, _firsts(chunk))
    body = ~looks.lines.header
    own = held[body]
    pairs = own.copy()
    of = chunk[body]
    pairs[:-1] |= own[1:] & (of[1:] == of[:-1])[:, None]
    words = standardise(looks.bm25)
    return {
        "meaning": knows * standardise(looks.cosines),
        "meaning_of_sentence": knows * _nearest(looks.sentence_cosines, looks.sentence_chunk),
        "words": words,
        "words_alone": (1 - knows) * words,
        "coverage": standardise(whole @ worth),
        "coverage_of_sentence": standardise(_highest(own @ worth, of)),
        "coverage_of_pair": standardise(_highest(pairs @ worth, of)),
    }


def _nearest(cosines: NDArray[np.float32], chunk: NDArray[np.int64]) -> NDArray[np.float64]:
    """How much the best sentence of each candidate stands out for the clause it fits best."""
    highest = _highest(cosines.astype(np.float64), chunk)
    return standardise(np.max([standardise(clause) for clause in highest.T], axis=0))


def _highest(values: NDArray[np.float64], chunk: NDArray[np.int64]) -> NDArray[np.float64]:
    """Highest of the values of each candidate's sentences; shape (n, …)."""
    highest: NDArray[np.float64] = np.maximum.reduceat(values, _firsts(chunk))
    return highest


def _firsts(chunk: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the lines of each candidate begin."""
    return np.flatnonzero(np.diff(chunk, prepend=-1))
