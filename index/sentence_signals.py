"""What speaks for a sentence being the one that answers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from index.analysis import words
from index.coverage import Words
from index.expectation import Kind, expected, holds
from index.names import names
from index.reference import focus, leans
from index.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.engines import Findings
    from index.query import Query
    from index.types import Article, Passage, Span

KINDS = {kind: f"holds_{kind.name.casefold()}" for kind in Kind}
NAMES = (
    "coverage", "coverage_root", "headline_supplies", "beginning_supplies", "sentence_before", "rest_of_passage",
    "word_pairs", "asked_noun", "meaning", "meaning_of_clause", "passage", "leans_and_before", *KINDS.values(),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sentence:
    """A sentence that might be quoted.

    Attributes:
        passage: the passage it stands in.
        place: its place among the passage's sentences.
        leans: whether it can hardly be understood without the sentence before it.
        clauses: cosine with each clause of the question; shape (clauses,).
        kinds: which of the expected kinds of answer it holds.
    """

    passage: Passage
    place: int
    leans: bool
    clauses: NDArray[np.float32]
    kinds: frozenset[Kind]

    @property
    def span(self) -> Span:
        """Where it stands in the article's text."""
        return self.passage.sentences[self.place]

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        start, end = self.span
        return self.passage.article.text[start:end]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """All sentences of some passages, read with a question in mind.

    Attributes:
        sentences: in the order of the passages and their text.
        signals: what speaks for each, shape (sentences, NAMES).
        held: how much of each term a passage holds with its header, 0…1; shape (passages, terms).
        kinds: of answer that the question asks for.
    """

    sentences: tuple[Sentence, ...]
    signals: NDArray[np.float64]
    held: NDArray[np.float64]
    kinds: frozenset[Kind]


def read(query: Query, findings: Findings) -> Reading:
    """Read the passages that were found for a question, sentence by sentence."""
    asked = _Asked(query, findings)
    found: list[Sentence] = []
    rows: list[NDArray[np.float64]] = []
    held: list[NDArray[np.float64]] = []
    best = max((passage.score for passage in findings.passages), default=0.0)
    for passage, closeness in zip(findings.passages, findings.closeness, strict=True):
        own = asked.credits_of_sentences(passage)
        header = asked.credits(f"{passage.article.title} {passage.article.source}", passage.article.language)
        held.append(np.maximum(own.max(axis=0), header))
        sentences = asked.sentences(passage, closeness)
        rows.append(asked.signals(passage, sentences, own, closeness, passage.score - best))
        found += sentences
    return Reading(
        sentences=tuple(found),
        signals=np.concatenate(rows) if rows else np.zeros((0, len(NAMES))),
        held=np.array(held).reshape(len(held), len(query.terms)),
        kinds=asked.kinds,
    )


class _Asked:
    """The question, as sentences are compared with it."""

    def __init__(self, query: Query, findings: Findings) -> None:
        self._terms = query.terms
        weights = _names_as_one(findings.term_weights, query)
        self._shares = weights / (weights.sum() or 1.0)
        self._knows = findings.knows
        self._words = frozenset(words(query.text))
        self.kinds = expected(query.text)
        nouns = focus(query.text)
        self._nouns = np.array([float(term.word in nouns) for term in self._terms])
        in_order = [term.word for term in self._terms]
        self._pairs = frozenset(pairwise(in_order))

    def credits(self, text: str, language: str) -> NDArray[np.float64]:
        """How much of each term a text holds, 0…1; shape (terms,)."""
        held = Words(text, language)
        return np.array([held.credit(term) for term in self._terms])

    def credits_of_sentences(self, passage: Passage) -> NDArray[np.float64]:
        """How much of each term each sentence holds; shape (sentences, terms)."""
        text, language = passage.article.text, passage.article.language
        rows = [self.credits(text[start:end], language) for start, end in passage.sentences]
        return np.array(rows).reshape(len(rows), len(self._terms))

    def sentences(self, passage: Passage, closeness: NDArray[np.float32]) -> list[Sentence]:
        """The sentences of a passage, of which ``closeness`` has shape (sentences, 1 + clauses)."""
        text, language = passage.article.text, passage.article.language
        return [
            Sentence(
                passage=passage,
                place=place,
                leans=leans(text[start:end], language),
                clauses=closeness[place, 1:],
                kinds=frozenset(kind for kind in self.kinds if holds(text[start:end], kind, asked=self._words)),
            )
            for place, (start, end) in enumerate(passage.sentences)
        ]

    def signals(
        self,
        passage: Passage,
        sentences: Sequence[Sentence],
        own: NDArray[np.float64],
        closeness: NDArray[np.float32],
        behind: float,
    ) -> NDArray[np.float64]:
        """What speaks for each sentence of a passage; shape (sentences, NAMES)."""
        # What an article is about is said in its headline or first sentence and taken for granted afterwards.
        supplied = self.credits(_subject(passage.article), passage.article.language)
        known = np.maximum(own, supplied)
        before = np.concatenate([np.zeros((1, own.shape[1])), own[:-1]])
        anywhere = own.max(axis=0)
        of_subject = np.maximum(0.0, supplied - own) @ self._shares
        of_before = np.maximum(0.0, before - known) @ self._shares
        coverage = own @ self._shares
        leaning = np.array([float(sentence.leans) for sentence in sentences])
        meaning = self._knows * closeness.astype(np.float64)
        columns = [
            coverage,
            np.sqrt(coverage),
            of_subject * (not passage.article.title_derived),
            of_subject * passage.article.title_derived,
            of_before,
            np.maximum(0.0, anywhere - np.maximum(known, before)) @ self._shares,
            np.array([self._in_pairs(sentence.text) for sentence in sentences]),
            own @ (self._nouns * self._shares),
            meaning[:, 0],
            meaning.max(axis=1),
            np.full(len(own), behind),
            leaning * (np.maximum(0.0, before - own) @ self._shares),
            *(np.array([float(kind in sentence.kinds) for sentence in sentences]) for kind in KINDS),
        ]
        return np.stack(columns, axis=1)

    def _in_pairs(self, sentence: str) -> float:
        """Share of the question's pairs of neighbouring words that a sentence has as neighbours too."""
        held = words(sentence)
        return len(self._pairs.intersection(pairwise(held))) / max(1, len(self._terms))


def _names_as_one(weights: Sequence[float], query: Query) -> NDArray[np.float64]:
    """The terms' weights, those of a name of several words scaled to be together what its weightiest is.

    Whoever asks what «Alder Sound Ferries» lost wants the sentence with the loss, not the one with the full name.
    """
    scaled = np.array(weights, np.float64)
    named = np.isin([term.word for term in query.terms], list(names(query.text, query.language)))
    for run in np.split(np.arange(len(named)), np.flatnonzero(np.diff(named)) + 1):
        if named[run].any() and scaled[run].sum():
            scaled[run] *= scaled[run].max() / scaled[run].sum()
    return scaled


def _subject(article: Article) -> str:
    if not article.title_derived:
        return article.title
    start, end = sentence_spans(article.text, article.language)[0]
    return article.text[start:end]
