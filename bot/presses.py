"""What a button says when it is pressed: an action and what it needs, in at most 64 bytes."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

LONGEST: Final = 64
"""Bytes Telegram takes of a button."""

_NUMBER: Final = re.compile("[0-9]{1,18}")  # which a column of SQLite holds


class UnknownPressError(Exception):
    """No button says this: it is of an earlier version, or made up, for anyone can send anything."""


class Press(NamedTuple):
    """A button that was pressed.

    Attributes:
        action: what to do.
        arguments: what it needs, as text.
    """

    action: str
    arguments: tuple[str, ...]

    def number(self, place: int) -> int:
        """An argument that is a number, 0 or more.

        Raises:
            UnknownPressError: it is none, or missing.
        """
        if place >= len(self.arguments) or not _NUMBER.fullmatch(self.arguments[place]):
            raise UnknownPressError(f"{self.action} has no number in place {place}")
        return int(self.arguments[place])


def press(action: str, *arguments: int | str) -> str:
    """What the button for an action holds.

    Raises:
        ValueError: it is longer than Telegram takes.
    """
    data = ":".join((action, *map(str, arguments)))
    if len(data.encode()) > LONGEST:
        raise ValueError(f"{action!r} is too long for a button")
    return data


def pressed(data: str) -> Press:
    """What a button that held this is for."""
    action, *arguments = data.split(":")
    return Press(action, tuple(arguments))
