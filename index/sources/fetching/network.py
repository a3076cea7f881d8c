"""Connections: made only to addresses the guard let pass, and ended when their time is up."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import httpcore

from index.sources.fetching.values import RefusedError, StoppedError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Iterator

    from index.sources.fetching.guard import Guard


_GLANCE: Final = 0.2  # seconds between two looks at ``stop`` while nothing comes


class Deadline(threading.local):
    """Until when this thread may read and write.

    Args:
        stop: for all threads: not at all any more once it is set.
    """

    _at = float("inf")

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Let what happens inside take so long."""
        self._at = time.monotonic() + seconds
        try:
            yield
        finally:
            self._at = float("inf")

    @property
    def left(self) -> float:
        """Seconds; infinite outside of ``within``."""
        return self._at - time.monotonic()

    def shorten(self, timeout: float | None) -> float | None:
        """A timeout in seconds that ends no later than the deadline; zero or less where that has passed.

        Raises:
            StoppedError: asked to stop.
        """
        if self._stop.is_set():
            raise StoppedError
        left = self.left
        if left == float("inf"):
            return timeout
        return left if timeout is None else min(timeout, left)


class GuardedNetwork(httpcore.NetworkBackend):
    """Connects to what a guard lets pass.

    A host is looked up once, and connected to under exactly the addresses that were judged, so that a name server
    that answers otherwise the next time gains nothing.

    Args:
        guard: judges.
        deadline: for whatever is read and written.
        network: makes the connections; it is only ever given IP addresses.
    """

    def __init__(self, guard: Guard, deadline: Deadline, network: httpcore.NetworkBackend) -> None:
        self._guard = guard
        self._deadline = deadline
        self._network = network

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers; all share the timeout.

        Raises:
            FetchError: the host has no address, or one that is refused.
        """
        addresses = self._guard.addresses(host, port)
        timeout = self._deadline.shorten(timeout)
        end = None if timeout is None else time.monotonic() + timeout
        failure: Exception = httpcore.ConnectTimeout()
        for tried, address in enumerate(addresses):
            share = None if end is None else (end - time.monotonic()) / (len(addresses) - tried)
            if share is not None and share <= 0:
                break
            try:
                stream = self._network.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 - what the base class calls it with
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Never: nothing public listens there."""
        raise RefusedError(f"refused: {path} is a socket of this machine")


class _TimedStream(httpcore.NetworkStream):
    """A connection on which a drip of bytes does not go on for ever."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        end = float("inf") if timeout is None else time.monotonic() + timeout
        while (left := self._deadline.shorten(end - time.monotonic()) or 0.0) > 0:
            with suppress(httpcore.ReadTimeout):
                return self._stream.read(max_bytes, min(left, _GLANCE))
        raise httpcore.ReadTimeout

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        timeout = self._deadline.shorten(timeout)
        if timeout is not None and timeout <= 0:
            raise httpcore.WriteTimeout
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        timeout = self._deadline.shorten(timeout)
        if timeout is not None and timeout <= 0:
            self._stream.close()
            raise httpcore.ConnectTimeout
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, timeout), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
