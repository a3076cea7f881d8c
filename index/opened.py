"""One generation of an index, opened: what it says of itself, and what answers from it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from index import generation
from index.errors import NewsIndexError, StaleIndexError

if TYPE_CHECKING:
    from pathlib import Path

    from index.finding import Finder
    from index.protocols import Embedder


class OpenGeneration:
    """The newest generation of an index, open until ``close``; safe to use from several threads.

    Attributes:
        manifest: what it says of itself.
    """

    def __init__(self, data: Path, *, embedder: Embedder | None, model: str | None) -> None:
        """Open it.

        Args:
            data: the index's folder.
            embedder: what made its vectors; None loads that when it is first needed.
            model: refuse it if another model made it.

        Raises:
            What ``open_index`` raises.
        """
        self._data = data
        self._generation = generation.open_newest(data)
        self.manifest = self._generation.manifest
        self._loading = threading.Lock()
        self._loaded: Finder | None = None
        self._closed = False
        self._embedder = embedder
        if model is not None:
            try:
                self._embedder = self._load(model)
            except BaseException:
                self._generation.close()
                raise

    def close(self) -> None:
        """Give the generation back."""
        with self._loading:
            self._closed = True
            if self._loaded is not None:
                self._loaded.close()
            self._generation.close()

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
                self._loaded = Finder(self._generation.folder, self._data / generation.STORE, embedder)
            return self._loaded

    def _load(self, model: str | None = None) -> Embedder:
        """What made this generation's vectors; StaleIndexError where that is not the model named."""
        from index.embedding import embedder_of

        return embedder_of(self._data, self.manifest.model, model=model)
