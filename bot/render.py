"""Answer -> Telegram HTML messages that always fit."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from bot import links
from bot.text import one_line, shorten, shown, units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.locale import Messages
    from index.errors import FilterError
    from index.types import Answer, Citation, Quote

MAX_UNITS = 4096
"""Longest message after parsing, in UTF-16 units."""
MAX_BYTES = 32_768
"""Longest message before parsing, in bytes of UTF-8."""
MAX_ENTITIES = 100
"""Most links, blockquotes … in one message; Telegram drops the others silently."""

_TITLE = 150
_BEGINNING = 60
_OUTLET = 60
_WORDS = 60
_LINK_BYTES = 4_000
_BARE_URL = 1_000
_OUTLETS_NAMED = 5


class _Block(NamedTuple):
    """What is never split: HTML, and what parts it from the block before it in the same message."""

    markup: str
    gap: str = "\n\n"


def render(answer: Answer, messages: Messages) -> list[str]:
    """Write an answer as Telegram HTML.

    Every text that comes from an article is cleaned and escaped. A message ends between two quotes or lines, never
    inside one; a quote that fills more than a message by itself is shown shortened, with an ellipsis.

    Returns:
        One message or more, in the order to send them; each within ``MAX_UNITS``, ``MAX_BYTES`` and ``MAX_ENTITIES``.
    """
    if answer.abstained or not answer.quotes:
        blocks = _not_found(answer, messages)
    else:
        blocks = [_Block(_quote(quote, messages)) for quote in answer.quotes]
        if answer.also_reported_by:
            blocks.append(_Block(_also_reported_by(answer.also_reported_by, messages)))
    blocks += [_Block(f"<i>{escape(line)}</i>") for line in understood(answer, messages)]
    if answer.undated_left_out > 0:
        blocks.append(_Block(f"<i>{escape(messages.undated_left_out(answer.undated_left_out))}</i>"))
    return _pack(blocks)


def understood(answer: Answer, messages: Messages) -> list[str]:
    """Which articles were asked, and how to undo a wrong guess; one line of plain text, or none."""
    if not answer.filters:
        return []
    words = shorten(one_line(answer.filters.words), _WORDS)
    source = answer.filters.source and shorten(one_line(answer.filters.source), _OUTLET)
    line = messages.understood(replace(answer.filters, words=words, source=source))
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


def headline(citation: Citation) -> str:
    """What to call the article: its headline; where it has none, how its text begins, with an ellipsis."""
    title = one_line(citation.title)
    if citation.title_derived and title:
        # The ellipsis says that these are the first words of the text, nobody's headline.
        return shorten(title.rstrip(".… "), _BEGINNING - 1).removesuffix("…") + "…"
    return shorten(title or one_line(citation.source) or one_line(citation.url), _TITLE)


def provenance(citation: Citation, messages: Messages) -> str:
    """Outlet, date, the date of a change, and whom a copy was taken from, as plain text."""
    when = messages.undated if citation.published is None else messages.date(citation.published)
    facts = [shorten(one_line(citation.source), _OUTLET), when]
    facts += [messages.updated(citation.updated)] if citation.updated else []
    facts += [messages.taken_from(_origin(citation.origin))] if citation.origin else []
    return " · ".join(facts)


def _origin(origin: str) -> str:
    """An outlet's name; of an address what a person knows it by."""
    parts = urlsplit(origin) if "://" in origin else None
    return shorten(one_line((parts.hostname or origin).removeprefix("www.") if parts else origin), _OUTLET)


def _not_found(answer: Answer, messages: Messages) -> list[_Block]:
    blocks = [_Block(escape(not_found(answer, messages)))]
    if answer.nearest:
        first, *others = [f"• {_linked(near, near.url, messages)}" for near in answer.nearest]
        blocks.append(_Block(f"{escape(messages.nearest)}\n{first}"))
        blocks += [_Block(other, gap="\n") for other in others]
    return blocks


def _quote(quote: Quote, messages: Messages) -> str:
    target = links.to_passage(links.safe(quote.citation.url), quote.text)
    source = f"[{quote.citation.number}] {_linked(quote.citation, target, messages)}"
    text = shorten(shown(quote.text).strip() or "…", MAX_UNITS - _parsed_units(source) - 1)
    return f"<blockquote>{escape(text)}</blockquote>\n{source}"


def _linked(citation: Citation, target: str, messages: Messages) -> str:
    """Headline with its link, outlet and date; an address Telegram would not link stands below, to be copied."""
    name = escape(headline(citation))
    facts = escape(provenance(citation, messages))
    href = _href(target) or _href(citation.url)
    if href:
        return f'<a href="{href}">{name}</a> — {facts}'
    return f"{name} — {facts}\n{escape(shorten(one_line(citation.url), _BARE_URL))}"


def _href(url: str) -> str:
    """The address as an attribute's value; empty where it can be none."""
    address = links.safe(url)
    value = html.escape(address)
    return value if links.linkable(address) and len(value.encode()) <= _LINK_BYTES else ""


def _also_reported_by(citations: Iterable[Citation], messages: Messages) -> str:
    every = list(citations)
    named = []
    for citation in every[:_OUTLETS_NAMED]:
        name = escape(shorten(one_line(citation.source), _OUTLET) or headline(citation))
        href = _href(citation.url)
        named.append(f'<a href="{href}">{name}</a>' if href else f"{name} ({_bare(citation.url)})")
    rest = len(every) - len(named)
    tail = f" {escape(messages.more(rest))}" if rest else ""
    return f"{escape(messages.also_reported_by)}: {', '.join(named)}{tail}"


def _bare(url: str) -> str:
    return escape(shorten(one_line(url), _BARE_URL // 2))


def _pack(blocks: Iterable[_Block]) -> list[str]:
    """Put as many blocks as fit into each message; every block fits by itself."""
    packed: list[str] = []
    for block in blocks:
        joined = f"{packed[-1]}{block.gap}{block.markup}" if packed else ""
        if joined and _fits(joined):
            packed[-1] = joined
        else:
            packed.append(block.markup)
    return packed


def _fits(message: str) -> bool:
    entities = len(re.findall("<[abi]", message))
    return _parsed_units(message) <= MAX_UNITS and len(message.encode()) <= MAX_BYTES and entities <= MAX_ENTITIES


def _parsed_units(markup: str) -> int:
    # Every < and > of an article is escaped, so what stands between these is a tag.
    return units(html.unescape(re.sub("<[^>]*>", "", markup)))
