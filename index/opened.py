"""One generation of an index, opened: what it says of itself, and what answers from it."""

from __future__ import annotations

import logging
import threading
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from index.errors import IndexNotFoundError, NewsIndexError, StaleIndexError

if TYPE_CHECKING:
    from index.engine import Snapshot
    from index.finding import Finder
    from index.location import Location
    from index.protocols import Embedder
    from index.store import Store

logger = logging.getLogger(__name__)


class OpenGeneration:
    """The newest generation of an index, open until ``close``; safe to use from several threads.

    Attributes:
        manifest: what it says of itself.
    """

    def __init__(self, location: Location, *, embedder: Embedder | None, model: str | None) -> None:
        """Open it.

        Args:
            location: of the index.
            embedder: what made its vectors; None loads that when it is first needed.
            model: refuse it if another model made it.

        Raises:
            What ``open_index`` raises.
        """
        self._location = location
        self._loading = threading.Lock()
        self._loaded: Finder | None = None
        self._closed = False
        self._embedder = embedder
        with ExitStack() as opened:
            self._engine = location.open_engine()
            opened.callback(self._engine.close)
            self._snapshot = self._open()
            opened.callback(self._snapshot.close)
            self.manifest = self._snapshot.manifest
            if model is not None:
                self._embedder = self._load(model)
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Give the generation back."""
        with self._loading:
            self._closed = True
            self._opened.close()

    def newest(self) -> int | None:
        """Number of the generation that is published now, None where that cannot be told."""
        try:
            return self._engine.newest()
        except (NewsIndexError, OSError):
            return None

    def embedder(self) -> Embedder | None:
        """What makes vectors of questions, None where it was not loaded yet."""
        with self._loading:
            return self._embedder or (self._loaded.embedder if self._loaded else None)

    def finder(self) -> Finder:
        """What answers questions, loaded once, at the first of them; NewsIndexError if it was closed."""
        from index.finding import Finder

        with self._loading:
            if self._closed:
                raise NewsIndexError("this index is closed: open it again with open_index")
            if self._loaded is None:
                embedder = self._embedder or self._load()
                if embedder.identity != self.manifest.model:
                    raise StaleIndexError(embedder.identity, self.manifest.model)
                with ExitStack() as opened:
                    store = self._location.open_store(read_only=True)
                    opened.callback(store.close)
                    self._compare(store)
                    self._loaded = Finder(self._snapshot, store, embedder)
                    self._opened.push(opened.pop_all())
            return self._loaded

    def _open(self) -> Snapshot:
        try:
            return self._engine.open()
        except IndexNotFoundError:
            location = self._location
            if location.engine_url or not location.has_articles():
                raise
            with closing(location.open_store(read_only=True)) as store:
                elsewhere = store.published_to()
            if not elsewhere:
                raise
            raise IndexNotFoundError(location.data, elsewhere=elsewhere) from None

    def _compare(self, store: Store) -> None:
        """Warn where the news go to an engine and this asks the folder, or the other way round."""
        published, asked = store.published_to(), self._location.engine_url or ""
        if published is not None and bool(published) != bool(asked):
            logger.warning(
                "asking %s, but what is new is published to %s: was --engine forgotten?",
                asked or "the folder", published or "the folder",
            )  # fmt: skip

    def _load(self, model: str | None = None) -> Embedder:
        """What made this generation's vectors; StaleIndexError where that is not the model named."""
        from index.embedding import embedder_of

        return embedder_of(self._location, self.manifest.model, model=model)
