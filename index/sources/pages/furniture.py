"""What of a page is hidden, or says by its names that it is something else than the article."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index.source_line import is_real_paragraph
from index.sources.pages.tree import HEADINGS, Element, Runs, box_of, drop, linked_share, runs_of, text_of
from index.sources.pages.words import (
    FURNITURE,
    NAMING,
    QUOTED_POSTS,
    ROLES,
    SAYS_WHAT_IS_ON,
    SAYS_WHAT_IS_THERE,
    TALK,
    TEASERS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_WORD = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+(?![a-z])|\d+")
_COLUMN = re.compile(r"col-", re.IGNORECASE)  # of a grid: «col-md-push-4»
_TOPIC = re.compile(r"(?:tag|category|kategorie|ressort|rubrik|topic|term|taxonomy)-", re.IGNORECASE)
_LONGEST_NAME = 4  # words
_DIGITS = re.compile(r"\d+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NEVER = ("script", "style", "noscript", "template", "figcaption")
_LONGEST_TEASER = 400  # characters
_MOST_LINKED = 0.3  # of a text that is no teaser
# Of a page's prose, what may go at most: beyond it the name is that of a frame around the article, or all of the
# article is hidden until a script shows it.
_MOST_NAMED = 0.3
_MOST_TALK = 0.95
_MOST_HIDDEN = 0.7
# Of the text that trafilatura takes for the article, what may go with all that is called alike, and in all: beyond it
# the name is that of boxes in which the article itself stands, «text-with-ad».
_MOST_OF_ARTICLE = 0.3
_MOST_OF_ARTICLE_IN_ALL = 0.5
_MOST_COPIES = 3  # groups for which it is looked whether they are copies of what stands elsewhere on the page
_SHORTEST_COST = 150  # characters; less is no part of an article to speak of


def remove_hidden(body: Element, article: Runs) -> list[str]:
    """Take out what a browser does not show, unless hardly anything is left then; give the texts that went.

    What stays is hidden until a script shows it: it is freed of that mark, for trafilatura would leave it out.

    Args:
        body: of the page.
        article: the runs of words of what trafilatura took for the article.
    """
    for element in list(body.iter(*_NEVER)):
        drop(element)
    hidden = [element for element in body.iter("*") if _is_hidden(element)]
    if not hidden:
        return []
    prose = _prose_of(body)
    most = _MOST_HIDDEN * prose(body)
    outermost = _outermost(element for element in hidden if prose(element) <= most)
    size = sum(map(prose, outermost))
    groups: dict[str, list[Element]] = {}
    for element in outermost:
        if size <= most or not prose(element):
            groups.setdefault(element.get("style") or "", []).append(element)
    gone = _remove(body, groups, article)
    for element in hidden:
        for attribute in ("style", "hidden", "aria-hidden"):
            element.attrib.pop(attribute, None)
    return gone


def remove_named(body: Element, article: Runs, opening: Callable[[], list[Element]]) -> list[str]:
    """Take out what is named furniture, unless it is much of the article; give the texts that went.

    What holds a headline or much of the page's prose is a frame around the article; furniture in it goes all the same.

    Args:
        body: of the page.
        article: the runs of words of what trafilatura took for the article.
        opening: gives the first paragraphs under the headline.
    """
    for post in list(body.iter("blockquote")):
        if has_name(post, QUOTED_POSTS):
            _unname(post)
    named = _named(body)
    prose = _prose_of(body)
    whole = prose(body)
    went: list[str] = []
    for talk in _outermost(e for e in named if _is_called(e, TALK) and prose(e) <= _MOST_TALK * whole):
        if prose(talk) > _MOST_NAMED * whole and not any(talk in p.iterancestors() for p in opening()):
            went.append(text_of(talk))
            drop(talk)
    if went:
        named = _named(body)
        article = article - runs_of("\n".join(went))
    groups: dict[str, list[Element]] = {}
    for element in _outermost(e for e in named if prose(e) <= _MOST_NAMED * whole):
        groups.setdefault(named[element], []).append(element)
    return went + _remove(body, groups, article)


def has_name(element: Element, names: frozenset[str]) -> bool:
    """Whether a class, an id or another naming attribute of an element has one of the names (lower case) in it."""
    return any(_words_of(value) & names for attribute, value in element.items() if attribute in NAMING)


def forget_names(body: Element) -> None:
    """Free all elements of their names, where trafilatura takes the article's own for that of something else."""
    for element in body.iter("*"):
        for attribute in NAMING:
            element.attrib.pop(attribute, None)


def _named(body: Element) -> dict[Element, str]:
    return {e: name for e in body.iter("*") if (name := _furniture(e)) is not None and not _holds_headline(e)}


