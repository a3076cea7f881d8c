"""Who is not answered."""

from __future__ import annotations

from bot.records.table import Tables


class BlockRecords(Tables):
    """The table of blocked people and groups, by their numbers."""

    def block(self, number: int) -> None:
        """Block a person or a group."""
        self._changed("INSERT INTO block (number) VALUES (?) ON CONFLICT DO NOTHING", number)

    def unblock(self, number: int) -> None:
        """Answer a person or a group again."""
        self._changed("DELETE FROM block WHERE number = ?", number)

    def blocked(self) -> frozenset[int]:
        """All that are blocked."""
        return frozenset(number for (number,) in self._rows("SELECT number FROM block"))
