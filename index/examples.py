"""Questions a person could ask of some articles, to be tapped instead of typed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from index.example_facts import when
from index.example_names import beginning, names
from index.example_words import NEWS_OF

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
    yield from islice(_distinct(_in_turn(_news(articles), _facts(articles))), k)


def _news(articles: Sequence[Article]) -> Iterator[str]:
    seen: set[int] = set()
    later: list[str] = []
    for (language, name), where in names(articles).items():
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


def _in_turn(*of: Iterator[str]) -> Iterator[str]:
    """One of each in turn, until all are at their end."""
    left = list(of)
    while left:
        for one in tuple(left):
            try:
                yield next(one)
            except StopIteration:
                left.remove(one)


def _distinct(questions: Iterator[str]) -> Iterator[str]:
    asked: set[str] = set()
    for question in questions:
        if question not in asked:
            asked.add(question)
            yield question
