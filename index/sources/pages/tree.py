"""Elements of a parsed page: their text, what of it is linked, and how one is taken out."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

Element = Any  # of lxml, which ships no types
Runs = frozenset[tuple[str, ...]]

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | {
    "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
}  # fmt: skip


_FRAMES = ("html", "body", "article", "main")
_MOST_BESIDE = 20  # elements side by side that are looked at
_RUN = 3  # words
_MOST_WORDS = 100_000
_WORD = re.compile(r"\w+")


def text_of(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def runs_of(text: str) -> Runs:
    """Each three words in a row of a text: what texts are compared by."""
    words = _WORD.findall(text)[:_MOST_WORDS]
    return frozenset(zip(*(words[at:] for at in range(_RUN)), strict=False))


def linked_share(element: Element) -> float:
    """How much of an element's text is links, in [0, 1]; 0 where it has none."""
    whole = len(text_of(element))
    links = [element] if element.tag == "a" else element.iter("a")
    return min(1.0, sum(len(text_of(link)) for link in links) / whole) if whole else 0.0


def has_blocks(element: Element) -> bool:
    """Whether there are paragraphs, lists or boxes inside an element."""
    return any(inner.tag in BLOCKS for inner in element.iterdescendants())


def next_with_text(element: Element) -> Element | None:
    """The next element beside it that says something, None where the few next ones do not."""
    for following in islice(element.itersiblings(), _MOST_BESIDE):
        if isinstance(following.tag, str) and text_of(following):
            return following
    return None


def box_of(element: Element) -> Element:
    """The outermost element that holds nothing but this one."""
    while (parent := element.getparent()) is not None and parent.tag not in _FRAMES and _is_alone(element, parent):
        element = parent
    return element


def _is_alone(element: Element, parent: Element) -> bool:
    if len(parent) > _MOST_BESIDE or (parent.text or "").strip() or (element.tail or "").strip():
        return False
    return all(child is element or not (text_of(child) or (child.tail or "").strip()) for child in parent)


def drop(element: Element) -> None:
    """Take an element out; the text after it stays where it was."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
