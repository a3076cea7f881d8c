"""Article text made fit to be shown: cleaned of what would spoil a message or a terminal, measured, shortened."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Span

_ELLIPSIS = "…"
_WORD = 30
"""Longest word, in characters; a longer run is a script without spaces, or an address."""
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
# Tab and newline stay; an escape sequence would command the terminal, a NUL ends a tag in TDLib.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Left open they turn round what follows the quote, the link included.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_EMPTY_GLYPHS = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffc")
"""Letters and signs by their category, of which nothing is seen."""


def shown(text: str) -> str:
    """The text as a reader may see it: without control characters, direction overrides and halves of characters.

    Letters stay as they are; a control character becomes a space, every kind of line end a newline.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _DIRECTIONS.sub("", _CONTROLS.sub(" ", _LINE_ENDS.sub("\n", whole)))


def shown_with(text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """:func:`shown`, and where parts of the text now are; a part never ends inside a character as a reader sees it."""
    clean = shown(text)
    moved = [(len(shown(text[:start])), len(shown(text[:end]))) for start, end in spans]
    return clean, [(character_start(clean, start), character_end(clean, end)) for start, end in moved]


def one_line(text: str) -> str:
    """:func:`shown`, with every run of white space as one space and none at the ends."""
    return " ".join(shown(text).split())


def visible(text: str) -> bool:
    """Whether a reader sees anything of the text."""
    return any(unicodedata.category(one)[0] not in "ZCM" and one not in _EMPTY_GLYPHS for one in text)


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def beginning(text: str, limit: int) -> str:
    """As many characters from the start as have at most ``limit`` UTF-16 units."""
    kept = text[: max(limit, 0)]
    while (over := units(kept) - limit) > 0 and kept:
        # A character has two units at most, so this never takes too many.
        kept = kept[: -((over + 1) // 2)]
    return kept


def shorten(text: str, limit: int) -> str:
    """The text, or its beginning with an ellipsis, in at most ``limit`` UTF-16 units (1 or more).

    It is cut between words, or, inside a run too long to be a word, between characters as a reader sees them: an
    emoji made of several code points stays whole.
    """
    if units(text) <= limit:
        return text
    kept = beginning(text, limit - 1)
    if not text[len(kept)].isspace():
        words = re.match(rf"(?s)(.*\S)\s+\S{{0,{_WORD}}}$", kept)
        kept = words[1] if words else text[: character_start(text, len(kept))]
    return kept.rstrip() + _ELLIPSIS


def character_start(text: str, at: int) -> int:
    """The last place at or before ``at`` where one visible character ends and the next begins."""
    while 0 < at < len(text) and (_continues(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    return at - _inside_flag(text, at)


def character_end(text: str, at: int) -> int:
    """The first place at or behind ``at`` where one visible character ends and the next begins."""
    while 0 < at < len(text) and (_continues(text[at]) or text[at - 1] == "\u200d"):
        at += 1
    return at + _inside_flag(text, at)


def _inside_flag(text: str, at: int) -> bool:
    """Whether the place is between the two letters of a flag."""
    if at >= len(text) or not _is_flag_letter(text[at]):
        return False
    first = at
    while first > 0 and _is_flag_letter(text[first - 1]):
        first -= 1
    return (at - first) % 2 == 1


def _continues(character: str) -> bool:
    return unicodedata.category(character).startswith("M") or character == "\u200d" or _is_modifier(character)


def _is_modifier(character: str) -> bool:
    # Skin tones, and the letters that spell the flags of Wales and the like.
    return "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
