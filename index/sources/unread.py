"""An article before it is read: what tells that it is the same as the last time, and how to read it where it is not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from index.rules import digest_of_rules
from index.types import Article, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

Item = Article | Rejected

# Everything that decides what becomes of an article's bytes.
RULES = (
    "bylines.py", "call_rules.py", "calls.py", "captions.py", "cleaning.py", "cleaning_rules.py",
    "date_parsing.py", "language.py", "origin.py", "origin_rules.py", "phrases.py", "sentences.py",
    "share_lines.py", "source_line.py", "source_rules.py", "types.py",
    "sources/charsets.py", "sources/files.py", "sources/markdown.py", "sources/reading.py",
    "sources/records.py", "sources/tables.py", "sources/unread.py",
    "sources/pages/date_lines.py", "sources/pages/date_places.py", "sources/pages/date_reading.py",
    "sources/pages/date_regions.py", "sources/pages/date_words.py", "sources/pages/date_zones.py",
    "sources/pages/dates.py", "sources/pages/furniture.py", "sources/pages/layout.py", "sources/pages/links.py",
    "sources/pages/metadata.py", "sources/pages/metadata_json.py", "sources/pages/page.py",
    "sources/pages/text.py", "sources/pages/tree.py", "sources/pages/words.py",
    "sources/web/addresses.py", "sources/web/articles.py", "sources/web/retractions.py",
    "sources/web/tracking_parameters.py",
)  # fmt: skip
_LIBRARIES = ("dateparser", "justext", "langcodes", "lxml", "py3langid", "sentencex", "trafilatura")


class Reading(NamedTuple):
    """What an article was read as.

    Attributes:
        item: the article, or why it is none.
        lasting: False where the same bytes may be read otherwise tomorrow.
        notes: what was doubted of it.
    """

    item: Item
    lasting: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """An article as its source holds it.

    Attributes:
        where: its place, as in ``Article.location``.
        digest: of all that decides what it is read as; None where that cannot be told beforehand.
        read: reads it; raises nothing that a source can cause.
    """

    where: str
    digest: bytes | None
    read: Callable[[], Reading]


def digest(kind: str, content: bytes) -> bytes:
    """Give what tells apart the contents of sources, and the rules they are read by.

    Args:
        kind: names the format.
        content: the bytes of the article, and nothing that changes while it does not.
    """
    return hashlib.sha256(b"\0".join((rules(), kind.encode(), content))).digest()


def rules() -> bytes:
    """Digest of the rules that articles are read by."""
    return digest_of_rules(RULES, _LIBRARIES)
