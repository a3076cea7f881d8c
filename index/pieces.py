"""Pieces of a file, read a few hundred at a time.

A file mapped into memory would do; but the system counts to a process whatever surrounds a piece it touched (64 KiB),
and takes several times as long to bring that in as to copy the piece.
"""

from __future__ import annotations

import ctypes
import os
import weakref
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


class Target(NamedTuple):
    """Where pieces go: an array, and of each piece the first row in it and the number of rows."""

    array: NDArray[Any]
    first: NDArray[np.int64]
    rows: NDArray[np.int64]


_BUFFER = 16  # bytes of a struct iovec: an address and a length
_NOW = 8  # RWF_NOWAIT: only what is in memory
_READ: tuple[Any, ...] = (ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)


def _read_now() -> Any:  # noqa: ANN401 - a C function
    """What reads a piece that the system has in memory, never from disk; None where the system cannot.

    It keeps the interpreter's lock: to give that away hundreds of times a question costs far more than the reading,
    once several questions are asked at a time.
    """
    now = getattr(ctypes.PyDLL(None), "preadv2", None)
    if now is not None:
        now.argtypes, now.restype = (*_READ, ctypes.c_int), ctypes.c_ssize_t
    return now


_now = _read_now()
_from_disk = ctypes.CDLL(None, use_errno=True).preadv
_from_disk.argtypes, _from_disk.restype = _READ, ctypes.c_ssize_t


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
            if not _now or _now(descriptor, at, len(targets), start, _NOW) != size:
                self._read_from_disk(at, len(targets), start, size)
            at += step

    def _read_from_disk(self, buffers: int, count: int, start: int, size: int) -> None:
        """Read a piece into some buffers, given by where they are told, while other threads go on."""
        read = _from_disk(self._descriptor, buffers, count, start)
        if read != size:
            reason = os.strerror(ctypes.get_errno()) if read < 0 else "it ends too soon"
            raise OSError(f"cannot read {size} bytes at {start} of {self._file}: {reason}")


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
