from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import stem, words
from index.compounds import parts


@pytest.mark.parametrize(
    ("compound", "first", "last"),
    [
        ("Regierungssprecher", "Regierung", "Sprecher"),
        ("Hafenbehörde", "Hafen", "Behörde"),
        ("Hafenbehörden", "Hafen", "Behörde"),
        ("Schulkinder", "Schule", "Kind"),
        ("Sonnenblume", "Sonne", "Blume"),
        ("Kinderzimmer", "Kind", "Zimmer"),
        ("Verteidigungsminister", "Verteidigung", "Minister"),
        ("Straßensperre", "Straße", "Sperre"),  # ß is folded to ss
        ("Wasserkraftwerk", "Wasser", "Kraftwerk"),  # two parts, not three
    ],
)
def test_a_compound_has_the_stems_of_its_two_words(compound: str, first: str, last: str) -> None:
    (word,) = words(compound)
    assert list(parts(word)) == stem([*words(first), *words(last)], "de")


@pytest.mark.parametrize(
    "word",
    [
        "Sprecher",
        "Unternehmen",  # too common a word to be «unter» and «nehmen»
        "Wochenende",
        "Zwirbelquaxel",
        "Regierungszwirbel",
        "Zwirbelregierung",
        "Kfz-Halter",
        "Raum7fahrtschiff",
        "2024",
        "Tee",
        "",
    ],
)
def test_what_is_no_compound_of_known_words_has_no_parts(word: str) -> None:
    assert [part for folded in words(word) or [""] for part in parts(folded)] == []


@given(st.text(max_size=40) | st.sampled_from(["hafenhafenhafen", "kinderkinderkinder", "landeslandesland"]))
def test_a_word_has_two_parts_or_none(word: str) -> None:
    assert len(parts(word)) in {0, 2}
