"""The dense leg: the vectors of a generation, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.dense import Dense
from index.errors import DimensionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.catalog import Catalog
    from index.parts import Part


class Vectors:
    """The dense index of a generation; safe to use from several threads.

    Chunks are named by their place in the catalog.
    """

    def __init__(self, parts: Sequence[Part], catalog: Catalog) -> None:
        self._dense = [Dense(part.folder, part.facts) for part in parts]
        self._parts, self._rows = (np.ascontiguousarray(catalog.rows[field]) for field in ("part", "row"))
        self._places: list[NDArray[np.int32]] = []  # of each part's rows in the catalog, -1 of those that went
        self._live: list[NDArray[np.bool_] | None] = []  # None where all are
        for number, dense in enumerate(self._dense):
            own = np.flatnonzero(self._parts == number)
            places = np.full(dense.facts.rows, -1, np.int32)
            places[self._rows[own]] = own
            self._places.append(places)
            self._live.append(None if len(own) == len(places) else places >= 0)

    def __len__(self) -> int:
        return len(self._parts)

    def search(
        self, vector: NDArray[np.float32], *, k: int, passing: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Find the nearest chunks.

        Args:
            vector: unit length, shape (dim,).
            k: most chunks to return, ≥ 1.
            passing: which chunks may be found, shape (chunks,); None for all.

        Returns:
            Places and cosines, both of shape (≤ k,), best first, ties by place.

        Raises:
            DimensionError: if the vector is of another model's length.
        """
        if passing is not None and not passing.any():
            return np.empty(0, np.int64), np.empty(0, np.float32)
        places, cosines = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
        for dense, own, live in zip(self._dense, self._places, self._live, strict=True):
            _check(vector, dense)
            allowed = live
            if passing is not None:
                allowed = passing[own] if live is None else passing[own] & live
            rows, found = dense.search(vector, k, allowed)
            places.append(own[rows].astype(np.int64))
            cosines.append(found)
        every, scores = np.concatenate(places), np.concatenate(cosines)
        best = np.lexsort((every, -scores))[:k]
        return every[best], scores[best]

    def of(self, places: NDArray[np.int64]) -> NDArray[np.float16]:
        """The vectors of some chunks; shape (n, dim)."""
        found = np.empty((len(places), self._dense[0].facts.dimension), np.float16)
        parts, rows = self._parts[places], self._rows[places]
        for part in np.unique(parts).tolist():
            own = parts == part
            found[own] = self._dense[part].vectors(rows[own])
        return found


def _check(vector: NDArray[np.float32], dense: Dense) -> None:
    if vector.shape != (dense.facts.dimension,):
        raise DimensionError(dense.facts.dimension, vector.shape[-1])
