"""Where on a page its visible dates stand: around the headline, and at the beginning of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.source_line import SENTENCE_END
from index.sources.pages.date_lines import Reading, dates_in_line, label, place_and_date, read_written_date
from index.sources.pages.date_regions import PageTree, around, headline_of, is_beside, text_of
from index.sources.pages.date_words import DATE_HINT, PUBLISH_HINT, UPDATE_HINT, hint_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.sources.pages.date_lines import Kind

_INLINE = frozenset(
    re.findall(
        r"\w+", "a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s small span strong sub sup u"
    )
)
_PARTS = frozenset({"span", "small", "abbr"})
_PART: Final = "\x1f"  # between the parts of a line
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LEAST_TEASER: Final = 25  # characters; a shorter linked heading is a name
_LONG: Final = 100  # characters from which a block is a paragraph of the text, and no line about it
_MOST_LONG: Final = 3  # paragraphs after the headline within which a dateline stands, a standfirst among them
_LINES_BEFORE: Final = 3
_LINES_AFTER: Final = 10
_LONGEST_HINTED: Final = 150  # characters; a larger element is no date, whatever it is called


@dataclass(slots=True)
class _Block:
    """A paragraph, a line, or an element that is marked as a date.

    Attributes:
        before: what stands before it in the same line.
        pieces: the line in parts where it is put together of marked ones.
        moment: the ``datetime`` of a ``time`` element.
        hint: ``"date"`` or ``"update"`` where an element says what it is.
    """

    text: str
    before: str = ""
    pieces: tuple[str, ...] = ()
    moment: str | None = None
    hint: str | None = None


@dataclass(slots=True)
class _Head:
    """What was found around the headline, in the page's order."""

    before: list[_Block] = field(default_factory=list)
    after: list[_Block] = field(default_factory=list)
    long: int = 0


def datelines(page: PageTree, titles: list[str], language: str | None) -> list[Reading]:
    """The visible dates of a page's article, best first: ``time`` elements, then marked ones, then lines of text.

    Args:
        page: the page before anything is cut off.
        titles: what the page says its title is.
        language: of the page, ISO 639-1, maybe with a region.
    """
    headline = headline_of(page, titles)
    surroundings = around(page, headline)
    containers = ("article", "main")
    container = next((each for each in surroundings if each.tag in containers), None)
    if headline is None and container is None:
        return []
    root = container if container is not None and _holds(container, headline) else page
    head = _head(root, headline, surroundings, closest=root is not container)
    return [
        *_of_time_elements(head, language),
        *_of_marked_elements(head, language),
        *_of_lines(head, language),
    ]


def _holds(container: PageTree, headline: PageTree | None) -> bool:
    return headline is None or any(each is container for each in headline.iterancestors())


def _head(root: PageTree, headline: PageTree | None, surroundings: list[PageTree], *, closest: bool) -> _Head:
    """The blocks around the headline.

    Args:
        root: the article, or the whole page.
        headline: where None, all from the beginning of ``root``.
        surroundings: what is not beside the article.
        closest: whether only what stands directly before the headline counts, as the page's own head is above it.
    """
    head = _Head()
    past = headline is None
    near = [each for each in surroundings[:2] if each.tag not in ("body", "html")] if headline is not None else []
    inside = not closest
    for event, element, block in _walk(root, surroundings):
        if block is not None and past:
            head.after.append(block)
            head.long += len(block.text) >= _LONG
        elif block is not None and inside and not (event == "end" and element is headline):
            head.before.append(block)
        if event == "start":
            inside = inside or any(element is each for each in near[-1:])
            if past and _is_headline_of_another(element):
                break
        elif element is headline:
            past = True
        if head.long >= _MOST_LONG:
            break
    return head


def _is_headline_of_another(element: PageTree) -> bool:
    """Whether it is a heading that leads elsewhere: a teaser, and behind it stand other articles' dates."""
    if element.tag not in _HEADINGS or len(text_of(element)) < _LEAST_TEASER:
        return False
    return any(link.get("href") for link in (*element.iter("a"), *element.iterancestors("a")))


