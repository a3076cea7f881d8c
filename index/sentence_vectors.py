"""Vectors of sentences in one byte a dimension: what a sentence says, kept for every sentence there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def compact(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Round vectors to whole numbers, each stretched so that its largest component is ±127.

    A cosine with a vector so kept is off by less than .01, as long as no few components outgrow all others.

    Args:
        vectors: shape (n, dim), not all zero.

    Returns:
        Shape (n, dim); only the direction of each vector is kept.
    """
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
    rounded: NDArray[np.int8] = np.rint(vectors * (127 / largest)).astype(np.int8)
    return rounded


def directions(compacted: NDArray[np.int8]) -> NDArray[np.float32]:
    """Give the unit vectors again; shape (n, dim)."""
    wide = compacted.astype(np.float32)
    lengths = np.linalg.norm(wide, axis=1, keepdims=True)
    unit: NDArray[np.float32] = np.divide(wide, lengths, out=wide, where=lengths > 0)
    return unit
