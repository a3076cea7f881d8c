"""Articles from files and folders of them."""

from __future__ import annotations

import os
import zlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import SourceNotFoundError
from index.sources.markdown import read_markdown
from index.sources.pages.page import read_page
from index.sources.reading import ARTICLE_LIMIT, UnusableError, decode, read_bytes
from index.sources.records import Draft, reading_of
from index.sources.tables import read_csv, read_json, read_jsonl
from index.sources.unread import Item, Reading, Unread, digest
from index.types import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def read_files(sources: Sequence[Path]) -> Iterator[Item]:
    """Read articles from files, and from folders with all their subfolders, in sorted order.

    ``.txt .md .html .htm .jsonl .json .csv``, each also with ``.gz``. Hidden files and folders inside a folder are left
    out. What is no article comes as ``Rejected`` in its place, and reading goes on.

    Raises:
        SourceNotFoundError: one of the sources does not exist; raised before anything is read.
    """
    return (item.read().item if isinstance(item, Unread) else item for item in find_articles(sources))


def find_articles(
    sources: Sequence[Path], *, leaving_out: Callable[[Path], bool] | None = None
) -> Iterator[Unread | Rejected]:
    """Find what ``read_files`` reads, with a digest of each article, so that only what is new need be read.

    Args:
        sources: files and folders.
        leaving_out: files for which this is true are passed over; it is asked once a file.

    Raises:
        SourceNotFoundError: one of the sources does not exist; raised before anything is read.
    """
    for source in sources:
        if not os.path.lexists(source):
            raise SourceNotFoundError(str(source))
    return _find_all(sources, leaving_out)


def _find_all(sources: Sequence[Path], leaving_out: Callable[[Path], bool] | None) -> Iterator[Unread | Rejected]:
    for source in sources:
        for found in _walk(source, seen=set()):
            place = Path(found.where) if isinstance(found, Rejected) else found
            if leaving_out is None or not leaving_out(place):
                yield from [found] if isinstance(found, Rejected) else _find_in(found)


def _walk(path: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Rejected]:
    """The files under a path; a folder that was already entered (a loop of links) is not entered again."""
    try:
        if not path.is_dir():
            yield path
            return
        status = path.stat()
        identity = (status.st_dev, status.st_ino)
        inside: list[os.DirEntry[str]] = []
        if identity not in seen:
            with os.scandir(path) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Rejected(str(path), _unreadable(error))
        return
    seen.add(identity)
    for child in inside:
        if child.name.startswith("."):
            continue
        if child.is_file(follow_symlinks=False):  # as the folder itself tells: no call for each of thousands
            yield Path(child.path)
        else:
            yield from _walk(Path(child.path), seen)


def _find_in(path: Path) -> Iterator[Unread | Rejected]:
    """The articles in a file."""
    stem = Path(path.name[:-3]) if path.suffix.lower() == ".gz" else path
    suffix = stem.suffix.lower()
    try:
        if suffix not in _TABLES and suffix not in _TEXTS:
            supported = " ".join((*_TEXTS, *_TABLES))
            yield Rejected(
                str(path), f"unsupported file type {stem.suffix!r}: supported are {supported}, each also with .gz"
            )
        elif path.exists() and not path.is_file():
            yield Rejected(str(path), "neither a file nor a folder")
        elif suffix in _TABLES:
            yield from _TABLES[suffix](path)
        else:
            data = read_bytes(path, ARTICLE_LIMIT)
            yield Unread(str(path), digest(suffix, data), partial(_read, path, _TEXTS[suffix], data))
    except _UNUSABLE as error:
        yield Rejected(str(path), _reason(error))


def _read(path: Path, draft_of: Callable[[bytes], Draft], data: bytes) -> Reading:
    try:
        draft = draft_of(data)
    except _UNUSABLE as error:
        return Reading(Rejected(str(path), _reason(error)))
    return reading_of(draft, str(path))


_UNUSABLE = (UnusableError, UnicodeError, OSError, EOFError, zlib.error)


def _reason(error: Exception) -> str:
    if isinstance(error, UnusableError):
        return str(error)
    if isinstance(error, UnicodeError):
        return "damaged UTF-16: convert it to UTF-8 with  iconv -f UTF-16 -t UTF-8 FILE"
    return _unreadable(error)


def _unreadable(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be read: {reason}"


def _text(data: bytes) -> Draft:
    return Draft(text=decode(data))


def _markdown(data: bytes) -> Draft:
    return read_markdown(decode(data))


_TEXTS: dict[str, Callable[[bytes], Draft]] = {".txt": _text, ".md": _markdown, ".html": read_page, ".htm": read_page}
_TABLES: dict[str, Callable[[Path], Iterator[Unread | Rejected]]] = {
    ".jsonl": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
}
