"""Messages that Telegram takes, made of blocks that are never split."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.text import units

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_UNITS: Final = 4096
"""Longest message after parsing, in UTF-16 units."""
MAX_BYTES: Final = 32_768
"""Longest message before parsing, in bytes of UTF-8."""
MAX_ENTITIES: Final = 100
"""Most links, blockquotes … in one message; Telegram drops the others silently."""

# Every < and > of an article is escaped, so what stands between these is a tag.
_TAG = re.compile("<[^>]*>")
_ENTITY = re.compile("<[abi]")


class Block(NamedTuple):
    """What is never split: Telegram HTML that fits a message, and what parts it from the block before it there."""

    markup: str
    gap: str = "\n\n"


class _Size(NamedTuple):
    units: int
    octets: int
    entities: int


def pack(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Put as many blocks as fit into each message; every block fits by itself."""
    packed: list[list[str]] = []
    room = _Size(0, 0, 0)
    for block in blocks:
        size = _size(block.gap + block.markup)
        left = _Size(room.units - size.units, room.octets - size.octets, room.entities - size.entities)
        if packed and min(left) >= 0:
            packed[-1] += [block.gap, block.markup]
            room = left
        else:
            packed.append([block.markup])
            size = _size(block.markup)
            room = _Size(MAX_UNITS - size.units, MAX_BYTES - size.octets, MAX_ENTITIES - size.entities)
    return tuple("".join(pieces) for pieces in packed)


def parsed_units(markup: str) -> int:
    """Length of Telegram HTML as a reader sees it, in UTF-16 units."""
    return units(html.unescape(_TAG.sub("", markup)))


def _size(markup: str) -> _Size:
    return _Size(parsed_units(markup), len(markup.encode()), len(_ENTITY.findall(markup)))
