"""Blocks of a page that lead elsewhere: lists of links, lines that are a link, «read also» and what it names."""

from __future__ import annotations

import re

from index.cleaning_rules import READ_MORE
from index.source_line import SENTENCE_END, is_source_label
from index.sources.pages.tree import (
    BLOCKS,
    HEADINGS,
    Element,
    box_of,
    drop,
    has_blocks,
    linked_share,
    next_with_text,
    text_of,
)

_LONGEST = 400  # characters of a block that may be nothing but links
_LONGEST_LABEL = 80
_MOST_ITEMS = 500
_SHORTEST_HEADLINE = 15  # characters of a link that may be another article's headline
_SHORTEST_PROSE = 40
_MOSTLY = 0.9
_NEARLY = 0.8
_OFTEN = 0.75
_FULL_STOP = re.compile(r"[.。।](?<!\.\.\.)[\"'»”“’)\]]*$")
_READ_MORE = re.compile(rf"\W{{0,3}}(?:{READ_MORE})", re.IGNORECASE)
_LABELS = HEADINGS | {"p", "div", "strong", "b", "span"}


def remove_links(body: Element) -> list[str]:
    """Take out the blocks that lead elsewhere, and the lines that announce them; give the texts that went."""
    went: list[str] = []
    for block in list(body.iter("ul", "ol", "p", "div", "a", *HEADINGS)):
        if block.getparent() is None or not _leads_elsewhere(block):
            continue
        box = box_of(block)
        for element in (_label_before(box), box):
            if element is not None:
                went.append(text_of(element))
                drop(element)
    return went


def _leads_elsewhere(block: Element) -> bool:
    if block.tag == "a":
        return _is_linked_box(block)
    if block.find(".//a[@href]") is None:
        return False
    if block.tag in ("ul", "ol"):
        items = list(block.iter("li"))
        return 0 < len(items) <= _MOST_ITEMS and all(linked_share(item) > _NEARLY for item in items)
    return not has_blocks(block) and _is_line_elsewhere(block)


def _is_line_elsewhere(block: Element) -> bool:
    text = text_of(block)
    if not text or len(text) > _LONGEST:
        return False
    if block.tag in HEADINGS and linked_share(block) > _MOSTLY:
        return not _heads_prose(block)
    return (block.tag not in HEADINGS and _is_link(block, text)) or _is_labelled_link(block, text)


def _is_link(block: Element, text: str) -> bool:
    """Links and hardly anything else, and no sentence that ends in a full stop."""
    several = len(block.findall(".//a[@href]")) > 1
    linked = linked_share(block)
    return (several and linked > _MOSTLY) or (linked > (_OFTEN if several else _MOSTLY) and not _FULL_STOP.search(text))


def _is_linked_box(link: Element) -> bool:
    """A box between the paragraphs that is one link as a whole."""
    parent = link.getparent()
    text = text_of(link)
    return (
        parent.tag in BLOCKS
        and parent.tag not in HEADINGS | {"p", "li", "td"}
        and not (parent.text or "").strip()
        and not (link.tail or "").strip()
        and len(text) <= _LONGEST
        and not SENTENCE_END.search(text)
        and any(True for _ in link.iterdescendants())
    )


def _is_labelled_link(block: Element, text: str) -> bool:
    """«Lesen Sie auch: …», and the link ends the line."""
    links = block.findall(".//a[@href]")
    if len(links) != 1 or SENTENCE_END.search(text) or is_source_label(text):
        return False
    link = text_of(links[0])
    before = text[: -len(link)].rstrip() if link and text.endswith(link) else ""
    is_label = 0 < len(before) <= 40 and before[-1] in ":：>»→–|-" and len(before.split()) <= 6
    is_label = is_label or _READ_MORE.fullmatch(before) is not None
    return is_label and len(link) > _SHORTEST_HEADLINE and " " in link


def _heads_prose(heading: Element) -> bool:
    following = next_with_text(heading)
    if following is None or following.tag in HEADINGS:
        return False
    return len(text_of(following)) >= _SHORTEST_PROSE and linked_share(following) < 0.5


def _label_before(block: Element) -> Element | None:
    """The short line over a block that speaks of nothing else: «Mehr zum Thema:»."""
    label = block.getprevious()
    if label is None or label.tag not in _LABELS or (label.tail or "").strip() or has_blocks(label):
        return None
    text = text_of(label)
    if not text or len(text) > _LONGEST_LABEL:
        return None
    if text[-1] in ":：":
        return label
    following = next_with_text(block)
    return label if label.tag in HEADINGS and (following is None or following.tag in HEADINGS) else None
