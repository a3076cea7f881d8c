"""The article's text out of a parsed page."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from index.phrases import folded
from index.sources.pages import furniture, layout, links
from index.sources.pages.tree import HEADINGS, Runs, has_blocks, runs_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.sources.pages.tree import Element

_MOST_LOST = 0.3
_MOST_GROWN = 0.5
_SHORT = 300  # characters, under which trafilatura may take all that is left of a page
_MOST_FOUND = 0.7
_PARAGRAPHS = (*HEADINGS, "p", "li", "blockquote", "div")


def body_text(tree: Element, title: str | None, *, host: str | None = None) -> str:
    """Find the text of a page's article.

    trafilatura reads the page twice: as it is, and without what stands around and between the article's paragraphs by
    the page's own build. The second text is taken, unless it lacks much of the first that was not taken out on purpose:
    then a rule went wrong on this page, and the first is better.

    Args:
        tree: the parsed page; unchanged.
        title: the headline as the page's metadata have it.
        host: the page's own, where it is known.

    Returns:
        The paragraphs, one a line; ``""`` where the page holds no article.
    """
    whole = _extract(tree)
    wanted = runs_of(whole)
    pruned = deepcopy(tree)
    body = pruned.find("body")
    if body is None:
        return whole
    went = furniture.remove_hidden(body, wanted)
    went += furniture.remove_named(body, wanted, lambda: layout.opening(body, title))
    lead = layout.lead_of(body, title)
    head = layout.head_of(body, title)
    layout.free_headings(body)
    layout.unfold_tables(body)
    layout.wrap_loose_text(body)
    opening = layout.opening(body, title)
    went += links.remove_teasers(body, opening, host)
    went += links.remove_links(body, host)
    layout.mark_article(body, opening)
    text = _extract(pruned, fast=True)
    if len(text) < _SHORT < layout.prose_in(body) or _lacks(text, opening):
        furniture.forget_names(body)
        text = _extract(pruned, fast=True)
    text = _in_paragraphs(text, body)
    if len(whole) > _MOST_GROWN * len(text) and _lost(wanted, [text, *went]) > _MOST_LOST:
        text = _without(whole, went)
    text = _without(text, set(head) - set(lead))
    have = folded(text)
    return "\n".join([*(line for line in lead if folded(line) not in have), text])


def _lacks(text: str, opening: list[Element]) -> bool:
    """Whether a text has none of the first paragraphs under the headline, though these stand together."""
    together = len(opening) > 1 and len({paragraph.getparent() for paragraph in opening}) == 1
    if not together or any(text_of(paragraph) in text for paragraph in opening):
        return False
    have = folded(text)
    return not any(folded(text_of(paragraph)) in have for paragraph in opening)


def _without(text: str, lines: Iterable[str]) -> str:
    gone = set(map(folded, lines))
    return "\n".join(line for line in text.split("\n") if folded(line) not in gone)


def _in_paragraphs(text: str, body: Element) -> str:
    """A text in the paragraphs of the page, of a page so short that trafilatura took all of it in one line."""
    if "\n" in text:
        return text
    paragraphs = dict.fromkeys(text_of(e) for e in body.iter(*_PARAGRAPHS) if not has_blocks(e))
    found = [paragraph for paragraph in paragraphs if paragraph and paragraph in text]
    return "\n".join(found) if sum(map(len, found)) > _MOST_FOUND * len(text) else text


def _lost(wanted: Runs, kept: list[str]) -> float:
    """The share of runs of words that are in none of some texts."""
    return len(wanted - runs_of("\n".join(kept))) / len(wanted) if wanted else 0.0


def _extract(tree: Element, *, fast: bool = False) -> str:
    import trafilatura

    document = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, fast=fast)
    return "" if document is None or isinstance(document, dict) else str(document.text or "")
