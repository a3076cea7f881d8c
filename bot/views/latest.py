"""The newest articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.render import escape, outlet, understood, when
from bot.reply import Reply
from bot.text import one_line, shorten
from bot.views.citing import linked
from bot.views.packing import Block, pack
from index.types import Citation

if TYPE_CHECKING:
    from datetime import datetime

    from bot.locale import Messages
    from index.types import Article, Results

_TOPIC: Final = 100
_JUST_NOW: Final = timedelta(days=1)


def latest_view(results: Results, messages: Messages, *, topic: str, now: datetime) -> Reply:
    """List headlines, with outlet and day; of the last day, how long ago they were published.

    Args:
        results: a passage of each article, newest first.
        messages: in the reader's language.
        topic: that was asked for, empty for anything.
        now: the time, aware.
    """
    about = shorten(one_line(topic), _TOPIC)
    notes = understood(replace(results, filters=replace(results.filters, newest=False)), messages)
    if results:
        heading = messages.latest_about(about) if about else messages.latest_heading
        blocks = [Block(f"<b>{escape(heading)}</b>")]
        for number, passage in enumerate(results, 1):
            line = linked(Citation.of(passage.article, number), _facts(passage.article, messages, now))
            blocks.append(Block(f"{number}. {line}", gap="\n\n" if number == 1 else "\n"))
    else:
        blocks = [Block(escape(messages.nothing_latest(about) if about else messages.no_articles))]
    blocks += [Block(f"<i>{escape(note)}</i>") for note in notes]
    return Reply(texts=pack(blocks))


def _facts(article: Article, messages: Messages, now: datetime) -> str:
    published = article.published
    recent = published is not None and timedelta() <= now - published < _JUST_NOW
    day = messages.ago(now - published) if published and recent else when(published, messages)
    return f"{outlet(article.source)} · {day}"
