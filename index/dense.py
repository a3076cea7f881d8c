"""The vectors of one part of a generation: exact while they are few, in lists by nearness where they are many.

Kept as float16; beside them, where they are many, an index of FAISS with one byte a dimension, which finds those that
are then compared exactly.
"""

from __future__ import annotations

import json
import logging
import math
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import faiss
import numpy as np

from index.cores import usable_cores
from index.pieces import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

logger = logging.getLogger(__name__)

_FAISS: Any = faiss  # its stubs know nothing of how its Python classes are made
VECTORS = "vectors.f16"
_INDEX, _FACTS = "vectors.faiss", "vectors.json"
_AT_ONCE = 1 << 16  # rows widened to float32
_AMONG = 10  # neighbours that count for the recall
_MORE = 1.15  # times as many lists are tried next
_NEARLY_ALL = 0.7  # share of a part's rows; ``parts.RULES`` keep more than that alive
_SAME = 1e-6  # cosines that differ by less are equally near


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """From which size on a part's vectors are searched how.

    Attributes:
        exact: most vectors that are compared one by one with every question.
        lists: number of lists beside the square root of the number of vectors.
        sample: vectors for each list that the lists are trained on.
        queries: most vectors that are asked to choose how many lists are looked into.
        recall: least share of the nearest ten that must be found, 0…1.
        rescored: how many times the vectors wanted are compared exactly.
    """

    exact: int = 50_000
    lists: float = 2.0
    sample: int = 50
    queries: int = 400
    recall: float = 0.99
    rescored: float = 1.5


SIZES = Sizes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """How the vectors of a part are searched.

    Attributes:
        rows: number of vectors.
        dimension: of each.
        lists: number of lists, 0 where the search is exact.
        probes: lists looked into for a question.
        recall: share of the nearest ten that was found for vectors such as questions have, 0…1.
        rescored: how many times the vectors wanted are compared exactly.
    """

    rows: int
    dimension: int
    lists: int = 0
    probes: int = 0
    recall: float = 1.0
    rescored: float = 1.0


def finish(folder: Path, dimension: int, asked: Callable[[int], NDArray[np.float32]], sizes: Sizes = SIZES) -> Facts:
    """Make searchable what was written into a folder's ``VECTORS``; returns how, and keeps it in the folder.

    Args:
        folder: of the part.
        dimension: of its vectors.
        asked: gives up to so many vectors such as questions will have, rows of unit length, at least one; called where
            it must be found out how many lists to look into.
        sizes: from which size on vectors are searched how.
    """
    rows = (folder / VECTORS).stat().st_size // (2 * dimension)
    made = Facts(rows=rows, dimension=dimension)
    if rows > sizes.exact:
        faiss.omp_set_num_threads(usable_cores())
        try:
            index = _trained(folder, made, sizes)
            _write(index, folder / _INDEX)
            del index
            made = replace(made, lists=_lists(rows, sizes), rescored=sizes.rescored)
            made = _measured(folder, made, asked(sizes.queries), sizes.recall)
        finally:
            faiss.omp_set_num_threads(1)
    (folder / _FACTS).write_text(json.dumps(asdict(made)), "utf-8")
    return made


def facts(folder: Path) -> Facts:
    """How the vectors of a part are searched, as ``finish`` found out."""
    return Facts(**json.loads((folder / _FACTS).read_text("utf-8")))


def vectors(folder: Path, known: Facts) -> Rows:
    """The vectors of a part as they are kept; rows of ``known.dimension``."""
    return Rows(folder / VECTORS, np.float16, known.dimension)


class Dense:
    """The vectors of a part, opened for reading; safe to use from several threads."""

    def __init__(self, folder: Path, known: Facts) -> None:
        self.facts = known
        if known.lists:
            self._index: Any = faiss.read_index(str(folder / _INDEX))
            self._vectors: Rows | NDArray[np.float16] = vectors(folder, known)
        else:
            self._index = faiss.IndexScalarQuantizer(
                known.dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
            )
            self._vectors = _filled(self._index, folder / VECTORS, (known.rows, known.dimension))

    def search(
        self, vector: NDArray[np.float32], k: int, passing: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Find the nearest rows.

        Args:
            vector: unit length, shape (dim,).
            k: most rows to return, ≥ 1.
            passing: which rows may be found, shape (rows,); None for all.

        Returns:
            Rows and cosines, both of shape (≤ k,), best first, ties by row.
        """
        made = self.facts
        allowed = made.rows if passing is None else int(np.count_nonzero(passing))
        if not allowed:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        bits = None if passing is None else np.packbits(passing, bitorder="little")
        named = {} if bits is None else {"sel": _FAISS.IDSelectorBitmap(bits)}
        # A question is answered by one thread, several at once by several: a team for each would wait for one another.
        faiss.omp_set_num_threads(1)
        if made.lists:
            rows = self._in_lists(vector, min(math.ceil(k * made.rescored), allowed), allowed, named)
            cosines = self.cosines(vector, rows)
        else:
            parameters = _FAISS.SearchParameters(**named) if named else None
            scores, found = self._index.search(vector[None, :], min(k, allowed), params=parameters)
            rows, cosines = found[0], scores[0]
        best = np.lexsort((rows, -cosines))[:k]
        return rows[best], cosines[best]

    def _in_lists(
        self, vector: NDArray[np.float32], wanted: int, allowed: int, named: dict[str, Any]
    ) -> NDArray[np.int64]:
        """So many rows, nearly the nearest of those allowed, in as many lists as that takes."""
        made = self.facts
        # What is out of date is out of date anywhere. What passes a filter, though, may lie together, far from the
        # question: then it may be in any list.
        probes = math.ceil(made.probes * made.rows / allowed) if allowed >= _NEARLY_ALL * made.rows else made.lists
        while True:
            probes = min(probes, made.lists)
            parameters = _FAISS.SearchParametersIVF(nprobe=probes, **named)
            _, found = self._index.search(vector[None, :], wanted, params=parameters)
            rows: NDArray[np.int64] = found[0][found[0] >= 0]  # FAISS pads with -1
            if len(rows) == wanted or probes == made.lists:
                return rows
            probes *= 2

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Cosine of a unit vector with each of some rows; shapes (dim,) and (n,) give (n,)."""
        cosines: NDArray[np.float32] = np.vecdot(self.vectors(rows).astype(np.float32), vector)
        return cosines

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float16]:
        """Some rows; shape (n, dim)."""
        found: NDArray[np.float16] = self._vectors[rows]
        return found


