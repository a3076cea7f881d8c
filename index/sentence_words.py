"""A sentence taken apart: its words, what each may be, and where its numbers stand."""

# ruff: noqa: E501 -- patterns of many languages
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from index.analysis import words
from index.answer_words import MARKS, SPACELESS_MARKS, VIETNAMESE_MARKS
from index.unit_words import TIMES, UNITS, VIETNAMESE

if TYPE_CHECKING:
    from collections.abc import Collection

_MARK = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u200c"
_TOKEN = re.compile(
    rf"(?<![a-zA-Zα-ωа-я])\d+(?:[.,:’'٬٫\u202f]\d+|\ \d{{3}}(?!\d))*|(?:[^\W\d_](?:[.][^\W\d_](?=[.\s]))?[{_MARK}]*)+|[%‰€$£¥₫₽₹฿₺₩₴₪°]"
)
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
UNSPACED_NUMBER = (
    r"(?:\d[\d.,]*|[〇零一二三四五六七八九十百千万萬億亿两兩数半]|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ยี่|ร้อย|พัน|หมื่น|แสน|ล้าน|ครึ่ง|"
    r"하나|둘|셋|두|세|네|다섯|여섯|십|백|천|만|억)(?:[\d.,〇零一二三四五六七八九十百千万萬億亿两兩多余]|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน|ครึ่ง|십|백|천|만|억|\s(?=ล้าน|แสน|พัน|บาท))*"
)
COUNTED = re.compile(UNSPACED_NUMBER)
VIETNAMESE_LETTER = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")

_NUMBER = frozenset(["number"])
_GERMAN_NUMBER = re.compile(
    r"und(?:zwanzig|drei(?:ß|ss)ig|(?:vier|fünf|sech|sieb|acht|neun)zig)|tausend|hundert|.{3}zehn$"
)
_ARABIC_PREFIX = re.compile("(?:[وف]?[بلك]?ال|[وف]|لل)(?=[\u0620-\u064a]{3})")


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence taken apart: ``numbers`` are runs of number words as (first, last) places among the words."""

    text: str
    shown: tuple[str, ...]
    folded: tuple[str, ...]
    tags: tuple[frozenset[str], ...]
    held: frozenset[str]
    numbers: tuple[tuple[int, int], ...]
    unspaced: bool


@lru_cache(maxsize=512)  # a sentence is asked for several kinds in a row
def read_sentence(sentence: str) -> Read:
    """Take a sentence apart."""
    shown = tuple(_TOKEN.findall(sentence))
    folded = tuple([token.casefold() for token in shown])
    vietnamese = VIETNAMESE_LETTER.search(sentence) is not None
    tags = tuple(map(_vietnamese_tags if vietnamese else _tags, folded))
    numbers: list[tuple[int, int]] = []
    for at, of in enumerate(tags):
        following = tags[at + 1] if at + 1 < len(tags) else frozenset()
        weak = "one" in of and not following.isdisjoint(_COUNTABLE)
        if not ("number" in of or "magnitude" in of or weak):
            continue
        if numbers and numbers[-1][1] == at - 1:
            numbers[-1] = (numbers[-1][0], at)
        else:
            numbers.append((at, at))
    unspaced = _UNSPACED.search(sentence) is not None
    return Read(sentence, shown, folded, tags, frozenset().union(*tags), tuple(numbers), unspaced)


_COUNTABLE = frozenset(["length", "weight", "duration", "share", "currency", "magnitude"])


@lru_cache(maxsize=1 << 16)
def _tags(token: str) -> frozenset[str]:
    """What a word may be."""
    found = _listed(token, vietnamese=False)
    number = token[0].isdecimal() or _GERMAN_NUMBER.search(token)
    return _once(found | _NUMBER) if number else found


@lru_cache(maxsize=1 << 14)
def _vietnamese_tags(token: str) -> frozenset[str]:
    """What a word of a Vietnamese sentence may be."""
    found = _listed(token, vietnamese=True)
    return _once(found | _NUMBER) if token[0].isdecimal() else found


def _listed(token: str, *, vietnamese: bool) -> frozenset[str]:
    whole, stems = _lexicon(vietnamese=vietnamese)
    found = set(whole.get(token, ()))
    found.update(tag for stem, tag in stems.get(token[:3], ()) if token.startswith(stem))
    if bare := _ARABIC_PREFIX.match(token):
        found |= _vietnamese_tags(token[bare.end() :]) if vietnamese else _tags(token[bare.end() :])
    return _once(frozenset(found))


# Few sets of tags are different. Each kept once, Python's collector, which stops everything, has little to look at.
_KNOWN: dict[frozenset[str], frozenset[str]] = {}


def _once(tags: frozenset[str]) -> frozenset[str]:
    return _KNOWN.setdefault(tags, tags)


@cache
def _lexicon(*, vietnamese: bool) -> tuple[dict[str, set[str]], dict[str, list[tuple[str, str]]]]:
    """Words and beginnings of words with their tags, the latter by their first three letters."""
    whole: dict[str, set[str]] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    tables = (VIETNAMESE, VIETNAMESE_MARKS) if vietnamese else (UNITS, TIMES, MARKS)
    for table in tables:
        for tag, listed in table.items():
            for word in listed.casefold().split():
                if word.endswith("*") and len(word) > 3:
                    stems.setdefault(word[:3], []).append((word[:-1], tag))
                else:
                    whole.setdefault(word, set()).add(tag)
    return whole, stems


def is_new(read: Read, first: int, last: int, asked: Collection[str]) -> bool:
    """Tell whether a run of words, from place ``first`` to ``last``, says what ``asked`` lacks."""
    return any(word not in asked for token in read.shown[first : last + 1] for word in words(token))


def new_match(pattern: re.Pattern[str], text: str, asked: Collection[str]) -> bool:
    """Tell whether a pattern matches what ``asked`` lacks."""
    return any(not set(words(match.group())) <= set(asked) for match in pattern.finditer(text))


@cache
def unspaced_mark(tag: str) -> re.Pattern[str]:
    """Give the pattern of a tag's words in scripts that do not set words apart."""
    return re.compile(SPACELESS_MARKS[tag])
