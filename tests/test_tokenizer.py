from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import stem, tokens, words
from index.runs import Runs
from index.tokenizer import Tokenizer, key
from index.wording import wording

LANGUAGES = st.sampled_from(["en", "de", "vi", "tr", "ru", "ar", "hi", "th", "zh", "ja", "und"])
# Signs that are folded, composed or grouped in ways of their own, among blanks of several kinds.
SIGNS = "aA1234567890 .,;'’\n\u00a0\u2009²½①ßİıΐΣςéé́ệ́ﬁＡ１٣٬٫क्षไทย港口。日本がㅎ한㏠º_-–«»\"(\u0345"
TEXTS = st.text(st.sampled_from(SIGNS), max_size=40) | st.text(max_size=30)


@given(texts=st.lists(TEXTS, max_size=6), language=LANGUAGES, kept=st.integers(1, 4))
@example(texts=["1 000 000 people\n2 000", "12 345.6 (7 890)", "1\u00a0000"], language="de", kept=2)
@example(texts=["Die Straßenbahnhaltestelle.", "Hafenrundfahrt, Hafenrundfahrt!"], language="de", kept=9)
@example(texts=["Thành phố Hồ Chí Minh", "thành phố"], language="vi", kept=9)
def test_the_tokens_are_those_of_the_analysis(texts: list[str], language: str, kept: int) -> None:
    tokenizer = Tokenizer(kept=kept)
    for text in texts * 2:
        line = tokenizer.line(text, language)
        expected = tokens(text, language)
        assert Counter(line.tokens.split()) == Counter(expected)
        assert Counter(line.keys) == Counter(map(key, expected))
        assert line.hashes == [key(word) for word in words(text)]
        assert list(wording(text, language).words) == words(text)
        assert list(wording(text, language).stems) == stem(words(text), language)


def test_no_more_runs_are_kept_than_allowed() -> None:
    made: list[str] = []
    runs = Runs(lambda part, _: made.append(part) or part.upper(), kept=3)  # type: ignore[func-returns-value]
    long = "x" * 50
    for number in range(20):
        assert runs.of(f"word{number} {long}", "en") == [f"WORD{number}", long.upper()]
    assert made.count(long) == 20  # too long to be kept
    runs.of("word16 word19", "en")
    assert made[40:] == []
    runs.of("word0 word13", "en")
    assert made[40:] == ["word0", "word13"]


def test_a_run_that_is_met_again_is_kept() -> None:
    made: list[str] = []
    runs = Runs(lambda part, _: made.append(part) or part, kept=3)  # type: ignore[func-returns-value]
    for number in range(20):
        runs.of(f"harbour word{number}", "en")
    assert made.count("harbour") == 1
    runs.of("harbour", "de")
    assert made.count("harbour") == 2  # what becomes of it depends on the language


@pytest.mark.parametrize("language", ["en", "vi"])
def test_an_empty_text_has_no_tokens(language: str) -> None:
    assert Tokenizer().line("", language) == ("", [], [])
    assert Tokenizer().line(" — ", language).hashes == []
