"""All that the bot remembers, together."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.records.answers import AnswerRecords
from bot.records.blocks import BlockRecords
from bot.records.claims import ClaimRecords
from bot.records.journal import NUMBERS_KEPT
from bot.records.preferences import PreferenceRecords
from bot.records.questions import QuestionRecords
from bot.records.shares import ShareRecords
from bot.records.turns import TurnRecords
from bot.records.votes import VoteRecords

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta
    from pathlib import Path

    from bot.records.database import Server
    from index.sql import Dialect


class Records(
    PreferenceRecords,
    TurnRecords,
    AnswerRecords,
    VoteRecords,
    QuestionRecords,
    BlockRecords,
    ClaimRecords,
    ShareRecords,
):
    """What the bot remembers, in one SQLite file or on a server; safe to use from any thread, too slow for a loop.

    Args:
        where: file or server of the database; made where there is none.
        remember: how long answers go on: their buttons, and follow-ups by replying.
        keep_questions: whether questions are kept, without end.
        clock: the time now; aware.

    Raises:
        RecordsError: the file cannot be used.
        DatabaseError: the server refuses what it is asked for, or does not answer.
    """

    def __init__(
        self,
        where: Path | Server,
        *,
        remember: timedelta,
        keep_questions: bool,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(where, remember=remember, keep_questions=keep_questions, clock=clock)

    @property
    def dialect(self) -> Dialect:
        """Which database it is."""
        return self._db.dialect

    def is_empty(self) -> bool:
        """Whether nothing ever happened that is remembered here."""
        return not self._rows("SELECT 1 FROM counter UNION ALL SELECT 1 FROM journal LIMIT 1")

    def close(self) -> None:
        """Close the database; nothing can be read or written afterwards."""
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
            self._changed("DELETE FROM journal WHERE coalesce(done, taken) < ?", numbers)
            self._forget_full_shares()
            if not self._keep_questions:
                self._changed("DELETE FROM question")
        self._empty_log()

    def _delete_answers(self, which: str, value: int) -> None:
        """Delete answers and the votes on them, which stay counted."""
        gone = self._rows(
            f"DELETE FROM vote WHERE answer_id IN (SELECT id FROM answer WHERE {which}) RETURNING good",  # noqa: S608
            value,
        )
        # What was deleted is counted, and not before: another replica may be cleaning up, too.
        for good, number in sorted(Counter(good for (good,) in gone).items()):
            self._changed(
                "INSERT INTO past_vote (good, number) VALUES (?, ?)"
                " ON CONFLICT (good) DO UPDATE SET number = past_vote.number + excluded.number",
                good, number,
            )  # fmt: skip
        self._changed(f"DELETE FROM answer WHERE {which}", value)  # noqa: S608

    def _forget_askers(self, which: str, value: int | str) -> None:
        """Forget who asked, but not how many."""
        gone = self._rows(f"DELETE FROM asker WHERE {which} RETURNING last_day", value)  # noqa: S608
        for day, number in sorted(Counter(day for (day,) in gone).items()):
            self._changed(
                "INSERT INTO past_asker (last_day, number) VALUES (?, ?)"
                " ON CONFLICT (last_day) DO UPDATE SET number = past_asker.number + excluded.number",
                day, number,
            )  # fmt: skip

    def _empty_log(self) -> None:
        """Bring the write-ahead log into the file and cut it to nothing: it holds what was deleted."""
        if self.dialect == "sqlite" and not self._db.in_transaction:
            self._rows("PRAGMA wal_checkpoint(TRUNCATE)")
