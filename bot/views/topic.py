"""What /topic says: the newest headlines about a topic, below a chart of all of them."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, NamedTuple

from bot import links
from bot.render import escape, headline, provenance
from bot.reply import Reply
from bot.text import one_line, shorten, units

if TYPE_CHECKING:
    from bot.locale import Messages
    from index.types import Citation, Timeline

MAX_UNITS = 1024
"""Longest caption after parsing, in UTF-16 units."""
MOST = 8
"""Most headlines listed; more would crowd the chart with numbers."""

_TOPIC = 100
_LINK_BYTES = 2_000
_BARE_URL = 200


class _Line(NamedTuple):
    """A line as it is sent, and as a reader sees it."""

    markup: str
    plain: str


def topic_view(timeline: Timeline, photo: bytes, messages: Messages) -> Reply:
    """The chart, and below it how many articles there are and the newest headlines, as many as fit.

    Args:
        timeline: with at least one dated article.
        photo: the chart, a PNG.
        messages: the reader's language.
    """
    top = _top(timeline, messages)
    lines = [one.markup for one in _headlines(timeline, messages)]
    return Reply(texts=("\n\n".join([top.markup, "\n".join(lines)]),), photo=photo)


def listed(timeline: Timeline, messages: Messages) -> tuple[Citation, ...]:
    """The articles that :func:`topic_view` lists, newest first, which is number 1."""
    return _newest(timeline)[: len(_headlines(timeline, messages))]


def topic_usage_view(messages: Messages) -> Reply:
    """How to name a topic."""
    return Reply(texts=(escape(messages.topic_usage),))


def no_topic_view(topic: str, messages: Messages) -> Reply:
    """That no dated article is about the topic."""
    return Reply(texts=(escape(messages.topic_none(_short(topic))),))


def _short(topic: str) -> str:
    return shorten(one_line(topic), _TOPIC)


def _newest(timeline: Timeline) -> tuple[Citation, ...]:
    return timeline.articles[: -MOST - 1 : -1]


def _top(timeline: Timeline, messages: Messages) -> _Line:
    title = messages.topic_title(_short(timeline.topic))
    total = messages.topic_total(len(timeline.articles), timeline.undated)
    return _Line(f"<b>{escape(title)}</b>\n{escape(total)}", f"{title}\n{total}")


def _headlines(timeline: Timeline, messages: Messages) -> list[_Line]:
    room = MAX_UNITS - units(_top(timeline, messages).plain) - units("\n\n")
    lines: list[_Line] = []
    for number, citation in enumerate(_newest(timeline), start=1):
        line = _headline(number, citation, messages)
        room -= units(line.plain) + (units("\n") if lines else 0)
        if room < 0:
            break
        lines.append(line)
    return lines


def _headline(number: int, citation: Citation, messages: Messages) -> _Line:
    """Headline with its link, outlet and date; an address Telegram would not link stands below, to be copied."""
    name, facts = headline(citation), provenance(citation, messages)
    plain = f"{number}. {name} — {facts}"
    address = links.safe(citation.url)
    href = html.escape(address)
    if links.linkable(address) and len(href.encode()) <= _LINK_BYTES:
        return _Line(f'{number}. <a href="{href}">{escape(name)}</a> — {escape(facts)}', plain)
    plain += f"\n{shorten(one_line(citation.url), _BARE_URL)}"
    return _Line(escape(plain), plain)
