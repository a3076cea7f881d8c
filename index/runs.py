"""What is made of the runs of signs between blanks, kept for the next text: news repeats itself."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_LONGEST = 40  # signs of a run that is worth being kept
_OUTSIDE = ".,;:!?\"'()[]…“”„‘’«»–—"  # around a run these belong to no word and to no number
# Blanks part what belongs together only inside a number.
_NUMBER_WITH_BLANK = re.compile(r"\d \d{3}")


class Runs(Generic[T]):
    """What a function makes of each run of a text; of the runs in an article some 95 % were in those before it.

    Safe to use from several threads: each may make anew what another just made or forgot.

    Args:
        make: given a run, folded as ``analysis.words`` folds a text, and its language.
        kept: runs of a language; as many more of which each goes unless it is met again.
    """

    def __init__(self, make: Callable[[str, str], T], *, kept: int) -> None:
        self._make = make
        self._kept = kept
        self._runs: dict[str, dict[str, T]] = {}
        self._older: dict[str, dict[str, T]] = {}

    def of(self, text: str, language: str) -> list[T]:
        """What is made of each run of a text in a language (ISO 639-1), in order."""
        found = self._runs.setdefault(language, {}).get
        return [found(part) or self._of_run(part, language) for part in _parts(text)]

    def _of_run(self, part: str, language: str) -> T:
        """A run that was not met lately."""
        run = self._older.get(language, {}).get(part) or self._make(part, language)
        if len(part) <= _LONGEST:
            self._runs[language][part] = run
            if len(self._runs[language]) >= self._kept:
                # Emptied and not replaced: whoever is looking up a text goes on with the same dictionary.
                self._older[language] = dict(self._runs[language])
                self._runs[language].clear()
        return run


def _parts(text: str) -> list[str]:
    """Parts of a text that tell their words by themselves: runs without blanks, or a whole line."""
    if text.isascii():
        folded = text.lower()
    else:
        # A part of what is composed is composed, so that it need not be told again what became of its neighbours.
        composed = unicodedata.normalize("NFKC", text)
        folded = composed.casefold()
        if not unicodedata.is_normalized("NFKC", folded):
            folded = composed  # its parts would be composed anew
    if not _NUMBER_WITH_BLANK.search(folded):
        return [part.strip(_OUTSIDE) for part in folded.split()]
    parts: list[str] = []
    for line in folded.split("\n"):
        parts += [line] if _NUMBER_WITH_BLANK.search(line) else line.split()
    return parts
