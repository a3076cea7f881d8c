"""Made-up vocabularies: words that no language has, as frequent as words are."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

WORDS = 30_000  # in a vocabulary: what a few thousand news articles hold
_NAMES = 6_000
# Zipf's law as Mandelbrot corrected it: the share of the word of rank r is ∝ 1 / (r + 2.7)^1.07.
_SHIFT, _EXPONENT = 2.7, 1.07
_CLOSED = 0.6  # share of syllables that end in a consonant


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language looks.

    Attributes:
        code: ISO 639-1 of the real language that it is treated as: its stemmer, its rules for sentences.
        glue: its most frequent words; they alone are real, so that a question's language can be told.
        asking: words that begin a question.
        parts: beginnings, middles and ends of syllables.
        endings: what longer words may end in.
        joint: what stands between words.
        stop: what ends a sentence.
        date: a pattern of ``year``, ``month`` and ``day``.
        words_in_chunk: about how many words fill a chunk.
    """

    code: str
    glue: tuple[str, ...]
    asking: tuple[str, ...]
    parts: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    endings: tuple[str, ...]
    joint: str
    stop: str
    date: str
    words_in_chunk: int


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_BLANK = ("",)
MANNERS = (
    Manner(
        "en",
        _split("the of to and in a for that is on with was as it by at from has are said"),
        _split("Who What Where When Why Which"),
        (
            _split("b br c d dr f g gr h k l m n p pl r s st t tr v w"),
            _split("a e i o u ai ea ou"),
            _split("n r l s t m nd"),
        ),
        ("", "", "s", "ed", "ing", "er"), " ", ".", "{year}-{month:02}-{day:02}", 77,
    ),
    Manner(
        "de",
        _split("der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als"),
        _split("Wer Was Wo Wann Warum Welche"),
        (
            _split("b bl d f fr g gl h k kr l m n p r s sch st t w z"),
            _split("a e i o u ei au ie ü"),
            _split("n r l s t ck ng"),
        ),
        ("", "", "en", "ung", "er", "heit"), " ", ".", "{day}.{month}.{year}", 66,
    ),
    Manner(
        "vi",
        _split("là và của có cho được trong với các một những không này đã để người ở tại từ"),
        _split("Ai Gì Đâu Khi Tại Nào"),
        (
            _split("b ch đ g h kh l m n ng nh ph qu t th tr v x"),
            _split("a á ả e ê ế i o ô ố ơ u ư ứ"),
            _split("n m ng t p c"),
        ),
        _BLANK, " ", ".", "{day}/{month}/{year}", 62,
    ),
    Manner(
        "zh",
        _split("的 在 是 了 和 有 不 这 为 也 对 就 与 中 将 说 及 被"),
        _split("谁 什么 哪里 何时 为何 哪个"),
        (tuple(chr(0x5200 + 7 * n) for n in range(600)), _BLANK, _BLANK),
        _BLANK, "", "。", "{year}年{month}月{day}日", 112,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words of one language, the most frequent first.

    Attributes:
        words: all different; those of ``manner.glue`` come first.
        names: of people and places, the most frequent first.
        shares: of each word, shape (words,): adds up to 1.
    """

    manner: Manner
    words: tuple[str, ...]
    names: tuple[str, ...]
    shares: NDArray[np.float64]
    _up_to: NDArray[np.float64]
    _names_up_to: NDArray[np.float64]

    def draw(self, rng: np.random.Generator, count: int) -> NDArray[np.int64]:
        """Ranks of words drawn by their shares, from 0; shape (count,)."""
        return np.searchsorted(self._up_to, rng.random(count), side="right")

    def draw_names(self, rng: np.random.Generator, count: int) -> list[str]:
        """Names drawn by their shares: some are in the news often."""
        return [self.names[at] for at in np.searchsorted(self._names_up_to, rng.random(count), side="right")]


@cache
def vocabulary(manner: Manner, size: int = WORDS) -> Vocabulary:
    """The vocabulary of a language; always the same."""
    rng = random.Random(manner.code)  # noqa: S311 - words, no secrets
    words = list(dict.fromkeys([*manner.glue, *_invented(manner, rng, size)]))[:size]
    names = [_capital(name) for name in _invented(manner, rng, _NAMES, least=2)]
    shares, of_names = _zipf(len(words)), _zipf(len(names))
    return Vocabulary(manner, tuple(words), tuple(names), shares, _cumulated(shares), _cumulated(of_names))


def dated(manner: Manner, year: int, month: int, day: int) -> str:
    """A date as the language writes it."""
    return manner.date.format(year=year, month=month, day=day)


def sentence(manner: Manner, words: Sequence[str]) -> str:
    """Words as a sentence: a capital first, a full stop last."""
    return _capital(manner.joint.join(words)) + manner.stop


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _zipf(count: int) -> NDArray[np.float64]:
    weights = (np.arange(1, count + 1) + _SHIFT) ** -_EXPONENT
    shares: NDArray[np.float64] = weights / weights.sum()
    return shares


def _cumulated(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    upto = np.cumsum(shares)
    upto[-1] = 1.0  # whatever rounding says: each draw finds a word
    return upto


def _invented(manner: Manner, rng: random.Random, count: int, least: int = 1) -> list[str]:
    """Different words, short ones first: what is said often is said briefly."""
    found: dict[str, None] = {}
    syllables = least
    while len(found) < count:
        # Of each length as many as stay well below what its syllables can make.
        for _ in range(min(count - len(found), 600 * 20 ** (syllables - 1))):
            word = "".join(_syllable(manner, rng) for _ in range(syllables))
            found[word + (rng.choice(manner.endings) if syllables > 1 else "")] = None
        syllables += 1
    return list(found)[:count]


def _syllable(manner: Manner, rng: random.Random) -> str:
    start, middle, end = manner.parts
    return rng.choice(start) + rng.choice(middle) + (rng.choice(end) if rng.random() < _CLOSED else "")
