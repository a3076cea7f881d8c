"""How much people and chats may ask, where several replicas of the bot are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bot.records.table import Tables

if TYPE_CHECKING:
    from collections.abc import Sequence

_MINUTE: Final = 60.0
_SHORTEST: Final = 0.001  # seconds; for who may ask again by the time we look
_ROUNDING: Final = 1e-6  # seconds; who waited as long as told must not be refused for it


class Share(NamedTuple):
    """What somebody may ask.

    Attributes:
        name: whose it is.
        size: questions that may come at once when it is full; as many drop in each minute. At least 1.
    """

    name: str
    size: int


class ShareRecords(Tables):
    """The table of shares: token buckets, each told by the one number when it will be full; a full one is not in it."""

    def take_share(self, shares: Sequence[Share]) -> float:
        """Take one question of each share, or of none.

        It costs one statement. Two replicas that ask at the same instant may both get the last one.

        Args:
            shares: of different names, at least one.

        Returns:
            Seconds until all have a question in them; 0 where it was taken.
        """
        now = self._clock().timestamp()
        wanted = [(share.name, now + _MINUTE / share.size) for share in shares]
        # Full but for one question less than all: what is fuller in time than this has one left.
        latest = [(share.name, now + _MINUTE - _MINUTE / share.size + _ROUNDING) for share in shares]
        row = "SELECT CAST(? AS TEXT) AS name, CAST(? AS DOUBLE PRECISION) AS full_at"
        rows = " UNION ALL ".join(row for _ in shares)
        empty = " OR ".join("(share.name = ? AND share.full_at > ?)" for _ in shares)
        taken = self._changed(
            f"INSERT INTO share (name, full_at) SELECT name, full_at FROM ({rows}) AS wanted"  # noqa: S608
            f" WHERE NOT EXISTS (SELECT 1 FROM share WHERE {empty}) ORDER BY name"
            " ON CONFLICT (name) DO UPDATE SET full_at = CASE WHEN share.full_at > ?"
            " THEN share.full_at + excluded.full_at - ? ELSE excluded.full_at END",
            *(value for row in wanted for value in row),
            *(value for row in latest for value in row),
            now,
            now,
        )
        return 0.0 if taken > 0 else self._wait(latest)

    def _wait(self, latest: Sequence[tuple[str, float]]) -> float:
        full_at = {
            name: at
            for wanted, _ in latest
            for name, at in self._rows("SELECT name, full_at FROM share WHERE name = ?", wanted)
        }
        return max(_SHORTEST, *(float(full_at.get(name, 0.0)) - at for name, at in latest))

    def _forget_full_shares(self) -> None:
        self._changed("DELETE FROM share WHERE full_at <= ?", self._clock().timestamp())
