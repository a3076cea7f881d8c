"""Where a Milvus is: a server's address, or a file for milvus-lite."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from index.errors import AddressError

_NAME, _PORT = "newsbot", 19530
_SCHEMES = {"milvus+http": "http", "milvus+https": "https"}
_FORM = "write it like milvus+http://host:19530, milvus+https://host:19530/database, or as a file that ends in .db"
_KNOWN = {"name", "ca"}
# What Milvus takes for a name, with room for a number behind it.
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,199}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a Milvus is.

    Attributes:
        uri: as pymilvus takes it; of a file its absolute path.
        file: for milvus-lite, None for a server.
        database: of the server, empty for its default one.
        name: of the alias, which the collections' names begin with.
        ca: file with the certificates of an authority of one's own, None for those that the system trusts.
    """

    uri: str
    file: Path | None = None
    database: str = ""
    name: str = _NAME
    ca: Path | None = None

    def __str__(self) -> str:
        """As it may be told: nothing secret is in it."""
        return str(self.file) if self.file else self.uri + (f"/{self.database}" if self.database else "")


def parse(url: str) -> Address:
    """Read an address; raises AddressError, which says how one is written, where it is none."""
    parts = _split(url)
    if parts.scheme not in _SCHEMES:
        return _file(url)
    if parts.username is not None or parts.password is not None:
        raise AddressError("a Milvus address holds no user and no password: give them apart, as the engine's token")
    try:
        port = parts.port or _PORT
    except ValueError:
        raise AddressError(f"the Milvus address has no port that can be used: {_FORM}") from None
    database = unquote(parts.path.strip("/"))
    if not parts.hostname or (database and not _WORD.fullmatch(database)):
        raise AddressError(f"not a Milvus address; {_FORM}")
    asked = {key: values[-1] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if unknown := sorted(asked.keys() - _KNOWN):
        raise AddressError(f"a Milvus address knows no {unknown[0]!r}, only name and ca: {_FORM}")
    name = asked.get("name", _NAME)
    if not _WORD.fullmatch(name):
        raise AddressError(f"{name!r} is no name for Milvus: use letters of a … z, digits and _")
    ca = Path(asked["ca"]) if "ca" in asked else None
    if ca is not None and parts.scheme == "milvus+http":
        raise AddressError("a certificate (ca=) is looked at with milvus+https only")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Address(uri=f"{_SCHEMES[parts.scheme]}://{host}:{port}", database=database, name=name, ca=ca)


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        raise AddressError(f"not a Milvus address; {_FORM}") from None


def _file(url: str) -> Address:
    if "://" in url or not url.endswith(".db") or Path(url).name == ".db":
        raise AddressError(f"not a Milvus address; {_FORM}")
    file = Path(url).expanduser().absolute()
    return Address(uri=str(file), file=file)
