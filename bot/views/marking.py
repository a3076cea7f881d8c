"""Words of an article as Telegram HTML, some of them in bold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.render import escape
from bot.text import shorten, shown_with, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.types import Span

_MOST: Final = 12
"""Parts in bold; a message holds five quotes of so many, with their links."""


def marked(text: str, spans: Sequence[Span], limit: int) -> str:
    """The text as a reader may see it, in at most ``limit`` UTF-16 units, with parts of it in bold.

    Args:
        text: as the article has it.
        spans: the parts, in characters of ``text``; ascending, apart. Those behind the twelfth stay plain.
        limit: a longer text is shortened, with an ellipsis.
    """
    clean, moved = shown_with(text, [(max(start, 0), max(end, 0)) for start, end in spans[:_MOST]])
    whole = clean.strip() or "…"
    cut = len(clean) - len(clean.lstrip())
    short = shorten(whole, limit)
    end = len(whole) if short == whole else len(short) - 1
    pieces, at = [], 0
    for first, last in _tidy(short, ((start - cut, min(stop - cut, end)) for start, stop in moved)):
        pieces += [escape(short[at:first]), f"<b>{escape(short[first:last])}</b>"]
        at = last
    return "".join([*pieces, escape(short[at:])])


def _tidy(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The parts without blanks at their ends, none inside another, none of which nothing is seen."""
    done = 0
    for start, end in spans:
        first = max(start, done)
        words = text[first:end]
        first += len(words) - len(words.lstrip())
        last = first + len(words.strip())
        if first < last and visible(text[first:last]):
            yield first, last
            done = last
