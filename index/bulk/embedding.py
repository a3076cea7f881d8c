"""What waits in a store is embedded by workers of Ray: into shards, out to the workers, back into the store."""

from __future__ import annotations

import logging
from contextlib import ExitStack, closing
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from index.bulk.errors import BulkError, DamagedShardError, MissingRayError
from index.bulk.folder import ShardFolder
from index.bulk.importing import keep
from index.bulk.planning import planned
from index.bulk.ray_job import embedded
from index.bulk.ray_session import session
from index.bulk.shards import CHUNKS
from index.bulk.worker import Job
from index.torch_embedding import SentenceTransformerEmbedder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.arrivals import Recipe
    from index.bulk.worker import Told
    from index.progress import Progress
    from index.store import Store

logger = logging.getLogger(__name__)

FOLDER: Final = "bulk"
_SAMPLE: Final = 300
_LENGTH: Final = 1000  # characters
_ROUNDS: Final = 3  # in which a shard may turn out to be damaged


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkEmbedding:
    """How workers are to embed; ``index.making.Elsewhere``.

    Attributes:
        folder: for the shards, as ``ShardFolder`` takes it; each index needs its own, which all machines reach.
        address: of the cluster; None starts Ray on this machine, for as long as it takes.
        workers: number of them; None as many as there is room for.
        keep_shards: whether shards that are done are kept, in ``kept`` beside the others.
        verbose: whether Ray and the workers may print what they do.
        chunks: in a shard.
    """

    folder: str
    address: str | None = None
    workers: int | None = None
    keep_shards: bool = False
    verbose: bool = False
    chunks: int = CHUNKS

    @classmethod
    def of(
        cls,
        data: Path,
        *,
        address: str,
        folder: str | None,
        workers: int | None,
        keep_shards: bool,
        verbose: bool,
    ) -> BulkEmbedding:
        """As it was asked for; ``local`` is this machine, the folder ``bulk`` in that of the index unless one is named.

        Raises:
            MissingRayError: if what it needs is not installed.
        """
        if not all(map(find_spec, ("ray", "pyarrow"))):
            raise MissingRayError
        return cls(
            folder=folder or str(data.absolute() / FOLDER),
            address=None if address == "local" else address,
            workers=workers,
            keep_shards=keep_shards,
            verbose=verbose,
        )

    def __call__(self, store: Store, recipe: Recipe, progress: Progress) -> int:
        """Have all that is current and waits embedded, and keep the vectors; gives the number of chunks.

        What an earlier run has begun is finished first. Killed at any instant, what was embedded is in the store or in
        the folder, and the next run goes on from there.

        Raises:
            BulkError: Ray cannot be reached, or its workers fail; shards are of another model or index.
        """
        with closing(_Running(self, store, recipe, progress)) as running:
            return running.run()


class _Running:
    """One run of a ``BulkEmbedding``."""

    def __init__(self, asked: BulkEmbedding, store: Store, recipe: Recipe, progress: Progress) -> None:
        self._asked = asked
        self._store, self._recipe, self._progress = store, recipe, progress
        identity = recipe.embedder.identity
        self._folder = ShardFolder(asked.folder).inner(f"{recipe.name.replace('/', '-')}-{identity.precision}")
        self._total = store.count_unembedded(recipe.name, identity.fingerprint, identity.precision)
        self._done = 0
        self._stack = ExitStack()
        self._ray: object = None

    def close(self) -> None:
        self._stack.close()

    def run(self) -> int:
        self._folder.tidy()
        if not self._total:
            for name in self._folder.waiting():
                self._folder.drop(name)
            return 0
        self._tell()
        damaged = 0
        while names := self._folder.waiting() or self._plan():
            made = self._folder.made()
            sound = [self._import(name) for name in names if name in made]
            sound += map(self._settle, self._embedded([name for name in names if name not in made]))
            damaged += not all(sound)
            if damaged == _ROUNDS:
                raise BulkError(f"shards in {self._folder.address} are damaged again and again: is the disk sound?")
        return self._done

    def _plan(self) -> list[str]:
        for shard in planned(self._store, self._recipe, chunks=self._asked.chunks):
            self._folder.write_texts(shard)
        return self._folder.waiting()

    def _embedded(self, names: list[str]) -> Iterator[Told]:
        """Have shards embedded; they come as they are done."""
        if not names:
            return
        asked, embedder = self._asked, self._recipe.embedder
        if self._ray is None:
            self._ray = self._stack.enter_context(session(asked.address, workers=asked.workers, verbose=asked.verbose))
        job = Job(
            folder=self._folder,
            model=embedder.identity,
            backend="torch" if isinstance(embedder, SentenceTransformerEmbedder) else "auto",
            calibration=tuple(self._store.sample(_SAMPLE, length=_LENGTH)),
            threads=1,
        )
        yield from embedded(self._ray, job, names, workers=asked.workers)

    def _settle(self, told: Told) -> bool:
        """Go on with what a worker has told of a shard; False where it is damaged."""
        if told["error"]:
            raise BulkError(told["error"])
        if told["damaged"]:
            logger.warning("damaged shard=%s; its texts are written anew", told["name"])
            self._folder.drop(told["name"])
            return False
        return self._import(told["name"])

    def _import(self, name: str) -> bool:
        """Keep a shard's vectors and be done with it; False where it is damaged, and to be made anew."""
        try:
            shard = self._folder.read_vectors(name)
            self._done += keep(self._store, self._recipe, shard, self._folder.where(name))
        except DamagedShardError as error:
            logger.warning("%s; it is made anew", error)
            self._folder.drop_vectors(name)
            return False
        if self._asked.keep_shards:
            self._folder.set_aside(name)
        else:
            self._folder.drop(name)
        self._tell()
        return True

    def _tell(self) -> None:
        self._progress("embedding", self._done, max(self._total, self._done))
