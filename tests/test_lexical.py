from __future__ import annotations

import subprocess
import sys
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import bm25
from index.analysis import tokens
from index.catalog import UNDATED
from index.lexical import Lexical, LexicalBuilder
from index.restriction import Restriction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray


class Built:
    """A lexical index with the words of its chunks, from which scores are made."""

    def __init__(self, folder: Path, texts: Mapping[int, list[str]], *, postings: int = 10**6) -> None:
        builder = LexicalBuilder(folder / "lexical")
        for chunk, words in texts.items():
            builder.add(chunk, " ".join(words), published=UNDATED, source=0, language=0)
        builder.write()
        self.lexical = Lexical(folder / "lexical", postings=postings)
        self.search = self.lexical.search
        self._texts = texts

    def __len__(self) -> int:
        return len(self.lexical)

    def scores(
        self, terms: list[list[str]], chunks: NDArray[np.int64], *, hints: Mapping[str, float] | None = None
    ) -> NDArray[np.float32]:
        texts = [self._texts.get(chunk, []) for chunk in chunks.tolist()]
        tokens = {*chain.from_iterable(terms), *(hints or {})}
        return bm25.scores(
            terms,
            {token: np.array([text.count(token) for text in texts], np.int64) for token in tokens},
            np.array([len(text) for text in texts], np.int64),
            held=self.lexical.frequencies(tokens),
            chunks=len(self.lexical),
            mean_size=float(np.mean([len(text) for text in self._texts.values()])),
            hints=hints,
        )


def built(folder: Path, texts: Mapping[int, list[str]]) -> Built:
    return Built(folder, texts)


