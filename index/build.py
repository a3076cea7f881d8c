"""The only writer: sources into the store, and what that holds by then to the engine, which publishes it."""

from __future__ import annotations

import logging
import os
import socket
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

from index.arrivals import Recipe
from index.errors import LockedError
from index.generation import LOCK
from index.location import Location
from index.making import Making
from index.progress import Progress, silent
from index.syncing import sync

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from index.arrivals import Source
    from index.making import Elsewhere
    from index.protocols import Embedder
    from index.sources.web.state import Heard
    from index.store import Changes, Store
    from index.syncing import Note
    from index.types import Rejected

logger = logging.getLogger(__name__)

__all__ = ["Report", "Web", "rebuild", "sync", "writer_lock", "writing"]


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


def rebuild(  # noqa: PLR0913 - who rebuilds chooses each by itself
    place: str | Path | Location,
    items: Iterable[Source],
    *,
    read: Sequence[Path],
    embedder: Embedder,
    prune: Sequence[Path] = (),
    retire: Sequence[Path] = (),
    web: Web | None = None,
    elsewhere: Elsewhere | None = None,
    progress: Progress | None = None,
) -> Report:
    """Bring an index up to date with its sources and publish it.

    Killed at any instant, the generation published before still answers and the next rebuild finishes the job.

    Args:
        place: of the index; a folder is made where it does not exist.
        items: what the sources hold.
        read: the sources themselves.
        embedder: the model the index is to be made with.
        prune: places whose articles go unless ``items`` holds them; refused where ``items`` holds none at all.
        retire: places whose articles go once ``items`` holds any.
        web: what is read from the web, after ``items``.
        elsewhere: has the vectors made by other processes.
        progress: told how far it is.

    Raises:
        LockedError: if another process is writing to the index.
        UnreachableError: if a server that it needs does not answer.
    """
    started = time.monotonic()
    report_progress = progress or silent
    location = Location.of(place)
    with closing(location.open_engine()) as engine, writing(location) as store:
        with Making(store, Recipe(embedder), report_progress, elsewhere) as making:
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
        before = engine.newest()
        manifest = engine.publish(store, embedder, making.recipe.name, report_progress)
        if manifest is not None:
            _note_engine(store, location.engine_url or "")
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


def _note_engine(store: Store, engine: str) -> None:
    before = store.published_to()
    if before and not engine:
        logger.warning("published to the folder, where it was %s before: was --engine forgotten?", before)
    if before != engine:
        store.note_published(engine)


@contextmanager
def writing(location: Location) -> Iterator[Store]:
    """The store, for its one writer; raises LockedError, naming the holder, where another process is that."""
    if location.store_url is not None:
        with closing(location.open_store()) as store, store.writer_lock():
            yield store
    else:
        location.data.mkdir(parents=True, exist_ok=True)
        with writer_lock(location.data), closing(location.open_store()) as store:
            yield store


@contextmanager
def writer_lock(data: Path) -> Iterator[None]:
    """Hold the folder for writing; raises LockedError, naming the holder, where another process does."""
    from filelock import FileLock, Timeout

    holder = data / f"{LOCK}.holder"
    lock = FileLock(data / LOCK)
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
