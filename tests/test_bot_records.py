from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.preferences import MOST_QUOTES, WINDOWS, Preferences
from bot.records import AsyncRecords, Records, RecordsError, Server, Votes, database
from bot.records.shares import Share
from bot.shown import QuotePlace, Shown
from index.errors import DatabaseError
from remembering import FILE, NOON, WEEK, Clock, Home, records_in, remembering

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest_plugins = ("records_fixtures",)

IDA, BO = 7, 8
GROUP, TOPIC = -100, 3
QUOTE = QuotePlace(url="https://paper.example/a", start=3, end=15, text="Brücke 😀 zu.")
ANSWER = Shown(chat_id=IDA, user_id=IDA, question="Wer?", question_id=20, quotes=(QUOTE,))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(home: Home, clock: Clock) -> Iterator[Records]:
    with remembering(home, clock) as opened:
        yield opened


@pytest.fixture
def filed(tmp_path: Path, clock: Clock) -> Iterator[Records]:
    """Records in a file."""
    with remembering(tmp_path, clock) as opened:
        yield opened


def held(home: Home) -> str:
    """All that stands in the database, as anyone can read it."""
    if isinstance(home, Path):
        with closing(sqlite3.connect(home / FILE)) as opened:
            return "\n".join(opened.iterdump())
    with remembering(home) as records:
        tables = records._rows("SELECT table_name FROM information_schema.tables WHERE table_schema = ?", home.schema)
        assert len(tables) > 10
        return "\n".join(
            f'INSERT INTO "{table}" {row}'
            for (table,) in tables
            for row in records._rows(f"SELECT * FROM {table}")  # noqa: S608
        )


# --- settings ---


def test_who_chose_nothing_has_what_all_have(records: Records) -> None:
    assert records.preferences(IDA) == Preferences()


def test_what_a_person_chose_is_theirs_and_survives_a_restart(home: Home) -> None:
    chosen = Preferences(language="vi", quotes=5, window=30, muted=frozenset({"báo mới", "lokalblatt"}))
    with remembering(home) as records:
        records.save_preferences(IDA, Preferences(quotes=1))
        records.save_preferences(IDA, chosen)
    with remembering(home) as records:
        assert records.preferences(IDA) == chosen
        assert records.preferences(BO) == Preferences()


def test_who_chooses_what_all_have_again_leaves_nothing_behind(records: Records, home: Home) -> None:
    records.save_preferences(IDA, Preferences(language="de"))
    records.save_preferences(IDA, Preferences())
    assert 'INSERT INTO "preference"' not in held(home)


@settings(max_examples=50, deadline=None)
@given(
    st.builds(
        Preferences,
        language=st.none() | st.text(st.characters(codec="utf-8")),
        quotes=st.integers(1, MOST_QUOTES),
        window=st.sampled_from(WINDOWS),
        muted=st.frozensets(st.text(st.characters(codec="utf-8"))),
    )
)
def test_any_choice_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, chosen: Preferences) -> None:
    with remembering(tmp_path_factory.mktemp("any")) as records:
        records.save_preferences(IDA, chosen)
        assert records.preferences(IDA) == chosen


# --- turns ---


def test_a_turn_lasts_half_an_hour(records: Records, clock: Clock) -> None:
    records.keep_turn(IDA, None, IDA, "Wer?")
    clock.pass_(minutes=30)
    assert records.turn(IDA, None, IDA) == "Wer?"
    clock.pass_(seconds=1)
    assert records.turn(IDA, None, IDA) is None


def test_the_last_question_is_the_turn(records: Records, clock: Clock) -> None:
    records.keep_turn(IDA, None, IDA, "Wer?")
    clock.pass_(minutes=1)
    records.keep_turn(IDA, None, IDA, "Wo?")
    assert records.turn(IDA, None, IDA) == "Wo?"


def test_turns_of_other_people_chats_and_topics_are_others(records: Records) -> None:
    records.keep_turn(GROUP, TOPIC, IDA, "Wer?")
    for place in ((GROUP, TOPIC, BO), (GROUP, None, IDA), (GROUP, TOPIC + 1, IDA), (IDA, TOPIC, IDA)):
        assert records.turn(*place) is None
    assert records.turn(GROUP, TOPIC, IDA) is not None


def test_half_a_letter_in_a_question_spoils_nothing(records: Records) -> None:
    records.keep_turn(IDA, None, IDA, "Wer \ud83d?")
    assert records.turn(IDA, None, IDA) == "Wer ??"


