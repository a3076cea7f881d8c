"""What a word may be that was typed without its marks, as Vietnamese is where a keyboard has none."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache

_MOST = 8  # spellings; the rarest of more say little


def accented(word: str) -> tuple[str, ...]:
    """The Vietnamese words that lose their marks to become this one, commonest first; at most eight.

    Args:
        word: in ASCII letters, lower case; ``gia`` may be ``giá``, ``gia``, ``già`` …

    Returns:
        As ``analysis.words`` gives them; none for what no word is typed as. Source: wordfreq.
    """
    return _spellings().get(word, ())


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    import wordfreq

    found: dict[str, list[str]] = defaultdict(list)
    for word in wordfreq.get_frequency_dict("vi", "small"):  # commonest first
        plain = _plain(word)
        if plain.isascii() and plain.isalpha():
            found[plain].append(word)
    return {plain: tuple(words[:_MOST]) for plain, words in found.items()}


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
