"""The lines under a headline: who wrote an article, and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.cleaning_rules import BYLINES, CLOCK, STAMP
from index.phrases import folded
from index.source_line import SENTENCE_END, is_real_paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = 4  # first lines in which byline and time stand

_BYLINE_WITH_COLON = re.compile(rf"\W{{0,3}}(?:{BYLINES})\s*[:：/／]\s*\S.{{0,80}}", re.IGNORECASE)
_BYLINE = re.compile(r"\W{0,2}(?:By|Von|Par|Por|Di|Door|Af|Av|Od|Autor|Автор|Oleh|Penulis)\s+(\S.{1,60})")
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*|and|und|et|y|e|i|en|og|och|и|&|de|van|von|del|da|bin|al),?")
_DATE = re.compile(
    r"\d{4}\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}"
    r"|(?<!\d)\d{1,2}(?:\.|º|er|st|nd|rd|th)?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?\d{4}(?!\d)"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,\s\d{4}(?!\d)"
)
_MERIDIEM = re.compile(r"(?<=\d\s)[ap]\.m\.$")
_DATE_OR_CLOCK = re.compile(f"{_DATE.pattern}|{CLOCK.pattern}", re.IGNORECASE)


def without_head(lines: Sequence[str]) -> list[str]:
    """Lines without a byline and a time of publication among the first few."""
    kept: list[str] = []
    seen = 0
    for at, line in enumerate(lines):
        if line:
            seen += 1
            if seen > _HEAD or is_real_paragraph(line):
                return kept + list(lines[at:])
        if not (line and (is_byline(line) or _is_time(line))):
            kept.append(line)
    return kept


def is_byline(line: str) -> bool:
    """Whether a line names who wrote the article, and nothing else."""
    if SENTENCE_END.search(line) or len(line) > 100:
        return False
    if _BYLINE_WITH_COLON.fullmatch(line):
        return True
    byline = _BYLINE.fullmatch(line)
    names = byline.group(1).split() if byline else []
    return 2 <= len(names) <= 12 and all(_NAME.fullmatch(name) for name in names)


def _is_time(line: str) -> bool:
    return len(line) <= 60 and not SENTENCE_END.search(line) and bool(_DATE.search(line)) and len(line.split()) <= 9


def is_stamp(line: str) -> bool:
    """A line that says when the page was written or changed, and nothing else."""
    ends = SENTENCE_END.search(_MERIDIEM.sub("", line))
    label = STAMP.match(line) if len(line) <= 100 and not ends else None
    time, told = _DATE_OR_CLOCK.subn(" ", line[label.end() :]) if label else ("", 0)
    return told > 0 and len(folded(time).split()) <= 3 and not any(map(str.isdigit, time))
