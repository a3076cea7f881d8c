"""Builds the index of a set and asks it the questions."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.build import rebuild
from index.news import NewsIndex
from scripts.evaluation.measures import Found, gold_in, holds_answer
from scripts.evaluation.sets import BadSetError, EvaluationSet, Question, asked_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index import Answer, Article, Quote, Status
    from index.location import Location
    from index.progress import Progress
    from index.protocols import Embedder

RANKS = 10
# Asked first and not counted: the engines load at the first question.
_WARM_UP = "Is anybody there?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came of one question.

    Attributes:
        found: which gold items each of the passages found holds, best first.
        passages: title and address of the article of each of them.
        unfaithful: number of quotes that are not, letter by letter, in the article they cite.
        search_ms: how long ``search`` took, in milliseconds; ``answer_ms`` likewise.
    """

    question: Question
    found: Found
    passages: tuple[tuple[str, str], ...]
    confidence: float
    abstained: bool
    quotes: tuple[Quote, ...]
    unfaithful: int
    search_ms: float
    answer_ms: float

    @property
    def right(self) -> tuple[bool, ...]:
        """Of each quote, whether it holds a gold answer."""
        return tuple(holds_answer(quote.text, self.question.answers) for quote in self.quotes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One set, asked.

    Attributes:
        build_seconds: how long it took to bring the index up to date.
        embedded: number of chunks the model was asked for; with none, ``build_seconds`` is that of a kept index.
    """

    evaluated: EvaluationSet
    status: Status
    build_seconds: float
    embedded: int
    asked: tuple[Asked, ...]


def run(
    evaluated: EvaluationSet,
    questions: Sequence[Question],
    *,
    place: Location,
    embedder: Embedder,
    progress: Progress,
) -> Run:
    """Index a set's articles (all of them) and ask some of its questions, one after the other.

    Raises:
        BadSetError: if the place holds other articles as well.
    """
    report = rebuild(
        place,
        evaluated.articles,
        read=evaluated.sources,
        embedder=embedder,
        prune=evaluated.sources,
        progress=progress,
    )
    if report.articles != len(evaluated.articles):
        here, another = (
            ("the database", "an empty one as --store")
            if place.store_url
            else (place.data, "another folder as --data, or delete this one")
        )
        raise BadSetError(
            f"{here} holds {report.articles} articles, the set {evaluated.name} {len(evaluated.articles)}: "
            f"give {another}"
        )
    articles = {article.url: article for article in evaluated.articles}
    asked = []
    now = asked_at(evaluated.articles)
    with NewsIndex(place, embedder=embedder, now=lambda: now) as news:
        news.answer(_WARM_UP)
        for done, question in enumerate(questions):
            progress("asking", done, len(questions))
            asked.append(_ask(news, question, articles))
        progress("asking", len(questions), len(questions))
        return Run(
            evaluated=evaluated,
            status=news.status(),
            build_seconds=report.seconds,
            embedded=report.embedded,
            asked=tuple(asked),
        )


def _ask(news: NewsIndex, question: Question, articles: Mapping[str, Article]) -> Asked:
    started = time.perf_counter()
    results = news.search(question.text, k=RANKS)
    searched = time.perf_counter()
    answer = news.answer(question.text)
    answered = time.perf_counter()
    return Asked(
        question=question,
        found=gold_in(question, ((passage.text, passage.article.url) for passage in results)),
        passages=tuple((passage.article.title, passage.article.url) for passage in results),
        confidence=answer.confidence,
        abstained=answer.abstained,
        quotes=answer.quotes,
        unfaithful=len(list(unfaithful(answer, articles))),
        search_ms=1000 * (searched - started),
        answer_ms=1000 * (answered - searched),
    )


def unfaithful(answer: Answer, articles: Mapping[str, Article]) -> Iterator[Quote]:
    """The quotes that are not, at their offsets, in the text of the article whose address they cite.

    Args:
        answer: whose quotes are checked.
        articles: the set's own, by address: what was indexed, not what the index says it holds.
    """
    for quote in answer.quotes:
        article = articles.get(quote.citation.url)
        if article is None or not quote.text or article.text[quote.start : quote.end] != quote.text:
            yield quote
