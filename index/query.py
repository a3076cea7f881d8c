"""What is asked: the question's terms and language, and the filters that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.analysis import Term, query_terms
from index.language import detect_question, normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

# More distinct words than this are a pasted text, not a question; the first ones stand for it.
_MOST_TERMS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which articles may answer; None lets all pass.

    Attributes:
        source: an outlet's name or host, letter case ignored; ``bbc.com`` also stands for ``news.bbc.com``.
        since: published at this time or later (UTC).
        until: published before this time (UTC).
        language: ISO 639-1 code of the article.
    """

    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    language: str | None = None

    @property
    def by_time(self) -> bool:
        """True where an article without a date cannot pass."""
        return self.since is not None or self.until is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question, ready to be searched for.

    Attributes:
        text: as asked.
        language: ISO 639-1 code of the most likely language of the question.
        terms: the distinct words, in order of appearance.
        filters: which articles may answer.
    """

    text: str
    language: str
    terms: tuple[Term, ...]
    filters: Filters


def understand(question: str, *, filters: Filters, languages: Mapping[str, float]) -> Query:
    """Turn a question into a query.

    Args:
        question: as asked, in any language.
        filters: which articles may answer.
        languages: share of each language among the articles of the index.
    """
    language = detect_question(question, languages)
    # Matched in the languages of the articles, which need not be the question's: names and numbers match all the same,
    # each as it is stemmed there.
    known = sorted(languages, key=lambda code: (code != language, -languages[code], code))
    terms = query_terms(question, known or [language])
    return Query(text=question, language=language, terms=tuple(terms[:_MOST_TERMS]), filters=filters)


def filters_from(
    *, source: str | None, since: datetime | str | None, until: datetime | str | None, language: str | None
) -> Filters:
    """Make filters from what a person writes.

    Args:
        source: outlet name or host.
        since: a datetime or ISO 8601 text; without a time zone UTC is meant.
        until: likewise; the moment itself is not included.
        language: code or English name of a language.

    Raises:
        ValueError: if a time is not ISO 8601 or the language unknown.
    """
    code = normalise(language)
    if language and code is None:
        raise ValueError(f"unknown language {language!r}: use an ISO 639-1 code such as 'de'")
    return Filters(source=source or None, since=_time(since), until=_time(until), language=code)


def _time(value: datetime | str | None) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"not an ISO 8601 date: {value!r}; write it like '2024-11-30'") from error
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
