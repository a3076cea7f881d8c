"""What is said and tapped in the pictures; what the bot answers is its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from telegram_objects import ChatUser, Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Somebody writes.

    Attributes:
        text: what.
        by: who; the holder of the phone where it is left out.
        replying: whether to the bot's last message.
    """

    text: str
    by: ChatUser | None = None
    replying: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """The holder of the phone taps a button below the bot's last message that has it.

    Attributes:
        action: what the button's data begins with (see ``bot/presses.py``).
        at: which of those that do, from 0.
    """

    action: str
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A short one.

    Attributes:
        me: who holds the phone.
        steps: in order; each waits for the bot's answer to the one before.
        group: where it takes place; None for the private chat with the bot.
        quotes: in an answer, as the holder of the phone has set it; 0 leaves that as it comes.
        below: the line below the chat's title.
    """

    me: ChatUser
    steps: tuple[Say | Tap, ...]
    below: str
    group: Group | None = None
    quotes: int = 0


_CLARA = ChatUser(1001, "Clara", language_code="de")
_TOM = ChatUser(1002, "Tom", language_code="en")
_RUTH = ChatUser(1003, "Ruth", language_code="en")
_LINH = ChatUser(1004, "Linh", language_code="vi")

CONVERSATIONS: Final = (
    Conversation(
        me=_CLARA,
        below="Bot",
        quotes=1,
        steps=(
            Say(text="Wie viel kostet die Seilbahn?"),
            Say(text="und wie lang ist sie?"),
            Tap(action="around"),
        ),
    ),
    Conversation(
        me=_TOM,
        below="12 members",
        group=Group(-1_001_234_567_890, "Dunmarrow readers"),
        quotes=1,
        steps=(
            Say(text="@NewsBot How many ferry crew members voted against the pay deal?"),
            Say(text="/topic@NewsBot ferry", by=_RUTH),
        ),
    ),
    Conversation(
        me=_LINH,
        below="bot",
        quotes=1,
        steps=(
            Say(text="Cầu treo Nặm Xười dài bao nhiêu mét?"),
            Say(text="/settings"),
            Tap(action="set:menu:window"),
        ),
    ),
)
