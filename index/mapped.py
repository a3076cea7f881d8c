"""Files read in place: what was read is given back to the system before it adds up to the whole file."""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

# Each piece read may bring its neighbourhood of 64 KiB into the process: at most some 128 MiB for each file.
PIECES = 2000


class Mapped:
    """An array on disk of which pieces are read here and there; safe to use from several threads.

    Attributes:
        rows: the whole of it.
    """

    def __init__(self, file: Path, kind: type[Any], shape: tuple[int, ...], *, pieces: int = PIECES) -> None:
        self._content: mmap.mmap | None = None
        self.rows: NDArray[Any] = np.zeros(shape, kind)
        if 0 not in shape:  # an empty file cannot be mapped
            with file.open("rb") as stream:
                self._content = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            self.rows = np.frombuffer(self._content, kind, int(np.prod(shape))).reshape(shape)
        self._most, self._read = pieces, 0

    def runs(self, starts: Sequence[int], ends: Sequence[int]) -> list[NDArray[Any]]:
        """Some runs of rows."""
        self._count(len(starts))
        rows = self.rows
        return [rows[start:end] for start, end in zip(starts, ends, strict=True)]

    def __getitem__(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """Some rows."""
        self._count(len(rows))
        return self.rows[rows]

    def _count(self, pieces: int) -> None:
        self._read += pieces
        if self._read > self._most and self._content is not None:
            self._read = 0
            # The process lets go of the pages, the system's memory keeps them; a view of them stays good.
            self._content.madvise(mmap.MADV_DONTNEED)
