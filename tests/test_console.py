from __future__ import annotations

import io
import logging
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bot import console
from canned_town import OPENS, town
from fakes import CannedNews, answered, cited, nothing_found, quoted
from index.errors import FilterError, ModelError
from index.filters import Filters
from index.types import Article, Passage, Signal
from terminal_chat import MADE_LONG_AGO, printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

ROOT = Path(__file__).parent.parent
QUOTE = "Die Brücke wird am 3. Mai eröffnet."
NEWS = CannedNews({"Wann wird die Brücke eröffnet?": answered("Wann wird die Brücke eröffnet?", quoted(QUOTE))})


def test_a_piped_question_is_answered_with_quote_number_outlet_date_and_whole_address() -> None:
    long = cited(url="https://lokalblatt.example/" + "sehr-lang-" * 12)
    news = CannedNews({"Wann?": answered("Wann?", quoted(QUOTE, long))})
    assert printed(news, "Wann?\n") == (
        f"«Die Brücke wird am 3. Mai eröffnet.»\n"
        f"[1] Neue Brücke über die Aue — Lokalblatt · 30.11.2024\n"
        f"https://lokalblatt.example/{'sehr-lang-' * 12}\n\n"
        "(as of)\n\n"
    )


def test_a_terminal_breaks_lines_between_words_and_no_address() -> None:
    out = io.StringIO()
    long = cited(url="https://lokalblatt.example/" + "sehr-lang-" * 5)
    news = CannedNews({"Wann?": answered("Wann?", quoted(QUOTE, long))})
    console.run(news, ["Wann?"], Console(file=out, width=30, force_terminal=True, color_system=None))
    assert (
        "«Die Brücke wird am 3. Mai\n"
        "eröffnet.»\n"
        "[1] Neue Brücke über die Aue —\n"
        "Lokalblatt · 30.11.2024\n"
        f"https://lokalblatt.example/{'sehr-lang-' * 5}\n\n"
        "(as of)\n\n"
    ) in MADE_LONG_AGO.sub("(as of)", out.getvalue().replace(" \n", "\n"))


def test_markup_and_terminal_commands_in_an_article_are_shown_as_text() -> None:
    news = CannedNews({"q": answered("q", quoted("[bold]x[/bold] :smile: \x1b[31mred\x07"))})
    assert printed(news, "q").splitlines()[0] == "«[bold]x[/bold] :smile:  [31mred»"


def test_what_also_reported_and_what_was_left_out_is_said() -> None:
    other = cited(2, "https://stadtblick.example/b", source="Stadtblick")
    news = CannedNews({"q": answered("q", quoted(QUOTE), also=(other,), undated_left_out=3)})
    assert printed(news, "q").splitlines()[4:] == [
        "Also reported by:",
        "• Stadtblick  https://stadtblick.example/b",
        "3 articles without a date were left out, because you asked about a particular time.",
        "(as of)",
        "",
    ]


def test_an_abstention_names_the_nearest_headlines_as_such() -> None:
    news = CannedNews({"q": nothing_found("q", cited(published=None))})
    assert printed(news, "q").splitlines() == [
        "The articles I have don't seem to say.",
        "The closest headlines, not an answer:",
        "• Neue Brücke über die Aue — Lokalblatt · undated",
        "  https://lokalblatt.example/bruecke",
        "(as of)",
        "",
    ]


def test_the_answer_speaks_the_language_of_the_question() -> None:
    assert (
        printed(NEWS, "Wie hoch ist die Brücke?")
        == "Die Artikel, die ich habe, sagen dazu offenbar nichts.\n(as of)\n\n"
    )


def test_what_was_understood_is_said() -> None:
    filters = Filters(newest=True, words="latest")
    news = CannedNews({"q": replace(answered("q", quoted(QUOTE)), filters=filters)})
    assert printed(news, "q").splitlines()[4] == (
        'Newest first (“latest”). To search for the words themselves, put them in quotes: "latest"'
    )


def test_an_explained_answer_is_followed_by_why_and_by_what_was_read_without_terminal_commands() -> None:
    article = Article(
        url="https://lokalblatt.example/b", title="Br\x1b[31mücke", text=QUOTE, source="Lokalblatt", language="de"
    )
    passage = Passage(
        text=QUOTE, score=1.5, cosine=0.5, article=article, start=0, end=len(QUOTE), sentences=((0, len(QUOTE)),),
        chunk_id=1, signals=(Signal(name="words", value=3.0, weight=0.5, measured=9.0, place=2, of=8),),
    )  # fmt: skip
    coverage = Signal(name="coverage", value=0.5, weight=6.0)
    answer = replace(answered("q", quoted(QUOTE)), threshold=0.5, signals=(coverage,), passages=(passage,))
    lines = printed(CannedNews({"q": answer}), "q", width=100).splitlines()
    assert lines[6] == "Confidence 0.90 reaches the threshold 0.50: answered. Lifted by: coverage (+3.0)."
    assert ["coverage", "0.50", "6.00", "+3.00"] in [line.split() for line in lines]
    assert "1.  1.50  Br [31mücke" in lines
    assert lines[-2:] == ["    Lifted by: words (+1.5); 2nd of 8 by words.", ""]


