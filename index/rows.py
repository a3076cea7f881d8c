"""Articles and chunks as the store's tables hold them."""

from __future__ import annotations

import hashlib
from array import array
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, cast

from index.types import Article, Chunk, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import DateSource

# How ``chunk_vectors`` makes a chunk's vectors: changes whenever they would come out otherwise, so that those that are
# kept are not taken for them.
_COMPOSITION = "composed"

ARTICLE_COLUMNS = (
    "a.url, v.title, v.title_derived, v.text, v.source, v.language, v.published, v.author, v.updated, v.date_source,"
    " v.origin"
)
"""What ``article_of`` takes, of the tables article ``a`` and version ``v``."""


VERSION_COLUMNS = "title, title_derived, text, source, language, published, author, updated, date_source, origin"
"""What ``version_of`` gives, of the table version."""


def version_of(article: Article) -> tuple[str | int | None, ...]:
    """An article as a row of ``VERSION_COLUMNS``."""
    return (
        article.title, article.title_derived, article.text, article.source, article.language,
        seconds(article.published), article.author, seconds(article.updated), article.date_source, article.origin,
    )  # fmt: skip


def article_of(row: Sequence[object]) -> Article:
    """The article in a row of ``ARTICLE_COLUMNS``."""
    url, title, title_derived, text, source, language, published, author, updated, date_source, origin = row
    return Article(
        url=str(url),
        title=str(title),
        title_derived=bool(title_derived),
        text=str(text),
        source=str(source),
        language=str(language),
        published=moment(published),
        updated=moment(updated),
        date_source=cast("DateSource | None", date_source),
        author=author if isinstance(author, str) else None,
        origin=origin if isinstance(origin, str) else None,
    )


def seconds(when: datetime | None) -> int | None:
    """A time as it is kept: whole seconds since 1970 UTC."""
    return None if when is None else int(when.timestamp())


def moment(kept: object) -> datetime | None:
    """What ``seconds`` made a number of."""
    return datetime.fromtimestamp(kept, UTC) if isinstance(kept, int) else None


def digest_of_version(row: Sequence[object]) -> bytes:
    """What tells two versions of an article apart, of a row as ``version_of`` gives it."""
    return _sha256("\x1f".join(map(repr, row)))


def digest_of_chunk(embedded_text: str, chunk: Chunk) -> bytes:
    """What tells two chunks' vectors apart: the text with its header, its sentences, what is made of them."""
    return _sha256("\x1f".join([_COMPOSITION, embedded_text, *chunk.sentence_texts]))


def packed(spans: Sequence[Span]) -> bytes:
    """Starts and ends as 32-bit integers."""
    return array("i", chain.from_iterable(spans)).tobytes()


def unpacked(spans: bytes) -> tuple[Span, ...]:
    """What ``packed`` made bytes of."""
    places = iter(array("i", spans))
    return tuple(zip(places, places, strict=True))


def _sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
