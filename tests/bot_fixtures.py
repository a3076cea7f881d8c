"""Fixtures of the tests that run the bot; a pytest plugin of theirs."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import pytest

from bot import log
from fakes import CannedNews
from running import ANSWERS, SECRET, TOKEN
from telegram_server import TelegramServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    """Telegram; whatever a test sends must have been right."""
    with TelegramServer(token=TOKEN, username="NewsBot") as telegram:
        yield telegram
        assert telegram.violations == []


@pytest.fixture
def news() -> CannedNews:
    return CannedNews(ANSWERS)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log writes meanwhile: everything from our modules, INFO and above from the others."""
    stream = io.StringIO()
    root, ours = logging.getLogger(), logging.getLogger("bot")
    before = root.level
    handler = log.set_up([TOKEN, SECRET], stream=stream)
    ours.setLevel(logging.DEBUG)
    yield stream
    ours.setLevel(logging.NOTSET)
    root.setLevel(before)
    root.removeHandler(handler)