def test_a_new_conversation_goes_on_from_no_answer_before_but_its_buttons_work(records: Records) -> None:
    records.keep_turn(IDA, None, IDA, "Wer?")
    number = records.remember_answer(ANSWER)
    records.sent(number, [21])
    records.forget(IDA, None, IDA)
    assert records.turn(IDA, None, IDA) is None
    assert records.shown_at(IDA, 21) is None
    kept = replace(ANSWER, message_ids=(21,))
    assert records.shown(number) == kept
    assert records.answer_to(IDA, 20) == kept


def test_a_new_conversation_is_one_persons_in_one_topic(records: Records) -> None:
    mine = Shown(chat_id=GROUP, thread_id=TOPIC, user_id=IDA, question="Wer?")
    others = (replace(mine, user_id=BO), replace(mine, thread_id=None), replace(mine, chat_id=GROUP - 1))
    for message_id, shown in enumerate(others, 1):
        records.sent(records.remember_answer(shown), [message_id])
        records.keep_turn(shown.chat_id, shown.thread_id, shown.user_id, "Wer?")
    records.forget(GROUP, TOPIC, IDA)
    for message_id, shown in enumerate(others, 1):
        assert records.shown_at(shown.chat_id, message_id) == replace(shown, message_ids=(message_id,))
        assert records.turn(shown.chat_id, shown.thread_id, shown.user_id) is not None


def test_what_is_asked_after_a_new_beginning_can_be_gone_on_from(records: Records) -> None:
    number = records.remember_answer(ANSWER)
    records.sent(number, [21])
    records.forget(IDA, None, IDA)
    records.replace(number, replace(ANSWER, question="Wo?"))
    assert records.shown_at(IDA, 21) == replace(ANSWER, question="Wo?", message_ids=(21,))


# --- answers ---


def test_an_answer_is_found_by_its_number_each_of_its_messages_and_its_question(records: Records) -> None:
    number = records.remember_answer(ANSWER)
    assert number >= 1
    assert records.shown(number) == ANSWER
    assert records.shown_at(IDA, 22) is None
    records.sent(number, [23, 22])
    kept = replace(ANSWER, message_ids=(23, 22))
    found = [records.shown(number), records.shown_at(IDA, 22), records.shown_at(IDA, 23), records.answer_to(IDA, 20)]
    assert found == [kept] * 4
    assert [one.answer_id for one in found if one] == [number] * 4


def test_messages_of_two_chats_may_have_one_number(records: Records) -> None:
    for chat in (IDA, BO):
        records.sent(records.remember_answer(replace(ANSWER, chat_id=chat, user_id=chat)), [21])
    assert [shown.chat_id for chat in (IDA, BO) if (shown := records.shown_at(chat, 21))] == [IDA, BO]


def test_an_answer_keeps_all_that_is_known_of_it_over_a_restart(home: Home) -> None:
    answer = Shown(
        chat_id=GROUP,
        thread_id=TOPIC,
        user_id=IDA,
        question="Wo?",
        span="week",
        quotes=(QUOTE, QUOTE),
        message_ids=(9,),
    )
    with remembering(home) as records:
        number = records.remember_answer(answer)
    with remembering(home) as records:
        assert records.shown(number) == answer


def test_a_question_has_its_newest_answer(records: Records) -> None:
    records.remember_answer(ANSWER)
    newest = records.remember_answer(replace(ANSWER, question="Wann?"))
    found = records.answer_to(IDA, 20)
    assert found is not None
    assert (found.answer_id, found.question) == (newest, "Wann?")
    assert records.answer_to(BO, 20) is None


def test_an_answer_that_is_replaced_keeps_its_number_and_messages(records: Records) -> None:
    number = records.remember_answer(ANSWER)
    records.sent(number, [21, 22])
    other = replace(ANSWER, question="Wann?", span="all", quotes=())
    records.replace(number, other)
    assert records.shown_at(IDA, 22) == replace(other, message_ids=(21, 22))
    records.sent(number, [21])
    assert records.shown(number) == replace(other, message_ids=(21,))
    assert records.shown_at(IDA, 22) is None


def test_an_answer_that_is_gone_is_neither_sent_nor_replaced_nor_voted_on(records: Records) -> None:
    number = records.remember_answer(ANSWER)
    records.delete_person(IDA)
    records.sent(number, [21])
    records.replace(number, ANSWER)
    assert records.shown(number) is None
    assert records.vote(number, BO, good=True) is None
    assert records.shown_at(IDA, 21) is None
    assert records.votes() == Votes(good=0, bad=0)


