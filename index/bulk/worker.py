"""What runs in a worker's process: one model, shard after shard."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypedDict

from index.bulk.errors import DamagedShardError, OtherModelError
from index.bulk.shards import TextShard, VectorShard
from index.chunk_vectors import embed_texts
from index.cores import share_cores
from index.embedding import load_embedder
from index.errors import NewsIndexError
from index.making import CHUNKS_AT_ONCE

if TYPE_CHECKING:
    from index.bulk.folder import ShardFolder
    from index.protocols import Embedder, ModelIdentity


_TRIES: Final = 4


class Told(TypedDict):
    """A shard as it goes to a worker and comes back.

    Attributes:
        name: of the shard.
        damaged: True where its texts are, so that it cannot be embedded.
        error: what else went wrong, ``""`` for nothing.
    """

    name: str
    damaged: bool
    error: str


def asked(name: str) -> Told:
    """A shard on its way to a worker."""
    return {"name": name, "damaged": False, "error": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What workers need to know.

    Attributes:
        folder: where the shards are.
        model: to embed with; its name is one that each machine knows it by.
        backend: as for ``index.embedding.load_embedder``.
        calibration: texts like those to be embedded, where a worker's machine has to compile the model first.
        threads: to compute with.
    """

    folder: ShardFolder
    model: ModelIdentity
    backend: str
    calibration: tuple[str, ...]
    threads: int


class Worker:
    """Embeds shards of texts; loads its model at the first. A shard whose workers die again and again is given up.

    What this library raises is told, not raised: it is as it is on every worker, and another try would not help.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        share_cores(job.threads)

    def __call__(self, told: Told) -> Told:
        """Embed a shard and write its vectors down; may be done again."""
        name, folder = told["name"], self._job.folder
        if folder.begin(name, tries=_TRIES):
            try:
                folder.write_vectors(self._made(name, folder.read_texts(name)))
            except DamagedShardError:
                told = {**told, "damaged": True}
            except NewsIndexError as error:
                told = {**told, "error": str(error)}
        else:
            told = {**told, "error": f"{_TRIES} workers died at {folder.where(name)}: is there enough memory for each?"}
        folder.end(name, tries=_TRIES)
        return told

    def _made(self, name: str, texts: TextShard) -> VectorShard:
        made = []
        for at in range(0, len(texts.chunks), CHUNKS_AT_ONCE):
            some = slice(at, at + CHUNKS_AT_ONCE)
            made += embed_texts(self._embedder, texts.headers[some], texts.sentences[some])
        return VectorShard(
            name=name,
            model=self._embedder.identity,
            dimension=self._embedder.dimension,
            chunks=texts.chunks,
            digests=texts.digests,
            vectors=tuple(vector for vector, _ in made),
            sentences=tuple(sentences for _, sentences in made),
        )

    @cached_property
    def _embedder(self) -> Embedder:
        job = self._job
        precision = None if job.backend == "torch" else job.model.precision
        embedder = load_embedder(
            job.model.name, precision=precision, backend=job.backend, calibration=lambda: job.calibration
        )
        if embedder.identity != job.model:
            raise OtherModelError("a worker", job.model, embedder.identity)
        return embedder
