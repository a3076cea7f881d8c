"""The only writer: sources into the store, the store into a new generation."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import socket
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from index import chunking, generation
from index.assembly import assemble
from index.errors import LockedError
from index.progress import Progress, silent
from index.sentence_vectors import compact
from index.store import Changes, Store
from index.types import Article, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index.protocols import Embedder

logger = logging.getLogger(__name__)

_ARTICLES_AT_ONCE = 200
_CHUNKS_AT_ONCE = 256  # vectors kept by one commit: what a kill can cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a rebuild did.

    Attributes:
        changes: in articles.
        rejected: what was no article, in the order met.
        articles: number of articles in the index now.
        chunks: number of chunks in the index now.
        embedded: number of chunks the model was asked for, with their sentences; the rest came from the cache.
        generation: number of the published generation, None where there is nothing to publish.
        published: True where this rebuild made it.
        pruning_refused: True where nothing at all could be read, so that pruning would have emptied the index.
        seconds: how long it took.
    """

    changes: Changes
    rejected: tuple[Rejected, ...]
    articles: int
    chunks: int
    embedded: int
    generation: int | None
    published: bool
    pruning_refused: bool
    seconds: float


def rebuild(
    data: Path,
    items: Iterable[Article | Rejected],
    *,
    read: Sequence[Path],
    embedder: Embedder,
    prune: Sequence[Path] = (),
    retire: Sequence[Path] = (),
    progress: Progress | None = None,
) -> Report:
    """Bring an index up to date with its sources and publish it.

    Killed at any instant, the generation published before still answers and the next rebuild finishes the job.

    Args:
        data: the index's folder; made where it does not exist.
        items: what the sources hold.
        read: the sources themselves.
        embedder: the model the index is to be made with.
        prune: places whose articles go unless ``items`` holds them; refused where ``items`` holds none at all.
        retire: places whose articles go once ``items`` holds any.
        progress: told how far it is.

    Raises:
        LockedError: if another process is writing to the folder.
    """
    started = time.monotonic()
    report_progress = progress or silent
    data.mkdir(parents=True, exist_ok=True)
    with writer_lock(data), closing(Store(data / generation.STORE)) as store:
        generation.sweep(data)
        changes, rejected, refused = sync(store, items, read=read, prune=prune, retire=retire, progress=report_progress)
        recipe = f"{embedder.identity.fingerprint}/{_chunk_limit(embedder)}/{chunking.VERSION}"
        _split_articles(store, embedder, recipe, report_progress)
        embedded = _embed_chunks(store, embedder, recipe, report_progress)
        before = generation.current_number(data)
        manifest = publish(data, store, embedder, recipe, report_progress)
    return Report(
        changes=changes,
        rejected=tuple(rejected),
        articles=manifest.articles if manifest else 0,
        chunks=manifest.chunks if manifest else 0,
        embedded=embedded,
        generation=manifest.number if manifest else None,
        published=manifest is not None and manifest.number != before,
        pruning_refused=refused,
        seconds=time.monotonic() - started,
    )


def sync(
    store: Store,
    items: Iterable[Article | Rejected],
    *,
    read: Sequence[Path],
    prune: Sequence[Path] = (),
    retire: Sequence[Path] = (),
    progress: Progress = silent,
) -> tuple[Changes, list[Rejected], bool]:
    """Bring the store up to date with what the sources hold.

    Returns:
        What changed, what was rejected, and whether pruning was refused because nothing at all could be read.
    """
    run, seen = store.next_run(), 0
    rejected: list[Rejected] = []
    for batch in _batches(items):
        with store.transaction():
            for item in batch:
                if isinstance(item, Rejected):
                    rejected.append(item)
                else:
                    store.record(item, run=run)
                    seen += 1
        progress("reading", seen, None)
    # An empty folder is more likely a disk that is not mounted than the wish to forget everything.
    refused = bool(prune) and not seen
    with store.transaction():
        changes = store.settle(
            run=run, read=read, prune=(*prune, *retire) if seen else (), unreadable=[item.where for item in rejected]
        )
    return changes, rejected, refused


