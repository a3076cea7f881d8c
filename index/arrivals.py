"""What sources hold, on its way into the store: only what is new is read, cleaned and split."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from index import chunking
from index.sources.unread import Unread
from index.sources.web.state import Heard, KnownPage, Left, Manners, Names, Remembered, Visit, Waiting
from index.types import Article, Chunk, Rejected

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from index.protocols import Embedder
    from index.store import Known, Store

Aside = Heard | Manners | Names | Remembered
"""What is to be known of sources, beside their articles."""

Source = Article | Rejected | Unread | Visit | Aside | Waiting | Left

ARTICLES_AT_ONCE = 200
_CHARACTERS_AT_ONCE = 4_000_000  # of text in a batch: articles may be large
_SECONDS_AT_ONCE = 10.0  # of waiting for a batch: what comes from the web comes slowly


class Seen(NamedTuple):
    """What is held at a place was read before."""

    known: Known
    location: str
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An article just read.

    Attributes:
        article: cleaned.
        raw: digest of what it was read from, None where it is to be read anew the next time.
        chunks: None where they were not made, or are in the store.
        page: to be known with it, None where it was in a file.
        notes: what was doubted of it.
    """

    article: Article
    raw: bytes | None
    chunks: tuple[Chunk, ...] | None = None
    page: KnownPage | None = None
    notes: tuple[str, ...] = ()


Fresh = Read | Rejected | Visit | Aside | Waiting | Left
Arrival = Seen | Fresh


@dataclass(frozen=True, slots=True)
class Recipe:
    """How articles are split for a model, and the name under which the chunks are kept."""

    embedder: Embedder

    @property
    def limit(self) -> int:
        """Most tokens in a chunk."""
        return min(chunking.MAX_TOKENS, self.embedder.max_tokens)

    @property
    def name(self) -> str:
        """Equal names, equal chunks of equal articles."""
        return f"{self.embedder.identity.fingerprint}/{self.limit}/{chunking.VERSION}"

    def split(self, article: Article) -> tuple[Chunk, ...]:
        """The chunks of an article, in order."""
        return tuple(chunking.split(article, count_tokens=self.embedder.count_tokens, max_tokens=self.limit))


def read(items: Iterable[Source], store: Store) -> Generator[list[Arrival], None, None]:
    """Read what the store does not know, in batches; the order stays.

    Args:
        items: what the sources hold.
        store: asked by a reader of its own, so that this may run in a thread of its own.
    """
    with closing(store.reader()) as known:
        yield from _batches(_read(item, known) for item in items)


def split(batches: Iterable[list[Arrival]], recipe: Recipe, store: Store) -> Generator[list[Arrival], None, None]:
    """Split the articles of each batch that the store holds no chunks of."""
    with closing(store.reader()) as known:
        for batch in batches:
            yield [
                replace(item, chunks=recipe.split(item.article))
                if isinstance(item, Read) and not known.holds_chunks_of(item.article, recipe.name)
                else item
                for item in batch
            ]


def _read(item: Source, store: Store) -> Arrival:
    if isinstance(item, Visit) and isinstance(item.item, Article):
        return Read(article=item.item, raw=None, page=item.page, notes=item.notes)
    if isinstance(item, Rejected | Visit | Aside | Waiting | Left):
        return item
    if isinstance(item, Article):
        return Read(article=item, raw=None)
    known = store.known(item.digest) if item.digest else None
    if known and item.digest:
        return Seen(known, item.where, item.digest)
    found, lasting, notes = item.read()
    if isinstance(found, Rejected):
        return found
    return Read(article=found, raw=item.digest if lasting else None, notes=notes)


def _batches(arrivals: Iterator[Arrival]) -> Iterator[list[Arrival]]:
    batch: list[Arrival] = []
    characters, began = 0, monotonic()
    for arrival in arrivals:
        if not isinstance(arrival, Waiting):
            batch.append(arrival)
        characters += len(arrival.article.text) if isinstance(arrival, Read) else 0
        full = len(batch) >= ARTICLES_AT_ONCE or characters >= _CHARACTERS_AT_ONCE
        if full or monotonic() - began >= _SECONDS_AT_ONCE:
            if batch:
                yield batch
            batch, characters, began = [], 0, monotonic()
    if batch:
        yield batch
