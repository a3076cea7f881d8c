"""What every handler works with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.access import Access
    from bot.config import BotSettings
    from bot.limits import Limits
    from bot.monitoring import Monitor
    from bot.newsroom import Newsroom
    from bot.pace import Pace
    from bot.records import AsyncRecords


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What every handler works with; made once, in ``app``.

    Attributes:
        settings: of the bot.
        newsroom: the index.
        records: what the bot remembers.
        access: who may ask.
        pace: how often.
        strangers: how often who may not ask is told so.
        monitor: what is told to whoever runs the bot.
    """

    settings: BotSettings
    newsroom: Newsroom
    records: AsyncRecords
    access: Access
    pace: Pace
    strangers: Limits
    monitor: Monitor

    @staticmethod
    def now() -> datetime:
        """The time, aware."""
        return datetime.now(UTC)
