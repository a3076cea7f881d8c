"""Outlets that a question names: «what did The Verge report on …»."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index.analysis import words
from index.background import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Sequence

_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")
_SHORTEST = 3


def named(question: str, outlets: Sequence[tuple[str, str]], language: str) -> list[int]:
    """Find the outlets a question names.

    Letter case is ignored unless the name is an ordinary word («Time», «Die Welt»): that must be written as the outlet
    writes it, or in capitals.

    Args:
        question: as asked.
        outlets: name and host of each.
        language: ISO 639-1 code of the question.

    Returns:
        Places of the outlets, ascending.
    """
    return [place for place, (name, host) in enumerate(outlets) if _is_named(question, name, host, language)]


def _is_named(question: str, name: str, host: str, language: str) -> bool:
    return any(
        _is_written_as_name(match.group(), name, question) or not is_ordinary(label, language)
        for label in _labels(name, host)
        for match in _pattern(label).finditer(question)
    )


def _is_written_as_name(found: str, name: str, question: str) -> bool:
    """Does the way it is written tell a name from the ordinary word it may be: «Time», «time.com», «BBC»?"""
    return found == name or "." in found or (found.isupper() and not question.isupper())


@lru_cache(maxsize=4096)
def _labels(name: str, host: str) -> tuple[str, ...]:
    """What the outlet is called: its name, and its domain with and without ending."""
    domain = _domain(host)
    own = () if _HOST.fullmatch(name.casefold()) else (name,)
    return tuple(label for label in (*own, domain, domain.split(".")[0]) if len(label) >= _SHORTEST and words(label))


def _domain(host: str) -> str:
    """``bbc.co.uk`` of ``news.bbc.co.uk``."""
    parts = host.casefold().split(".")
    # «co.uk», «com.vn»: an ending of two short parts.
    ending = 2 if len(parts) > 2 and len(parts[-2]) <= 3 and len(parts[-1]) == 2 else 1
    return ".".join(parts[-ending - 1 :])


@lru_cache(maxsize=4096)
def _pattern(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){re.escape(label)}(?!\w)", re.IGNORECASE)
