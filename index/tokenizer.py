"""The tokens of very many texts: as ``analysis`` gives them, several times faster."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import NamedTuple
from zlib import crc32

from index.analysis import hints, stem, words
from index.rules import digest_of_rules
from index.runs import Runs

_KEPT = 100_000  # runs of a language
# Everything that decides what tokens a text has, and so what a lexical index and sentences on disk hold.
_RULES, _LIBRARIES = ("analysis.py", "duplicates.py", "runs.py", "tokenizer.py"), ("PyStemmer",)


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


def rules() -> str:
    """What tells the tokens of this program from those of another version of it."""
    return digest_of_rules(_RULES, _LIBRARIES).hex()


def key(stem_: str) -> int:
    """What stands for a token on disk, 0 … 2³²-1."""
    return crc32(stem_.encode("utf-8", "surrogatepass"))


class Tokenizer:
    """Gives the same tokens as ``analysis.tokens``.

    Args:
        kept: of how many runs of signs in a language it is remembered what becomes of them.
    """

    def __init__(self, *, kept: int = _KEPT) -> None:
        self._runs = Runs(_made, kept=kept)

    def line(self, text: str, language: str) -> Line:
        """Give the tokens of a text in a language (ISO 639-1)."""
        runs = self._runs.of(text, language)
        tokens = [run.tokens for run in runs]
        keys = list(chain.from_iterable([run.keys for run in runs]))
        if language == "vi":
            # Its hints are pairs of words, also of words in two runs.
            found = list(chain.from_iterable([run.words for run in runs]))
            pairs = [f"{one}_{other}" for one, other in pairwise(found)]
            tokens += pairs
            keys += map(key, pairs)
        return Line(" ".join(tokens), keys, list(chain.from_iterable([run.hashes for run in runs])))


def _made(part: str, language: str) -> _Run:
    found = words(part)
    tokens = stem(found, language)
    if language != "vi":
        tokens = tokens + [hint for hint, _ in hints(found, language)]
    return _Run(tuple(found), " ".join(tokens), tuple(map(key, tokens)), tuple(map(key, found)))
