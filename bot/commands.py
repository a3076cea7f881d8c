"""The commands the bot takes."""

from __future__ import annotations

from typing import Final

COMMANDS: Final = (
    "start", "help", "latest", "topic", "sources", "status", "settings", "new", "privacy", "delete_me",
)  # fmt: skip
"""For everyone, as they are listed in Telegram."""

FOR_ADMINS: Final = ("stats", "reload", "block", "unblock")
"""For whoever runs the bot, listed nowhere."""