def publish(
    data: Path, store: Store, embedder: Embedder, recipe: str, progress: Progress
) -> generation.Manifest | None:
    """Publish what the store holds, unless the newest generation holds just that; then retire what is not needed.

    Returns:
        The newest generation's manifest; None where there is nothing to publish and nothing ever was.
    """
    chunk_ids = store.current_chunks(recipe)
    contents = hashlib.sha256(json.dumps([recipe, *chunk_ids]).encode()).hexdigest()
    newest = generation.current_number(data)
    manifest = generation.verified_manifest(data, newest) if newest else None
    damaged = newest if manifest is None else None
    unchanged = manifest and manifest.contents == contents and manifest.model == embedder.identity
    if not unchanged and (chunk_ids or newest):
        unfinished = generation.begin(data)
        catalog = assemble(unfinished, store, embedder, chunk_ids, progress)
        manifest = generation.Manifest(
            number=(newest or 0) + 1,
            published=datetime.now(UTC),
            model=embedder.identity,
            recipe=recipe,
            contents=contents,
            articles=catalog.articles,
            chunks=len(chunk_ids),
            newest=catalog.newest,
            languages=catalog.articles_by_language,
        )
        generation.publish(data, unfinished, manifest)
    if manifest is not None:
        # Also where nothing was published: the run that published may have been killed before it came to this.
        with store.transaction():
            store.retire(generation=manifest.number, recipe=recipe)
            store.collect_garbage(oldest_kept=generation.retire(data, damaged=damaged))
    return manifest


@contextmanager
def writer_lock(data: Path) -> Iterator[None]:
    """Hold the folder for writing; raises LockedError, naming the holder, where another process does."""
    from filelock import FileLock, Timeout

    holder = data / f"{generation.LOCK}.holder"
    lock = FileLock(data / generation.LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise LockedError(data, holder.read_text("utf-8") if holder.is_file() else "another process") from None
    try:
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        holder.write_text(f"process {os.getpid()} on {socket.gethostname()} since {now}", "utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _split_articles(store: Store, embedder: Embedder, recipe: str, progress: Progress) -> None:
    versions = store.unchunked(recipe)
    for done, batch in _counted(versions, _ARTICLES_AT_ONCE):
        progress("splitting", done, len(versions))
        with store.transaction():
            for version_id in batch:
                article = store.version(version_id)
                chunks = chunking.split(article, count_tokens=embedder.count_tokens, max_tokens=_chunk_limit(embedder))
                embedded = [(chunk, chunking.embedded_text(article, chunk.text)) for chunk in chunks]
                store.add_chunks(version_id, recipe, embedded)
    if versions:
        progress("splitting", len(versions), len(versions))


def _embed_chunks(store: Store, embedder: Embedder, recipe: str, progress: Progress) -> int:
    import numpy as np

    model, precision = embedder.identity.fingerprint, embedder.identity.precision
    missing = store.unembedded(recipe, model, precision)
    for done, batch in _counted(missing, _CHUNKS_AT_ONCE):
        progress("embedding", done, len(missing))
        chunks = list(store.chunks(batch))
        vectors = embedder.embed_passages([chunking.embedded_text(item.article, item.chunk.text) for item in chunks])
        sentences = [item.chunk.sentence_texts for item in chunks]
        of_sentences = compact(embedder.embed_passages([text for texts in sentences for text in texts]))
        ends = np.cumsum([len(texts) for texts in sentences])
        rows = [
            (item.id, vector.astype(np.float16).tobytes(), own.tobytes())
            for item, vector, own in zip(chunks, vectors, np.split(of_sentences, ends[:-1]), strict=True)
        ]
        with store.transaction():
            store.add_embeddings(model, precision, rows)
    if missing:
        progress("embedding", len(missing), len(missing))
    return len(missing)


def _chunk_limit(embedder: Embedder) -> int:
    return min(chunking.MAX_TOKENS, embedder.max_tokens)


def _counted(ids: Sequence[int], size: int) -> Iterator[tuple[int, Sequence[int]]]:
    return ((at, ids[at : at + size]) for at in range(0, len(ids), size))


def _batches(items: Iterable[Article | Rejected]) -> Iterator[list[Article | Rejected]]:
    waiting = iter(items)
    while batch := list(islice(waiting, _ARTICLES_AT_ONCE)):
        yield batch
