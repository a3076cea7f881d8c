"""Blocks of a page that lead elsewhere: lists of links, lines that are a link, «read also» and what it names."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.cleaning_rules import READ_MORE
from index.source_line import SENTENCE_END, is_source_label
from index.source_rules import SOCIAL_HOSTS
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

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 400  # characters of a block that may be nothing but links
_LONGEST_LABEL = 80
_MOST_ITEMS = 500
_SHORTEST_HEADLINE = 15  # characters of a link that may be another article's headline
_SHORTEST_PROSE = 40
_MOSTLY = 0.9
_NEARLY = 0.8
_OFTEN = 0.75
_FEWEST = 3  # boxes in a row
_LONGEST_TEASER = 600  # characters of a box
_MOST_LEVELS = 4  # of boxes around a headline
_FULL_STOP = re.compile(r"[.。।](?<!\.\.\.)[\"'»”“’)\]]*$")
_READ_MORE = re.compile(rf"\W{{0,3}}(?:{READ_MORE}|mehr|more)\W{{0,3}}", re.IGNORECASE)
_LABELS = HEADINGS | {"p", "div", "strong", "b", "span"}
_TEASERS = ("article", "div", "section", "li")


def remove_links(body: Element, host: str | None = None) -> list[str]:
    """Take out the blocks that lead elsewhere, and the lines that announce them; give the texts that went.

    Args:
        body: of the page.
        host: the page's own, None where it is not known. Lists of links to others are text, as are books and partners.
    """
    went: list[str] = []
    for note in list(body.iter("sup")):
        if _is_note_mark(note):
            drop(note)
    for block in list(body.iter("ul", "ol", "p", "div", "a", *HEADINGS)):
        if block.getparent() is None or not _leads_elsewhere(block):
            continue
        if _leads_outside(block, host):
            for link in list(block.iter("a")):
                link.tag = "span"  # trafilatura leaves out what is all links
            continue
        box = box_of(block)
        for element in (_label_before(box), box):
            if element is not None:
                went.append(text_of(element))
                drop(element)
    return went


def remove_teasers(body: Element, opening: list[Element], host: str | None) -> list[str]:
    """Take out the rows of teasers beside the article, if they are not longer than it; give the texts that went.

    Args:
        body: of the page.
        opening: the first paragraphs under the headline; the box around the last of them is the article's.
        host: the page's own, None where it is not known.
    """
    if not opening:
        return []
    article = opening[-1].getparent()
    longest = len(text_of(article))
    went: list[str] = []
    for row in _rows(body, article, host):
        texts = [text_of(box) for box in row]
        if len(row) >= _FEWEST and sum(map(len, texts)) <= longest:
            went += texts
            for box in row:
                drop(box)
    return went


def _rows(body: Element, article: Element, host: str | None) -> list[list[Element]]:
    """The boxes with a linked headline outside the article, those together that are built alike, outer ones first."""
    rows: dict[tuple[Element, str, str | None], dict[Element, None]] = {}
    around_it = {article, *article.iterancestors()}
    headings = [heading for heading in body.iter(*HEADINGS) if _is_linked_heading(heading, host)]
    for heading in headings if len(headings) >= _FEWEST else ():
        if article in heading.iterancestors():
            continue
        for box in islice(heading.iterancestors(*_TEASERS), _MOST_LEVELS):
            if box in around_it or len(text_of(box)) > _LONGEST_TEASER:
                break
            rows.setdefault((box.getparent(), box.tag, box.get("class")), {})[box] = None
    return [list(row) for row in reversed(rows.values())]


def _is_linked_heading(heading: Element, host: str | None) -> bool:
    """Whether all of a heading leads to another page of the site; one that leads to itself is the article's own."""
    links = list(heading.iter("a"))
    if links and linked_share(heading) <= _MOSTLY:
        return False
    links = links or list(islice(heading.iterancestors("a"), 1))
    addresses = [link.get("href") or "#" for link in links]
    return bool(links) and not any("#" in address for address in addresses) and not _all_lead_outside(links, host)


def _is_note_mark(note: Element) -> bool:
    """Whether what is written above the line is the number of a footnote, and leads to it."""
    return note.find(".//a[@href]") is not None and text_of(note).strip("[]()").isdigit()


def _leads_outside(block: Element, host: str | None) -> bool:
    """Whether a list, or a line with a label before its link, leads to other sites only."""
    if block.tag in HEADINGS or block.tag == "a" or (block.tag in ("p", "div") and not _has_label(block)):
        return False
    return _all_lead_outside(block.iter("a"), host)


def _all_lead_outside(links: Iterable[Element], host: str | None) -> bool:
    """Whether all of some links lead to other sites, and none to a social network.

    Args:
        links: the ``a`` elements.
        host: the page's own; without one it cannot be told, and none does.
    """
    hosts = [_host(link.get("href")) for link in links] if host else []
    return bool(hosts) and all(
        other and _site(other) != _site(host or "") and not SOCIAL_HOSTS.search(other) for other in hosts
    )


def _host(address: str | None) -> str | None:
    try:
        return urlsplit(address or "").hostname
    except ValueError:  # «http://[»
        return None


def _site(host: str) -> str:
    return ".".join(host.rsplit(".", 2)[-2:])


def _has_label(block: Element) -> bool:
    return len(block.findall(".//a[@href]")) == 1 and linked_share(block) <= _MOSTLY


def _leads_elsewhere(block: Element) -> bool:
    if block.tag == "a":
        return _is_linked_box(block)
    is_list = block.tag in ("ul", "ol")
    if (not is_list and has_blocks(block)) or block.find(".//a[@href]") is None:
        return False
    if is_list:
        items = list(block.iter("li"))
        return 0 < len(items) <= _MOST_ITEMS and all(linked_share(item) > _NEARLY for item in items)
    return _is_line_elsewhere(block)


def _is_line_elsewhere(block: Element) -> bool:
    text = text_of(block)
    if not text or len(text) > _LONGEST:
        return False
    if block.tag in HEADINGS and linked_share(block) > _MOSTLY:
        return not _heads_prose(block)
    if _is_excerpt(block, text):
        return True
    return (block.tag not in HEADINGS and _is_link(block, text)) or _is_labelled_link(block, text)


def _is_excerpt(block: Element, text: str) -> bool:
    """The beginning of another article: «The harbour … Read more»."""
    link = text_of(block.findall(".//a[@href]")[-1])
    before = text[: -len(link)].rstrip(" »›→>(") if link and text.endswith(link) else ""
    return before.rstrip("])").endswith(("…", "...")) and _READ_MORE.fullmatch(link) is not None


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
    if following.find(".//a[@href]") is not None and _is_excerpt(following, text_of(following)):
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
