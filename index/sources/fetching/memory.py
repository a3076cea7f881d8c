"""What a fetcher should know beyond the life of a process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRobots:
    """A site's robots.txt.

    Attributes:
        text: as it was read; ``""`` where the site has none.
        fetched: when, aware.
    """

    text: str
    fetched: datetime


class Memory(Protocol):
    """Keeps what sites asked for; called from several threads at once."""

    def robots(self, origin: str) -> KeptRobots | None:
        """The robots.txt of an origin such as ``https://news.example``, None where none is kept."""
        ...

    def keep_robots(self, origin: str, kept: KeptRobots) -> None:
        """Keep it in the place of what was kept before."""
        ...

    def not_before(self, host: str) -> datetime | None:
        """When a host wants to be asked again, aware; it may have passed."""
        ...

    def keep_not_before(self, host: str, when: datetime) -> None:
        """Keep it in the place of what was kept before."""
        ...


class Forgetful:
    """A memory that ends with the process."""

    def __init__(self) -> None:
        self._robots: dict[str, KeptRobots] = {}
        self._not_before: dict[str, datetime] = {}

    def robots(self, origin: str) -> KeptRobots | None:
        """As ``Memory``."""
        return self._robots.get(origin)

    def keep_robots(self, origin: str, kept: KeptRobots) -> None:
        """As ``Memory``."""
        self._robots[origin] = kept

    def not_before(self, host: str) -> datetime | None:
        """As ``Memory``."""
        return self._not_before.get(host)

    def keep_not_before(self, host: str, when: datetime) -> None:
        """As ``Memory``."""
        self._not_before[host] = when
