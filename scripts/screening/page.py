"""Messages of a chat -> one HTML page that looks like it on a phone, and needs nothing else."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.screening.entities import marked_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Json = dict[str, Any]

WIDTH = 420
"""Of the page, in CSS pixels."""

_SNIPPET = 60  # of what is replied to, in characters
_COLOURS = 6
# For who takes the picture.
_MEASURE = "document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect().height)"
_STYLE = Path(__file__).with_name("chat.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat as one of its people sees it.

    Attributes:
        title: of the group, or the bot's name.
        below: the line below it, such as ``bot`` or ``12 members``.
        me: id of the person who holds the phone.
        pictures: PNG of a message's photo, by the message's id.
        group: whether it tells who wrote what.
    """

    title: str
    below: str
    me: int
    pictures: Mapping[int, bytes] = field(default_factory=dict)
    group: bool = False


def page(chat: Chat, messages: Iterable[Json]) -> str:
    """Write the page.

    Args:
        chat: whose messages they are.
        messages: the Bot API's Message objects, oldest first.
    """
    shown = "\n".join(_message(chat, message) for message in messages)
    title, below, initial = escape(chat.title), escape(chat.below), escape(chat.title[:1].upper())
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE.read_text("utf-8")}</style></head><body>
<header><div class="avatar">{initial}</div><div><b>{title}</b><small>{below}</small></div></header>
<main>
{shown}
</main>
<script>{_MEASURE}</script></body></html>
"""


def _message(chat: Chat, message: Json) -> str:
    mine = message["from"]["id"] == chat.me
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    parts = [
        "" if mine or not chat.group else _name(message["from"]),
        _reply(message["reply_to_message"]) if "reply_to_message" in message else "",
        _photo(chat.pictures.get(message["message_id"])) if "photo" in message else "",
        f'<div class="text">{marked_up(text, entities)}{_time(message, mine=mine)}</div>',
    ]
    keys = _keys(message.get("reply_markup", {}).get("inline_keyboard", []))
    return f'<article class="{"mine" if mine else "other"}"><div class="bubble">{"".join(parts)}</div>{keys}</article>'


def _name(sender: Json) -> str:
    return f'<div class="name c{sender["id"] % _COLOURS}">{escape(sender["first_name"])}</div>'


def _reply(message: Json) -> str:
    text = " ".join(str(message.get("text", message.get("caption", ""))).split())
    snippet = escape(text[:_SNIPPET]) or "…"
    return f'<div class="reply"><b>{escape(message["from"]["first_name"])}</b><span>{snippet}</span></div>'


def _photo(picture: bytes | None) -> str:
    if picture is None:
        return '<div class="photo nothing"></div>'
    return f'<img class="photo" alt="" src="data:image/png;base64,{base64.b64encode(picture).decode()}">'


def _time(message: Json, *, mine: bool) -> str:
    sent = datetime.fromtimestamp(message["date"], UTC)
    return f"<time>{sent:%H:%M}{' ✓✓' if mine else ''}</time>"


def _keys(rows: list[list[Json]]) -> str:
    if not rows:
        return ""
    lines = [
        "".join(f'<span class="{"link" if "url" in key else "press"}">{escape(key["text"])}</span>' for key in row)
        for row in rows
    ]
    return f'<div class="keys">{"".join(f"<div>{line}</div>" for line in lines)}</div>'