def _remove(body: Element, groups: dict[str, list[Element]], wanted: Runs) -> list[str]:
    """Take out groups of elements, those first that cost least of the article, until it would be too much of it."""
    costs = {name: _cost(wanted, group) for name, group in groups.items()}
    spent = looked = 0
    went: list[str] = []
    for name in sorted(groups, key=costs.__getitem__):
        cost = costs[name]
        if not _is_affordable(cost, spent, len(wanted)) and looked < _MOST_COPIES:
            looked += 1
            cost -= _still_there(wanted, body, groups[name])
        if not _is_affordable(cost, spent, len(wanted)):
            continue
        spent += cost
        for element in groups[name]:
            went.append(text_of(element))
            drop(element)
    return went


def _is_affordable(cost: int, spent: int, whole: int) -> bool:
    return cost <= _MOST_OF_ARTICLE * whole and spent + cost <= _MOST_OF_ARTICLE_IN_ALL * whole


def _cost(wanted: Runs, group: list[Element]) -> int:
    text = "\n".join(map(text_of, group))
    return len(runs_of(text) & wanted) if len(text) >= _SHORTEST_COST else 0


def _still_there(wanted: Runs, body: Element, group: list[Element]) -> int:
    """How much of what a group of elements holds of an article stands elsewhere on the page too, as in a copy of it."""
    inside = {inner for element in group for inner in element.iter()}
    texts: list[str] = []
    for element in body.iter():
        if element not in inside and isinstance(element.tag, str):
            texts.append(element.text or "")
        if element.getparent() not in inside:
            texts.append(element.tail or "")
    held = runs_of("\n".join(map(text_of, group))) & wanted
    return len(held & runs_of(" ".join(texts)))


def _outermost(found: Iterable[Element]) -> list[Element]:
    matches = dict.fromkeys(found)
    return [e for e in matches if not any(above in matches for above in e.iterancestors())]


def _prose_of(body: Element) -> Callable[[Element], int]:
    """A function that gives the characters in an element's paragraphs that are sentences."""
    sizes = {p: len(text) for p in body.iter("p") if is_real_paragraph(text := text_of(p))}
    return lambda element: sum(sizes.get(p, 0) for p in element.iter("p"))


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    if style and _HIDDEN.search(style):
        return True
    return element.get("hidden") is not None or element.get("aria-hidden") == "true"


def _holds_headline(element: Element) -> bool:
    return element.tag != "h1" and element.find(".//h1") is not None


def _furniture(element: Element) -> str | None:
    """The name that says an element is furniture, None where none does."""
    for attribute, value in element.items():
        if attribute in NAMING:
            is_furniture, may_be_teaser = _kind(value.replace(" ", "-") if attribute == "aria-label" else value)
            # A link inside a sentence is part of it, whatever it is called.
            if (is_furniture and element.tag != "a") or (may_be_teaser and _is_teaser(element)):
                return _called(value)
        elif attribute == "role" and value.lower() in ROLES:
            return str(value).lower()
    return None


@lru_cache(maxsize=4096)
def _kind(value: str) -> tuple[bool, bool]:
    names = _words_of(value)
    return not names.isdisjoint(FURNITURE), not names.isdisjoint(TEASERS)


def _is_called(element: Element, names: frozenset[str]) -> bool:
    """Whether a class, an id or another naming attribute of an element is one of the names, and has no more in it."""
    return any(
        " ".join(_words(part)) in names
        for attribute, value in element.items()
        if attribute in NAMING
        for part in value.split()
    )


def _called(value: str) -> str:
    """A name as others of its kind have it too: without numbers."""
    return _DIGITS.sub("", value)


@lru_cache(maxsize=4096)
def _words_of(value: str) -> frozenset[str]:
    """The words of a name in lower case, and each two, three and four of them in a row."""
    found: set[str] = set()
    for part in value.split():
        words = _words(part)
        for size in range(1, _LONGEST_NAME + 1):
            found.update(" ".join(words[at : at + size]) for at in range(len(words) - size + 1))
    return frozenset(found)


def _words(part: str) -> list[str]:
    """The words of one class or id, without those that say what else there is: «content-with-ads» is content."""
    if _COLUMN.match(part):
        return []
    words = [word.lower() for word in _WORD.findall(part)]
    if _TOPIC.match(part):
        return [" ".join(words)]  # «tag-werbung» tells what an article is about
    if words and words[-1] in SAYS_WHAT_IS_ON:
        return []
    if SAYS_WHAT_IS_THERE.isdisjoint(words):
        return words
    return words[: next(at for at, word in enumerate(words) if word in SAYS_WHAT_IS_THERE)]


def _is_teaser(element: Element) -> bool:
    if element.find(".//a[@href]") is None or len(text_of(element)) > _LONGEST_TEASER:
        return False
    return linked_share(element) > _MOST_LINKED or next(element.iter("img", *HEADINGS), None) is not None


def _unname(post: Element) -> None:
    """Free a quoted post, and the boxes around it, of their names: trafilatura takes them for widgets."""
    outermost = box_of(post)
    for box in (post, *post.iterancestors()):
        for attribute in NAMING:
            box.attrib.pop(attribute, None)
        if box is outermost:
            break
