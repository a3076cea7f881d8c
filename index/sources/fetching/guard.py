"""Which addresses may be connected to: public ones, and those of hosts that the user allowed by name."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Collection, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from index.sources.fetching.values import FetchError, RefusedError

IPAddress = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Sequence[str]]
"""Gives all IP addresses of a host (and port), best first; raises OSError where it has none."""

_PORTS: Final = range(1, 65536)
_ALLOWED = re.compile(
    r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<host>[^\s:/\[\]]+))(?::(?P<port>[0-9]{1,5}))?|(?P<bare>[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*)"
)
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_OWN = (IPv6Address("::"), IPv6Address("::1"))  # within _COMPATIBLE, but no IPv4 address


def look_up(host: str, port: int) -> list[str]:
    """Ask the system, which also reads numbers written in other ways (``0x7f.1``)."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is empty or too long
        raise OSError("no host can be called so") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Guard:
    """Looks hosts up and lets pass what may be connected to.

    Args:
        allow: hosts that may have any address, each ``host`` or ``host:port`` (then on that port only); an IPv6
            address with a port stands in brackets.
        resolve: looks a host up.

    Raises:
        ValueError: an entry of ``allow`` is neither.
    """

    def __init__(self, allow: Collection[str], resolve: Resolver) -> None:
        self._allowed = frozenset(map(_read_allowed, allow))
        self._resolve = resolve

    def allows(self, host: str, port: int) -> bool:
        """Whether the user allowed a host by name."""
        return bool({(_one_form(host), None), (_one_form(host), port)} & self._allowed)

    def addresses(self, host: str, port: int) -> list[str]:
        """Look a host up, once; gives the addresses to connect to and no others, best first.

        Raises:
            RefusedError: one of them is not public and the host is not allowed.
            FetchError: it has none.
        """
        host = host.removesuffix(".")
        try:
            found = [ip_address(text) for text in self._resolve(host, port)]
        except OSError as error:
            raise FetchError(f"no address is known for the host {host}") from error
        if not found:
            raise FetchError(f"no address is known for the host {host}")
        if not self.allows(host, port):
            for address in found:
                if objection := objection_to(address):
                    raise RefusedError(f"refused: {address} is {objection} (allow it with --allow-host {host})")
        return [str(address) for address in found]


def objection_to(address: IPAddress) -> str | None:
    """What an address is that may not be connected to, None where it may.

    An IPv6 address that leads to an IPv4 one is judged by that.
    """
    inner = _inner(address)
    if inner is not None:
        objection = objection_to(inner)
        return f"{objection}, {inner}, in another form" if objection else None
    kinds = {
        "an unspecified address": address.is_unspecified,
        "a loopback address": address.is_loopback,
        "a link-local address": address.is_link_local,
        "a multicast address": address.is_multicast,
        "a reserved address": address.is_reserved,
        "a private address": address.is_private or (isinstance(address, IPv6Address) and address.is_site_local),
        "not a public address": not address.is_global,
    }
    return next((kind for kind, holds in kinds.items() if holds), None)


def _inner(address: IPAddress) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to; Teredo is private as a whole, and so is local NAT64 (reserved)."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64 or (address in _COMPATIBLE and address not in _OWN):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _read_allowed(entry: str) -> tuple[str, int | None]:
    found = _ALLOWED.fullmatch(entry.strip().lower())
    if found is None or int(found["port"] or 1) not in _PORTS:
        raise ValueError(f"{entry!r} is not a host to allow: write it as news.example or news.example:8080")
    host = found["six"] or found["bare"] or _in_ascii(found["host"], entry)
    return _one_form(host), int(found["port"]) if found["port"] else None


def _in_ascii(host: str, entry: str) -> str:
    if host.isascii():
        return host
    import idna

    try:
        return idna.encode(host).decode("ascii")
    except idna.IDNAError as error:
        raise ValueError(f"{entry!r} is not a host to allow: {error}") from error


def _one_form(host: str) -> str:
    """A host as it is compared: IPv6 addresses in their shortest form, no dot at the end."""
    if ":" not in host:
        return host.removesuffix(".")
    try:
        return str(ip_address(host))
    except ValueError:
        return host
