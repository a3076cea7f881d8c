"""A fetcher that meets nothing but a local server, whatever the hosts are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpcore

from index.sources.fetching.fetcher import Fetcher

if TYPE_CHECKING:
    from collections.abc import Iterable

    from news_server import NewsServer

HOSTS = ("127.0.0.1", "news.example", "other.example", "third.example")
"""Allowed to be local."""


class Dialling(httpcore.NetworkBackend):
    """Connects to one local server, whatever address it is given, and to nothing else in the world.

    Args:
        server: answers in the place of every address.

    Attributes:
        dialled: the addresses and ports that it was to connect to, in order.
    """

    def __init__(self, server: NewsServer) -> None:
        self.dialled: list[tuple[str, int]] = []
        self._port = server.port
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - what the base class calls it with
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Note the address and connect."""
        self.dialled.append((host, port))
        return self.connect(host, timeout)

    def connect(self, host: str, timeout: float | None) -> httpcore.NetworkStream:  # noqa: ARG002 - for those that fail
        """Connect to the server in the place of an address."""
        return self._network.connect_tcp("127.0.0.1", self._port, timeout)


def to_loopback(host: str, port: int) -> list[str]:  # noqa: ARG001 - as a resolver is called
    """Look up any host: it is this machine."""
    return ["127.0.0.1"]


def fetcher_for(server: NewsServer, **given: Any) -> Fetcher:  # noqa: ANN401 - as Fetcher takes them
    """A fetcher without pauses for which the hosts of ``HOSTS`` are the server; ``given`` goes before."""
    usual: dict[str, Any] = {"allow": HOSTS, "delay": 0.0, "resolve": to_loopback, "network": Dialling(server)}
    return Fetcher(**usual | given)
