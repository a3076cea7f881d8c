"""XML of feeds, outlines and sitemaps: what kind it is, and its elements, read with bounded effort."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import dataclass
from html import escape
from html.entities import html5
from typing import TYPE_CHECKING, Any

from index.sources.reading import UnusableError

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any  # of lxml, which ships no types

ENTITIES = "it declares entities that stand for other entities or files, which no listing of news needs"

_REFERENCE = re.compile(r"&#(?:(\d{1,9})|[xX]([0-9a-fA-F]{1,8}));")
_BLANKS = re.compile(r"[ \t\r\n\ufeff\u200b]*")
_ROOT = re.compile(r"<(?:([\w.-]+):)?([A-Za-z_][\w.-]*)")
_NESTED = re.compile(
    r"<!ENTITY\s+(?:%|[^\"'<>]*?\b(?:SYSTEM|PUBLIC)\b|[^\"'<>]*[\"'][^\"'<>]*[&%](?!#))", re.IGNORECASE
)
_DOCTYPE_END = re.compile(r"\]\s*>")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What XML does not know, outside of sections that it takes as they are: bare ampersands, entities of HTML.
_FOREIGN = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)(?:([A-Za-z]\w{1,30});)?",
    re.DOTALL,
)
_LONGEST_DOCTYPE = 4096  # characters
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An XML document, or what begins like one.

    Attributes:
        root: local name of its root element; ``""`` where there is none.
        declared: whether it says that it is XML.
        doctype: its document type declaration, ``""`` where it has none or one that is too long to be of use.
        text: the root element and what follows, without characters that XML forbids.
    """

    root: str
    declared: bool
    doctype: str
    text: str


def opened(text: str) -> Document:
    """Find the root element after byte order mark, blanks, declarations, comments and the document type.

    Raises:
        UnusableError: it declares entities made of others («billion laughs») or of files.
    """
    at, declared, doctype = _after_blanks(text, 0), False, ""
    while True:
        if text.startswith("<?", at):
            declared = declared or text[at : at + 5].lower() == "<?xml"
            end = _after(text, "?>", at)
        elif text.startswith("<!--", at):
            end = _after(text, "-->", at)
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end = _after_doctype(text, at)
            doctype = text[at:end]
        else:
            break
        at = _after_blanks(text, end)
    if _NESTED.search(doctype):
        raise UnusableError(ENTITIES)
    found = _ROOT.match(text, at)
    return Document(
        root=found[2] if found else "",
        declared=declared,
        doctype=doctype if len(doctype) <= _LONGEST_DOCTYPE else "",
        text=_REFERENCE.sub(_if_allowed, _FORBIDDEN.sub("", text[at:])),
    )


def elements(document: Document, name: str) -> Iterator[Element]:
    """The elements of a local name, in document order, each to be used before the next is asked for.

    Broken XML is read as far as it goes; an element that the end of the document cuts off is left out.
    """
    from lxml import etree

    body = repaired(document)
    whole = len(re.findall(rf"</(?:[\w.-]+:)?{name}\s*>|<(?:[\w.-]+:)?{name}\b[^<>]*/>", body))
    try:
        for _, element in etree.iterparse(
            io.BytesIO((_DECLARATION + body).encode()),
            tag=f"{{*}}{name}",
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            if whole <= 0:
                return
            whole -= 1
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError:
        return


def repaired(document: Document) -> str:
    """The root element and what follows, ampersands and entities of HTML written as XML wants them."""
    return document.text if "<!ENTITY" in document.doctype else _FOREIGN.sub(_as_xml, document.text)


def tree(document: Document) -> Element | None:
    """The root element of a document, broken or not, read as far as it goes; None where there is nothing."""
    from lxml import etree

    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring((_DECLARATION + repaired(document)).encode(), parser)
    except etree.XMLSyntaxError:
        return None


def fault(document: Document) -> str | None:
    """What is wrong with a document's XML, None where it is well-formed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        etree.fromstring((_DECLARATION + repaired(document)).encode(), parser)
    except etree.XMLSyntaxError as error:
        return f"{error.msg}"
    return None


def local_name(element: Element) -> str:
    """The name of an element without its namespace; ``""`` for a comment or the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: Element) -> str:
    """The text in an element."""
    return "".join(element.itertext()).strip()


def _if_allowed(reference: re.Match[str]) -> str:
    code = int(reference[1]) if reference[1] else int(reference[2], 16)
    return "" if code > sys.maxunicode or _FORBIDDEN.match(chr(code)) else reference[0]


def _as_xml(found: re.Match[str]) -> str:
    if found[0].startswith("<"):
        return found[0]
    character = html5.get(f"{found[1]};") if found[1] else None
    return escape(character) if character else f"&amp;{found[0][1:]}"


def _after_blanks(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at


def _after(text: str, end: str, at: int) -> int:
    found = text.find(end, at)
    return len(text) if found < 0 else found + len(end)


def _after_doctype(text: str, at: int) -> int:
    plain = _after(text, ">", at)
    if "[" not in text[at:plain]:
        return plain
    found = _DOCTYPE_END.search(text, at)
    return found.end() if found else len(text)
