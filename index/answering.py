"""From passages to an answer: which sentences to quote, and whether to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from index.analysis import words
from index.confidence import THRESHOLD, Evidence, confidence
from index.coverage import Words, coverage
from index.ranking import standardise
from index.sentences import Span, sentence_spans
from index.types import Answer, Article, Citation, Passage, Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from index.query import Query

    Similarity = Callable[[Sequence[str]], NDArray[np.float64]]

QUOTES = 3
PASSAGES = 8  # read for an answer
_COMPARED = 24  # sentences whose meaning is compared with the question's: each costs the model a pass
_MOST_SENTENCES = 3
_LONGEST_QUOTE = 700  # characters; a neighbour that would make it longer stays out
# A neighbour belongs to the quote where it holds this share of the question that the sentence itself lacks.
_NEIGHBOUR_GAIN = 0.2
# Two quotes that share this much of their words are one report that two outlets carry.
_SAME_WORDS = 0.8
# What makes a sentence the one to quote: its words, its meaning, and how well its passage fits.
_COVERAGE_WEIGHT, _SIMILARITY_WEIGHT, _PASSAGE_WEIGHT = 1.0, 1.0, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that might be quoted.

    Attributes:
        span: in the article's text.
        coverage: share of the question's weight it holds, 0…1.
        passage: the passage it stands in.
        neighbours: all sentences of that passage, in order.
        place: its own place among them.
    """

    span: Span
    coverage: float
    passage: Passage
    neighbours: tuple[Span, ...]
    place: int

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.passage.article.text[slice(*self.span)]


def compose(
    query: Query,
    weights: Sequence[float],
    passages: Sequence[Passage],
    *,
    evidence: Evidence,
    similarity: Similarity | None,
    as_of: datetime,
    undated_left_out: int = 0,
) -> Answer:
    """Make an answer out of passages, or say that they hold none.

    Args:
        query: what is asked.
        weights: how much each of its terms says, in nats.
        passages: best first.
        evidence: what speaks for an answer, but for its coverage, which is measured here.
        similarity: gives how close some sentences are to the question, higher is closer; None where the model does not
            know the language well enough to be asked.
        as_of: when what was searched was published.
        undated_left_out: number of articles that a time filter hid.

    Raises:
        AssertionError: if a quote were not verbatim: a bug that must not reach a reader.
    """
    covered = [_passage_coverage(query, weights, passage) for passage in passages]
    sure = confidence(replace(evidence, coverage=max(covered, default=0.0)))
    answer = Answer(
        question=query.text,
        quotes=(),
        abstained=sure < THRESHOLD,
        confidence=sure,
        as_of=as_of,
        undated_left_out=undated_left_out,
    )
    if answer.abstained:
        return replace(answer, nearest=_headlines(passages))
    ranked = rank_sentences(query, weights, passages, similarity)
    chosen, repeated = _distinct(ranked)
    spans = [(candidate, _with_neighbours(query, weights, candidate)) for candidate in chosen]
    numbers = {url: n for n, url in enumerate(dict.fromkeys(c.passage.article.url for c in chosen), 1)}
    quotes = tuple(_quote(c.passage.article, span, numbers[c.passage.article.url]) for c, span in spans)
    others = {c.passage.article.url: c.passage.article for c in repeated if c.passage.article.url not in numbers}
    also = tuple(_citation(article, len(numbers) + n) for n, article in enumerate(others.values(), 1))
    return replace(answer, quotes=quotes, also_reported_by=also)


