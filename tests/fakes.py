"""Small honest stand-ins for the expensive parts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.types import Answer, Citation, Quote, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

PUBLISHED = datetime(2024, 12, 1, 8, 0, tzinfo=UTC)


class CannedNews:
    """A News that knows by heart: a question it was given gets its answer (or error), any other an abstention."""

    def __init__(self, answers: Mapping[str, Answer | Exception] | None = None) -> None:
        self._answers = dict(answers or {})
        self.asked: list[str] = []

    def answer(self, question: str) -> Answer:
        self.asked.append(question)
        known = self._answers.get(question, nothing_found(question))
        if isinstance(known, Exception):
            raise known
        return known

    def status(self) -> Status:
        return Status(
            articles=36,
            chunks=80,
            newest=datetime(2024, 11, 30, 6, 0, tzinfo=UTC),
            generation=3,
            published=PUBLISHED,
            model="hashed-words",
            languages={"de": 14, "en": 12, "vi": 8, "und": 2},
        )


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
