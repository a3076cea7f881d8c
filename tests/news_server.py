"""A news site on loopback: real HTTP, with answers that are good, conditional, redirected, slow, broken or hostile."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Mapping

    Answering = Callable[["Handler"], None]


class Request(NamedTuple):
    """One that came in; ``path`` with its query, ``headers`` by lower-case name."""

    method: str
    path: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a path answers; a page with validators answers 304 to whoever has it already."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def known_to(self, asked: Mapping[str, str]) -> bool:
        """Whether the validators sent along are those of this page; a tag counts before a date, as in RFC 9110."""
        etag, modified = self.headers.get("ETag"), self.headers.get("Last-Modified")
        if "if-none-match" in asked:
            return etag is not None and asked["if-none-match"] in {etag, "*"}
        return modified is not None and asked.get("if-modified-since") == modified


class Handler(BaseHTTPRequestHandler):
    """One connection; any number of requests one after the other. What answers them itself is handed this."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # an answer leaves in one piece; ``flush`` sends what there is
    server: _Httpd

    def setup(self) -> None:
        super().setup()
        self.server.opened(self.connection)

    def do_GET(self) -> None:
        asked = {name.lower(): value for name, value in self.headers.items()}
        answering = self.server.site.received(Request(self.command, self.path, asked))
        if callable(answering):
            answering(self)
        elif answering.status == 200 and answering.known_to(asked):
            self.send(Page(status=304, headers=answering.headers))
        else:
            self.send(answering)

    def do_HEAD(self) -> None:
        self.do_GET()

    def send(self, page: Page) -> None:
        """Send all of an answer."""
        self._head(page.status, page.headers, None if page.status == 304 else len(page.body))
        if self.command != "HEAD":
            self.wfile.write(page.body)

    def begin(self, status: int = 200, headers: Mapping[str, str] | None = None, *, length: int | None = None) -> None:
        """Send the head of an answer only; None: it has no length."""
        self._head(status, headers or {}, length)
        self.flush()

    def _head(self, status: int, headers: Mapping[str, str], length: int | None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def write(self, data: bytes) -> None:
        """Send some bytes at once."""
        self.wfile.write(data)
        self.flush()

    def flush(self) -> None:
        """Send what is still held back."""
        self.wfile.flush()

    def wait(self, seconds: float) -> bool:
        """Do nothing for a while; True where the server is being closed, which ends the wait."""
        return self.server.closing.wait(seconds)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        """Stay quiet: what came in is in ``NewsServer.requests``."""


class _Httpd(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, site: NewsServer) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.site = site
        self.closing = threading.Event()
        self._open: list[tuple[socket.socket, threading.Thread]] = []
        self._lock = threading.Lock()

    def opened(self, connection: socket.socket) -> None:
        """Keep in mind a connection and its thread."""
        with self._lock:
            self._open = [pair for pair in self._open if pair[1].is_alive()]
            self._open.append((connection, threading.current_thread()))

    def hang_up(self) -> None:
        """End every connection and its thread."""
        self.closing.set()
        with self._lock:
            kept = list(self._open)
        for connection, _ in kept:
            with contextlib.suppress(OSError):  # the client was faster
                connection.shutdown(socket.SHUT_RDWR)
        for _, thread in kept:
            thread.join(timeout=5)
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the game."""


class NewsServer:
    """A web server on 127.0.0.1, on a port of the system's choice; every path it was not told of answers 404.

    Use it as a context manager; nothing is left of it afterwards. Its pages may change while it runs. It does not look
    at the host it is asked for, so that it can stand for several.

    Args:
        tls: answer https with this.

    Attributes:
        requests: what came in, oldest first; ``clear()`` it to look at what comes next.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self._pages: dict[str, Page | Answering] = {}
        self._scheme = "http" if tls is None else "https"
        self._httpd = _Httpd(self)
        if tls is not None:
            # The handshake is left to the connection's own thread: a client that breaks it off stops no other.
            self._httpd.socket = tls.wrap_socket(
                self._httpd.socket, server_side=True, do_handshake_on_connect=False, suppress_ragged_eofs=True
            )
        self._loop = threading.Thread(target=self._httpd.serve_forever, args=(0.01,), name="news-server", daemon=True)

    def __enter__(self) -> Self:
        self._loop.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._httpd.shutdown()
        self._loop.join(timeout=5)
        self._httpd.hang_up()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._httpd.server_address[1])

    def url(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"{self._scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths of the requests so far, ``/robots.txt`` left out."""
        return [request.path for request in list(self.requests) if request.path != "/robots.txt"]

    def serve(
        self,
        path: str,
        body: bytes | str,
        *,
        type: str = "text/html; charset=utf-8",  # noqa: A002 - what HTTP calls it
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        etag: bool = True,
    ) -> None:
        """Answer a path with this from now on.

        Args:
            path: with its query, or without one: then it answers every query.
            body: text is sent as UTF-8.
            type: the Content-Type; ``""`` for none.
            status: of the answer.
            headers: more of them; a ``Last-Modified`` is honoured.
            etag: send one, made of the body, and answer 304 to whoever has it.
        """
        data = body.encode() if isinstance(body, str) else body
        tag = {"ETag": f'"{hashlib.sha256(data).hexdigest()[:16]}"'} if etag and status == 200 else {}
        kind = {"Content-Type": type} if type else {}
        self._pages[path] = Page(body=data, status=status, headers={**kind, **tag, **(headers or {})})

    def withdraw(self, path: str, status: int = 404) -> None:
        """Answer a path with an error from now on."""
        self.serve(path, f"<h1>{status}</h1>", status=status)

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        """Send whoever asks for a path elsewhere; ``to`` as it stands in the header."""
        self._pages[path] = Page(status=status, headers={"Location": to})

    def answer(self, path: str, answering: Answering) -> None:
        """Leave the answer to a function, which is called in a thread of the connection's own."""
        self._pages[path] = answering

    def received(self, request: Request) -> Page | Answering:
        """Note a request; gives what to answer."""
        self.requests.append(request)
        path = urlsplit(request.path).path
        return self._pages.get(request.path) or self._pages.get(path) or Page(body=b"<h1>404</h1>", status=404)


def hang(handler: Handler) -> None:
    """Say nothing until the server is closed."""
    handler.wait(60)
    handler.close_connection = True


def hang_up(handler: Handler) -> None:
    """Close the connection without an answer."""
    handler.close_connection = True


def drip(pieces: Iterable[bytes], pause: float) -> Answering:
    """Send a page piece by piece, ``pause`` seconds before each; it has no length, and ends with the connection."""

    def answering(handler: Handler) -> None:
        handler.close_connection = True
        handler.begin(headers={"Content-Type": "text/html"})
        for piece in pieces:
            if handler.wait(pause):
                break
            handler.write(piece)

    return answering


def cut_off(body: bytes, missing: int = 100) -> Answering:
    """Promise ``missing`` bytes more than come."""

    def answering(handler: Handler) -> None:
        handler.close_connection = True
        handler.begin(headers={"Content-Type": "text/html"}, length=len(body) + missing)
        handler.write(body)

    return answering


def bomb(size: int) -> Answering:
    """A page of blanks, packed with gzip, that unpacks to ``size`` bytes."""
    packed = gzip.compress(b" " * size)

    def answering(handler: Handler) -> None:
        handler.send(Page(body=packed, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}))

    return answering


def one_after_the_other(*answers: Answering | Page) -> Answering:
    """Another answer each time; the last one for ever."""
    left = list(answers)
    lock = threading.Lock()

    def answering(handler: Handler) -> None:
        with lock:
            answer = left.pop(0) if len(left) > 1 else left[0]
        if callable(answer):
            answer(handler)
        else:
            handler.send(answer)

    return answering
