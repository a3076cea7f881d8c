"""BM25 as a product of sparse vectors."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import bm25
from index.lexical import Lexical, LexicalBuilder
from index.milvus.weighing import any_of, dimension_of, document, known_size, question
from index.tokenizer import key

if TYPE_CHECKING:
    from pathlib import Path

BOAT, PIER, MOON = key("boat"), key("pier"), key("moon")


def test_the_product_of_both_is_bm25() -> None:
    words = [BOAT, PIER, PIER, MOON]
    held = {"boat": 3, "pier": 7}
    asked, stored = question([["boat"], ["pier"]], {}, held, 10), document(words, 5.0)
    product = sum(weight * stored.get(word, 0.0) for word, weight in asked.items())
    (told,) = bm25.scores(
        [["boat"], ["pier"]],
        {"boat": np.array([1]), "pier": np.array([2])},
        np.array([4]),
        held=held,
        chunks=10,
        mean_size=5.0,
    )
    assert product == pytest.approx(float(told), rel=1e-6)


def test_a_chunk_of_mean_length_weighs_a_word_that_stands_once_as_one() -> None:
    assert document([BOAT, PIER], 2.0) == {BOAT: pytest.approx(1.0), PIER: pytest.approx(1.0)}


@pytest.mark.parametrize(
    ("words", "known"),
    [(0, 0), (39, 39), (40, 40), (41, 40), (55, 54), (56, 56), (59, 56), (87, 84), (95, 88), (199, 184), (1000, 984)],
)
def test_a_chunk_is_taken_to_be_as_long_as_tantivy_takes_it_to_be(words: int, known: int) -> None:
    assert known_size(words) == known


def test_what_tantivy_scores_the_same_is_weighed_the_same(tmp_path: Path) -> None:
    sizes = [*range(1, 130), 151, 152, 153, 400, 1023]
    builder = LexicalBuilder(tmp_path / "lexical")
    for chunk, size in enumerate(sizes):
        tokens = " ".join(["boat", *(f"filler{number}" for number in range(size - 1))])
        builder.add(chunk, tokens, published=0, source=0, language=0)
    builder.write()
    found, scores = Lexical(tmp_path / "lexical").search([["boat"]], k=len(sizes))
    told = dict(zip(found.tolist(), scores.tolist(), strict=True))
    mean = sum(sizes) / len(sizes)
    weights = [document([BOAT, *range(1, size)], mean)[BOAT] for size in sizes]
    assert [told[at] / told[0] for at in range(len(sizes))] == pytest.approx(
        [weight / weights[0] for weight in weights], rel=1e-5
    )


def test_a_chunk_without_words_has_a_vector_that_no_question_meets() -> None:
    assert document([], 2.0).keys() == {0}
    assert question([["boat"]], {"b_p": 0.5}, {"boat": 1, "b_p": 1}, 2).keys().isdisjoint({0})


def test_a_hint_weighs_its_worth_and_a_word_that_is_both_a_word() -> None:
    held = {"boat": 1, "pier": 1, "moon": 1}
    told = question([["boat"], ["moon"]], {"pier": 0.5, "moon": 0.5}, held, 3)
    rarity = math.log(1 + 2.5 / 1.5)
    assert told == {BOAT: pytest.approx(rarity), PIER: pytest.approx(rarity / 2), MOON: pytest.approx(rarity)}


def test_words_that_no_chunk_holds_are_not_asked_for() -> None:
    assert question([["boat", "pier"], ["moon"]], {}, {"boat": 0, "pier": 2, "moon": 0}, 9).keys() == {PIER}
    assert question([["boat"]], {}, {"boat": 0}, 9) == {}


def test_words_that_most_chunks_hold_are_left_out_but_never_all() -> None:
    held = {"boat": 900_000, "pier": 400_000, "moon": 1}
    assert question([["boat"], ["pier"], ["moon"]], {}, held, 10**6).keys() == {PIER, MOON}
    assert question([["boat"]], {}, {"boat": 2_000_000}, 3_000_000).keys() == {BOAT}


def test_a_server_that_skips_what_it_needs_not_reads_more_of_a_large_index() -> None:
    held = {"boat": 6_000_000, "pier": 900_000, "moon": 4_000_001}
    asked = [["boat"], ["pier"], ["moon"]]
    assert question(asked, {}, held, 50_000_000, skips=True).keys() == {PIER, MOON, BOAT}
    assert question(asked, {}, held, 50_000_000).keys() == {PIER}
    assert question(asked, {}, held, 7_000_000, skips=True).keys() == {PIER, MOON}


def test_more_chunks_counted_for_a_word_than_there_are_make_no_negative_weight() -> None:
    assert all(weight > 0 for weight in question([["boat"]], {}, {"boat": 12}, 10).values())


def test_no_token_is_beyond_the_last_dimension_that_the_server_takes() -> None:
    assert dimension_of(2**32 - 1) == dimension_of(2**32 - 2) == 2**32 - 2
    assert dimension_of(BOAT) == BOAT


def test_any_of_some_stems_is_asked_for_alike() -> None:
    assert any_of(["boat", "pier"]) == {BOAT: 1.0, PIER: 1.0}
