"""A text with Telegram's entities -> HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
_LINKS = frozenset({"text_link", "text_mention", "mention", "url", "bot_command", "hashtag", "email"})
_BLOCKS = frozenset({"blockquote", "expandable_blockquote", "pre"})


class _Span(NamedTuple):
    """An entity, in UTF-16 code units; ``rank`` keeps apart and in order those of the same place."""

    start: int
    end: int
    rank: int
    entity: dict[str, Any]


def marked_up(text: str, entities: Sequence[dict[str, Any]] = ()) -> str:
    """Write a text of the Bot API as HTML, in which line ends are kept as they are.

    Args:
        text: as a message has it.
        entities: the Bot API's MessageEntity objects; where two cross, the one that began later is cut in two.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    length = len(units) // 2
    spans = [
        _Span(max(0, one["offset"]), min(length, one["offset"] + one["length"]), rank, one)
        for rank, one in enumerate(entities)
    ]
    # What begins first or reaches farther is outside.
    spans = sorted((one for one in spans if one.start < one.end), key=lambda one: (one.start, -one.end, one.rank))
    edges = sorted({0, length} | {edge for one in spans for edge in (one.start, one.end)})
    written: list[str] = []
    open_: list[_Span] = []
    for start, end in zip(edges, [*edges[1:], length], strict=True):
        kept = _shared(open_, [one for one in spans if one.start <= start < one.end])
        closed = [open_.pop() for _ in range(len(open_) - kept)]
        written += [_closing(one.entity) for one in closed]
        for one in spans:
            if one.start <= start < one.end and one not in open_:
                open_.append(one)
                written.append(_opening(one.entity))
        piece = units[2 * start : 2 * end].decode("utf-16-le", "replace")
        # A block ends its line by itself.
        ended = any(one.end == start and one.entity["type"] in _BLOCKS for one in closed)
        written.append(escape(piece.removeprefix("\n") if ended else piece, quote=False))
    return "".join(written)


def _shared(open_: list[_Span], wanted: list[_Span]) -> int:
    """How many of the open ones, from outside, stay open."""
    kept = 0
    while kept < min(len(open_), len(wanted)) and open_[kept] == wanted[kept]:
        kept += 1
    return kept


def _opening(entity: dict[str, Any]) -> str:
    kind = str(entity["type"])
    if kind in _LINKS:
        url = escape(str(entity.get("url", "")))
        return f'<a href="{url}">' if url.startswith(("http://", "https://", "tg://")) else "<a>"
    if kind == "expandable_blockquote":
        return '<blockquote class="expandable">'
    return f"<{_TAGS[kind]}>" if kind in _TAGS else f'<span class="{escape(kind)}">'


def _closing(entity: dict[str, Any]) -> str:
    kind = str(entity["type"])
    return "</a>" if kind in _LINKS else f"</{_TAGS.get(kind, 'span')}>"
