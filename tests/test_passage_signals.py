from __future__ import annotations

import numpy as np
import pytest

from index.passage_signals import Looks, signals
from index.sentence_index import Lines

LOW, MIDDLE, HIGH = -1.2247449, 0, 1.2247449  # three numbers evenly apart, standardised
NAMES = [
    "meaning",
    "meaning_of_sentence",
    "words",
    "words_alone",
    "coverage",
    "coverage_of_sentence",
    "coverage_of_pair",
]


def looks(
    *chunks: list[list[int]],
    cosines: list[float] | None = None,
    bm25: list[float] | None = None,
    sentence_cosines: list[list[list[float]]] | None = None,
) -> Looks:
    """Looks at chunks, each a list of lines, its header first; a line is a 0 or 1 for each term."""
    n = len(chunks)
    sizes = [len(lines) for lines in chunks]
    near = sentence_cosines or [[[0.0]] * (size - 1) for size in sizes]
    return Looks(
        cosines=np.array(cosines or [0.0] * n, np.float32),
        bm25=np.array(bm25 or [0.0] * n, np.float32),
        lines=Lines(
            chunk=np.repeat(np.arange(n), sizes),
            header=np.array([at == 0 for size in sizes for at in range(size)]),
            held=np.array([line for lines in chunks for line in lines], np.bool_),
            counts={},
            sizes=np.zeros(n, np.int64),
        ),
        sentence_cosines=np.array([row for rows in near for row in rows], np.float32),
        sentence_chunk=np.repeat(np.arange(n), [len(rows) for rows in near]),
    )


THREE = [[0], [0]], [[0], [0]], [[0], [0]]  # chunks of one sentence without any term


def test_coverage_counts_header_and_sentences_each_term_once() -> None:
    seen = looks([[0, 0], [0, 0]], [[1, 0], [1, 0], [1, 0]], [[1, 0], [0, 1]])
    found = signals(seen, [2.0, 2.0], knows=1.0)
    assert found["coverage"] == pytest.approx([LOW, MIDDLE, HIGH])


def test_coverage_of_a_sentence_is_that_of_the_best_and_leaves_the_header_out() -> None:
    seen = looks([[1, 1], [0, 0]], [[0, 0], [1, 0], [0, 1]], [[0, 0], [0, 0], [1, 1], [1, 0]])
    found = signals(seen, [1.0, 1.0], knows=1.0)
    assert found["coverage_of_sentence"] == pytest.approx([LOW, MIDDLE, HIGH])


def test_coverage_of_a_pair_joins_a_sentence_with_the_next_of_its_own_chunk() -> None:
    seen = looks(
        [[0, 0], [0, 0], [1, 0]],  # the next chunk begins with the other term
        [[0, 0], [0, 1], [0, 0], [1, 0]],  # one sentence too far away
        [[0, 0], [1, 0], [0, 1]],
    )
    found = signals(seen, [1.0, 1.0], knows=1.0)
    assert found["coverage_of_pair"] == pytest.approx([-0.7071068, -0.7071068, 1.4142136])
    assert found["coverage_of_sentence"].tolist() == [0, 0, 0]


def test_a_rare_term_covers_more_than_a_common_one() -> None:
    seen = looks([[0, 0], [0, 0]], [[0, 0], [0, 1]], [[0, 0], [1, 0]])
    found = signals(seen, [6.0, 3.0], knows=1.0)
    assert found["coverage_of_sentence"] == pytest.approx([LOW, MIDDLE, HIGH])


def test_meaning_and_words_are_standardised_whatever_their_units() -> None:
    found = signals(looks(*THREE, cosines=[0.1, 0.2, 0.3], bm25=[30, 20, 10]), [1.0], knows=1.0)
    assert found["meaning"] == pytest.approx([LOW, MIDDLE, HIGH], abs=1e-5)
    assert found["words"] == pytest.approx([HIGH, MIDDLE, LOW])
    assert found["words_alone"].tolist() == [0, 0, 0]


@pytest.mark.parametrize("knows", [0.0, 0.25, 1.0])
def test_as_far_as_the_model_does_not_know_the_language_words_alone_speak(knows: float) -> None:
    near = [[[0.3]], [[0.2]], [[0.1]]]
    seen = looks(*THREE, cosines=[0.1, 0.2, 0.3], bm25=[10, 20, 30], sentence_cosines=near)
    found = signals(seen, [1.0], knows=knows)
    assert found["meaning"] == pytest.approx([knows * LOW, 0, knows * HIGH], abs=1e-5)
    assert found["meaning_of_sentence"] == pytest.approx([knows * HIGH, 0, knows * LOW], abs=1e-5)
    assert found["words_alone"] == pytest.approx([(1 - knows) * LOW, 0, (1 - knows) * HIGH])


def test_the_nearest_sentence_of_a_chunk_speaks_for_it() -> None:
    seen = looks(
        [[0], [0], [0]], [[0], [0], [0]], [[0], [0]],
        sentence_cosines=[[[0.1], [0.1]], [[-0.9], [0.3]], [[0.2]]],
    )  # fmt: skip
    found = signals(seen, [1.0], knows=1.0)
    assert found["meaning_of_sentence"] == pytest.approx([LOW, HIGH, MIDDLE], abs=1e-5)


def test_a_chunk_that_fits_one_clause_is_as_good_as_one_that_fits_the_other() -> None:
    near = [[[0.9, 0.1]], [[0.1, 0.5]], [[0.1, 0.1]], [[0.1, 0.1]]]
    found = signals(looks(*THREE, [[0], [0]], sentence_cosines=near), [1.0], knows=1.0)
    assert found["meaning_of_sentence"] == pytest.approx([1, 1, -1, -1], abs=1e-5)


def test_what_all_candidates_share_speaks_for_none() -> None:
    seen = looks([[1], [1]], [[1], [1]], cosines=[0.4, 0.4], bm25=[3, 3])
    found = signals(seen, [2.0], knows=0.5)
    assert {name: values.tolist() for name, values in found.items()} == {name: [0, 0] for name in NAMES}


def test_a_question_without_terms_is_covered_by_all_alike() -> None:
    found = signals(looks([[], []], [[], []], cosines=[0.1, 0.2]), [], knows=1.0)
    assert found["coverage"].tolist() == found["coverage_of_pair"].tolist() == [0, 0]
    assert found["meaning"] == pytest.approx([-1, 1])


def test_without_candidates_there_is_nothing_to_tell() -> None:
    empty = np.zeros(0, np.float32)
    seen = Looks(
        cosines=empty,
        bm25=empty,
        lines=Lines(
            chunk=np.zeros(0, np.int64),
            header=np.zeros(0, np.bool_),
            held=np.zeros((0, 2), np.bool_),
            counts={},
            sizes=np.zeros(0, np.int64),
        ),
        sentence_cosines=np.zeros((0, 1), np.float32),
        sentence_chunk=np.zeros(0, np.int64),
    )
    found = signals(seen, [1.0, 2.0], knows=1.0)
    assert {name: values.shape for name, values in found.items()} == dict.fromkeys(NAMES, (0,))
