from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import sentence_index
from index.sentence_files import Sentences, SentenceWriter, mean_words, read_records
from index.sentence_index import Lines, cosines, read_lines
from index.sentence_vectors import directions
from index.tokenizer import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.sentence_files import Records

DIMENSION = 3


@pytest.fixture(scope="module", params=["apart", "together"], autouse=True)
def table(request: pytest.FixtureRequest) -> Iterator[None]:
    """Words looked up where each has an entry of its own, and where all share two."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "together":
            patch.setattr(sentence_index, "_KNOWN", 2)
        yield


Rows = dict[int, list[list[str]]]


def vectors_of(chunk: int, lines: list[list[str]]) -> NDArray[np.int8]:
    """Some vectors for the sentences of a chunk, always the same."""
    return np.random.default_rng(chunk).integers(-127, 128, (len(lines) - 1, DIMENSION), np.int8)


class Built:
    """Chunks in two parts, one after the other, asked by their ids."""

    def __init__(self, folder: Path, chunks: Rows, dimension: int = DIMENSION) -> None:
        self.at: dict[int, tuple[int, int]] = {}
        self.parts = []
        for number in (0, 1):
            part = folder / str(number)
            part.mkdir()
            writer = SentenceWriter(part, dimension)
            own = [chunk for place, chunk in enumerate(chunks) if place % 2 == number]
            for row, chunk in enumerate(own):
                writer.add([[key(stem) for stem in line] for line in chunks[chunk]], self.vectors(chunk, chunks[chunk]))
                self.at[chunk] = (number, row)
            writer.close()
            self.parts.append(Sentences(part, dimension))

    def vectors(self, chunk: int, lines: list[list[str]]) -> bytes:
        return vectors_of(chunk, lines).tobytes()

    def places(self, chunks: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        part, row = np.array([self.at[chunk] for chunk in chunks.tolist()], np.int32).reshape(-1, 2).T
        return part, row

    def records(self, chunks: NDArray[np.int64]) -> Records:
        return read_records(self.parts, *self.places(chunks))

    def lines(self, chunks: NDArray[np.int64], terms: list[list[str]], counted: Sequence[str] = ()) -> Lines:
        return read_lines(self.records(chunks), terms, counted)

    def cosines(
        self, chunks: NDArray[np.int64], vectors: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        return cosines(self.records(chunks), vectors)


def built(folder: Path, chunks: Rows) -> Built:
    return Built(folder, chunks)


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


class Drawn(Built):
    """Of two dimensions, with vectors written by hand."""

    def vectors(self, chunk: int, lines: list[list[str]]) -> bytes:  # noqa: ARG002 -- as its parent's
        return np.array({3: [[127, 0], [0, 127]], 8: [[-60, 80]]}[chunk], np.int8).tobytes()


def test_sentences_are_compared_by_their_vectors_and_headers_have_none(tmp_path: Path) -> None:
    index = Drawn(tmp_path, {3: [["a"], ["b"], ["c"]], 8: [["d"], ["e"]]}, 2)
    near, chunk = index.cosines(ids(3, 8), np.array([[1, 0], [0.6, 0.8]], np.float32))
    assert chunk.tolist() == [0, 0, 1]
    assert near == pytest.approx(np.array([[1, 0.6], [0, 0.8], [-0.6, 0.28]]))
    again, chunk = index.cosines(ids(8, 3), np.array([[1, 0]], np.float32))
    assert chunk.tolist() == [0, 1, 1]
    assert again[:, 0] == pytest.approx([-0.6, 1, 0])


def test_words_are_counted_by_chunk_with_its_header(tmp_path: Path) -> None:
    index = built(
        tmp_path, {4: [["quay"], ["quay", "open", "quay"]], 7: [["mayor"], ["speak"]], 9: [[], ["open"], ["quay"]]}
    )
    lines = index.lines(ids(4, 7, 9), [["quay", "kai"], ["open"]], ["mayor"])
    assert {token: counts.tolist() for token, counts in lines.counts.items()} == {
        "quay": [3, 0, 1],
        "kai": [0, 0, 0],
        "open": [1, 0, 1],
        "mayor": [0, 1, 0],
    }
    assert lines.sizes.tolist() == [4, 2, 2]


def test_the_mean_size_is_that_of_the_chunks_a_generation_holds(tmp_path: Path) -> None:
    index = built(tmp_path, {4: [["quay"], ["a", "b", "c"]], 7: [["a"], ["b"]], 9: [["x"] * 5, ["y"], []]})
    part, row = index.places(ids(4, 7))
    assert mean_words(index.parts, part, row) == 3
    assert mean_words(index.parts, part[:0], row[:0]) == 0


def test_chunks_copied_to_another_part_are_the_same(tmp_path: Path) -> None:
    chunks = {4: [["quay"], ["open", "quay"]], 7: [["mayor"], ["speak"]], 9: [[], ["open"], ["quay"]]}
    index = built(tmp_path, chunks)
    part = tmp_path / "new"
    part.mkdir()
    writer = SentenceWriter(part, DIMENSION)
    writer.copy(Sentences(tmp_path / "0", DIMENSION), np.array([1, 0]))
    writer.close()
    copied = read_records([Sentences(part, DIMENSION)], np.zeros(2, np.int64), np.arange(2))
    question = np.eye(DIMENSION, dtype=np.float32)[:1]
    assert cosines(copied, question)[0].tolist() == index.cosines(ids(9, 4), question)[0].tolist()
    assert read_lines(copied, [["quay"]]).held.tolist() == index.lines(ids(9, 4), [["quay"]]).held.tolist()


def test_a_sample_is_of_different_chunks_and_the_same_every_time(tmp_path: Path) -> None:
    index = built(tmp_path, {chunk: [["quay"], ["a"], ["b"], ["c"]] for chunk in range(40)})
    sample = index.parts[0].sample(12)
    assert np.linalg.norm(sample, axis=1) == pytest.approx(np.ones(12))
    assert (Sentences(tmp_path / "0", DIMENSION).sample(12) == sample).all()
    every = np.concatenate([directions(vectors_of(chunk, [[]] * 4)) for chunk in range(0, 40, 2)])
    assert [int((np.abs(every - row).max(axis=1) < 1e-6).sum()) for row in sample] == [1] * 12
    assert len(index.parts[0].sample(99)) == 20


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
    near, chunk_of = index.cosines(ids(*asked), questions)
    rows = [directions(vectors_of(chunk, chunks[chunk])) @ questions.T for chunk in asked]
    assert chunk_of.tolist() == [place for place, row in enumerate(rows) for _ in row]
    assert near == pytest.approx(np.concatenate([np.zeros((0, 2), np.float32), *rows]))


def test_an_empty_index_holds_nothing(tmp_path: Path) -> None:
    index = built(tmp_path, {})
    lines = index.lines(ids(), [["harbour"]])
    assert (lines.chunk.tolist(), lines.header.tolist(), lines.held.shape) == ([], [], (0, 1))
    near, chunk = index.cosines(ids(), np.ones((2, DIMENSION), np.float32))
    assert (near.shape, chunk.tolist()) == ((0, 2), [])


def test_an_index_without_a_single_word_holds_its_vectors(tmp_path: Path) -> None:
    index = built(tmp_path, {5: [[], []]})
    assert index.lines(ids(5), [["harbour"]]).held.tolist() == [[False], [False]]
    assert index.cosines(ids(5), np.ones((1, DIMENSION), np.float32))[0].shape == (1, 1)


@pytest.mark.parametrize("size", [0, DIMENSION, 3 * DIMENSION, 2 * DIMENSION + 1])
def test_vectors_that_do_not_fit_the_sentences_are_refused(tmp_path: Path, size: int) -> None:
    writer = SentenceWriter(tmp_path, DIMENSION)
    with pytest.raises(ValueError, match=f"2 sentences of 3 dimensions do not fit {size} bytes"):
        writer.add([[1], [2], [3]], bytes(size))
    writer.close()