def ids(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(values, np.int64)


@pytest.fixture
def harbour(tmp_path: Path) -> Built:
    return built(
        tmp_path,
        {
            3: ["harbour", "open", "monday"],
            7: ["harbour", "harbour", "ferri"],
            8: ["ferri", "hafen", "strike"],
            2**40: ["mayor", "speak", "quay"],
        },
    )


def test_the_chunks_with_most_and_rarest_words_come_first(harbour: Built) -> None:
    found, scores = harbour.search([["harbour"], ["monday"]], k=10)
    assert found.tolist() == [3, 7]
    assert scores[0] > scores[1] > 0
    assert len(harbour) == 4


def test_a_word_repeated_counts_more(harbour: Built) -> None:
    assert harbour.search([["harbour"]], k=10)[0].tolist() == [7, 3]


def test_no_more_are_found_than_asked_for(harbour: Built) -> None:
    assert harbour.search([["harbour"]], k=1)[0].tolist() == [7]


@pytest.mark.parametrize("terms", [[], [["unheard"]], [["unheard", "of"], ["HARBOUR"]]])
def test_without_a_known_word_nothing_is_found(harbour: Built, terms: list[list[str]]) -> None:
    found, scores = harbour.search(terms, k=5)
    assert (found.tolist(), scores.tolist()) == ([], [])
    assert harbour.scores(terms, ids(3, 7)).tolist() == [0, 0]


def test_of_a_words_stems_the_best_counts_not_their_sum(harbour: Built) -> None:
    by_stem = {stem: harbour.scores([[stem]], ids(8))[0] for stem in ("ferri", "hafen")}
    assert harbour.scores([["ferri", "hafen"]], ids(8))[0] == pytest.approx(max(by_stem.values()))
    assert harbour.scores([["ferri"], ["hafen"]], ids(8))[0] == pytest.approx(sum(by_stem.values()))
    assert sorted(harbour.search([["ferri", "monday"]], k=9)[0].tolist()) == [3, 7, 8]


def test_scores_are_those_of_a_search_in_the_order_asked_for(harbour: Built) -> None:
    terms = [["harbour"], ["ferri", "hafen"], ["quay"]]
    found, scores = harbour.search(terms, k=9)
    assert sorted(found.tolist()) == [3, 7, 8, 2**40]
    for order in (found, found[::-1]):
        assert harbour.scores(terms, order) == pytest.approx(scores if order is found else scores[::-1])
    assert harbour.scores([["quay"]], ids(7, 2**40, 999))[[0, 2]].tolist() == [0, 0]
    assert harbour.scores(terms, ids()).tolist() == []


def test_a_hint_counts_as_much_of_a_word_as_it_is_worth(harbour: Built) -> None:
    (word,) = harbour.scores([["ferri"]], ids(8))
    (half,) = harbour.scores([], ids(8), hints={"ferri": 0.5})
    (both,) = harbour.scores([["hafen"]], ids(8), hints={"ferri": 0.25})
    (hafen,) = harbour.scores([["hafen"]], ids(8))
    assert half == pytest.approx(0.5 * word)
    assert both == pytest.approx(hafen + 0.25 * word)


def test_a_chunk_is_found_by_a_hint_alone(harbour: Built) -> None:
    found, scores = harbour.search([["monday"]], hints={"quay": 0.1}, k=9)
    assert found.tolist() == [3, 2**40]
    assert scores == pytest.approx(harbour.scores([["monday"]], found, hints={"quay": 0.1}))
    assert harbour.search([], hints={"quay": 0.1}, k=9)[0].tolist() == [2**40]
    assert harbour.search([["monday"]], hints={}, k=9)[0].tolist() == [3]


def test_the_number_of_chunks_with_each_word_is_known(harbour: Built) -> None:
    known = harbour.lexical.frequencies(["harbour", "quay", "unheard"])
    assert known == {"harbour": 2, "quay": 1, "unheard": 0}
    assert harbour.lexical.frequencies([]) == {}


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    empty = built(tmp_path, {})
    assert len(empty) == 0
    assert empty.search([["harbour"]], k=3)[0].tolist() == []
    assert empty.lexical.frequencies(["harbour"]) == {"harbour": 0}


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
        assert index.lexical.frequencies([stem]) == {stem: 1}


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
        builder.add(chunk, "word", published=published, source=source, language=language)
    builder.write()
    lexical = Lexical(tmp_path / "lexical")
    passing, scores = lexical.search([["word"]], k=9, restriction=restriction)
    assert sorted(passing.tolist()) == found
    unrestricted = dict(zip(*(found.tolist() for found in lexical.search([["word"]], k=9)), strict=True))
    assert scores == pytest.approx([unrestricted[chunk] for chunk in passing.tolist()])


LENGTHS = st.lists(st.integers(1, 400), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None)
@given(lengths=LENGTHS, often=st.lists(st.integers(1, 60), min_size=8, max_size=8), worth=st.sampled_from([0.3, 0.5]))
def test_a_score_is_what_tantivy_makes_of_it_however_long_the_chunks_are(
    tmp_path_factory: pytest.TempPathFactory, lengths: list[int], often: list[int], worth: float
) -> None:
    texts = {
        chunk: ["quay"] * min(size, count) + ["pier"] * (size % 3) + ["wall"] * max(0, size - count)
        for chunk, (size, count) in enumerate(zip(lengths, often, strict=False), 1)
    }
    index = built(tmp_path_factory.mktemp("index"), texts)
    terms, hints = [["quay", "pier"], ["wall"]], {"pier": worth}
    found, scores = index.search(terms, hints=hints, k=9)
    assert sorted(found.tolist()) == sorted(texts)
    assert index.scores(terms, found, hints=hints) == pytest.approx(scores, rel=1e-5)


@pytest.mark.parametrize(("postings", "found"), [(1, [8]), (3, [8]), (4, [8, 7]), (9, [8, 7, 3])])
def test_words_that_many_chunks_hold_find_none_where_rarer_ones_are_asked(
    tmp_path: Path, postings: int, found: list[int]
) -> None:
    texts = {3: ["the"], 7: ["the", "ferri", "the"], 8: ["the", "ferri", "strike"], 9: ["a"], 10: ["the"]}
    index = Built(tmp_path, texts, postings=postings)
    asked = index.search([["the"], ["ferri"], ["strike"], ["unheard"]], k=9)[0].tolist()
    assert asked[: len(found)] == found
    assert (10 in asked) is (postings == 9)


def test_a_question_of_common_words_alone_is_looked_up_by_the_rarest(tmp_path: Path) -> None:
    index = Built(tmp_path, {1: ["the", "a"], 2: ["the"], 3: ["the", "a"], 4: ["a"], 5: ["the"]}, postings=1)
    assert sorted(index.search([["the"], ["a"]], k=9)[0].tolist()) == [1, 3, 4]


def test_an_index_grows_upon_an_earlier_one_which_stays_as_it_was(tmp_path: Path) -> None:
    first = built(tmp_path, {1: ["harbour"], 2: ["harbour", "ferri"], 3: ["quay"]})
    before = {file: file.read_bytes() for file in (tmp_path / "lexical").iterdir() if file.suffix != ".lock"}
    builder = LexicalBuilder(tmp_path / "second", tmp_path / "lexical")
    builder.delete([2])
    builder.add(7, "harbour strike", published=UNDATED, source=0, language=0)
    builder.write()
    second = Lexical(tmp_path / "second")
    assert sorted(second.search([["harbour"], ["ferri"]], k=9)[0].tolist()) == [1, 7]
    assert len(second) == 3
    assert {file: file.read_bytes() for file in before} == before
    assert sorted(first.search([["harbour"], ["ferri"]], k=9)[0].tolist()) == [1, 2]


def test_a_disk_that_is_full_is_told_as_such(tmp_path: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path; from index.lexical import LexicalBuilder\n"
        "builder = LexicalBuilder(Path(sys.argv[1]) / 'lexical')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "try:\n"
        "    for number in range(200):\n"
        "        words = ' '.join(f'word{number}x{at}' for at in range(50))\n"
        "        builder.add(number, words, published=0, source=0, language=0)\n"
        "    builder.write()\n"
        "except OSError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.startswith("cannot write the lexical index: "), done.stderr
