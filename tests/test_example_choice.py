from __future__ import annotations

import pytest

from index.examples.choosing import choose

BRIDGE, MAYOR, FERRY = "When will the bridge at Eastmoor open?", "What did Odile Brandt say?", "Where does Petrel sail?"
DEICH, GRUBE = "Was sagte Hinnerk Tammen?", "Wann schließt Morgenstern?"


def test_the_first_that_are_answered_are_chosen() -> None:
    candidates = {"en": [BRIDGE, MAYOR, FERRY]}
    assert choose(candidates, answers=lambda question: question != BRIDGE, k=2) == (MAYOR, FERRY)
    assert choose(candidates, answers=lambda _: True, k=2) == (BRIDGE, MAYOR)
    assert choose(candidates, answers=lambda _: False, k=2) == ()
    assert choose({}, answers=lambda _: True, k=2) == ()


def test_languages_take_turns_as_long_as_they_have_questions() -> None:
    candidates = {"de": [DEICH, GRUBE], "en": [BRIDGE, MAYOR, FERRY], "vi": []}
    assert choose(candidates, answers=lambda _: True, k=4) == (DEICH, BRIDGE, GRUBE, MAYOR)
    assert choose(candidates, answers=lambda _: True, k=9) == (DEICH, BRIDGE, GRUBE, MAYOR, FERRY)
    assert choose(candidates, answers=lambda question: question != DEICH, k=3) == (BRIDGE, GRUBE, MAYOR)


def test_no_two_are_about_the_same_name() -> None:
    again = "How old is Odile Brandt?"
    assert choose({"en": [MAYOR, again, FERRY]}, answers=lambda _: True, k=3) == (MAYOR, FERRY)
    # Nothing is told of her where the first is not answered.
    assert choose({"en": [MAYOR, again]}, answers=lambda question: question != MAYOR, k=3) == (again,)


def test_the_same_question_comes_once_also_where_it_holds_no_name() -> None:
    assert choose({"zh": ["市长说了什么?", "市长说了什么?"]}, answers=lambda _: True, k=3) == ("市长说了什么?",)


@pytest.mark.parametrize("most", [1, 5])
def test_no_more_are_asked_than_may_be_and_no_more_are_made(most: int) -> None:
    made: list[int] = []
    asked: list[str] = []

    def endless() -> object:
        while True:
            made.append(len(made))
            yield f"was ist neu {len(made)}"

    assert choose({"en": endless()}, answers=lambda q: bool(asked.append(q)), k=3, most=most) == ()  # type: ignore[dict-item, func-returns-value]
    assert len(asked) == most
    assert len(made) == most + 1
