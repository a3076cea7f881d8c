"""What of a page is hidden, or says by its names that it is something else than the article."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index.source_line import is_real_paragraph
from index.sources.pages.tree import Element, box_of, drop, text_of
from index.sources.pages.words import FURNITURE, NAMING, QUOTED_POSTS, ROLES, TEASERS

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+(?![a-z])|\d+")
_LONGEST_NAME = 4  # words
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_TEASER = 400  # characters
_NEVER = ("script", "style", "noscript", "template", "figcaption")
# Of a page's prose, what may go at most: beyond it the name is that of a frame around the article, or all of the
# article is hidden until a script shows it.
_MOST_NAMED = 0.3
_MOST_HIDDEN = 0.7


def remove_hidden(body: Element) -> list[str]:
    """Take out what a browser does not show, unless hardly anything is left then; give the texts that went."""
    for element in list(body.iter(*_NEVER)):
        drop(element)
    return _remove(body, [e for e in body.iter("*") if _is_hidden(e)], _MOST_HIDDEN)


def remove_named(body: Element) -> list[str]:
    """Take out what is named furniture, unless it holds a headline or much of the prose; give the texts that went."""
    for post in list(body.iter("blockquote")):
        if has_name(post, QUOTED_POSTS):
            _unname(post)
    named = [e for e in body.iter("*") if _is_named(e)]
    return _remove(body, [e for e in named if e.tag == "h1" or e.find(".//h1") is None], _MOST_NAMED)


def has_name(element: Element, names: frozenset[str]) -> bool:
    """Whether a class, an id or another naming attribute of an element has one of the names (lower case) in it."""
    return any(_names(value) & names for attribute, value in element.items() if attribute in NAMING)


def _remove(body: Element, found: Iterable[Element], most: float) -> list[str]:
    matches = dict.fromkeys(found)
    outermost = [e for e in matches if not any(above in matches for above in e.iterancestors())]
    whole = _prose(body) if outermost else 0
    went: list[str] = []
    for element in outermost:
        if _prose(element) <= most * whole:
            went.append(text_of(element))
            drop(element)
    return went


def _prose(element: Element) -> int:
    """Characters in paragraphs that are sentences."""
    return sum(len(text) for p in element.iter("p") if is_real_paragraph(text := text_of(p)))


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    if style and _HIDDEN.search(style):
        return True
    return element.get("hidden") is not None or element.get("aria-hidden") == "true"


def _is_named(element: Element) -> bool:
    for attribute, value in element.items():
        if attribute in NAMING:
            is_furniture, may_be_teaser = _kind(value.replace(" ", "-") if attribute == "aria-label" else value)
            # A link inside a sentence is part of it, whatever it is called.
            if (is_furniture and element.tag != "a") or (may_be_teaser and _is_teaser(element)):
                return True
        elif attribute == "role" and value.lower() in ROLES:
            return True
    return False


@lru_cache(maxsize=4096)
def _kind(value: str) -> tuple[bool, bool]:
    names = _names(value)
    return bool(names & FURNITURE), bool(names & TEASERS)


@lru_cache(maxsize=4096)
def _names(value: str) -> frozenset[str]:
    """The words of a name, and each two, three and four of them in a row: «ArticleShareBar» has «share bar» in it."""
    found: set[str] = set()
    for part in value.split():
        words = [word.lower() for word in _WORD.findall(part)]
        for size in range(1, _LONGEST_NAME + 1):
            found.update(" ".join(words[at : at + size]) for at in range(len(words) - size + 1))
    return frozenset(found)


def _is_teaser(element: Element) -> bool:
    return element.find(".//a[@href]") is not None and len(text_of(element)) <= _LONGEST_TEASER


def _unname(post: Element) -> None:
    """Free a quoted post, and the boxes around it, of their names: trafilatura takes them for widgets."""
    outermost = box_of(post)
    for box in (post, *post.iterancestors()):
        for attribute in NAMING:
            box.attrib.pop(attribute, None)
        if box is outermost:
            break
