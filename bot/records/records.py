"""All that the bot remembers, together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.records.answers import AnswerRecords
from bot.records.blocks import BlockRecords
from bot.records.journal import NUMBERS_KEPT, JournalRecords
from bot.records.preferences import PreferenceRecords
from bot.records.questions import QuestionRecords
from bot.records.turns import TurnRecords
from bot.records.votes import VoteRecords

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta
    from pathlib import Path


class Records(
    PreferenceRecords, TurnRecords, AnswerRecords, VoteRecords, QuestionRecords, BlockRecords, JournalRecords
):
    """What the bot remembers, in one SQLite file; safe to use from any thread, too slow for an event loop.

    Args:
        file: of the database; made where there is none.
        remember: how long answers go on: their buttons, and follow-ups by replying.
        keep_questions: whether questions are kept, without end.
        clock: the time now; aware.

    Raises:
        RecordsError: the file cannot be used.
    """

    def __init__(
        self,
        file: Path,
        *,
        remember: timedelta,
        keep_questions: bool,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(file, remember=remember, keep_questions=keep_questions, clock=clock)

    def close(self) -> None:
        """Close the file; nothing can be read or written afterwards."""
        with self._lock:
            self._db.close()

    def delete_person(self, user_id: int) -> None:
        """Delete all that is known of a person: settings, conversations, answers, votes, kept questions.

        What is only counted stays, as it is nobody's; so do blocks. A message of theirs that waits for its turn stays
        in the journal until it is handled.
        """
        with self.transaction():
            self._changed("DELETE FROM vote WHERE user_id = ?", user_id)
            self._delete_answers("user_id = ?", user_id)
            self._changed("DELETE FROM preference WHERE user_id = ?", user_id)
            self._changed("DELETE FROM turn WHERE user_id = ?", user_id)
            self._changed("DELETE FROM question WHERE user_id = ?", user_id)
            self._forget_askers("user_id = ?", user_id)
        self._empty_log()

    def expire(self) -> None:
        """Delete what is too old to be of use; to be called now and then, such as once an hour.

        Where questions are not to be kept, those that were kept under other settings go too.
        """
        with self.transaction():
            self._delete_answers("made < ?", self._oldest_kept())
            self._changed("DELETE FROM turn WHERE at < ?", self._turns_since())
            day = datetime.fromtimestamp(self._oldest_kept(), UTC).date().isoformat()
            self._forget_askers("last_day < ?", day)
            numbers = self._now() - int(NUMBERS_KEPT.total_seconds())
            self._changed("DELETE FROM journal WHERE ifnull(done, taken) < ?", numbers)
            if not self._keep_questions:
                self._changed("DELETE FROM question")
        self._empty_log()

    def _delete_answers(self, which: str, value: int) -> None:
        """Delete answers and the votes on them, which stay counted."""
        of_these = f"FROM vote WHERE answer_id IN (SELECT id FROM answer WHERE {which})"  # noqa: S608
        self._changed(
            f"INSERT INTO past_vote (good, number) SELECT good, count(*) {of_these} GROUP BY good"
            " ON CONFLICT (good) DO UPDATE SET number = number + excluded.number",
            value,
        )
        self._changed(f"DELETE {of_these}", value)
        self._changed(f"DELETE FROM answer WHERE {which}", value)  # noqa: S608

    def _forget_askers(self, which: str, value: int | str) -> None:
        """Forget who asked, but not how many."""
        self._changed(
            "INSERT INTO past_asker (last_day, number)"  # noqa: S608
            f" SELECT last_day, count(*) FROM asker WHERE {which} GROUP BY last_day"
            " ON CONFLICT (last_day) DO UPDATE SET number = number + excluded.number",
            value,
        )
        self._changed(f"DELETE FROM asker WHERE {which}", value)  # noqa: S608

    def _empty_log(self) -> None:
        """Bring the write-ahead log into the file and cut it to nothing: it holds what was deleted."""
        with self._lock:
            if not self._db.in_transaction:
                self._rows("PRAGMA wal_checkpoint(TRUNCATE)")
