"""Generations in Milvus: one server, or cluster, for any number of bots; beside it the articles' database."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.errors import DamagedIndexError, EmptyStoreError, IndexNotFoundError
from index.milvus import publishing
from index.milvus.address import parse
from index.milvus.client import Client
from index.milvus.snapshot import MilvusSnapshot
from index.milvus.tables import generations
from index.store import Store

if TYPE_CHECKING:
    from index.manifest import Manifest
    from index.milvus.tables import Generation
    from index.progress import Progress
    from index.protocols import Embedder

logger = logging.getLogger(__name__)

_LEGS: Final = 8  # questions whose words are searched at the same time


class MilvusEngine:
    """The generations of an index; see ``index.engine.Engine``.

    Args:
        url: of the server, or file of milvus-lite, as ``address.parse`` takes it.
        token: ``user:password``, or an API key; None where the server asks for none.
        store: file or address of the articles' database, which holds what is known of each chunk besides its vector.

    Raises:
        AddressError: if the address is none.
    """

    def __init__(self, url: str, *, token: str | None, store: Path | str) -> None:
        self._url = url
        self._address = parse(url)
        self._token = token
        self._store = store
        self._client = Client.of(self._address, token)
        self._closed = False

    def newest(self) -> int | None:
        """Number of the generation that is published now, None where none ever was."""
        known = self._generations()
        return known[0].manifest.number if known else None

    def open(self) -> MilvusSnapshot:
        """Open the newest generation whose collection the server has; see ``index.engine.Engine``."""
        known = self._generations()
        if not known:
            raise IndexNotFoundError(self._url)
        sound = next((one for one in known if self._client.has(one.collection.name)), None)
        if sound is None:
            raise DamagedIndexError(self._url, f"the server has no collection {known[0].collection.name!r}")
        if sound is not known[0]:
            logger.warning(
                "fell back to generation=%d from=%d: rebuild the index", sound.manifest.number, known[0].manifest.number
            )
        return MilvusSnapshot(
            sound,
            Store(self._store, read_only=True),
            Client.of(self._address, self._token),
            ThreadPoolExecutor(_LEGS, thread_name_prefix="milvus"),
        )

    def publish(self, store: Store, embedder: Embedder, recipe: str, progress: Progress) -> Manifest | None:
        """Publish what the store holds by now; see ``index.engine.Engine``."""
        return publishing.publish(store, self._client, embedder, recipe, progress)

    def close(self) -> None:
        """Let go of the server."""
        if not self._closed:
            self._closed = True
            self._client.close()

    def _generations(self) -> list[Generation]:
        if isinstance(self._store, Path) and not self._store.is_file():
            return []
        try:
            store = Store(self._store, read_only=True)
        except EmptyStoreError:
            return []
        with closing(store):
            return generations(store.database)
