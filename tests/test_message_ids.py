from __future__ import annotations

import time

from bot.message_ids import Ids

READERS = -1_001_234_567_890


def test_ids_that_are_given_away_are_asked_about_once_and_those_to_come_again() -> None:
    ids = Ids()
    ids.sent(7, 10)
    search = ids.search(7)
    assert search is not None
    ids.saw(8, 13)
    assert search.candidates() == [11, 12, *range(14, 26)]
    assert [one for one in search.candidates() if search.is_settled(one)] == [11, 12]
    search.exclude(11)
    assert search.candidates(below=14) == [12]
    ids.saw(8, 100)
    assert len(search.candidates()) == 40


def test_a_supergroup_counts_by_itself_and_a_name_is_no_place_to_search() -> None:
    ids = Ids()
    ids.sent(READERS, 10)
    ids.sent(-5, 70)  # a small group
    group, private = ids.search(READERS), ids.search(7)
    assert group is not None
    assert private is not None
    assert (group.candidates()[0], private.candidates()[0]) == (11, 71)
    assert ids.search(READERS - 1) is None
    assert ids.search("@readers") is None


def test_something_newer_must_be_seen_before_a_message_can_be_looked_for() -> None:
    ids = Ids()
    ids.saw(7, 10, date=time.time() - 60)
    ids.saw(7, 11)
    assert ids.search(7) is None
    ids.saw(7, 12, date=time.time())
    assert ids.search(7) is not None
    ids.lost(7)
    ids.saw(7, 13, date=time.time())
    assert ids.search(7) is None
    ids.saw(7, 14, date=time.time() + 2)
    assert ids.search(7) is not None


def test_what_is_remembered_does_not_grow_for_ever() -> None:
    ids = Ids()
    for message_id in range(1, 6001):
        ids.saw(7, message_id)
    assert len(ids._space(7).known) == 4096
