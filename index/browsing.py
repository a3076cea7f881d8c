"""What an index shows of itself without being asked a question."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final

from index.errors import FilterError
from index.language import UNKNOWN
from index.types import Answer, Article, Outlet, Results, Timeline

if TYPE_CHECKING:
    from collections.abc import Collection

    from index.finding import Finder
    from index.manifest import Manifest
    from index.query import Query

_LONGEST_TIMELINE: Final = 5000  # articles
# Examples are looked for in so many of the newest articles, in the languages of at least this share of all of them.
_EXAMPLE_ARTICLES: Final = 60
_EXAMPLE_LANGUAGES: Final = 6
_MOST_EXAMPLES: Final = 12
_MAIN_LANGUAGE: Final = 0.05


class Browsing(ABC):
    """The latest, timelines, outlets, single articles and examples of one generation."""

    _manifest: Manifest

    def __init__(self) -> None:
        self._choosing = threading.Lock()
        self._examples: tuple[str, ...] | None = None

    @abstractmethod
    def answer(self, question: str, *, explain: bool | None = None) -> Answer:
        """Answer a question, or abstain."""

    @abstractmethod
    def _finder(self) -> Finder:
        """What finds articles."""

    @abstractmethod
    def _understand(
        self,
        question: str,
        *,
        language: str | None = None,
        excluded: Collection[str] = (),
        operators_alone: bool = False,
    ) -> Query:
        """What is asked for, and which articles may be found."""

    def latest(self, topic: str = "", k: int = 10, *, excluded: Collection[str] = ()) -> Results:
        """Find the newest articles about a topic.

        About it is what holds its words in one passage, in any of their forms: of «the latest on Wickmarsh» the name,
        else all words but those that most texts hold. Operators and times in plain words are read as in a question.

        Args:
            topic: in any language; empty, or nothing but operators or a time, for any articles.
            k: most articles, ≥ 1.
            excluded: as in ``search``.

        Returns:
            Of each article the first passage about it, unscored; newest first, the undated last. Of articles that carry
            the same story the newest.

        Raises:
            ValueError: if ``k`` is below 1; as its child FilterError, if an operator is none.
            StaleIndexError, NewsIndexError: as in ``search``.
        """
        if k < 1:
            raise ValueError(f"k must be at least 1, got {k}")
        finder = self._finder()
        query = self._understand(topic, excluded=excluded, operators_alone=True)
        return Results(
            question=topic,
            passages=finder.latest(query, k),
            undated_left_out=finder.undated_left_out(query),
            filters=query.filters,
        )

    def timeline(self, topic: str, *, excluded: Collection[str] = ()) -> Timeline:
        """Find all articles about a topic; what is about it, the arguments and the errors are as in ``latest``.

        Returns:
            Of articles that carry the same story the one that was published first; of more than 5,000 the newest.
        """
        query = self._understand(topic, excluded=excluded, operators_alone=True)
        articles, undated = self._finder().timeline(query, _LONGEST_TIMELINE)
        return Timeline(topic=topic, articles=articles, undated=undated)

    def outlets(self) -> tuple[Outlet, ...]:
        """Who published the articles; most articles first, ties by name.

        An outlet goes by its commonest name; names that differ in case or ``www.`` alone are one.
        """
        return self._finder().outlets

    def article(self, url: str) -> Article | None:
        """The article at an address, as it was when the generation was made; None where that holds none."""
        return self._finder().article(url)

    def examples(self, k: int = 6) -> tuple[str, ...]:
        """Questions that this index answers, about its newest articles, from each of its main languages in turn.

        Returns:
            At most ``k``, and at most twelve; the same ones every time. They are chosen when they are first asked for,
            which takes some hundred milliseconds.
        """
        with self._choosing:
            if self._examples is None:
                self._examples = self._choose_examples()
            return self._examples[:k]

    def _choose_examples(self) -> tuple[str, ...]:
        from index.examples.candidates import examples
        from index.examples.choosing import choose

        finder, languages = self._finder(), self._manifest.languages
        least = _MAIN_LANGUAGE * self._manifest.articles
        spoken = [code for code, articles in languages.items() if code != UNKNOWN and articles >= least]
        spoken = spoken[:_EXAMPLE_LANGUAGES]
        candidates = {}
        for language in spoken:
            query = self._understand("", language=language)
            newest = [passage.article for passage in finder.latest(query, _EXAMPLE_ARTICLES // len(spoken))]
            candidates[language] = examples(newest)
        return choose(candidates, answers=self._answers, k=_MOST_EXAMPLES)

    def _answers(self, question: str) -> bool:
        try:
            return not self.answer(question, explain=False).abstained
        except FilterError:  # what an article says may look like an operator
            return False
