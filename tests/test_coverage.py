from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Term, query_terms
from index.coverage import shares_held
from index.wording import wording


def credit(word: str, text: str, language: str = "en") -> float:
    (term,) = query_terms(word, [language])
    return float(shares_held([term], [wording(text, language)])[0, 0])


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
    term = Term("brücke", ("brucke", "bruck"))
    assert shares_held([term], [wording("Die Brücken", "de")]).tolist() == [[1.0]]


def test_what_one_text_holds_says_nothing_of_another() -> None:
    texts = [wording(text, "de") for text in ("Die Hafenbehörde.", "Der Hafen.", "Nichts.", "")]
    terms = query_terms("Hafen Behörde", ["de"])
    assert shares_held(terms, texts).tolist() == [[0.5, 0.8], [1.0, 0.0], [0.0, 0.0], [0.0, 0.0]]
    assert shares_held([], texts).shape == (4, 0)
    assert shares_held(terms, []).shape == (0, 2)


WORD = st.text("abcde", min_size=1, max_size=9)


@given(asked=WORD, held=st.lists(WORD, max_size=12))
def test_words_looked_up_together_count_as_words_compared_one_by_one(asked: str, held: list[str]) -> None:
    def like(other: str) -> bool:
        long = min(len(asked), len(other)) >= 5
        start = next((at for at, (a, b) in enumerate(zip(asked, other, strict=False)) if a != b), None)
        same = min(len(asked), len(other)) if start is None else start
        begins = same >= 5 and (start is None or same >= 0.75 * max(len(asked), len(other)))
        ends = asked[:5] != other[:5] and (asked.endswith(other) or other.endswith(asked))
        return long and (begins or ends or (asked in other and 2 * len(asked) >= len(other)))

    expected = 0.0
    if asked in held:
        expected = 1.0
    elif len(asked) >= 5 and any(other.endswith(asked) for other in held):
        expected = 0.8
    elif any(map(like, held)):
        expected = 0.5
    text = wording(" ".join(held), "xx")
    assert shares_held([Term(asked, (asked,))], [text])[0, 0] == expected


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
