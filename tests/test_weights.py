from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from index.passage_signals import Looks, signals
from index.sentence_index import Lines
from index.weights import tried, weights


def test_every_sign_of_a_passage_has_a_weight_and_no_weight_is_for_nothing() -> None:
    empty = np.zeros(0, np.float32)
    lines = Lines(
        chunk=np.zeros(0, np.int64),
        header=np.zeros(0, np.bool_),
        held=np.zeros((0, 1), np.bool_),
        counts={},
        sizes=np.zeros(0, np.int64),
    )
    looks = Looks(
        cosines=empty,
        bm25=empty,
        lines=lines,
        sentence_cosines=np.zeros((0, 1), np.float32),
        sentence_chunk=np.zeros(0, np.int64),
    )
    assert weights("passages").keys() == signals(looks, [1.0], knows=1.0).keys() | {"outlet_named", "newness"}


def test_every_weight_of_a_passage_is_a_number_that_says_something() -> None:
    assert all(math.isfinite(weight) and weight != 0 for weight in weights("passages").values())


def test_other_weights_may_be_tried_for_a_while_by_one_thread_alone() -> None:
    learned = weights("passages")
    with ThreadPoolExecutor(1) as pool, tried({"passages": {"words": 7.0}}):
        assert weights("passages") == {"words": 7.0}
        assert pool.submit(weights, "passages").result() == learned
    assert weights("passages") == learned
