"""An article as it is named and linked in a message."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from bot import links
from bot.render import escape, headline, provenance
from bot.text import one_line, shorten

if TYPE_CHECKING:
    from bot.locale import Messages
    from index.types import Citation

_MOST_BYTES: Final = 4_000
_MOST_BARE: Final = 1_000


def linked_to_words(citation: Citation, words: str, messages: Messages) -> str:
    """:func:`linked`, where a browser scrolls to some words of the article."""
    return linked(citation, provenance(citation, messages), target=links.to_passage(links.safe(citation.url), words))


def linked(
    citation: Citation, facts: str, *, target: str = "", most_bytes: int = _MOST_BYTES, most_bare: int = _MOST_BARE
) -> str:
    """Headline with its link, then what else is to be said of the article.

    An address that Telegram would not link stands below, to be copied.

    Args:
        citation: of the article.
        facts: plain text.
        target: where the link leads; where that cannot be linked, and if it is empty, it leads to the article.
        most_bytes: of a link's address, as an attribute's value; a longer one is not linked.
        most_bare: UTF-16 units of an address that stands below; a longer one is shortened.
    """
    name = escape(headline(citation))
    address = href(target, most_bytes) or href(citation.url, most_bytes)
    if address:
        return f'<a href="{address}">{name}</a> — {escape(facts)}'
    return f"{name} — {escape(facts)}\n{bare(citation.url, most_bare)}".rstrip("\n")


def href(url: str, most_bytes: int = _MOST_BYTES) -> str:
    """The address as an attribute's value; empty where it can be none, or is longer than so many bytes."""
    address = links.safe(url)
    value = html.escape(address)
    return value if links.linkable(address) and len(value.encode()) <= most_bytes else ""


def bare(url: str, limit: int) -> str:
    """The address as text, escaped, in at most so many UTF-16 units."""
    return escape(shorten(one_line(url), limit))