def test_an_operator_that_cannot_be_read_is_answered_with_what_to_write() -> None:
    news = CannedNews({"q after:soon": FilterError("time", "soon")})
    assert printed(news, "q after:soon") == (
        "I can't read “soon” as a date. Write it like after:2024-11-30, after:2024-11 or after:yesterday.\n\n"
    )


def test_blank_lines_are_no_questions_and_nothing_follows_quit() -> None:
    news = CannedNews()
    printed(news, "\n", "  \n", "first\n", "/quit\n", "second\n")
    assert news.asked == ["first"]


def test_help_shows_examples_and_an_unknown_command_a_hint() -> None:
    text = printed(NEWS, "/help", "/nonsense")
    assert "• Wann wird die Brücke eröffnet?" in text
    assert "• Who won the election?" in printed(CannedNews(), "/help")
    assert "site:bbc.com" in text
    assert "/quit ends" in text
    assert "I don't know that command." in text


def test_the_status_can_be_asked_for() -> None:
    said = printed(CannedNews(), "/status")
    assert "36 articles in 3 languages" in said
    assert "The index was made on 1 Dec 2024, 08:00 UTC." in said


def test_what_answers_stands_out_where_the_terminal_can_show_it() -> None:
    out = io.StringIO()
    console.run(town(), [OPENS], Console(file=out, width=100, force_terminal=True, color_system="standard"))
    assert "«The new bridge over the Aue opens \x1b[1mon 3 May\x1b[22m, a year late.»" in out.getvalue()
    assert "\x1b[1m" not in printed(town(), OPENS)


def test_an_error_is_one_sentence_and_the_next_question_is_answered(caplog: pytest.LogCaptureFixture) -> None:
    news = CannedNews({"broken": RuntimeError("disk on fire")})
    with caplog.at_level(logging.ERROR):
        text = printed(news, "broken", "whole")
    assert text == (
        "Sorry, something went wrong on my side, and I could not finish answering. Please try again later.\n\n"
        "The articles I have don't seem to say.\n(as of)\n\n"
    )
    assert "disk on fire" in caplog.text


def test_an_error_of_the_index_says_itself_what_to_do() -> None:
    news = CannedNews({"broken": ModelError("the model is gone: install it again")})
    assert printed(news, "broken") == "the model is gone: install it again\n\n"


def test_ctrl_c_ends_quietly() -> None:
    def interrupted() -> Iterator[str]:
        yield "first"
        raise KeyboardInterrupt

    out = io.StringIO()
    console.run(CannedNews(), interrupted(), Console(file=out))
    said = MADE_LONG_AGO.sub("(as of)", out.getvalue())
    assert said == "The articles I have don't seem to say.\n(as of)\n\n\n"


def test_a_person_is_greeted_and_prompted_until_the_input_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Wann wird die Brücke eröffnet?\n"))
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    console.run(NEWS, None, Console(file=out, width=300), language="de_DE.UTF-8")
    text = out.getvalue()
    assert text.startswith("Hallo! Stell mir eine Frage")
    assert "Ich habe 36 Artikel in 3 Sprachen; der neueste ist vom 30.11.2024." in text
    assert text.count("Deine Frage: ") == 2
    assert "«Die Brücke wird am 3. Mai eröffnet.»" in text


def test_in_a_real_terminal_the_conversation_ends_with_ctrl_d() -> None:
    """Runs the chat behind a pseudo-terminal, where colours and the waiting sign are on."""
    keeper, terminal = pty.openpty()
    code = (
        "import sys; sys.path[:0] = ['tests']\n"
        "from rich.console import Console\n"
        "from bot import console\n"
        "from fakes import CannedNews\n"
        "console.run(CannedNews(), None, Console())\n"
        "sys.exit(0)\n"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=terminal, stdout=terminal, stderr=terminal, close_fds=True
    )
    os.close(terminal)
    os.write(keeper, b"what?\n\x04")
    seen = b""
    try:
        while chunk := os.read(keeper, 4096):
            seen += chunk
    except OSError:
        pass  # Linux reports a terminal whose other side is gone as an error.
    finally:
        os.close(keeper)
    assert running.wait(20) == 0
    assert "don't seem to say" in seen.decode()
