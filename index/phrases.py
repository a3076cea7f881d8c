"""Tables of words in many languages, and how a line is compared with them.

A table has one line or more per language, ``code: word, word``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_A_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=512)  # the rules of cleaning ask for the same line one after the other
def folded(text: str) -> str:
    """The letters and digits of a text in lower case, all between them one blank: what labels are compared by."""
    return _NOT_A_WORD.sub(" ", unicodedata.normalize("NFC", text).casefold()).strip()


def _words(table: str) -> tuple[str, ...]:
    """The entries of a table, each once, longest first, so that an alternation of them finds the longest."""
    entries = {entry.strip() for line in table.strip().splitlines() for entry in line.partition(":")[2].split(",")} - {
        ""
    }
    return tuple(sorted(entries, key=lambda entry: (-len(entry), entry)))


def phrases(table: str) -> frozenset[str]:
    """The entries of a table, folded."""
    return frozenset(folded(entry) for entry in _words(table))


def alternation(table: str) -> str:
    """A regular expression that matches any entry of a table (to be compiled without regard to case)."""
    return "|".join(re.escape(entry).replace(r"\ ", r"\s?") for entry in _words(table))
