from __future__ import annotations

import pytest

from index.analysis import Term, query_terms
from index.coverage import Words


def credit(word: str, text: str, language: str = "en") -> float:
    (term,) = query_terms(word, [language])
    return Words(text, language).credit(term)


@pytest.mark.parametrize(
    ("word", "text", "language"),
    [
        ("harbour", "Both HARBOURS opened.", "en"),
        ("Häfen", "Der Hafen ist offen.", "de"),
        ("Straße", "in der Strasse", "de"),
        ("élections", "une election", "fr"),
        ("中国", "在中国政府", "zh"),
        ("10 000", "10.000 Menschen", "de"),
    ],
)
def test_a_text_holds_a_word_in_any_of_its_forms(word: str, text: str, language: str) -> None:
    assert credit(word, text, language) == 1.0


def test_a_word_counts_in_any_language_it_may_be_in() -> None:
    assert Words("Die Brücken", "de").credit(Term("brücke", ("brucke", "bruck"))) == 1.0


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("Hafen", "Hafenbehörde"),
        ("Langstreckenraketen", "Raketen"),
        ("Belousow", "Belousov"),
        ("Selenskij", "Selenskyj"),
    ],
)
def test_part_of_a_compound_or_another_spelling_counts_half(word: str, text: str) -> None:
    assert credit(word, f"x {text} y", "xx") == 0.5


def test_the_last_part_of_a_compound_counts_more_than_another() -> None:
    assert credit("Raketen", "x Langstreckenraketen y", "xx") == 0.8


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("quay", "the ferry left"),
        ("rate", "Langstreckenrate"),  # four letters are inside too many words by chance
        ("raketen", "rake ten"),
        ("20241", "202415"),
        ("minister", "miniature"),
        ("interior", "internet"),
        ("má", "mà"),
    ],
)
def test_a_word_that_only_looks_alike_from_afar_does_not_count(word: str, text: str) -> None:
    assert credit(word, text, "vi") == 0.0
