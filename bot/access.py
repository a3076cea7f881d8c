"""Who may ask; pure: what changes is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection

Permission = Literal["yes", "no", "blocked"]
"""Whether somebody is answered, told that the bot is private, or met with silence."""


class Access:
    """Who may ask, by the numbers of people (> 0) and groups (< 0).

    Admins always may. Who is blocked, or writes in a blocked group, may not. Where neither people nor groups are named,
    everyone else may. A named person may in private and inline, and in the named groups, or in any group where none is
    named. In a named group anyone may.

    Args:
        allowed_users: the people named.
        allowed_groups: the groups named.
        admins: those who run the bot.
        blocked: people and groups.
    """

    def __init__(
        self,
        allowed_users: Collection[int] = (),
        allowed_groups: Collection[int] = (),
        admins: Collection[int] = (),
        blocked: Collection[int] = (),
    ) -> None:
        self._users = frozenset(allowed_users)
        self._groups = frozenset(allowed_groups)
        self._admins = frozenset(admins)
        self._blocked = set(blocked)

    def may_ask(self, user_id: int, chat_id: int, is_group: bool) -> Permission:  # noqa: FBT001 - reads as a sentence
        """Whether a person may ask in a chat.

        Args:
            user_id: who asks.
            chat_id: where; the person's number in a private chat and inline.
            is_group: whether that is a group.
        """
        if user_id in self._admins:
            return "yes"
        if user_id in self._blocked or chat_id in self._blocked:
            return "blocked"
        if not self._users and not self._groups:
            return "yes"
        if is_group and self._groups:
            return "yes" if chat_id in self._groups else "no"
        return "yes" if user_id in self._users else "no"

    def is_admin(self, user_id: int) -> bool:
        """Whether a person runs the bot."""
        return user_id in self._admins

    def block(self, number: int) -> None:
        """Block a person or a group from now on; an admin may ask all the same."""
        self._blocked.add(number)

    def block_only(self, numbers: Collection[int]) -> None:
        """Block these people and groups from now on, and nobody else: another process may have changed who."""
        self._blocked = set(numbers)

    def unblock(self, number: int) -> None:
        """Answer a person or a group again."""
        self._blocked.discard(number)
