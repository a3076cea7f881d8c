"""Which parts of a page are its article, and which stand beside it: other articles, comments, navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from index.phrases import folded
from index.sources.pages.date_words import BESIDE, hint_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_BESIDE_TAGS = frozenset(
    {
        "aside",
        "footer",
        "nav",
        "figure",
        "figcaption",
        "script",
        "style",
        "noscript",
        "template",
        "form",
        "select",
        "dialog",
        "blockquote",
        "iframe",
        "svg",
    }
)  # fmt: skip
_OTHER_THINGS = ("Comment", "VideoObject", "ImageObject", "AudioObject", "Event", "Person", "UserComments", "Product")
_MOST_HEADLINES = 30


class PageTree(Protocol):
    """What is used of an element of ``lxml.html``, which ships no types."""

    tag: Any  # text, but of comments and processing instructions a function
    text: str | None
    tail: str | None

    def get(self, name: str) -> str | None:  # noqa: D102
        ...

    def iter(self, *tags: str) -> Iterator[PageTree]:  # noqa: D102
        ...

    def itertext(self, *tags: str) -> Iterator[str]:  # noqa: D102
        ...

    def iterancestors(self, *tags: str) -> Iterator[PageTree]:  # noqa: D102
        ...


def says(title: str, headline: str) -> bool:
    """Whether a page's title is this headline, with the site's name or without, or the beginning of it."""
    given, own = folded(title), folded(headline)
    if len(own) <= 3 or not given:
        return False
    return (f" {own} " in f" {given} " and 2 * len(own) >= len(given)) or (
        len(given) > 12 and f"{own} ".startswith(given)
    )


def headline_of(page: PageTree, titles: list[str]) -> PageTree | None:
    """The element that is the article's headline: one that says what the page's title says, else the likeliest ``h1``.

    Args:
        page: the page.
        titles: what the page says its title is; the site's name may follow.
    """
    first = _some(page, "h1")
    for element in (*first, *_some(page, "h2", "h3", "dt")):
        if any(says(title, text_of(element)) for title in titles):
            return element
    in_article = (element for element in first if any(True for _ in element.iterancestors("article")))
    return next(in_article, first[0] if len(first) == 1 else None)


def _some(page: PageTree, *tags: str) -> list[PageTree]:
    return [element for element, _ in zip(page.iter(*tags), range(_MOST_HEADLINES), strict=False)]


def around(page: PageTree, headline: PageTree | None) -> list[PageTree]:
    """The elements that a headline stands in, inmost first, and the one ``article`` of a page that has only one.

    None of them is beside the article, whatever it is called.
    """
    found = [] if headline is None else list(headline.iterancestors())
    if not any(element.tag == "article" for element in found):
        articles = [element for element, _ in zip(page.iter("article"), range(2), strict=False)]
        found += articles if len(articles) == 1 else []
    return found


def is_beside(element: PageTree, surroundings: list[PageTree]) -> bool:
    """Whether an element by itself, not by what it stands in, is no part of the article."""
    if element.tag in ("html", "body", "head") or any(element is other for other in surroundings):
        return False
    if element.tag in _BESIDE_TAGS or element.tag == "article":
        return True
    if any(kind in (element.get("itemtype") or "") for kind in _OTHER_THINGS):
        return True
    return any(BESIDE.fullmatch(word) for word in hint_words(element.get("class"), element.get("id")))


def stands_beside(element: PageTree, surroundings: list[PageTree]) -> bool:
    """Whether an element, or anything it stands in, is no part of the article; its own footer is."""
    for each in (element, *element.iterancestors()):
        own_footer = each.tag == "footer" and any(above.tag == "article" for above in each.iterancestors())
        if not own_footer and is_beside(each, surroundings):
            return True
    return False


def text_of(element: PageTree, limit: int = 2000) -> str:
    """The text of an element on one line, at most the first ``limit`` characters and a bit."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext("*") if isinstance(element.tag, str) else ():
        pieces.append(piece)
        length += len(piece)
        if length > limit:
            break
    return " ".join(" ".join(pieces).split())
