"""What people wrote, and how to speak of an error without repeating it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import deque
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

HIDDEN: Final = "…"
_WORD: Final = re.compile(r"[^\W_]+")
_RUN: Final = re.compile(rf"{HIDDEN}(?:[\W_]*{HIDDEN})+")
_TELLING: Final = 3  # letters; shorter words of our alphabet tell nothing
_PART: Final = 4  # letters of a word that is looked for within others
_LATELY: Final = 100  # texts
_AT_ONCE: Final = 30
_MOST: Final = 20_000  # characters of all texts that are looked for

# Tasks and their callees see what was heard in theirs, and nobody else's.
_here: ContextVar[tuple[str, ...]] = ContextVar("heard", default=())
_lately: deque[str] = deque(maxlen=_LATELY)


def heard(*texts: object) -> None:
    """Learn what a person wrote that is being dealt with from now on, in this task; whatever is no text is passed over.

    It is as well to say so too often as too early: what is not known cannot be hidden.
    """
    new = tuple(text for text in texts if isinstance(text, str) and text)
    known = _here.get()
    if not set(new) <= set(known):
        _here.set((*known, *new)[-_AT_ONCE:])
    _lately.extend(new)


def forget() -> None:
    """Forget what was heard."""
    _here.set(())
    _lately.clear()


def hears() -> bool:
    """Whether something that a person wrote is being dealt with here."""
    return bool(_here.get())


def unsaid(text: str, *, lately: bool = False) -> str:
    """A text about the work on what was heard here, without its words; what was ours of it stays.

    Words are found whatever their case, cut short, within others, and as programs escape them.

    Args:
        text: such as the message of an exception.
        lately: take it to be about anything heard lately, here or elsewhere.
    """
    texts = (*_here.get(), *(tuple(_lately) if lately else ()))
    if not texts:
        return text
    if sum(map(len, texts)) > _MOST:
        return HIDDEN  # to look for so many words would hold everything up
    said = "\n".join(spelling for one in texts for spelling in _spellings(one)).casefold()
    parts = {word for word in _WORD.findall(said) if len(word) >= _PART}

    def kept(found: re.Match[str]) -> str:
        word = found[0].casefold()
        if len(word) < _TELLING and word.isascii():
            return found[0]
        return HIDDEN if word in said or any(part in word for part in parts) else found[0]

    return _RUN.sub(HIDDEN, _WORD.sub(kept, text))


def _spellings(text: str) -> Iterable[str]:
    """A text as it may turn up in messages: as it is, without accents, escaped."""
    yield text
    yield "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    yield ascii(text)
    yield json.dumps(text)
    yield quote(text, safe="", errors="replace")
    yield str(text.encode(errors="replace"))
