from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Term, query_terms
from index.background import general_share, is_ordinary, weigh


def term(word: str, language: str) -> Term:
    (only,) = query_terms(word, [language])
    return only


def weights(question: str, language: str, *, chunks: int, shares: dict[str, float]) -> list[float]:
    terms = query_terms(question, [language])
    return weigh(terms, language=language, chunks=chunks, share=lambda stem: shares.get(stem, 0.0))


@pytest.mark.parametrize(
    ("language", "common", "rare"),
    [
        ("en", "the", "harbour"),
        ("de", "der", "hafen"),
        ("vi", "của", "cảng"),
        ("no", "og", "havn"),
        ("hr", "i", "luka"),
        ("ru", "и", "порт"),
    ],
)
def test_a_function_word_is_in_most_texts_and_a_noun_is_not(language: str, common: str, rare: str) -> None:
    assert general_share(term(common, language), language) > 0.8
    assert 1e-4 < general_share(term(rare, language), language) < 0.2


def test_a_word_no_list_has_is_rare() -> None:
    assert general_share(term("Zwirbelquax", "de"), "de") == 1e-4
    assert general_share(term("harbour", "xx"), "xx") == 1e-4


def test_a_character_pair_no_list_has_is_less_telling_than_a_word() -> None:
    assert general_share(term("龘龘", "zh"), "zh") == 0.02


@pytest.mark.parametrize(
    ("number", "share"), [("7", 0.15), ("12", 0.1), ("2024", 0.03), ("123", 0.005), ("12345", 0.005), ("1.5", 0.005)]
)
def test_a_number_is_the_commoner_the_shorter(number: str, share: float) -> None:
    assert general_share(term(number, "en"), "en") == share


@pytest.mark.parametrize(
    ("text", "language", "ordinary"),
    [
        ("Time", "en", True),
        ("Die Welt", "de", True),
        ("Zwirbelquax", "de", False),
        ("The Zwirbelquax", "en", False),  # one word of its own is enough
        ("Tuổi Trẻ", "vi", True),
    ],
)
def test_an_ordinary_text_has_no_word_that_texts_are_not_full_of(text: str, language: str, *, ordinary: bool) -> None:
    assert is_ordinary(text, language) is ordinary


def test_a_word_in_every_chunk_of_a_large_index_weighs_next_to_nothing() -> None:
    (weight,) = weights("quokka", "en", chunks=1_000_000, shares={"quokka": 1.0})
    assert 0 <= weight < 0.001


def test_a_word_every_text_has_weighs_nothing() -> None:
    (weight,) = weights("the", "en", chunks=1000, shares={"the": 1.0})
    assert weight == pytest.approx(0, abs=0.01)


def test_without_articles_the_language_alone_weighs() -> None:
    the, quay = weights("the Zwirbelquax", "en", chunks=0, shares={})
    assert the < 0.1
    assert quay == pytest.approx(-math.log(1e-4))


def test_articles_and_background_are_mixed_by_their_number_of_chunks() -> None:
    # 500 chunks with a share of 0.2 and 500 chunks of background with 0.03.
    (weight,) = weights("2024", "en", chunks=500, shares={"2024": 0.2})
    assert weight == pytest.approx(-math.log(0.115))


def test_the_commonest_of_a_terms_stems_counts() -> None:
    both = Term("2024", ("2024", "2024x"))
    (weight,) = weigh([both], language="en", chunks=500, share={"2024": 0.0, "2024x": 0.2}.__getitem__)
    assert weight == pytest.approx(-math.log(0.115))


def test_the_words_of_one_stem_are_counted_together() -> None:
    assert general_share(term("elections", "en"), "en") == general_share(term("election", "en"), "en")


@given(st.integers(0, 10**7), st.floats(0, 1))
def test_no_weight_is_negative_or_above_the_rarest(chunks: int, share: float) -> None:
    for weight in weights(
        "the harbour 7 中国", "en", chunks=chunks, shares={"the": share, "harbour": share, "中国": share}
    ):
        assert 0 <= weight <= -math.log(1e-4)
