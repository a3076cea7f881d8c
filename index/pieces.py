"""Pieces of a file, read a few hundred at a time.

A file mapped into memory would do; but the system counts to a process whatever surrounds a piece it touched (64 KiB),
and takes several times as long to bring that in as to copy the piece.
"""

from __future__ import annotations

import ctypes
import os
import weakref
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray


class Target(NamedTuple):
    """Where pieces go: an array, and of each piece the first row in it and the number of rows."""

    array: NDArray[Any]
    first: NDArray[np.int64]
    rows: NDArray[np.int64]


def _bound() -> Any:  # noqa: ANN401 - a C function
    # As os.preadv, but keeps the interpreter's lock: to give it away hundreds of times a question costs far more than
    # the reading, once several questions are asked at a time.
    preadv = ctypes.PyDLL(None).preadv
    preadv.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64]
    preadv.restype = ctypes.c_ssize_t
    return preadv


_preadv = _bound()
_BUFFER = 16  # bytes of a struct iovec: an address and a length


class Pieces:
    """A file of which pieces are read; safe to use from several threads."""

    def __init__(self, file: Path) -> None:
        self._file = str(file)
        self._descriptor = os.open(file, os.O_RDONLY)
        weakref.finalize(self, os.close, self._descriptor)

    def read(self, starts: NDArray[np.int64], *targets: Target) -> None:
        """Read pieces.

        Args:
            starts: where each begins, in bytes; shape (n,).
            targets: where the parts of each go, in their order in the file.

        Raises:
            OSError: if a piece is not in the file.
        """
        buffers = np.empty((len(starts), len(targets), 2), np.uint64)
        for at, (array, first, rows) in enumerate(targets):
            row = array.strides[0]
            buffers[:, at, 0] = array.ctypes.data + first * row
            buffers[:, at, 1] = rows * row
        sizes = buffers[:, :, 1].sum(axis=1).tolist()
        at, step, descriptor = buffers.ctypes.data, _BUFFER * len(targets), self._descriptor
        for start, size in zip(starts.tolist(), sizes, strict=True):
            if _preadv(descriptor, at, len(targets), start) != size:
                raise OSError(f"cannot read {size} bytes at {start} of {self._file}")
            at += step


class Rows:
    """An array on disk of which rows are read; safe to use from several threads.

    Args:
        file: holds rows and nothing else.
        kind: of the numbers in it.
        width: numbers in a row.
    """

    def __init__(self, file: Path, kind: type[Any], width: int) -> None:
        self._pieces = Pieces(file)
        self._kind = np.dtype(kind)
        self._width = width

    def __getitem__(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """Some rows, in the order asked for; raises OSError if one is not in the file."""
        read = np.empty((len(rows), self._width), self._kind)
        places = np.arange(len(rows))
        starts = rows.astype(np.int64) * read.strides[0]
        self._pieces.read(starts, Target(read, places, np.ones_like(places)))
        return read
