from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.chunking import embedded_text, header, split
from index.sentences import sentence_spans
from index.types import Article

if TYPE_CHECKING:
    from collections.abc import Sequence

ARTICLE = Article(
    url="https://daily.example/harbour",
    title="Harbour reopens",
    text="The harbour opened. Ferries leave hourly.\nThe mayor spoke.",
    source="Daily Example",
    language="en",
    published=datetime(2024, 11, 30, 23, 59, tzinfo=UTC),
)


def blank_separated(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def characters(texts: Sequence[str]) -> list[int]:
    return [len(text) for text in texts]


def pieces(text: str, max_tokens: int) -> list[str]:
    article = replace(ARTICLE, text=text)
    return [chunk.text for chunk in split(article, count_tokens=blank_separated, max_tokens=max_tokens)]


def test_sentences_are_put_together_while_they_fit() -> None:
    assert pieces(ARTICLE.text, 6) == ["The harbour opened. Ferries leave hourly.", "The mayor spoke."]
    assert pieces(ARTICLE.text, 5) == ["The harbour opened.", "Ferries leave hourly.", "The mayor spoke."]
    assert pieces(ARTICLE.text, 9) == [ARTICLE.text]


def test_a_sentence_too_long_is_cut_at_the_blank_nearest_its_middle() -> None:
    assert pieces("one two three  four five six.", 3) == ["one two three", "four five six."]
    assert pieces("Short one. " + "Two " * 7 + "two.", 4) == ["Short one.", "Two Two Two Two", "Two Two Two two."]


def test_a_rest_of_a_long_sentence_shares_a_chunk_with_the_next() -> None:
    long = "Ships left port before noon today."
    assert pieces(f"{long} Crowds waved.", 4) == ["Ships left port", "before noon today.", "Crowds waved."]
    assert pieces(f"{long} Nobody.", 4) == ["Ships left port", "before noon today. Nobody."]


def test_a_word_too_long_for_the_model_is_cut_in_the_middle() -> None:
    article = replace(ARTICLE, text="abcdefgh")
    chunks = split(article, count_tokens=characters, max_tokens=4)
    assert [(chunk.text, chunk.start, chunk.end) for chunk in chunks] == [("abcd", 0, 4), ("efgh", 4, 8)]


def test_a_single_letter_that_is_many_tokens_is_kept() -> None:
    article = replace(ARTICLE, text="ab")
    assert [chunk.text for chunk in split(article, count_tokens=lambda t: [3] * len(t), max_tokens=2)] == ["a", "b"]


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_article_without_text_has_no_chunks(text: str) -> None:
    assert pieces(text, 5) == []


def test_the_header_names_title_outlet_and_day() -> None:
    assert header(ARTICLE) == "Harbour reopens — Daily Example, 2024-11-30"
    assert header(replace(ARTICLE, published=None)) == "Harbour reopens — Daily Example"


def test_the_header_stands_in_front_of_what_is_embedded() -> None:
    assert embedded_text(ARTICLE, "The mayor spoke.") == "Harbour reopens — Daily Example, 2024-11-30\nThe mayor spoke."


TEXTS = st.lists(
    st.sampled_from(["harbour ", "open. ", "Ferries, ", "x" * 50, "中文。", "\n", "\u00a0", "  ", "12 ", "z. B. "]),
    max_size=60,
).map("".join) | st.text(max_size=80)


@settings(max_examples=80, deadline=None)
@given(TEXTS, st.sampled_from(["en", "de", "zh"]), st.integers(1, 12))
def test_chunks_are_the_articles_own_words_without_loss_or_excess(text: str, language: str, max_tokens: int) -> None:
    article = replace(ARTICLE, text=text, language=language)
    chunks = split(article, count_tokens=blank_separated, max_tokens=max_tokens)
    end = 0
    for chunk in chunks:
        assert chunk.text == text[chunk.start : chunk.end]
        assert chunk.start >= end
        assert not text[end : chunk.start].strip()
        assert blank_separated([chunk.text])[0] <= max_tokens
        end = chunk.end
    assert not text[end:].strip()


def test_a_chunk_knows_its_sentences() -> None:
    first, second = split(ARTICLE, count_tokens=blank_separated, max_tokens=6)
    assert first.sentences == ((0, 19), (20, 41))
    assert first.sentence_texts == ["The harbour opened.", "Ferries leave hourly."]
    assert second.sentences == ((42, 58),)
    assert second.sentence_texts == ["The mayor spoke."]


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.sampled_from(["en", "de", "zh"]), st.integers(1, 12))
def test_the_sentences_of_a_chunk_are_its_text_but_for_blanks(text: str, language: str, max_tokens: int) -> None:
    for chunk in split(
        replace(ARTICLE, text=text, language=language), count_tokens=blank_separated, max_tokens=max_tokens
    ):
        assert (chunk.sentences[0][0], chunk.sentences[-1][1]) == (chunk.start, chunk.end)
        assert chunk.sentence_texts == [text[start:end] for start, end in chunk.sentences]
        gaps = [text[end:start] for (_, end), (start, _) in pairwise(chunk.sentences)]
        assert not "".join(gaps).strip()
        assert all(sentence.strip() == sentence != "" for sentence in chunk.sentence_texts)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.integers(2, 40))
def test_no_chunk_is_larger_than_asked_even_where_words_are(text: str, max_tokens: int) -> None:
    article = replace(ARTICLE, text=text)
    chunks = split(article, count_tokens=characters, max_tokens=max_tokens)
    assert "".join("".join(chunk.text for chunk in chunks).split()) == "".join(text.split())
    # Blanks between two sentences of a chunk are not counted as tokens.
    assert all(len("".join(chunk.text.split())) <= max_tokens for chunk in chunks)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_whole_sentences_that_fit_are_never_divided(text: str) -> None:
    chunks = split(replace(ARTICLE, text=text), count_tokens=blank_separated, max_tokens=8)
    edges = {edge for chunk in chunks for edge in (chunk.start, chunk.end)}
    for start, end in sentence_spans(text, "en"):
        if blank_separated([text[start:end]])[0] <= 8:
            assert not any(start < edge < end for edge in edges)
