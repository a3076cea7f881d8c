from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from bot.app import build_application
from bot.commands import COMMANDS, FOR_ADMINS
from bot.config import load
from bot.handlers import admin, commands
from fakes import CannedNews
from running import (
    BRIDGE,
    BROKEN,
    HTML,
    NOT_FOUND,
    ODD,
    SECRET,
    TOKEN,
    SlowNews,
    eventually,
    polling,
    running,
    seen,
    webhook,
)
from telegram_server import DEFAULT_GROUP, ChatUser, Group, TelegramServer

if TYPE_CHECKING:
    import io
    from collections.abc import Callable
    from pathlib import Path

    from bot.config import BotSettings

pytest_plugins = ("bot_fixtures",)


def test_every_command_there_is_has_a_function_and_no_other() -> None:
    assert set(commands.TAKE) == set(COMMANDS)
    assert set(admin.TAKE) == set(FOR_ADMINS)


@pytest.mark.parametrize("way", [polling, webhook], ids=["polling", "webhook"])
def test_a_conversation(
    way: Callable[[TelegramServer], BotSettings], server: TelegramServer, news: CannedNews, written: io.StringIO
) -> None:
    long = "What about this? " * 300
    with running(way(server), news):
        server.private_message("/start")
        server.wait_for(1)
        server.private_message("/help")
        server.wait_for(2)
        server.private_message(BRIDGE)
        server.wait_for(3)
        server.private_message(ODD)
        server.wait_for(4)
        server.private_message(long[:5000])
        server.wait_for(5)
        server.private_message("/nonsense")
        server.wait_for(6)
        server.sticker()
        server.wait_for(7)
        server.private_message(HTML)
        sent = server.wait_for(8)
    texts = [seen(one) for one in sent]
    assert texts[0].startswith("Hello! Ask me a question")
    assert "\n\nI have 36 articles in 3 languages; the newest is from 30 Nov 2024.\n\n" in texts[0]
    assert "mention @NewsBot" in texts[1]
    assert texts[1].endswith("Just ask, the way you would ask a person. For example:")
    below = sent[1].parameters["reply_markup"]["inline_keyboard"]
    assert [[button["text"] for button in row] for row in below] == [[HTML], [BROKEN], [BRIDGE]]
    assert texts[2].split("\n\n")[0] == (
        "Die Brücke wird am 3. Mai eröffnet.\n[1] Neue Brücke über die Aue — Lokalblatt · 30 Nov 2024"
    )
    for text in (*texts[2:5], texts[7]):
        assert text.split("\n\n")[1].startswith("Articles without dates · index made ")
    assert [text.split("\n\n")[0] for text in texts[3:5]] == [NOT_FOUND, NOT_FOUND]
    assert texts[5] == "I don't know that command. Just ask your question, or see /help."
    assert texts[6] == "I can only read text. Please write your question."
    assert texts[7].startswith("</blockquote><script>&amp;</script> <b>\n[1] <i>T</i> — A & B · 30 Nov 2024\n\n")
    assert [asked for asked in news.asked if asked != "news"] == [BRIDGE, ODD, long[:5000].strip(), HTML]
    assert sent[2].formatted is not None
    assert sent[2].formatted.links == [
        "https://lokalblatt.example/bruecke#:~:text=Die%20Br%C3%BCcke%20wird%20am%203.%20Mai%20er%C3%B6ffnet."
    ]
    for one in sent:
        assert one.parameters["link_preview_options"] == {"is_disabled": True}
        assert one.parameters["reply_parameters"]["allow_sending_without_reply"] is True
    log_text = written.getvalue()
    assert "answered update=" in log_text
    for secret in (TOKEN, SECRET, BRIDGE, "What about this?"):
        assert secret not in log_text


def test_the_answer_replies_to_the_question_and_where_it_is_there_at_once_no_sign_comes_first(
    server: TelegramServer, news: CannedNews
) -> None:
    with running(polling(server), news):
        asked = server.private_message(BRIDGE)
        (sent,) = server.wait_for(1)
    assert sent.parameters["reply_parameters"]["message_id"] == asked
    methods = [call.method for call in server.calls if call.method.startswith("send")]
    assert methods == ["sendMessage"]


