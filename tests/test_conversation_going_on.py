from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.app import records_file
from canned_town import COSTS, ENGLISH, OPENS, WHY, asked, town
from chatting import PrivateChat
from fakes import CannedNews, answered, article, cited, quoted
from index.errors import FilterError
from running import polling, running

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram_server import TelegramServer

pytest_plugins = ("bot_fixtures",)

POOL = "Who closed the swimming pool?"
MAYOR = "Who is the mayor of Kiel?"
NOTHING = "The articles I have don't seem to say."
ONLY_TEXT = "I can only read text. Please write your question."


def older(server: TelegramServer, statement: str) -> None:
    """Let time pass for what the bot remembers."""
    with closing(sqlite3.connect(records_file(polling(server)))) as records, records:
        records.execute(statement)


def test_what_follows_goes_on_from_the_last_question_or_from_the_answer_it_replies_to(server: TelegramServer) -> None:
    chat, news = PrivateChat(server), town({POOL: answered(POOL, quoted("The council closed it."))})
    with running(polling(server), news):
        opens = chat.say(OPENS)
        # Asked once more, and shouted, it is the same question and no follow-up.
        for again in ("WHEN DOES THE NEW BRIDGE OPEN", OPENS):
            assert "Understood as" not in chat.say(again).text
        assert "Understood as: Why does the new bridge open?" in chat.say("And why?").text
        assert chat.say(MAYOR).text.startswith(NOTHING)
        by_reply = chat.say("Why?", reply_to=opens.id)
        assert by_reply.text.startswith(ENGLISH.quote)
        assert "Understood as: Why does the new bridge open?" in by_reply.text
        # A whole question in a reply is asked as it stands where the articles do not tell what it may mean else.
        assert chat.say(POOL, reply_to=by_reply.id).text.startswith("The council closed it.")
        assert "Understood as" not in chat.last.text
    assert asked(news)[:6] == [OPENS, "WHEN DOES THE NEW BRIDGE OPEN", OPENS, WHY, MAYOR, WHY]
    assert asked(news)[6:] == ["Who closed the swimming pool (the new bridge open)?", POOL]


def test_a_new_conversation_goes_on_from_nothing_said_before(server: TelegramServer) -> None:
    chat, news = PrivateChat(server), town()
    with running(polling(server), news):
        opens = chat.say(OPENS)
        assert chat.say("/new").text == "New conversation. Your next question stands on its own."
        assert chat.say("Why?").text.startswith(NOTHING)
        assert chat.say("Why?", reply_to=opens.id).text.startswith(NOTHING)
        # Its buttons work all the same.
        chat.press("Context of [1]", opens, does="sendMessage")
        assert chat.last.text.startswith("Context of quote [1]:")
        chat.say(OPENS)
        assert "Understood as" in chat.say("Why?").text
    assert asked(news) == [OPENS, "Why?", "Why?", OPENS, WHY]


def test_after_half_an_hour_only_a_reply_goes_on_and_when_the_answer_is_forgotten_nothing_does(
    server: TelegramServer,
) -> None:
    chat, news = PrivateChat(server), town()
    with running(polling(server, remember=timedelta(hours=2)), news):
        opens = chat.say(OPENS)
        older(server, "UPDATE turn SET at = at - 1795")
        assert "Understood as" in chat.say("Why?").text
        older(server, "UPDATE turn SET at = at - 1801")
        assert "Understood as" not in chat.say("Why?").text
        assert "Understood as" in chat.say("Why?", reply_to=opens.id).text
        older(server, "UPDATE turn SET at = at - 7201")
        older(server, "UPDATE answer SET made = made - 7201")
        assert "Understood as" not in chat.say("Why?", reply_to=opens.id).text
    assert asked(news) == [OPENS, WHY, "Why?", WHY, "Why?"]


def test_an_edited_question_changes_its_answer_in_place(server: TelegramServer) -> None:
    soon = FilterError("time", "soon")
    wrongs = ("bridge after:soon", "after:soon When does the new bridge open?")
    chat, news = PrivateChat(server), town(dict.fromkeys(wrongs, soon))
    with running(polling(server), news):
        typo = chat.say("When does the new brigde open?")
        assert typo.reply_to is not None
        assert typo.text.startswith(NOTHING)
        chat.edit(typo.reply_to, OPENS)
        answer = chat.now(typo)
        assert answer.paragraphs[0].startswith(ENGLISH.quote)
        assert answer.bold == ("on 3 May",)
        assert answer.rows[1] == ("Context of [1]",)
        assert "Understood as" not in answer.text
        chat.press("Context of [1]", answer, does="sendMessage")
        assert chat.last.bold[1] == ENGLISH.quote

        further = chat.say("And where?")
        assert further.reply_to is not None
        chat.edit(further.reply_to, "And why?")
        assert "Understood as: Why does the new bridge open?" in chat.now(further).text
        # The first question is still the first: its answer changes, not the last one's.
        chat.edit(typo.reply_to, COSTS)
        assert chat.now(typo).text.startswith("The new bridge costs 58 million crowns.")
        assert chat.now(further).text.startswith(ENGLISH.quote)
        # What is no question leaves the answer as it is.
        chat.edit(typo.reply_to, wrongs[0], edits=0, answers=1)
        assert chat.last.text.startswith("I can't read “soon” as a date.")
        assert chat.now(typo).text.startswith("The new bridge costs")
        # What had no answer gets one.
        wrong = chat.say(wrongs[1])
        assert wrong.reply_to is not None
        chat.edit(wrong.reply_to, OPENS, edits=0, answers=1)
        assert chat.last.text.startswith(ENGLISH.quote)
        # An answer that the person deleted comes back.
        server.delete_message(chat.last.id)
        chat.edit(wrong.reply_to, COSTS, edits=0, answers=1)
        assert chat.last.text.startswith("The new bridge costs")
        assert chat.last.reply_to == wrong.reply_to


