"""In what servers differ, and what is asked of each: all that hangs on a version is here.

milvus-lite (a file, or ``milvus-lite server``) knows no half precision, searches a few ten thousand vectors faster one
by one than by a graph, and forgets on every start which collections were loaded. Servers before 2.4 accept types they
do not know, and break when they are given such rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, Literal

from index.errors import EngineError

Dense = Literal["FLAT", "HNSW"]

MOST: Final = 16_384
"""Rows that a server gives for one search."""

# Chunks; so many vectors are compared one by one in milliseconds, and none is missed.
_FEW: Final = 50_000
_EDGES, _BUILD_WIDTH, _WIDTH = 32, 200, 256
_OLDEST, _SPARSE = (2, 3), (2, 4)  # versions: the first that replaces rows, the first that finds words
_LITE, _NUMBERS = "milvus_lite", re.compile(r"(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What a server can do.

    Attributes:
        half: whether it holds vectors in half precision.
        sparse: whether it holds sparse vectors, and so finds words.
        skips: whether it reads no more of the common words than it needs.
        graphs: whether it is to search many vectors by a graph.
    """

    half: bool = True
    sparse: bool = True
    skips: bool = True
    graphs: bool = True


def dialect_of(version: str) -> Dialect:
    """What a server can do, by what it calls its version; one that cannot be told is taken for a new one.

    Raises:
        EngineError: if it is too old.
    """
    if version.startswith(_LITE):
        return Dialect(half=False, skips=False, graphs=False)
    found = _NUMBERS.search(version)
    numbers = tuple(map(int, found.groups())) if found else _SPARSE
    if numbers < _OLDEST:
        raise EngineError(f"this Milvus, of version {version}, is too old: update it to 2.4 or later")
    new = numbers >= _SPARSE
    return Dialect(half=new, sparse=new)


def dense_index(dialect: Dialect, chunks: int) -> Dense:
    """How so many vectors are to be indexed."""
    return "HNSW" if dialect.graphs and chunks > _FEW else "FLAT"


def has_outgrown(dense: Dense, dialect: Dialect, chunks: int) -> bool:
    """Whether there are far more chunks by now than the index is meant for."""
    return dense == "FLAT" and dense_index(dialect, chunks // 4) != "FLAT"


def build_parameters(dense: Dense) -> dict[str, Any]:
    """What the server is told to build such an index by."""
    return {"M": _EDGES, "efConstruction": _BUILD_WIDTH} if dense == "HNSW" else {}


def search_parameters(dense: Dense, most: int) -> dict[str, Any]:
    """What the server is told to search such an index by."""
    return {"ef": max(_WIDTH, 2 * most)} if dense == "HNSW" else {}
