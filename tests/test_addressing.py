from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from telegram import Chat, Message, MessageEntity, User
from telegram.ext import ExtBot

from bot.handlers.addressing import is_addressed, question_in
from telegram_objects import entities_of

ME = User(42, "News", is_bot=True, username="NewsBot")
ANN = User(7, "Ann", is_bot=False)
OTHER_BOT = User(43, "Other", is_bot=True, username="OtherBot")


def message(text: str, chat: str = "supergroup", sender: User = ANN, **more: Any) -> Message:  # noqa: ANN401 - as many types as a Message has fields
    bot: ExtBot[None] = ExtBot("42:ABC-def_GHIjklMNOpqrSTUvwx")
    bot._bot_user = ME  # What getMe would tell.
    kind = "caption" if "photo" in more else "text"
    entities = MessageEntity.de_list(entities_of(text), bot)
    more = {kind: text, f"{kind}_entities" if kind == "caption" else "entities": entities} | more
    made = Message(1, dt.datetime.now(dt.UTC), Chat(-5 if chat != "private" else 7, chat), from_user=sender, **more)
    made.set_bot(bot)
    return made


def by(user: User) -> Message:
    return message("earlier", sender=user)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("@NewsBot who won?", "who won?"),
        ("@newsbot, who won?", "who won?"),
        ("who won, @NEWSBOT?", "who won, ?"),
        ("😀😀 @NewsBot who 😀 won?", "😀😀  who 😀 won?"),
        ("@OtherBot and @NewsBot: who won?", "@OtherBot and : who won?"),
        ("@NewsBot @NewsBot", ""),
        ("@NewsBot", ""),
        ("@NewsBot - ", ""),
    ],
)
def test_in_a_group_a_mention_asks_what_is_left_without_it(text: str, question: str) -> None:
    assert is_addressed(message(text))
    assert question_in(message(text)) == question


@pytest.mark.parametrize(
    "text",
    ["who won?", "@OtherBot who won?", "@NewsBotter who won?", "mail@NewsBot", "/nonsense", "/help@OtherBot"],
)
def test_in_a_group_nothing_else_is_meant_for_the_bot(text: str) -> None:
    assert not is_addressed(message(text))


def test_a_mention_by_name_counts_as_one() -> None:
    named = MessageEntity(MessageEntity.TEXT_MENTION, 0, 4, user=ME)
    asked = message("News, who won?", entities=[named])
    assert is_addressed(asked)
    assert question_in(asked) == "who won?"
    other = MessageEntity(MessageEntity.TEXT_MENTION, 0, 3, user=ANN)
    assert not is_addressed(message("Ann who won?", entities=[other]))


def test_in_a_group_a_reply_to_the_bot_is_a_question_and_to_others_is_not() -> None:
    assert is_addressed(message("and who lost?", reply_to_message=by(ME)))
    assert question_in(message("- and who lost?", reply_to_message=by(ME))) == "- and who lost?"
    assert not is_addressed(message("and who lost?", reply_to_message=by(ANN)))


@pytest.mark.parametrize("text", ["/help@NewsBot", "/nonsense@newsbot x", "/help", "/Latest bridge", "/stats"])
def test_in_a_group_a_command_that_names_the_bot_or_no_bot_and_is_one_of_its_own_is_meant_for_it(text: str) -> None:
    assert is_addressed(message(text))


def test_a_command_for_another_bot_is_not_meant_even_in_a_reply() -> None:
    assert not is_addressed(message("/help@OtherBot", reply_to_message=by(ME)))


def test_in_a_group_a_command_nobody_knows_is_meant_for_the_bot_only_in_a_reply_to_it() -> None:
    assert is_addressed(message("/nonsense", reply_to_message=by(ME)))
    assert not is_addressed(message("/nonsense", reply_to_message=by(ANN)))
    assert is_addressed(message("/help", reply_to_message=by(ANN)))


def test_a_command_inside_a_sentence_is_no_command() -> None:
    assert is_addressed(message("what does /help do, @NewsBot"))


@pytest.mark.parametrize("text", ["who won?", "/help", "/help@OtherBot"])
def test_in_a_private_chat_everything_is_meant_for_the_bot(text: str) -> None:
    assert is_addressed(message(text, chat="private"))


def test_a_caption_can_mention_the_bot() -> None:
    assert is_addressed(message("look @NewsBot", photo=[]))
    assert not is_addressed(message("look", photo=[]))


def test_what_a_channel_or_another_bot_writes_is_never_meant() -> None:
    assert not is_addressed(message("@NewsBot who won?", chat="channel"))
    assert not is_addressed(message("@NewsBot who won?", sender=OTHER_BOT))


def test_an_administrator_who_writes_as_the_group_is_heard() -> None:
    anonymous = User(1087968824, "Group", is_bot=True, username="GroupAnonymousBot")
    assert is_addressed(message("@NewsBot who won?", sender=anonymous, sender_chat=Chat(-5, "supergroup")))
