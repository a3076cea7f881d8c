"""A turn of a conversation: what is meant by what was said, and what the articles say to it. The same everywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypedDict

from bot.shown import QuotePlace
from index.followups.rewriting import continued, is_slight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.preferences import Preferences
    from bot.shown import TimeSpan
    from index.protocols import News
    from index.types import Answer, Passage

PAGE: Final = 5
"""Passages shown at once."""

_WEEK: Final = timedelta(days=7)
_SIGNS: Final = re.compile(r"\W+")


class _SearchScope(TypedDict):
    """Which articles are to be searched, as ``News.search`` takes it."""

    since: datetime | None
    recent: timedelta | None
    excluded: frozenset[str]


class _AnswerScope(_SearchScope):
    """Which articles are to answer, with how many quotes, as ``News.answer`` takes it."""

    quotes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and its answer.

    Attributes:
        question: in a form that stands by itself.
        continued: whether that was made of what was said and the question before.
        answer: what the articles say.
    """

    question: str
    continued: bool
    answer: Answer

    @property
    def places(self) -> tuple[QuotePlace, ...]:
        """Where the quotes stand."""
        return tuple(
            QuotePlace(url=quote.citation.url, start=quote.start, end=quote.end, text=quote.text)
            for quote in self.answer.quotes
        )


def ask(
    news: News,
    said: str,
    *,
    preferences: Preferences,
    now: datetime,
    before: str | None = None,
    replying: bool = False,
    span: TimeSpan = "",
) -> Asked:
    """Answer what was said; slow.

    Where it seems to go on from the question before, but so finds no answer, it is asked as it was said; where it does
    not, tells little and finds none, it is asked as if it went on.

    Args:
        news: the index.
        said: a question, or what goes on from one.
        preferences: of who asks.
        now: aware.
        before: the question before, as it was returned.
        replying: whether this replies to its answer.
        span: the time a button asks for.

    Raises:
        FilterError: an operator is none.
    """
    scope = _answer_scope(preferences, span, now)
    first, *others = _readings(said, before, replying=replying)
    found = _asked(news, first, said, scope)
    for other in others if found.answer.abstained else ():
        again = _asked(news, other, said, scope)
        if not again.answer.abstained:
            return again
    return found


def _asked(news: News, question: str, said: str, scope: _AnswerScope) -> Asked:
    return Asked(question=question, continued=question != said, answer=news.answer(question, **scope))


def _readings(said: str, before: str | None, *, replying: bool) -> list[str]:
    """What may be meant, likeliest first; ``said`` itself where it is to be taken as it stands."""
    if before is None:
        return [said]
    meant = continued(said, before, replying=replying)
    if meant is None and not replying and _asks(said) and is_slight(said):
        # It may go on all the same, which is found out where it finds no answer by itself.
        perhaps = continued(said, before, replying=True)
        return [said] if perhaps is None or _plain(perhaps) == _plain(said) else [said, perhaps]
    if meant is None or _plain(meant) == _plain(said):
        return [said]
    if replying and continued(said, before) is not None:
        # A mere piece of a question is no question by itself.
        return [meant]
    return [meant, said]


def _asks(said: str) -> bool:
    """Whether it looks like a question: one word without a question mark may be anything."""
    return len(said.split()) > 1 or said.rstrip().endswith(("?", "？"))


def _plain(question: str) -> str:
    """A question whatever its case and signs: the same one asked again goes on from nothing."""
    return _SIGNS.sub(" ", question).strip().casefold()


def further(
    news: News,
    question: str,
    *,
    preferences: Preferences,
    now: datetime,
    offset: int = 0,
    span: TimeSpan = "",
    page: int = PAGE,
) -> tuple[Sequence[Passage], bool]:
    """Find the passages from a place in the ranking on; slow.

    Returns:
        A page of them, and whether there are more.

    Raises:
        FilterError: an operator is none.
    """
    found = news.search(question, offset + page + 1, **_search_scope(preferences, span, now))
    return found[offset : offset + page], len(found) > offset + page


def _answer_scope(preferences: Preferences, span: TimeSpan, now: datetime) -> _AnswerScope:
    return {**_search_scope(preferences, span, now), "quotes": preferences.quotes}


def _search_scope(preferences: Preferences, span: TimeSpan, now: datetime) -> _SearchScope:
    return {
        "since": now - _WEEK if span == "week" else None,
        "recent": None if span == "all" else preferences.recent,
        "excluded": preferences.muted,
    }
