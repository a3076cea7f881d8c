"""The updates that arrived, so that none is lost and none is handled twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.records.table import Tables

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_STARTS: Final = 5
"""In how many starts of the program an update may be begun; one that ends the program each time is given up then."""
WORTH_ANSWERING: Final = timedelta(hours=24)
"""How long after it arrived an update is still handled."""
NUMBERS_KEPT: Final = timedelta(days=2)
"""How long it is known that an update was handled: Telegram offers one again for a day at most."""


class Unfinished(NamedTuple):
    """An update that a program left unfinished.

    Attributes:
        update_id: Telegram's number of it.
        payload: the update as JSON.
        starts: in how many starts it was begun.
    """

    update_id: int
    payload: str
    starts: int


class JournalRecords(Tables):
    """The table of updates."""

    def take(self, update_id: int, payload: str | None) -> int:
        """Note that an update arrived.

        Args:
            update_id: Telegram's number of it.
            payload: what to handle it by after a restart; None where it is not worth that.

        Returns:
            In how many starts it was begun before: 0 for a new one; MOST_STARTS or more where it is not to be handled
            (any more).
        """
        with self.transaction():
            for done, starts in self._rows("SELECT done, starts FROM journal WHERE update_id = ?", update_id):
                return int(starts) if done is None else MOST_STARTS
            self._changed(
                "INSERT INTO journal (update_id, taken, payload) VALUES (?, ?, ?)", update_id, self._now(), payload
            )
        return 0

    def begin(self, update_id: int) -> None:
        """An update of an earlier start is begun again."""
        self._changed("UPDATE journal SET starts = starts + 1 WHERE update_id = ?", update_id)

    def finish(self, update_ids: Iterable[int]) -> None:
        """Updates were handled, even such as could not be taken: their content goes, their numbers stay for a while."""
        with self.transaction():
            for update_id in update_ids:
                self._changed(
                    "INSERT INTO journal (update_id, taken, done) VALUES (?, ?, ?)"
                    " ON CONFLICT (update_id) DO UPDATE SET done = excluded.done, payload = NULL",
                    update_id, self._now(), self._now(),
                )  # fmt: skip

    def give_up(self) -> list[int]:
        """Give up what was left unfinished and is too old, or was begun in too many starts; the numbers, ascending."""
        rows = self._rows(
            "UPDATE journal SET done = ?, payload = NULL WHERE done IS NULL AND (taken < ? OR starts >= ?)"
            " RETURNING update_id",
            self._now(), self._now() - int(WORTH_ANSWERING.total_seconds()), MOST_STARTS,
        )  # fmt: skip
        return sorted(number for (number,) in rows)

    def unfinished(self) -> list[Unfinished]:
        """What was left unfinished and is worth another try after a start, oldest first."""
        rows = self._rows(
            "SELECT update_id, payload, starts FROM journal WHERE done IS NULL AND payload IS NOT NULL"
            " ORDER BY taken, update_id"
        )
        return [Unfinished(*row) for row in rows]
