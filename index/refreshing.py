"""One round: everything that was named is read, on disk and on the web, and what is new is published."""

from __future__ import annotations

import ipaddress
import threading
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from index.build import Web, rebuild, writing
from index.errors import EmptyStoreError, SettingsFileError, SourceNotFoundError
from index.generation import is_own
from index.location import Location
from index.sources.files import find_articles
from index.sources.named import WebSource, parse_source
from index.sources.web.state import Names, Remembered
from index.types import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from index.arrivals import Source
    from index.build import Report
    from index.config import IndexSettings
    from index.making import Elsewhere
    from index.progress import Progress
    from index.protocols import Embedder
    from index.store import Store

SAMPLES: Final = Path(str(files("index").joinpath("samples")))
_DELAY: Final = 1.0  # seconds
_LIST: Final = ".opml"
_GONE: Final = "no longer there; its articles stay until it is forgotten (--forget)"

Named = WebSource | Path


def remembered(place: str | Path | Location) -> list[Named]:
    """What was named for an index before, to be read again; none where there is no index yet."""
    location = Location.of(place)
    if not location.has_articles():
        return []
    with suppress(EmptyStoreError), closing(location.open_store(read_only=True)) as store:
        return [parse_source(named) for named in store.sources()]
    return []


def forget(place: str | Path | Location, named: Named) -> bool:
    """Forget a source that was named before; what only it holds goes with the next round.

    Returns:
        Whether it was known.

    Raises:
        LockedError: another process is writing to the index.
    """
    location = Location.of(place)
    if not location.has_articles():
        return False
    with writing(location) as store, store.transaction():
        return store.forget(_location(named))


def refresh(
    place: str | Path | Location,
    named: Sequence[Named],
    *,
    embedder: Callable[[], Embedder],
    settings: IndexSettings,
    again: bool = False,
    prune: bool = False,
    elsewhere: Elsewhere | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read everything once, and publish what changed.

    Args:
        place: of the index; a folder is made where it does not exist.
        named: files and folders (absolute), and places on the web.
        embedder: gives the model the index is to be made with.
        settings: how the web is asked.
        again: whether it was all named before: then a file that is gone is no error, and nothing is remembered anew.
        prune: whether articles that the files and folders no longer hold are to go.
        elsewhere: has the vectors made by other processes.
        progress: told how far it is.

    Raises:
        SourceNotFoundError: a file or folder does not exist.
        LockedError: another process is writing to the index.
        UnreachableError: a server that it needs does not answer.
    """
    paths = [path for path in named if isinstance(path, Path)]
    lists = [path for path in paths if path.suffix.lower() == _LIST]
    missing = [path for path in paths if again and path not in lists and not path.exists()]
    folders = [path for path in paths if path not in lists and path not in missing]
    for path in lists:
        if not (again or path.exists()):
            raise SourceNotFoundError(str(path))
    # The samples are for a first look: they make way as soon as somebody names articles of their own.
    samples = [path for path in paths if path.is_relative_to(SAMPLES)]
    kept = [] if again else [Remembered(_location(source)) for source in named if source not in samples]
    location = Location.of(place)
    own = location.data.resolve()
    web = [source for source in named if isinstance(source, WebSource)]

    stop = threading.Event()

    def from_web(store: Store) -> Iterator[Source]:
        sources = list(web)
        for path in lists:
            found = _outline(path)
            if isinstance(found, Rejected):
                yield found
                # A list that cannot be read today stops none of the feeds that it named before.
                with closing(store.reader()) as reader:
                    urls = tuple(reader.children(str(path)))
            else:
                yield Names(str(path), found)
                urls = found
            sources += [WebSource(url=url, parent=str(path)) for url in urls]
        with closing(_fetched(sources, store, settings, stop, typed=web)) as fetched:
            yield from fetched

    found = find_articles(folders, leaving_out=partial(is_own, own))  # complains before the model is loaded
    return rebuild(
        location,
        chain(kept, (Rejected(str(path), _GONE) for path in missing), found),
        read=folders,
        web=Web(read=from_web, stop=stop) if web or lists else None,
        embedder=embedder(),
        prune=folders if prune else [],
        retire=[] if samples else [SAMPLES],
        elsewhere=elsewhere,
        progress=progress,
    )


def _location(named: Named) -> str:
    return named.url if isinstance(named, WebSource) else str(named)


def _own_hosts(sources: Iterable[WebSource]) -> Iterator[str]:
    """Hosts that somebody named by an address of their own network, and so meant; a name may not turn out to be one."""
    for source in sources:
        parts = urlsplit(source.url)
        host = parts.hostname or ""
        try:
            own = host == "localhost" or not ipaddress.ip_address(host).is_global
        except ValueError:
            own = False
        if own:
            yield parts.netloc if parts.port else f"{parts.netloc}:{443 if parts.scheme == 'https' else 80}"


def _outline(path: Path) -> tuple[str, ...] | Rejected:
    """Addresses of the feeds that a local list names."""
    from index.sources.fetching.fetcher import FEED_LIMIT
    from index.sources.listings.listing import read_listing
    from index.sources.reading import UnusableError, read_bytes

    try:
        data = read_bytes(path, FEED_LIMIT, "larger than 20 MB, which no list of feeds is")
        return read_listing(data, url="https://list.invalid/", content_type="text/x-opml").sources
    except UnusableError as error:
        return Rejected(str(path), str(error))
    except OSError as error:
        return Rejected(str(path), f"cannot be read: {error.strerror or error}")


def _fetched(
    sources: Sequence[WebSource],
    store: Store,
    settings: IndexSettings,
    stop: threading.Event,
    *,
    typed: Sequence[WebSource],
) -> Generator[Source, None, None]:
    """What is found on the web; what sites ask for is kept as they ask for it.

    Args:
        sources: to be read.
        store: knows how they were met last.
        settings: how they are asked.
        stop: ends it early.
        typed: those that somebody named themselves.
    """
    from index.sources.fetching.fetcher import Fetcher
    from index.sources.web.gathering import find_news
    from index.sources.web.state import Manners

    with closing(store.reader()) as reader:
        manners = Manners(*reader.manners())
    try:
        fetcher = Fetcher(
            allow=[*settings.allow_hosts, *_own_hosts(typed)],
            delay=_DELAY if settings.fetch_delay is None else settings.fetch_delay,
            delay_allowed=settings.fetch_delay or 0.0,
            memory=manners,
            stop=stop,
            contact=settings.contact,
        )
    except ValueError as error:
        raise SettingsFileError(str(error)) from error
    now = datetime.now(UTC).replace(microsecond=0)  # as the store keeps times
    with fetcher, closing(find_news(sources, store, fetcher, now=now, stop=stop)) as found:
        for item in found:
            yield item
            if manners.fresh:
                yield manners.copied()
    if manners.fresh:
        yield manners.copied()
