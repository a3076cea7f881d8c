"""Image captions and photo credits among the lines of an article."""

from __future__ import annotations

import re

from index.cleaning_rules import CREDIT_WORDS, PHOTO

_COLON = r"\s*[:：=＝]\s*"
_OPEN, _CLOSE, _INSIDE = r"[(（\[［【〔]", r"[)）\]］】〕]", r"[^()（）\[\]［］【】〔〕\n]"
_PHOTO = rf"(?:{PHOTO})(?:[\s/]*(?:{CREDIT_WORDS}))*"
_CREDIT_IN_BRACKETS = re.compile(
    rf"\s*{_OPEN}\s*(?:[©▲]\s*)?(?:"
    rf"{_PHOTO}(?:{_COLON}|\s*[/／|–-]\s+|[/／])(?=\S)"
    rf"|(?:{PHOTO})\s+(?:by|courtesy|credit|via|von|de|por)\s"
    rf"|(?-i:[Ff]otos?|[Pp]hotos?|Ảnh|Фото)\s(?=(?-i:[^\W\d_a-zà-ÿа-я])){_INSIDE}{{1,30}}(?={_CLOSE})"
    rf"){_INSIDE}{{0,120}}{_CLOSE}",
    re.IGNORECASE,
)
_AGENCY = r"(?:AFP|AP|Reuters|EPA|dpa|TASS|Xinhua|Yonhap|Kyodo|ANSA|EFE|APA|PA|Getty(?: Images)?|Shutterstock)"
_AGENCY_IN_BRACKETS = re.compile(
    rf"\s*{_OPEN}(?:{_INSIDE}{{0,60}}(?:AP Photo|Getty Images|Shutterstock|/\s?{_AGENCY}(?!\w))"
    rf"{_INSIDE}{{0,60}}|{_INSIDE}{{0,30}}[摄攝]){_CLOSE}[.。]?$"
)
_AGENCY_AT_END = re.compile(rf"\S\s?[|/]\s?{_AGENCY}$")
_CREDIT_LINE = re.compile(
    rf"^\W{{0,4}}(?:{_PHOTO}{_COLON}\S|(?:photo|image|picture)s?\s(?:by|courtesy|credit)\s.{{1,100}}$|(?:image|photo|media)\s"
    r"(?:source|caption),\s|图[/／]\S|©\s?\S.{0,60}$)",
    re.IGNORECASE,
)
_CREDIT_AT_END = re.compile(
    rf"(?:(?:(?<=[.!?…。！？»”\"“’)）])|\s[|–—/▲-])\s*|(?<=\S)[\s/](?=\S+{_COLON}))(?:{_PHOTO}){_COLON}[^.!?。！？:：\n]{{1,60}}$",
    re.IGNORECASE,
)
_SENTENCE_BREAK = re.compile(r"(?<!\d)(?<!\b\w)[.!?…]+[\"'»”’“)]*(?=\s+[^\sa-zà-ÿа-я])|[。！？](?=.)")


def without_credit(line: str) -> str:
    """A line without its photo credit; ``""`` where it is nothing but a caption."""
    short = len(line) <= 300 and len(_SENTENCE_BREAK.findall(line)) <= 1
    if short and _CREDIT_LINE.match(line):
        return ""
    while credit := _CREDIT_IN_BRACKETS.search(line) or _AGENCY_IN_BRACKETS.search(line):
        before, after = line[: credit.start()].rstrip(), line[credit.end() :].strip()
        if not after.strip(".。") and len(line) <= 300 and len(_SENTENCE_BREAK.findall(before)) <= 1:
            return ""
        line = before + (" " if before and after and after[0].isalnum() else "") + after
    return "" if short and (_CREDIT_AT_END.search(line) or _AGENCY_AT_END.search(line)) else line
