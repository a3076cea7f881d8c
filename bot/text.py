"""Article text made fit to be shown: cleaned of what would spoil a message or a terminal, measured, shortened."""

from __future__ import annotations

import re
import unicodedata

_ELLIPSIS = "…"
_WORD = 30
"""Longest word, in characters; a longer run is a script without spaces, or an address."""
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
# Tab and newline stay; an escape sequence would command the terminal, a NUL ends a tag in TDLib.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Left open they turn round what follows the quote, the link included.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """The text as a reader may see it: without control characters, direction overrides and halves of characters.

    Letters stay as they are; a control character becomes a space, every kind of line end a newline.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _DIRECTIONS.sub("", _CONTROLS.sub(" ", _LINE_ENDS.sub("\n", whole)))


def one_line(text: str) -> str:
    """:func:`shown`, with every run of white space as one space and none at the ends."""
    return " ".join(shown(text).split())


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def shorten(text: str, limit: int) -> str:
    """The text, or its beginning with an ellipsis, in at most ``limit`` UTF-16 units (1 or more).

    It is cut between words, or, inside a run too long to be a word, between characters as a reader sees them: an
    emoji made of several code points stays whole.
    """
    if units(text) <= limit:
        return text
    end = room = 0
    while end < len(text) and room + units(text[end]) < limit:
        room += units(text[end])
        end += 1
    kept = text[:end]
    if not text[end].isspace():
        words = re.match(rf"(?s)(.*\S)\s+\S{{0,{_WORD}}}$", kept)
        kept = words[1] if words else text[: _character_start(text, end)]
    return kept.rstrip() + _ELLIPSIS


def _character_start(text: str, at: int) -> int:
    """The last place at or before ``at`` where one visible character ends and the next begins."""
    while at > 0 and (_continues(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    flags = re.search("[\U0001f1e6-\U0001f1ff]*$", text[:at])
    if flags and _is_flag_letter(text[at]) and len(flags[0]) % 2:
        at -= 1
    return at


def _continues(character: str) -> bool:
    return unicodedata.category(character).startswith("M") or character == "\u200d" or _is_modifier(character)


def _is_modifier(character: str) -> bool:
    # Skin tones, and the letters that spell the flags of Wales and the like.
    return "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
