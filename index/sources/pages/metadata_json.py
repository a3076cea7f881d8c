"""The objects of a page's JSON-LD blocks, read with patience."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.sources.pages.date_regions import PageTree

ARTICLE_KINDS: Final = frozenset(
    {
        "Article",
        "NewsArticle",
        "AnalysisNewsArticle",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "OpinionNewsArticle",
        "Report",
        "ReportageNewsArticle",
        "ReviewNewsArticle",
    }
)  # fmt: skip
PAGE_KIND: Final = "WebPage"

_LONGEST_BLOCK = 2_000_000  # characters
_MOST_OBJECTS = 2000
# What leads from one description of the page to another; everything else (comments, videos, related articles) does not.
_WAYS = ("@graph", "mainEntity", "mainEntityOfPage")
_WRAPPING = re.compile(r"^\s*(?:<!--|//|/\*|<!\[CDATA\[|\*/|\s)+|(?:-->|//|/\*|\]\]>|\*/|\s)+$")
_STRING_OR_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+(?:"|$))|,(?=\s*+[}\]])', re.DOTALL)
_BETWEEN = re.compile(r"[\s,;]*")


def objects(page: PageTree) -> Iterator[Mapping[str, object]]:
    """The objects that describe the page, in their order; a block that cannot be read is left out."""
    left = _MOST_OBJECTS
    for script in page.iter("script"):
        if not (script.get("type") or "").strip().lower().startswith("application/ld+json"):
            continue
        text = "".join(script.itertext())
        if len(text) > _LONGEST_BLOCK:
            continue
        waiting = list(reversed(_values(_WRAPPING.sub("", text))))
        while waiting and left:
            value = waiting.pop()
            if isinstance(value, list):
                waiting += reversed(value)
            elif isinstance(value, dict):
                left -= 1
                yield value
                waiting += reversed([value[way] for way in _WAYS if way in value])


def kinds(value: Mapping[str, object]) -> set[str]:
    """The types of an object, without the vocabulary before them."""
    given = value.get("@type")
    return {
        re.split(r"[/#:]", kind.strip())[-1]
        for kind in (given if isinstance(given, list) else [given])
        if isinstance(kind, str)
    }


def word(value: object) -> str | None:
    """A value as text: a string, a number, the first of a list, the ``@value`` or name of an object."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = next((value[key] for key in ("@value", "alternateName", "name") if key in value), None)
    if isinstance(value, str):
        return html.unescape(value).strip() or None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def names(value: object, by_id: Mapping[str, Mapping[str, object]]) -> list[str]:
    """The names of persons or organisations; a mere ``@id`` is looked up; addresses are no names."""
    found: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        known = by_id.get(str(each["@id"])) if isinstance(each, dict) and "name" not in each and "@id" in each else each
        given = known.get("name") if isinstance(known, dict) else known
        for name in given if isinstance(given, list) else [given]:
            if (text := word(name)) and not text.lower().startswith(("http:", "https:")) and text not in found:
                found.append(text)
    return found


def _values(text: str) -> list[object]:
    """The JSON values of a block, one after the other."""
    found, whole = _strict(text)
    if not whole:
        mended = _STRING_OR_COMMA.sub(lambda match: match[1] or "", html.unescape(text) if "{&quot;" in text else text)
        found = max(found, _strict(mended)[0], key=len)
    return found


def _strict(text: str) -> tuple[list[object], bool]:
    """The values up to the first that is broken, and whether there is none."""
    decoder = json.JSONDecoder(strict=False)  # raw line ends in strings are common
    found: list[object] = []
    at = cast("re.Match[str]", _BETWEEN.match(text)).end()
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return found, False
        found.append(value)
        at = cast("re.Match[str]", _BETWEEN.match(text, at)).end()
    return found, True
