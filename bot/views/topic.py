"""What /topic says: the newest headlines about a topic, below a chart of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render import escape, plain_reply, provenance
from bot.reply import Reply
from bot.text import one_line, shorten
from bot.views.citing import linked
from bot.views.packing import parsed_units

if TYPE_CHECKING:
    from bot.locale import Messages
    from index.types import Citation, Timeline

MOST = 8
"""Most headlines listed; more would crowd the chart with numbers."""

_CAPTION = 1024  # UTF-16 units after parsing, at most
_TOPIC = 100
# Tighter than in other messages: a caption is short, and all of its links must fit one that is not split.
_LINK_BYTES = 2_000
_BARE_URL = 200


def topic_view(timeline: Timeline, photo: bytes, messages: Messages) -> Reply:
    """The chart, and below it how many articles there are and the newest headlines, as many as fit.

    Args:
        timeline: with at least one dated article.
        photo: the chart, a PNG.
        messages: the reader's language.
    """
    headlines = "\n".join(_headlines(timeline, messages))
    return Reply(texts=(f"{_top(timeline, messages)}\n\n{headlines}",), photo=photo)


def listed(timeline: Timeline, messages: Messages) -> tuple[Citation, ...]:
    """The articles that :func:`topic_view` lists, newest first, which is number 1."""
    return _newest(timeline)[: len(_headlines(timeline, messages))]


def topic_usage_view(messages: Messages) -> Reply:
    """How to name a topic."""
    return plain_reply(messages.topic_usage)


def no_topic_view(topic: str, messages: Messages) -> Reply:
    """That no dated article is about the topic."""
    return plain_reply(messages.topic_none(_short(topic)))


def _short(topic: str) -> str:
    return shorten(one_line(topic), _TOPIC)


def _newest(timeline: Timeline) -> tuple[Citation, ...]:
    return timeline.articles[: -MOST - 1 : -1]


def _top(timeline: Timeline, messages: Messages) -> str:
    title = messages.topic_title(_short(timeline.topic))
    total = messages.topic_total(len(timeline.articles), timeline.undated)
    return f"<b>{escape(title)}</b>\n{escape(total)}"


def _headlines(timeline: Timeline, messages: Messages) -> list[str]:
    room = _CAPTION - parsed_units(_top(timeline, messages)) - len("\n\n")
    lines: list[str] = []
    for number, citation in enumerate(_newest(timeline), start=1):
        facts = provenance(citation, messages)
        line = f"{number}. {linked(citation, facts, most_bytes=_LINK_BYTES, most_bare=_BARE_URL)}"
        room -= parsed_units(line) + len("\n" if lines else "")
        if room < 0:
            break
        lines.append(line)
    return lines