def test_a_deleted_question_is_answered_all_the_same(server: TelegramServer) -> None:
    news = SlowNews()
    with running(polling(server), news):
        asked = server.private_message("slow?")
        eventually(lambda: news.busy == 1)
        server.delete_message(asked)
        news.go_on.set()
        (sent,) = server.wait_for(1)
    assert seen(sent).startswith(NOT_FOUND)


def test_while_an_answer_takes_long_a_draft_grows_in_a_private_chat_and_elsewhere_a_typing_sign_is_kept_up(
    server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery._UNANNOUNCED", 0.05)
    monkeypatch.setattr("bot.delivery._NEXT_LINE", 0.05)
    monkeypatch.setattr("bot.delivery._TYPING_AGAIN", 0.05)
    news = SlowNews()
    forum = Group(-7, "Forum", topics=True)
    with running(polling(server), news):
        server.private_message("slow?")
        server.group_message("@NewsBot slow?", chat=forum, topic=3)
        drafts = server.wait_for(2, method="sendMessageDraft", chat_id=1001)
        signs = server.wait_for(3, method="sendChatAction", chat_id=-7)
        news.go_on.set()
        answers = server.wait_for(2)
        calls = server.calls
    assert [draft.text for draft in drafts] == ["Looking it up …", "Looking it up …\nStill looking …"]
    assert len({draft.parameters["draft_id"] for draft in drafts}) == 1
    assert {(sign.parameters["action"], sign.parameters["message_thread_id"]) for sign in signs} == {("typing", 3)}
    assert {call.chat_id for call in calls if call.method == "sendMessageDraft"} == {1001}
    assert {call.chat_id for call in calls if call.method == "sendChatAction"} == {-7}
    assert {one.chat_id for one in answers} == {1001, -7}


def test_a_slow_question_holds_up_no_other(server: TelegramServer) -> None:
    news = SlowNews()
    ann, ben = ChatUser(1, "Ann"), ChatUser(2, "Ben")
    with running(polling(server), news):
        server.private_message("slow?", user=ann)
        eventually(lambda: news.busy == 1)
        server.private_message(BRIDGE, user=ben)
        server.wait_for(1, chat_id=2)
        assert not [call for call in server.calls if call.method == "sendMessage" and call.chat_id == 1]
        news.go_on.set()
        server.wait_for(1, chat_id=1)


def test_a_question_being_answered_when_the_bot_is_stopped_is_answered(server: TelegramServer) -> None:
    news = SlowNews()
    with running(polling(server), news):
        server.private_message("slow?")
        eventually(lambda: news.busy == 1)
        threading.Timer(0.3, news.go_on.set).start()
    assert [seen(one).split("\n\n")[0] for one in server.wait_for(1)] == [NOT_FOUND]
    assert server.pending == 0


def test_in_a_group_only_mentions_replies_and_the_bots_own_commands_are_answered(
    server: TelegramServer, news: CannedNews
) -> None:
    with running(polling(server), news):
        server.group_message(BRIDGE)
        server.group_message("/help@OtherBot")
        server.group_message("/nonsense")
        server.group_message("/rules who?")
        mention = server.group_message(f"@newsbot {BRIDGE}")
        (first,) = server.wait_for(1)
        assert first.message_id is not None
        reply = server.group_message("Who won the election in Kiel?", reply_to=first.message_id)
        server.wait_for(2)
        server.group_message("/start@NewsBot")
        server.wait_for(3)
        server.group_message("/nonsense@NewsBot")
        server.wait_for(4)
        server.group_message("@NewsBot")
        server.wait_for(5)
        server.group_message("/help")
        sent = server.wait_for(6)
    assert [asked for asked in news.asked if asked != "news"] == [BRIDGE, "Who won the election in Kiel?"]
    assert [one.parameters["reply_parameters"]["message_id"] for one in sent[:2]] == [mention, reply]
    assert seen(sent[2]).startswith("Hello!")
    assert seen(sent[3]).startswith("I don't know that command.")
    assert seen(sent[4]) == "What would you like to know? Write your question in the same message."
    assert "Just ask, the way you would ask a person." in seen(sent[5])
    assert {one.chat_id for one in sent} == {DEFAULT_GROUP.id}


def test_an_answer_stays_in_the_topic_of_its_question(server: TelegramServer, news: CannedNews) -> None:
    with running(polling(server), news):
        server.group_message("@NewsBot who?", chat=Group(-7, "Forum", topics=True), topic=3)
        (sent,) = server.wait_for(1)
    assert sent.parameters["message_thread_id"] == 3


def test_everyone_is_answered_in_the_language_of_the_app_or_else_of_the_question(
    server: TelegramServer, news: CannedNews
) -> None:
    with running(polling(server), news):
        people = (
            ("de", "?"), ("vi", "?"), ("fr", "?"), ("es-MX", "?"), ("ru", "?"), ("sv", "?"),
            (None, "Wer war es?"), (None, "Кто это был?"), ("de", "Who was it?"),
        )  # fmt: skip
        for number, (code, question) in enumerate(people, 1):
            server.private_message(question, user=ChatUser(number, "Ann", language_code=code))
            server.wait_for(number)
    german = "Die Artikel, die ich habe, sagen dazu offenbar nichts."
    russian = "Похоже, в имеющихся у меня статьях об этом ничего не сказано."
    assert [seen(one).split("\n\n")[0] for one in server.wait_for(9)] == [
        german,
        "Có vẻ như các bài báo mà tôi có không nói đến điều này.",
        "Les articles dont je dispose ne semblent pas le dire.",
        "Los artículos que tengo no parecen decirlo.",
        russian,
        NOT_FOUND,
        german,
        russian,
        german,
    ]


def test_channel_posts_and_what_a_chat_says_of_itself_are_left_alone_and_captions_and_edits_are_questions(
    server: TelegramServer, news: CannedNews
) -> None:
    channel = {"id": -100, "type": "channel", "title": "Channel"}
    with running(polling(server), news):
        asked = server.private_message("Who is it?")
        server.wait_for(1)
        server.update("channel_post", {"message_id": 7, "date": 1, "chat": channel, "text": BRIDGE})
        server.private_message("", pinned_message=None, new_chat_title="New title")
        server.edited_message(asked, BRIDGE)
        (edit,) = server.wait_for(1, method="editMessageText")
        server.photo(caption="Who is on this picture?")
        sent = server.wait_for(2)
    assert [question for question in news.asked if question != "news"] == [
        "Who is it?", BRIDGE, "Who is on this picture?", "Who is on this picture (die Brücke eröffnet)?"
    ]  # fmt: skip
    assert edit.message_id == sent[0].message_id
    assert seen(edit).startswith("Die Brücke wird am 3. Mai eröffnet.")
    assert len(sent) == 2


def test_the_status_tells_what_there_is_and_how_current_it_is(server: TelegramServer, news: CannedNews) -> None:
    with running(polling(server), news):
        server.private_message("/status")
        (sent,) = server.wait_for(1)
    assert seen(sent) == (
        "I have 36 articles in 3 languages; the newest is from 30 Nov 2024.\n"
        "The index was made on 1 Dec 2024, 08:00 UTC."
    )


def test_the_commands_are_listed_in_every_language(server: TelegramServer, news: CannedNews) -> None:
    with running(polling(server), news):
        listed = server.wait_for(6, method="setMyCommands")
    assert [call.parameters.get("language_code") for call in listed] == [None, "de", "vi", "fr", "es", "ru"]
    names = ["start", "help", "latest", "topic", "sources", "status", "settings", "new", "privacy", "delete_me"]
    for call in listed:
        assert [command["command"] for command in call.parameters["commands"]] == names
    assert [call.parameters["commands"][2]["description"] for call in listed] == [
        "The newest articles, about a topic if you name one",
        "Die neuesten Artikel, auf Wunsch zu einem Thema",
        "Các bài mới nhất, theo chủ đề nếu bạn nêu",
        "Les derniers articles, sur un sujet si vous en indiquez un",
        "Los últimos artículos, sobre un tema si lo indicas",
        "Последние статьи, при желании по теме",
    ]


def test_the_token_is_in_no_representation(tmp_path: Path) -> None:
    application = build_application(load(token=TOKEN, api_url="http://127.0.0.1:1", data=tmp_path), CannedNews())
    for thing in (application, application.bot, application.updater, application.handlers):
        assert TOKEN not in repr(thing)
        assert TOKEN not in str(thing)
    assert repr(application.bot) == "Client[http://127.0.0.1:1/bot…]"


def test_without_a_token_there_is_no_application() -> None:
    with pytest.raises(ValueError, match="TELEGRAM_BOT_TOKEN"):
        build_application(load(), CannedNews())
