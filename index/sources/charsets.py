"""Text of feeds and pages as servers send them: in the charset they have, whatever they say."""

from __future__ import annotations

import codecs
import re
from typing import Final

from index.sources.reading import BINARY, UnusableError

# What browsers read these labels as (WHATWG): the larger charsets of the same family.
_LARGER: Final = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949",
    "shift_jis": "cp932", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip
# What text of unknown charset may be in; more would be confused with these.
_GUESSED: Final = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "cp932", "euc_jp", "gb18030",
    "big5", "cp949",
]  # fmt: skip
_NO_CHARSETS: Final = frozenset(["idna", "punycode", "unicode_escape", "raw_unicode_escape"])  # Python's own
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
# The first characters of a document in UTF-16 without a byte order mark: «<?», «<r», «{"».
_UNMARKED: Final = ((re.compile(rb"[<{]\x00"), "utf-16-le"), (re.compile(rb"\x00[<{]"), "utf-16-be"))

_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]+)|<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)
_HEAD = 4096  # bytes in which a declaration stands
_SAMPLE = 60_000  # bytes by which an unknown charset is told
_TOO_FEW = 12  # foreign bytes from which no charset can be told
_TAGS = re.compile(rb"<[^<>]*>|[\x00-\x7f]{200,}")
_FOREIGN = re.compile(r"[\udc80-\udcff]+")


def decoded(body: bytes, charset: str | None = None) -> str:
    """The text of a document.

    A byte order mark decides; then UTF-8 where it is valid, for other charsets hardly ever look like it; then what the
    server says, what the document says, and last what its letters look like. Stray bytes become �.

    Args:
        body: the document.
        charset: what the server says, None where it does not.

    Raises:
        UnusableError: it is binary.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for start, name in _UNMARKED:
        if start.match(body):
            return body.decode(name, "replace")
    if b"\0" in body:
        raise UnusableError(BINARY)
    said = _said(body, charset)
    for name in ["utf-8", *said] if "iso2022_jp" not in said else ["iso2022_jp", "utf-8", *said]:
        try:
            return body.decode(name)
        except UnicodeError:
            continue
    return _with_strays(body, next((name for name in said if name != "utf-8"), None))


def _said(body: bytes, charset: str | None) -> list[str]:
    """The charsets that server and document name, the more credible first."""
    found = _DECLARED.search(body, 0, _HEAD)
    server = _known(charset)
    document = _known((found[1] or found[2]).decode("ascii", "replace")) if found else None
    # Servers say Latin-1 (or UTF-8) of all their files without looking at them.
    doubtful = server in {"cp1252", "utf-8"} and document is not None
    names = (document, server) if doubtful else (server, document)
    return [name for name in dict.fromkeys(names) if name]


def _known(label: str | None) -> str | None:
    try:
        name = codecs.lookup((label or "").strip(" \t\"'")).name
        b"ab".decode(name, "replace")  # some codecs are not of text
    except (LookupError, ValueError):
        return None
    return None if name in _NO_CHARSETS else _LARGER.get(name, name)


def _with_strays(body: bytes, said: str | None) -> str:
    if said:
        text = body.decode(said, "replace")
        if text.count("\ufffd") <= max(10, len(text) // 500):
            return text
    text = body.decode("utf-8", "surrogateescape")
    foreign = _FOREIGN.findall(text)
    well_written = sum(not character.isascii() for character in text) - sum(map(len, foreign))
    if well_written >= sum(map(len, foreign)):
        return _FOREIGN.sub(_western, text)  # UTF-8 with pieces copied in from elsewhere
    return body.decode(_guessed(body), "replace")


def _western(foreign: re.Match[str]) -> str:
    return foreign[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _guessed(body: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = _TAGS.sub(b" ", body[: 4 * _SAMPLE])[:_SAMPLE]
    if sum(byte > 0x7F for byte in sample) < _TOO_FEW:
        return "cp1252"
    best = from_bytes(sample, cp_isolation=_GUESSED).best()
    return best.encoding if best else "cp1252"
