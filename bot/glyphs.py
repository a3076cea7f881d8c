"""Which letters the fonts at hand can draw, so that a picture of any text shows no empty boxes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_FIRST = "DejaVu Sans"
"""Comes with matplotlib; Latin, Greek, Cyrillic, Arabic, Hebrew and more."""
# Asked where the first lacks a letter, if they are installed.
_OTHERS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK TC", "Noto Sans CJK KR", "Noto Sans SC",
    "Noto Sans JP", "Noto Sans KR", "Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
    "Droid Sans Fallback", "IPAGothic", "PingFang SC", "Hiragino Sans", "Apple SD Gothic Neo",
    "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Telugu", "Noto Sans Gujarati",
    "Noto Sans Gurmukhi", "Noto Sans Kannada", "Noto Sans Malayalam", "Noto Sans Sinhala", "Noto Sans Thai",
    "Noto Sans Lao", "Noto Sans Khmer", "Noto Sans Myanmar", "Noto Sans Ethiopic", "Noto Sans Georgian",
    "Noto Sans Armenian", "Arial Unicode MS",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawable:
    """A text of which every character can be drawn.

    Attributes:
        text: the text, on one line.
        families: the fonts to draw it with, the first that has a character.
    """

    text: str
    families: list[str]


def drawable(text: str) -> Drawable:
    """The text without what no font at hand can draw: an ellipsis for each run of letters, nothing for a symbol."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    families = [_FIRST]
    missing = set(text) - _characters(_FIRST) - {" "}
    for family in _OTHERS if any(map(_spoken, missing)) else ():
        found = missing & _characters(family)
        if found:
            families.append(family)
            missing -= found
    told = "".join(("…" if _spoken(one) else "") if one in missing else one for one in text)
    return Drawable(" ".join(re.sub(r"…(?:\s*…)+", "…", told).split()), families)


def _spoken(character: str) -> bool:
    """Whether a reader would miss it: a letter, a digit, what stands above or below one."""
    return unicodedata.category(character)[0] in "LMN"


@lru_cache(maxsize=len(_OTHERS) + 1)
def _characters(family: str) -> frozenset[str]:
    """What a font can draw; nothing where it is not installed."""
    from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

    if all(entry.name != family for entry in fontManager.ttflist):
        return frozenset()
    return frozenset(map(chr, get_font(findfont(FontProperties(family=family))).get_charmap()))
