"""Buttons in rows and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from bot.presses import press
from bot.reply import Button
from bot.text import one_line, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.reply import Keyboard

T = TypeVar("T")

_LABEL: Final = 60
CHOSEN: Final = "✓"


class Page(NamedTuple):
    """Which page of how many, counted from 0."""

    number: int
    of: int


def button(text: str, action: str, *arguments: int | str) -> Button:
    """A button that says so much when it is pressed; its text is shortened."""
    return Button(text=shorten(one_line(text), _LABEL), data=press(action, *arguments))


def in_rows(buttons: Sequence[Button], most: int) -> Keyboard:
    """Rows of ``most`` buttons or fewer, about equally long."""
    if not buttons:
        return ()
    rows = -(-len(buttons) // most)
    width = -(-len(buttons) // rows)
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))


def turned(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], Page]:
    """What stands on a page of ``size``, and which it is: the nearest there is."""
    pages = max(-(-len(items) // size), 1)
    at = min(max(page, 0), pages - 1)
    return items[at * size : (at + 1) * size], Page(at, pages)


def arrows(page: Page, action: str, *arguments: int | str) -> Keyboard:
    """A row that leads to the pages before and behind, as far as there are any."""
    back = [button("◀", action, *arguments, page.number - 1)] if page.number > 0 else []
    on = [button("▶", action, *arguments, page.number + 1)] if page.number + 1 < page.of else []
    return (tuple(back + on),) if back or on else ()
