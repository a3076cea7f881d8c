from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentences import MAX_SENTENCE, sentence_spans


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Dr. Smith met J. Smith.", "They left at 5 p.m. on Monday.", "Mr. Hill stayed."]),
        ("en", ["J. R. R. Miller wrote it.", "U.S. President Hill read it!", "Was it good?"]),
        ("en", ["Prices rose by 3.5 percent.", "The rate is 1.25."]),
        ("de", ["Er kam z. B. am Montag.", "Dann ging er."]),
        ("de", ["Das kostet 3 Mio. Euro.", "Prof. Huber zahlt ca. 2 Mrd. Euro."]),
        ("de", ["Am 3. Mai sprach J. Smith.", "Er ging am 12. wieder."]),
        ("vi", ["Ông Nam sống ở TP. Hồ Chí Minh.", "Bà Lan ở Q. Bình Thạnh.", "PGS. TS. Hùng nói."]),
        ("fr", ["M. Dupont est parti.", "Mme. Curie reste avec Me. Leroy."]),
        ("ru", ["Это т. е. правда.", "Он жил на ул. Ленина.", "В 2020 г. Москва росла."]),
        ("ru", ["Цена выросла на 5 млн. Рублей не хватит.", "Так сказал проф. Иванов."]),
        ("es", ["El Sr. García llegó.", "La Dra. López habló con la Srta. Ruiz.", "En EE. UU. nieva."]),
        ("it", ["Il Dott. Rossi arriva.", "Poi va dal Sig. Verdi."]),
        ("pt", ["O Exmo. Sr. Silva veio.", "Ele foi à Av. Central."]),
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(language: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ["他来了。", "她走了！", "真的吗？"]),
        ("ja", ["彼は来た。", "彼女は行った。"]),
        ("hi", ["वह आया।", "वह गया।"]),
        ("ar", ["جاء الرئيس.", "متى ذهب؟", "نعم."]),
        ("am", ["እሱ መጣ።", "እሷ ሄደች።"]),
        ("und", ["One came.", "Two left."]),
        ("xx", ["One came.", "Two left."]),
    ],
)
def test_every_script_has_its_full_stops(language: str, expected: list[str]) -> None:
    joint = "" if language in {"zh", "ja"} else " "
    assert sentences(joint.join(expected), language) == expected


def test_a_line_end_always_ends_a_sentence() -> None:
    assert sentences("A headline without a stop\n\n  \tthe next line, Mr.\nSmith  \n") == [
        "A headline without a stop",
        "the next line, Mr.",
        "Smith",
    ]


def test_a_small_letter_continues_the_sentence() -> None:
    assert sentences("He asked why? and left. Then he came.") == ["He asked why? and left.", "Then he came."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t\n\u3000"])
def test_blank_text_has_no_sentences(text: str) -> None:
    assert sentence_spans(text, "en") == []


def test_a_sentence_as_long_as_allowed_stays_whole() -> None:
    text = "a" * (MAX_SENTENCE - 1) + "."
    assert sentences(f" {text} ") == [text]


def test_a_run_too_long_is_cut_after_the_last_clause_that_fits() -> None:
    first = "a" * 350 + ", " + "b" * 200 + ", "
    assert sentences(first + "c " * 60 + "c.") == [first.strip(), "c " * 60 + "c."]


def test_without_clauses_a_run_too_long_is_cut_at_a_blank() -> None:
    text = "word " * 150
    assert sentences(text) == [("word " * 120).strip(), ("word " * 30).strip()]


def test_a_clause_end_in_the_first_half_is_no_place_to_cut() -> None:
    text = "a" * 100 + ", " + "b" * 400 + " " + "c" * 400
    assert sentences(text) == [text[:502], "c" * 400]


def test_without_any_blank_a_run_is_cut_at_the_limit() -> None:
    assert [len(piece) for piece in sentences("x" * (2 * MAX_SENTENCE + 7))] == [MAX_SENTENCE, MAX_SENTENCE, 7]


def test_what_the_splitter_leaves_out_stays_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sentencex.segment", lambda _language, line: [line[:11]])
    assert sentences("One came.  Two left.") == ["One came.", "Two left."]


# Lone surrogates are gone before: cleaning takes them out.
TEXTS = st.text(
    alphabet=st.sampled_from("aZé. ?!,;\n\t\u00a0\u200b1中。ไท़ि।؟\"'«»()e\u0301\U0001f468\u200d…")
    | st.characters(exclude_categories=["Cs"])
)
LONG = st.lists(st.sampled_from(["word ", "Stop. ", "a, ", "z. B. ", "x" * 90, "中文" * 40, "\n", "3. "]), max_size=40)


@settings(max_examples=150, deadline=None)
@given(TEXTS | LONG.map("".join), st.sampled_from(["en", "de", "vi", "zh", "th", "hi", "ar", "ru", "fr", "und", "xx"]))
def test_all_text_but_blanks_is_in_exactly_one_sentence(text: str, language: str) -> None:
    spans = sentence_spans(text, language)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    left_out = [0, *(edge for span in spans for edge in span), len(text)]
    assert not "".join(text[a:b] for a, b in zip(left_out[::2], left_out[1::2], strict=True)).strip()
    for start, end in spans:
        sentence = text[start:end]
        assert 0 < len(sentence) <= MAX_SENTENCE
        assert sentence == sentence.strip()
        assert "\n" not in sentence


def test_an_abbreviation_with_a_hyphen_stays_whole() -> None:
    text = "Il a plu, c.-à-d. beaucoup. Fin."
    assert [text[start:end] for start, end in sentence_spans(text, "fr")] == ["Il a plu, c.-à-d. beaucoup.", "Fin."]
