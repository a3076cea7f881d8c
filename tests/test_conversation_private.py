from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from canned_town import COSTS, KOGDA, OEFFNET, OPENS, POCHEMU, WARUM, WHY, asked, town
from chatting import PrivateChat, Seen
from running import polling, running, webhook
from telegram_server import ChatUser, TelegramServer

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.config import BotSettings

pytest_plugins = ("bot_fixtures",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What is said and seen in a language."""

    code: str
    greeting: str
    holdings: str
    help: str
    question: str
    bold: str
    answer: tuple[str, str]
    as_of: str
    buttons: tuple[tuple[str, ...], ...]
    goes_on: str
    meant: str
    understood: str
    passages: str
    no_more: str
    around: str
    thanks: str
    tapped: str
    nothing: str
    new: str
    only_text: str


SAID = [
    Talk(
        code="en",
        greeting="Hello! Ask me a question in your own words.",
        holdings="I have 36 articles in 3 languages; the newest is from 30 Nov 2024.",
        help="Just ask, the way you would ask a person. For example:",
        question=OPENS,
        bold="on 3 May",
        answer=("The new bridge over the Aue opens on 3 May, a year late.",
                "[1] A bridge at last — Aueside · 30 Nov 2024"),
        as_of="Newest article 30 Nov 2024 · index made 2 hours ago",
        buttons=(("More passages", "Last 7 days"), ("Context of [1]",), ("👍", "👎")),
        goes_on="Why?",
        meant=WHY,
        understood="Understood as: Why does the new bridge open?",
        passages="More passages for: When does the new bridge open?",
        no_more="There are no more passages.",
        around="Context of quote [1]:",
        thanks="Thank you!",
        tapped="You asked: When does the new bridge open?",
        nothing="The articles I have don't seem to say.",
        new="New conversation. Your next question stands on its own.",
        only_text="I can only read text. Please write your question.",
    ),
    Talk(
        code="de",
        greeting="Hallo! Stell mir eine Frage in deinen eigenen Worten.",
        holdings="Ich habe 36 Artikel in 3 Sprachen; der neueste ist vom 30.11.2024.",
        help="Frag einfach so, wie du einen Menschen fragen würdest. Zum Beispiel:",
        question=OEFFNET,
        bold="am 3. Mai",
        answer=("Die neue Brücke über die Aue wird am 3. Mai eröffnet.",
                "[1] Endlich eine Brücke — Lokalblatt · 30.11.2024"),
        as_of="Neuester Artikel vom 30.11.2024 · Index vor 2 Stunden erstellt",
        buttons=(("Mehr Textstellen", "Letzte 7 Tage"), ("Kontext zu [1]",), ("👍", "👎")),
        goes_on="Warum?",
        meant=WARUM,
        understood="Verstanden als: Warum wird die Brücke eröffnet?",
        passages="Mehr Textstellen zu: Wann wird die Brücke eröffnet?",
        no_more="Mehr Textstellen gibt es nicht.",
        around="Kontext zu Zitat [1]:",
        thanks="Danke!",
        tapped="Deine Frage: Wann wird die Brücke eröffnet?",
        nothing="Die Artikel, die ich habe, sagen dazu offenbar nichts.",
        new="Neues Gespräch. Deine nächste Frage steht für sich.",
        only_text="Ich kann nur Text lesen. Bitte schreib mir deine Frage.",
    ),
    Talk(
        code="ru",
        greeting="Здравствуйте! Задайте мне вопрос своими словами.",
        holdings="У меня 36 статей на 3 языках; дата самой новой — 30 нояб. 2024\u202fг.",
        help="Просто спросите, как спросили бы человека. Например:",
        question=KOGDA,
        bold="3 мая",
        answer=("Новый мост через Ауэ откроют 3 мая, на год позже.",
                "[1] Наконец мост — Berega · 30 нояб. 2024\u202fг."),
        as_of="Самая новая статья: 30 нояб. 2024\u202fг. · индекс создан 2 часа назад",
        buttons=(("Ещё отрывки", "За 7 дней"), ("Контекст [1]",), ("👍", "👎")),
        goes_on="Почему?",
        meant=POCHEMU,
        understood="Понято так: Почему откроют новый мост?",
        passages="Ещё отрывки по вопросу: Когда откроют новый мост?",
        no_more="Больше отрывков нет.",
        around="Контекст цитаты [1]:",
        thanks="Спасибо!",
        tapped="Ваш вопрос: Когда откроют новый мост?",
        nothing="Похоже, в имеющихся у меня статьях об этом ничего не сказано.",
        new="Новый разговор. Следующий вопрос будет понят сам по себе.",
        only_text="Я умею читать только текст. Пожалуйста, напишите вопрос.",
    ),
]  # fmt: skip


def check_answer(answer: Seen, talk: Talk, *, first: str = "") -> None:
    """The answer to the first question is whole; ``first``, what stands above it."""
    assert answer.paragraphs == [*([first] if first else []), "\n".join(talk.answer), talk.as_of]
    assert answer.bold == (talk.bold,)
    assert answer.rows == talk.buttons
    (link,) = answer.links
    assert link.partition("#:~:text=")[0].endswith(".example/bridge")


@pytest.mark.parametrize("talk", SAID, ids=lambda talk: talk.code)
@pytest.mark.parametrize("way", [polling, webhook], ids=["polling", "webhook"])
def test_a_person_is_greeted_asks_goes_on_and_looks_closer(
    way: Callable[[TelegramServer], BotSettings], talk: Talk, server: TelegramServer
) -> None:
    chat, news = PrivateChat(server, ChatUser(1001, "Ada", language_code=talk.code)), town()
    with running(way(server), news):
        start = chat.say("/start")
        assert start.text.startswith(talk.greeting)
        assert talk.holdings in start.paragraphs
        assert "@NewsBot" in start.paragraphs[-1]

        help_ = chat.say("/help")
        assert help_.paragraphs[-1] == talk.help
        # Questions in the person's language come first.
        assert help_.rows[0] == (talk.question,)
        assert len(help_.rows) == 5

        chat.press(talk.question, help_, does="sendMessage")
        check_answer(chat.last, talk, first=talk.tapped)
        assert chat.last.reply_to == help_.id

        answer = chat.say(talk.question)
        check_answer(answer, talk)
        assert answer.raw["reply_to_message"]["text"] == talk.question

        further = chat.say(talk.goes_on)
        assert further.paragraphs[1:] == [f"{talk.understood}\n{talk.as_of}"]
        assert further.bold == (talk.bold,)

        assert chat.press(talk.buttons[0][0], answer, does="sendMessage") == ""
        passages = chat.last
        assert passages.paragraphs[0] == talk.passages
        assert passages.rows == ((talk.buttons[0][0],),)
        assert passages.reply_to == answer.id
        chat.press(talk.buttons[0][0], passages, does="sendMessage")
        assert chat.last.rows == ()
        assert [line[:2] for line in chat.last.text.split("\n") if line[:2] in {"6.", "7.", "8."}] == ["6.", "7."]

        chat.press(talk.buttons[1][0], answer, does="sendMessage")
        assert chat.last.text.split("\n")[0] == talk.around
        assert talk.answer[0] in chat.last.bold
        assert chat.last.text.count("\n") == 2

        assert chat.press("👍", answer, does="editMessageReplyMarkup") == talk.thanks
        assert chat.now(answer).rows[-1] == ("👍 ✓", "👎")

        assert chat.say("/new").text == talk.new
        assert chat.say(talk.goes_on).paragraphs[0] == talk.nothing
        assert chat.send(lambda: server.sticker(user=chat.user)).text == talk.only_text
    assert asked(news) == [talk.question, talk.question, talk.meant, talk.goes_on]


def test_a_bot_that_is_started_again_goes_on_where_it_stopped(server: TelegramServer) -> None:
    chat, news = PrivateChat(server), town()
    with running(polling(server), news):
        settings = chat.say("/settings")
        chat.press("Language", settings)
        chat.press("Deutsch", settings)
        answer = chat.say(OPENS)
        assert "Neuester Artikel vom" in answer.text
    with running(polling(server), news):
        assert chat.say("Why?").paragraphs[1].startswith("Verstanden als: Why does the new bridge open?")
        chat.press("Kontext zu [1]", answer, does="sendMessage")
        assert chat.last.text.startswith("Kontext zu Zitat [1]:")
        question = answer.reply_to
        assert question is not None
        chat.edit(question, COSTS)
        assert chat.now(answer).text.startswith("The new bridge costs 58 million crowns.")
        assert "Deutsch" in chat.say("/settings").text
    assert asked(news) == [OPENS, WHY, COSTS]
