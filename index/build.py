"""The only writer: sources into the store, the store into a new generation."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import socket
import time
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

from index import generation, tokenizer
from index.arrivals import Recipe
from index.errors import LockedError
from index.making import Making
from index.manifest import Manifest
from index.progress import Progress, silent
from index.store import Changes, Store
from index.syncing import sync

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from index.arrivals import Source
    from index.protocols import Embedder
    from index.sources.web.state import Heard
    from index.syncing import Note
    from index.types import Rejected

__all__ = ["Report", "Web", "publish", "rebuild", "sync", "writer_lock"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a rebuild did.

    Attributes:
        changes: in articles.
        rejected: what was no article, in the order met.
        notes: what was doubted of articles: place and words.
        withdrawn: articles that were withdrawn: the address of their page, and why.
        sources: listings that were asked for, in the order they answered, without their bodies.
        left: number of things on the web that were not asked for because the time was over.
        articles: number of articles in the index now.
        chunks: number of chunks in the index now.
        embedded: number of chunks whose vectors were made; the rest came from the cache.
        newest: latest publication time among them, None where all are undated.
        generation: number of the published generation, None where there is nothing to publish.
        published: True where this rebuild made it.
        pruning_refused: True where nothing at all could be read, so that pruning would have emptied the index.
        seconds: how long it took.
    """

    changes: Changes
    rejected: tuple[Rejected, ...]
    notes: tuple[Note, ...]
    withdrawn: tuple[Note, ...]
    sources: tuple[Heard, ...]
    left: int
    articles: int
    chunks: int
    embedded: int
    newest: datetime | None
    generation: int | None
    published: bool
    pruning_refused: bool
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """What is read from the web.

    Attributes:
        read: gives what is there, against what a store knows of it.
        stop: ends that early where it is set.
    """

    read: Callable[[Store], Iterable[Source]]
    stop: threading.Event


def rebuild(
    data: Path,
    items: Iterable[Source],
    *,
    read: Sequence[Path],
    embedder: Embedder,
    prune: Sequence[Path] = (),
    retire: Sequence[Path] = (),
    web: Web | None = None,
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
        web: what is read from the web, after ``items``.
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
            synced = sync(
                store,
                items if web is None else chain(items, web.read(store)),
                read=read,
                prune=prune,
                retire=retire,
                progress=report_progress,
                making=making,
                stop=None if web is None else web.stop,
            )
            making.finish()
        before = generation.current_number(data)
        manifest = publish(data, store, embedder, making.recipe.name, report_progress)
    return Report(
        changes=synced.changes,
        rejected=tuple(synced.rejected),
        notes=tuple(synced.notes),
        withdrawn=tuple(synced.withdrawn),
        sources=tuple(synced.sources),
        left=synced.left,
        articles=manifest.articles if manifest else 0,
        chunks=manifest.chunks if manifest else 0,
        embedded=making.embedded,
        newest=manifest.newest if manifest else None,
        generation=manifest.number if manifest else None,
        published=manifest is not None and manifest.number != before,
        pruning_refused=synced.pruning_refused,
        seconds=time.monotonic() - started,
    )


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