def test_an_answers_number_is_never_given_again(records: Records) -> None:
    first = records.remember_answer(ANSWER)
    records.delete_person(IDA)
    assert records.remember_answer(ANSWER) > first


@pytest.mark.parametrize("cleaned_up", [False, True])
def test_an_answer_goes_on_as_long_as_is_remembered(records: Records, clock: Clock, cleaned_up: bool) -> None:  # noqa: FBT001
    number = records.remember_answer(ANSWER)
    records.sent(number, [21])
    for passing, left in (({"days": 7}, True), ({"seconds": 1}, False)):
        clock.pass_(**passing)
        if cleaned_up:
            records.expire()
        found = [records.shown(number), records.shown_at(IDA, 21), records.answer_to(IDA, 20)]
        assert [one is not None for one in found] == [left] * 3


# --- votes ---


def test_a_vote_can_be_changed_and_taken_back(records: Records) -> None:
    number = records.remember_answer(ANSWER)
    assert records.vote(number, IDA, good=True) is True
    assert records.vote(number, BO, good=True) is True
    assert records.votes() == Votes(good=2, bad=0)
    assert records.vote(number, BO, good=False) is False
    assert records.votes() == Votes(good=1, bad=1)
    assert records.vote(number, BO, good=False) is None
    assert records.votes() == Votes(good=1, bad=0)


def test_votes_outlive_the_answers_without_who_cast_them(records: Records, clock: Clock, home: Home) -> None:
    for good in (True, False, True):
        records.vote(records.remember_answer(ANSWER), BO, good)
        clock.pass_(days=8)
        records.expire()
    assert records.votes() == Votes(good=2, bad=1)
    assert 'INSERT INTO "vote"' not in held(home)


# --- counters ---


def test_counts_are_summed_by_name(records: Records, clock: Clock) -> None:
    assert records.counts() == {}
    assert records.first_day() == date(2025, 3, 14)
    records.count("answered")
    records.count("answered")
    clock.now = datetime.fromisoformat("2025-03-16T01:30:00+02:00")  # still the 15th in UTC
    records.count("answered")
    records.count("abstained")
    assert records.counts() == {"abstained": 1, "answered": 3}
    assert records._rows("SELECT day, name, number FROM counter ORDER BY 1, 2") == [
        ("2025-03-14", "answered", 2), ("2025-03-15", "abstained", 1), ("2025-03-15", "answered", 1)
    ]  # fmt: skip
    assert records.first_day() == date(2025, 3, 14)


def test_people_are_counted_once_and_stay_counted_when_they_are_forgotten(records: Records, clock: Clock) -> None:
    for _ in range(3):
        records.note_question(IDA, "Wer?", abstained=False, confidence=0.9)
        records.note_person(BO)
        clock.pass_(days=1)
    assert (records.people(), records.people(date(2025, 3, 16)), records.people(date(2025, 3, 17))) == (2, 2, 0)
    records.delete_person(BO)
    clock.pass_(days=7)
    records.expire()
    records.note_person(9)
    assert (records.people(), records.people(date(2025, 3, 16)), records.people(date(2025, 3, 17))) == (3, 3, 1)


def test_who_comes_back_while_still_remembered_is_nobody_new(records: Records, clock: Clock) -> None:
    for _ in range(3):
        records.note_person(IDA)
        clock.pass_(days=7)
        records.expire()
    records.note_person(IDA)
    assert records.people() == 1


def test_the_number_of_who_asked_stands_nowhere_once_they_are_forgotten(
    records: Records, clock: Clock, home: Home
) -> None:
    records.note_person(987654321)
    assert "987654321" in held(home)
    clock.pass_(days=8)
    records.expire()
    assert "987654321" not in held(home)
    assert records.people() == 1


# --- blocks, kept questions, deletion ---


def test_blocks_stay_until_they_are_taken_back(home: Home) -> None:
    with remembering(home) as records:
        for number in (IDA, GROUP, IDA):
            records.block(number)
        assert records.blocked() == {IDA, GROUP}
        for _ in range(2):
            records.unblock(GROUP)
    with remembering(home) as records:
        assert records.blocked() == {IDA}


