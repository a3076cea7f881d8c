"""Pages as they are laid out: the headline and the lead over the body, and text that stands in no paragraph."""

from __future__ import annotations

from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from index.cleaning_rules import CLOCK
from index.phrases import folded
from index.source_line import is_real_paragraph
from index.sources.pages.furniture import has_name
from index.sources.pages.tree import BLOCKS, HEADINGS, Element, has_blocks, linked_share, text_of
from index.sources.pages.words import LEADS

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST_LOOSE = 40  # characters of text that is made a paragraph of its own
_SHORTEST_TITLE = 20  # characters of a heading that may be the headline once more
_OPENING = 3  # paragraphs
_LONGEST_LEAD = 1000
_LONGEST_STAMP = 120
_MOST_OF = 0.8  # of the page's prose
_BOXES = ("body", "div", "section", "article", "main", "td", "center", "font")
_BOXES_OF_LEADS = ("p", "div", "section")
_PARTS_OF_TABLES = ("table", "tbody", "thead", "tfoot", "tr", "td", "th", "center", "font")
_CELLS = ("td", "th")
_SHORTEST_COLUMN = 500  # characters of a cell that is a column of the page
_BREAKS = BLOCKS | {"br", "iframe"}


def lead_of(body: Element, title: str | None) -> list[str]:
    """The paragraphs that stand with the headline in its header, or under it and are named a lead."""
    headline = _headline(body, folded(title or ""))
    return [] if headline is None else [text for text in _lead(headline) if not _is_stamp(text)]


def head_of(body: Element, title: str | None) -> list[str]:
    """The lines of the headline, of the header around it, and of headings that say the same once more."""
    wanted = folded(title or "")
    headlines = [h for h in body.iter(*HEADINGS) if _repeats(h, wanted)]
    headers = {header: None for h in headlines for header in islice(h.iterancestors("header"), 1)}
    return [text_of(e) for e in headlines] + [
        text_of(e) for header in headers for e in header.iterdescendants() if not has_blocks(e)
    ]


def _headline(body: Element, wanted: str) -> Element | None:
    headings = list(body.iter(*HEADINGS))
    said = _titled(headings, wanted)
    return said if said is not None else next((h for h in headings if h.tag == "h1"), None)


def _titled(headings: Iterable[Element], wanted: str) -> Element | None:
    """The first heading that is the title, or a part of it."""
    return next((h for h in headings if len(text := folded(text_of(h))) >= _SHORTEST_TITLE and text in wanted), None)


def _repeats(heading: Element, wanted: str) -> bool:
    text = folded(text_of(heading))
    return heading.tag == "h1" or (len(text) >= _SHORTEST_TITLE and (wanted + " ").startswith(text + " "))


def _lead(headline: Element) -> list[str]:
    header = next(headline.iterancestors("header"), None)
    if header is not None:
        return _paragraphs(header)
    for element in headline.xpath("following::*"):
        if element.tag in _BOXES_OF_LEADS and has_name(element, LEADS) and (found := _paragraphs(element)):
            is_lead = sum(map(len, found)) <= _LONGEST_LEAD and next(element.iter(*HEADINGS), None) is None
            return found if is_lead else []
        if element.tag in ("p", "div") and _is_paragraph(element):
            return []
    return []


def _paragraphs(box: Element) -> list[str]:
    return [text_of(e) for e in box.iter(*_BOXES_OF_LEADS) if _is_paragraph(e) and not _is_caption(e)]


def _is_stamp(text: str) -> bool:
    """Whether a paragraph only tells when it was written: «By Jane Roe, November 26, 2026 at 9:30 a.m.»."""
    return len(text) <= _LONGEST_STAMP and bool(CLOCK.search(text))


def _is_paragraph(element: Element) -> bool:
    return not has_blocks(element) and is_real_paragraph(text_of(element)) and linked_share(element) < 0.5


def _is_caption(element: Element) -> bool:
    return next(element.iterancestors("figure", "figcaption", "aside"), None) is not None


