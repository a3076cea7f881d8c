"""An HTML page to a draft: its article's text, and what the page says about itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from index.source_line import article_url
from index.sources.charsets import decoded
from index.sources.pages.dates import published_claims, updated_claims
from index.sources.pages.metadata import metadata
from index.sources.pages.text import body_text
from index.sources.reading import UnusableError, decode_page
from index.sources.records import Draft, one_line

if TYPE_CHECKING:
    from index.sources.pages.metadata import PageMetadata
    from index.sources.pages.tree import Element

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LONGEST_NAME = 60  # characters, of an outlet
_UNREADABLE = "no HTML that can be read"


def read_page(data: bytes, *, charset: str | None = None, url: str | None = None) -> Draft:
    """Find the article of a page.

    Args:
        data: the page as it was saved or sent.
        charset: its encoding as the server names it, None where there is no server or it does not say.
        url: where the page was fetched from, None for a file; a relative canonical address is resolved against it.

    Returns:
        A draft; its text is empty where the page holds no article, its url None where the page does not give it.

    Raises:
        UnusableError: not text, or nothing that can be parsed.
    """
    from trafilatura.utils import load_html

    # Of a file that tells nothing of its charset the user is asked; of what a server sent nobody can be.
    text = decode_page(data) if charset is None and url is None else decoded(data, charset)
    try:
        tree = load_html(_XML_DECLARATION.sub("", text))
        draft = None if tree is None else _draft(tree, url)
    except Exception as error:
        # Whatever a page trips in the parser, the run goes on with the next.
        raise UnusableError(f"{_UNREADABLE}: {error}") from error
    if draft is None:
        raise UnusableError(_UNREADABLE)
    return draft


def _draft(tree: Element, url: str | None) -> Draft:
    from trafilatura.metadata import extract_metadata

    # The dates are read elsewhere: looked for is only what no page gives.
    about = extract_metadata(tree, None, {"extensive_search": False, "original_date": True}, extensive=False)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    address = _address(tree, url)
    own = metadata(tree)
    return Draft(
        text=body_text(tree, about.title, host=urlsplit(address or url or "").hostname),
        url=address,
        title=about.title,
        source=_outlet(own),
        author=about.author,
        language=language,
        published_claims=tuple(published_claims(tree, language=language, about=own)),
        updated_claims=tuple(updated_claims(tree, language=language, about=own)),
        url_advice='give the page  <link rel="canonical" href="https://example.org/the-article">  in its head',
    )


def _address(tree: Element, url: str | None) -> str | None:
    """The page's own address as it gives it; a relative one tells the host only together with the page's ``url``."""
    canonical = tree.xpath(
        "//link[contains(concat(' ', translate(@rel, 'CANOIL', 'canoil'), ' '), ' canonical ')]/@href"
    )
    for address in (*canonical, *tree.xpath("//meta[@property='og:url' or @name='og:url']/@content")):
        given = str(address).strip()
        if found := article_url(_joined(url, given) if given and url else given):
            return found
    return None


def _outlet(about: PageMetadata) -> str | None:
    """What the page calls its outlet; what is too long for a name is none."""
    named = (about.article.publisher if about.article else None) or about.first("og:site_name")
    name = one_line(named)
    return name if name and len(name) <= _LONGEST_NAME else None


def _joined(url: str, address: str) -> str:
    try:
        return urljoin(url, address)
    except ValueError:  # «http://[»
        return ""
