"""Addresses on the web: the form that identifies what they lead to, and which of them belong to one site."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote, unquote_plus, urljoin, urlsplit

from index.sources.web.tracking_parameters import NAMES, NAMES_WITH_VALUES, PREFIXES, VALUES

_PORTS: Final = {"http": 80, "https": 443}
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_IN_PATH: Final = "!$&'()*+,;=:@/%"
_IN_QUERY: Final = _IN_PATH + "?"

_IGNORED = re.compile(r"[\t\n\r]")  # browsers drop these anywhere in an address
_BLANKS_AROUND = " \t\n\r\x0b\x0c\x00\u00a0\u200b\ufeff"
_AMPERSAND = re.compile(r"&(?:amp;|#0*38;)+", re.IGNORECASE)  # what feeds that escape twice leave between parameters
_FEED_SCHEME = re.compile(r"^feed:(?:(?://)?(?=(https?):)|(?=//))", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ASCII_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_IPV6 = re.compile(r"[0-9a-f:.]+")
_FRONT = re.compile(
    r"(?:www\d{0,2}|m|mobile|mobil|amp|wap|touch|beta|alpha|new|old|edition|desktop|next|preview|web|us|uk|en)\."
)
_LABELS_KEPT = 2  # «m.example.org» is «example.org», but «m.example» stays


def canonical(url: str, *, base: str | None = None) -> str | None:
    """The address that identifies what it leads to.

    Absolute; scheme and host in lower case, an international host as punycode; without default port, user name and
    password, fragment, and parameters that only tell where the reader came from; dot segments resolved, percent
    escapes normalised. The other parameters stay in their order. Applied again it changes nothing.

    Args:
        url: as it was found; relative only together with ``base``.
        base: absolute address of the document it was found in.

    Returns:
        None unless it is http or https with a host. A host without a dot and an IP address count.
    """
    given = _AMPERSAND.sub("&", _IGNORED.sub("", url.strip(_BLANKS_AROUND)))
    if not given:
        return None
    try:
        given.encode()  # a lone surrogate identifies nothing
        parts = urlsplit(urljoin(base, _with_slashes(given)) if base else _with_slashes(given))
        port = parts.port
        hostname = parts.hostname
    except ValueError:
        return None
    host = _host(hostname or "")
    if parts.scheme not in _PORTS or host is None or port == 0:
        return None
    place = "" if port in {None, _PORTS[parts.scheme]} else f":{port}"
    path = _without_dots(_escaped(parts.path, _IN_PATH))
    query = _query(parts.query)
    return f"{parts.scheme}://{host}{place}{path}{'?' if query else ''}{query}"


def feed_address(url: str, *, base: str | None = None) -> str | None:
    """``canonical`` for the address of a feed: also one that begins with ``feed:``, as older programs write it."""
    return canonical(
        _FEED_SCHEME.sub(lambda found: "http:" if found[1] is None else "", url.strip(), count=1), base=base
    )


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one site, as far as can be told without a list of registries.

    So they do where their hosts are equal once ``www.``, ``m.``, ``amp.`` and the like are gone, or where one host lies
    below the other. The port does not count.
    """
    hosts = [
        _without_front(urlsplit(address).hostname or "") if address else "" for address in map(_safe, (one, other))
    ]
    shorter, longer = sorted(hosts, key=len)
    if not shorter or shorter == longer:
        return bool(shorter)
    return "." in shorter and longer.endswith(f".{shorter}")


def _safe(address: str) -> str:
    return canonical(address) or ""


def _without_front(host: str) -> str:
    while (front := _FRONT.match(host)) and host.count(".") >= _LABELS_KEPT:
        host = host[front.end() :]
    return host


def _with_slashes(address: str) -> str:
    """Backslashes in the path are slashes, as in browsers: else the host could be read in two ways."""
    end = min((at for at in (address.find("?"), address.find("#")) if at >= 0), default=len(address))
    return address[:end].replace("\\", "/") + address[end:]


def _host(hostname: str) -> str | None:
    host = unquote(hostname).lower()
    if ":" in host:
        return f"[{host}]" if _IPV6.fullmatch(host) else None
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            return None
    host = host.removesuffix(".")
    return host if _ASCII_HOST.fullmatch(host) else None


def _escaped(text: str, allowed: str) -> str:
    """Percent escapes in one form: in upper case, none where none is needed, all that are needed."""
    text = _ESCAPE.sub(_as_needed, _LONE_PERCENT.sub("%25", text))
    return quote(text, safe=allowed)


def _as_needed(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()


def _without_dots(path: str) -> str:
    """Resolve «.» and «..»; there is nothing above the root."""
    kept: list[str] = []
    segments = path.split("/")[1:] or [""]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    pieces = _AMPERSAND.sub("&", _escaped(query, _IN_QUERY)).split("&")
    return "&".join(piece for piece in pieces if piece and not _is_tracking(piece))


def _is_tracking(piece: str) -> bool:
    name, _, value = (unquote_plus(part).strip().lower() for part in piece.partition("="))
    return name in NAMES or name.startswith(PREFIXES) or (name in NAMES_WITH_VALUES and value in VALUES)
