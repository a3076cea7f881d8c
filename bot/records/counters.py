"""How often something happened, and how many people asked."""

from __future__ import annotations

from datetime import date

from bot.records.table import Tables


class CounterRecords(Tables):
    """The tables of counters, by day (UTC), and of who asked.

    Who asked is known by number as long as conversations are remembered, as those are; then only how many is left.
    """

    def count(self, name: str) -> None:
        """Something happened once more today."""
        self._changed(
            "INSERT INTO counter (day, name, number) VALUES (?, ?, 1)"
            " ON CONFLICT (day, name) DO UPDATE SET number = counter.number + 1",
            self._today(), name,
        )  # fmt: skip

    def counts(self) -> dict[str, int]:
        """How often each thing ever happened, by name."""
        rows = self._rows("SELECT name, sum(number) FROM counter GROUP BY name ORDER BY name")
        return {name: int(number) for name, number in rows}

    def first_day(self) -> date:
        """The first day anything was counted, today where nothing was."""
        (first,) = self._rows("SELECT min(day) FROM counter")[0]
        return date.fromisoformat(first or self._today())

    def note_person(self, user_id: int) -> None:
        """A person asked today."""
        self._changed(
            "INSERT INTO asker (user_id, last_day) VALUES (?, ?)"
            " ON CONFLICT (user_id) DO UPDATE SET last_day = excluded.last_day"
            " WHERE asker.last_day != excluded.last_day",
            user_id, self._today(),
        )  # fmt: skip

    def people(self, since: date | None = None) -> int:
        """How many different people asked since a day, or ever; who comes back after being forgotten is another."""
        day = since.isoformat() if since else ""
        (known,) = self._rows("SELECT count(*) FROM asker WHERE last_day >= ?", day)[0]
        (forgotten,) = self._rows("SELECT coalesce(sum(number), 0) FROM past_asker WHERE last_day >= ?", day)[0]
        return int(known) + int(forgotten)
