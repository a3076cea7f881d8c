"""A conversation with the real bot, over the tests' Bot API server."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from scripts.screening.conversations import Conversation, Say, Tap
from scripts.screening.page import Chat

if TYPE_CHECKING:
    from index.protocols import News
    from telegram_server import TelegramServer

    Json = dict[str, Any]

_SHOWING = frozenset({"sendMessage", "sendPhoto", "editMessageText", "editMessageCaption", "editMessageReplyMarkup"})
_SECONDS = 30.0


class SilentBotError(RuntimeError):
    """The bot did not react to a step; the text names it."""


def play(
    conversation: Conversation, server: TelegramServer, news: News, *, quiet: float = 1.0
) -> tuple[Chat, list[Json]]:
    """Let people say and tap what they do, and wait for the bot each time.

    Args:
        conversation: to play.
        server: with the bot running against it.
        news: what the bot asks; its charts are drawn once more from it, as the server keeps no pictures.
        quiet: seconds without a call after which the bot has said all.

    Returns:
        The chat, and what it shows in the end, oldest first.

    Raises:
        SilentBotError: the bot says nothing to a step.
        LookupError: a button to tap is not there.
    """
    place = conversation.me.id if conversation.group is None else conversation.group.id
    before = _set_quotes(conversation, server, quiet) if conversation.quotes else 0
    for step in conversation.steps:
        server.clear()
        if isinstance(step, Say):
            _say(step, conversation, server, place)
        else:
            _tap(step, conversation, server, place)
        _wait(step, server, quiet)
    shown = [one for one in server.history(place) if one["message_id"] > before or conversation.group]
    group = conversation.group
    chat = Chat(
        title=_bot_name(shown) if group is None else group.title,
        below=conversation.below,
        me=conversation.me.id,
        group=group is not None,
        pictures={one["message_id"]: _drawn(one, conversation, news) for one in shown if "photo" in one},
    )
    return chat, shown


def _set_quotes(conversation: Conversation, server: TelegramServer, quiet: float) -> int:
    """Have the holder of the phone say how many quotes to show; the last message of that."""
    from bot.presses import press

    server.clear()
    asked = Say(text="/settings")
    server.private_message(asked.text, user=conversation.me)
    _wait(asked, server, quiet)
    last = int(server.history(conversation.me.id)[-1]["message_id"])
    server.clear()
    server.callback(press("set", "quotes", conversation.quotes), message_id=last, user=conversation.me)
    _wait(Tap(action="set:quotes"), server, quiet)
    return last


def _say(step: Say, conversation: Conversation, server: TelegramServer, place: int) -> None:
    user = step.by or conversation.me
    reply_to = _of_bot(server.history(place))[-1]["message_id"] if step.replying else None
    if conversation.group is None:
        server.private_message(step.text, user=user, reply_to=reply_to)
    else:
        server.group_message(step.text, user=user, chat=conversation.group, reply_to=reply_to)


def _tap(step: Tap, conversation: Conversation, server: TelegramServer, place: int) -> None:
    for message in reversed(_of_bot(server.history(place))):
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        found = [key["callback_data"] for row in rows for key in row if _does(key, step.action)]
        if step.at < len(found):
            server.callback(found[step.at], message_id=message["message_id"], user=conversation.me)
            return
    raise LookupError(f"no button for {step.action!r} in {[one.get('reply_markup') for one in server.history(place)]}")


def _does(key: Json, action: str) -> bool:
    return re.match(rf"{re.escape(action)}(:|$)", key.get("callback_data", "")) is not None


def _of_bot(messages: list[Json]) -> list[Json]:
    return [one for one in messages if one["from"]["is_bot"]]


def _bot_name(messages: list[Json]) -> str:
    return str(_of_bot(messages)[0]["from"]["first_name"])


def _wait(step: Say | Tap, server: TelegramServer, quiet: float) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        calls = [call for call in server.calls if call.method != "getUpdates"]
        shown = any(call.method in _SHOWING and call.error is None for call in calls)
        if shown and time.monotonic() - calls[-1].at > quiet:
            return
        time.sleep(0.05)
    raise SilentBotError(f"no answer to {step}; the bot called {[(call.method, call.error) for call in server.calls]}")


def _drawn(message: Json, conversation: Conversation, news: News) -> bytes:
    """The chart that was sent: to the same command the bot draws the same, to the byte."""
    from bot.chart import chart
    from bot.locale import choose

    command = message["reply_to_message"]
    topic = re.sub(r"^/topic(@\w+)?\s+", "", command["text"])
    language = command["from"].get("language_code", conversation.me.language_code)
    return chart(news.timeline(topic), choose(language))
