"""HTTP as the Bot API speaks it: parameters in whichever form, one JSON object back."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from dataclasses import dataclass
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram_objects import Json

# Parameters that are text, and therefore never JSON, even where they look like it.
_TEXTS = frozenset({
    "text", "caption", "parse_mode", "url", "secret_token", "name", "description", "short_description",
    "language_code", "callback_query_id", "inline_query_id", "inline_message_id", "next_offset", "action",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over HTTP; ``body`` is the Bot API's answer object."""

    status: int
    body: Json


def read_parameters(content_type: str, body: bytes, query: str = "") -> Json:
    """The parameters of a call, decoded; JSON within strings is undone. A file becomes its name and size (bytes).

    Args:
        content_type: of the body: JSON, urlencoded or multipart; any other is read as urlencoded.
        body: of the request.
        query: of its address.
    """
    found: Json = dict(parse_qsl(query, keep_blank_values=True))
    if content_type.startswith("application/json"):
        found |= json.loads(body or b"{}")
    elif content_type.startswith("multipart/form-data"):
        found |= _multipart(content_type, body)
    else:
        found |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return {name: _decoded(name, value) for name, value in found.items()}


def _decoded(name: str, value: object) -> object:
    if not isinstance(value, str) or name in _TEXTS:
        return value
    try:
        decoded: object = json.loads(value)
    except ValueError:
        return value
    return decoded


def _multipart(content_type: str, body: bytes) -> Json:
    found: Json = {}
    whole = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    for part in whole.get_payload():
        if isinstance(part, str):  # no part at all
            break
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        data = content if isinstance(content, bytes) else b""
        filename = part.get_filename()
        found[name] = data.decode() if filename is None else {"filename": filename, "size": len(data)}
    return found


class Handler(BaseHTTPRequestHandler):
    """One connection; any number of calls one after the other."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Httpd

    def setup(self) -> None:
        super().setup()
        self.server.opened(self.connection)

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        size = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(size)
        if len(body) < size:  # whoever called was killed meanwhile
            self.close_connection = True
            return
        address = urlsplit(self.path)
        reply = self.server.answer(
            address.path,
            lambda: read_parameters(self.headers.get("Content-Type", ""), body, address.query),
        )
        if reply is None:
            self.close_connection = True
            return
        payload = json.dumps(reply.body, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self.send_response(reply.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        """Stay quiet: the address of a call holds the token."""


class Httpd(ThreadingHTTPServer):
    """An HTTP server on a loopback port of the system's choice that leaves no thread and no socket behind.

    Args:
        answer: what to reply to a path and to the parameters (decoded when asked for); None: close without a reply.
            Called in a thread of the connection's own.
    """

    daemon_threads = True
    request_queue_size = 128  # or of many who come at once, some would wait a second to try again

    def __init__(self, answer: Callable[[str, Callable[[], Json]], Reply | None]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        self._open: list[tuple[socket.socket, threading.Thread]] = []
        self._lock = threading.Lock()
        self._loop = threading.Thread(target=self.serve_forever, args=(0.02,), name="telegram-server", daemon=True)

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start(self) -> None:
        """Answer from now on."""
        self._loop.start()

    def opened(self, connection: socket.socket) -> None:
        """Keep in mind a connection and its thread."""
        with self._lock:
            self._open = [pair for pair in self._open if pair[1].is_alive()]
            self._open.append((connection, threading.current_thread()))

    def close(self) -> None:
        """End every connection and its thread."""
        self.shutdown()
        self._loop.join(timeout=5)
        with self._lock:
            for connection, _ in self._open:
                with contextlib.suppress(OSError):  # the client was faster
                    connection.shutdown(socket.SHUT_RDWR)
        for _, thread in self._open:
            thread.join(timeout=5)
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the game; what fails in answering is caught where it is answered."""
