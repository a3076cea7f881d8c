from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.limits import Limits, Verdict

IDA, BO, GROUP, OTHER_GROUP = 7, 8, -100, -200
YES = Verdict(admitted=True)


def refused(wait: float, *, tell: bool) -> Verdict:
    return Verdict(admitted=False, wait=wait, tell=tell)


def test_a_minutes_questions_may_come_at_once_and_then_one_by_one() -> None:
    limits = Limits(3, 100)
    assert [limits.admit(IDA, IDA, 10) for _ in range(3)] == [YES] * 3
    assert limits.admit(IDA, IDA, 10) == refused(20, tell=True)
    assert limits.admit(IDA, IDA, 25) == refused(5, tell=False)
    assert limits.admit(IDA, IDA, 30) == YES
    assert limits.admit(IDA, IDA, 30) == refused(20, tell=True)
    assert [limits.admit(IDA, IDA, 90) for _ in range(4)] == [YES] * 3 + [refused(20, tell=True)]


def test_only_the_first_refusal_in_a_row_is_told() -> None:
    limits = Limits(1, 100)
    limits.admit(IDA, IDA, 0)
    assert [limits.admit(IDA, IDA, 0).tell for _ in range(100)] == [True] + [False] * 99


def test_a_persons_questions_count_in_all_chats_together_and_for_nobody_else() -> None:
    limits = Limits(2, 100)
    assert limits.admit(IDA, GROUP, 0) == YES
    assert limits.admit(IDA, IDA, 0) == YES
    assert limits.admit(IDA, OTHER_GROUP, 0) == refused(30, tell=True)
    assert limits.admit(BO, GROUP, 0) == YES


def test_a_group_is_limited_as_a_whole_and_told_so_once() -> None:
    limits = Limits(100, 2)
    assert [limits.admit(person, GROUP, 0) for person in (1, 2)] == [YES] * 2
    assert limits.admit(3, GROUP, 0) == refused(30, tell=True)
    assert limits.admit(4, GROUP, 0) == refused(30, tell=False)
    assert limits.admit(3, OTHER_GROUP, 0) == YES


def test_in_a_private_chat_only_the_person_counts() -> None:
    limits = Limits(3, 1)
    assert [limits.admit(IDA, IDA, 0).admitted for _ in range(4)] == [True, True, True, False]


def test_what_is_refused_counts_for_nobody() -> None:
    limits = Limits(2, 1)
    limits.admit(BO, GROUP, 0)
    assert [limits.admit(IDA, GROUP, 0).admitted for _ in range(5)] == [False] * 5  # the group's
    assert [limits.admit(IDA, IDA, 0).admitted for _ in range(3)] == [True, True, False]
    assert limits.admit(IDA, OTHER_GROUP, 0) == refused(30, tell=False)  # hers
    assert limits.admit(BO, OTHER_GROUP, 0) == YES


def test_the_longer_wait_of_person_and_group_is_told() -> None:
    limits = Limits(1, 2)
    limits.admit(IDA, GROUP, 0)
    limits.admit(BO, GROUP, 0)
    assert limits.admit(IDA, GROUP, 0) == refused(60, tell=True)


def test_presses_and_inline_queries_count_by_themselves_and_three_times_as_many_go() -> None:
    limits = Limits(2, 100)
    assert [limits.admit_press(IDA, 0) for _ in range(6)] == [YES] * 6
    assert limits.admit_press(IDA, 0) == refused(10, tell=True)
    assert limits.admit_press(BO, 0) == YES
    assert limits.admit(IDA, IDA, 0) == YES


@settings(max_examples=50, deadline=None)
@given(
    per_minute=st.sampled_from([1, 7, 20, 59, 597]),
    steps=st.lists(st.floats(0, 1000, allow_subnormal=False), min_size=1, max_size=10),
    start=st.floats(0, 1e7),
)
def test_who_waits_as_long_as_told_is_admitted(per_minute: int, steps: list[float], start: float) -> None:
    limits = Limits(per_minute, per_minute)
    now = start
    for step in steps:
        now += step / per_minute
        for _ in range(per_minute + 1):
            verdict = limits.admit(IDA, GROUP, now)
            if not verdict.admitted:
                break
        assert 0 < verdict.wait <= 60 / per_minute * (1 + 1e-6)
        now += verdict.wait
        assert limits.admit(IDA, GROUP, now).admitted


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), st.floats(0, 30)), max_size=200))
def test_no_minute_has_more_than_twice_what_a_minute_may_have(asked: list[tuple[int, float]]) -> None:
    limits = Limits(5, 8)
    now = 0.0
    admitted: list[tuple[int, float]] = []
    for person, pause in asked:
        now += pause
        if limits.admit(person, GROUP, now).admitted:
            admitted.append((person, now))
    for _, begin in admitted:
        minute = [person for person, at in admitted if begin <= at < begin + 60]
        assert len(minute) <= 16
        assert max(minute.count(person) for person in (1, 2, 3)) <= 10


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    limits = Limits(1, 1)
    limits.admit(IDA, IDA, 100)
    assert limits.admit(IDA, IDA, 50) == refused(60, tell=True)
    assert limits.admit(IDA, IDA, 159).wait == pytest.approx(1)


@pytest.mark.parametrize("press", [False, True])
def test_who_has_been_silent_for_a_minute_takes_no_memory(press: bool) -> None:  # noqa: FBT001
    limits = Limits(5, 5)
    most = 0
    for number in range(1, 20_001):
        now = number * 0.1  # 600 a minute
        if press:
            limits.admit_press(number, now)
        else:
            limits.admit(number, -number, now)
        most = max(most, len(limits))
    assert most <= 2 * 1024


def test_whose_share_is_used_up_is_remembered_among_many() -> None:
    limits = Limits(1, 1)
    limits.admit(IDA, IDA, 0)
    for number in range(100, 5_000):
        limits.admit(number, number, 1)
    assert limits.admit(IDA, IDA, 2) == refused(58, tell=True)
