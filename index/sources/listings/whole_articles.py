"""Whether a feed carries the whole of an article or only its beginning."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from index.source_line import SENTENCE_END, is_real_paragraph, written_length
from index.sources.listings.feed_words import FOOTERS, READ_ON

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST_LENGTH = 1000  # letters in paragraphs; a Chinese, Japanese or Korean one counts for two and a half
_LEAST_PARAGRAPHS = 3
_LONGEST_BUTTON = 160  # letters of a line that is nothing but the way to the rest
_LONGEST_SIGN = 60  # letters at the end of a paragraph in which that way can begin

_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
])  # fmt: skip
_NO_TEXT = frozenset([
    "head", "script", "style", "template", "noscript", "iframe", "object", "svg", "figcaption", "nav", "form",
    "button", "select",
])  # fmt: skip
_CUT = re.compile(r"(?:…|\.\.\.|\. \. \.|。。。|[\[(（【]\s*(?:…|\.{2,3}|&hellip;|\+)\s*[\])）】])[\W_]*$")
_END_MARKS = "\"'»«”“’‘)]›*"
_NO_FULL_STOPS = re.compile(r"[\u0e00-\u0eff]$")  # Thai and Lao
_PARAGRAPH_BREAK = re.compile(r"\r?\n\s*\n|\r?\n")


def is_whole(markup: str) -> bool:
    """Whether HTML from a feed is clearly a whole article.

    It is with three paragraphs and 1,000 letters or more that end as a sentence does, and with nothing at its end that
    says it goes on elsewhere. In doubt it is not: the page is the truth.
    """
    if len(markup) < _LEAST_LENGTH // 3:
        return False
    lines = [line for line in blocks(markup) if any(map(str.isalnum, line)) or _CUT.search(line)]
    while lines and FOOTERS.fullmatch(lines[-1]):
        lines.pop()
    paragraphs = [line for line in lines if is_real_paragraph(line)]
    if len(paragraphs) < _LEAST_PARAGRAPHS or sum(map(written_length, paragraphs)) < _LEAST_LENGTH:
        return False
    last = paragraphs[-1].rstrip()
    return bool(SENTENCE_END.search(last) or _NO_FULL_STOPS.search(last)) and not _goes_on(lines)


def as_html(text: str) -> str:
    """Plain text as HTML, a paragraph from each line."""
    lines = filter(None, map(str.strip, _PARAGRAPH_BREAK.split(text)))
    return "".join(f"<p>{html.escape(line, quote=False)}</p>\n" for line in lines)


def blocks(markup: str) -> list[str]:
    """The text of HTML, block by block, each on one line; empty ones are left out."""
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.document_fromstring(
            markup.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return []
    pieces: list[str] = []
    _collect(tree, pieces)
    return [line for line in (" ".join(block.split()) for block in "".join(pieces).split("\0")) if line]


def _collect(tree: Any, pieces: list[str]) -> None:  # noqa: ANN401 - lxml ships no types
    """Gather the text under an element, blocks apart by NUL; without recursion, for feeds nest as deep as they like."""
    from lxml import etree

    skipped = None
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        block = "\0" if element.tag in _BLOCKS or element.tag in _NO_TEXT else ""
        if event == "start" and skipped is None:
            if element.tag in _NO_TEXT:
                skipped = element
            else:
                pieces.append(block + (element.text or "").replace("\0", ""))
        elif event != "start":
            if skipped is element:
                skipped = None
            if skipped is None and element is not tree:
                pieces.append(block + (element.tail or "").replace("\0", ""))


def _goes_on(lines: Sequence[str]) -> bool:
    """Whether the last lines point to the rest of the article."""
    for line in lines[-2:]:
        if _CUT.search(line) or (len(line) <= _LONGEST_BUTTON and _is_button(line)):
            return True
    end = lines[-1].rstrip(" \t»›→>" + _END_MARKS)
    for found in READ_ON.finditer(end, max(0, len(end) - _LONGEST_SIGN)):
        if not any(map(str.isalnum, end[found.end() :])):
            return True  # «… said the mayor. Read more»
    return False


def _is_button(line: str) -> bool:
    found = READ_ON.search(line)
    return found is not None and not any(map(str.isalnum, line[: found.start()]))
