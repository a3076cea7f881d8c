"""How a server of PostgreSQL is addressed, and what its connections are opened with."""

from __future__ import annotations

import os
import re
import socket
from typing import TYPE_CHECKING, Final

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from index.errors import AddressError
from index.postgres_types import Cursor

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

# A server that is gone is noticed within seconds, by whoever waits for it; and by it, where whoever holds a lock is.
_CONNECTION: Final = {
    "connect_timeout": "5",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}
_SESSION: Final = {
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "lock_timeout": "30s",
    "client_min_messages": "warning",
    "work_mem": "32MB",
    "jit": "off",  # statements are short: to compile one takes longer than to run it
}


def parsed(url: str) -> URL:
    """What an address says; AddressError, which does not repeat it, if it is none."""
    try:
        found = make_url(re.sub(r"^postgres(?:ql)?(?:\+psycopg)?://", "postgresql+psycopg://", url))
    except (ArgumentError, ValueError):
        found = None
    if found is None or found.drivername != "postgresql+psycopg":
        raise AddressError(
            "the address of the database is none of PostgreSQL: write it like postgresql://user:password@host/database"
        )
    return found


def connect_arguments(url: URL, schema: str, *, read_only: bool) -> dict[str, object]:
    """What connections are opened with; what the address says comes first."""
    session = {**_SESSION, "search_path": schema, "default_transaction_read_only": "on" if read_only else "off"}
    options = " ".join(f"-c {name}={value}" for name, value in session.items())
    arguments: dict[str, object] = {
        name: value
        for name, value in {
            **_CONNECTION,
            "application_name": f"newsbot (process {os.getpid()} on {socket.gethostname()[:30]})",
        }.items()
        if name not in url.query
    }
    return {**arguments, "options": f"{options} {url.query.get('options', '')}".strip(), "cursor_factory": Cursor}


def shown(url: URL) -> str:
    """An address without who asks it and what for."""
    host = url.host or url.query.get("host") or ""
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{host}{port}/{url.database or ''}"