def test_questions_are_kept_only_where_the_settings_say_so(home: Home) -> None:
    with remembering(home, keep_questions=True) as records:
        records.note_question(IDA, "Wer war es?", True, 0.25)  # noqa: FBT003 - as the handlers pass it on
        records.expire()
        rows = records._rows("SELECT user_id, at, question, abstained, confidence FROM question")
    assert rows == [(IDA, int(NOON.timestamp()), "Wer war es?", 1, 0.25)]
    with remembering(home) as records:
        records.note_question(IDA, "Wo war es?", False, 0.75)  # noqa: FBT003
        assert "Wo war" not in held(home)
        records.expire()
        assert "Wer war" not in held(home)


def test_a_person_who_wants_it_is_forgotten_down_to_the_bytes_and_nobody_else_is(home: Home) -> None:
    mine, theirs = "Geheimnis", "Rathaus"
    with remembering(home, keep_questions=True) as records:
        for person, question in ((IDA, mine), (BO, theirs)):
            records.save_preferences(person, Preferences(muted=frozenset({question})))
            records.keep_turn(GROUP, None, person, question)
            number = records.remember_answer(
                Shown(chat_id=GROUP, user_id=person, question=question, message_ids=(person,))
            )
            records.note_question(person, question, abstained=False, confidence=0.5)
            records.vote(number, IDA, good=True)
            records.vote(number, BO, good=False)
            records.count("answered")
        records.block(IDA)
        records.delete_person(IDA)
        for table in ("preference", "turn", "answer", "question", "asker", "vote"):
            assert records._rows(f"SELECT DISTINCT user_id FROM {table}") == [(BO,)]  # noqa: S608
        # The bytes of a server's tables are the server's: deleted rows are overwritten by and by.
        content = held(home).encode()
        if isinstance(home, Path):
            content = b"".join(file.read_bytes() for file in home.iterdir())
        assert mine.encode() not in content
        assert theirs.encode() in content
        assert records.preferences(BO) == Preferences(muted=frozenset({theirs}))
        assert records._rows("SELECT message_id FROM answer_message") == [(BO,)]
        assert records.shown_at(GROUP, BO) is not None
        assert records.turn(GROUP, None, BO) is not None
        assert (records.counts(), records.people(), records.blocked()) == ({"answered": 2}, 2, frozenset({IDA}))
        # Bo's votes: the one on her own answer, and the one on the answer that is gone.
        assert records.votes() == Votes(good=0, bad=2)


def test_cleaning_up_cuts_the_log_to_nothing(filed: Records, tmp_path: Path) -> None:
    filed.count("answered")
    log = tmp_path / f"{FILE}-wal"
    assert log.stat().st_size > 0
    filed.expire()
    assert log.stat().st_size == 0
    assert filed.counts() == {"answered": 1}


# --- the file ---


def test_a_file_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as opened:
        opened.execute("PRAGMA user_version = 2")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(RecordsError, match=r"bot\.sqlite was written by a newer version .* \(schema 2\): update it"):
        Records(tmp_path / FILE, remember=WEEK, keep_questions=False)
    assert (tmp_path / FILE).read_bytes() == before


def damaged(folder: Path, where: str) -> bytes:
    """Spoil a file of records at its head, all behind its first page, or its last page."""
    with remembering(folder) as records:
        for number in range(300):
            records.keep_turn(number, None, IDA, "Wer?" * 30)
        records.expire()
    file = folder / FILE
    content = bytearray(file.read_bytes())
    start, end = {"head": (0, 100), "body": (4096, len(content)), "tail": (len(content) - 4096, len(content))}[where]
    content[start:end] = b"\xa5" * (end - start)
    file.write_bytes(content)
    return bytes(content)


@pytest.mark.parametrize("where", ["head", "body", "tail"])
def test_a_damaged_file_is_refused_with_what_to_do_and_left_alone(tmp_path: Path, where: str) -> None:
    content = damaged(tmp_path, where)
    with pytest.raises(RecordsError, match=r"bot\.sqlite is damaged .*: put a backup in its place, or move it away"):
        Records(tmp_path / FILE, remember=WEEK, keep_questions=False)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_large_file_is_not_looked_through_at_each_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged(tmp_path, "tail")
    monkeypatch.setattr(database, "_CHECKED_BYTES", 0)
    with remembering(tmp_path) as records:
        assert records.counts() == {}


def test_a_file_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match=r"cannot open .*: check that its folder exists"):
        Records(tmp_path / "nowhere" / FILE, remember=WEEK, keep_questions=False)