def rank_sentences(
    query: Query, weights: Sequence[float], passages: Sequence[Passage], similarity: Similarity | None
) -> list[Candidate]:
    """Order the sentences of some passages by how likely they answer; ties keep the order of the passages."""
    candidates = [candidate for passage in passages for candidate in _sentences(query, weights, passage)]
    by_passage = dict(
        zip(
            [passage.chunk_id for passage in passages],
            standardise(np.array([passage.score for passage in passages])),
            strict=True,
        )
    )
    prior = np.array([by_passage[candidate.passage.chunk_id] for candidate in candidates])
    held = standardise(np.array([candidate.coverage for candidate in candidates]))
    scores = _COVERAGE_WEIGHT * held + _PASSAGE_WEIGHT * prior
    order = np.argsort(-scores, kind="stable")
    if similarity is not None and len(order):
        compared = order[:_COMPARED]
        closeness = standardise(similarity([candidates[at].text for at in compared]))
        closer = np.argsort(-(scores[compared] + _SIMILARITY_WEIGHT * closeness), kind="stable")
        order = np.concatenate([compared[closer], order[_COMPARED:]])
    return [candidates[at] for at in order]


def _sentences(query: Query, weights: Sequence[float], passage: Passage) -> list[Candidate]:
    article = passage.article
    inside = sentence_spans(passage.text, article.language)
    spans = tuple((passage.start + start, passage.start + end) for start, end in inside)
    return [
        Candidate(
            span=(start, end),
            coverage=coverage(query.terms, weights, Words(article.text[start:end], article.language)),
            passage=passage,
            neighbours=spans,
            place=place,
        )
        for place, (start, end) in enumerate(spans)
    ]


def _passage_coverage(query: Query, weights: Sequence[float], passage: Passage) -> float:
    article = passage.article
    return coverage(query.terms, weights, Words(f"{article.title} {article.source} {passage.text}", article.language))


def _distinct(ranked: Sequence[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """The first few sentences that say different things, and those that repeat one of them."""
    chosen: list[Candidate] = []
    repeated: list[Candidate] = []
    seen: list[set[str]] = []
    for candidate in ranked:
        held = set(words(candidate.text))
        if any(_overlap(held, earlier) >= _SAME_WORDS for earlier in seen):
            repeated.append(candidate)
        elif len(chosen) < QUOTES:
            chosen.append(candidate)
            seen.append(held)
    return chosen, repeated


def _overlap(one: set[str], other: set[str]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 1.0


def _with_neighbours(query: Query, weights: Sequence[float], candidate: Candidate) -> Span:
    """The sentence, with those next to it that hold a good part of the question it lacks itself."""
    article = candidate.passage.article
    first = last = candidate.place
    held = candidate.coverage
    while last - first + 1 < _MOST_SENTENCES:
        gains = []
        for new_first, new_last in ((first - 1, last), (first, last + 1)):
            if new_first < 0 or new_last >= len(candidate.neighbours):
                continue
            start, end = candidate.neighbours[new_first][0], candidate.neighbours[new_last][1]
            if end - start <= _LONGEST_QUOTE:
                wider = coverage(query.terms, weights, Words(article.text[start:end], article.language))
                gains.append((wider - held, new_first, new_last))
        gain, new_first, new_last = max(gains, default=(0.0, first, last))
        if gain < _NEIGHBOUR_GAIN:
            break
        held, first, last = held + gain, new_first, new_last
    return candidate.neighbours[first][0], candidate.neighbours[last][1]


def _quote(article: Article, span: Span, number: int) -> Quote:
    start, end = span
    quote = Quote(text=article.text[start:end], start=start, end=end, citation=_citation(article, number))
    if not quote.text or article.text[quote.start : quote.end] != quote.text:
        raise AssertionError(f"quote {span} is not in {article.url}")
    return quote


def _headlines(passages: Sequence[Passage]) -> tuple[Citation, ...]:
    articles = {passage.article.url: passage.article for passage in passages}
    return tuple(_citation(article, number) for number, article in enumerate(list(articles.values())[:QUOTES], 1))


def _citation(article: Article, number: int) -> Citation:
    return Citation(
        number=number,
        url=article.url,
        title=article.title,
        source=article.source,
        published=article.published,
        title_derived=article.title_derived,
    )