def _walk(root: PageTree, surroundings: list[PageTree]) -> Iterator[tuple[str, PageTree, _Block | None]]:
    """The elements of a part of a page as they start and end, with the block that is complete before that."""
    from lxml.etree import iterwalk

    line: list[str] = []
    last = ""  # the block before: «Updated» over a date
    walker = iterwalk(root, events=("start", "end", "comment", "pi"))
    whole: PageTree | None = None  # what is not gone into
    for event, element in walker:
        block = None
        if event == "start" and is_beside(element, surroundings):
            whole = element
            walker.skip_subtree()
        elif event == "start" and (hint := _hint(element)):
            whole = element
            walker.skip_subtree()
            moment = element.get("datetime") if element.tag == "time" else None
            before, last = "".join(line).strip() or last, ""
            yield event, element, _Block(text=text_of(element), before=before, moment=moment, hint=hint)
        elif event in ("start", "end") and element is not whole:
            if element.tag not in _INLINE:
                block = _complete(line)
                last = block.text if block else last
                yield event, element, block
            elif element.tag in _PARTS:
                line.append(_PART)
            line.append(element.text or "" if event == "start" else "")
        if event != "start" and element is not root:
            line.append(element.tail or "")
            whole = None if element is whole else whole


def _complete(line: list[str]) -> _Block | None:
    """The line that ends here, if it holds anything; the next begins."""
    pieces = [" ".join(piece.split()) for piece in "".join(line).split(_PART)]
    text = " ".join("".join(line).replace(_PART, "").split())
    line.clear()
    return _Block(text=text, pieces=tuple(filter(None, pieces))) if text else None


def _hint(element: PageTree) -> str | None:
    """What an element says it holds, if it is small and says so."""
    words = hint_words(element.get("class"), element.get("id"), element.get("itemprop"), element.get("data-testid"))
    update = any(map(UPDATE_HINT.fullmatch, words)) and not any(map(PUBLISH_HINT.fullmatch, words))
    if element.tag != "time" and not update and not any(map(DATE_HINT.fullmatch, words)):
        return None
    if (
        element.tag in ("h1", "html", "body", "main", "article")
        or len(text_of(element, _LONGEST_HINTED)) > _LONGEST_HINTED
    ):
        return None
    if element.tag != "time" and any(True for _ in element.iter("time", "h1")):
        return None  # what it holds says it better
    return "update" if update else "date"


def _of_time_elements(head: _Head, language: str | None) -> Iterator[Reading]:
    for block in (*head.before, *head.after):
        if block.moment is None:
            continue
        read = read_written_date(block.moment, language)
        if read is not None:
            labelled = label(block.before, block.text)
            yield Reading(kind=labelled or _kind(block), text=block.moment, read=read)


def _kind(block: _Block) -> Kind | None:
    return "updated" if block.hint == "update" else None


def _of_marked_elements(head: _Head, language: str | None) -> Iterator[Reading]:
    for block in (*head.before, *head.after):
        if block.hint and len(block.text) <= _LONGEST_HINTED:
            kind = label(block.before, "")
            for each in dates_in_line(block.text, language):
                yield Reading(kind=each.kind or kind or _kind(block), text=each.text, read=each.read)


def _of_lines(head: _Head, language: str | None) -> Iterator[Reading]:
    lines = [*head.after[:_LINES_AFTER], *reversed(head.before[-_LINES_BEFORE:])]
    for block in lines:
        if block.hint is None and len(block.text) < _LONG:
            found = dates_in_line(block.text, language)
            if not found and len(block.pieces) > 1 and not SENTENCE_END.search(block.text):
                found = [each for piece in block.pieces for each in dates_in_line(piece, language)]
            yield from found
    for block in [block for block in head.after if len(block.text) >= _LONG][:2]:
        if leading := place_and_date(block.text, language):
            yield leading
