"""The dense leg: FAISS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import faiss
import numpy as np

from index.errors import DimensionError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_FILE = "vectors.faiss"
_KIND = "IDMap2,SQfp16"  # exact, and half the size of float32; recall@10 .999


class VectorsBuilder:
    """Collects unit vectors and writes them as an index for inner products."""

    def __init__(self, dimension: int) -> None:
        self._index: Any = faiss.index_factory(dimension, _KIND, faiss.METRIC_INNER_PRODUCT)

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Add vectors, shape (n, dim), rows of unit length; ids are new. Raises DimensionError on another dim."""
        if vectors.shape[1] != self._index.d:
            raise DimensionError(self._index.d, vectors.shape[1])
        self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)

    def write(self, folder: Path) -> None:
        """Write the index into a folder."""
        faiss.write_index(self._index, str(folder / _FILE))


class Vectors:
    """A dense index opened for reading; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._index: Any = faiss.read_index(str(folder / _FILE))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(
        self, vector: NDArray[np.float32], *, k: int, among: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Find the nearest chunks.

        Args:
            vector: unit length, shape (dim,).
            k: most chunks to return, ≥ 1.
            among: only these chunk ids; None for all.

        Returns:
            Ids and cosines, both of shape (≤ k,), best first.

        Raises:
            DimensionError: if the vector is of another model's length.
        """
        if vector.shape != (self._index.d,):
            raise DimensionError(self._index.d, vector.shape[-1])
        selector = None if among is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(among))  # type: ignore[call-arg]
        wanted = min(k, len(self))
        if wanted == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        scores, ids = self._index.search(vector[None, :], wanted, params=selector)
        found = ids[0] >= 0  # FAISS pads with -1
        return ids[0][found], scores[0][found]

    def cosines(self, vector: NDArray[np.float32], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Cosine of a unit vector with each of some chunks; shapes (dim,) and (n,) give (n,)."""
        if not len(ids):
            return np.empty(0, np.float32)
        cosines: NDArray[np.float32] = self._index.reconstruct_batch(ids) @ vector
        return cosines
