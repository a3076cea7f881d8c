"""How a server is spoken to: behind TLS, and where nothing, or nothing of sense, answers."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from engine_fixtures import TOWN, Index, wanted
from index.errors import EngineError, EngineUnreachableError
from index.location import Location
from index.milvus import client

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from milvus_servers import LiteServer

pytestmark = pytest.mark.beyond
pytest.importorskip("pymilvus", reason="needs pip install -e '.[milvus]'")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of an authority of one's own for localhost, with its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("needs openssl to make a certificate")
    file, key = tmp_path / "own.pem", tmp_path / "key.pem"
    options = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run([program, *options.split(), "-out", file, "-keyout", key], check=True, capture_output=True)
    file.write_text(file.read_text() + key.read_text())
    return file


@contextmanager
def behind_tls(port: int, certificate: Path) -> Iterator[int]:
    """A port of localhost where what is on another one is spoken to by TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(["h2"])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_serve, args=(listening, context, port), daemon=True).start()
        yield int(listening.getsockname()[1])


def _serve(listening: socket.socket, context: ssl.SSLContext, port: int) -> None:
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_forward, args=(plain, context, port), daemon=True).start()


def _forward(plain: socket.socket, context: ssl.SSLContext, port: int) -> None:
    with (
        suppress(OSError),
        closing(plain),
        context.wrap_socket(plain, server_side=True) as inside,
        socket.create_connection(("127.0.0.1", port)) as behind,
    ):
        # One thread reads what the other writes: that much an SSL socket bears.
        back = threading.Thread(target=_copy, args=(behind, inside), daemon=True)
        back.start()
        _copy(inside, behind)
        back.join()


def _copy(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while some := one.recv(65536):
            other.sendall(some)
    with suppress(OSError):
        other.shutdown(socket.SHUT_RDWR)


def test_a_server_behind_tls_is_trusted_by_the_certificate_that_is_named(
    tmp_path: Path, milvus_lite_server: LiteServer, certificate: Path
) -> None:
    name = milvus_lite_server.url().rpartition("?")[2]
    with behind_tls(milvus_lite_server.port, certificate) as port:
        url = f"milvus+https://localhost:{port}?{name}"
        index = Index(Location(data=tmp_path, engine_url=f"{url}&ca={certificate}", engine_token="a-key"))  # noqa: S106
        index.published(*TOWN)
        with closing(index.open()) as snapshot:
            assert len(snapshot.candidates(wanted()).rows) == 14
        with pytest.raises(EngineUnreachableError, match="does not answer"):
            Index(Location(data=tmp_path, engine_url=url)).open()


def test_a_certificate_that_is_not_there_is_told(tmp_path: Path) -> None:
    url = f"milvus+https://localhost:1?ca={tmp_path}/none.pem"
    with pytest.raises(EngineError, match=r"there is no file '.*none\.pem'"):
        Index(Location(data=tmp_path, engine_url=url)).publish(*TOWN)


def test_a_server_that_never_answers_is_waited_for_only_so_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_CONNECTING", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"milvus+http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(EngineUnreachableError):
            Index(Location(data=tmp_path, engine_url=url)).publish(*TOWN)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    url = f"{tmp_path}/none/milvus.db"
    with pytest.raises(EngineError, match=r"there is no folder '.*none' for milvus-lite"):
        Index(Location(data=tmp_path, engine_url=url)).publish(*TOWN)
