"""Bytes of files, gzipped or not, within limits: what cannot be read as text is told apart with a reason."""

from __future__ import annotations

import codecs
import gzip
import io
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLE_LIMIT: Final = 5 * 1024**2  # bytes of UTF-8
TOO_LARGE: Final = "larger than 5 MB, which no article is"
NOT_UTF8: Final = "not UTF-8: convert it with  iconv -f WINDOWS-1252 -t UTF-8 FILE  (or the encoding it was written in)"
BINARY: Final = "binary, not text"

_LONGEST_LINE = 8 * ARTICLE_LIMIT  # beyond it a file is no longer searched for the line's end: it may be a gzip bomb
_SNIFFED = 4096
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UNDECODED = re.compile(r"[\udc80-\udcff]")
# What browsers read these labels as (WHATWG): the larger encodings of the same family.
_WEB_ENCODINGS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932",
    "iso-8859-9": "cp1254", "tis-620": "cp874",
}  # fmt: skip
_DECLARED = re.compile(rb"(?:charset\s*=\s*|<\?xml[^>]{0,80}encoding\s*=\s*)[\"']?\s*([\w.:-]+)", re.IGNORECASE)


class UnusableError(Exception):
    """A file, or the rest of it, cannot be read; the text is the reason to report."""


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file's bytes, unpacked where its name ends in ``.gz``."""
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
        yield cast("BinaryIO", stream)


def read_bytes(path: Path, limit: int, too_large: str = TOO_LARGE) -> bytes:
    """All of a file.

    Raises:
        UnusableError: it is empty, or longer than ``limit`` bytes (no more than these are unpacked).
    """
    with opened(path) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnusableError(too_large)
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise UnusableError("empty")
    return data


def decode(data: bytes) -> str:
    """Text from UTF-8 with or without a byte order mark, or UTF-16 with one.

    Raises:
        UnusableError: it is in another encoding, or no text at all.
    """
    if not data.startswith(_UTF16) and b"\0" in data:
        raise UnusableError(BINARY)
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError as error:
        raise UnusableError(
            BINARY if _is_binary(data.decode("latin-1")) else f"{NOT_UTF8} (byte {error.start + 1})"
        ) from error
    if _is_binary(text):
        raise UnusableError(BINARY)
    return text


def decode_page(data: bytes) -> str:
    """Text of an HTML page: by its byte order mark, as UTF-8, else in the encoding it declares.

    Raises:
        UnusableError: it is in none of these, or no text at all.
    """
    declared = _declared_encoding(data)
    if not data.startswith(_UTF16) and b"\0" in data:
        raise UnusableError(BINARY)
    for encoding in (declared if declared == "iso2022_jp" else None, _encoding(data), declared):
        try:
            return data.decode(encoding) if encoding else data.decode("ascii")
        except UnicodeDecodeError:
            continue
    # A few stray bytes do not make a page unreadable: browsers show them as � and so do we.
    text = data.decode(declared or "utf-8", errors="replace")
    if text.count("\ufffd") > min(10, len(text) // 500):
        raise UnusableError(BINARY if _is_binary(data.decode("latin-1")) else NOT_UTF8)
    return text


@contextmanager
def opened_text(path: Path) -> Iterator[TextIO]:
    """A file as a stream of text, line ends as they are; bytes that are not UTF-8 become lone surrogates.

    Raises:
        UnusableError: its first bytes are those of a binary file.
    """
    with opened(path) as stream:
        start = stream.read(_SNIFFED)
    if not start.startswith(_UTF16) and b"\0" in start:
        raise UnusableError(BINARY)
    with opened(path) as stream:
        yield io.TextIOWrapper(stream, _encoding(start), errors="surrogateescape", newline="")


def bounded_lines(stream: TextIO, limit: int) -> Iterator[str | None]:
    """The lines of a stream with their ends, None in the place of one over ``limit`` characters.

    Raises:
        UnusableError: a line goes on and on.
    """
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        skipped = len(line)
        while line and not line.endswith(("\n", "\r")):
            if skipped > _LONGEST_LINE:
                raise UnusableError("a line goes on for more than 40 MB: the file was read no further")
            line = stream.readline(limit)
            skipped += len(line)
        yield None


def is_undecoded(text: str) -> bool:
    """Whether text from ``opened_text`` holds bytes that are not UTF-8."""
    return bool(_UNDECODED.search(text))


def _encoding(data: bytes) -> str:
    return "utf-16" if data.startswith(_UTF16) else "utf-8-sig"


def _declared_encoding(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_SNIFFED])
    if not found:
        return None
    name = found.group(1).decode("ascii", "replace").lower()
    try:
        return codecs.lookup(_WEB_ENCODINGS.get(name, name)).name
    except LookupError:
        return None


def _is_binary(text: str) -> bool:
    return "\0" in text or len(_CONTROL.findall(text)) * 100 > len(text)
