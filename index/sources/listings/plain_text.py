"""Titles and names of feeds as plain text, however often their markup was escaped on the way."""

from __future__ import annotations

import html
import re

from index.sources.records import one_line

# Tags that stand in titles. Another «<…>» is text: «x < y», «<Platzhalter>».
_TAG = re.compile(
    r"</?(?:a|abbr|acronym|b|big|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|nobr|p|q|s|small|span|strike|strong|sub|sup"
    r"|tt|u|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br(?:\s[^<>]*)?/?>|</p>", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_LONGEST = 20_000  # characters


def plain_text(text: str | None) -> str | None:
    """A title or name on one line without tags, entities and invisible characters; None where nothing is left."""
    given = (text or "")[:_LONGEST]
    for _ in range(2):  # many feeds escape twice
        given = html.unescape(_TAG.sub("", _BREAK.sub(" ", _SCRIPT.sub("", given))))
    return one_line(_TAG.sub("", given))
