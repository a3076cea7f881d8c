"""Telegram's own parser, offline: what it makes of a text is what a reader would see."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import tdjson


class TdlibRejected(Exception):  # noqa: N818 - an answer of TDLib's, not a mistake of ours
    """TDLib refuses the text; the message is TDLib's own."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of a text that is more than plain.

    Attributes:
        offset: where it begins, in UTF-16 code units.
        length: how long it is, in UTF-16 code units.
        type: TDLib's name without ``textEntityType``: ``Bold``, ``TextUrl``, ``BlockQuote``, ``ExpandableBlockQuote`` …
        url: where a ``TextUrl`` or ``MentionName`` leads, as TDLib normalises it; None for the others.
    """

    offset: int
    length: int
    type: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text as the reader sees it, with its entities in order."""

    text: str
    entities: tuple[Entity, ...] = ()

    def text_of(self, entity: Entity) -> str:
        """The words an entity covers."""
        units = self.text.encode("utf-16-le", "surrogatepass")
        return units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "surrogatepass")

    def texts(self, kind: str) -> list[str]:
        """The words of all entities of one type, in order."""
        return [self.text_of(entity) for entity in self.entities if entity.type == kind]

    @property
    def links(self) -> list[str]:
        """Where the links lead, in order."""
        return [entity.url for entity in self.entities if entity.type == "TextUrl" and entity.url is not None]


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(text: str) -> FormattedText:
    """Read Telegram's HTML; nothing is trimmed.

    Raises:
        TdlibRejected: TDLib refuses the text, as the Bot API server then would.
    """
    _silence()
    answer = _execute({"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}})
    if answer["@type"] == "error":
        raise TdlibRejected(answer["message"])
    return FormattedText(answer["text"], tuple(_entity(entity) for entity in answer["entities"]))


def _entity(found: dict[str, Any]) -> Entity:
    kind = found["type"]
    url = kind.get("url")
    if "user_id" in kind:
        url = f"tg://user?id={kind['user_id']}"
    return Entity(found["offset"], found["length"], kind["@type"].removeprefix("textEntityType"), url)


@cache
def _silence() -> None:
    """Keep TDLib from writing its log to stderr; once per process."""
    _execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def _execute(request: dict[str, object]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"{}")
    return answer
