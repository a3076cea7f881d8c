"""What stands before several replicas of a bot: each post goes to the next one that takes it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PASSED_ON = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")


class Balancer:
    """A round-robin balancer on a loopback port.

    Attributes:
        ports: of the replicas; may be changed while it runs.
        doubling: whether each post goes to all replicas at the same instant.
        statuses: what each post was answered with, by all that answered, in order.
    """

    def __init__(self, ports: Sequence[int], *, doubling: bool = False) -> None:
        self.ports = list(ports)
        self.doubling = doubling
        self.statuses: list[list[int]] = []
        self._turns = count()
        balancer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name: self.headers[name] for name in _PASSED_ON if name in self.headers}
                status = balancer.pass_on(self.path, body, headers)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Write nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, name="balancer")

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def pass_on(self, path: str, body: bytes, headers: dict[str, str]) -> int:
        """Give a post to a replica, or to all; the worst answer, 502 where there is none."""
        first = next(self._turns) % len(self.ports)
        ports = self.ports[first:] + self.ports[:first]
        found = _at_once(ports, path, body, headers) if self.doubling else _first(ports, path, body, headers)
        self.statuses.append(found)
        return max(found, default=502)


def _first(ports: Sequence[int], path: str, body: bytes, headers: dict[str, str]) -> list[int]:
    for port in ports:
        status = _post(port, path, body, headers)
        if status is not None:
            return [status]
    return []


def _at_once(ports: Sequence[int], path: str, body: bytes, headers: dict[str, str]) -> list[int]:
    found: list[int] = []
    start = threading.Barrier(len(ports))

    def post(port: int) -> None:
        start.wait(20)
        status = _post(port, path, body, headers)
        if status is not None:
            found.append(status)

    threads = [threading.Thread(target=post, args=(port,)) for port in ports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _post(port: int, path: str, body: bytes, headers: dict[str, str]) -> int | None:
    """The status of a post; None where nobody takes it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


@contextmanager
def balancing(ports: Sequence[int], *, doubling: bool = False) -> Iterator[Balancer]:
    """A balancer while the block runs."""
    balancer = Balancer(ports, doubling=doubling)
    balancer.start()
    try:
        yield balancer
    finally:
        balancer.close()
