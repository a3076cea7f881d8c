from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from bot.leases import Lease, pause_after
from bot.records.claims import Claimed, TakenOver
from bot.records.journal import MOST_STARTS, Unfinished
from remembering import Clock, Home, remembering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.records import Records, Server

pytest_plugins = ("records_fixtures",)

MINE, THEIRS = "mine", "theirs"
NOTHING = TakenOver([], [])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(home: Home, clock: Clock) -> Iterator[Records]:
    with remembering(home, clock) as opened:
        opened.renew(MINE, None, 30)
        opened.renew(THEIRS, None, 30)
        yield opened


def expire(records: Records, name: str) -> None:
    """The lease of a replica runs out."""
    assert records._changed("UPDATE replica SET until = until - 31 WHERE name = ?", name) == 1


# --- turns ---


def test_an_update_is_claimed_by_the_first_it_is_offered_to_and_never_again(records: Records) -> None:
    assert records.claim(1, "{}", "chat 7", MINE) == Claimed(0, turn=True)
    for _ in range(2):
        assert records.claim(1, "{}", "chat 7", THEIRS).starts == MOST_STARTS
        assert records.claim(1, "{}", "chat 7", MINE).starts == MOST_STARTS
    records.finish_claimed([1])
    assert records.claim(1, "{}", "chat 7", THEIRS).starts == MOST_STARTS
    assert (records.claimed(MINE), records.claimed(THEIRS)) == (frozenset(), frozenset())


@pytest.mark.beyond
def test_of_many_that_claim_at_the_same_instant_one_has_it(records_server: Server) -> None:
    with ExitStack() as stack:
        several = [stack.enter_context(remembering(records_server)) for _ in range(4)]

        def claim(number: int) -> list[int]:
            return [
                update for update in range(50) if several[number].claim(update, "{}", "chat 7", str(number)).starts == 0
            ]

        with ThreadPoolExecutor(4) as pool:
            claimed = list(pool.map(claim, range(4)))
        assert sorted(update for one in claimed for update in one) == list(range(50))
        assert [several[0].claimed(str(number)) for number in range(4)] == [frozenset(one) for one in claimed]
        assert len(several[0]._rows("SELECT * FROM begun")) == 1


def test_updates_of_a_line_have_their_turns_by_their_numbers_one_at_a_time(records: Records) -> None:
    assert records.claim(1, "{}", "chat 7", MINE).turn
    assert not records.claim(3, "{}", "chat 7", MINE).turn
    assert not records.claim(2, "{}", "chat 7", THEIRS).turn
    assert records.claim(4, "{}", "chat 8", THEIRS).turn
    assert records.claim(5, None, None, THEIRS).turn
    assert (records.grant(MINE), records.grant(THEIRS)) == ([1], [4])
    records.finish_claimed([1])
    assert (records.grant(MINE), sorted(records.grant(THEIRS))) == ([], [2, 4])
    records.finish_claimed([2])
    assert (records.grant(MINE), records.grant(THEIRS)) == ([3], [4])


def test_what_comes_late_waits_for_what_was_begun_though_its_number_is_lower(records: Records) -> None:
    assert records.claim(6, "{}", "chat 7", MINE).turn
    assert not records.claim(5, "{}", "chat 7", THEIRS).turn
    assert records.grant(THEIRS) == []
    records.finish_claimed([6])
    assert records.grant(THEIRS) == [5]


@pytest.mark.beyond
def test_turns_that_end_while_others_look_for_theirs_are_not_given_twice(records_server: Server) -> None:
    """Who looks sees a claim that is just being finished, and the row of its turn is just being deleted."""
    with remembering(records_server) as one, remembering(records_server) as other:
        for number in range(120):
            one.claim(number, "{}", f"chat {number % 3}", MINE)

        through = threading.Event()

        def look() -> None:
            while not through.is_set():
                other.grant(MINE)

        def finish() -> None:
            for _ in range(1000):
                held = one._rows("SELECT begun.update_id FROM begun JOIN claim ON claim.update_id = begun.update_id")
                one.finish_claimed([number for (number,) in held])
                if not one.claimed(MINE):
                    break
            through.set()

        with ThreadPoolExecutor(2) as pool:
            for work in [pool.submit(look), pool.submit(finish)]:
                work.result(60)
        assert (one.claimed(MINE), one._rows("SELECT * FROM begun")) == (frozenset(), [])


# --- the dead ---


