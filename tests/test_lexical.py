from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.analysis import tokens
from index.catalog import UNDATED
from index.lexical import Lexical, LexicalBuilder, Restriction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def built(folder: Path, texts: Mapping[int, list[str]]) -> Lexical:
    builder = LexicalBuilder(folder / "lexical")
    for chunk, words in texts.items():
        builder.add(chunk, words, published=UNDATED, source=0, language=0)
    builder.write()
    return Lexical(folder / "lexical")


def ids(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(values, np.int64)


@pytest.fixture
def harbour(tmp_path: Path) -> Lexical:
    return built(
        tmp_path,
        {
            3: ["harbour", "open", "monday"],
            7: ["harbour", "harbour", "ferri"],
            8: ["ferri", "hafen", "strike"],
            2**40: ["mayor", "speak", "quay"],
        },
    )


def test_the_chunks_with_most_and_rarest_words_come_first(harbour: Lexical) -> None:
    found, scores = harbour.search([["harbour"], ["monday"]], k=10)
    assert found.tolist() == [3, 7]
    assert scores[0] > scores[1] > 0
    assert len(harbour) == 4


def test_a_word_repeated_counts_more(harbour: Lexical) -> None:
    assert harbour.search([["harbour"]], k=10)[0].tolist() == [7, 3]


def test_no_more_are_found_than_asked_for(harbour: Lexical) -> None:
    assert harbour.search([["harbour"]], k=1)[0].tolist() == [7]


@pytest.mark.parametrize("terms", [[], [["unheard"]], [["unheard", "of"], ["HARBOUR"]]])
def test_without_a_known_word_nothing_is_found(harbour: Lexical, terms: list[list[str]]) -> None:
    found, scores = harbour.search(terms, k=5)
    assert (found.tolist(), scores.tolist()) == ([], [])
    assert harbour.scores(terms, ids(3, 7)).tolist() == [0, 0]


def test_of_a_words_stems_the_best_counts_not_their_sum(harbour: Lexical) -> None:
    by_stem = {stem: harbour.scores([[stem]], ids(8))[0] for stem in ("ferri", "hafen")}
    assert harbour.scores([["ferri", "hafen"]], ids(8))[0] == pytest.approx(max(by_stem.values()))
    assert harbour.scores([["ferri"], ["hafen"]], ids(8))[0] == pytest.approx(sum(by_stem.values()))
    assert sorted(harbour.search([["ferri", "monday"]], k=9)[0].tolist()) == [3, 7, 8]


def test_scores_are_those_of_a_search_in_the_order_asked_for(harbour: Lexical) -> None:
    terms = [["harbour"], ["ferri", "hafen"], ["quay"]]
    found, scores = harbour.search(terms, k=9)
    assert sorted(found.tolist()) == [3, 7, 8, 2**40]
    for order in (found, found[::-1]):
        assert harbour.scores(terms, order) == pytest.approx(scores if order is found else scores[::-1])
    assert harbour.scores([["quay"]], ids(7, 2**40, 999))[[0, 2]].tolist() == [0, 0]
    assert harbour.scores(terms, ids()).tolist() == []


def test_a_hint_counts_as_much_of_a_word_as_it_is_worth(harbour: Lexical) -> None:
    (word,) = harbour.scores([["ferri"]], ids(8))
    (half,) = harbour.scores([], ids(8), hints={"ferri": 0.5})
    (both,) = harbour.scores([["hafen"]], ids(8), hints={"ferri": 0.25})
    (hafen,) = harbour.scores([["hafen"]], ids(8))
    assert half == pytest.approx(0.5 * word)
    assert both == pytest.approx(hafen + 0.25 * word)


def test_a_chunk_is_found_by_a_hint_alone(harbour: Lexical) -> None:
    found, scores = harbour.search([["monday"]], hints={"quay": 0.1}, k=9)
    assert found.tolist() == [3, 2**40]
    assert scores == pytest.approx(harbour.scores([["monday"]], found, hints={"quay": 0.1}))
    assert harbour.search([], hints={"quay": 0.1}, k=9)[0].tolist() == [2**40]
    assert harbour.search([["monday"]], hints={}, k=9)[0].tolist() == [3]


def test_the_share_of_chunks_with_a_word_is_known(harbour: Lexical) -> None:
    assert harbour.share_with("harbour") == 0.5
    assert harbour.share_with("quay") == 0.25
    assert harbour.share_with("unheard") == 0


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    empty = built(tmp_path, {})
    assert len(empty) == 0
    assert empty.search([["harbour"]], k=3)[0].tolist() == []
    assert empty.share_with("harbour") == 0


TEXTS = {
    "en": "The harbour's re-opening cost $1,200.50!",
    "de": "Straßenbahn für Fußgänger, 3 Mrd. €",
    "vi": "Cảng đã mở cửa trở lại",
    "tr": "İstanbul ılık çorba",
    "ru": "Ёлка и подъезд",
    "ar": "أعيدَ افتتاح الميناء ٢٠٢٤",
    "fa": "می‌خواهم بندر",
    "he": "שָׁלוֹם לנמל",
    "hi": "एल्मस्टाट का बंदरगाह",
    "ta": "தமிழ்நாடு துறைமுகம்",
    "th": "ท่าเรือเปิดอีกครั้ง",
    "my": "မြန်မာနိုင်ငံ",
    "zh": "港口重新开放 AI",
    "ja": "港がオープンした",
    "ko": "항구가 다시",
    "xx": "𠀀𠀁 e\u0301a\u0323\u0302 ‿_‿ x\u0345y",
}


@pytest.mark.parametrize("language", TEXTS)
def test_every_token_of_every_script_finds_its_text(tmp_path: Path, language: str) -> None:
    stems = tokens(TEXTS[language], language)
    assert stems
    index = built(tmp_path, {1: stems, 2: ["other"]})
    for stem in stems:
        assert index.search([[stem]], k=2)[0].tolist() == [1]
        assert index.share_with(stem) == 0.5


ROWS = {1: (UNDATED, 0, 0), 2: (100, 0, 1), 3: (200, 1, 0), 4: (-5, 1, 1), 5: (300, 2, 2)}
EARLIEST, LATEST = UNDATED + 1, np.iinfo(np.int64).max


@pytest.mark.parametrize(
    ("restriction", "found"),
    [
        (None, [1, 2, 3, 4, 5]),
        (Restriction(), [1, 2, 3, 4, 5]),
        (Restriction(sources=[0]), [1, 2]),
        (Restriction(sources=[0, 2]), [1, 2, 5]),
        (Restriction(sources=[]), []),
        (Restriction(languages=[1]), [2, 4]),
        (Restriction(languages=[]), []),
        (Restriction(published=(100, 200)), [2, 3]),
        (Restriction(published=(101, LATEST)), [3, 5]),
        (Restriction(published=(EARLIEST, 99)), [4]),
        (Restriction(published=(EARLIEST, LATEST)), [2, 3, 4, 5]),
        (Restriction(published=(200, 100)), []),
        (Restriction(published=(100, 200), undated=True), [1, 2, 3]),
        (Restriction(published=(200, 100), undated=True), [1]),
        (Restriction(published=(EARLIEST, LATEST), undated=True), [1, 2, 3, 4, 5]),
        (Restriction(languages=[1], published=(100, 200), undated=True), [2]),
        (Restriction(undated=True), [1, 2, 3, 4, 5]),
        (Restriction(sources=[0, 1], languages=[0], published=(EARLIEST, 200)), [3]),
    ],
)
def test_only_chunks_that_pass_all_restrictions_are_found(
    tmp_path: Path, restriction: Restriction | None, found: list[int]
) -> None:
    builder = LexicalBuilder(tmp_path / "lexical")
    for chunk, (published, source, language) in ROWS.items():
        builder.add(chunk, ["word"], published=published, source=source, language=language)
    builder.write()
    lexical = Lexical(tmp_path / "lexical")
    passing, scores = lexical.search([["word"]], k=9, restriction=restriction)
    assert sorted(passing.tolist()) == found
    assert scores == pytest.approx(lexical.scores([["word"]], passing))  # a restriction adds nothing to a score
