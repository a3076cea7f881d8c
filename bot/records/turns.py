"""The question before, for follow-ups."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.records.table import Tables, well_formed

TURN_LASTS: Final = timedelta(minutes=30)
"""How long after a question another may go on from it without replying."""


class TurnRecords(Tables):
    """The table of turns: one for each person in each chat and topic."""

    def turn(self, chat_id: int, thread_id: int | None, user_id: int) -> str | None:
        """The person's question before in this place, None where there is none or it is over TURN_LASTS ago."""
        rows = self._rows(
            "SELECT question FROM turn WHERE chat_id = ? AND thread_id = ? AND user_id = ? AND at >= ?",
            chat_id, thread_id or 0, user_id, self._turns_since(),
        )  # fmt: skip
        return str(rows[0][0]) if rows else None

    def keep_turn(self, chat_id: int, thread_id: int | None, user_id: int, question: str) -> None:
        """The person asked this now; ``question`` stands by itself."""
        self._changed(
            "INSERT INTO turn (chat_id, thread_id, user_id, question, at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (chat_id, thread_id, user_id) DO UPDATE SET question = excluded.question, at = excluded.at",
            chat_id, thread_id or 0, user_id, well_formed(question), self._now(),
        )  # fmt: skip

    def forget(self, chat_id: int, thread_id: int | None, user_id: int) -> None:
        """The person begins a new conversation in this place.

        The turn goes. Answers shown to the person there are no base to go on from any more: ``shown_at`` does not give
        them. ``shown`` and ``answer_to`` still do, so that their buttons work and an edited question is answered anew.
        """
        place = (chat_id, thread_id or 0, user_id)
        with self.transaction():
            self._changed("DELETE FROM turn WHERE chat_id = ? AND thread_id = ? AND user_id = ?", *place)
            self._changed(
                "UPDATE answer SET left_behind = 1 WHERE chat_id = ? AND thread_id = ? AND user_id = ?", *place
            )

    def _turns_since(self) -> int:
        return self._now() - int(TURN_LASTS.total_seconds())
