from __future__ import annotations

from collections import Counter
from itertools import islice

import numpy as np
import pytest

from index import Article
from index.sources.records import reading_of_record
from scripts.benchmarking.articles import Newsroom, corrected
from scripts.benchmarking.words import MANNERS, Manner, dated, sentence, vocabulary

ENGLISH, GERMAN, VIETNAMESE, CHINESE = MANNERS


def test_the_same_seed_gives_the_same_articles_and_questions() -> None:
    first, second = Newsroom(7), Newsroom(7)
    assert [story.record() for story in first.articles(30)] == [story.record() for story in second.articles(30)]
    assert first.questions(10, 30) == second.questions(10, 30)


def test_another_seed_gives_other_articles() -> None:
    assert Newsroom(7).article(3).text != Newsroom(8).article(3).text


def test_an_article_does_not_depend_on_those_before_it() -> None:
    room = Newsroom(1)
    assert list(room.articles(12))[11] == Newsroom(1).article(11)


def test_articles_stream() -> None:
    assert len(list(islice(Newsroom(0).articles(10**12), 3))) == 3


@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.code)
def test_words_are_as_frequent_as_zipf_has_them(manner: Manner) -> None:
    speech = vocabulary(manner)
    drawn = Counter(speech.draw(np.random.default_rng(0), 400_000).tolist())
    ranks = np.array([1, 10, 100, 1000])
    # Of ranks that lie close together the sum is counted: a single rare word is drawn by chance.
    counted = [sum(drawn[rank + near] for near in range(rank)) / rank for rank in ranks]
    slope = np.polyfit(np.log(ranks * 1.5 + 2.7), np.log(counted), 1)[0]
    assert slope == pytest.approx(-1.07, abs=0.08)


@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.code)
def test_a_vocabulary_has_no_word_twice_and_begins_with_what_glues_sentences(manner: Manner) -> None:
    speech = vocabulary(manner)
    assert len(set(speech.words)) == len(speech.words) == 30_000
    assert speech.words[: len(manner.glue)] == manner.glue
    assert speech.shares.sum() == pytest.approx(1)


def test_frequent_words_are_shorter() -> None:
    words = vocabulary(ENGLISH).words
    assert np.mean([len(word) for word in words[:300]]) < 0.6 * np.mean([len(word) for word in words[-300:]])


@pytest.mark.parametrize(
    ("manner", "words", "expected"),
    [
        (ENGLISH, ["the", "brel"], "The brel."),
        (CHINESE, ["的", "嘡"], "的嘡。"),
    ],
)
def test_a_sentence_is_put_together_as_its_script_does(manner: Manner, words: list[str], expected: str) -> None:
    assert sentence(manner, words) == expected


@pytest.mark.parametrize(
    ("manner", "expected"),
    [(ENGLISH, "2024-03-07"), (GERMAN, "7.3.2024"), (VIETNAMESE, "7/3/2024"), (CHINESE, "2024年3月7日")],
)
def test_a_date_is_written_as_the_language_does(manner: Manner, expected: str) -> None:
    assert dated(manner, 2024, 3, 7) == expected


def test_articles_are_in_several_languages_by_several_outlets_and_some_undated() -> None:
    records = [story.record() for story in Newsroom(0).articles(300)]
    languages = Counter(record["language"] for record in records)
    assert [code for code, _ in languages.most_common(2)] == ["en", "de"]
    assert set(languages) == {"en", "de", "vi", "zh"}
    assert len({record["source"] for record in records}) > 20
    assert 0 < sum("published" not in record for record in records) < 30
    assert len({record["url"] for record in records}) == 300


def test_they_are_articles_as_any_others() -> None:
    for story in Newsroom(0).articles(30):
        article = reading_of_record(story.record(), "here").item
        assert isinstance(article, Article)
        assert article.url == story.url
        assert article.source == story.outlet
        assert len(article.text) > 0.9 * len(story.text)


def test_no_article_is_longer_than_was_asked_for() -> None:
    lengths = [len(story.text.split()) for story in Newsroom(0, most_chunks=3).articles(100)]
    assert max(lengths) < 3 * 77 * 1.3


def test_an_article_of_no_chunk_is_none() -> None:
    with pytest.raises(ValueError, match="most_chunks must be at least 1, got 0"):
        Newsroom(0, most_chunks=0)


def test_a_story_is_told_again_by_another_outlet() -> None:
    room = Newsroom(0)
    told, again = room.article(24 - 7), room.article(24)
    assert told.text == again.text
    assert told.outlet != again.outlet
    assert told.url != again.url


def test_a_question_is_made_of_its_article_and_a_little_noise() -> None:
    room = Newsroom(0)
    for question in room.questions(40, 200):
        story = room.article(int(question.url.rpartition("/")[2]))
        assert question.sentence in story.text
        assert (question.outlet, question.published) == (story.outlet, story.published)
        if question.language != "zh":
            words = question.text.rstrip("?").lower().split()
            held = [word for word in words if word in story.text.lower()]
            assert 4 <= len(held) <= len(words)
            assert len(words) <= 4 + 6  # a word to ask by, the telling ones, two of noise


def test_no_question_is_about_what_is_told_twice() -> None:
    numbers = {int(question.url.rpartition("/")[2]) % 25 for question in Newsroom(0).questions(500, 500)}
    assert numbers == set(range(25)) - {24, 17}


def test_there_are_no_more_questions_than_articles_told_once() -> None:
    assert len(Newsroom(0).questions(100, 25)) == 23


def test_a_second_edition_has_one_more_sentence_always_the_same() -> None:
    record = Newsroom(0).article(5).record()
    changed = corrected(record, 5)
    assert changed["text"].startswith(record["text"] + "\n\n")
    assert corrected(record, 5) == changed
    assert {**changed, "text": ""} == {**record, "text": ""}


def test_a_second_edition_of_an_article_in_another_language_is_made_up_in_english() -> None:
    assert corrected({"text": "Ol.", "language": "fi"}, 1) == corrected({"text": "Ol.", "language": "en"}, 1) | {
        "language": "fi"
    }
