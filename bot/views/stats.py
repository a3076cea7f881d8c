"""How much the bot is used, for whoever runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.render import escape
from bot.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.locale import Messages

_NAMES: Final = (
    "answered", "abstained", "failed", "follow_ups", "edited", "inline", "presses", "good", "bad", "limited", "refused",
)  # fmt: skip


def stats_view(counts: Mapping[str, int], people: int, blocked: int, since: date, messages: Messages) -> Reply:
    """Show what was counted.

    Args:
        counts: by name; what is missing is 0.
        people: number of people who asked.
        blocked: number of people and groups that get no answer.
        since: first day that was counted.
        messages: in the reader's language.
    """
    lines = [messages.stat(name, counts.get(name, 0)) for name in _NAMES]
    lines += [messages.stats_people(people), messages.stats_blocked(blocked)]
    return Reply(texts=(f"<b>{escape(messages.stats_since(since))}</b>\n\n{escape(chr(10).join(lines))}",))
