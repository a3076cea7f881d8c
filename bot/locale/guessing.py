"""In which of the languages the bot speaks a question is asked."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Final

from bot.locale.guessing_words import SIGNS

_SPOKEN: Final = frozenset(["de", "vi", "fr", "es", "ru"])
_ASKING: Final = 2
_PLAIN: Final = 2  # a word that asks, or two others
_BEGINNING: Final = 300  # characters that show it


def guess(question: str) -> str | None:
    """ISO 639-1 code of the language of a question, if it is plainly one the bot speaks other than English."""
    text = unicodedata.normalize("NFC", question[:_BEGINNING]).lower()
    weights: Counter[str] = Counter()
    for word in set(re.findall(r"\w+", text)):
        weights.update(_weights().get(word, {}))
    for code, letters in _letters().items():
        weights[code] += _ASKING * len(set(letters.findall(text)))
    best = weights.most_common(2)
    if not best or best[0][0] not in _SPOKEN or best[0][1] < _PLAIN:
        return None
    # One language must be ahead: many share words.
    return None if len(best) > 1 and best[1][1] == best[0][1] else best[0][0]


@cache
def _weights() -> dict[str, dict[str, int]]:
    """How much each word counts for each language that has it."""
    weights: dict[str, dict[str, int]] = {}
    for code, signs in SIGNS.items():
        for words, weight in ((signs.common, 1), (signs.asking, _ASKING)):
            for word in words.split():
                weights.setdefault(word, {})[code] = weight
    return weights


@cache
def _letters() -> dict[str, re.Pattern[str]]:
    return {code: re.compile(f"[{signs.letters}]") for code, signs in SIGNS.items() if signs.letters}
