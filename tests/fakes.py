"""Small honest stand-ins for the expensive parts."""

from __future__ import annotations

import zlib
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from index.analysis import words
from index.outlet_names import outlet_key
from index.protocols import ModelIdentity
from index.types import Answer, Article, Citation, Outlet, Passage, Quote, Results, Status, Timeline

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import timedelta

    from numpy.typing import NDArray

PUBLISHED = datetime(2024, 12, 1, 8, 0, tzinfo=UTC)


class CannedNews:
    """A News that knows by heart: a question it was given gets its answer (or error), any other an abstention.

    What is searched for and the latest are passages of its articles, in their order.

    Attributes:
        asked: the questions, in order.
        scopes: what was said beside each of them.
        generation: the newest there is.
    """

    def __init__(
        self, answers: Mapping[str, Answer | Exception] | None = None, articles: Sequence[Article] = ()
    ) -> None:
        self._answers = dict(answers or {})
        self._articles = {article.url: article for article in articles}
        self.asked: list[str] = []
        self.scopes: list[dict[str, object]] = []
        self.generation = 3

    def newest_generation(self) -> int:
        return self.generation

    def reopened(self) -> CannedNews:
        return self

    def close(self) -> None:
        """Hold nothing open."""

    def answer(
        self,
        question: str,
        *,
        since: datetime | None = None,
        recent: timedelta | None = None,
        excluded: Collection[str] = (),
        quotes: int = 3,
    ) -> Answer:
        self.asked.append(question)
        self.scopes.append({"since": since, "recent": recent, "excluded": frozenset(excluded), "quotes": quotes})
        known = self._answers.get(question, nothing_found(question))
        if isinstance(known, Exception):
            raise known
        return known

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        since: datetime | None = None,  # noqa: ARG002 - the protocol's signature
        recent: timedelta | None = None,  # noqa: ARG002
        excluded: Collection[str] = (),
    ) -> Results:
        passages = [
            passage(article) for article in self._articles.values() if outlet_key(article.source) not in excluded
        ]
        return Results(question=question, passages=tuple(passages[:k]))

    def latest(self, topic: str = "", k: int = 10, *, excluded: Collection[str] = ()) -> Results:
        return self.search(topic, k, excluded=excluded)

    def timeline(self, topic: str, *, excluded: Collection[str] = ()) -> Timeline:
        found = [one.article for one in self.search(topic, 99, excluded=excluded)]
        dated = sorted((one for one in found if one.published), key=lambda one: str(one.published))
        articles = [Citation.of(one, n) for n, one in enumerate(dated, 1)]
        return Timeline(topic=topic, articles=tuple(articles), undated=len(found) - len(dated))

    def outlets(self) -> tuple[Outlet, ...]:
        names = Counter(article.source for article in self._articles.values())
        return tuple(Outlet(name=name, articles=count, newest=PUBLISHED) for name, count in names.most_common())

    def article(self, url: str) -> Article | None:
        return self._articles.get(url)

    def examples(self, k: int = 6) -> tuple[str, ...]:
        return tuple(self._answers)[:k]

    def refresh(self) -> int:
        return self.generation

    def status(self) -> Status:
        return Status(
            articles=36,
            chunks=80,
            newest=datetime(2024, 11, 30, 6, 0, tzinfo=UTC),
            generation=self.generation,
            published=PUBLISHED,
            model="hashed-words",
            languages={"de": 14, "en": 12, "vi": 8, "und": 2},
        )


def article(
    text: str = "Die Brücke wird am 3. Mai eröffnet.",
    url: str = "https://lokalblatt.example/bruecke",
    title: str = "Neue Brücke über die Aue",
    source: str = "Lokalblatt",
    published: datetime | None = datetime(2024, 11, 30, 6, 0, tzinfo=UTC),
) -> Article:
    return Article(url=url, title=title, text=text, source=source, language="de", published=published)


def passage(of: Article) -> Passage:
    """The whole text of an article, as one passage."""
    end = len(of.text)
    return Passage(text=of.text, score=1.0, cosine=0.5, article=of, start=0, end=end, sentences=((0, end),), chunk_id=1)


def cited(
    number: int = 1,
    url: str = "https://lokalblatt.example/bruecke",
    title: str = "Neue Brücke über die Aue",
    source: str = "Lokalblatt",
    *,
    published: datetime | None = datetime(2024, 11, 30, 6, 0, tzinfo=UTC),
    title_derived: bool = False,
) -> Citation:
    return Citation(
        number=number, url=url, title=title, source=source, published=published, title_derived=title_derived
    )


def quoted(text: str, citation: Citation | None = None, start: int = 0) -> Quote:
    return Quote(text=text, start=start, end=start + len(text), citation=citation or cited())


def answered(question: str, *quotes: Quote, also: tuple[Citation, ...] = (), undated_left_out: int = 0) -> Answer:
    return Answer(
        question=question,
        quotes=quotes,
        abstained=False,
        confidence=0.9,
        as_of=PUBLISHED,
        also_reported_by=also,
        undated_left_out=undated_left_out,
    )


def nothing_found(question: str, *nearest: Citation, undated_left_out: int = 0) -> Answer:
    return Answer(
        question=question,
        quotes=(),
        abstained=True,
        confidence=0.1,
        as_of=PUBLISHED,
        nearest=nearest,
        undated_left_out=undated_left_out,
    )


class HashedWords:
    """An Embedder that knows words by their looks alone: equal words, equal vectors."""

    def __init__(
        self,
        *,
        knows: float = 1.0,
        dimension: int = 256,
        max_tokens: int = 256,
        name: str = "hashed-words",
        fingerprint: str = "0123456789ab",
    ) -> None:
        self.identity = ModelIdentity(name=name, fingerprint=fingerprint, precision="fp32")
        self.dimension = dimension
        self.max_tokens = max_tokens
        self.embedded: list[str] = []
        self._knows = knows

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return self._rows(texts)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._rows(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(words(text)) for text in texts]

    def knows(self, language: str) -> float:  # noqa: ARG002 -- the protocol's signature
        return self._knows

    def _rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in words(text) or [""]:  # a text without words has a direction too
                row[zlib.crc32(word.encode()) % self.dimension] += 1
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows
