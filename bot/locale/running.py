"""Who may ask, how often, and how the bot is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locale.language import Language

if TYPE_CHECKING:
    from datetime import date


class RunningTexts(Language):
    """Texts to those who may not ask, and to admins."""

    def slow_down(self, seconds: int) -> str:
        """To too many questions; when the next is welcome, 1 or more."""
        return self.ngettext(
            "That was a lot at once. Please ask again in {count} second.",
            "That was a lot at once. Please ask again in {count} seconds.",
            seconds,
        )

    def not_allowed(self, user_id: int) -> str:
        """To a person the bot is not for."""
        return self._(
            "This bot is private. Whoever runs it can let you in: send them your Telegram ID, {number}.",
            number=str(user_id),
        )

    def group_not_allowed(self, chat_id: int) -> str:
        """In a group the bot is not for."""
        return self._(
            "This bot is private. Whoever runs it can let this group in: send them its ID, {number}.",
            number=str(chat_id),
        )

    def stats_since(self, day: date) -> str:
        """Stands above the counts."""
        return self._("Since {date}", date=self.day(day))

    def stat(self, name: str, count: int) -> str:
        """How often something happened; a name without words here is shown as it is."""
        told = {
            "answered": self._("Answered"),
            "abstained": self._("Not found"),
            "failed": self._("Failed"),
            "follow_ups": self._("Follow-ups"),
            "edited": self._("Edited questions"),
            "inline": self._("Inline questions"),
            "presses": self._("Buttons pressed"),
            "good": self._("Good answers"),
            "bad": self._("Bad answers"),
            "limited": self._("Asked to slow down"),
            "refused": self._("Not let in"),
        }
        return self._("{name}: {count}", name=told.get(name, name), count=self.number(count))

    def stats_people(self, count: int) -> str:
        """How many people asked."""
        return self._("{name}: {count}", name=self._("People"), count=self.number(count))

    def stats_blocked(self, count: int) -> str:
        """How many people and groups are blocked."""
        return self._("{name}: {count}", name=self._("Blocked"), count=self.number(count))

    def reloaded(self, generation: int) -> str:
        """To /reload."""
        return self._("Answering from generation {number}.", number=str(generation))

    @property
    def block_usage(self) -> str:
        """To /block without a number."""
        return self._("/block ID and /unblock ID take the ID of a person or group.")

    def blocked(self, number: int) -> str:
        """To /block."""
        return self._("{number} is blocked.", number=str(number))

    def unblocked(self, number: int) -> str:
        """To /unblock."""
        return self._("{number} is no longer blocked.", number=str(number))

    @property
    def not_blockable(self) -> str:
        """To /block with an admin's number."""
        return self._("Admins can't be blocked.")
