"""What other processes are given to embed, and what they give back: values, and what tells right ones from others."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.bulk.errors import DamagedShardError, OtherModelError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.protocols import ModelIdentity

CHUNKS = 2048
"""In a shard: as many as a kill can cost, and whole batches, so that the same texts are embedded at once as always."""

_FLOAT16 = 2  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class TextShard:
    """Chunks to embed, by ascending ids.

    Attributes:
        model: to embed them with.
        chunks: their ids.
        digests: of all that is embedded of each, as the store keeps them.
        headers: of each.
        sentences: of each.
    """

    model: ModelIdentity
    chunks: tuple[int, ...]
    digests: tuple[bytes, ...]
    headers: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]

    @property
    def name(self) -> str:
        """Equal for equal texts and models; names stand in the order of the chunks."""
        told = [self.model.fingerprint.encode(), self.model.precision.encode(), *self.digests]
        return f"{self.chunks[0]:012}-{checksum(told)[:20]}"

    @property
    def checksum(self) -> str:
        """Of all that is in it."""
        numbers = ",".join(map(str, (*self.chunks, *map(len, self.sentences))))
        texts = [*self.headers, *(text for sentences in self.sentences for text in sentences)]
        return checksum([f"{self.name}\0{numbers}".encode(), *(text.encode() for text in texts)])


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorShard:
    """Vectors of chunks.

    Attributes:
        name: of the shard with their texts.
        model: that made them.
        dimension: of a vector.
        chunks: their ids.
        digests: of what was embedded of each.
        vectors: of each, float16.
        sentences: the vectors of each one's sentences, one after the other, int8.
    """

    name: str
    model: ModelIdentity
    dimension: int
    chunks: tuple[int, ...]
    digests: tuple[bytes, ...]
    vectors: tuple[bytes, ...]
    sentences: tuple[bytes, ...]

    @property
    def checksum(self) -> str:
        """Of all that is in it."""
        numbers = ",".join(map(str, (self.dimension, *self.chunks)))
        model = f"{self.name}\0{self.model.fingerprint}\0{self.model.precision}\0{numbers}"
        return checksum([model.encode(), *self.digests, *self.vectors, *self.sentences])


def check(shard: VectorShard, where: str, *, model: ModelIdentity, dimension: int) -> None:
    """Take a shard for what it should be, or raise.

    Args:
        shard: as it was read.
        where: it was read.
        model: of the index.
        dimension: of its vectors.

    Raises:
        OtherModelError: if another model made it.
        DamagedShardError: if what is in it cannot be vectors of that model.
    """
    if shard.model != model:
        raise OtherModelError(where, model, shard.model)
    if shard.dimension != dimension:
        raise DamagedShardError(f"{where}: vectors of {shard.dimension} dimensions, the model's have {dimension}")
    sized = all(len(vector) == dimension * _FLOAT16 for vector in shard.vectors)
    if not sized or any(len(rows) % dimension or not rows for rows in shard.sentences):
        raise DamagedShardError(f"{where}: vectors that are longer or shorter than the model's")


def checksum(parts: Iterable[bytes]) -> str:
    """Sha256 of some bytes and of where each of them ends, hexadecimal."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()
