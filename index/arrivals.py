"""What sources hold, on its way into the store: only what is new is read, cleaned and split."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from index import chunking
from index.sources.unread import Unread
from index.types import Article, Chunk, Rejected

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from index.protocols import Embedder
    from index.store import Known, Store

Source = Article | Rejected | Unread

ARTICLES_AT_ONCE = 200
_CHARACTERS_AT_ONCE = 4_000_000  # of text in a batch: articles may be large


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
    """

    article: Article
    raw: bytes | None
    chunks: tuple[Chunk, ...] | None = None


Arrival = Seen | Read | Rejected


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
    if isinstance(item, Rejected):
        return item
    if isinstance(item, Article):
        return Read(article=item, raw=None)
    known = store.known(item.digest) if item.digest else None
    if known and item.digest:
        return Seen(known, item.where, item.digest)
    article, lasting = item.read()
    return article if isinstance(article, Rejected) else Read(article=article, raw=item.digest if lasting else None)


def _batches(arrivals: Iterator[Arrival]) -> Iterator[list[Arrival]]:
    batch: list[Arrival] = []
    characters = 0
    for arrival in arrivals:
        batch.append(arrival)
        characters += len(arrival.article.text) if isinstance(arrival, Read) else 0
        if len(batch) >= ARTICLES_AT_ONCE or characters >= _CHARACTERS_AT_ONCE:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
