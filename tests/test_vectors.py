from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Self

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import dense
from index.catalog import Catalog
from index.dense import SIZES, Sizes
from index.errors import DimensionError
from index.parts import Part
from index.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

DIMENSION = 16


def unit_rows(count: int, seed: int) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float16).astype(np.float32)  # as the index keeps them


# A few hundred vectors are many here, so that both kinds of search are tried.
IN_LISTS = Sizes(exact=20, sample=100, queries=100)


class Built:
    """Vectors in parts, asked by ids."""

    def __init__(
        self, folder: Path, parts: Sequence[tuple[NDArray[np.int64], NDArray[np.float32]]], sizes: Sizes = SIZES
    ) -> None:
        rows = np.zeros(sum(len(ids) for ids, _ in parts), [("chunk", "<i8"), ("part", "<i4"), ("row", "<i4")])
        at = 0
        for number, (ids, vectors) in enumerate(parts):
            own = folder / str(number)
            own.mkdir()
            (own / dense.VECTORS).write_bytes(vectors.astype(np.float16).tobytes())
            dense.finish(own, DIMENSION, partial(unit_rows, seed=99), sizes)
            new = rows[at : at + len(ids)]
            new["chunk"], new["part"], new["row"] = ids, number, np.arange(len(ids))
            at += len(ids)
        self.parts = [Part(folder / str(number)) for number in range(len(parts))]
        self.keep(np.sort(rows, order="chunk"))

    def keep(self, rows: NDArray[np.void]) -> Self:
        """Go on with some of the rows only."""
        self.catalog = Catalog(rows, (), ())
        self.vectors = Vectors(self.parts, self.catalog)
        return self

    def search(
        self, vector: NDArray[np.float32], *, k: int, among: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        passing = None if among is None else np.isin(self.catalog.chunks, among)
        places, cosines = self.vectors.search(vector, k=k, passing=passing)
        return self.catalog.chunks[places], cosines

    def cosines(self, vector: NDArray[np.float32], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        rows = self.vectors.of(self.catalog.places(ids))
        assert rows.dtype == np.float16
        return rows.astype(np.float32) @ vector

    def __len__(self) -> int:
        return len(self.vectors)


def built(folder: Path, ids: NDArray[np.int64], rows: NDArray[np.float32]) -> Built:
    return Built(folder, [(ids[::2], rows[::2]), (ids[1::2], rows[1::2])])


@pytest.fixture
def three(tmp_path: Path) -> Built:
    return built(tmp_path, np.array([10, 20, 30], np.int64), np.eye(3, DIMENSION, dtype=np.float32))


def question(*values: float) -> NDArray[np.float32]:
    return np.array([*values, *[0.0] * (DIMENSION - len(values))], np.float32)


def test_the_nearest_come_first(three: Built) -> None:
    ids, cosines = three.search(question(0.6, 0, 0.8), k=2)
    assert ids.tolist() == [30, 10]
    assert cosines == pytest.approx([0.8, 0.6], abs=1e-3)
    assert len(three) == 3


def test_only_chunks_asked_for_are_found(three: Built) -> None:
    ids, cosines = three.search(question(0.6, 0, 0.8), k=3, among=np.array([10, 20, 99], np.int64))
    assert ids.tolist() == [10, 20]
    assert cosines == pytest.approx([0.6, 0.0], abs=1e-3)
    assert three.search(question(1), k=3, among=np.empty(0, np.int64))[0].tolist() == []


def test_no_more_are_found_than_there_are(three: Built) -> None:
    assert sorted(three.search(question(1), k=50)[0].tolist()) == [10, 20, 30]


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    empty = Built(tmp_path, [(np.empty(0, np.int64), np.empty((0, DIMENSION), np.float32))])
    ids, cosines = empty.search(question(1), k=5)
    assert (len(empty), ids.tolist(), cosines.tolist()) == (0, [], [])


def test_a_vector_of_another_length_is_refused(three: Built) -> None:
    with pytest.raises(DimensionError, match="holds vectors of 16 dimensions, got 4"):
        three.search(np.ones(4, np.float32), k=1)


def test_cosines_come_in_the_order_asked_for(three: Built) -> None:
    cosines = three.cosines(question(0.6, 0, 0.8), np.array([30, 20, 10, 30], np.int64))
    assert cosines == pytest.approx([0.8, 0.0, 0.6, 0.8], abs=1e-3)
    assert three.cosines(question(1), np.empty(0, np.int64)).tolist() == []


@settings(max_examples=50, deadline=None)
@given(count=st.integers(1, 60), k=st.integers(1, 70), seed=st.integers(0, 10**6), restricted=st.booleans())
def test_faiss_agrees_with_brute_force(
    tmp_path_factory: pytest.TempPathFactory, count: int, k: int, seed: int, *, restricted: bool
) -> None:
    random = np.random.default_rng(seed)
    ids = random.permutation(10 * count)[:count].astype(np.int64)
    rows, vector = unit_rows(count, seed), unit_rows(1, seed + 1)[0]
    among = ids[random.random(count) < 0.5] if restricted else None
    vectors = built(tmp_path_factory.mktemp("vectors"), ids, rows)

    found, scores = vectors.search(vector, k=k, among=among)

    exact = dict(zip(ids.tolist(), (rows @ vector).tolist(), strict=True))
    allowed = ids.tolist() if among is None else among.tolist()
    expected = sorted((exact[chunk] for chunk in allowed), reverse=True)[:k]
    assert scores == pytest.approx(expected, abs=1e-5)
    assert [exact[chunk] for chunk in found.tolist()] == pytest.approx(expected, abs=1e-5)
    assert len(set(found.tolist())) == len(found)
    assert set(found.tolist()) <= set(allowed)
    assert vectors.cosines(vector, found) == pytest.approx(scores, abs=1e-5)


@settings(max_examples=30, deadline=None)
@given(count=st.integers(1, 90), seed=st.integers(0, 10**6), share=st.sampled_from([0.1, 0.5, 0.9]))
def test_what_a_generation_holds_no_more_is_not_found(
    tmp_path_factory: pytest.TempPathFactory, count: int, seed: int, share: float
) -> None:
    random = np.random.default_rng(seed)
    ids, rows, vector = np.arange(count), unit_rows(count, seed), unit_rows(1, seed + 1)[0]
    # The second part is in lists where it is long enough.
    index = Built(
        tmp_path_factory.mktemp("vectors"),
        [(ids[: count // 3], rows[: count // 3]), (ids[count // 3 :], rows[count // 3 :])],
        Sizes(exact=20, sample=100, queries=100, recall=1.0),
    )
    index.keep(index.catalog.rows[random.random(count) < share])
    held = index.catalog.chunks
    among = held[random.random(len(held)) < 0.7]
    for wanted, allowed in ((None, held), (among, among)):
        found, scores = index.search(vector, k=count, among=wanted)
        assert sorted(found.tolist()) == allowed.tolist()
        assert scores == pytest.approx(rows[found] @ vector, abs=1e-5)
        assert np.all(np.diff(scores) <= 0)


def test_many_vectors_are_searched_in_lists_that_are_measured_to_find_the_nearest(tmp_path: Path) -> None:
    rows = unit_rows(600, 7)
    index = Built(tmp_path, [(np.arange(600), rows)], IN_LISTS)
    (part,) = index.parts
    assert (part.facts.rows, part.facts.lists) == (600, 49)  # twice the root of 600
    assert 1 <= part.facts.probes <= 49
    assert 0.99 <= part.facts.recall <= 1
    found = []
    for asked in unit_rows(50, 8):
        exact = set(np.argsort(-(rows @ asked))[:10].tolist())
        ids, cosines = index.search(asked, k=10)
        assert cosines == pytest.approx(rows[ids] @ asked, abs=1e-5)  # not those of the rounded vectors
        found.append(len(exact & set(ids.tolist())) / 10)
    assert np.mean(found) > 0.95


def test_fewer_lists_are_looked_into_where_less_is_to_be_found(tmp_path: Path) -> None:
    rows = unit_rows(600, 7)
    probes = []
    for recall in (0.5, 0.99):
        folder = tmp_path / str(recall)
        folder.mkdir()
        index = Built(folder, [(np.arange(600), rows)], Sizes(exact=20, sample=100, queries=100, recall=recall))
        probes.append(index.parts[0].facts.probes)
    assert probes[0] < probes[1]


@pytest.mark.parametrize("share", [0.02, 0.1, 0.4])
def test_what_passes_a_filter_is_found_also_where_it_lies_together_and_far_away(tmp_path: Path, share: float) -> None:
    rows = unit_rows(3000, 7)
    index = Built(tmp_path, [(np.arange(3000), rows)], Sizes(exact=20, sample=100, queries=100, recall=0.3))
    passing = np.sort(np.argsort(-rows[:, 0])[: int(share * 3000)])
    found = []
    questions = unit_rows(40, 8)
    questions[:, 0] = -abs(questions[:, 0]) - 0.5
    for asked in questions / np.linalg.norm(questions, axis=1, keepdims=True):
        exact = passing[np.argsort(-(rows[passing] @ asked))[:10]]
        ids, _ = index.search(asked, k=10, among=passing)
        assert len(ids) == 10
        found.append(len(np.intersect1d(exact, ids)) / 10)
    assert np.mean(found) > 0.99


def test_as_many_as_wanted_are_found_however_few_a_list_holds(tmp_path: Path) -> None:
    index = Built(tmp_path, [(np.arange(600), unit_rows(600, 7))], Sizes(exact=20, sample=100, queries=100, recall=0.1))
    assert index.parts[0].facts.probes == 1
    ids, _ = index.search(unit_rows(1, 8)[0], k=300)
    assert len(np.unique(ids)) == 300


def test_equal_vectors_are_as_good_as_one_another_where_it_is_measured_how_many_lists_it_takes(tmp_path: Path) -> None:
    different = unit_rows(2000, 7)
    # Near a fifth of what is asked to find that out, more lie at one place than are counted.
    alike = np.concatenate([different, np.repeat(unit_rows(100, 99)[:20], 30, axis=0)])
    probes = []
    for name, rows in (("different", different), ("alike", alike)):
        (tmp_path / name).mkdir()
        (part,) = Built(tmp_path / name, [(np.arange(len(rows)), rows)], IN_LISTS).parts
        assert part.facts.recall >= 0.99
        probes.append(part.facts.probes / part.facts.lists)
    assert probes[1] < probes[0] + 0.2


def test_equal_vectors_come_by_their_ids(tmp_path: Path) -> None:
    same = np.repeat(np.eye(1, DIMENSION, dtype=np.float32), 6, axis=0)
    index = Built(tmp_path, [(np.array([9, 2, 5]), same[:3]), (np.array([7, 1, 3]), same[3:])])
    assert index.search(question(1), k=6)[0].tolist() == [1, 2, 3, 5, 7, 9]
