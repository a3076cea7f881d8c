"""What the Bot API refuses of what a bot sends: pure checks on the parameters of a call."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from tdlib import Entity, FormattedText, TdlibRejected, parse_html, utf16_length
from telegram_objects import TDLIB_NAMES

if TYPE_CHECKING:
    from telegram_objects import Json

MAX_TEXT = 4096  # UTF-16 code units after parsing
MAX_CAPTION = 1024
MAX_SOURCE = 32_768  # bytes before parsing
MAX_ENTITIES = 100

_LINK = re.compile(r"<a\s[^>]*?href", re.IGNORECASE)
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_INVISIBLE = frozenset("\u2800\ufffc")
_PROFILE = {"name": 64, "description": 512, "short_description": 120}
_BUTTON_ACTIONS = frozenset({
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
})  # fmt: skip


class Refused(Exception):  # noqa: N818 - an answer of the server's, not a mistake of ours
    """The server does not carry out a call.

    Attributes:
        code: HTTP status, and the answer's ``error_code``.
        description: as the answer carries it.
        violation: True where no state of the world, only the bot, can be to blame.
        retry_after: seconds to wait, None where the answer names none.
    """

    def __init__(
        self, description: str, *, code: int = 400, violation: bool = True, retry_after: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.violation = violation
        self.retry_after = retry_after


def bad_request(reason: str, *, violation: bool = True) -> Refused:
    """The commonest refusal, status 400."""
    return Refused(f"Bad Request: {reason}", violation=violation)


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen."""
    return all(unicodedata.category(char)[0] in "ZC" or char in _INVISIBLE for char in text)


def check_text(parameters: Json, *, name: str = "text", limit: int = MAX_TEXT, required: bool = True) -> FormattedText:
    """Read the text of a call as Telegram would.

    Args:
        parameters: of the call; ``parse_mode`` and the list of entities count too.
        name: of the parameter that holds the text: ``text``, ``caption`` or ``message_text``.
        limit: most UTF-16 code units after parsing.
        required: False where the text may be missing, empty or blank.

    Raises:
        Refused: the text would not be sent, or not as it was meant.
    """
    text = parameters.get(name) or ""
    if not isinstance(text, str) or (required and text == ""):
        raise bad_request("message text is empty")
    if len(text.encode("utf-8", "surrogatepass")) > MAX_SOURCE:
        raise bad_request("text is too long")
    formatted = _formatted(parameters, name, text)
    if required and is_blank(formatted.text):
        raise bad_request("text must be non-empty")
    length = utf16_length(formatted.text)
    if length > limit:
        raise bad_request("message caption is too long" if name == "caption" else "message is too long")
    if len(formatted.entities) > MAX_ENTITIES:
        raise bad_request(f"{len(formatted.entities)} entities, of which only {MAX_ENTITIES} would be kept")
    if any(entity.offset + entity.length > length for entity in formatted.entities):
        raise bad_request("an entity reaches beyond the text")
    return formatted


def _formatted(parameters: Json, name: str, text: str) -> FormattedText:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise bad_request("strings must be encoded in UTF-8")
    mode = str(parameters.get("parse_mode") or "")
    if mode == "":
        return FormattedText(text, tuple(_given(parameters, "caption_entities" if name == "caption" else "entities")))
    if mode.upper() != "HTML":
        raise bad_request(f"parse_mode {mode!r}: this server reads HTML only")
    try:
        formatted = parse_html(text)
    except TdlibRejected as refusal:
        reason = str(refusal)
        raise bad_request(reason[0].lower() + reason[1:]) from refusal
    kept = sum(entity.url is not None for entity in formatted.entities)
    if kept < len(_LINK.findall(text)):
        raise bad_request(f"{len(_LINK.findall(text))} links in the source, of which Telegram keeps {kept}")
    return formatted


def _given(parameters: Json, name: str) -> list[Entity]:
    """Entities that the bot measured itself, under the names TDLib gives them."""
    return [
        Entity(one["offset"], one["length"], TDLIB_NAMES.get(one["type"], one["type"]), one.get("url"))
        for one in parameters.get(name) or ()
    ]


def check_markup(markup: Json | None) -> None:
    """Check the buttons under a message.

    Raises:
        Refused: a button without a text or without exactly one action, data not of 1–64 bytes, a link that is none.
    """
    for row in (markup or {}).get("inline_keyboard", ()):
        for button in row:
            _check_button(button)


def _check_button(button: Json) -> None:
    if is_blank(str(button.get("text", ""))):
        raise bad_request("can't parse inline keyboard button: the text of the button is empty")
    actions = _BUTTON_ACTIONS & button.keys()
    if len(actions) != 1:
        raise bad_request(f"can't parse inline keyboard button: exactly one action is needed, found {sorted(actions)}")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not parse_html(f'<a href="{url.replace("&", "&amp;").replace(chr(34), "%22")}">x</a>').links:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def check_message(parameters: Json) -> FormattedText:
    """Check sendMessage and editMessageText."""
    formatted = check_text(parameters)
    check_markup(parameters.get("reply_markup"))
    return formatted


def check_caption(parameters: Json) -> FormattedText | None:
    """Check a photo's or file's caption; None where it has none."""
    check_markup(parameters.get("reply_markup"))
    if parameters.get("caption") is None:
        return None
    return check_text(parameters, name="caption", limit=MAX_CAPTION, required=False)


def check_draft(parameters: Json) -> FormattedText:
    """Check sendMessageDraft: the text may be empty, the draft's id may not be 0."""
    if not isinstance(parameters.get("draft_id"), int) or parameters["draft_id"] == 0:
        raise bad_request("draft_id must be non-zero")
    return check_text(parameters, required=False)


def check_inline_results(parameters: Json) -> None:
    """Check answerInlineQuery: at most 50 results, ids of 1–64 bytes and each once, every text as in a message."""
    results = parameters.get("results")
    if not isinstance(results, list):
        raise bad_request("results are not a list")
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if any(not 1 <= len(one.encode()) <= 64 for one in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        if result.get("type") == "article" and is_blank(str(result.get("title", ""))):
            raise bad_request("ARTICLE_TITLE_EMPTY")
        content = result.get("input_message_content")
        if result.get("type") == "article" or content is not None:
            check_text(content or {}, name="message_text")
        check_caption(result)


def check_callback_answer(parameters: Json) -> None:
    """Check answerCallbackQuery: at most 200 UTF-16 code units of text."""
    if utf16_length(str(parameters.get("text") or "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")


def check_commands(parameters: Json) -> None:
    """Check setMyCommands: at most 100, ``[a-z0-9_]{1,32}``, described in 1–256 UTF-16 code units."""
    commands = parameters.get("commands") or []
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if is_blank(command["description"]) or utf16_length(command["description"]) > 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def check_webhook(parameters: Json) -> None:
    """Check setWebhook: an address, and a secret of 1–256 of ``A-Z a-z 0-9 _ -``. Plain http is let through here."""
    if not str(parameters.get("url") or "").startswith(("http://", "https://")):
        raise bad_request("bad webhook: invalid URL")
    secret = parameters.get("secret_token")
    if secret is not None and not _SECRET.fullmatch(str(secret)):
        raise bad_request("secret token contains unallowed characters")


def check_profile(parameters: Json) -> None:
    """Check setMyName, setMyDescription and setMyShortDescription: at most 64, 512 and 120 UTF-16 code units."""
    for name, limit in _PROFILE.items():
        if utf16_length(str(parameters.get(name) or "")) > limit:
            raise bad_request(f"{name} is longer than {limit}")
