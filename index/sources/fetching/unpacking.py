"""Bodies of answers, unpacked within a limit: a bomb never has more than the limit in memory."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Protocol

from index.sources.fetching.values import FetchError, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

_MEMBER = b"\x1f\x8b"
_GZIP, _ZLIB, _BARE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


class _Unpacker(Protocol):
    def unpack(self, piece: bytes, room: int) -> bytes: ...

    def finish(self) -> None: ...


class _Plain:
    def unpack(self, piece: bytes, room: int) -> bytes:
        return piece[:room]

    def finish(self) -> None:
        """Nothing can be missing: the connection itself tells where the body ends."""


class _Gzip:
    """Members one after the other; what follows them and is none is padding."""

    def __init__(self) -> None:
        self._engine = zlib.decompressobj(_GZIP)
        self._within = False
        self._between: bytes | None = None  # after a member: the first bytes of what follows

    def unpack(self, piece: bytes, room: int) -> bytes:
        found = bytearray()
        while piece and len(found) < room:
            if self._between is not None:
                piece = self._between + piece
                self._between = piece[:2]
                if not piece.startswith(_MEMBER):
                    break
                self._between = None
            try:
                found += self._engine.decompress(piece, room - len(found))
            except zlib.error as error:
                raise FetchError("damaged: it cannot be unpacked (gzip)") from error
            piece = self._engine.unused_data
            self._within = not self._engine.eof
            if self._engine.eof:
                self._between = b""
                self._engine = zlib.decompressobj(_GZIP)
        return bytes(found)

    def finish(self) -> None:
        if self._within:
            raise FetchError("cut off: the end of it is missing (gzip)")


class _Deflate:
    """With the header it should have, or bare, as some servers send it."""

    def __init__(self) -> None:
        self._start = b""
        self._engine: zlib._Decompress | None = None

    def unpack(self, piece: bytes, room: int) -> bytes:
        if self._engine is None:
            piece = self._start + piece
            self._start = piece
            if len(piece) < 2:
                return b""
            headed = piece[0] & 0x0F == 8 and int.from_bytes(piece[:2], "big") % 31 == 0
            self._engine = zlib.decompressobj(_ZLIB if headed else _BARE)
        if self._engine.eof:
            return b""
        try:
            return self._engine.decompress(piece, room)
        except zlib.error as error:
            raise FetchError("damaged: it cannot be unpacked (deflate)") from error

    def finish(self) -> None:
        if self._start and not (self._engine and self._engine.eof):
            raise FetchError("cut off: the end of it is missing (deflate)")


def read_body(pieces: Iterable[bytes], encoding: str, *, limit: int, cut: bool = False) -> bytes:
    """Put a body together.

    Args:
        pieces: as they come.
        encoding: its Content-Encoding.
        limit: most bytes, both packed and unpacked.
        cut: leave off what is beyond the limit rather than fail.

    Raises:
        FetchError: it is over the limit, in an encoding not asked for, damaged or cut off.
    """
    unpacker = _unpacker(encoding)
    body, packed = bytearray(), 0
    for piece in pieces:
        packed += len(piece)
        body += unpacker.unpack(piece, limit + 1 - len(body))
        if max(packed, len(body)) > limit:
            if cut:
                return bytes(body[:limit])
            raise FetchError(too_large(limit))
    unpacker.finish()
    return bytes(body)


def too_large(limit: int) -> str:
    """The reason why a body is not read."""
    return f"larger than {in_words(limit)}"


def _unpacker(encoding: str) -> _Unpacker:
    match encoding.strip().lower():
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip":
            return _Gzip()
        case "deflate":
            return _Deflate()
        case other:
            raise FetchError(f"packed in a way that was not asked for ({other[:40]})")
