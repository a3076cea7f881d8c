"""Addresses as Telegram takes them, and links that jump to the words quoted."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from bot.text import shown

WHOLE = 80
"""Longest passage a link spells out, in characters; a longer one is named by its beginning and its end."""

_PIECE_WORDS = 5
_PIECE = 60
_CLAUSE = 40
_CUT = 12
_MARKS = "，。、；：！？「」『』（）,.;:!?\"'“”„«»‘’()…"
# TDLib drops a link silently where the host has no dot or the port is out of range. Stricter than it needs to be:
# names and passwords in an address serve only to deceive.
_LINKABLE = re.compile(r"(?is)https?://(?:[\w-]+\.)+[\w-]+(?::0*([0-9]{1,5}))?(?:[/?#].*)?")
_UNSAFE = re.compile('[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff\\\\<>"]')


def linkable(url: str) -> bool:
    """Whether Telegram makes a link of the address (http or https; a host with a dot in it)."""
    found = _LINKABLE.fullmatch(url)
    return found is not None and (found[1] is None or 1 <= int(found[1]) <= 65535)


def host(url: str) -> str:
    """The host an address names; empty where it names none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def safe(url: str) -> str:
    """The address with everything percent-encoded that is invisible or would end it."""
    whole = url.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _UNSAFE.sub(lambda found: quote(found[0], safe=""), whole)


def to_passage(url: str, passage: str) -> str:
    """The address with a text fragment, so that a browser scrolls to the passage and marks it.

    A passage longer than ``WHOLE`` or in several paragraphs is named by its beginning and its end: a browser finds
    a text spelled out whole only inside one paragraph.
    """
    lines = [" ".join(line.split()) for line in shown(passage).split("\n") if line.strip()]
    if not lines:
        return url
    if len(lines) == 1 and len(lines[0]) <= WHOLE:
        pieces = [lines[0]]
    else:
        # Within one line the end must lie behind the beginning, or a browser finds neither.
        words = min(_PIECE_WORDS, len(lines[0].split()) // 2) if len(lines) == 1 else _PIECE_WORDS
        pieces = [_opening(lines[0], words), _closing(lines[-1], words)]
    # A hyphen at an edge marks context and a comma parts the pieces: both must be encoded.
    fragment = ",".join(quote(piece, safe="").replace("-", "%2D") for piece in pieces)
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"


def _opening(line: str, words: int) -> str:
    piece = " ".join(line.split()[:words])
    if 0 < len(piece) <= _PIECE:
        return piece
    # A script without spaces. A clause ends where a word ends; a cut anywhere else may not be found.
    clause = re.split(rf"[\s{re.escape(_MARKS)}]", line.lstrip(_MARKS), maxsplit=1)[0]
    return clause if 4 <= len(clause) <= _CLAUSE else line[:_CUT]


def _closing(line: str, words: int) -> str:
    piece = " ".join(line.split()[-words:]) if words else ""
    if 0 < len(piece) <= _PIECE:
        return piece
    clause = re.split(rf"[\s{re.escape(_MARKS)}]", line.rstrip(_MARKS))[-1]
    return clause if 4 <= len(clause) <= _CLAUSE else line[-_CUT:]
