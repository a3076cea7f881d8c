"""What is asked: the question's terms and language, and the filters that go with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index import operators, periods
from index.analysis import Term, hints, query_terms, words
from index.errors import FilterError
from index.filters import Filters
from index.language import detect_question
from index.names import capitalised
from index.outlet_names import outlet_key
from index.period_finding import Clock

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import timedelta

LONGEST = 2000
"""Characters of a question that are read, besides its operators; what follows is cut off."""

# More distinct words than this are a pasted text, not a question; the first ones stand for it.
_MOST_TERMS = 64
# In a script without blanks the last blank may be far away.
_CUT_WORD = re.compile(r"\s\S{1,40}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Untimed:
    """What is asked if the words for a time tell of the event, and not of the articles.

    Attributes:
        topic: as in a query; the words for the time are in it.
        filters: without that time.
    """

    topic: str
    filters: Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question, ready to be searched for.

    Attributes:
        text: as asked, without operators; at most ``LONGEST`` characters.
        topic: ``text`` without the words that only say when or ask for the newest; what is embedded. May be empty.
        language: ISO 639-1 code of the most likely language of the question.
        terms: the distinct words of the topic, in order of appearance; none where ``only_time`` and all of the words
            say when.
        filters: which articles may answer.
        only_time: True where nothing is asked but what is new, or what happened at a time.
        uncertain: True where the time filter is a date of the calendar in plain words, which may be that of the event
            and not of the articles: see ``settled``.
        hints: tokens that help to find a text without being words of the question, with what each is worth.
        languages: ISO 639-1 codes that the terms are matched in, most likely first.
        untimed: where the time filter comes from plain words, what is asked without it: see the function.
        rest: what besides is asked of a time, or of news, as in ``periods.Reading``.
        about: the names (in German, nouns) whose news is asked for, where nothing else is: words of the terms.
    """

    text: str
    topic: str
    language: str
    terms: tuple[Term, ...]
    filters: Filters
    only_time: bool = False
    uncertain: bool = False
    hints: Mapping[str, float] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    untimed: Untimed | None = None
    rest: str = ""
    about: frozenset[str] = frozenset()


