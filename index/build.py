"""The only writer: sources into the store, the store into a new generation."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import socket
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index import arrivals, generation, tokenizer
from index.arrivals import Recipe, Seen
from index.errors import LockedError
from index.making import Making
from index.manifest import Manifest
from index.pipeline import ahead
from index.progress import Progress, silent
from index.store import Changes, Store
from index.types import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index.arrivals import Arrival, Source
    from index.protocols import Embedder

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a rebuild did.

    Attributes:
        changes: in articles.
        rejected: what was no article, in the order met.
        articles: number of articles in the index now.
        chunks: number of chunks in the index now.
        embedded: number of chunks whose vectors were made; the rest came from the cache.
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
    items: Iterable[Source],
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
        with Making(store, Recipe(embedder), report_progress) as making:
            changes, rejected, refused = sync(
                store, items, read=read, prune=prune, retire=retire, progress=report_progress, making=making
            )
            making.finish()
        before = generation.current_number(data)
        manifest = publish(data, store, embedder, making.recipe.name, report_progress)
    return Report(
        changes=changes,
        rejected=tuple(rejected),
        articles=manifest.articles if manifest else 0,
        chunks=manifest.chunks if manifest else 0,
        embedded=making.embedded,
        generation=manifest.number if manifest else None,
        published=manifest is not None and manifest.number != before,
        pruning_refused=refused,
        seconds=time.monotonic() - started,
    )


def sync(
    store: Store,
    items: Iterable[Source],
    *,
    read: Sequence[Path],
    prune: Sequence[Path] = (),
    retire: Sequence[Path] = (),
    progress: Progress = silent,
    making: Making | None = None,
) -> tuple[Changes, list[Rejected], bool]:
    """Bring the store up to date with what the sources hold.

    Sources are read in a thread of their own, and articles split in another.

    Args:
        store: written to by this thread alone.
        items: what the sources hold; of an ``Unread`` one only what is not known is read.
        read: the sources themselves.
        prune: places whose articles go unless ``items`` holds them; refused where ``items`` holds none at all.
        retire: places whose articles go once ``items`` holds any.
        progress: told how far it is.
        making: makes chunks and vectors of what is new, None where they are to be made later.

    Returns:
        What changed, what was rejected, and whether pruning was refused because nothing at all could be read.
    """
    run, seen = store.next_run(), 0
    rejected: list[Rejected] = []
    with ExitStack() as stages:
        batches = stages.enter_context(ahead(arrivals.read(items, store)))
        if making is not None:
            batches = stages.enter_context(ahead(arrivals.split(batches, making.recipe, store)))
        for batch in batches:
            with store.transaction():
                for item in batch:
                    _take(store, item, run, making)
            unfit = [item for item in batch if isinstance(item, Rejected)]
            rejected += unfit
            seen += len(batch) - len(unfit)
            progress("reading", seen, None)
            if making is not None:
                making.advance()
    if seen:
        progress("reading", seen, seen)
    # An empty folder is more likely a disk that is not mounted than the wish to forget everything.
    refused = bool(prune) and not seen
    with store.transaction():
        changes = store.settle(
            run=run, read=read, prune=(*prune, *retire) if seen else (), unreadable=[item.where for item in rejected]
        )
    return changes, rejected, refused


def _take(store: Store, item: Arrival, run: int, making: Making | None) -> None:
    """Write what arrived into the store."""
    if isinstance(item, Seen):
        store.see([item], run=run)
    elif not isinstance(item, Rejected):
        version_id = store.record(item.article, run=run, raw=item.raw)
        if making is not None and item.chunks is not None:
            making.add(version_id, item.article, item.chunks)


def publish(data: Path, store: Store, embedder: Embedder, recipe: str, progress: Progress) -> Manifest | None:
    """Publish what the store holds, unless the newest generation holds just that; then retire what is not needed.

    Returns:
        The newest generation's manifest; None where there is nothing to publish and nothing ever was.
    """
    chunk_ids = store.current_chunks(recipe)
    contents = hashlib.sha256(json.dumps([recipe, *chunk_ids]).encode()).hexdigest()
    newest = generation.current_number(data)
    manifest = generation.verified_manifest(data, newest) if newest else None
    damaged = newest if manifest is None else None
    same = manifest is not None and (manifest.model, manifest.rules) == (embedder.identity, tokenizer.rules())
    unchanged = same and manifest is not None and manifest.contents == contents
    if not unchanged and (chunk_ids or newest):
        unfinished = generation.begin(data)
        from index.assembly import assemble  # with FAISS and tantivy, which are not needed where nothing changed

        base = newest if same else None
        folder = generation.folder_of(data, base) if base else None
        catalog, parts = assemble(unfinished, store, embedder, chunk_ids, progress, before=folder)
        manifest = Manifest(
            number=(newest or 0) + 1,
            published=datetime.now(UTC),
            model=embedder.identity,
            recipe=recipe,
            rules=tokenizer.rules(),
            contents=contents,
            articles=catalog.articles,
            chunks=len(chunk_ids),
            newest=catalog.newest,
            languages=catalog.articles_by_language,
            parts={name: asdict(facts) for name, facts in parts.items()},
        )
        generation.publish(data, unfinished, manifest, before=base)
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
