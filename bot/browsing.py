"""What is shown without a question: the newest articles, a topic over time, questions to try. The same everywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.locale import choose
from bot.views.latest import latest_view
from bot.views.topic import no_topic_view

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.locale import Messages
    from bot.reply import Reply
    from index.protocols import News
    from index.types import Timeline

_HEADLINES: Final = 10
_EXAMPLES: Final = 5


def examples_for(news: News, messages: Messages) -> tuple[str, ...]:
    """A few questions that the index answers, those in the reader's language first; slow."""
    found = news.examples(2 * _EXAMPLES)
    return tuple(sorted(found, key=lambda question: choose(None, question) is not messages)[:_EXAMPLES])


def latest_reply(news: News, topic: str, *, excluded: frozenset[str], messages: Messages, now: datetime) -> Reply:
    """The newest headlines, about a topic where there is one; slow.

    Raises:
        FilterError: an operator is none.
    """
    return latest_view(news.latest(topic, _HEADLINES, excluded=excluded), messages, topic=topic, now=now)


def topic_reply(
    news: News,
    topic: str,
    show: Callable[[Timeline], Reply],
    *,
    excluded: frozenset[str],
    messages: Messages,
    now: datetime,
) -> Reply:
    """A topic over time; where no article about it has a date, those there are; slow.

    Args:
        news: the index.
        topic: what the articles are about.
        show: makes a reply of a timeline with at least one dated article.
        excluded: outlets that are left out, as ``Preferences.muted`` has them.
        messages: in the reader's language.
        now: aware.

    Raises:
        FilterError: an operator is none.
    """
    timeline = news.timeline(topic, excluded=excluded)
    if timeline.articles:
        return show(timeline)
    nothing = no_topic_view(topic, messages)
    if not timeline.undated:
        return nothing
    latest = latest_reply(news, topic, excluded=excluded, messages=messages, now=now)
    return replace(nothing, texts=nothing.texts + latest.texts)
