"""What is asked: the question's terms and language, and the filters that go with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index import operators, periods
from index.analysis import Term, query_hints, query_terms
from index.errors import FilterError
from index.filters import Filters
from index.language import detect_question
from index.period_finding import Clock

if TYPE_CHECKING:
    from collections.abc import Mapping

# More distinct words than this are a pasted text, not a question; the first ones stand for it.
_MOST_TERMS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question, ready to be searched for.

    Attributes:
        text: as asked, without operators.
        topic: ``text`` without the words that only say when or ask for the newest; what is embedded. May be empty.
        language: ISO 639-1 code of the most likely language of the question.
        terms: the distinct words of the topic, in order of appearance; none where ``only_time`` and all of the words
            say when.
        filters: which articles may answer.
        only_time: True where nothing is asked but what is new, or what happened at a time.
        uncertain: True where the time filter is a date of the calendar in plain words, which may be that of the event
            and not of the articles: see ``settled``.
        hints: tokens that help to find a text without being words of the question, with what each is worth.
    """

    text: str
    topic: str
    language: str
    terms: tuple[Term, ...]
    filters: Filters
    only_time: bool = False
    uncertain: bool = False
    hints: Mapping[str, float] = field(default_factory=dict)


def understand(
    question: str, *, filters: Filters, languages: Mapping[str, float], now: datetime | None = None
) -> Query:
    """Turn a question into a query.

    Operators and plain words for a time are read from the question, but not in quotation marks. Given filters win over
    operators, and these over plain words.

    Args:
        question: as asked, in any language.
        filters: which articles may answer.
        languages: share of each language among the articles of the index.
        now: what «yesterday» is counted from, aware; its zone's days are meant. None is the machine's time and zone.

    Raises:
        FilterError: if an operator's value is no date or no language, or nothing but operators is there.
    """
    clock = Clock.at(now)
    written = operators.read(question)
    text = written.text
    language = detect_question(text, languages)
    # Matched in the languages of the articles, which need not be the question's: names and numbers match all the same,
    # each as it is stemmed there.
    known = sorted(languages, key=lambda code: (code != language, -languages[code], code)) or [language]
    if written.values and not query_terms(text, known):
        raise FilterError("nothing asked", question.strip())
    filters = _with_operators(filters, written.values, clock, language)
    reading = periods.read(text, language, clock, operators.quoted(text))
    spans = reading.spans
    uncertain = False
    if reading.newest:
        filters = replace(filters, newest=True, words=reading.newest)
    if reading.period and not filters.by_time:
        period = reading.period
        filters = replace(filters, since=period.since, until=period.until, undated=True, words=period.words)
        uncertain = period.absolute
    topic = operators.without(text, spans)
    # Of «what happened yesterday» there is nothing to look for; of «what happened on 3 May» the date.
    terms = [] if reading.nothing_else and not uncertain else query_terms(topic, known)
    return Query(
        text=text,
        topic=topic,
        language=language,
        terms=tuple(terms[:_MOST_TERMS]),
        filters=filters,
        only_time=reading.nothing_else,
        uncertain=uncertain,
        hints=query_hints(topic, known) if terms else {},
    )


def settled(query: Query, *, dated_inside: bool) -> Query:
    """The query with an uncertain time decided.

    Args:
        query: what is asked.
        dated_inside: whether an article that passes the filters is dated inside their time. If none is, the date is
            surely that of an event, and searched for; if one is, there is nothing to look for in «What happened in
            May?» but what is from then.
    """
    if not query.uncertain:
        return query
    if dated_inside:
        if query.only_time:
            return replace(query, uncertain=False, terms=(), hints={})
        return replace(query, uncertain=False)
    without_time = replace(query.filters, since=None, until=None, undated=False, words="")
    return replace(query, filters=without_time, uncertain=False)


def filters_from(
    *,
    source: str | None,
    since: datetime | str | None,
    until: datetime | str | None,
    language: str | None,
    now: datetime | None = None,
) -> Filters:
    """Make filters from what a person writes.

    Args:
        source: outlet name or host.
        since: a datetime, or a date as in operators: ISO 8601, ``30.11.2024``, ``2024-11``, ``yesterday``; of a month
            its beginning is meant, and without a time zone UTC.
        until: likewise; the moment itself is not included.
        language: code or English name of a language.
        now: what ``yesterday`` is counted from, aware; None is the machine's time.

    Raises:
        FilterError: if a time is none or the language unknown; it is a ValueError.
    """
    clock = Clock.at((now or datetime.now(UTC)).astimezone(UTC))
    return Filters(
        source=source or None,
        since=_time(since, clock),
        until=_time(until, clock),
        language=operators.language_code(language) if language else None,
    )


def _with_operators(filters: Filters, values: Mapping[str, str], clock: Clock, language: str) -> Filters:
    """The filters with what operators add to them; all operators must be right, also those that lose."""
    since, until = (
        operators.moment(values[at], clock, language) if at in values else None for at in ("since", "until")
    )
    spoken = operators.language_code(values["language"]) if "language" in values else None
    return replace(
        filters,
        source=filters.source or values.get("source"),
        since=filters.since or since,
        until=filters.until or until,
        language=filters.language or spoken,
    )


def _time(value: datetime | str | None, clock: Clock) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, str):
        return operators.moment(value, clock)
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
