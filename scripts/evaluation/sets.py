"""An evaluation set: articles, and questions with what would be right."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index import Article


_UNDATED_ASKED_AT = datetime(2026, 1, 1, tzinfo=UTC)


class BadSetError(Exception):
    """An evaluation set that cannot be used; its text says where and what to do, and can be shown as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and what is known of its answer; with none of ``urls``, ``facts``, ``answers`` it is unanswerable.

    Attributes:
        text: as it is asked.
        language: ISO 639-1, ``"und"`` where unknown.
        urls: addresses of the articles that answer it.
        facts: texts of articles that answer it, as they were given.
        answers: texts of which a right quote holds at least one.
        where: its place in the file, for messages.
    """

    text: str
    language: str
    urls: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    where: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the articles tell."""
        return bool(self.urls or self.facts or self.answers)

    @property
    def gold(self) -> tuple[str, ...]:
        """What a search should find: the facts where there are any, else the addresses."""
        return self.facts or self.urls


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSet:
    """Articles and questions about them.

    Attributes:
        name: short and unique among the sets of a run; floors are looked up by it.
        path: where it was read.
        sources: the files that hold the articles.
        facts_in_no_article: number of gold facts that no article's cleaned text holds, so that no search can find them.
    """

    name: str
    path: Path
    sources: tuple[Path, ...]
    articles: tuple[Article, ...]
    questions: tuple[Question, ...]
    facts_in_no_article: int = 0


def checked(found: EvaluationSet) -> EvaluationSet:
    """The set with its unfindable facts counted.

    Raises:
        BadSetError: if it is empty, an address stands for two articles, or a gold address for none.
    """
    if not found.articles:
        raise BadSetError(f"{found.path}: no articles in it: an evaluation set needs at least one")
    if not found.questions:
        raise BadSetError(f"{found.path}: no questions in it: an evaluation set needs at least one")
    times = Counter(article.url for article in found.articles)
    twice = next((url for url, n in times.items() if n > 1), None)
    if twice:
        raise BadSetError(f"{found.path}: {times[twice]} articles have the url {twice}: give each its own")
    for question in found.questions:
        unknown = next((url for url in question.urls if url not in times), None)
        if unknown:
            raise BadSetError(
                f"{question.where}: no article has the gold url {unknown}: correct it, or add the article"
            )
    texts = [squeezed(article.text) for article in found.articles]
    facts = {squeezed(fact) for question in found.questions for fact in question.facts}
    return replace(found, facts_in_no_article=sum(not any(fact in text for text in texts) for fact in facts))


def sampled(questions: Sequence[Question], limit: int | None, seed: int) -> tuple[Question, ...]:
    """At most ``limit`` of the questions, in their order.

    Which ones depends on the seed and on how many there are: parallel sets give parallel samples.
    """
    if limit is None or limit >= len(questions):
        return tuple(questions)
    chosen = random.Random(seed).sample(range(len(questions)), limit)  # noqa: S311 - a sample to measure with
    return tuple(questions[at] for at in sorted(chosen))


def asked_at(articles: Sequence[Article]) -> datetime:
    """When the questions about some articles are taken to be asked: when the newest of them was published.

    So «yesterday» means the same on whatever day a set is evaluated. Of articles without any date it is 2026-01-01.
    """
    return max((article.published for article in articles if article.published), default=_UNDATED_ASKED_AT)


def squeezed(text: str) -> str:
    """A text without its white space: how facts and passages are compared."""
    return "".join(text.split())