def test_a_file_that_is_locked_is_told_and_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_SECONDS_TO_WAIT", 0.01)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RecordsError, match=r"cannot use .*bot\.sqlite \(database is locked\)"):
            Records(tmp_path / FILE, remember=WEEK, keep_questions=False)


def test_the_file_is_for_its_owner_alone(filed: Records, tmp_path: Path) -> None:
    filed.count("answered")
    assert {file.name: file.stat().st_mode & 0o077 for file in tmp_path.iterdir()} == {
        FILE: 0, f"{FILE}-wal": 0, f"{FILE}-shm": 0,
    }  # fmt: skip


def test_a_killed_program_loses_nothing_it_wrote(tmp_path: Path) -> None:
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom remembering import remembering\n"
        "with remembering(Path(sys.argv[1])) as records:\n"
        "    records.keep_turn(7, None, 7, 'Wer?')\n"
        "    with records.transaction():\n"
        "        records.keep_turn(8, None, 7, 'Wo?')\n"
        "        os.kill(os.getpid(), 9)\n"
    )
    path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[1])])
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], check=False, env=os.environ | {"PYTHONPATH": path}
    )
    assert ended.returncode == -9
    with remembering(tmp_path) as records:
        assert records.turn(7, None, 7) == "Wer?"
        assert records.turn(8, None, 7) is None


# --- the server ---


@pytest.mark.beyond
def test_tables_of_a_newer_version_on_a_server_are_refused_and_left_alone(records_server: Server) -> None:
    with remembering(records_server) as records:
        records.count("answered")
        records._changed("UPDATE schema_version SET version = 2")
    newer = r"newsbot_bot_123456 at .* was written by a newer version .* \(schema 2\)"
    with pytest.raises(RecordsError, match=newer) as told:
        Records(records_server, remember=WEEK, keep_questions=False)
    assert "newsbot:" not in str(told.value)  # who asks, and what for
    assert records_server.url not in repr(records_server)


@pytest.mark.beyond
def test_two_bots_on_one_server_know_nothing_of_each_other(records_server: Server) -> None:
    with remembering(records_server) as one, remembering(replace(records_server, schema="newsbot_bot_8")) as other:
        one.block(IDA)
        assert (one.blocked(), other.blocked()) == (frozenset({IDA}), frozenset())


@pytest.mark.beyond
def test_programs_that_start_at_once_make_the_tables_together(records_server: Server) -> None:
    def start(_: int) -> int:
        with remembering(records_server) as records:
            records.count("answered")
            return records.counts()["answered"]

    with ThreadPoolExecutor(4) as pool:
        assert max(pool.map(start, range(4))) == 4


@pytest.mark.beyond
def test_what_two_programs_clean_up_at_once_is_counted_once(records_server: Server, clock: Clock) -> None:
    with remembering(records_server, clock) as one, remembering(records_server, clock) as other:
        for person in range(1, 41):
            one.note_person(person)
            one.vote(one.remember_answer(replace(ANSWER, user_id=person)), person, good=person % 4 > 0)
        clock.pass_(days=8)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(Records.expire, (one, other)))
        assert (other.people(), other.votes()) == (40, Votes(good=30, bad=10))


# --- shares of what may be asked ---


def test_a_share_is_used_up_by_all_programs_together_and_drops_in_again(home: Home, clock: Clock) -> None:
    mine = [Share("person 7", 3)]
    with remembering(home, clock) as one, remembering(home, clock) as other:
        assert [records.take_share(mine) for records in (one, other, one)] == [0, 0, 0]
        assert other.take_share(mine) == pytest.approx(20)
        assert one.take_share([Share("person 8", 3)]) == 0
        clock.pass_(seconds=20)
        assert [records.take_share(mine) for records in (other, one)] == [0, pytest.approx(20)]
        clock.pass_(minutes=10)
        assert [records.take_share(mine) for records in (one, one, other, one)] == [0, 0, 0, pytest.approx(20)]
        one.expire()
        assert other.take_share(mine) == pytest.approx(20)


def test_of_two_shares_one_is_taken_of_both_or_of_none(records: Records, clock: Clock) -> None:
    person, chat = Share("person 7", 2), Share("chat -100", 1)
    assert records.take_share([person, chat]) == 0
    assert records.take_share([person, chat]) == pytest.approx(60)
    assert records.take_share([person]) == 0  # the refusal counted for nobody
    assert records.take_share([person, chat]) == pytest.approx(60)  # the longer wait of the two
    clock.pass_(minutes=1)
    assert records.take_share([person, chat]) == 0
    records.expire()
    clock.pass_(minutes=1)
    records.expire()
    assert records._rows("SELECT name FROM share") == []


