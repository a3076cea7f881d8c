"""From the fields of one article, as a file, a feed or a page gives them, to an ``Article`` or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from index import language as languages
from index.cleaning import clean, derive_title, normalise
from index.source_line import article_url
from index.sources.pages.dates import Claim, Dates, settle
from index.sources.reading import ARTICLE_LIMIT, BINARY, TOO_LARGE
from index.sources.unread import Reading
from index.types import Article, Rejected

_TEXT_FIELDS = ("url", "title", "text", "source", "author", "language")
_OFFSET_APART = re.compile(r"\s+(?=[+-]\d\d:?\d\d$|Z$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as it was found, not yet cleaned; None or ``""`` where a field is not given.

    Attributes:
        published: ISO 8601, in a field of the file.
        published_claims: when others say it was published.
        updated_claims: when others say it was changed.
        origin: address or name of what it was taken from.
        fetched: whether it was fetched from ``url``, which is then as good as any, also in a network of one's own.
        url_advice: how the user can give the address where there is none.
    """

    text: str
    url: str | None = None
    title: str | None = None
    source: str | None = None
    author: str | None = None
    language: str | None = None
    published: str | None = None
    published_claims: tuple[Claim, ...] = ()
    updated_claims: tuple[Claim, ...] = ()
    origin: str | None = None
    fetched: bool = False
    url_advice: str = "end the text with a line such as  Source: https://example.org/the-article"


def article_from(draft: Draft, where: str, dates: Dates | None = None) -> Article | Rejected:
    """Clean a draft and complete what it lacks: source from the address, title from the text, language detected.

    Args:
        draft: as it was found.
        where: its place, as in ``Article.location``.
        dates: its own, where they are known already.
    """
    given = one_line(draft.url)
    url = given if draft.fetched else article_url(given) if given else None
    if given and url is None:
        return Rejected(where, f"url {given[:200]!r} is not a web address (http or https, with a host)")
    cleaned = clean(draft.text, url=url, title=one_line(draft.title))
    if not any(map(str.isalnum, cleaned.text)):
        return Rejected(where, "no text is left of it once the page around the article is gone")
    if cleaned.url is None:
        return Rejected(where, f"no source URL: {draft.url_advice}")
    language = languages.normalise(draft.language) or languages.detect(cleaned.text)
    title = one_line(draft.title) or cleaned.title
    dates = dates or dates_of(draft, now=datetime.now(UTC))
    return Article(
        url=cleaned.url,
        title=title or derive_title(cleaned.text, language),
        text=cleaned.text,
        source=one_line(draft.source) or outlet(cleaned.url),
        language=language,
        published=dates.published,
        updated=dates.updated,
        date_source=dates.source,
        author=one_line(draft.author),
        origin=draft.origin or cleaned.origin,
        title_derived=title is None,
        location=where,
    )


def reading_of(draft: Draft, where: str, *, now: datetime | None = None) -> Reading:
    """``article_from``, with what was doubted of it; while a date is, the same may be read otherwise tomorrow."""
    dates = dates_of(draft, now=now or datetime.now(UTC))
    return Reading(
        article_from(draft, where, dates), lasting=draft.published is not None or not dates.notes, notes=dates.notes
    )


def reading_of_record(fields: object, where: str) -> Reading:
    """Read one record of a JSON or CSV file: ``url, title, text``, and ``published, source, author, language``."""
    if not isinstance(fields, Mapping):
        return Reading(Rejected(where, f"a record must be an object with url, title and text, not {_kind(fields)}"))
    for name in _TEXT_FIELDS:
        value = fields.get(name)
        if not (value is None or isinstance(value, str)):
            return Reading(Rejected(where, f"{name!r} must be text, not {_kind(value)}"))
    text = fields.get("text") or ""
    if not text.strip():
        return Reading(Rejected(where, "'text' is missing or empty"))
    if "\0" in text:
        return Reading(Rejected(where, BINARY))
    if sum(len((fields.get(name) or "").encode("utf-8", "surrogatepass")) for name in _TEXT_FIELDS) > ARTICLE_LIMIT:
        return Reading(Rejected(where, TOO_LARGE))
    published = fields.get("published")
    return reading_of(
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


def dates_of(draft: Draft, *, now: datetime) -> Dates:
    """When a draft was published and changed, as far as it is known.

    What a field of the file says counts as it stands, in ISO 8601; a date alone is its midnight, a time without a zone
    is UTC. What cannot be read is unknown, with a note: a date is never made up.

    Args:
        draft: as it was found.
        now: what others say counts only where it is not to come.
    """
    given = one_line(draft.published)
    if given is None:
        return settle(draft.published_claims, draft.updated_claims, now=now)
    try:
        moment = datetime.fromisoformat(_OFFSET_APART.sub("", given))
        published = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        note = f"unreadable publication date {given[:60]!r}: kept as unknown"
        return Dates(published=None, updated=None, source=None, notes=(note,))
    return Dates(published=published, updated=None, source="given", notes=())


def _kind(value: object) -> str:
    names = {"dict": "an object", "list": "a list", "str": "text", "bool": "true or false", "NoneType": "null"}
    return names.get(type(value).__name__, "a number")
