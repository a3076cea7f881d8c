"""Conversations in groups: when the bot speaks up, whom it answers, and that it never mixes them up."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from conversing import ADA, BERT, CHI, ELLE, SOL, answers_to, asked, button, generous, kept, toasts
from fakes import CannedNews, answered, article, quoted
from running import BRIDGE, TOKEN, SlowNews, eventually, polling, running, seen, webhook
from telegram_objects import message, text_content
from telegram_server import Group, TelegramServer

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.config import BotSettings
    from index.types import Answer
    from telegram_objects import Json

pytest_plugins = ("bot_fixtures",)

SQUARE = Group(-1002003004001, "Town square")
FORUM = Group(-1002003004002, "Forum", topics=True)
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
TELEGRAM: Json = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
OTHER_BOT: Json = {"id": 4242, "is_bot": True, "first_name": "Other", "username": "OtherBot"}
ME: Json = {"id": int(TOKEN.partition(":")[0]), "is_bot": True, "first_name": "News", "username": "NewsBot"}

OPENS = "Die Brücke wird am 3. Mai eröffnet."
LATE = "Die Brücke kommt spät, weil Stahl fehlte."
FERRY = "The ferry costs two crowns."

_ids = itertools.count(700_001)


def quotes(question: str, text: str) -> Answer:
    return answered(question, quoted(text))


def everything() -> CannedNews:
    why = "Warum wird die Brücke eröffnet?"
    ferry = "What does the ferry cost?"
    known = {BRIDGE: quotes(BRIDGE, OPENS), why: quotes(why, LATE), ferry: quotes(ferry, FERRY)}
    return CannedNews(known, [article(), article(FERRY, "https://ferry.example/fare", "Fares", "Harbour Post")])


def post(
    server: TelegramServer, text: str, *, sender: Json, chat: Group = SQUARE, kind: str = "message", **extra: object
) -> None:
    """Let something be written in a group that no ordinary person writes."""
    server.update(kind, message(next(_ids), chat.as_chat(), sender, text_content(text) | extra))


@pytest.mark.parametrize("way", [polling, webhook], ids=["polling", "webhook"])
def test_only_what_is_meant_for_it_is_answered(way: Callable[..., BotSettings], server: TelegramServer) -> None:
    news = everything()
    with running(generous(way, server), news):
        # Nothing of this is.
        server.group_message(BRIDGE, user=BERT, chat=SQUARE)
        server.group_message("/latest@OtherBot", user=BERT, chat=SQUARE)
        server.group_message("/nonsense", user=BERT, chat=SQUARE)
        server.group_message("/stats", user=BERT, chat=SQUARE)
        server.group_message("write to mail@NewsBot or @NewsBotter", user=BERT, chat=SQUARE)
        server.photo(user=BERT, chat=SQUARE, caption="the new bridge")
        by_bert = server.group_message("what?", user=BERT, chat=SQUARE)
        server.group_message("a bridge!", user=ADA, chat=SQUARE, reply_to=by_bert)
        post(server, f"@NewsBot {BRIDGE}", sender=OTHER_BOT)
        post(server, "/help@NewsBot", sender=OTHER_BOT)
        channel = {"id": -1009, "type": "channel", "title": "Linked"}
        post(server, "@NewsBot news of ours", sender=TELEGRAM, sender_chat=channel, is_automatic_forward=True)
        post(server, f"@NewsBot {BRIDGE}", sender=BERT.as_user(), via_bot=ME)
        joined = {"new_chat_members": [CHI.as_user()]}
        server.update("message", message(next(_ids), SQUARE.as_chat(), CHI.as_user(), joined))
        pinned = {"pinned_message": message(by_bert, SQUARE.as_chat(), BERT.as_user(), text_content("what?"))}
        server.update("message", message(next(_ids), SQUARE.as_chat(), BERT.as_user(), pinned))
        # All of this is.
        texts = [
            (BERT, f"@NewsBot {BRIDGE}"),
            (BERT, f"@newsbot, {BRIDGE}"),
            (BERT, f"{BRIDGE} @NEWSBOT"),
            (CHI, "@NewsBot: khi nào?"),
            (ELLE, "Quand ouvre le pont, @NewsBot ?"),
            (SOL, "/status"),
            (BERT, "/help@newsbot"),
            (BERT, "/nonsense@NewsBot"),
            (BERT, "/stats@NewsBot"),
            (CHI, "@NewsBot"),
        ]
        ids = []
        for number, (user, text) in enumerate(texts, 1):
            ids.append(server.group_message(text, user=user, chat=SQUARE))
            server.wait_for(number)
        sent = server.wait_for(len(texts))
        named = text_content(f"Nachrichten, {BRIDGE}")
        mention = {"type": "text_mention", "offset": 0, "length": 11, "user": ME}
        post(server, named["text"], sender=BERT.as_user(), entities=[mention])
        post(server, f"@NewsBot {BRIDGE}", sender=ANONYMOUS, sender_chat=SQUARE.as_chat())
        server.photo(user=BERT, chat=SQUARE, caption=f"@NewsBot {BRIDGE}")
        last = server.wait_for(len(texts) + 3)[len(texts) :]
    assert [answers_to(one) for one in sent] == ids
    said = [seen(one).partition("\n")[0] for one in sent]
    assert all(OPENS in seen(one) for one in (*sent[:3], *last))
    assert said[3].startswith("Có vẻ như các bài báo")
    assert said[4].startswith("Les articles")
    assert said[5].startswith("Tengo")
    assert "@NewsBot" in seen(sent[6])
    assert said[7] == said[8]
    assert said[8].startswith("Diesen Befehl kenne ich nicht.")
    assert said[9].startswith("Bạn muốn biết")
    assert asked(news) == [BRIDGE, BRIDGE, BRIDGE, "khi nào?", "Quand ouvre le pont,  ?", BRIDGE, BRIDGE, BRIDGE]
    assert {one.chat_id for one in sent} == {SQUARE.id}
    assert server.undelivered == []


def test_conversations_of_two_people_do_not_mix_and_a_reply_goes_on_from_the_answer(server: TelegramServer) -> None:
    news = everything()
    with running(generous(polling, server), news):
        server.group_message(f"@NewsBot {BRIDGE}", user=ADA, chat=SQUARE)
        (first,) = server.wait_for(1)
        server.group_message("@NewsBot und warum?", user=BERT, chat=SQUARE)
        server.wait_for(2)
        server.group_message("@NewsBot und warum?", user=ADA, chat=SQUARE)
        server.wait_for(3)
        by_bert = server.group_message("und warum?", user=BERT, chat=SQUARE, reply_to=first.message_id)
        server.wait_for(4)
        # What somebody asked nobody in particular is asked by a mention alone, whoever asks; in a group's name, too.
        by_chi = server.group_message("What does the ferry cost?", user=CHI, chat=SQUARE)
        server.group_message("@NewsBot", user=ADA, chat=SQUARE, reply_to=by_chi)
        server.wait_for(5)
        by_group = message(next(_ids), SQUARE.as_chat(), ANONYMOUS, text_content("What does the ferry cost?"))
        by_group["sender_chat"] = SQUARE.as_chat()
        post(server, "@NewsBot", sender=ELLE.as_user(), reply_to_message=by_group)
        server.wait_for(6)
        by_bot = message(next(_ids), SQUARE.as_chat(), OTHER_BOT, text_content("What does the ferry cost?"))
        post(server, "@NewsBot", sender=ELLE.as_user(), reply_to_message=by_bot)
        sent = server.wait_for(7)
        # Without the hyphen it would mean the opposite.
        server.group_message("@NewsBot -site:bbc.com Brücke", user=SOL, chat=SQUARE)
        server.wait_for(8)
    why = "Warum wird die Brücke eröffnet?"
    ferry = "What does the ferry cost?"
    assert asked(news) == [BRIDGE, "und warum?", why, why, ferry, ferry, "-site:bbc.com Brücke"]
    assert LATE in seen(sent[2])
    assert why in seen(sent[3])
    assert answers_to(sent[3]) == by_bert
    assert FERRY in seen(sent[4])
    assert FERRY in seen(sent[5])
    assert seen(sent[6]).startswith("Que ")


def test_an_edit_that_mentions_the_bot_is_a_question_and_one_of_a_question_changes_the_answer(
    server: TelegramServer,
) -> None:
    news = everything()
    with running(generous(polling, server), news):
        edited = server.group_message(BRIDGE, user=BERT, chat=SQUARE)
        server.edited_message(edited, f"@NewsBot {BRIDGE}")
        (first,) = server.wait_for(1)
        server.edited_message(edited, "@NewsBot What does the ferry cost?")
        (changed,) = server.wait_for(1, method="editMessageText")
        server.edited_message(edited, "never mind")
        photo = server.photo(user=BERT, chat=SQUARE)
        server.edited_message(photo, f"@NewsBot {BRIDGE}")
        second = server.wait_for(2)[1]
    assert asked(news) == [BRIDGE, "What does the ferry cost?", BRIDGE]
    assert answers_to(first) == edited
    assert changed.message_id == first.message_id
    assert FERRY in seen(changed)
    assert answers_to(second) == photo


@pytest.mark.parametrize("way", [polling, webhook], ids=["polling", "webhook"])
def test_in_a_forum_everything_stays_in_its_topic(way: Callable[..., BotSettings], server: TelegramServer) -> None:
    news = everything()
    with running(generous(way, server), news):
        question = server.group_message(f"@NewsBot {BRIDGE}", user=BERT, chat=FORUM, topic=3)
        (first,) = server.wait_for(1)
        server.group_message("@NewsBot und warum?", user=BERT, chat=FORUM, topic=4)
        server.wait_for(2)
        server.group_message("@NewsBot und warum?", user=BERT, chat=FORUM)
        server.wait_for(3)
        server.group_message("@NewsBot und warum?", user=BERT, chat=FORUM, topic=3)
        sent = server.wait_for(4)
        assert [one.parameters.get("message_thread_id") for one in sent] == [3, 4, None, 3]
        assert asked(news) == [BRIDGE, "und warum?", "und warum?", "Warum wird die Brücke eröffnet?"]
        for number, action in enumerate(("more", "around"), 5):
            data = button(server, FORUM.id, first.message_id, action)
            server.callback(data, message_id=first.message_id, user=CHI)
            one = server.wait_for(number)[-1]
            assert one.parameters["message_thread_id"] == 3
            assert answers_to(one) == first.message_id
        # An answer that is gone is sent anew, to where it was.
        assert first.message_id is not None
        server.delete_message(first.message_id)
        server.edited_message(question, "@NewsBot What does the ferry cost?")
        again = server.wait_for(7)[-1]
        assert FERRY in seen(again)
        assert (again.parameters["message_thread_id"], answers_to(again)) == (3, question)
        server.group_message("/settings", user=BERT, chat=FORUM, topic=4)
        settings = server.wait_for(8)[-1]
        server.callback("set:menu:language", message_id=settings.message_id, user=BERT)
        (menu,) = server.wait_for(1, method="editMessageText")
        server.group_message("/topic@NewsBot Brücke", user=BERT, chat=FORUM, topic=4)
        (chart,) = server.wait_for(1, method="sendPhoto")
    assert settings.parameters["message_thread_id"] == 4
    assert menu.message_id == settings.message_id
    assert chart.parameters["message_thread_id"] in {4, "4"}


def test_the_typing_sign_is_in_the_topic_too(server: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery._UNANNOUNCED", 0.01)
    news = SlowNews()
    with running(generous(polling, server), news):
        server.group_message("@NewsBot slow?", user=BERT, chat=FORUM, topic=3)
        signs = server.wait_for(1, method="sendChatAction")
        news.go_on.set()
        server.wait_for(1)
    assert [(one.chat_id, one.parameters["message_thread_id"]) for one in signs] == [(FORUM.id, 3)]
    assert not [one for one in server.calls if one.method == "sendMessageDraft"]  # they are for private chats


def test_buttons_of_a_group_are_for_all_but_what_is_personal_is_for_who_asked(server: TelegramServer) -> None:
    with running(generous(polling, server), everything()):
        server.group_message(f"@NewsBot {BRIDGE}", user=ADA, chat=SQUARE)
        (answer,) = server.wait_for(1)
        below = server.history(SQUARE.id)[-1]["reply_markup"]
        good, bad = (button(server, SQUARE.id, answer.message_id, "vote")[:-1] + vote for vote in "10")
        for number, (user, vote) in enumerate(((ADA, good), (BERT, bad), (CHI, good), (CHI, good)), 1):
            server.callback(vote, message_id=answer.message_id, user=user)
            server.wait_for(number, method="answerCallbackQuery")
        assert kept(server, "SELECT user_id, good FROM vote ORDER BY user_id") == [(ADA.id, 1), (BERT.id, 0)]
        assert server.history(SQUARE.id)[-1]["reply_markup"] == below

        server.group_message("/settings", user=ADA, chat=SQUARE)
        server.group_message("/delete_me", user=ADA, chat=SQUARE)
        _, settings, delete = server.wait_for(3)
        server.callback("set:language:de", message_id=settings.message_id, user=BERT)
        server.callback("delete:yes", message_id=delete.message_id, user=BERT)
        server.wait_for(6, method="answerCallbackQuery")
        assert not [one for one in server.calls if one.method.startswith("edit")]
        assert kept(server, "SELECT * FROM preference") == []
        server.callback("set:language:de", message_id=settings.message_id, user=ADA)
        (saved,) = server.wait_for(1, method="editMessageText")
        server.callback("delete:yes", message_id=delete.message_id, user=ADA)
        deleted = server.wait_for(2, method="editMessageText")[-1]
        assert (saved.message_id, deleted.message_id) == (settings.message_id, delete.message_id)
        # Bert's vote goes with Ada's answer; that there was one stays.
        eventually(lambda: kept(server, "SELECT user_id FROM vote") == [])
        assert kept(server, "SELECT good, number FROM past_vote") == [(0, 1)]
        assert kept(server, "SELECT * FROM preference") == []
    thanks = toasts(server)[:4]
    assert [toast.split()[0].strip("!,.") for toast in thanks] == ["Thank", "Danke", "Cảm", "Đã"]


def test_an_old_button_of_one_group_does_nothing_in_another(server: TelegramServer) -> None:
    other = Group(-1002003004009, "Elsewhere")
    with running(generous(polling, server), everything()):
        server.group_message(f"@NewsBot {BRIDGE}", user=ADA, chat=SQUARE)
        (first,) = server.wait_for(1)
        server.group_message(f"@NewsBot {BRIDGE}", user=ADA, chat=other)
        second = server.wait_for(2)[-1]
        data = button(server, SQUARE.id, first.message_id, "more")
        server.callback(data, message_id=second.message_id, user=ADA)
        made_up = ("more:9:0", "vote:x", "vote", "set:language:xx", "\N{GRINNING FACE}")
        for one in made_up:
            server.callback(one, message_id=first.message_id, user=ADA)
        server.wait_for(1 + len(made_up), method="answerCallbackQuery")
    assert len(set(toasts(server))) == 1
    assert toasts(server)[0].endswith("Please ask again.")
    assert len([one for one in server.calls if one.method == "sendMessage"]) == 2
