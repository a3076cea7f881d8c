"""Questions, with what became of them; kept only where the settings say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.records.counters import CounterRecords
from bot.records.table import well_formed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta
    from pathlib import Path

    from bot.records.database import Server


class QuestionRecords(CounterRecords):
    """The table of questions."""

    def __init__(
        self,
        where: Path | Server,
        *,
        remember: timedelta,
        keep_questions: bool,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(where, remember=remember, clock=clock)
        self._keep_questions = keep_questions

    def note_question(self, user_id: int, question: str, abstained: bool, confidence: float) -> None:  # noqa: FBT001
        """A person asked: counted among the people; what they asked is kept only where the settings say so.

        Args:
            user_id: who asked.
            question: as it was answered.
            abstained: whether the articles did not tell.
            confidence: 0…1, of the answer.
        """
        with self.transaction():
            self.note_person(user_id)
            if self._keep_questions:
                self._changed(
                    "INSERT INTO question (user_id, at, question, abstained, confidence) VALUES (?, ?, ?, ?, ?)",
                    user_id, self._now(), well_formed(question), int(abstained), confidence,
                )  # fmt: skip
