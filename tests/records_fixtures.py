"""Fixtures of the tests of what the bot remembers; a pytest plugin of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.records import Server

if TYPE_CHECKING:
    from pathlib import Path

    from remembering import Home


@pytest.fixture
def records_server(postgres_url: str) -> Server:
    """A bot's part of a server of PostgreSQL."""
    return Server(url=postgres_url, schema="newsbot_bot_123456")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.beyond)])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """Where records may be."""
    if request.param == "sqlite":
        return tmp_path
    server: Server = request.getfixturevalue("records_server")
    return server
