"""What sources hold, into the store: the articles that are new, and what is known of the rest."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index import arrivals
from index.arrivals import Read, Seen
from index.pipeline import ahead
from index.progress import Progress, silent
from index.sources.web.state import Heard, Left, Manners, Names, Visit, Waiting
from index.store import Changes
from index.types import Rejected

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from index.arrivals import Arrival, Aside, Fresh, Source
    from index.making import Making
    from index.store import Store


@dataclass(frozen=True, slots=True)
class Note:
    """Something that is to be known of an article, and its place."""

    where: str
    text: str


@dataclass(slots=True, kw_only=True)
class Synced:
    """What a sync met and changed; filled while it goes on.

    Attributes:
        changes: in articles.
        rejected: what was no article, in the order met.
        notes: what was doubted of articles.
        withdrawn: articles that were withdrawn, and why.
        sources: listings that were asked for.
        left: number of things on the web that were not asked for because the time was over.
        pruning_refused: True where nothing at all could be read, so that pruning would have emptied the index.
    """

    changes: Changes = field(default_factory=lambda: Changes(added=0, changed=0, unchanged=0, removed=0))
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    withdrawn: list[Note] = field(default_factory=list)
    sources: list[Heard] = field(default_factory=list)
    left: int = 0
    pruning_refused: bool = False

    def hear(self, batch: Iterable[Arrival]) -> None:
        """Take note of what is to be reported of a batch."""
        for item in batch:
            if isinstance(item, Rejected):
                self.rejected.append(item)
            elif isinstance(item, Heard):
                self.sources.append(replace(item, listing=replace(item.listing, body=None)))
            elif isinstance(item, Left):
                self.left += item.number
            elif isinstance(item, Visit) and isinstance(item.item, Rejected):
                self.rejected.append(item.item)
            if isinstance(item, Read | Visit):
                where = item.article.location if isinstance(item, Read) else item.page.url
                self.notes += [Note(where, note) for note in item.notes]
            if isinstance(item, Visit) and item.withdrawn:
                self.withdrawn.append(Note(item.page.url, item.withdrawn))


def sync(
    store: Store,
    items: Iterable[Source],
    *,
    read: Sequence[Path],
    prune: Sequence[Path] = (),
    retire: Sequence[Path] = (),
    progress: Progress = silent,
    making: Making | None = None,
    stop: threading.Event | None = None,
) -> Synced:
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
        stop: set when no more is to come of ``items``, also where that is because something failed.
    """
    run, seen, on_disk = store.next_run(), 0, 0
    synced = Synced()
    with ExitStack() as stages:
        batches = stages.enter_context(ahead(arrivals.read(items, store)))
        if making is not None:
            batches = stages.enter_context(ahead(arrivals.split(batches, making.recipe, store)))
        if stop is not None:
            stages.callback(stop.set)  # before the stages are waited for
        for batch in batches:
            as_before = [item for item in batch if isinstance(item, Seen)]
            seen, on_disk = seen + len(as_before), on_disk + len(as_before)
            with store.transaction():
                store.see(as_before, run=run)  # mostly all of the batch
                for item in batch:
                    if not isinstance(item, Seen):
                        taken = _take(store, item, run, making)
                        seen += taken
                        on_disk += taken and not _is_from_web(item)
            synced.hear(batch)
            progress("reading", seen, None)
            if making is not None:
                making.advance()
    if seen:
        progress("reading", seen, seen)
    # An empty folder is more likely a disk that is not mounted than the wish to forget everything.
    synced.pruning_refused = bool(prune) and not on_disk
    with store.transaction():
        synced.changes = store.settle(
            run=run,
            read=read,
            prune=(*(prune if on_disk else ()), *(retire if seen else ())),
            unreadable=[item.where for item in synced.rejected],
        )
    return synced


def _is_from_web(item: Arrival) -> bool:
    return isinstance(item, Visit) or (isinstance(item, Read) and item.page is not None)


def _take(store: Store, item: Fresh, run: int, making: Making | None) -> bool:
    """Write what arrived into the store; tells whether there is an article."""
    if isinstance(item, Read):
        version_id = store.record(item.article, run=run, raw=item.raw)
        if item.page is not None:
            store.move(item.article, run=run)
            store.keep_page(item.page)
        if making is not None and item.chunks is not None:
            making.add(version_id, item.article, item.chunks)
    elif isinstance(item, Visit):
        return _take_visit(store, item, run)
    else:
        if not isinstance(item, Rejected | Waiting | Left):
            _take_aside(store, item)
        return False
    return True


def _take_visit(store: Store, visit: Visit, run: int) -> bool:
    """Write what came of a page without a new article; tells whether there is an old one."""
    page = visit.page
    if page.gone:
        store.withdraw(page.url)
    held = visit.item is None and not page.gone and store.see_again(page.url, run=run)
    # A page that is as it was, and whose article is nowhere: it is to be read the next time.
    lost = visit.item is None and not (page.gone or held)
    store.keep_page(replace(page, rules=None, changed=page.asked) if lost else page)
    return held


def _take_aside(store: Store, item: Aside) -> None:
    if isinstance(item, Heard):
        store.keep_listing(item.listing)
        if item.names is not None:
            store.drop_all_but(item.names, of=item.listing.url)
    elif isinstance(item, Names):
        store.drop_all_but(item.urls, of=item.parent)
    elif isinstance(item, Manners):
        store.keep_manners(item.robots_of, item.waits)
    else:
        store.remember(item.location)
