"""Which questions show what an index can be asked."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from index.examples.turns import in_turn
from index.names import names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MOST_ASKED = 25
"""Questions that are tried: an answer takes some ten milliseconds."""


def choose(
    candidates: Mapping[str, Iterable[str]], *, answers: Callable[[str], bool], k: int, most: int = MOST_ASKED
) -> tuple[str, ...]:
    """Choose questions that are answered, about different names, from each language in turn.

    Args:
        candidates: by the ISO 639-1 code of their language, best first; read only as far as needed.
        answers: tells whether a question is answered.
        k: most to choose.
        most: questions to try.

    Returns:
        At most ``k``, in the order in which they were chosen.
    """
    chosen: list[str] = []
    told: set[str] = set()
    tried = 0
    for language, question in in_turn(zip(repeat(code), questions) for code, questions in candidates.items()):
        if len(chosen) == k or tried == most:
            break
        named = names(question, language)
        if question in chosen or not told.isdisjoint(named):
            continue
        tried += 1
        if answers(question):
            chosen.append(question)
            told |= named
    return tuple(chosen)
