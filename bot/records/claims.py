"""Which replica of the bot has which update in hand, and whose turn it is; for records that replicas share.

A replica is alive until its lease ends, unless it renews it. Each update that arrived and is not handled yet is claimed
by one. What a dead one had claimed, any other may take over. The updates of a line have their turns one at a time, by
their numbers; who gets one in is settled by the database: there is one row for each line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bot.records.journal import MOST_STARTS, WORTH_ANSWERING, JournalRecords, Unfinished

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_SECONDS: Final = {
    "sqlite": "((julianday('now') - 2440587.5) * 86400.0)",
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) AS DOUBLE PRECISION)",
}
"""The time now in seconds since 1970, by the database's own clock: those of the replicas' machines may differ."""


class Claimed(NamedTuple):
    """What became of an update that was offered.

    Attributes:
        starts: in how many starts of a program it was begun before; MOST_STARTS or more where it is not to be handled
            here.
        turn: whether it is its turn already.
    """

    starts: int
    turn: bool = False


class TakenOver(NamedTuple):
    """What a replica took over from dead ones.

    Attributes:
        given_up: the numbers of updates that are too old or were begun too often, ascending.
        unfinished: what is worth another try, by its numbers.
    """

    given_up: list[int]
    unfinished: list[Unfinished]


class ClaimRecords(JournalRecords):
    """The tables of replicas, claims and turns."""

    def renew(self, name: str, seat: str | None, seconds: float) -> bool:
        """A replica is alive, and will be for so many seconds.

        Args:
            name: of the replica.
            seat: what only one replica at a time may do; None for nothing.
            seconds: how long the lease is.

        Returns:
            False where another one that is alive has the seat.
        """
        until = f"{self._seconds} + ?"
        stay = f"UPDATE replica SET until = {until} WHERE name = ?"  # noqa: S608
        if self._changed(stay, seconds, name):
            return True
        with self.transaction():
            if seat is not None:
                self._changed(f"DELETE FROM replica WHERE seat = ? AND until < {self._seconds}", seat)  # noqa: S608
            come = f"INSERT INTO replica (name, seat, until) VALUES (?, ?, {until}) ON CONFLICT DO NOTHING"  # noqa: S608
            if self._changed(come, name, seat, seconds):
                return True
        # Another thread of this one may have done it at the same instant.
        return bool(self._changed(stay, seconds, name))

    def leave(self, name: str) -> None:
        """A replica ends: what it leaves unfinished, others may take over at once."""
        with self.transaction():
            # In this order, as who takes over does it: so neither waits for the other.
            self._changed("DELETE FROM replica WHERE name = ?", name)
            self._changed("DELETE FROM begun WHERE owner = ?", name)

    def claim(self, update_id: int, payload: str | None, line: str | None, owner: str) -> Claimed:
        """Note that an update arrived, and who handles it; once, however often and wherever it is offered.

        Args:
            update_id: Telegram's number of it.
            payload: as :meth:`JournalRecords.take` takes it.
            line: what it has to wait behind others in; None for nothing.
            owner: the replica it was offered to.
        """
        with self.transaction():
            starts = 0
            if not self._changed(
                "INSERT INTO journal (update_id, taken, payload) VALUES (?, ?, ?) ON CONFLICT (update_id) DO NOTHING",
                update_id, self._now(), payload,
            ):  # fmt: skip
                # The change of nothing waits for who is just finishing it.
                known = self._rows(
                    "UPDATE journal SET starts = starts WHERE update_id = ? AND done IS NULL RETURNING starts",
                    update_id,
                )
                if not known:
                    return Claimed(MOST_STARTS)
                starts = int(known[0][0])
            if not self._changed(
                "INSERT INTO claim (update_id, line, owner) VALUES (?, ?, ?) ON CONFLICT (update_id) DO NOTHING",
                update_id, line, owner,
            ):  # fmt: skip
                return Claimed(MOST_STARTS)
            return Claimed(starts, line is None or bool(self._grant("claim.update_id = ?", update_id)))

    def grant(self, owner: str) -> list[int]:
        """Give a replica every turn that is to be had; the numbers of all updates of its whose turn it is by now."""
        self._grant("owner = ?", owner)
        return [number for (number,) in self._rows("SELECT update_id FROM begun WHERE owner = ?", owner)]

    def tidy(self, owner: str) -> None:
        """Give back what turns a replica has of updates that it no longer has in hand."""
        self._changed(
            "DELETE FROM begun WHERE owner = ? AND NOT EXISTS (SELECT 1 FROM claim"
            " WHERE claim.update_id = begun.update_id AND claim.owner = begun.owner)",
            owner,
        )

    def finish_claimed(self, update_ids: Iterable[int]) -> None:
        """As :meth:`JournalRecords.finish`; nobody has them in hand any more, and the next ones have their turn."""
        numbers = sorted(update_ids)
        with self.transaction():
            self.finish(numbers)
            for number in numbers:
                self._let_go(number)

    def claimed(self, owner: str) -> frozenset[int]:
        """What a replica has in hand."""
        return frozenset(number for (number,) in self._rows("SELECT update_id FROM claim WHERE owner = ?", owner))

    def owns(self, update_id: int, owner: str) -> bool:
        """Whether a replica still has an update in hand: nobody took it over or finished it."""
        return bool(self._rows("SELECT 1 FROM claim WHERE update_id = ? AND owner = ?", update_id, owner))

    def take_over(self, owner: str, *, expired: bool) -> TakenOver:
        """Take over what replicas left unfinished that are no more.

        Args:
            owner: the replica that takes over.
            expired: whether also from those whose lease ran out; False where that may be the database's fault.
        """
        with self.transaction():
            if expired:
                # The dead have no row. One that comes to life at this instant waits for it to be gone, and then finds
                # what it has lost; or it was quicker, and is not dead.
                self._changed(f"DELETE FROM replica WHERE name != ? AND until < {self._seconds}", owner)  # noqa: S608
            dead = self._rows(
                "SELECT owner FROM (SELECT owner FROM claim UNION SELECT owner FROM begun) AS named"
                " WHERE owner != ? AND NOT EXISTS (SELECT 1 FROM replica WHERE name = owner) ORDER BY owner",
                owner,
            )
            taken: set[int] = set()
            for (name,) in dead:  # by name: what another one takes over meanwhile is that one's
                rows = self._rows("UPDATE claim SET owner = ? WHERE owner = ? RETURNING update_id", owner, name)
                taken.update(number for (number,) in rows)
                self._changed("DELETE FROM begun WHERE owner = ?", name)
            return self.unfinished_of(taken) if taken else TakenOver([], [])

    def unclaimed(self) -> list[Unfinished]:
        """What is unfinished and nobody's, in its order; such comes from a file that was moved here."""
        rows = self._rows(
            "SELECT update_id, payload, starts FROM journal WHERE done IS NULL AND payload IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM claim WHERE claim.update_id = journal.update_id) ORDER BY update_id"
        )
        return [Unfinished(*row) for row in rows]

    def unfinished_of(self, update_ids: Collection[int]) -> TakenOver:
        """Sort what is claimed into what is worth another try and what is given up; the rest is let go of."""
        too_old = self._now() - int(WORTH_ANSWERING.total_seconds())
        given_up, unfinished = [], []
        with self.transaction():
            for number in sorted(update_ids):
                rows = self._rows(
                    "SELECT payload, starts, taken FROM journal WHERE update_id = ? AND done IS NULL", number
                )
                payload, starts, taken = rows[0] if rows else (None, 0, 0)
                if payload is None:  # a press: Telegram offers it again, or it is not worth another try
                    self._let_go(number)
                elif taken < too_old or starts >= MOST_STARTS:
                    given_up.append(number)
                else:
                    unfinished.append(Unfinished(number, payload, starts))
            self.finish_claimed(given_up)
        return TakenOver(given_up, unfinished)

    def _let_go(self, update_id: int) -> None:
        self._changed("DELETE FROM claim WHERE update_id = ?", update_id)
        self._changed("DELETE FROM begun WHERE update_id = ?", update_id)

    def _grant(self, which: str, value: object) -> list[int]:
        # In one order, so that two who do this at once do not wait for one another. Where a turn is just ending, that
        # it was begun must be seen: else who had it is found to be first, and gets it once more when it is over.
        rows = self._rows(
            "INSERT INTO begun (line, update_id, owner) SELECT line, update_id, owner FROM claim"  # noqa: S608
            f" WHERE {which} AND line IS NOT NULL AND NOT EXISTS (SELECT 1 FROM claim AS earlier"
            " WHERE earlier.line = claim.line AND earlier.update_id < claim.update_id)"
            " AND NOT EXISTS (SELECT 1 FROM begun WHERE begun.line = claim.line)"
            " ORDER BY line ON CONFLICT DO NOTHING RETURNING update_id",
            value,
        )
        return [number for (number,) in rows]

    @property
    def _seconds(self) -> str:
        return _SECONDS[self._db.dialect]
