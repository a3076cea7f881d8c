"""What people think of answers."""

from __future__ import annotations

from typing import NamedTuple

from bot.records.table import Tables


class Votes(NamedTuple):
    """How many votes stand."""

    good: int
    bad: int


class VoteRecords(Tables):
    """The tables of votes; those on answers that are gone are numbers only."""

    def vote(self, answer_id: int, user_id: int, good: bool) -> bool | None:  # noqa: FBT001 - a vote is one or the other
        """Vote; the same vote again takes it back.

        Returns:
            The person's vote that stands now; None where it was taken back, or the answer is gone.
        """
        with self.transaction():
            before = self._rows("SELECT good FROM vote WHERE answer_id = ? AND user_id = ?", answer_id, user_id)
            if [bool(stands) for (stands,) in before] == [good]:
                self._changed("DELETE FROM vote WHERE answer_id = ? AND user_id = ?", answer_id, user_id)
                return None
            cast = self._changed(
                "INSERT INTO vote (answer_id, user_id, good)"
                " SELECT id, ?, ? FROM answer WHERE id = ? AND made >= ?"
                " ON CONFLICT (answer_id, user_id) DO UPDATE SET good = excluded.good",
                user_id, int(good), answer_id, self._oldest_kept(),
            )  # fmt: skip
        return good if cast else None

    def votes(self) -> Votes:
        """All votes that stand, those on answers that are gone included."""
        rows = self._rows(
            "SELECT good, sum(number) FROM (SELECT good, count(*) AS number FROM vote GROUP BY good"
            " UNION ALL SELECT good, number FROM past_vote) AS cast_ever GROUP BY good"
        )
        numbers = {good: int(number) for good, number in rows}
        return Votes(good=numbers.get(1, 0), bad=numbers.get(0, 0))
