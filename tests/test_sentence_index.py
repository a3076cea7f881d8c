from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentence_index import SentenceIndex, SentenceIndexBuilder
from index.sentence_vectors import directions

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

DIMENSION = 3
Rows = dict[int, list[list[str]]]


def vectors_of(chunk: int, lines: list[list[str]]) -> NDArray[np.int8]:
    """Some vectors for the sentences of a chunk, always the same."""
    return np.random.default_rng(chunk).integers(-127, 128, (len(lines) - 1, DIMENSION), np.int8)


def built(folder: Path, chunks: Rows) -> SentenceIndex:
    builder = SentenceIndexBuilder(folder, DIMENSION)
    for chunk, lines in chunks.items():
        builder.add(chunk, lines, vectors_of(chunk, lines))
    builder.write()
    return SentenceIndex(folder)


def ids(*values: int) -> NDArray[np.int64]:
    return np.array(values, np.int64)


def test_each_line_of_a_chunk_tells_which_terms_it_holds(tmp_path: Path) -> None:
    index = built(
        tmp_path,
        {
            4: [["harbour", "news"], ["harbour", "open", "harbour"], ["ferri", "sail"]],
            7: [["mayor"], ["mayor", "speak"]],
            9: [["quay"], ["open"]],
        },
    )
    lines = index.lines(ids(4, 9), [["harbour"], ["open"], ["nowhere"]])
    assert lines.chunk.tolist() == [0, 0, 0, 1, 1]
    assert lines.header.tolist() == [True, False, False, True, False]
    assert lines.held.astype(int).tolist() == [[1, 0, 0], [1, 1, 0], [0, 0, 0], [0, 0, 0], [0, 1, 0]]


def test_a_term_is_held_by_any_of_its_stems_and_a_stem_may_be_of_several_terms(tmp_path: Path) -> None:
    index = built(tmp_path, {1: [[], ["die"], ["dice"], ["death", "dice"]]})
    held = index.lines(ids(1), [["die", "dice"], ["dice", "dice"], ["die", "death"], []]).held
    assert held.astype(int).tolist() == [[0, 0, 0, 0], [1, 0, 1, 0], [1, 1, 0, 0], [1, 1, 1, 0]]


def test_sentences_are_compared_by_their_vectors_and_headers_have_none(tmp_path: Path) -> None:
    builder = SentenceIndexBuilder(tmp_path, 2)
    builder.add(3, [["a"], ["b"], ["c"]], np.array([[127, 0], [0, 127]], np.int8))
    builder.add(8, [["d"], ["e"]], np.array([[-60, 80]], np.int8))
    builder.write()
    cosines, chunk = SentenceIndex(tmp_path).cosines(ids(3, 8), np.array([[1, 0], [0.6, 0.8]], np.float32))
    assert chunk.tolist() == [0, 0, 1]
    assert cosines == pytest.approx(np.array([[1, 0.6], [0, 0.8], [-0.6, 0.28]]))


STEMS = st.sampled_from(["harbour", "ferri", "海港", "việt", "x", "\ud800"])
LINES = st.lists(st.lists(STEMS, max_size=4), min_size=2, max_size=5)
CHUNKS = st.dictionaries(st.integers(0, 2**40), LINES, max_size=6).map(lambda found: dict(sorted(found.items())))
TERMS = st.lists(st.lists(st.sampled_from(["harbour", "ferri", "海港", "việt", "unheard"]), max_size=3), max_size=4)


@settings(max_examples=60, deadline=None)
@given(chunks=CHUNKS, terms=TERMS, draw=st.data())
def test_what_is_read_is_what_was_added(
    tmp_path_factory: pytest.TempPathFactory, chunks: Rows, terms: list[list[str]], draw: st.DataObject
) -> None:
    index = built(tmp_path_factory.mktemp("index"), chunks)
    asked = sorted(draw.draw(st.sets(st.sampled_from(list(chunks))))) if chunks else []
    lines = index.lines(ids(*asked), terms)
    assert lines.held.shape == (len(lines.chunk), len(terms))
    expected = [
        (place, number == 0, [bool({*stems} & {*line}) for stems in terms])
        for place, chunk in enumerate(asked)
        for number, line in enumerate(chunks[chunk])
    ]
    assert list(zip(lines.chunk.tolist(), lines.header.tolist(), lines.held.tolist(), strict=True)) == expected

    questions = np.eye(DIMENSION, dtype=np.float32)[:2]
    cosines, chunk_of = index.cosines(ids(*asked), questions)
    rows = [directions(vectors_of(chunk, chunks[chunk])) @ questions.T for chunk in asked]
    assert chunk_of.tolist() == [place for place, row in enumerate(rows) for _ in row]
    assert cosines == pytest.approx(np.concatenate([np.zeros((0, 2), np.float32), *rows]))


def test_an_empty_index_holds_nothing(tmp_path: Path) -> None:
    index = built(tmp_path, {})
    lines = index.lines(ids(), [["harbour"]])
    assert (lines.chunk.tolist(), lines.header.tolist(), lines.held.shape) == ([], [], (0, 1))
    cosines, chunk = index.cosines(ids(), np.ones((2, DIMENSION), np.float32))
    assert (cosines.shape, chunk.tolist()) == ((0, 2), [])


def test_an_index_without_a_single_word_holds_its_vectors(tmp_path: Path) -> None:
    index = built(tmp_path, {5: [[], []]})
    assert index.lines(ids(5), [["harbour"]]).held.tolist() == [[False], [False]]
    assert index.cosines(ids(5), np.ones((1, DIMENSION), np.float32))[0].shape == (1, 1)


@pytest.mark.parametrize("shape", [(1, DIMENSION), (3, DIMENSION), (2, DIMENSION + 1)])
def test_vectors_that_do_not_fit_the_sentences_are_refused(tmp_path: Path, shape: tuple[int, int]) -> None:
    builder = SentenceIndexBuilder(tmp_path, DIMENSION)
    with pytest.raises(ValueError, match=r"chunk 6 have shape .*, its sentences need \(2, 3\)"):
        builder.add(6, [["head"], ["one"], ["two"]], np.zeros(shape, np.int8))
    builder.write()
