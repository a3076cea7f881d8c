"""What the bot says at once, before anybody knows where: the texts, the buttons below, a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button.

    Attributes:
        text: what stands on it.
        data: what comes back when it is pressed, as ``presses.press`` makes it.
    """

    text: str
    data: str


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons, from top to bottom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the bot says at once.

    Attributes:
        texts: Telegram HTML, one a message, each within Telegram's limits; with a photo the only one is its caption.
        keyboard: below the last message.
        photo: a PNG.
    """

    texts: tuple[str, ...]
    keyboard: Keyboard = ()
    photo: bytes | None = None
