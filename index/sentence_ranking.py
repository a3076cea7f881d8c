"""Which sentence of some passages answers a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.analysis import words
from index.coverage import Words
from index.expectation import Kind, expected, holds
from index.ranking import standardise
from index.sentences import Span, sentence_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.query import Query
    from index.types import Article, Passage

Similarity = Callable[[Sequence[str]], "NDArray[np.float64]"]

_COMPARED = 12  # sentences whose meaning is compared with the question's: each costs the model a pass

# Conditional logit over the sentences of XQuAD's passages (en, de, vi, zh), rounded. Against words and meaning alone,
# under cross-validation, context and kinds of answer lift the first sentence from .799 to .840 (en), .724 to .736 (de),
# .788 to .808 (vi), .708 to .738 (zh).
_COVERAGE = 9.0  # a share of the question's weight, 0…1, like the two below
_CONTEXT = 4.5
_SENTENCE_BEFORE = 3.0
_SIMILARITY = 3.0  # a cosine, times how well the model knows the language
_PASSAGE = 1.15  # standardised over the passages
_KIND = {Kind.QUANTITY: 1.5, Kind.TIME: 2.1, Kind.PERSON: 1.8, Kind.CAUSE: 2.3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that might be quoted.

    Attributes:
        coverage: share of the question's weight it holds, 0…1.
        passage: the passage it stands in.
        neighbours: all sentences of that passage in order, as spans of the article's text.
        place: its own place among them.
    """

    coverage: float
    passage: Passage
    neighbours: tuple[Span, ...]
    place: int

    @property
    def span(self) -> Span:
        """Where it stands in the article's text."""
        return self.neighbours[self.place]

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        start, end = self.span
        return self.passage.article.text[start:end]


def rank_sentences(
    query: Query, weights: Sequence[float], passages: Sequence[Passage], *, similarity: Similarity | None, knows: float
) -> list[tuple[float, Candidate]]:
    """Order the sentences of some passages by how likely they answer.

    Args:
        query: what is asked.
        weights: how much each of its terms says, in nats.
        passages: best first.
        similarity: gives the cosine of sentences with the question; None where the model cannot tell.
        knows: what this closeness is worth, 0…1.

    Returns:
        Log odds (comparable within one question) and sentence, best first; ties in the order of the passages.
    """
    fits = standardise(np.array([passage.score for passage in passages]))
    kinds, asked = expected(query.text), frozenset(words(query.text))

    def for_kinds(sentence: str) -> float:
        return sum(_KIND[kind] for kind in kinds if holds(sentence, kind, asked=asked))

    scored = [
        (candidate, score + _PASSAGE * fit + for_kinds(candidate.text))
        for passage, fit in zip(passages, fits.tolist(), strict=True)
        for candidate, score in _of_passage(query, weights, passage)
    ]
    candidates = [candidate for candidate, _ in scored]
    scores = np.array([score for _, score in scored])
    if similarity is not None and candidates:
        compared = np.argsort(-scores, kind="stable")[:_COMPARED]
        closeness = similarity([candidates[at].text for at in compared.tolist()])
        meaning = np.full(len(candidates), closeness.min())
        meaning[compared] = closeness
        scores += _SIMILARITY * knows * meaning
    return [(float(scores[at]), candidates[at]) for at in np.argsort(-scores, kind="stable").tolist()]


def _of_passage(query: Query, weights: Sequence[float], passage: Passage) -> list[tuple[Candidate, float]]:
    """Each sentence with what its words and those around it say for it."""
    article = passage.article
    spans = tuple(
        (passage.start + start, passage.start + end) for start, end in sentence_spans(passage.text, article.language)
    )
    shares = np.array(weights) / (sum(weights) or 1.0)
    # What an article is about is said in its headline or first sentence and taken for granted afterwards.
    about = _credits(query, _subject(article), article.language)
    before = np.zeros(len(query.terms))
    found: list[tuple[Candidate, float]] = []
    for place, (start, end) in enumerate(spans):
        own = _credits(query, article.text[start:end], article.language)
        of_context = np.maximum(0.0, about - own)
        of_sentence_before = np.maximum(0.0, before - np.maximum(own, about))
        credit = _COVERAGE * own + _CONTEXT * of_context + _SENTENCE_BEFORE * of_sentence_before
        candidate = Candidate(coverage=float(own @ shares), passage=passage, neighbours=spans, place=place)
        found.append((candidate, float(credit @ shares)))
        before = own
    return found


def _credits(query: Query, text: str, language: str) -> NDArray[np.float64]:
    held = Words(text, language)
    return np.array([held.credit(term) for term in query.terms])


def _subject(article: Article) -> str:
    if not article.title_derived:
        return article.title
    start, end = sentence_spans(article.text, article.language)[0]
    return article.text[start:end]
