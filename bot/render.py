"""What an answer, an article or a wrong filter is called, in plain words; :mod:`bot.views` makes messages of them."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import links
from bot.reply import Reply
from bot.text import one_line, shorten, visible

if TYPE_CHECKING:
    from datetime import datetime

    from bot.locale import Messages
    from bot.reply import Keyboard
    from index.errors import FilterError
    from index.types import Answer, Citation, Results

_TITLE = 150
_BEGINNING = 60
_OUTLET = 60
_WORDS = 60
_NAMELESS = "…"


def notes(answer: Answer, messages: Messages, *, now: datetime, understood_as: str = "") -> list[str]:
    """What is to be said below an answer, as lines of plain text: how it was found, and how current it is.

    Args:
        answer: that stands above.
        messages: in the reader's language.
        now: the time, aware.
        understood_as: the question that was answered, fit to be shown; empty where it is the one asked.
    """
    lines = [messages.understood_as(understood_as)] if understood_as else []
    lines += understood(answer, messages)
    lines += [messages.undated_left_out(answer.undated_left_out)] if answer.undated_left_out > 0 else []
    return [*lines, messages.as_of(answer.newest, answer.as_of, now)]


def understood(found: Answer | Results, messages: Messages) -> list[str]:
    """Which articles were asked, and how to undo a wrong guess; one line of plain text, or none.

    Outlets that a person left out are not named: that was no guess.
    """
    filters = replace(found.filters, excluded=frozenset())
    if not filters:
        return []
    words = shorten(one_line(filters.words), _WORDS)
    line = messages.understood(replace(filters, words=words, source=filters.source and outlet(filters.source)))
    return [f"{line} {messages.undo(words)}" if words else line]


def not_found(answer: Answer, messages: Messages) -> str:
    """That nothing was found, as plain text: the articles don't tell, or there are none of that kind."""
    return messages.nothing_passed if answer.nothing_passed else messages.not_found


def complaint(error: FilterError, messages: Messages) -> str:
    """What to tell who wrote a filter that cannot be understood, as plain text."""
    value = shorten(one_line(error.value), _WORDS)
    told = {
        "time": messages.no_date(value),
        "language": messages.no_language(value),
        "nothing asked": messages.nothing_asked,
        "excluded": messages.not_excluded,
        "several": messages.only_one,
        "no time": messages.no_time_between,
    }
    return told[error.problem]


def escape(text: str) -> str:
    """Plain text as Telegram HTML."""
    return html.escape(text, quote=False)


def plain_reply(text: str, keyboard: Keyboard = ()) -> Reply:
    """A reply of plain text, with buttons below where there are any."""
    return Reply(texts=(escape(text),), keyboard=keyboard)


def headline(citation: Citation) -> str:
    """What to call the article: its headline; where it has none, how its text begins, with an ellipsis."""
    title = one_line(citation.title)
    if citation.title_derived and visible(title):
        # The ellipsis says that these are the first words of the text, nobody's headline.
        return shorten(title.rstrip(".… "), _BEGINNING - 1).removesuffix("…") + "…"
    names = (title, one_line(citation.source), one_line(citation.url))
    return shorten(next(filter(visible, names), _NAMELESS), _TITLE)


def outlet(name: str) -> str:
    """An outlet's name on one line, shortened; an ellipsis where there is nothing to be seen of it."""
    line = one_line(name)
    return shorten(line, _OUTLET) if visible(line) else _NAMELESS


def provenance(citation: Citation, messages: Messages) -> str:
    """Outlet, date, the date of a change, and whom a copy was taken from, as plain text."""
    facts = [outlet(citation.source), when(citation.published, messages)]
    facts += [messages.updated(citation.updated)] if citation.updated else []
    facts += [messages.taken_from(_origin(citation.origin))] if citation.origin else []
    return " · ".join(facts)


def when(published: datetime | None, messages: Messages) -> str:
    """The day an article was published, as plain text."""
    return messages.undated if published is None else messages.date(published)


def _origin(origin: str) -> str:
    """An outlet's name; of an address what a person knows it by."""
    host = links.host(origin) if "://" in origin else ""
    return outlet((host or origin).removeprefix("www."))
