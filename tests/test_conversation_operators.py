"""Whoever runs the bot: whom it lets in, whom it ignores, and what it tells of itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.app import records_file
from conversing import ADA, BERT, CHI, ELLE, SOL, asked, button, generous, kept, toasts
from fakes import CannedNews, answered, article, quoted
from index.errors import IndexNotFoundError, NewsIndexError
from running import BRIDGE, BROKEN, polling, running, seen, webhook
from telegram_server import Group, TelegramServer

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    from bot.config import BotSettings

pytest_plugins = ("bot_fixtures",)

CLUB = Group(-1002003004001, "Club")
BAR = Group(-1002003004002, "Bar")
WHY = "Warum wird die Brücke eröffnet?"
KEPT = "xylophonist"  # a word that must be nowhere


class MovingNews(CannedNews):
    """Has a new generation whenever it is told to look for one, or an error in the place of it."""

    error: NewsIndexError | None = None

    def refresh(self) -> int:
        if self.error is not None:
            raise self.error
        self.generation += 1
        return self.generation


@pytest.fixture
def news() -> MovingNews:
    opens = answered(BRIDGE, quoted("Die Brücke wird am 3. Mai eröffnet."))
    late = answered(WHY, quoted("Die Brücke kommt spät."))
    return MovingNews({BRIDGE: opens, WHY: late, BROKEN: OSError("disk on fire")}, [article()])


def on_disk(server: TelegramServer) -> bytes:
    """All that stands in the files of what the bot remembers."""
    file = records_file(polling(server))
    return b"".join(Path(one).read_bytes() for one in file.parent.glob(f"{file.name}*"))


@pytest.mark.parametrize("way", [polling, webhook], ids=["polling", "webhook"])
def test_only_those_who_are_named_are_answered_and_the_others_are_told_their_number(
    way: Callable[..., BotSettings], server: TelegramServer, news: MovingNews, written: io.StringIO
) -> None:
    settings = generous(way, server, allowed_users=f"{BERT.id}", allowed_groups=f"{CLUB.id}", admins=f"{ADA.id}")
    with running(settings, news):
        for user in (CHI, ELLE, SOL):
            stranger = server.private_message(f"Who is the {KEPT}?", user=user)
            server.private_message("/start", user=user)
            server.private_message(f"/stats {KEPT}", user=user)
            server.edited_message(stranger, f"And who is the {KEPT}?")
        server.wait_for(1, chat_id=SOL.id)
        edited = server.group_message(f"the {KEPT}", user=CHI, chat=BAR)
        server.edited_message(edited, f"@NewsBot, the {KEPT}")
        server.group_message(f"@NewsBot {KEPT}", user=BERT, chat=BAR)
        server.group_message(f"@NewsBot {KEPT}", user=CHI, chat=BAR)
        server.wait_for(1, chat_id=BAR.id)
        server.private_message(BRIDGE, user=BERT)
        server.private_message(BRIDGE, user=ADA)
        server.group_message(f"@NewsBot {BRIDGE}", user=CHI, chat=CLUB)
        server.group_message(f"@NewsBot {BRIDGE}", user=ADA, chat=BAR)
        in_club = server.wait_for(1, chat_id=CLUB.id)
        server.wait_for(1, chat_id=BERT.id)
        server.wait_for(1, chat_id=ADA.id)
        in_bar = server.wait_for(2, chat_id=BAR.id)
        # A button that an admin called up helps nobody who is not let in.
        data = button(server, BAR.id, in_bar[1].message_id, "more")
        server.callback(data, message_id=in_bar[1].message_id, user=CHI)
        server.wait_for(1, method="answerCallbackQuery")
        # What people say to each other is not even written down while it waits.
        server.group_message(f"the {KEPT} {KEPT}", user=CHI, chat=CLUB)
        server.group_message("/status", user=CHI, chat=CLUB)
        server.wait_for(2, chat_id=CLUB.id)
        assert f"{KEPT} {KEPT}".encode() not in on_disk(server)
    told = {user: [seen(one) for one in server.wait_for(1, chat_id=user.id)] for user in (CHI, ELLE, SOL)}
    assert told[CHI][0].startswith("Bot này là bot riêng.")
    assert "1003" in told[CHI][0]
    assert [len(one) for one in told.values()] == [1, 1, 1]
    assert "1004" in told[ELLE][0]
    assert "1005" in told[SOL][0]
    assert seen(in_bar[0]).startswith("Dieser Bot ist privat.")
    assert str(BAR.id) in seen(in_bar[0])
    assert len(server.wait_for(2, chat_id=BAR.id)) == 2
    assert "3. Mai" in seen(in_club[0])
    assert asked(news) == [BRIDGE] * 4
    assert toasts(server) == [""]
    assert kept(server, "SELECT number FROM counter WHERE name = 'refused'") == [(15,)]
    assert kept(server, "SELECT * FROM journal WHERE payload IS NOT NULL") == []
    assert KEPT.encode() not in on_disk(server)
    assert KEPT not in written.getvalue()


def test_who_is_blocked_gets_no_word_even_after_a_restart(server: TelegramServer, news: MovingNews) -> None:
    settings = generous(polling, server, admins=f"{ADA.id}")
    with running(settings, news):
        server.private_message(BRIDGE, user=BERT)
        (answer,) = server.wait_for(1)
        usage = ("/block", "/block Bert", f"/block {BERT.id} now", "/block " + "9" * 30, "/unblock", "/block -")
        for n, text in enumerate((*usage, f"/block {ADA.id}", f"/block {BERT.id}", f"/block {BAR.id}"), 2):
            server.private_message(text, user=ADA)
            server.wait_for(n)
        told = [seen(one) for one in server.wait_for(10)[1:]]
    with running(settings, news):
        asked_in_vain = server.private_message(BRIDGE, user=BERT)
        server.edited_message(asked_in_vain, "please?")
        server.callback(button(server, BERT.id, answer.message_id, "more"), message_id=answer.message_id, user=BERT)
        server.wait_for(1, method="answerCallbackQuery")
        server.group_message("/help@NewsBot", user=BERT, chat=CLUB)
        server.group_message("/help@NewsBot", user=CHI, chat=BAR)
        server.group_message("/status@NewsBot", user=ADA, chat=BAR)
        server.wait_for(11)
        for n, freed in enumerate((BERT.id, BAR.id, 4711), 12):
            server.private_message(f"/unblock {freed}", user=ADA)
            server.wait_for(n)
        server.private_message(BRIDGE, user=BERT)
        server.wait_for(15)
        server.group_message("/status@NewsBot", user=CHI, chat=BAR)
        server.wait_for(16)
    with running(settings, news):
        server.private_message(BRIDGE, user=BERT)
        sent = server.wait_for(17)
    assert all("/unblock" in text for text in told[:6])
    assert told[6] == "Admins can't be blocked."
    assert [text.split()[0] for text in told[7:]] == ["1002", "-1002003004002"]
    assert [one.chat_id for one in sent[10:]] == [BAR.id, ADA.id, ADA.id, ADA.id, BERT.id, BAR.id, BERT.id]
    assert "1002" in seen(sent[11])
    assert toasts(server) == [""]
    assert kept(server, "SELECT number FROM block") == []


def test_the_numbers_are_right_and_a_new_generation_is_moved_on_to(server: TelegramServer, news: MovingNews) -> None:
    with running(generous(polling, server, admins=f"{ADA.id}"), news):
        question = server.private_message(BRIDGE, user=BERT)
        (answer,) = server.wait_for(1)
        server.private_message("und warum?", user=BERT)
        server.wait_for(2)
        server.private_message("who?", user=CHI)
        server.wait_for(3)
        server.private_message(BROKEN, user=ELLE)
        server.wait_for(4)
        server.edited_message(question, "Where is the ferry?")
        server.wait_for(1, method="editMessageText")
        for user, vote in ((BERT, "vote:1:1"), (BERT, "more:1:0")):
            server.callback(vote, message_id=answer.message_id, user=user)
        server.wait_for(5)
        server.inline_query("Brücke", user=CHI)
        server.wait_for(1, method="answerInlineQuery")
        for n, text in enumerate(("/block 4711", "/stats", "/reload", "/reload"), 6):
            server.private_message(text, user=ADA)
            server.wait_for(n)
        news.error = IndexNotFoundError(Path("/srv/news"))
        server.private_message("/reload", user=ADA)
        told = [seen(one) for one in server.wait_for(10)[6:]]
        strangers = ("/stats", "/reload", "/block 1001", "/unblock 4711", "/STATS now")
        for n, text in enumerate(strangers, 11):
            server.private_message(text, user=SOL)
            server.wait_for(n)
        server.group_message("/stats", user=SOL, chat=CLUB)
        server.group_message("/stats@OtherBot", user=ADA, chat=CLUB)
        server.group_message("/stats", user=ADA, chat=CLUB)
        sent = server.wait_for(16)
    assert told[0].splitlines()[0].startswith("Since ")
    assert told[0].splitlines()[2:] == [
        "Answered: 2",
        "Not found: 2",
        "Failed: 1",
        "Follow-ups: 1",
        "Edited questions: 1",
        "Inline questions: 1",
        "Buttons pressed: 2",
        "Good answers: 1",
        "Bad answers: 0",
        "Asked to slow down: 0",
        "Not let in: 0",
        "People: 2",
        "Blocked: 1",
    ]
    assert told[1:3] == ["Answering from generation 4.", "Answering from generation 5."]
    assert told[3] == (
        "no index in '/srv/news': build one with  python scripts/rebuild_index.py SOURCE… --data /srv/news"
    )
    assert all(seen(one).startswith("No conozco ese comando.") for one in sent[10:15])
    assert sent[15].chat_id == CLUB.id
    assert seen(sent[15]).startswith("Since ")
    assert kept(server, "SELECT number FROM block") == [(4711,)]
