"""Who is not answered."""

from __future__ import annotations

from bot.records.table import Tables


class BlockRecords(Tables):
    """The table of blocked people and groups, by their numbers."""

    def block(self, number: int) -> bool:
        """Block a person or a group; whether they were not blocked before."""
        return self._changed("INSERT OR IGNORE INTO block (number) VALUES (?)", number) > 0

    def unblock(self, number: int) -> bool:
        """Answer again; whether they were blocked before."""
        return self._changed("DELETE FROM block WHERE number = ?", number) > 0

    def blocked(self) -> frozenset[int]:
        """All that are blocked."""
        return frozenset(number for (number,) in self._rows("SELECT number FROM block"))