def test_what_a_dead_replica_had_in_hand_is_taken_over_once_and_in_its_order(records: Records) -> None:
    records.claim(1, "{}", "chat 7", THEIRS)
    records.claim(2, '{"later": 1}', "chat 7", THEIRS)
    assert not records.claim(3, "{}", "chat 7", MINE).turn
    assert records.take_over(MINE, expired=True) == NOTHING
    expire(records, THEIRS)
    assert records.take_over(MINE, expired=False) == NOTHING  # it may be the server's fault
    assert records.take_over(MINE, expired=True) == ([], [Unfinished(1, "{}", 1), Unfinished(2, '{"later": 1}', 1)])
    assert records.take_over(MINE, expired=True) == NOTHING
    assert records.grant(MINE) == [1]
    assert not records.owns(1, THEIRS)
    records.finish_claimed([1])
    assert records.grant(MINE) == [2]


def test_what_a_replica_left_when_it_ended_is_taken_over_at_once(records: Records) -> None:
    records.claim(1, "{}", "chat 7", THEIRS)
    records.leave(THEIRS)
    assert records.take_over(MINE, expired=False).unfinished == [Unfinished(1, "{}", 1)]
    assert records.grant(MINE) == [1]


def test_a_replica_that_was_only_slow_keeps_what_nobody_took_over(records: Records) -> None:
    records.claim(1, "{}", "chat 7", THEIRS)
    expire(records, THEIRS)
    assert records.renew(THEIRS, None, 30)
    assert records.take_over(MINE, expired=True) == NOTHING
    assert records.owns(1, THEIRS)


def test_a_press_that_a_dead_replica_had_holds_up_nobody_and_may_be_offered_again(records: Records) -> None:
    records.claim(1, None, "chat 7", THEIRS)
    records.claim(2, "{}", "chat 7", MINE)
    records.leave(THEIRS)
    assert records.take_over(MINE, expired=True) == NOTHING
    assert records.grant(MINE) == [2]
    records.finish_claimed([2])
    assert records.claim(1, None, "chat 7", MINE) == Claimed(1, turn=True)


def test_what_is_too_old_or_was_begun_too_often_is_given_up(records: Records, clock: Clock) -> None:
    records.claim(1, "{}", "chat 7", THEIRS)
    clock.pass_(hours=24, seconds=1)
    for number in (2, 3):
        records.claim(number, "{}", "chat 7", THEIRS)
    for _ in range(MOST_STARTS - 1):
        records.begin(2)
    records.leave(THEIRS)
    assert records.take_over(MINE, expired=True) == ([1, 2], [Unfinished(3, "{}", 1)])
    assert records.grant(MINE) == [3]
    assert records.claim(2, "{}", "chat 7", MINE).starts == MOST_STARTS


def test_a_turn_of_what_is_no_longer_in_hand_is_given_back(records: Records) -> None:
    records.claim(1, "{}", "chat 7", MINE)
    records._changed("UPDATE claim SET owner = ?", THEIRS)
    assert records.grant(THEIRS) == []
    records.tidy(THEIRS)
    assert records.grant(THEIRS) == []  # it is not theirs to give back
    records.tidy(MINE)
    assert records.grant(THEIRS) == [1]


def test_a_dead_replica_is_forgotten_and_comes_to_life_with_nothing_in_hand(records: Records) -> None:
    records.claim(1, "{}", "chat 7", THEIRS)
    expire(records, THEIRS)
    records.take_over(MINE, expired=True)
    assert records._rows("SELECT name FROM replica") == [(MINE,)]
    assert records.renew(THEIRS, None, 30)
    assert (records.claimed(THEIRS), records.owns(1, THEIRS)) == (frozenset(), False)


def test_the_turn_of_a_dead_replica_that_has_nothing_in_hand_holds_up_nobody(records: Records) -> None:
    records._changed("INSERT INTO begun (line, update_id, owner) VALUES ('chat 7', 1, 'long gone')")
    assert not records.claim(2, "{}", "chat 7", MINE).turn
    assert records.take_over(MINE, expired=False) == NOTHING
    assert records.grant(MINE) == [2]


