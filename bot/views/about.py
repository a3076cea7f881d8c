"""What the bot is, how it is asked, what it keeps of a person, and how to have that deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.render import plain_reply
from bot.text import one_line, units, visible
from bot.views.buttons import button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.locale import Messages
    from bot.reply import Keyboard, Reply
    from index.types import Status

_EXAMPLE: Final = 60
"""Longest question that fits a button, in UTF-16 units."""


def start_view(status: Status, messages: Messages, username: str) -> Reply:
    """Greet somebody."""
    return _paragraphs(
        messages.greeting, messages.holdings(status), messages.try_commands, messages.in_groups(username)
    )


def help_view(examples: Sequence[str], messages: Messages, username: str) -> Reply:
    """Explain how to ask, with questions to tap.

    Args:
        examples: questions that the index answers; those too long for a button are left out. Where there are none,
            made-up ones are shown.
        messages: in the reader's language.
        username: of the bot.
    """
    keyboard = tuple(
        (button(question, "example", place),)
        for place, question in enumerate(map(one_line, examples))
        if visible(question) and units(question) <= _EXAMPLE
    )
    # Last, so that the questions to tap are right below.
    listed = [] if keyboard else [f"• {question}" for question in messages.examples]
    asking = "\n".join([messages.how_to_ask, *listed])
    told = (messages.how_to_narrow, messages.in_groups(username), messages.try_commands, asking)
    return _paragraphs(*told, keyboard=keyboard)


def privacy_view(messages: Messages, kept: bool, days: int) -> Reply:  # noqa: FBT001 - a fact, told as it is
    """Say what is kept of a person: ``kept``, whether questions are; ``days``, for how long conversations are."""
    return plain_reply(messages.privacy(kept, days), ((button(messages.delete_button, "delete", "ask"),),))


def delete_view(messages: Messages) -> Reply:
    """Ask whether to delete it."""
    yes = button(messages.delete_button, "delete", "yes")
    no = button(messages.keep_button, "delete", "no")
    return plain_reply(messages.delete_me_ask, ((yes, no),))


def _paragraphs(*paragraphs: str, keyboard: Keyboard = ()) -> Reply:
    return plain_reply("\n\n".join(paragraphs), keyboard)
