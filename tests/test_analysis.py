from __future__ import annotations

import re
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import Term, hints, is_ngram, query_terms, stem, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n— …!?_ ", []),
        ("The Quay, the QUAY", ["the", "quay", "the", "quay"]),
        ("l’Europe o'clock", ["l", "europe", "o", "clock"]),
        ("snake_case well-known", ["snake", "case", "well", "known"]),
        ("Straße STRASSE Größe", ["strasse", "strasse", "grösse"]),
        ("İstanbul'da İZMİR", ["istanbul", "da", "izmir"]),
        ("ﬁnance ＡＢＣ１２", ["finance", "abc12"]),
        ("cafe\u0301", ["café"]),
        ("ma má mà mả mã mạ", ["ma", "má", "mà", "mả", "mã", "mạ"]),
        ("COVID-19 G7 v2", ["covid", "19", "g7", "v2"]),
        ("שָׁלוֹם", ["שלום"]),
        ("كِتَابٌ", ["كتاب"]),
        ("सरकारों ने कहा।", ["सरकारों", "ने", "कहा"]),
        ("தமிழ்நாடு", ["தமிழ்நாடு"]),
        ("x" * 80, ["x" * 64]),
    ],
)
def test_a_text_is_split_into_folded_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中国政府", ["中国", "国政", "政府"]),
        ("東京タワー", ["東京", "京タ", "タワ", "ワー"]),
        ("서울에서", ["서울", "울에", "에서"]),
        ("ภาษาไทย", ["ภาษ", "าษา", "ษาไ", "าไท", "ไทย"]),
        ("ໄທ", ["ໄທ"]),
        ("លុយមាន", ["លុយ", "ុយម", "យមា", "មាន"]),
        ("မြန်မာ", ["မြန", "ြန်", "န်မ", "်မာ"]),
        ("人", ["人"]),
        ("AI技术2024年", ["ai", "技术", "2024", "年"]),
        ("中国，政府", ["中国", "政府"]),
        ("K팝은", ["k", "팝은"]),
    ],
)
def test_a_script_without_spaces_becomes_overlapping_pairs_and_an_alphabet_triples(
    text: str, expected: list[str]
) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("word", "pair"), [("中国", True), ("서울", True), ("人", True), ("ไท", True), ("việt", False), ("19", False)]
)
def test_pairs_are_told_from_words(word: str, *, pair: bool) -> None:
    assert is_ngram(word) is pair


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1’234’567", "1234567"),
        ("1'234'567", "1234567"),
        ("1 234 567", "1234567"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1\u202f234\u202f567", "1234567"),
        ("12,34,567", "1234567"),
        ("1,50,000", "150000"),
        ("١٬٢٣٤٬٥٦٧", "1234567"),
        ("10.000", "10000"),
        ("10 000", "10000"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1.234.567,89", "1234567.89"),
        ("3.14", "3.14"),
        ("3,14", "3.14"),
        ("0,125", "0.125"),
        ("٣٫١٤", "3.14"),
        ("۲۰۲۴", "2024"),
        ("२०२४", "2024"),
        ("30.11.2024", "30.11.2024"),
        ("192.168.100.1", "192.168.100.1"),
        ("2024", "2024"),
    ],
)
def test_a_number_is_the_same_however_a_country_writes_it(written: str, plain: str) -> None:
    assert words(written) == [plain]
    assert words(f"({written}).") == [plain]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 2024 300 people", ["in", "2024", "300", "people"]),
        ("12 3456", ["12", "3456"]),
        ("5-3", ["5", "3"]),
        ("10, 20 and 30.", ["10", "20", "and", "30"]),
        ("5km", ["5km"]),
    ],
)
def test_numbers_that_stand_apart_are_not_joined(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "elections", "election"),
        ("de", "Häuser", "Haus"),
        ("de", "Strasse", "Straße"),
        ("fr", "élections", "election"),
        ("es", "elección", "eleccion"),
        ("ru", "выборы", "выборов"),
        ("hi", "सरकारों", "सरकार"),
        ("ar", "الكتاب", "كتاب"),
        ("tr", "evler", "ev"),
        ("sv", "regeringen", "regering"),
        ("th", "ไทย", "ไทย"),
    ],
)
def test_forms_of_a_word_share_a_token(language: str, one: str, other: str) -> None:
    assert tokens(one, language) == tokens(other, language) != []


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("vi", "má", "mà"), ("vi", "ma", "má"), ("de", "Haus", "Maus"), ("zh", "中国", "中因"), ("xx", "cars", "car")],
)
def test_different_words_stay_different(language: str, one: str, other: str) -> None:
    assert tokens(one, language) != tokens(other, language)