def mark_article(body: Element, opening: list[Element]) -> None:
    """Make an ``article`` of the innermost box that holds the page's prose, where the page marks none.

    Without one trafilatura leaves out headings and lists.

    Args:
        body: of the page.
        opening: the first paragraphs under the headline. They are in the box, for what readers wrote under an article
            may be much longer.
    """
    if body.find(".//article") is not None or body.find(".//main") is not None:
        return
    sizes: dict[Element, int] = {}
    for paragraph in body.iter("p"):
        if is_real_paragraph(text := text_of(paragraph)):
            for box in paragraph.iterancestors():
                sizes[box] = sizes.get(box, 0) + len(text)
    around_it = set(opening[0].iterancestors()) if opening else None
    box = body
    while box in sizes and (inner := [child for child in box if sizes.get(child, 0) > _MOST_OF * sizes[body]]):
        if around_it is not None and inner[0] not in around_it:
            break
        box = inner[0]
    if box.tag in ("div", "section"):
        box.tag = "article"


def opening(body: Element, title: str | None) -> list[Element]:
    """The first paragraphs under the headline, at most a few; none where no heading says the title."""
    headline = _titled(body.iter(*HEADINGS), folded(title or ""))
    if headline is None:
        return []
    following = dropwhile(lambda e: e is not headline, body.iter("p", headline.tag))
    return list(islice((e for e in following if e.tag == "p" and is_real_paragraph(text_of(e))), _OPENING))


def prose_in(body: Element) -> int:
    """Characters in paragraphs that are sentences, marked up as paragraphs or not."""
    return sum(len(text_of(e)) for e in body.iter(*_BOXES_OF_LEADS) if _is_paragraph(e))


def free_headings(body: Element) -> None:
    """Make plain text of the buttons in headings, which open what is folded up under them."""
    for heading in body.iter(*HEADINGS):
        for button in list(heading.iter("button")):
            button.tag = "span"


def unfold_tables(body: Element) -> None:
    """Make boxes of the tables that lay the page out, and of all in them that belongs to such a table."""
    layouts = {table for table in body.iter("table") if _lays_out(table)}
    parts = [element for element in body.iter(*_PARTS_OF_TABLES) if layouts and _table_of(element) in layouts]
    for element in parts:
        element.tag = "div"


def _table_of(part: Element) -> Element | None:
    return part if part.tag == "table" else next(part.iterancestors("table"), None)


def _lays_out(table: Element) -> bool:
    """Whether a table holds another, a headline, or a column of text."""
    return (
        table.find(".//table") is not None
        or table.find(".//h1") is not None
        or any(_is_column(cell) for cell in table.iter(*_CELLS))
    )


def _is_column(cell: Element) -> bool:
    text = text_of(cell)
    return len(text) >= _SHORTEST_COLUMN and is_real_paragraph(text)


def wrap_loose_text(body: Element) -> None:
    """Make paragraphs of the sentences that stand in a box beside blocks or blank lines, without one of their own."""
    for box in list(body.iter(*_BOXES)):
        if any(child.tag in BLOCKS or _is_blank_line(child) for child in box):
            _wrap(box)


def _is_blank_line(element: Element) -> bool:
    """Whether an element is the first of two line breaks, which many pages have between their paragraphs."""
    following = element.getnext()
    return element.tag == "br" and following is not None and following.tag == "br" and not (element.tail or "").strip()


def _wrap(box: Element) -> None:
    """Move each run of text and inline elements between two blocks or line breaks into a paragraph."""
    before: Element | None = None  # the block or line break a run follows
    run: list[Element] = []
    for child in [*box, None]:
        if child is not None and isinstance(child.tag, str) and child.tag not in _BREAKS:
            run.append(child)
            continue
        text = (box.text if before is None else before.tail) or ""
        own = " ".join((text + " ".join(element.tail or "" for element in run)).split())
        if len(own) >= _SHORTEST_LOOSE:
            paragraph = box.makeelement("p")
            paragraph.text = text
            if before is None:
                box.text = None
                box.insert(0, paragraph)
            else:
                before.tail = None
                before.addnext(paragraph)
            paragraph.extend(run)
        before, run = child, []