def test_a_question_that_is_changed_into_thanks_is_answered_by_a_welcome_and_back_by_an_answer(
    server: TelegramServer,
) -> None:
    chat, news = PrivateChat(server), town()
    with running(polling(server), news):
        answer = chat.say(OPENS)
        assert answer.reply_to is not None
        chat.edit(answer.reply_to, "Thank you!")
        (polite,) = chat.shown
        assert (polite.id, polite.rows) == (answer.id, ())
        assert polite.text == chat.say("thanks").text
        chat.edit(answer.reply_to, OPENS)
        assert chat.now(answer).text == answer.text
    assert asked(news) == [OPENS, OPENS]


def test_an_answer_of_several_messages_becomes_shorter_and_longer_with_its_question(server: TelegramServer) -> None:
    long, short = "What did the mayor say in Kiel?", "What did the poet say in Rome?"
    says = article("Word. " * 1500, "https://long.example/", "Long", "Long")
    citation = cited(url=says.url, title=says.title, source=says.source)
    quotes = [replace(quoted(f"{n}. " + "Word. " * 500, citation), answering=((0, 2),)) for n in (1, 2, 3)]
    news = CannedNews({long: answered(long, *quotes), short: answered(short, quoted("Nothing.", citation))}, [says])
    chat = PrivateChat(server)
    with running(polling(server), news):
        chat.say(long, answers=3)
        first, second, third = chat.shown
        question = first.reply_to
        assert question is not None
        assert [bool(one.rows) for one in chat.shown] == [False, False, True]
        assert third.rows[1] == ("Context of [1]", "Context of [1] · 2", "Context of [1] · 3")
        chat.edit(question, short)
        server.wait_for(2, method="deleteMessage")
        assert [one.id for one in chat.shown] == [first.id]
        assert chat.last.text.startswith("Nothing.")
        assert chat.last.rows[-1] == ("👍", "👎")
        chat.edit(question, long, answers=2)
        assert [one.text[:2] for one in chat.shown] == ["1.", "2.", "3."]
        assert [bool(one.rows) for one in chat.shown] == [False, False, True]
        assert chat.shown[0].id == first.id
        assert second.id not in [one.id for one in chat.shown]
        # Each of its messages can be replied to.
        chat.say("And why?", reply_to=chat.shown[1].id)
        assert "Why did the mayor say in Kiel?" in news.asked


def test_a_caption_is_a_question_and_an_edited_caption_too(server: TelegramServer) -> None:
    chat, news = PrivateChat(server), town()
    photo: list[int] = []
    with running(polling(server), news):
        answer = chat.send(lambda: photo.append(server.photo(caption=OPENS)))
        assert answer.text.startswith(ENGLISH.quote)
        assert answer.reply_to == photo[0]
        chat.edit(photo[0], COSTS)
        assert chat.now(answer).text.startswith("The new bridge costs")
        # Words of a photo that is replied to are not asked in the stead of one's own.
        assert "Understood as" in chat.say("Why?", reply_to=answer.id).text


def test_what_cannot_be_read_is_answered_with_a_hint(server: TelegramServer) -> None:
    chat, news = PrivateChat(server), town()
    poll = {
        "id": "1", "question": "Which?", "options": [], "total_voter_count": 0, "is_closed": False,
        "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": False,
        "members_only": False,
    }  # fmt: skip
    media: list[dict[str, Any]] = [
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
        {"location": {"latitude": 54.3, "longitude": 10.1}},
        {"poll": poll},
        {"contact": {"phone_number": "1", "first_name": "Ada"}},
        {"document": {"file_id": "d", "file_unique_id": "d"}},
        {"dice": {"emoji": "🎲", "value": 3}},
    ]

    def sending(content: dict[str, Any]) -> Callable[[], int]:
        return lambda: server.private_message("", **content)

    with running(polling(server), news):
        assert chat.send(server.sticker).text == ONLY_TEXT
        assert chat.send(server.photo).text == ONLY_TEXT
        for content in media:
            assert chat.send(sending(content)).text == ONLY_TEXT, content
    assert asked(news) == []
