"""An index on a server of Milvus beside PostgreSQL, and the programs that use it, each a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from index.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from index.types import Article
    from milvus_servers import LiteServer
    from postgres_server import PostgresServer

ROOT = Path(__file__).parent.parent
_PUBLISHED = re.compile(r"published generation=(\d+) .* collection=(\w+)")


class Rebuilt(NamedTuple):
    """What the command that publishes left behind.

    Attributes:
        status: its exit status.
        err: what it wrote on standard error.
    """

    status: int
    err: str

    @property
    def generation(self) -> int:
        """The number of what it published."""
        return int(self._published[0])

    @property
    def collection(self) -> str:
        """Where on the server that is."""
        return self._published[1]

    @property
    def _published(self) -> tuple[str, str]:
        (found,) = _PUBLISHED.findall(self.err) or [("", "")]
        assert found[0], self.err
        number, collection = found
        return number, collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """An index that is not on one machine.

    Attributes:
        folder: of the tests alone.
        milvus: the server that is searched.
        postgres: the server that holds the articles.
        engine: address of the one, in which the index has a name of its own.
        store: address of a database on the other.
    """

    folder: Path
    milvus: LiteServer
    postgres: PostgresServer
    engine: str
    store: str

    @property
    def location(self) -> Location:
        return Location(data=self.folder / "data", engine_url=self.engine, store_url=self.store)

    @property
    def database(self) -> str:
        """Name of the database, to be asked by ``PostgresServer.run``."""
        return self.store.rpartition("/")[2]

    def rebuild(self, source: Path, *options: str) -> Rebuilt:
        """Run the command that reads and publishes, to its end."""
        return finished(self.rebuilding(source, *options))

    def rebuilding(self, source: Path, *options: str) -> subprocess.Popen[str]:
        """Start that command."""
        command = [sys.executable, str(ROOT / "scripts" / "rebuild_index.py"), str(source)]
        return subprocess.Popen(
            [*command, "--data", str(self.folder / "rebuilding"), "--engine", self.engine, "--verbose", *options],
            env={**os.environ, "NEWSBOT_STORE": self.store},
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    @contextmanager
    def bot(self, api_url: str, token: str, environment: Mapping[str, str]) -> Iterator[Bot]:
        """The bot over the index; killed at the end, if it still runs."""
        settings = {"TELEGRAM_BOT_TOKEN": token, "TELEGRAM_API_URL": api_url, "NEWSBOT_STORE": self.store}
        log = self.folder / f"{token.partition(':')[0]}.log"
        with log.open("ab") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot", "--data", str(self.folder / "bot"), "--engine", self.engine],
                env={**os.environ, "PYTHONPATH": str(ROOT), **settings, **environment},
                cwd=self.folder,
                stderr=stream,
            )
        try:
            yield Bot(process=process, file=log)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A bot that runs.

    Attributes:
        process: of it.
        file: that its log goes to.
    """

    process: subprocess.Popen[bytes]
    file: Path

    @property
    def log(self) -> str:
        return self.file.read_text("utf-8")

    def stopped(self) -> int:
        """Its exit status, after it was asked to stop."""
        self.process.terminate()
        return self.process.wait(40)


def finished(rebuilding: subprocess.Popen[str]) -> Rebuilt:
    """What a command left behind, once it has ended."""
    try:
        _, err = rebuilding.communicate(timeout=120)
    finally:
        rebuilding.kill()
        rebuilding.wait()
    return Rebuilt(rebuilding.returncode, err)


def write(file: Path, articles: Iterable[Article]) -> Path:
    """Write articles down as the command reads them; gives the file."""
    records = (
        {
            "url": one.url,
            "title": one.title,
            "text": one.text,
            "source": one.source,
            "language": one.language,
            "published": one.published.isoformat() if one.published else None,
        }
        for one in articles
    )
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return file


@pytest.fixture(scope="module")
def beyond(
    milvus_lite_server: LiteServer, postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Beyond:
    """An index that nothing was published in yet; whoever stops one of its servers must start it again."""
    return Beyond(
        folder=tmp_path_factory.mktemp("beyond"),
        milvus=milvus_lite_server,
        postgres=postgres_server,
        engine=milvus_lite_server.url(),
        store=postgres_server.url(postgres_server.new_database()),
    )
