"""What somebody named to be read: files and folders, or places on the web, with what they said of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import SourceError

if TYPE_CHECKING:
    from datetime import timedelta

MOST_ARTICLES = 1000
"""New articles taken of a source in one round unless it is named with another limit."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSource:
    """A feed, a sitemap, a list of feeds, a site or a page that somebody named.

    Attributes:
        url: its address.
        name: of the outlet, None to take what its pages say.
        language: of its articles, ISO 639-1; None to take what they say, or what they are found to be.
        limit: most new articles taken in one round; the others are left for the next. As many known ones, at most, are
            asked whether they are as they were.
        parent: path of the local list that names it, None where somebody did.
        max_age: articles that the listing dates longer ago are not taken; None takes all.
    """

    url: str
    name: str | None = None
    language: str | None = None
    limit: int = MOST_ARTICLES
    max_age: timedelta | None = None
    parent: str | None = None


def parse_source(text: str) -> WebSource | Path:
    """Read what somebody named: an address, or a path, which becomes absolute.

    Raises:
        SourceError: it is an address that cannot be fetched.
    """
    text = text.strip()
    found = _SCHEME.match(text)
    if found is None and not text.lower().startswith("feed:"):
        return Path(text).expanduser().resolve()
    from index.sources.web.addresses import canonical

    # What browsers hand over to feed readers.
    address = re.sub(r"^feed:(?://)?(?=https?:)|^feed:(?=//)", "", text, flags=re.IGNORECASE)
    if address.startswith("//"):
        address = f"http:{address}"
    url = canonical(address)
    if url is None:
        raise SourceError(text)
    return WebSource(url=url)
