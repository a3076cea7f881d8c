"""The tokens of very many texts: what ``analysis`` makes of each run of signs between blanks is kept for the next."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, pairwise
from typing import NamedTuple
from zlib import crc32

from index.analysis import hints, stem, words

# News repeats itself: of the runs in an article some 95 % were in those before it.
_KEPT = 100_000  # runs of a language; as many more of which each goes unless it is met again
_LONGEST = 40  # signs of a run that is worth being kept
_OUTSIDE = ".,;:!?\"'()[]…“”„‘’«»–—"  # around a run these belong to no word and to no number
# Blanks part what belongs together only inside a number.
_NUMBER_WITH_BLANK = re.compile(r"\d \d{3}")


class _Run(NamedTuple):
    """What becomes of a run without blanks; ``tokens`` are in one string, apart by blanks."""

    words: tuple[str, ...]
    tokens: str
    keys: tuple[int, ...]
    hashes: tuple[int, ...]


class Line(NamedTuple):
    """The tokens of a line, in any order, repeats kept.

    Attributes:
        tokens: in one string, apart by blanks.
        keys: what ``key`` gives for each.
        hashes: the same of each word as it is, not stemmed, in order.
    """

    tokens: str
    keys: list[int]
    hashes: list[int]


def key(stem_: str) -> int:
    """What stands for a token on disk, 0 … 2³²-1."""
    return crc32(stem_.encode("utf-8", "surrogatepass"))


class Tokenizer:
    """Gives the same tokens as ``analysis.tokens``, several times faster over many texts; for one thread."""

    def __init__(self, *, kept: int = _KEPT) -> None:
        self._kept = kept
        self._runs: dict[str, dict[str, _Run]] = {}
        self._older: dict[str, dict[str, _Run]] = {}

    def line(self, text: str, language: str) -> Line:
        """Give the tokens of a text in a language (ISO 639-1)."""
        runs = self._of(text, language)
        tokens = [run.tokens for run in runs]
        keys = list(chain.from_iterable([run.keys for run in runs]))
        if language == "vi":
            # Its hints are pairs of words, also of words in two runs.
            found = list(chain.from_iterable([run.words for run in runs]))
            pairs = [f"{one}_{other}" for one, other in pairwise(found)]
            tokens += pairs
            keys += map(key, pairs)
        return Line(" ".join(tokens), keys, list(chain.from_iterable([run.hashes for run in runs])))

    def _of(self, text: str, language: str) -> list[_Run]:
        found = self._runs.setdefault(language, {}).get
        return [found(part) or self._run(part, language) for part in _parts(text)]

    def _run(self, part: str, language: str) -> _Run:
        """A run that was not met lately."""
        run = self._older.get(language, {}).get(part) or _made(part, language)
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


def _made(part: str, language: str) -> _Run:
    found = words(part)
    tokens = stem(found, language)
    if language != "vi":
        tokens = tokens + [hint for hint, _ in hints(found, language)]
    return _Run(tuple(found), " ".join(tokens), tuple(map(key, tokens)), tuple(map(key, found)))
