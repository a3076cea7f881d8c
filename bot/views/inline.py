"""Passages to choose from while somebody types in any chat, and the message each one becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot import links
from bot.render import headline, outlet, when
from bot.text import one_line, shorten
from bot.views.citing import linked_to_words
from bot.views.marking import marked
from index.types import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.locale import Messages
    from index.types import Passage

_PREVIEW: Final = 160
_PASSAGE: Final = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineArticle:
    """A passage to choose.

    Attributes:
        id: tells it from the others; 64 bytes at most.
        title: the headline.
        description: outlet, day and the beginning of the passage.
        text: the message it becomes, as Telegram HTML.
        url: of the article; empty where Telegram would not link it.
    """

    id: str
    title: str
    description: str
    text: str
    url: str


def inline_articles(passages: Iterable[Passage], messages: Messages) -> tuple[InlineArticle, ...]:
    """Make an article to send of each passage, in their order."""
    return tuple(_article(passage, number, messages) for number, passage in enumerate(passages, 1))


def _article(passage: Passage, number: int, messages: Messages) -> InlineArticle:
    citation = Citation.of(passage.article, number)
    address = links.safe(citation.url)
    preview = shorten(one_line(passage.text), _PREVIEW)
    source = linked_to_words(citation, passage.text, messages)
    return InlineArticle(
        id=f"{number}-{passage.chunk_id}",
        title=headline(citation),
        description=f"{outlet(citation.source)} · {when(citation.published, messages)}\n{preview}",
        text=f"<blockquote>{marked(passage.text, (), _PASSAGE)}</blockquote>\n{source}",
        url=address if links.linkable(address) else "",
    )
