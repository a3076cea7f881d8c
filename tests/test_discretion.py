from __future__ import annotations

import asyncio
import io
import logging
from typing import TYPE_CHECKING

import pytest

from bot import log
from bot.discretion import forget, heard, unsaid

if TYPE_CHECKING:
    from collections.abc import Iterator

QUESTION = "Wann öffnet die Seilbahn?"
TOKEN = "123456:ABC-def_GHIjklMNOpqrSTUvwx"  # noqa: S105 - nobody's


@pytest.fixture(autouse=True)
def _nothing_heard() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log wrote."""
    stream, root = io.StringIO(), logging.getLogger()
    level = root.level
    handler = log.set_up([TOKEN], stream=stream)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nothing on fire", "nothing on fire"),
        (f"no vector for {QUESTION!r}", "no vector for '…?'"),
        ("no word WANN", "no word …"),
        ("no stem 'seilb'", "no stem '…'"),
        ("no part of Seilbahnstation", "no part of …"),
        (f"cannot encode {QUESTION!a}", "cannot encode '…?'"),
        ("cannot fold 'offnet'", "cannot fold '…'"),
        (r'bad body {"text": "Wann \u00f6ffnet die Seilbahn?"}', 'bad body {"text": "…?"}'),
        (f"bad bytes {QUESTION.encode()!r}", "bad bytes b'…?'"),
        ("no page /Wann%20%C3%B6ffnet%20die", "no page /…%20%C3%…"),
    ],
    ids=["innocent", "quoted", "case", "cut short", "within", "ascii", "accents", "json", "bytes", "address"],
)
def test_words_that_were_heard_are_not_said_again_however_they_are_spelled(text: str, shown: str) -> None:
    heard(QUESTION, None, "", 3)
    assert unsaid(text) == shown


def test_words_of_any_script_are_hidden() -> None:
    heard("東京で何が起きた？", "क्या हुआ दिल्ली में?")
    assert "東京" not in unsaid("no vector for 東京")
    for word in ("क्या", "हुआ", "दिल्ली"):
        assert word not in unsaid(f"no vector for {word}")


def test_short_words_of_the_alphabet_stay() -> None:
    heard("is it on?")
    assert unsaid("it is on fire") == "it is on fire"


def test_what_one_task_hears_garbles_no_other_and_lately_is_all_of_it() -> None:
    async def hear(word: str) -> str:
        heard(word)
        await asyncio.sleep(0)
        return unsaid("kestrel or osprey")

    async def both() -> list[str]:
        return list(await asyncio.gather(hear("kestrel"), hear("osprey")))

    assert asyncio.run(both()) == ["… or osprey", "kestrel or …"]
    assert unsaid("kestrel or osprey") == "kestrel or osprey"
    assert unsaid("kestrel or osprey", lately=True) == "… or …"


def test_what_is_remembered_of_a_long_conversation_does_not_grow_for_ever() -> None:
    for number in range(1000):
        heard(f"question{number}")
    assert unsaid("question1 question999") == "question1 …"
    assert unsaid("question1 question999", lately=True) == "question1 …"


def test_our_own_lines_keep_their_words_and_lose_those_of_others(written: io.StringIO) -> None:
    heard("failed update seconds of kestrels")
    logging.getLogger("bot.any").info("failed update=%d seconds=%.1f: %s %r", 7, 0.5, "no kestrels", ValueError("kes"))
    assert written.getvalue().endswith("INFO bot.any failed update=7 seconds=0.5: no … ValueError('…')\n")


def test_a_traceback_keeps_its_places_and_causes_and_loses_the_words(written: io.StringIO) -> None:
    def fail(question: str) -> None:
        try:
            known: dict[str, str] = {}
            known[question]
        except KeyError as error:
            error.add_note(f"asked: {question}")
            raise RuntimeError(f"cannot answer {question}, disk full") from error

    heard(QUESTION)
    try:
        try:
            fail(QUESTION)
        except RuntimeError as error:
            raise ExceptionGroup(f"all about {QUESTION}", [error, OSError(5, QUESTION)])  # noqa: B904
    except ExceptionGroup:
        logging.getLogger("bot.any").exception("failed")
    told = written.getvalue()
    assert "in fail\n" in told
    assert "KeyError: '…?'\nasked: …?\n\nThe direct cause of:\n" in told
    assert "RuntimeError: cannot answer …?, disk full\n\nWhile that was handled:\n" in told
    assert "ExceptionGroup: all about …? (2 sub-exceptions)\n" in told
    assert "OSError: [Errno 5] …?" in told
    for word in ("Wann", "öffnet", "Seilbahn"):
        assert word not in told


def test_an_error_that_is_its_own_cause_is_told_once(written: io.StringIO) -> None:
    first, second = ValueError("one"), ValueError("two")
    first.__cause__, second.__cause__ = second, first
    logging.getLogger("bot.any").error("failed", exc_info=first)
    assert written.getvalue().count("ValueError: one") == 1


def test_a_secret_is_hidden_though_a_part_of_it_was_said(written: io.StringIO) -> None:
    heard("What is ABC, and what is a secret?")
    logging.getLogger("bot.any").error("at %s", f"/bot{TOKEN}/getMe")
    assert "GHIjkl" not in written.getvalue()
    assert "ABC" not in written.getvalue()


def test_of_errors_that_others_log_only_kind_and_place_are_told_unless_it_is_known_what_they_are_about(
    written: io.StringIO,
) -> None:
    error = ValueError("cannot read 'kestrel'")
    logging.getLogger("telegram.ext").critical("Received data was %r", {"text": "kestrel"}, exc_info=error)
    logging.getLogger("telegram.ext").critical("Received data was %r, %s", ["kestrel"], 1.5)
    logging.getLogger("tornado").error("Uncaught exception\nkestrel", exc_info=OSError(5, "disk"))
    heard("osprey")
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: kestrel", exc_info=error)
    logging.getLogger("tornado").error("osprey\nfailed", exc_info=error)
    told = written.getvalue()
    assert told.count("ValueError: [left out]") == 2
    assert "Received data was [update]\n" in told
    assert "Received data was [update], 1.5\n" in told
    assert "Uncaught exception\nTraceback" in told
    assert "OSError: [Errno 5] disk" in told
    assert "tornado …\nfailed\n" in told
    assert told.count("kestrel") == 1  # this one was no word of the osprey


def test_a_record_that_cannot_be_written_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    handler = log.set_up(stream=stream)
    logging.getLogger().removeHandler(handler)
    record = logging.LogRecord("bot.any", logging.INFO, "", 7, "%d kestrels", ("osprey",), None)
    handler.handle(record)
    assert stream.getvalue().endswith(" ERROR bot.any unwritable record line=7\n")
    stream.close()
    handler.handle(record)
    assert capsys.readouterr() == ("", "")
