"""From passages to an answer: whether to quote, and what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.analysis import words
from index.confidence import THRESHOLD, Evidence, confidence
from index.coverage import Words, coverage
from index.sentence_ranking import Candidate, Similarity, rank_sentences
from index.types import Answer, Article, Citation, Passage, Quote

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from index.query import Query
    from index.sentences import Span

QUOTES = 3
PASSAGES = 8  # read for an answer
_MOST_SENTENCES = 3
_LONGEST_QUOTE = 700  # characters; a neighbour that would make it longer stays out
# A neighbour belongs to the quote where it holds this share of the question that the sentence itself lacks.
_NEIGHBOUR_GAIN = 0.2
# A further quote is at least this likely to answer, in log odds against the best one.
_WORTH_QUOTING = -5.0
# Two quotes that share this much of their words are one report that two outlets carry.
_SAME_WORDS = 0.8


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
        return replace(answer, nearest=_headlines(passages) if query.terms else ())
    ranked = rank_sentences(query, weights, passages, similarity=similarity, knows=evidence.knows)
    chosen, repeated = choose_quotes(query, weights, ranked)
    numbers = {url: n for n, url in enumerate(dict.fromkeys(article.url for article, _ in chosen), 1)}
    quotes = tuple(_quote(article, span, numbers[article.url]) for article, span in chosen)
    others = {article.url: article for article in repeated if article.url not in numbers}
    also = tuple(_citation(article, len(numbers) + n) for n, article in enumerate(others.values(), 1))
    return replace(answer, quotes=quotes, also_reported_by=also)


def _passage_coverage(query: Query, weights: Sequence[float], passage: Passage) -> float:
    article = passage.article
    return coverage(query.terms, weights, Words(f"{article.title} {article.source} {passage.text}", article.language))


def choose_quotes(
    query: Query, weights: Sequence[float], ranked: Sequence[tuple[float, Candidate]]
) -> tuple[list[tuple[Article, Span]], list[Article]]:
    """Choose the first few sentences that say different things.

    Returns:
        Article and span of each quote, best first, none overlapping another; and the articles of sentences that
        repeat one of them nearly word for word.
    """
    chosen: list[tuple[Article, Span]] = []
    repeated: list[Article] = []
    said: list[set[str]] = []
    for score, candidate in ranked:
        article = candidate.passage.article
        quoted = [span for other, span in chosen if other.url == article.url]
        if any(_touch(candidate.span, span) for span in quoted):
            continue
        held = set(words(candidate.text))
        if any(_overlap(held, earlier) >= _SAME_WORDS for earlier in said):
            repeated.append(article)
        elif len(chosen) < QUOTES and score - ranked[0][0] >= _WORTH_QUOTING:
            chosen.append((article, _with_neighbours(query, weights, candidate, quoted)))
            said.append(held)
    return chosen, repeated


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _overlap(one: set[str], other: set[str]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 1.0


def _with_neighbours(query: Query, weights: Sequence[float], candidate: Candidate, quoted: Sequence[Span]) -> Span:
    """The sentence, with those next to it that hold a good part of the question it lacks itself."""
    article, spans = candidate.passage.article, candidate.neighbours
    first = last = candidate.place
    held = candidate.coverage
    while last - first + 1 < _MOST_SENTENCES:
        gains = [(0.0, first, last)]
        for new_first, new_last in ((first - 1, last), (first, last + 1)):
            if new_first < 0 or new_last >= len(spans):
                continue
            start, end = spans[new_first][0], spans[new_last][1]
            if end - start > _LONGEST_QUOTE or any(_touch((start, end), other) for other in quoted):
                continue
            wider = coverage(query.terms, weights, Words(article.text[start:end], article.language))
            gains.append((wider - held, new_first, new_last))
        gain, new_first, new_last = max(gains)
        if gain < _NEIGHBOUR_GAIN:
            break
        held, first, last = held + gain, new_first, new_last
    return spans[first][0], spans[last][1]


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
