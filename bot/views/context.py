"""What stands around a quote in its article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.render import escape, plain_reply
from bot.reply import Reply
from bot.text import beginning, character_end, character_start, units
from bot.views.citing import linked_to_words
from bot.views.marking import marked
from bot.views.packing import MAX_UNITS, parsed_units
from index.types import Citation

if TYPE_CHECKING:
    from bot.locale import Messages
    from bot.shown import QuotePlace
    from index.types import Article

_AROUND: Final = 900
"""UTF-16 units of text on either side of the quote at most."""
_LEFT_OUT: Final = "…"
_SENTENCE_END: Final = re.compile(r"""[.!?…]["'”“»«’)\]]*(?=\s)|[。！？][”」』]*|\n""")
_MARKS: Final = 4
"""Signs that end a sentence together, such as ``?!”)``."""
_SPACE: Final = re.compile(r"\s")


def context_view(article: Article | None, place: QuotePlace, number: int, messages: Messages) -> Reply:
    """Show a quote, in bold, amid what stands before and behind it.

    Args:
        article: as it is now, None where it is gone.
        place: where the quote stood.
        number: of the quote, as the reader knows it.
        messages: in the reader's language.
    """
    start = None if article is None else _found(article.text, place)
    if article is None or start is None:
        return plain_reply(messages.context_gone)
    heading = f"<b>{escape(messages.context_heading(number))}</b>"
    source = f"[{number}] {linked_to_words(Citation.of(article, number), place.text, messages)}"
    room = MAX_UNITS - parsed_units(f"{heading}\n\n{source}") - len(f"{_LEFT_OUT}  {_LEFT_OUT}")
    body = _with_context(article.text, start, start + len(place.text), room)
    return Reply(texts=(f"{heading}\n<blockquote expandable>{body}</blockquote>\n{source}",))


def _found(text: str, place: QuotePlace) -> int | None:
    """Where the quote stands now: where it stood, else as near to that as possible."""
    if not place.text:
        return None
    stood = max(place.start, 0)
    behind = text.find(place.text, stood)
    before = text.rfind(place.text, 0, stood + len(place.text))
    return min((at for at in (before, behind) if at >= 0), key=lambda at: abs(at - stood), default=None)


def _with_context(text: str, start: int, end: int, room: int) -> str:
    """The part of a text between two places in bold, and what stands around it, in at most ``room`` units."""
    around = min(_AROUND, (room - units(text[start:end])) // 2)
    first, last = _opening(text, start, around), _closing(text, end, around)
    before = f"{_LEFT_OUT} " if text[:first].strip() else ""
    behind = f" {_LEFT_OUT}" if text[last:].strip() else ""
    return f"{before}{marked(text[first:last], ((start - first, end - first),), room)}{behind}"


def _opening(text: str, start: int, room: int) -> int:
    """Where to begin, with at most ``room`` units before the quote: where a sentence begins, else a word."""
    reach = start - len(beginning(text[max(start - max(room, 0), 0) : start][::-1], room))
    if reach in {0, start}:
        return reach
    # A sentence may end right before what is within reach.
    for ended in _SENTENCE_END.finditer(text, max(reach - _MARKS, 0), start):
        if ended.end() >= reach and text[ended.end() : start].strip():
            return ended.end()
    space = _SPACE.search(text, reach, start)
    if space and text[space.end() : start].strip():
        return space.end()
    return min(character_end(text, reach), start)


def _closing(text: str, end: int, room: int) -> int:
    """Where to stop, with at most ``room`` units behind the quote: where a sentence ends, else a word."""
    reach = end + len(beginning(text[end : end + max(room, 0)], room))
    if reach in {len(text), end}:
        return reach
    # A sentence's end is told by the blank behind it.
    ends = [found.end() for found in _SENTENCE_END.finditer(text, end, reach + 1) if found.end() <= reach]
    if ends and text[end : ends[-1]].strip():
        return ends[-1]
    spaces = [found.start() for found in _SPACE.finditer(text, end, reach)]
    if spaces and text[end : spaces[-1]].strip():
        return spaces[-1]
    return max(character_start(text, reach), end)
