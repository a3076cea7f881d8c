"""Indexes to learn from: each set as a whole, and in smaller parts where most of its questions have no answer."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import permutations
from typing import TYPE_CHECKING

from index.build import rebuild
from index.filters import Filters
from index.finding import Finder
from index.location import Location
from index.query import settled, understand
from scripts.evaluation.sets import EvaluationSet, Question, asked_at, sampled, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.protocols import Embedder
    from index.query import Query
    from index.types import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some articles of a set, with questions of which some are answered by them.

    Attributes:
        group: parts of one group count as much together as those of another.
        sources: the files that hold the set's articles.
        answerable: of each question, whether these articles tell.
        as_given: True for a set as its makers made it, False for what is cut or put together from it.
    """

    name: str
    group: str
    sources: tuple[Path, ...]
    articles: tuple[Article, ...]
    questions: tuple[Question, ...]
    answerable: tuple[bool, ...]
    as_given: bool = False


_MANY = 100  # sets of fewer articles may be equally large by chance


def whole(evaluated: EvaluationSet, questions: Sequence[Question]) -> Part:
    """The set as it is."""
    return Part(
        name=evaluated.name,
        group=evaluated.name,
        sources=evaluated.sources,
        articles=evaluated.articles,
        questions=tuple(questions),
        answerable=tuple(question.answerable for question in questions),
        as_given=True,
    )


def crossed(sets: Sequence[EvaluationSet]) -> Iterator[EvaluationSet]:
    """The questions of each set over the articles of its translations, from and into English.

    Two sets are translations of each other where they have equally many articles and questions, in other languages.
    """
    for asked_in, told_in in permutations(sets, 2):
        languages = [{article.language for article in one.articles} for one in (asked_in, told_in)]
        sizes = [(len(one.articles), len(one.questions)) for one in (asked_in, told_in)]
        if sizes[0] != sizes[1] or languages[0] == languages[1] or {"en"} not in languages or sizes[0][0] < _MANY:
            continue
        place = {article.url: at for at, article in enumerate(asked_in.articles)}
        yield EvaluationSet(
            name=f"{asked_in.name}-over-{told_in.name}",
            path=told_in.path,
            sources=told_in.sources,
            articles=told_in.articles,
            questions=tuple(
                replace(question, urls=tuple(told_in.articles[place[url]].url for url in question.urls), answers=())
                for question in asked_in.questions
            ),
        )


def drawn(sets: Sequence[EvaluationSet], *, limit: int, seed: int) -> tuple[list[Part], list[Part]]:
    """Draw questions of each set, and parts of it.

    Args:
        sets: in the order in which their parts come.
        limit: most questions of a set; a third of it, asked in another language.
        seed: of the draws.

    Returns:
        The sets as they are; and what else there is to learn from whether articles tell: smaller parts, and all
        questions again over the articles of a translation.
    """
    questions = [sampled(found.questions, limit, seed) for found in sets]
    foreign = [(one, sampled(one.questions, limit // 3, seed)) for one in crossed(sets)]
    pairs = list(zip(sets, questions, strict=True))
    return [whole(*pair) for pair in pairs], [
        *(part for pair in pairs for part in smaller(*pair, seed=seed)),
        *(part for pair in foreign for part in (replace(whole(*pair), as_given=False), *smaller(*pair, seed=seed))),
    ]


def smaller(evaluated: EvaluationSet, questions: Sequence[Question], *, seed: int) -> Iterator[Part]:
    """Half of the set, smaller and smaller parts, and the articles of single questions.

    Where it is not known which articles answer a question (it has gold answers alone, or facts that no article holds),
    it is not asked: nobody could say of a part whether it tells.
    """
    draw = random.Random(seed)  # noqa: S311 - a sample to learn from
    tellers = {question: _tellers(question, evaluated.articles) for question in questions}
    told = [question for question in questions if tellers[question]]
    if len(evaluated.articles) < 2 or not told:
        return
    sizes = [size for size in (len(evaluated.articles) // 2, 100, 30, 10) if size < len(evaluated.articles)]
    singles = min(8, len(evaluated.articles))
    for number, size in enumerate([*dict.fromkeys(sizes), *[1] * singles]):
        # Around the articles of a question, so that there is something to answer.
        kept = set(tellers[draw.choice(told)])
        others = [article.url for article in evaluated.articles if article.url not in kept]
        kept |= set(draw.sample(others, max(0, min(size - len(kept), len(others)))))
        inside = [question for question in told if tellers[question] <= kept]
        outside = [
            question
            for question in questions
            if not tellers[question] & kept and (tellers[question] or not question.answerable)
        ]
        most = 8 if size == 1 else 60
        asked = [*draw.sample(inside, min(most, len(inside))), *draw.sample(outside, min(most, len(outside)))]
        yield Part(
            name=f"{evaluated.name}-{number}-{size}",
            group=f"{evaluated.name}, {'one question' if size == 1 else 'parts'}",
            sources=evaluated.sources,
            articles=tuple(article for article in evaluated.articles if article.url in kept),
            questions=tuple(asked),
            answerable=tuple(question in inside for question in asked),
        )


def _tellers(question: Question, articles: Sequence[Article]) -> frozenset[str]:
    """Addresses of the articles that answer a question."""
    if question.urls:
        return frozenset(question.urls)
    facts = [squeezed(fact) for fact in question.facts]
    return frozenset(article.url for article in articles if any(fact in squeezed(article.text) for fact in facts))


def asked(part: Part, data: Path, embedder: Embedder) -> Iterator[tuple[Question, bool, Query, Finder]]:
    """Index a part and understand its questions; yields each with whether it is answerable, and what can be asked.

    Args:
        part: its articles replace those of an index by its name that was kept.
        data: folder of the indexes.
        embedder: the model.
    """
    rebuild(data / part.name, part.articles, read=part.sources, prune=part.sources, embedder=embedder)
    now = asked_at(part.articles)
    location = Location(data=data / part.name)
    with (
        closing(location.open_engine()) as engine,
        closing(engine.open()) as snapshot,
        closing(location.open_store(read_only=True)) as store,
    ):
        languages = {code: n / snapshot.manifest.articles for code, n in snapshot.manifest.languages.items()}
        finder = Finder(snapshot, store, embedder)
        for question, answerable in zip(part.questions, part.answerable, strict=True):
            query = understand(question.text, filters=Filters(), languages=languages, now=now)
            yield question, answerable, settled(query, dated_inside=finder.dated_inside(query)), finder
