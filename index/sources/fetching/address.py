"""Web addresses: which can be asked, and what of them is sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from index.sources.fetching.values import FetchError

_PORTS: Final = {"http": 80, "https": 443}
_LONGEST_HOST: Final = 254  # as in the name system, with a dot at the end
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?\.?|[0-9a-f:.]*:[0-9a-f:.]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An http(s) address.

    Attributes:
        url: as it is sent: ASCII, no user name, no fragment.
        scheme: ``http`` or ``https``.
        host: lower case, ASCII, without a dot at the end; an IPv6 address without brackets.
        port: 1…65535.
    """

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and port, the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


def read_address(text: str) -> Address:
    """Take an address apart.

    Raises:
        FetchError: it cannot be asked.
    """
    import httpx

    try:
        url = httpx.URL(text.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"not a web address: {error}") from error
    if url.scheme not in _PORTS:
        found = f"{url.scheme[:20]}:" if url.scheme else text.strip()[:100]
        raise FetchError(f"not a web address: it must begin with https:// or http://, not {found}")
    if url.userinfo:
        raise FetchError("the address holds a user name or a password, which are never sent")
    host = url.raw_host.decode("ascii")
    if len(host) > _LONGEST_HOST or not _HOST.fullmatch(host):
        raise FetchError(f"not a web address: no host can be called {host[:100]!r}")
    port = _PORTS[url.scheme] if url.port is None else url.port
    if not 1 <= port <= 65535:
        raise FetchError(f"not a web address: there is no port {port}")
    return Address(url=str(url), scheme=url.scheme, host=host.removesuffix("."), port=port)


def read_redirect(base: Address, location: str | None) -> Address:
    """Where a redirect leads, which may be given relative to the address asked.

    Raises:
        FetchError: nowhere that can be asked.
    """
    target = (location or "").strip()
    if not target:
        raise FetchError("a redirect that does not say where to")
    try:
        return read_address(urljoin(base.url, target))
    except (FetchError, ValueError) as error:
        raise FetchError(f"a redirect that cannot be followed: {error}") from error
