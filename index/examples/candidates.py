"""Questions a person could ask of some articles, to be tapped instead of typed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from index.examples.facts import when
from index.examples.names import beginning, most_named
from index.examples.turns import in_turn
from index.examples.words import NEWS_OF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.types import Article


def examples(articles: Sequence[Article], *, k: int = 60) -> Iterator[str]:
    """Make questions about some articles, each in its article's own language.

    News of the names that most articles begin with, and in turn with them what single sentences tell. Whether an index
    answers them is for the caller to try.

    Args:
        articles: newest first.
        k: most questions, ≥ 0.

    Yields:
        The best first, each once; names that bring new articles come before others of the same ones.
    """
    yield from islice(_distinct(in_turn([_news(articles), _facts(articles)])), k)


def _news(articles: Sequence[Article]) -> Iterator[str]:
    seen: set[int] = set()
    later: list[str] = []
    for (language, name), where in most_named(articles).items():
        question = NEWS_OF[language].format(name=name)
        if where <= seen:
            later.append(question)
        else:
            yield question
        seen |= where
    yield from later


def _facts(articles: Sequence[Article]) -> Iterator[str]:
    for article in articles:
        for sentence in beginning(article):
            yield from when(sentence, article.language)


def _distinct(questions: Iterator[str]) -> Iterator[str]:
    asked: set[str] = set()
    for question in questions:
        if question not in asked:
            asked.add(question)
            yield question
