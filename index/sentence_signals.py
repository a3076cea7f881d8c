"""What speaks for a sentence being the one that answers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from index.analysis import words
from index.coverage import shares_held
from index.expectation import Kind, expected, holds
from index.names import names
from index.reference import focus, leans
from index.sentences import sentence_spans
from index.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.finding import Findings
    from index.query import Query
    from index.types import Article, Passage, Span
    from index.wording import Wording

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
        text: the sentence, verbatim.
        wording: its words and their stems.
        leans: whether it can hardly be understood without the sentence before it.
        clauses: cosine with each clause of the question; shape (clauses,).
        kinds: which of the expected kinds of answer it holds.
    """

    passage: Passage
    place: int
    text: str
    wording: Wording
    leans: bool
    clauses: NDArray[np.float32]
    kinds: frozenset[Kind]

    @property
    def span(self) -> Span:
        """Where it stands in the article's text."""
        return self.passage.sentences[self.place]


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


@dataclass(frozen=True, slots=True, eq=False)
class _Credits:
    """How much of each term is held, 0…1.

    Attributes:
        own: by each sentence; shape (sentences, terms).
        header: by the headline and outlet of each passage's article; shape (passages, terms).
        subject: by what each passage's article says first; shape (passages, terms).
    """

    own: NDArray[np.float64]
    header: NDArray[np.float64]
    subject: NDArray[np.float64]


def read(query: Query, findings: Findings) -> Reading:
    """Read the passages that were found for a question, sentence by sentence."""
    kinds, passages = expected(query.text), findings.passages
    if not passages:
        return Reading(
            sentences=(), signals=np.zeros((0, len(NAMES))), held=np.zeros((0, len(query.terms))), kinds=kinds
        )
    sentences = tuple(_sentences(query, findings, kinds))
    of = np.repeat(np.arange(len(passages)), [len(passage.sentences) for passage in passages])
    found = _credits(query, passages, sentences)
    first = np.searchsorted(of, np.arange(len(passages)))
    held = np.maximum(np.maximum.reduceat(found.own, first), found.header)
    return Reading(sentences=sentences, signals=_signals(query, findings, sentences, of, found), held=held, kinds=kinds)


def _sentences(query: Query, findings: Findings, kinds: frozenset[Kind]) -> Iterator[Sentence]:
    asked = frozenset(words(query.text))
    for passage, closeness in zip(findings.passages, findings.closeness, strict=True):
        text, language = passage.article.text, passage.article.language
        for place, (start, end) in enumerate(passage.sentences):
            own = text[start:end]
            yield Sentence(
                passage=passage,
                place=place,
                text=own,
                wording=wording(own, language),
                leans=leans(own, language),
                clauses=closeness[place, 1:],
                kinds=frozenset(kind for kind in kinds if holds(own, kind, asked=asked)),
            )


def _credits(query: Query, passages: Sequence[Passage], sentences: Sequence[Sentence]) -> _Credits:
    texts = [sentence.wording for sentence in sentences]
    articles = [passage.article for passage in passages]
    texts += [wording(f"{article.title} {article.source}", article.language) for article in articles]
    # What an article is about is said in its headline or first sentence and taken for granted afterwards.
    texts += [wording(_subject(article), article.language) for article in articles]
    found = shares_held(query.terms, texts)
    return _Credits(*np.split(found, [len(sentences), len(sentences) + len(articles)]))


def _signals(
    query: Query, findings: Findings, sentences: Sequence[Sentence], of: NDArray[np.int64], found: _Credits
) -> NDArray[np.float64]:
    """What speaks for each sentence; ``of`` is the place of its passage. Shape (sentences, NAMES)."""
    passages = findings.passages
    weights = _names_as_one(findings.term_weights, query)
    shares = weights / (weights.sum() or 1.0)
    own, supplied = found.own, found.subject[of]
    known = np.maximum(own, supplied)
    before = np.zeros_like(own)
    before[1:] = own[:-1] * (of[1:] == of[:-1])[:, None]
    anywhere = np.maximum.reduceat(own, np.searchsorted(of, np.arange(len(passages))))[of]
    of_subject = np.maximum(0.0, supplied - own) @ shares
    derived = np.array([passage.article.title_derived for passage in passages])[of]
    coverage = own @ shares
    meaning = findings.knows * np.concatenate(findings.closeness).astype(np.float64)
    nouns = focus(query.text)
    asked_noun = np.array([float(term.word in nouns) for term in query.terms])
    pairs = frozenset(pairwise([term.word for term in query.terms]))
    in_pairs = [len(pairs.intersection(pairwise(sentence.wording.words))) for sentence in sentences]
    scores = np.array([passage.score for passage in passages])
    columns = [
        coverage,
        np.sqrt(coverage),
        of_subject * ~derived,
        of_subject * derived,
        np.maximum(0.0, before - known) @ shares,
        np.maximum(0.0, anywhere - np.maximum(known, before)) @ shares,
        np.array(in_pairs) / max(1, len(query.terms)),
        own @ (asked_noun * shares),
        meaning[:, 0],
        meaning.max(axis=1),
        (scores - scores.max())[of],
        np.array([sentence.leans for sentence in sentences]) * (np.maximum(0.0, before - own) @ shares),
        *(np.array([kind in sentence.kinds for sentence in sentences], np.float64) for kind in KINDS),
    ]
    return np.stack(columns, axis=1)


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
