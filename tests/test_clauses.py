from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clauses import clauses
from index.language import detect_question


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Did the Herald say that ferries stopped at noon while the Courier denied any such delay?",
            ["Did the Herald say", "that ferries stopped at noon", "while the Courier denied any such delay"],
        ),
        (
            "Wann öffnete der alte Hafen, und wer hat ihn gebaut?",
            ["Wann öffnete der alte Hafen", "und wer hat ihn gebaut"],
        ),
        ("港口为什么关闭，什么时候重新开放？", ["港口为什么关闭", "什么时候重新开放"]),
        (
            "Почему порт закрыли в марте, но открыли снова в мае этого года?",
            ["Почему порт закрыли в марте", "но открыли снова в мае этого года"],
        ),
        (
            "Ai đã đóng cảng vào tháng ba và ai đã mở lại vào tháng năm?",
            ["Ai đã đóng cảng vào tháng ba", "và ai đã mở lại vào tháng năm"],
        ),
    ],
)
def test_a_question_is_split_at_marks_and_in_front_of_joining_words(question: str, expected: list[str]) -> None:
    assert clauses(question, detect_question(question, {"en": 0.4, "de": 0.3, "vi": 0.3})) == expected


@pytest.mark.parametrize(
    "question", ["", "?!", "Who won?", "When did the old harbour reopen?", "Yes, no, maybe", "Wer, wann und wo?"]
)
def test_a_question_of_one_clause_is_not_split(question: str) -> None:
    assert clauses(question, "en") == []


def test_a_part_of_few_words_goes_with_the_one_before() -> None:
    question = "Which company, accused of fraud in March, hired the lawyer of the mayor, who resigned then from office?"
    assert clauses(question, "en") == [
        "Which company accused of fraud in March",
        "hired the lawyer of the mayor",
        "who resigned then from office",
    ]


def test_a_joining_word_inside_another_word_joins_nothing() -> None:
    assert clauses("Was the Andromeda seen from the bandstand by undergraduates near Wunderland?", "en") == []


def test_a_long_question_gives_six_clauses_and_no_more() -> None:
    listed = ", ".join(f"port {n} reopened for all ships" for n in range(9))
    assert clauses(listed, "en") == [f"port {n} reopened for all ships" for n in range(6)]


@given(st.lists(st.sampled_from(["who", "and", "harbour", "ferry", ",", "?", "que", "中国", "port"]), max_size=40))
def test_clauses_are_the_questions_own_characters_in_order(pieces: list[str]) -> None:
    question = " ".join(pieces)
    found = clauses(question, "en")
    assert len(found) != 1
    left = iter(question)
    assert all(sign in left for clause in found for sign in clause if sign != " ")


def test_what_joins_in_one_language_is_a_noun_in_another() -> None:
    question = "How many of the men of the coast guard were on the pier at six?"
    assert clauses(question, "en") == []
    assert clauses(question, "sv") == ["How many of the", "men of the coast guard were on the pier at six"]


@pytest.mark.parametrize("part", ["a, ", "who ", "~, ", "who won the old cup, "])
def test_many_parts_take_no_longer_than_their_length_tells(part: str) -> None:
    began = time.perf_counter()
    clauses(part * 20_000, "en")
    assert time.perf_counter() - began < 3  # 10,000 took half a minute when each part read those before it again