def test_accents_are_dropped_from_latin_letters_only() -> None:
    assert tokens("Škoda čeří naïve", "xx") == ["skoda", "ceri", "naive"]
    assert stem(words("Việt Nam"), "vi") == ["việt", "nam"]
    assert tokens("йод", "xx") == ["йод"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Cảng Đà Nẵng", "vi", [("cảng_đà", 0.4), ("đà_nẵng", 0.4)]),
        ("Cảng", "vi", []),
        ("Die Hafenbehörde tagt", "de", [("haf", 0.5), ("behord", 0.5)]),
        ("Der Hafen ist zu", "de", []),
        ("Hafenbehörde", "en", []),
        ("中国政府", "zh", [("中", 0.3), ("国", 0.3), ("政", 0.3)]),
        ("東京タワー", "ja", [("東", 0.3), ("京", 0.3)]),
        ("서울에서", "ko", []),
        ("Hai người 中国", "vi", [("hai_người", 0.4), ("người_中国", 0.4)]),
        ("the harbour of 中国", "en", [("中", 0.3)]),
        ("", "de", []),
    ],
)
def test_hints_help_to_find_a_text_without_being_words_of_it(
    text: str, language: str, expected: list[tuple[str, float]]
) -> None:
    assert hints(words(text), language) == expected


def test_what_is_indexed_are_the_stems_and_behind_them_the_hints() -> None:
    assert tokens("Đà Nẵng mưa", "vi") == ["đà", "nẵng", "mưa", "đà_nẵng", "nẵng_mưa"]
    assert tokens("Hafenbehörden, Hafenbehörde", "de") == [
        "hafenbehord",
        "hafenbehord",
        "haf",
        "behord",
        "haf",
        "behord",
    ]


def test_no_hint_of_a_vietnamese_text_is_taken_for_a_word() -> None:
    text = "snake_case việt_nam"
    assert not {hint for hint, _ in hints(words(text), "vi")} & set(words(text))


def test_terms_are_distinct_and_in_order_with_the_likeliest_language_first() -> None:
    assert query_terms("Brücken der Stadt, die Brücken", ["de", "en"]) == [
        Term("brücken", ("bruck", "brucken")),
        Term("der", ("der",)),
        Term("stadt", ("stadt",)),
        Term("die", ("die",)),
    ]


def test_two_forms_with_the_same_stems_are_one_term_under_the_first_form() -> None:
    assert query_terms("elections, an election", ["en"]) == [Term("elections", ("elect",)), Term("an", ("an",))]


def test_a_question_without_words_has_no_terms() -> None:
    assert query_terms("?!", ["en", "de"]) == []


@settings(max_examples=60, deadline=None)
@given(st.text(), st.sampled_from(["en", "de", "vi", "zh", "ar", "tr", "xx"]))
def test_every_word_has_one_stem_and_no_word_has_a_blank(text: str, language: str) -> None:
    found = words(text)
    stems = stem(found, language)
    assert len(stems) == len(found)
    assert not any(re.search(r"\s", word) for word in [*found, *stems])
    assert all(0 < len(word) <= 64 for word in found if not word[0].isdecimal())


def test_threads_may_stem_at_the_same_time() -> None:
    forms = ["elections", "governments", "harbours"] * 200
    results: list[list[str]] = []
    threads = [threading.Thread(target=lambda: results.append(stem(forms, "en"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [["elect", "govern", "harbour"] * 200] * 4


def test_vietnamese_typed_without_marks_matches_words_with_them() -> None:
    (gia, ca, phe) = query_terms("gia ca phe", ["vi", "de"])
    assert {"gia", "giá"} < set(gia.stems)
    assert "cà" in ca.stems
    assert "phê" in phe.stems
    assert [term.stems for term in query_terms("giá ca", ["vi"])] == [("giá",), ("ca",)]
    assert [term.stems for term in query_terms("gia", ["en", "vi"])] == [("gia",)]


@pytest.mark.parametrize(
    ("written", "typed", "language"), [("kırk", "kirk", "tr"), ("Łódź", "lodz", "pl"), ("Øre", "ore", "da")]
)
def test_letters_with_a_stroke_and_without_a_dot_are_matched_by_plain_ones(
    written: str, typed: str, language: str
) -> None:
    assert stem(words(written), language) == stem(words(typed), language)