def understand(
    question: str,
    *,
    filters: Filters,
    languages: Mapping[str, float],
    now: datetime | None = None,
    recent: timedelta | None = None,
    operators_alone: bool = False,
) -> Query:
    """Turn a question into a query.

    Operators and plain words for a time are read from the question, but not in quotation marks. Given filters win over
    operators, and these over plain words.

    Args:
        question: as asked, in any language.
        filters: which articles may answer.
        languages: share of each language among the articles of the index.
        now: what «yesterday» is counted from, aware; its zone's days are meant. None is the machine's time and zone.
        recent: lets only articles of the last so long pass, where no time is given or named.
        operators_alone: whether nothing but operators may be there.

    Raises:
        FilterError: if an operator is none, contradicts another or excludes something, or nothing else is there.
    """
    clock = Clock.at(now)
    written = operators.read(question)
    text = _beginning(written.text)
    language = detect_question(text, languages)
    # Matched in the articles' languages, which need not be the question's: names and numbers match, stemmed as there.
    known = sorted(languages, key=lambda code: (code != language, -languages[code], code)) or [language]
    if written.values and not operators_alone and not query_terms(text, known):
        raise FilterError("nothing asked", question.strip())
    filters = _with_operators(filters, written.values, clock, language)
    reading = periods.read(text, language, clock, operators.quoted(text))
    uncertain, untimed_ = False, None
    if reading.newest:
        filters = replace(filters, newest=True, words=reading.newest)
    if reading.period and not filters.by_time:
        period = reading.period
        untimed_ = Untimed(topic=operators.without(text, reading.newest_spans), filters=filters)
        filters = replace(filters, since=period.since, until=period.until, undated=True, words=period.words)
        uncertain = period.absolute
    elif recent is not None and not filters.by_time:
        # Not below a time in plain words, either: who names one means it, also where it turns out to be the event's.
        filters = replace(filters, since=clock.now - recent)
    topic = operators.without(text, reading.spans)
    # Of «what happened yesterday» there is nothing to look for; of «what happened on 3 May» the date.
    searched = not reading.nothing_else or uncertain
    return Query(
        text=text,
        topic=topic,
        language=language,
        terms=_terms(topic, known) if searched else (),
        filters=filters,
        only_time=reading.nothing_else,
        uncertain=uncertain,
        hints=_hints(topic, known) if searched else {},
        languages=tuple(known),
        untimed=untimed_,
        rest=reading.rest,
        about=_about(reading.rest, text),
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
    return replace(untimed(query) or query, uncertain=False)


def untimed(query: Query) -> Query | None:
    """The query without the time that its plain words name, which are searched for instead.

    The time of «Was öffnet am 14. November?» may be the event's and not that of the articles.

    Returns:
        None where the time does not come from plain words.
    """
    other = query.untimed
    if other is None:
        return None
    return replace(
        query,
        topic=other.topic,
        filters=other.filters,
        terms=_terms(other.topic, query.languages),
        hints=_hints(other.topic, query.languages),
        uncertain=False,
        untimed=None,
    )


def filters_from(
    *,
    source: str | None,
    since: datetime | str | None,
    until: datetime | str | None,
    language: str | None,
    excluded: Collection[str] = (),
    now: datetime | None = None,
) -> Filters:
    """Make filters from what a person writes.

    Args:
        source: outlet name or host; of an address its host is taken.
        since: a datetime, or a date as in operators: ISO 8601, ``30.11.2024``, ``2024-11``, ``yesterday``; of a month
            its beginning is meant, and without a time zone UTC.
        until: likewise; the moment itself is not included.
        language: code or English name of a language.
        excluded: names of outlets that do not pass, however they are spelt.
        now: what ``yesterday`` is counted from, aware; None is the machine's time.

    Raises:
        FilterError: if a time is none or the language unknown, or no time lies between the two; it is a ValueError.
    """
    clock = Clock.at((now or datetime.now(UTC)).astimezone(UTC))
    filters = Filters(
        source=operators.outlet(source) if source else None,
        since=_time(since, clock),
        until=_time(until, clock),
        language=operators.language_code(language) if language else None,
        excluded=frozenset(map(outlet_key, excluded)),
    )
    return _in_order(filters, {})


def _about(rest: str, text: str) -> frozenset[str]:
    """The words of what is left to ask for, if all of them are written like names."""
    left = frozenset(words(rest))
    return left if left <= capitalised(text) else frozenset()


def _with_operators(filters: Filters, values: Mapping[str, str], clock: Clock, language: str) -> Filters:
    """The filters with what operators add to them; all operators must be right, also those that lose."""
    since, until = (
        operators.moment(values[at], clock, language) if at in values else None for at in ("since", "until")
    )
    spoken = operators.language_code(values["language"]) if "language" in values else None
    merged = replace(
        filters,
        source=filters.source or values.get("source"),
        since=filters.since or since,
        until=filters.until or until,
        language=filters.language or spoken,
    )
    return _in_order(merged, values)


def _in_order(filters: Filters, values: Mapping[str, str]) -> Filters:
    """The same filters; raises FilterError where no time is between the beginning and the end."""
    since, until = filters.since, filters.until
    if since and until and since >= until:
        first, last = values.get("since", f"{since:%Y-%m-%d}"), values.get("until", f"{until:%Y-%m-%d}")
        raise FilterError("no time", f"after:{first} before:{last}")
    return filters


def _beginning(text: str) -> str:
    """As much of a text as is read; where it has blanks, cut between two words."""
    if len(text) <= LONGEST:
        return text
    return _CUT_WORD.sub("", text[: LONGEST + 1])[:LONGEST].rstrip()


def _terms(topic: str, languages: Sequence[str]) -> tuple[Term, ...]:
    return tuple(query_terms(topic, languages)[:_MOST_TERMS])


def _hints(topic: str, languages: Sequence[str]) -> dict[str, float]:
    """What the first words, and no others, add to the terms."""
    found = words(topic)
    distinct: set[str] = set()
    for place, word in enumerate(found):
        distinct.add(word)
        if len(distinct) > _MOST_TERMS:
            found = found[:place]
            break
    return {hint: worth for language in languages for hint, worth in hints(found, language)}


def _time(value: datetime | str | None, clock: Clock) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, str):
        return operators.moment(value, clock)
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