def _filled(index: Any, file: Path, shape: tuple[int, int]) -> NDArray[np.float16]:  # noqa: ANN401 -- FAISS is untyped
    """Read the file into an exact index, without a second copy; returns what it holds."""
    rows, dimension = shape
    if not rows:
        return np.empty(shape, np.float16)
    index.codes.resize(rows * dimension * 2)
    codes: NDArray[np.uint8] = faiss.rev_swig_ptr(index.codes.data(), rows * dimension * 2)
    with file.open("rb") as stream:
        stream.readinto(codes.data)
    index.ntotal = rows
    return codes.view(np.float16).reshape(shape)


def _lists(rows: int, sizes: Sizes) -> int:
    return max(1, round(sizes.lists * math.sqrt(rows)))


def _trained(folder: Path, made: Facts, sizes: Sizes) -> Any:  # noqa: ANN401 -- FAISS is untyped
    """An index by lists of all rows."""
    lists = _lists(made.rows, sizes)
    index: Any = faiss.index_factory(made.dimension, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    index.cp.min_points_per_centroid = 1  # tests train on few
    index.train(vectors(folder, made)[_some(made.rows, lists * sizes.sample)].astype(np.float32))
    for batch in _batches(folder, made):
        index.add(batch)
    return index


def _write(index: Any, file: Path) -> None:  # noqa: ANN401 -- FAISS is untyped
    try:
        faiss.write_index(index, str(file))
    except RuntimeError as error:  # what FAISS makes of a full disk
        raise OSError(f"cannot write {file}: {error}") from error


def _measured(folder: Path, made: Facts, asked: NDArray[np.float32], wanted: float) -> Facts:
    """Look into as many lists as it takes to find enough of the nearest."""
    dense, exact = Dense(folder, made), _nearest(folder, made, asked)
    probes, recall = 0, 0.0
    while recall < wanted and probes < made.lists:
        probes = min(made.lists, max(probes + 1, round(probes * _MORE)))
        dense.facts = replace(made, probes=probes)
        found = [dense.search(vector, _AMONG)[1] for vector in asked]
        # By cosines: of rows as near as one another, any will do.
        recall = float(np.mean([(own > near[-1] - _SAME).mean() for near, own in zip(exact, found, strict=True)]))
    if recall < wanted:
        logger.warning("%s: all %d lists find %.3f of the nearest", folder.name, made.lists, recall)
    return replace(made, probes=probes, recall=round(recall, 4))


def _nearest(folder: Path, made: Facts, asked: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosines of the rows nearest to some vectors, by comparing all; shape (asked, 10), best first."""
    best = np.empty((len(asked), 0), np.float32)
    for batch in _batches(folder, made):
        best = np.hstack([best, asked @ batch.T])
        best = -np.partition(-best, min(_AMONG, best.shape[1]) - 1, axis=1)[:, :_AMONG]
    return -np.sort(-best, axis=1)


def _batches(folder: Path, made: Facts) -> Iterator[NDArray[np.float32]]:
    """All vectors, many at a time."""
    with (folder / VECTORS).open("rb") as stream:
        for _ in range(0, made.rows, _AT_ONCE):
            batch = np.fromfile(stream, np.float16, _AT_ONCE * made.dimension)
            yield batch.reshape(-1, made.dimension).astype(np.float32)


def _some(rows: int, wanted: int) -> NDArray[np.int64]:
    """Up to so many rows, ascending, the same ones every time."""
    if rows <= wanted:
        return np.arange(rows)
    return np.sort(np.random.default_rng(rows).choice(rows, wanted, replace=False))
