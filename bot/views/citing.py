"""An article as it is named and linked in a message."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from bot import links
from bot.render import escape, headline, provenance
from bot.text import one_line, shorten
from index.types import Citation

if TYPE_CHECKING:
    from bot.locale import Messages
    from index.types import Article

_LINK_BYTES: Final = 4_000
_BARE_URL: Final = 1_000


def cited(article: Article, number: int) -> Citation:
    """Where an article can be checked."""
    return Citation(
        number=number,
        url=article.url,
        title=article.title,
        source=article.source,
        published=article.published,
        title_derived=article.title_derived,
        updated=article.updated,
        origin=article.origin,
    )


def linked_to_words(citation: Citation, words: str, messages: Messages) -> str:
    """:func:`linked`, where a browser scrolls to some words of the article."""
    return linked(citation, provenance(citation, messages), target=links.to_passage(links.safe(citation.url), words))


def linked(citation: Citation, facts: str, *, target: str = "") -> str:
    """Headline with its link, then what else is to be said of the article.

    An address that Telegram would not link stands below, to be copied.

    Args:
        citation: of the article.
        facts: plain text.
        target: where the link leads; where that cannot be linked, and if it is empty, it leads to the article.
    """
    name = escape(headline(citation))
    address = href(target) or href(citation.url)
    if address:
        return f'<a href="{address}">{name}</a> — {escape(facts)}'
    return f"{name} — {escape(facts)}\n{bare(citation.url, _BARE_URL)}".rstrip("\n")


def href(url: str) -> str:
    """The address as an attribute's value; empty where it can be none."""
    address = links.safe(url)
    value = html.escape(address)
    return value if links.linkable(address) and len(value.encode()) <= _LINK_BYTES else ""


def bare(url: str, limit: int) -> str:
    """The address as text, escaped, in at most so many UTF-16 units."""
    return escape(shorten(one_line(url), limit))
