from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.catalog import Names
from index.duplicates import sketch
from index.parts import Part, PartWriter, Rules, absorbed
from index.sentence_files import read_records
from index.tokenizer import Line, key
from index_fixtures import article

if TYPE_CHECKING:
    from pathlib import Path

RULES = Rules(most=4, dead=0.3)


@pytest.mark.parametrize(
    ("parts", "new", "chosen"),
    [
        ([], 5, []),
        ([(1000, 1000)], 10, []),  # a large part stays as it is
        ([(1000, 1000), (10, 10)], 10, [1]),  # what is no larger than what is new goes with it
        ([(1000, 1000), (20, 20), (10, 10)], 10, [1, 2]),  # and what is no larger than both
        ([(1000, 1000), (30, 30), (10, 10)], 10, [2]),
        ([(1000, 690), (50, 50)], 1, [0, 1]),  # too many of its rows are dead
        ([(1000, 700), (50, 50)], 1, []),
        ([(1000, 1000), (10, 0)], 0, [1]),  # nothing is left of it
        ([(1000, 1000), (10, 10)], 0, []),
        ([(900, 900), (300, 300), (100, 100), (30, 30)], 1, [3]),  # too many
        ([(900, 900), (300, 300), (100, 100), (30, 30)], 0, []),
    ],
)
def test_the_parts_that_go_into_a_new_one_are_chosen_by_size(
    parts: list[tuple[int, int]], new: int, chosen: list[int]
) -> None:
    assert absorbed(parts, new, RULES) == chosen


def test_many_small_changes_leave_few_parts_and_write_each_chunk_few_times() -> None:
    parts, written = [5000], 0
    for _ in range(200):
        chosen = absorbed([(size, size) for size in parts], 50)
        size = 50 + sum(parts[at] for at in chosen)
        written += size
        parts = [own for at, own in enumerate(parts) if at not in chosen] + [size]
        assert len(parts) <= 8
    assert sum(parts) == 5000 + 200 * 50
    assert written < 200 * 50 * 9


def test_a_vector_of_another_length_is_refused(tmp_path: Path) -> None:
    writer = PartWriter(tmp_path / "part", 4, Names())
    with pytest.raises(ValueError, match="a vector of 4 dimensions does not have 6 bytes"):
        writer.add(1, 1, article(1), lines=[line(1), line(2)], vector=bytes(6), sentences=bytes(4))
    writer.finish()


def line(*keys: int) -> Line:
    return Line("", list(keys), list(keys))


def test_an_article_is_sketched_by_the_words_of_all_its_sentences(tmp_path: Path) -> None:
    text = " ".join(f"word{number} stays." for number in range(30))
    writer = PartWriter(tmp_path / "part", 1, Names())
    for chunk, first in ((1, 0), (2, 15)):
        own = [Line("", [], [key(f"word{number}"), key("stays")]) for number in range(first, first + 15)]
        writer.add(chunk, 7, article(1, text), lines=[line(1), *own], vector=bytes(2), sentences=bytes(15))
    writer.add(3, 8, article(2), lines=[line(1), line(2)], vector=bytes(2), sentences=bytes(1))
    writer.finish()
    sketches = Part(tmp_path / "part").sketches
    assert sketches[7].tolist() == sketch(text).tolist() != []
    assert sketches[8].tolist() == []


def test_rows_copied_to_another_part_are_the_same(tmp_path: Path) -> None:
    names = Names()
    writer = PartWriter(tmp_path / "old", 2, names)
    for chunk in (3, 5, 9):
        vector = np.array([chunk, 1], np.float16).tobytes()
        writer.add(
            chunk,
            chunk // 4,
            article(chunk),
            lines=[line(1), line(chunk, chunk + 1)],
            vector=vector,
            sentences=bytes(2),
        )
    writer.finish()
    copier = PartWriter(tmp_path / "new", 2, names)
    copier.copy(Part(tmp_path / "old"), np.array([0, 2]))
    copier.finish()
    new = Part(tmp_path / "new")
    assert new.rows["chunk"].tolist() == [3, 9]
    assert new.rows["article"].tolist() == [0, 2]
    assert new.vectors[np.array([0, 1])].tolist() == [[3, 1], [9, 1]]
    assert sorted(new.sketches) == [0, 2]
    records = read_records([new.sentences], np.zeros(2, np.int64), np.arange(2))
    assert records.words.tolist() == [1, 2, 1, 3, 4, 1, 2, 1, 9, 10]
