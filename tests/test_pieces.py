from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import pieces
from index.pieces import Pieces, Rows, Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = np.arange(120, dtype=np.int16).reshape(40, 3)
ROW = 6  # bytes


@pytest.fixture(scope="module", params=["from memory", "from disk"], autouse=True)
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Both ways to read, wherever the file happens to be."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "from disk":
            patch.setattr(pieces, "_now", None)
        yield


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pieces") / "rows"
    file.write_bytes(ROWS.tobytes())
    return file


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted), max_size=20))
def test_pieces_are_put_where_they_are_wanted(file: Path, runs: list[list[int]]) -> None:
    starts, ends = np.array(runs, np.int64).reshape(-1, 2).T
    sizes = ends - starts
    places = np.cumsum(sizes[::-1])[::-1] - sizes  # the last piece first
    read = np.zeros((int(sizes.sum()), 3), np.int16)
    Pieces(file).read(starts * ROW, Target(read, places, sizes))
    assert read.tolist() == [row for start, end in reversed(runs) for row in ROWS[start:end].tolist()]


def test_the_parts_of_a_piece_may_go_to_different_arrays(file: Path) -> None:
    numbers, rows = np.zeros(4, np.int16), np.zeros((3, 3), np.int16)
    starts = np.array([30, 0]) * ROW
    Pieces(file).read(
        starts,
        Target(numbers, np.array([0, 3]), np.array([3, 0])),
        Target(rows, np.array([2, 0]), np.array([1, 2])),
    )
    assert numbers.tolist() == [*ROWS[30], 0]
    assert rows.tolist() == ROWS[[0, 1, 31]].tolist()


def test_rows_come_in_the_order_asked_for(file: Path) -> None:
    rows, asked = Rows(file, np.int16, 3), np.array([7, 0, 39, 7])
    assert rows[asked].tolist() == ROWS[asked].tolist()
    assert rows[np.empty(0, np.int64)].shape == (0, 3)


def test_a_file_that_ends_too_soon_is_an_error(file: Path) -> None:
    with pytest.raises(OSError, match=r"cannot read 6 bytes at 240 of .*rows: it ends too soon"):
        Rows(file, np.int16, 3)[np.array([40])]


def test_what_the_system_says_is_told(file: Path) -> None:
    with pytest.raises(OSError, match=r"cannot read 6 bytes at -6 of .*rows: Invalid argument"):
        Rows(file, np.int16, 3)[np.array([-1])]


def test_a_file_is_closed_with_who_reads_it(file: Path) -> None:
    rows = Rows(file, np.int16, 3)
    descriptor = rows._pieces._descriptor
    os.fstat(descriptor)
    del rows
    gc.collect()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)
