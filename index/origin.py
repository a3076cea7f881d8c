"""Where a syndicated or translated text says it was taken from, by a name and no address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.cleaning_rules import CLOCK
from index.origin_rules import AGENCIES, NO_SOURCE, PICTURES, SMALL_WORDS, TAKEN_FROM
from index.phrases import folded
from index.source_line import SENTENCE_END, is_real_paragraph, is_source_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST_ORIGIN = 80  # characters

_LONGEST_NAME = 8  # words
_LONGEST_SIGNATURE = 250  # characters
_TAIL = 8  # last lines among which a source may be named
_SIGNED = 3  # last lines among which a bare agency signs
_OPENING, _CLOSING = "(（[【〔", ")）]】〕"
_DECORATION = " *_~`|•·–—→»«>#\"'“”-"
_COLON = re.compile(r"[:：]")
_LIST = rf"(?:{AGENCIES})(?:\s?[/,，、;&+|–-]\s?(?:{AGENCIES}|[a-z]{{2,4}})){{0,4}}"
_SIGNATURE = re.compile(
    rf"[(（\[【–—-]?\s?(?:(?:©|\(c\)|copyright)\s?(?:by\s)?(?:(?:19|20)\d\d\s)?(?:by\s|the\s)?)?(?P<name>{_LIST})"
    r"(?:\s(?:19|20)\d\d)?\s?[)）\]】]?\.?"
)
_COPYRIGHT = re.compile(
    rf"(?:©|\([cC]\)|Copyright)\s?(?:(?:19|20)\d\d\s)?(?:The\s)?(?P<name>{AGENCIES})(?!\w).{{0,200}}"
)
_GLUED = re.compile(
    r"(?<=[.!?…。！？»”\"“])\s?[(（\[【]\s?(?:(?P<label>[^\s()（）:：][^()（）:：]{0,30}?)\s?[:：]\s?)?"
    r"(?P<name>[^()（）\[\]【】]{2,60}?)\s?[)）\]】]$"
)
_IS_AGENCIES = re.compile(_LIST)
_BETWEEN = re.compile(r"[\s/,&()-]+")
_VIETNAMESE = re.compile(r"[ăâđêôơưạ-ỹ]", re.IGNORECASE)
# Scripts without large letters.
_UNCASED = re.compile(r"[\u0590-\u08ff\u0900-\u0eff\u1000-\u10ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_YEAR_OR_DATE = re.compile(r"(?:19|20)\d\d(?!\w)|\d{1,2}[./]\s?\d{1,2}")


@dataclass(frozen=True, slots=True)
class Origin:
    """A source that a text names.

    Attributes:
        name: as written, at most ``LONGEST_ORIGIN`` characters.
        rest: the lines without the one that names it.
    """

    name: str
    rest: list[str]


def find_origin(lines: Sequence[str], is_debris: Callable[[str], bool]) -> Origin | None:
    """Find the name of the source in the last lines of a text; what is labelled a source wins over a signature.

    Args:
        lines: paragraphs without line ends; empty ones do not count.
        is_debris: whether a line is a page's foot, which may stand under the name.
    """
    signed: Origin | None = None
    seen = 0
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if not line:
            continue
        seen += 1
        if seen > _TAIL:
            break
        if labelled := labelled_origin(line):
            return Origin(labelled, _with(lines, at, ""))
        if signed is None and seen <= _SIGNED and (agency := _signature(line)):
            signed = Origin(agency, _with(lines, at, ""))
        elif not is_debris(line) and (glued := _glued(line)):
            return signed or Origin(glued[0], _with(lines, at, glued[1]))
        elif is_real_paragraph(line) and not is_debris(line):
            break
    return signed


def labelled_origin(line: str) -> str | None:
    """The name in a line such as «Quelle: …» or «Originally published by …»; None where it names none."""
    line = _undecorated(line)
    taken = TAKEN_FROM.fullmatch(line) if len(line) <= 2 * LONGEST_ORIGIN else None
    if taken:
        name = taken["spaced"] or taken["joined"]
        return _name(re.sub(r"(?<=\w\w)\.$", "", name))
    if not is_source_label(line):
        return None
    parts = _COLON.split(line, maxsplit=1)
    return _name(parts[1]) if len(parts) == 2 else None


def is_picture_credit(line: str) -> bool:
    """Whether a line that is labelled a source names where a picture is from."""
    return len(line) <= LONGEST_ORIGIN and PICTURES.search(line) is not None and is_source_label(line)


def says_no_source(line: str) -> bool:
    """Whether a line says that there is no source: «Quelle: keine»."""
    parts = _COLON.split(line, maxsplit=1)
    return len(parts) == 2 and is_source_label(line) and folded(parts[1]) in NO_SOURCE


def _glued(line: str) -> tuple[str, str] | None:
    """The agency or the labelled source in brackets after the last sentence of a paragraph, and the paragraph."""
    found = _GLUED.search(line)
    paragraph = line[: found.start()].rstrip() if found else ""
    if not found or not is_real_paragraph(paragraph):
        return None
    label, name = found["label"], found["name"]
    if label is None:
        return (name, paragraph) if _IS_AGENCIES.fullmatch(name) else None
    name = _name(name) if is_source_label(f"{label}:") else None
    return (name, paragraph) if name else None


def _signature(line: str) -> str | None:
    if len(line) > _LONGEST_SIGNATURE:
        return None
    signature = _SIGNATURE.fullmatch(line) or _COPYRIGHT.fullmatch(line)
    return signature["name"] if signature else None


def _name(text: str) -> str | None:
    """A text if it is a name of a few words: no sentence, date, photo credit, and no «none»."""
    name = _undecorated(text)
    if not name or len(name) > LONGEST_ORIGIN or len(name.split()) > _LONGEST_NAME or SENTENCE_END.search(name):
        return None
    if folded(name) in NO_SOURCE or PICTURES.search(name) or _YEAR_OR_DATE.search(name) or CLOCK.search(name):
        return None
    if "://" in name or not any(map(str.isalpha, name)):
        return None
    return name if _looks_like_a_name(name) else None


def _looks_like_a_name(name: str) -> bool:
    """Whether a name's words begin with a capital, but for the small words between them."""
    if _UNCASED.search(name):
        return len(name) <= LONGEST_ORIGIN // 2
    words = [word for word in _BETWEEN.split(name) if word]
    large = [any(map(str.isupper, word)) or "." in word or bool(_IS_AGENCIES.fullmatch(word)) for word in words]
    if not large[0]:
        return False
    # In Vietnamese only the first syllable of a name may be large.
    if _VIETNAMESE.search(name):
        return sum(large) * 3 >= len(words)
    # Beside an agency stand the initials of who edited it: «mau/dpa».
    edited = any(map(_IS_AGENCIES.fullmatch, words))
    return all(
        is_large or word.lower() in SMALL_WORDS or (edited and len(word) <= 3)
        for is_large, word in zip(large, words, strict=True)
    )


def _undecorated(text: str) -> str:
    """A text without the marks around it; a bracket goes with the one it belongs to."""
    text = text.strip(_DECORATION)
    while text[:1] in _OPENING and text[-1:] in _CLOSING and text:
        text = text[1:-1].strip(_DECORATION)
    return text


def _with(lines: Sequence[str], at: int, line: str) -> list[str]:
    return [*lines[:at], line, *lines[at + 1 :]]
