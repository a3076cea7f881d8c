"""Whether a sentence holds a person, a place, a name, a reason or a means that a question does not name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.analysis import words
from index.sentence_words import Read, is_new, new_match, unspaced_mark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

QUOTED = re.compile('[„“"«‹「『‘”»]([^„“”"«»‹›「」『』]{2,60})[“”"»›」』’«]')
LONGEST_NAME = 8  # words in quotation marks; more are speech
_CLAUSE_OF_CAUSE = re.compile(r"(?:^|,\s)(?:da|denn|car|że|as|since)\s|(?:led|attributed|owing)\sto\s", re.IGNORECASE)
_MEANS = re.compile(
    r"(?<!\w)(?:by\s\w+ing|en\s\w+ant|\w{3,}(?:ando|iendo|endo)|with|avec|met|mit|cu|με)(?!\w)", re.IGNORECASE
)
PLACED_BY_SUFFIX = re.compile(r"[A-ZÇĞİÖŞÜ]\w{1,40}['’](?:[ndt]{0,2}[ae]n?)(?!\w)")
NO_NAME = frozenset(
    ["currency", "month", "day", "length", "weight", "duration", "clock", "number", "magnitude", "article"]
)


def holds_person(read: Read, asked: Collection[str]) -> bool:
    """Tell whether there is a person's name or office that ``asked`` lacks."""
    if _has_word(read, "role", asked) or _has_mark(read, "person"):
        return True
    for first, last in _names(read):
        before = read.tags[first - 1] if first else frozenset()
        after = read.tags[last + 1] if last + 1 < len(read.tags) else frozenset()
        several = last > first and "at" not in before
        if (several or not {"honorific", "said"}.isdisjoint(before) or "said" in after) and is_new(
            read, max(first, 1), last, asked
        ):
            return True
    return not read.held.isdisjoint(["honorific"]) and uncased(read)


def holds_place(read: Read, asked: Collection[str]) -> bool:
    """Tell whether something is placed at what ``asked`` lacks."""
    if _has_mark(read, "place") or new_match(PLACED_BY_SUFFIX, read.text, asked):
        return True
    without_case = uncased(read)
    for at, of in enumerate(read.tags[:-1]):
        if "placed" in of and without_case:
            return True
        if "at" not in of:
            continue
        place = at + 1
        if "article" in read.tags[place] and place + 1 < len(read.tags):
            place += 1
        named = (read.shown[place][0].isupper() or without_case) and NO_NAME.isdisjoint(read.tags[place])
        if named and read.folded[place] not in asked:
            return True
        near = range(place, min(place + 3, len(read.tags)))
        if any("place" in read.tags[i] and read.folded[i] not in asked for i in near):
            return True
    return False


def holds_name(read: Read, asked: Collection[str]) -> bool:
    """Tell whether something in quotation marks, or said to be a name, is new to ``asked``."""
    for quoted in QUOTED.findall(read.text):
        held = words(quoted)
        short = quoted.count(" ") < LONGEST_NAME and not quoted.endswith((".", ",", "!", "?", "。"))
        if short and not set(held) <= set(asked):
            return True
    return _has_word(read, "named", asked) or _has_mark(read, "named")


def holds_organisation(read: Read, asked: Collection[str]) -> bool:
    """Tell whether there is a proper name, or a word for a firm or a body, that ``asked`` lacks."""
    if _has_word(read, "firm", asked) or _has_mark(read, "firm"):
        return True
    for first, last in _names(read):
        short = any(token.isupper() and len(token) > 1 for token in read.shown[first : last + 1])
        if (last > first or short) and is_new(read, max(first, 1), last, asked):
            return True
    return any(not set(words(quoted)) <= set(asked) for quoted in QUOTED.findall(read.text) if quoted.count(" ") < 4)


def holds_cause(read: Read, asked: Collection[str]) -> bool:
    """Tell whether a reason is given."""
    return _has_word(read, "cause", asked) or _has_mark(read, "cause") or _CLAUSE_OF_CAUSE.search(read.text) is not None


def holds_means(read: Read, asked: Collection[str]) -> bool:
    """Tell whether it is said by what something was done."""
    return _has_word(read, "means", asked) or _has_mark(read, "means") or _MEANS.search(read.text) is not None


def _has_word(read: Read, tag: str, asked: Collection[str]) -> bool:
    """Is there a word of this kind that ``asked`` lacks?"""
    return any(tag in of and token not in asked for token, of in zip(read.folded, read.tags, strict=True))


def _has_mark(read: Read, tag: str) -> bool:
    """Is there a word of this kind in a script that does not set words apart?"""
    return read.unspaced and unspaced_mark(tag).search(read.text) is not None


def _names(read: Read) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, as first and last place; the first word of the sentence is capital anyway."""
    first = None
    for at in range(1, len(read.shown) + 1):
        proper = at < len(read.shown) and read.shown[at][0].isupper() and NO_NAME.isdisjoint(read.tags[at])
        if proper and first is None:
            first = at
        elif not proper and first is not None:
            # «Ada Thornley left»: two capital words more at the beginning make the first one part of the name.
            yield (0 if first == 1 and at > 1 and NO_NAME.isdisjoint(read.tags[0]) else first), at - 1
            first = None


def uncased(read: Read) -> bool:
    """Is this a script without capital letters?"""
    return bool(read.text) and read.text.upper() == read.text.lower()
