from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from telegram_calls import call
from telegram_server import TelegramServer

if TYPE_CHECKING:
    from collections.abc import Iterator

LINK = '<a href="https://news.example/1">one</a>'


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        yield running


def keyboard(**button: object) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": "more"} | button]]}


def article(number: int, text: str = "words") -> dict[str, object]:
    return {"type": "article", "id": str(number), "title": "t", "input_message_content": {"message_text": text}}


VIOLATIONS: list[tuple[str, dict[str, object], str]] = [
    ("sendMessage", {"text": "<p>x</p>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "p"'),
    ("sendMessage", {"text": "a < b", "parse_mode": "html"}, "can't parse entities"),
    ("sendMessage", {"text": "x" * 4097}, "message is too long"),
    ("sendMessage", {"text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {"text": "<b>x</b>" + "&amp;" * 6553, "parse_mode": "HTML"}, "text is too long"),
    ("sendMessage", {"text": "<b>a</b> " * 101, "parse_mode": "HTML"}, "101 entities"),
    ("sendMessage", {"text": ""}, "message text is empty"),
    ("sendMessage", {}, "message text is empty"),
    ("sendMessage", {"text": "<b> </b>\n\u200b\u2800", "parse_mode": "HTML"}, "text must be non-empty"),
    ("sendMessage", {"text": '<a href="javascript:x">x</a>', "parse_mode": "HTML"}, "1 links in the source"),
    ("sendMessage", {"text": f'{LINK} <a href="">x</a>', "parse_mode": "HTML"}, "2 links in the source"),
    ("sendMessage", {"text": "x", "parse_mode": "MarkdownV2"}, "reads HTML only"),
    ("sendMessage", {"text": "\ud83d"}, "strings must be encoded in UTF-8"),
    ("sendMessage", {"text": "ab", "entities": [{"type": "bold", "offset": 1, "length": 2}]}, "beyond the text"),
    ("sendMessage", {"text": "x", "chat_id": 7}, "chat not found"),
    ("sendMessage", {"text": "x", "chat_id": "@somebody"}, "chat not found"),
    ("sendMessage", {"text": "x", "message_thread_id": 3}, "message thread not found"),
    ("sendMessage", {"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ("sendMessage", {"text": "x", "reply_parameters": {"message_id": 1, "quote": "no"}}, "QUOTE_TEXT_INVALID"),
    ("sendMessage", {"text": "x", "reply_markup": keyboard(callback_data="")}, "BUTTON_DATA_INVALID"),
    ("sendMessage", {"text": "x", "reply_markup": keyboard(callback_data="ü" * 33)}, "BUTTON_DATA_INVALID"),
    ("sendMessage", {"text": "x", "reply_markup": keyboard()}, "exactly one action"),
    ("sendMessage", {"text": "x", "reply_markup": keyboard(url="javascript:x")}, "Wrong HTTP URL"),
    ("sendMessage", {"text": "x", "reply_markup": keyboard(text=" ", callback_data="m")}, "text of the button"),
    ("sendMessage", {"text": "x", "reply_markup": "no keyboard"}, "wrong parameters"),
    ("sendPhoto", {"caption": "x" * 1025}, "message caption is too long"),
    ("sendMessageDraft", {"draft_id": 0, "text": "x"}, "draft_id must be non-zero"),
    ("sendMessageDraft", {"draft_id": 1, "text": "x" * 4097}, "message is too long"),
    ("sendMessageDraft", {"draft_id": 1, "text": "x", "chat_id": -1001}, "private chats only"),
    ("sendChatAction", {}, "wrong parameter action"),
    ("answerCallbackQuery", {"callback_query_id": "unheard"}, "query is too old"),
    ("answerCallbackQuery", {"callback_query_id": "unheard", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    ("answerInlineQuery", {"inline_query_id": "unheard", "results": []}, "query is too old"),
    ("answerInlineQuery", {"results": [article(n) for n in range(51)]}, "RESULTS_TOO_MUCH"),
    ("answerInlineQuery", {"results": [article(1), article(1)]}, "RESULT_ID_DUPLICATE"),
    ("answerInlineQuery", {"results": [article(1) | {"id": "x" * 65}]}, "RESULT_ID_INVALID"),
    ("answerInlineQuery", {"results": [article(1) | {"title": ""}]}, "ARTICLE_TITLE_EMPTY"),
    ("answerInlineQuery", {"results": [article(1, text="x" * 4097)]}, "message is too long"),
    ("answerInlineQuery", {"results": [{"type": "photo", "id": "1", "caption": "x" * 1025}]}, "caption is too long"),
    ("answerInlineQuery", {"results": "none"}, "results are not a list"),
    ("setMyCommands", {"commands": [{"command": "Help", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "help", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "h", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyDescription", {"description": "x" * 513}, "description is longer than 512"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "short_description is longer than 120"),
    ("setWebhook", {"url": "ftp://127.0.0.1/x"}, "bad webhook"),
    ("setWebhook", {"url": "https://127.0.0.1/x", "secret_token": "ü"}, "secret token"),
]


@pytest.mark.parametrize(("method", "parameters", "reason"), VIOLATIONS)
def test_what_telegram_refuses_is_refused_and_kept(
    server: TelegramServer, method: str, parameters: dict[str, object], reason: str
) -> None:
    server.private_message("q")
    server.group_message("q")
    answer = call(server, method, **({"chat_id": 1001} | parameters))
    assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert answer["description"].startswith("Bad Request: ")
    assert reason in answer["description"]
    (violation,) = server.violations
    assert violation.startswith(f"{method}: Bad Request: ")
    assert server.calls[-1].error == answer["description"]
    assert len(server.history(1001)) == 1


def test_an_unknown_method_is_not_found_and_kept(server: TelegramServer) -> None:
    answer = call(server, "sendPigeon")
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
    assert server.violations == ["sendPigeon: Not Found: method not found in {}"]


ACCEPTED: list[tuple[str, dict[str, object]]] = [
    ("sendMessage", {"text": "x" * 4096}),
    ("sendMessage", {"text": "😀" * 2048}),
    ("sendMessage", {"text": "<b>a</b> " * 100, "parse_mode": "HTML"}),
    ("sendMessage", {"text": "&amp;" * 4096, "parse_mode": "HTML"}),
    ("sendMessage", {"text": "a < b & <p>"}),
    ("sendMessage", {"text": '&lt;a href="javascript:x">x', "parse_mode": "HTML"}),
    ("sendMessage", {"text": "ab", "entities": [{"type": "text_link", "offset": 0, "length": 2, "url": "x.example"}]}),
    ("sendMessage", {"text": "x", "reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}}),
    ("sendMessage", {"text": "x", "reply_parameters": {"message_id": 1, "quote": "q"}}),
    ("sendMessage", {"text": "x", "reply_markup": keyboard(callback_data="ü" * 32)}),
    ("sendPhoto", {"caption": "x" * 1024}),
    ("sendMessageDraft", {"draft_id": 1, "text": ""}),
    ("setMyCommands", {"commands": [{"command": "x" * 32, "description": "y" * 256}]}),
    ("setMyDescription", {"description": "x" * 512}),
]


@pytest.mark.parametrize(("method", "parameters"), ACCEPTED)
def test_what_just_fits_is_accepted(server: TelegramServer, method: str, parameters: dict[str, object]) -> None:
    server.private_message("q")
    assert call(server, method, **({"chat_id": 1001} | parameters))["ok"]
    assert server.violations == []