# --- transactions and threads ---


class OopsError(Exception):
    """What a test raises."""


def test_all_of_a_transaction_is_kept_or_nothing(records: Records) -> None:
    def fail() -> None:
        records.count("inner")
        raise OopsError

    def outer() -> None:
        with records.transaction():
            records.count("outer")
            with records.transaction():
                fail()

    with pytest.raises(OopsError):
        outer()
    assert records.counts() == {}
    with records.transaction():
        records.count("outer")
        with pytest.raises(OopsError), records.transaction():
            fail()
        records.count("outer")
    assert records.counts() == {"outer": 2}


def test_a_full_disk_leaves_nothing_half_written_and_the_records_usable(filed: Records) -> None:
    def fill() -> None:
        with filed.transaction():
            filed.count("answered")
            with filed.transaction():
                filed.keep_turn(IDA, None, IDA, "Wer?" * 100_000)

    (pages,) = filed._rows("PRAGMA page_count")[0]
    filed._rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DatabaseError, match="full"):
        fill()
    assert filed.counts() == {}
    filed._rows("PRAGMA max_page_count = 1000000")
    fill()
    assert filed.counts() == {"answered": 1}


def test_cleaning_up_may_be_part_of_a_transaction(records: Records) -> None:
    with records.transaction():
        records.count("answered")
        records.expire()
    assert records.counts() == {"answered": 1}


def test_threads_lose_no_count(records: Records) -> None:
    def write(_: int) -> None:
        for _ in range(25):
            with records.transaction():
                records.count("one")
                records.count("two")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert records.counts() == {"one": 100, "two": 100}


def test_no_thread_sees_half_of_what_another_writes(records: Records) -> None:
    def fail(pool: ThreadPoolExecutor, seen: list[Future[dict[str, int]]]) -> None:
        with records.transaction():
            records.count("one")
            seen.append(pool.submit(records.counts))
            wait(seen, timeout=0.05)  # it would be through by then
            raise OopsError

    reading: list[Future[dict[str, int]]] = []
    with ThreadPoolExecutor(1) as pool:
        with pytest.raises(OopsError):
            fail(pool, reading)
        assert reading[0].result(20) == {}


def test_an_event_loop_goes_on_while_the_records_work(home: Home) -> None:
    go_on = threading.Event()

    def slow(records: Records, name: str, *, times: int) -> str:
        assert go_on.wait(20)
        for _ in range(times):
            records.count(name)
        return threading.current_thread().name

    async def use() -> None:
        records = AsyncRecords(Records(records_in(home), remember=WEEK, keep_questions=False))
        working = asyncio.create_task(records.do(slow, "answered", times=3))
        await asyncio.sleep(0)
        go_on.set()  # by the loop: it waits for nothing
        assert (await working).startswith("records")
        assert await records.do(Records.counts) == {"answered": 3}
        await records.close()
        await records.close()
        with pytest.raises(RecordsError, match="closed"):
            await records.do(Records.counts)

    asyncio.run(use())


def test_what_is_only_attempted_is_no_error_where_the_file_fails(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def use() -> None:
        records = AsyncRecords(Records(tmp_path / FILE, remember=WEEK, keep_questions=False))
        assert await records.attempt(None, Records.shown, 1) is None
        await records.attempt(None, Records.count, "answered")
        assert await records.attempt({}, Records.counts) == {"answered": 1}
        await records.do(lambda records: records._db.execute("PRAGMA query_only = 1"))
        await records.attempt(None, Records.count, "answered")
        assert "not remembered: attempt to write a readonly database" in caplog.text
        await records.close()
        assert await records.attempt({"unknown": 1}, Records.counts) == {"unknown": 1}

    asyncio.run(use())


def test_work_whose_caller_is_cancelled_is_done_all_the_same(home: Home) -> None:
    go_on = threading.Event()

    async def use() -> None:
        records = AsyncRecords(Records(records_in(home), remember=WEEK, keep_questions=False))
        waiting = asyncio.create_task(records.do(lambda _: go_on.wait(20)))
        counting = asyncio.create_task(records.do(Records.count, "answered"))
        await asyncio.sleep(0)
        counting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await counting
        go_on.set()
        assert await waiting
        assert await records.do(Records.counts) == {"answered": 1}
        await records.close()

    asyncio.run(use())
