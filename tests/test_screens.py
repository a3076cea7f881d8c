from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import CannedNews, article
from running import ANSWERS, BRIDGE, polling, running
from scripts.screening.conversations import CONVERSATIONS, Conversation, Say, Tap
from scripts.screening.entities import marked_up
from scripts.screening.page import Chat, page
from scripts.screening.playing import play
from tdlib import parse_html
from telegram_objects import ChatUser, formatted_content, message, text_content

if TYPE_CHECKING:
    from telegram_server import TelegramServer

pytest_plugins = ["bot_fixtures"]

ADA, MINH = ChatUser(1001, "Ada"), ChatUser(1004, "Minh <3")
BOT = {"id": 123456, "is_bot": True, "first_name": "News", "username": "NewsBot"}
ALONE = Chat(title="News", below="bot", me=ADA.id)
GROUP = Chat(title="Readers", below="12 members", me=ADA.id, group=True)


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


def of_bot(html: str, message_id: int = 2, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    content = formatted_content(parse_html(html))
    return message(message_id, ADA.as_chat(), BOT, content | more)


def of(user: ChatUser, text: str, message_id: int = 1) -> dict[str, Any]:
    return message(message_id, user.as_chat(), user.as_user(), text_content(text))


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        ("a <b> & c", [], "a &lt;b&gt; &amp; c"),
        ("one two", [entity("bold", 4, 3)], "one <b>two</b>"),
        # An emoji is two units, a family joined from three is eight.
        ("😀 two", [entity("bold", 3, 3)], "😀 <b>two</b>"),
        ("👨\u200d👩\u200d👧!", [entity("italic", 8, 1)], "👨\u200d👩\u200d👧<i>!</i>"),
        ("one two", [entity("italic", 4, 3), entity("bold", 0, 7)], "<b>one <i>two</i></b>"),
        ("both", [entity("bold", 0, 4), entity("italic", 0, 4)], "<b><i>both</i></b>"),
        ("abcdef", [entity("bold", 0, 4), entity("italic", 2, 4)], "<b>ab<i>cd</i></b><i>ef</i>"),
        (
            "x",
            [entity("text_link", 0, 1, url='https://a.example/?q="&x')],
            '<a href="https://a.example/?q=&quot;&amp;x">x</a>',
        ),
        ("x", [entity("text_link", 0, 1, url="javascript:alert(1)")], "<a>x</a>"),
        ("/topic@NewsBot x", [entity("bot_command", 0, 14)], "<a>/topic@NewsBot</a> x"),
        # What follows a quote stands on the next line without a line end of its own.
        ("quote\nsource", [entity("blockquote", 0, 5)], "<blockquote>quote</blockquote>source"),
        ("quote\n\nnext", [entity("blockquote", 0, 5)], "<blockquote>quote</blockquote>\nnext"),
        ("long", [entity("expandable_blockquote", 0, 4)], '<blockquote class="expandable">long</blockquote>'),
        ("hidden", [entity("spoiler", 0, 6)], '<span class="spoiler">hidden</span>'),
        ("short", [entity("bold", 3, 99), entity("code", 9, 2)], "sho<b>rt</b>"),
        ("", [], ""),
    ],
)
def test_entities_become_tags(text: str, entities: list[dict[str, Any]], expected: str) -> None:
    assert marked_up(text, entities) == expected


