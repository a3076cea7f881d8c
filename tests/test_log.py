from __future__ import annotations

import io
import logging
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from bot import log

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "123456:ABC-def_GHIjklMNOpqrSTUvwx"  # noqa: S105 - nobody's
SECRET = "hook-secret_9"  # noqa: S105 - nobody's


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log wrote; everything `set_up` changes is put back."""
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    root = logging.getLogger()
    level = root.level
    chatty = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "faiss.loader", "matplotlib")}
    stream = io.StringIO()
    handler = log.set_up([TOKEN, SECRET], stream=stream)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)
    for name, before in chatty.items():
        logging.getLogger(name).setLevel(before)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def test_a_secret_in_a_message_or_its_arguments_is_hidden(written: io.StringIO) -> None:
    logging.getLogger("any").warning("calling %s with %s", f"https://host/bot{TOKEN}/getMe", SECRET)
    assert written.getvalue().endswith("WARNING any calling https://host/bot[secret]/getMe with [secret]\n")


def test_a_secret_in_a_traceback_and_its_cause_is_hidden(written: io.StringIO) -> None:
    error = ValueError(f"{SECRET} is wrong")
    error.__cause__ = OSError(f"no route to {TOKEN}")
    logging.getLogger("bot.any").error("failed", exc_info=error)
    text = written.getvalue()
    assert "OSError: no route to [secret]" in text
    assert "ValueError: [secret] is wrong" in text
    assert TOKEN not in text
    assert SECRET not in text


@pytest.mark.parametrize(
    "spelling",
    ["123456%3AABC-def_GHIjklMNOpqrSTUvwx", "ABC-def_GHIjklMNOpqrSTUvwx", "Bot123456:abc-def_ghijklmnopqrstuvwx"],
)
def test_the_token_is_hidden_in_other_spellings_too(written: io.StringIO, spelling: str) -> None:
    logging.getLogger("any").warning("at /bot%s/", spelling)
    assert "abc-def" not in written.getvalue().casefold()


def test_addresses_of_httpx_and_fonts_of_matplotlib_that_they_write_at_info_are_not_logged(
    written: io.StringIO,
) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://host")
    logging.getLogger("httpcore.connection").info("connect")
    logging.getLogger("matplotlib.font_manager").info("no such font")
    logging.getLogger("any").info("seen")
    assert [line.split(" ", 3)[3] for line in written.getvalue().splitlines()] == ["any seen"]


def test_a_second_set_up_replaces_the_first(written: io.StringIO) -> None:
    stream = io.StringIO()
    handler = log.set_up([TOKEN], level=logging.WARNING, stream=stream)
    try:
        logging.getLogger("any").info("quiet")
        logging.getLogger("any").warning("loud")
    finally:
        logging.getLogger().removeHandler(handler)
    assert written.getvalue() == ""
    assert stream.getvalue().endswith("WARNING any loud\n")
    assert "quiet" not in stream.getvalue()


def test_what_nobody_caught_goes_to_the_log(written: io.StringIO) -> None:
    error = RuntimeError(f"lost {TOKEN}")
    sys.excepthook(RuntimeError, error, None)
    assert "CRITICAL bot.log uncaught RuntimeError" in written.getvalue()
    assert "RuntimeError: lost [secret]" in written.getvalue()


def test_what_nobody_caught_in_a_thread_goes_to_the_log(written: io.StringIO) -> None:
    error = RuntimeError(f"lost {TOKEN}")
    threading.excepthook(threading.ExceptHookArgs((RuntimeError, error, None, threading.current_thread())))
    threading.excepthook(threading.ExceptHookArgs((SystemExit, None, None, None)))
    assert "CRITICAL bot.log uncaught in thread MainThread" in written.getvalue()
    assert "RuntimeError: lost [secret]" in written.getvalue()
    assert written.getvalue().count("CRITICAL") == 1


def test_what_python_ignores_goes_to_the_log(written: io.StringIO) -> None:
    class Leaky:
        def __del__(self) -> None:
            raise RuntimeError(f"lost {TOKEN}")

    Leaky()
    assert written.getvalue().count("ERROR bot.log unraisable") == 1
    assert "RuntimeError: lost [secret]" in written.getvalue()
