"""From the fields of one article, as a file, a feed or a page gives them, to an ``Article`` or the reason why not."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from index import language as languages
from index.cleaning import clean, derive_title, normalise
from index.source_line import article_url
from index.sources.reading import ARTICLE_LIMIT, BINARY, TOO_LARGE
from index.types import Article, Rejected

logger = logging.getLogger(__name__)

_TEXT_FIELDS = ("url", "title", "text", "source", "author", "language")
_OFFSET_APART = re.compile(r"\s+(?=[+-]\d\d:?\d\d$|Z$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as it was found, not yet cleaned; None or ``""`` where a field is not given.

    Attributes:
        published: ISO 8601.
        url_advice: how the user can give the address where there is none.
        lasting: False where the same source may be read otherwise tomorrow.
    """

    text: str
    url: str | None = None
    title: str | None = None
    source: str | None = None
    author: str | None = None
    language: str | None = None
    published: str | None = None
    url_advice: str = "end the text with a line such as  Source: https://example.org/the-article"
    lasting: bool = True


def article_from(draft: Draft, where: str) -> Article | Rejected:
    """Clean a draft and complete what it lacks: source from the address, title from the text, language detected."""
    given = one_line(draft.url)
    url = article_url(given) if given else None
    if given and url is None:
        return Rejected(where, f"url {given[:200]!r} is not a web address (http or https, with a host)")
    cleaned = clean(draft.text, url=url, title=one_line(draft.title))
    if not any(map(str.isalnum, cleaned.text)):
        return Rejected(where, "no text is left of it once the page around the article is gone")
    if cleaned.url is None:
        return Rejected(where, f"no source URL: {draft.url_advice}")
    language = languages.normalise(draft.language) or languages.detect(cleaned.text)
    title = one_line(draft.title) or cleaned.title
    return Article(
        url=cleaned.url,
        title=title or derive_title(cleaned.text, language),
        text=cleaned.text,
        source=one_line(draft.source) or outlet(cleaned.url),
        language=language,
        published=published_at(draft.published, where),
        author=one_line(draft.author),
        title_derived=title is None,
        location=where,
    )


def article_from_record(fields: object, where: str) -> Article | Rejected:
    """Read one record of a JSON or CSV file: ``url, title, text``, and ``published, source, author, language``."""
    if not isinstance(fields, Mapping):
        return Rejected(where, f"a record must be an object with url, title and text, not {_kind(fields)}")
    for name in _TEXT_FIELDS:
        value = fields.get(name)
        if not (value is None or isinstance(value, str)):
            return Rejected(where, f"{name!r} must be text, not {_kind(value)}")
    text = fields.get("text") or ""
    if not text.strip():
        return Rejected(where, "'text' is missing or empty")
    if "\0" in text:
        return Rejected(where, BINARY)
    if sum(len((fields.get(name) or "").encode("utf-8", "surrogatepass")) for name in _TEXT_FIELDS) > ARTICLE_LIMIT:
        return Rejected(where, TOO_LARGE)
    published = fields.get("published")
    return article_from(
        Draft(
            text=text,
            url=fields.get("url"),
            title=fields.get("title"),
            source=fields.get("source"),
            author=fields.get("author"),
            language=fields.get("language"),
            published=published if published is None or isinstance(published, str) else repr(published),
            url_advice="give the record a 'url', or end its text with a line such as  Source: https://example.org/the-article",
        ),
        where,
    )


def outlet(url: str) -> str:
    """The host of an address without ``www.``."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def one_line(text: str | None) -> str | None:
    """A field on one line, invisible characters and needless blanks gone; None where nothing is left."""
    return " ".join(normalise(text or "").split()) or None


def published_at(text: str | None, where: str) -> datetime | None:
    """The time of publication in UTC, from ISO 8601; a date alone is its midnight, a time without a zone is UTC.

    What cannot be read is None, with a warning that names the place: a date is never made up.
    """
    given = one_line(text)
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(_OFFSET_APART.sub("", given))
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        logger.warning("unreadable publication date %.60r at %s: kept as unknown", given, where)
        return None


def _kind(value: object) -> str:
    names = {"dict": "an object", "list": "a list", "str": "text", "bool": "true or false", "NoneType": "null"}
    return names.get(type(value).__name__, "a number")
