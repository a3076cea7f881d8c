"""One person's chat with the bot, said, pressed and read as on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from running import eventually
from telegram_server import DEFAULT_USER, ChatUser, TelegramServer

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]

_POSTING = frozenset({"sendMessage", "sendPhoto"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A message of the bot's as it stands in the chat now.

    Attributes:
        id: of the message.
        text: or caption.
        bold: what stands out in it.
        links: where its words lead.
        rows: what stands on the buttons below.
        reply_to: message that it answers.
        raw: the Bot API's Message.
    """

    id: int
    text: str
    bold: tuple[str, ...]
    links: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    reply_to: int | None
    raw: Json

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n\n")

    def data(self, label: str) -> str:
        """What the button that begins with a label holds."""
        found: str = next(
            one["callback_data"]
            for row in self.raw.get("reply_markup", {}).get("inline_keyboard", ())
            for one in row
            if one["text"].startswith(label)
        )
        return found


class PrivateChat:
    """A private chat; what is said or pressed waits for what the bot does upon it."""

    def __init__(self, server: TelegramServer, user: ChatUser = DEFAULT_USER) -> None:
        self.server = server
        self.user = user

    def say(self, text: str, *, answers: int = 1, reply_to: int | None = None) -> Seen:
        """Write; the last message of the answer."""
        self._and_wait(lambda: self.server.private_message(text, user=self.user, reply_to=reply_to), _POSTING, answers)
        return self.last

    def send(self, send: Callable[[], object]) -> Seen:
        """Do whatever makes the bot write a message."""
        self._and_wait(send, _POSTING, 1)
        return self.last

    def edit(self, message_id: int, text: str, *, edits: int = 1, answers: int = 0) -> None:
        """Change what was written; the bot changes and sends so many messages."""
        before = self._count(_POSTING)
        self._and_wait(lambda: self.server.edited_message(message_id, text), frozenset({"editMessageText"}), edits)
        eventually(lambda: self._count(_POSTING) >= before + answers)

    def press(self, label: str, below: Seen, *, does: str | None = "editMessageText") -> str:
        """Press the button that begins with a label; what pops up, once the bot has done what it does."""
        return self.press_data(self.now(below).data(label), below.id, does=does)

    def press_data(self, data: str, message_id: int, *, does: str | None = None) -> str:
        """Press a button that holds something, whether there is one or not."""
        pressed: list[str] = []
        methods = frozenset({does}) if does else frozenset()
        self._and_wait(
            lambda: pressed.append(self.server.callback(data, message_id=message_id, user=self.user)),
            methods,
            1 if does else 0,
        )
        return self.toast(pressed[0])

    def toast(self, query: str) -> str:
        """What pops up to a press, empty where nothing does."""

        def answers() -> list[str]:
            return [
                str(call.parameters.get("text", ""))
                for call in self.server.calls
                if call.method == "answerCallbackQuery" and call.parameters["callback_query_id"] == query
            ]

        eventually(lambda: bool(answers()))
        (text,) = answers()
        return text

    @property
    def shown(self) -> list[Seen]:
        """Everything the bot has written here, as it stands now, oldest first."""
        return [_seen(one) for one in self.server.history(self.user.id) if one["from"].get("is_bot")]

    @property
    def last(self) -> Seen:
        """The last that the bot has written."""
        return self.shown[-1]

    def now(self, earlier: Seen) -> Seen:
        """A message as it stands now."""
        return next(one for one in self.shown if one.id == earlier.id)

    def _and_wait(self, act: Callable[[], object], methods: frozenset[str], number: int) -> None:
        before = self._count(methods)
        act()
        eventually(lambda: self._count(methods) >= before + number)

    def _count(self, methods: frozenset[str]) -> int:
        return sum(
            call.method in methods and call.error is None and call.chat_id == self.user.id for call in self.server.calls
        )


def _seen(message: Json) -> Seen:
    text: str = message.get("text") or message.get("caption", "")
    units = text.encode("utf-16-le")
    entities: list[Json] = message.get("entities") or message.get("caption_entities", [])
    rows: list[list[Json]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    bold = [
        units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
        for one in entities
        if one["type"] == "bold"
    ]
    return Seen(
        id=message["message_id"],
        text=text,
        bold=tuple(bold),
        links=tuple(one["url"] for one in entities if one["type"] == "text_link"),
        rows=tuple(tuple(button["text"] for button in row) for row in rows),
        reply_to=message.get("reply_to_message", {}).get("message_id"),
        raw=message,
    )
