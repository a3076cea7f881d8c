"""Real servers of Milvus in temporary folders, for the tests that need one.

``milvus-lite server`` stands for what its versions since 2.4 can do; the standalone server of the package milvus 2.3.5,
which knows no words, for a real one. That one listens on every address of the machine: it cannot be told otherwise.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

VENV = "NEWSBOT_TEST_MILVUS"
"""Environment variable: a virtual environment with the package milvus, where it is not in this one."""

_PORTS = (
    "etcd_port", "root_coord_port", "proxy_port", "proxy_internal_port", "query_coord_port", "query_node_port",
    "index_coord_port", "index_node_port", "data_coord_port", "data_node_port",
)  # fmt: skip
_PREPARE = """
import json, sys
from milvus import MilvusServerConfig, _initialize_data_files
config = MilvusServerConfig(data_dir=sys.argv[1])
config.update(**json.loads(sys.argv[2]))
config.resolve()
_initialize_data_files(config.base_data_dir)
"""
_ETCD = """listen-client-urls: http://127.0.0.1:{0}
advertise-client-urls: http://127.0.0.1:{0}
listen-peer-urls: http://127.0.0.1:{1}
initial-advertise-peer-urls: http://127.0.0.1:{1}
initial-cluster: default=http://127.0.0.1:{1}
"""


class MilvusServer:
    """A server on a port of its own; stopped and started at will."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="milvus-"))
        self._names = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def url(self) -> str:
        """Address for an index that shares the server with no other."""
        return f"milvus+http://127.0.0.1:{self.port}?name=test_{next(self._names)}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command, environment = self._command()
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self._home(), env={**os.environ, **environment}, stdout=log, stderr=log
            )
        while not self._answers():
            if self._process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text("utf-8", "replace")[-2000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def halt(self) -> None:
        """It says nothing, though it takes connections, until it is told to go on."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def close(self) -> None:
        """End it for good, and leave nothing behind."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _home(self) -> Path:
        return self.folder

    def _command(self) -> tuple[Sequence[str | Path], Mapping[str, str]]:
        raise NotImplementedError

    def _answers(self) -> bool:
        raise NotImplementedError


class LiteServer(MilvusServer):
    """``milvus-lite server``."""

    def __init__(self) -> None:
        super().__init__()
        # Of two on one port none complains: it must be free.
        (self.port,) = free_ports(1)

    def _command(self) -> tuple[Sequence[str | Path], Mapping[str, str]]:
        options = ["--data-dir", str(self.folder / "data"), "--host", "127.0.0.1", "--port", str(self.port)]
        return [sys.executable, "-m", "milvus_lite", "server", *options], {}

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False


class StandaloneServer(MilvusServer):
    """The standalone server of the package milvus.

    Args:
        python: that has the package.
    """

    def __init__(self, python: Path) -> None:
        super().__init__()
        *ports, self._health, etcd, peers = free_ports(len(_PORTS) + 3)
        named = dict(zip(_PORTS, ports, strict=True))
        self.port = named["proxy_port"]
        self._data = self.folder / "data"
        subprocess.run([python, "-c", _PREPARE, self._data, json.dumps(named)], check=True, stdout=subprocess.DEVNULL)
        self._etcd = self._data / "configs" / "etcd_of_the_test.yaml"
        self._etcd.write_text(_ETCD.format(etcd, peers))

    def _home(self) -> Path:
        return self._data  # where it looks for its settings

    def _command(self) -> tuple[Sequence[str | Path], Mapping[str, str]]:
        return [self._data / "bin" / "milvus", "run", "standalone"], {
            "DEPLOY_MODE": "STANDALONE",
            "METRICS_PORT": str(self._health),
            "MILVUS_RUN_DIR": str(self._data / "run"),
            "LD_LIBRARY_PATH": str(self._data / "bin"),
            "ETCD_CONFIG_PATH": str(self._etcd),
        }

    def _answers(self) -> bool:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self._health}/healthz", timeout=2) as told:
            return bool(told.read().startswith(b"OK"))
        return False


def free_ports(many: int) -> list[int]:
    """So many ports that nobody uses now."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(many)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


def standalone_python() -> Path | None:
    """The interpreter that has the package milvus, None where none is known to."""
    if venv := os.environ.get(VENV):
        return Path(venv) / "bin" / "python"
    return Path(sys.executable) if importlib.util.find_spec("milvus") else None


@pytest.fixture(scope="session")
def milvus_lite_server() -> Iterator[LiteServer]:
    """``milvus-lite server``, which runs; for a test that stops it: it must start it again."""
    for package in ("pymilvus", "milvus_lite"):
        pytest.importorskip(package, reason="needs pip install -e '.[milvus]'")
    server = LiteServer()
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture(scope="session")
def milvus_standalone_server() -> Iterator[StandaloneServer]:
    """The server of the package milvus, which runs; for a test that stops it: it must start it again."""
    pytest.importorskip("pymilvus", reason="needs pip install -e '.[milvus]'")
    python = standalone_python()
    if python is None:
        pytest.skip(f"no server of Milvus: pip install milvus==2.3.5, or name in {VENV} an environment that has it")
    server = StandaloneServer(python)
    try:
        server.start()
        yield server
    finally:
        server.close()