class Balanced(HTMLParser):
    """Reads HTML in which every tag is closed where it must be; keeps the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


KINDS = st.sampled_from(["bold", "italic", "text_link", "blockquote", "expandable_blockquote", "spoiler", "mention"])


@given(
    st.text(st.sampled_from("ab<&>\n\"'😀é"), max_size=30),
    st.lists(st.builds(entity, KINDS, st.integers(0, 30), st.integers(0, 30)), max_size=6),
)
def test_any_entities_give_whole_tags_and_lose_no_text(text: str, entities: list[dict[str, Any]]) -> None:
    # An entity that cuts an emoji in two does not happen; here it leaves a sign of that.
    read = Balanced(marked_up(text, entities)).text
    bare = read.replace("\ufffd\ufffd", "😀").replace("\n", "")
    assert bare == text.replace("\n", "")


def test_what_telegram_parses_is_what_the_page_shows() -> None:
    html = (
        "<blockquote>Am <b>3. Mai</b> 😀</blockquote>\n[1] <a href='https://a.example/x'>Brücke &amp; Bau</a> — Blatt"
    )
    shown = page(ALONE, [of_bot(html)])
    assert "<blockquote>Am <b>3. Mai</b> 😀</blockquote>[1] " in shown
    assert '<a href="https://a.example/x">Brücke &amp; Bau</a> — B' in shown


def test_my_messages_stand_apart_from_those_of_others() -> None:
    shown = page(ALONE, [of(ADA, "Frage?"), of_bot("Antwort")])
    assert re.findall(r'<article class="(\w+)">', shown) == ["mine", "other"]
    assert shown.index("Frage?") < shown.index("Antwort")


def test_only_in_a_group_others_have_a_name() -> None:
    messages = [of(ADA, "1"), of(MINH, "2", 2), of_bot("3", 3)]
    assert 'class="name' not in page(ALONE, messages)
    names = re.findall(r'<div class="name c\d">(.*?)</div>', page(GROUP, messages))
    assert [unescape(name) for name in names] == ["Minh <3", "News"]


def test_a_reply_shows_the_beginning_of_what_it_answers() -> None:
    asked = of(MINH, "Wie <lang>\nist " + "x" * 500)
    shown = page(GROUP, [of_bot("So", reply_to_message=asked)])
    (reply,) = re.findall(r'<div class="reply">(.*?)</div>', shown)
    assert reply == f"<b>Minh &lt;3</b><span>Wie &lt;lang&gt; ist {'x' * 45}</span>"


def test_buttons_stand_in_their_rows_below_the_message() -> None:
    rows = [
        [{"text": "More <", "callback_data": "a"}, {"text": "👍", "callback_data": "b"}],
        [{"text": "Go", "url": "u"}],
    ]
    shown = page(ALONE, [of_bot("x", reply_markup={"inline_keyboard": rows})])
    assert (
        '<div class="keys"><div><span class="press">More &lt;</span><span class="press">👍</span></div>'
        '<div><span class="link">Go</span></div></div></article>'
    ) in shown


def test_a_photo_is_inside_the_page_above_its_caption() -> None:
    photo = {"photo": [{}], "caption": "Brücke über", "caption_entities": [entity("bold", 0, 6)]}
    sent = message(7, ADA.as_chat(), BOT, photo)
    shown = page(Chat(title="News", below="bot", me=ADA.id, pictures={7: b"\x89PNG"}), [sent])
    assert 'src="data:image/png;base64,iVBORw=="><div class="text"><b>Brücke</b> über' in shown
    assert 'class="photo nothing"' in page(ALONE, [sent])


def test_a_message_shows_when_it_was_sent() -> None:
    when = int(datetime(2024, 11, 30, 6, 5, tzinfo=UTC).timestamp())
    assert "<time>06:05 ✓✓</time>" in page(ALONE, [of(ADA, "x") | {"date": when}])
    assert "<time>06:05</time>" in page(ALONE, [of_bot("x") | {"date": when}])


def test_the_page_loads_nothing() -> None:
    shown = page(Chat(title="<T>", below="<b>", me=1), [of(ADA, "x")])
    assert re.findall(r'(?:src|href)="(?!data:)|@import|url\(', shown) == []
    assert "<title>&lt;T&gt;</title>" in shown
    assert "<b>&lt;T&gt;</b><small>&lt;b&gt;</small>" in shown


def test_a_conversation_is_played_with_the_bot_as_it_is(server: TelegramServer) -> None:
    news = CannedNews(ANSWERS, [article()])
    talk = Conversation(me=ADA, below="bot", quotes=2, steps=(Say(text=BRIDGE), Tap(action="vote")))
    with running(polling(server), news):
        chat, shown = play(talk, server, news, quiet=0.1)
        with pytest.raises(LookupError, match="no button for 'fly'"):
            play(
                Conversation(me=MINH, below="bot", steps=(Say(text=BRIDGE), Tap(action="fly"))), server, news, quiet=0.1
            )
    assert news.scopes[-1]["quotes"] == 3
    assert {"since": None, "quotes": 2}.items() <= news.scopes[-2].items()
    assert shown[0]["text"] == BRIDGE
    assert "Die Brücke wird am 3. Mai eröffnet." in page(chat, shown)
    assert chat.title == "News"


def test_three_languages_and_a_group_are_shown() -> None:
    assert [talk.me.language_code for talk in CONVERSATIONS] == ["de", "en", "vi"]
    assert [talk.group is not None for talk in CONVERSATIONS] == [False, True, False]