@pytest.mark.beyond
def test_one_that_comes_to_life_while_it_is_taken_for_dead_waits_to_learn_what_it_lost(records_server: Server) -> None:
    with remembering(records_server) as one, remembering(records_server) as other, ThreadPoolExecutor(1) as pool:
        one.renew(MINE, None, 30)
        other.renew(THEIRS, None, 30)
        other.claim(1, "{}", "chat 7", THEIRS)
        expire(other, THEIRS)

        def still_mine() -> bool:
            return other.renew(THEIRS, None, 30) and other.owns(1, THEIRS)

        with one.transaction():
            assert one.take_over(MINE, expired=True).unfinished == [Unfinished(1, "{}", 1)]
            living = pool.submit(still_mine)
            with pytest.raises(TimeoutError):
                living.result(0.3)
        assert living.result(20) is False


def test_what_is_unfinished_and_nobodys_is_told_in_its_order(records: Records) -> None:
    for number in (3, 1):  # as an inbox in a file notes it
        records.take(number, "{}")
    records.take(2, None)
    records.take(4, "{}")
    records.finish([4])
    records.claim(5, "{}", "chat 7", THEIRS)
    assert records.unclaimed() == [Unfinished(1, "{}", 1), Unfinished(3, "{}", 1)]
    records.claim(1, "{}", "chat 7", MINE)
    assert records.unclaimed() == [Unfinished(3, "{}", 1)]


@pytest.mark.beyond
def test_a_replica_that_renews_its_lease_twice_at_the_same_instant_is_alive_both_times(records_server: Server) -> None:
    with remembering(records_server) as one, remembering(records_server) as other, ThreadPoolExecutor(2) as pool:
        for _ in range(50):
            one._changed("DELETE FROM replica")
            renewed = [pool.submit(records.renew, MINE, "polling", 30) for records in (one, other)]
            assert [each.result(20) for each in renewed] == [True, True]


def test_a_seat_is_one_replicas_until_it_leaves_or_is_dead(records: Records) -> None:
    assert records.renew("a", "polling", 30)
    assert not records.renew("b", "polling", 30)
    assert records.renew("c", None, 30)
    assert records.renew("a", "polling", 30)
    expire(records, "a")
    assert records.renew("b", "polling", 30)
    assert not records.renew("a", "polling", 30)
    records.leave("b")
    assert records.renew("a", "polling", 30)


# --- leases ---


def test_a_lease_holds_until_shortly_before_its_end() -> None:
    assert not Lease(length=30).holds(0)
    lease = Lease(length=30).renewed_at(100, 100)
    assert [lease.holds(now) for now in (100, 126, 127, 130)] == [True, True, False, False]


def test_a_lease_that_was_renewed_after_a_gap_covers_only_what_came_since() -> None:
    lease = Lease(length=30).renewed_at(100, 100).renewed_at(110, 111)
    assert lease.covers(105, 112)
    assert lease.interrupted(112).covers(105, 114)  # a renewal that failed is no gap yet
    renewed = lease.renewed_at(150, 152)
    assert [renewed.covers(since, 153) for since in (105, 149, 151, 152, 153)] == [False, False, False, True, True]


def test_a_lease_that_ran_out_before_word_of_its_renewal_came_may_have_had_a_gap() -> None:
    lease = Lease(length=30).renewed_at(100, 100)
    assert lease.renewed_at(120, 126).covers(105, 127)
    # It may have been renewed at 131, and somebody may have taken over at 130.
    late = lease.renewed_at(120, 132)
    assert [late.covers(since, 133) for since in (105, 120, 131, 132)] == [False, False, False, True]
    assert not late.may_judge(133)


def test_who_comes_back_after_an_outage_leaves_the_others_time_before_it_takes_them_for_dead() -> None:
    lease = Lease(length=30).renewed_at(100, 100)
    assert not lease.may_judge(100)
    for now in (104, 108, 112):
        lease = lease.renewed_at(now, now)
    assert lease.may_judge(112)
    lease = lease.interrupted(114).renewed_at(118, 118)
    assert not lease.may_judge(120)
    assert lease.renewed_at(122, 122).renewed_at(126, 126).may_judge(126)
    # Who was halted itself must not judge either.
    assert not lease.renewed_at(200, 200).may_judge(200)


def test_looking_for_a_turn_becomes_rarer_and_is_quick_again_after_one() -> None:
    pause, pauses = 0.0, []
    for _ in range(6):
        pause = pause_after(pause, granted=False)
        pauses.append(pause)
    assert pauses == pytest.approx([0.015, 0.0225, 0.03375, 0.05, 0.05, 0.05])
    assert pause_after(pause, granted=True) == 0.01
    for _ in range(10):
        pause = pause_after(pause, granted=False, failed=True)
    assert pause == 1.0
