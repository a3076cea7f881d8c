"""Where whoever runs the bot asks for its numbers, and whether it is well: HTTP on a loopback port."""

from __future__ import annotations

import asyncio
import errno
import socket
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from prometheus_client.exposition import choose_encoder
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders, HTTPServerRequest, ResponseStartLine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.monitoring import Monitor

HOST: Final = "127.0.0.1"
"""Nobody but this machine is told."""

_BETWEEN: Final = 0.1  # seconds from one look at the loop to the next


@asynccontextmanager
async def serving(monitor: Monitor, port: int) -> AsyncIterator[int]:
    """Answer /metrics and /healthz during the block, and measure meanwhile how long the event loop is held up.

    Args:
        monitor: knows the answers.
        port: to listen on, on this machine alone; 0 takes a free one.

    Yields:
        The port that is listened on.

    Raises:
        OSError: the port cannot be had; ``strerror`` is a sentence.
    """
    listening = _listening(port)
    server = HTTPServer(partial(_answer, monitor))
    server.add_socket(listening)
    measuring = asyncio.create_task(_measure(monitor), name="measuring the event loop")
    try:
        yield listening.getsockname()[1]
    finally:
        server.stop()
        measuring.cancel()
        await asyncio.wait({measuring})
        await server.close_all_connections()


def _listening(port: int) -> socket.socket:
    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        why = "another program listens there" if error.errno == errno.EADDRINUSE else error.strerror
        raise OSError(error.errno, f"the monitor cannot listen on {HOST}:{port}: {why}") from None
    listening.settimeout(0)
    return listening


async def _measure(monitor: Monitor) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + _BETWEEN
        await asyncio.sleep(_BETWEEN)
        monitor.held_up(loop.time() - due)


def _answer(monitor: Monitor, request: HTTPServerRequest) -> None:
    status, content_type, body = _found(monitor, request)
    headers = HTTPHeaders({"Content-Type": content_type, "Content-Length": str(len(body))})
    start = ResponseStartLine("HTTP/1.1", status.value, status.phrase)
    if request.connection is not None:
        request.connection.write_headers(start, headers, None if request.method == "HEAD" else body)
        request.connection.finish()


def _found(monitor: Monitor, request: HTTPServerRequest) -> tuple[HTTPStatus, str, bytes]:
    text = "text/plain; charset=utf-8"
    if request.method in {"GET", "HEAD"} and request.path == "/metrics":
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        return HTTPStatus.OK, content_type, encode(monitor.registry)
    if request.method in {"GET", "HEAD"} and request.path == "/healthz":
        well, told = monitor.health()
        return HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE, text, f"{told}\n".encode()
    return HTTPStatus.NOT_FOUND, text, b"not found\n"
