"""Articles from files and folders of them."""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import SourceNotFoundError
from index.sources.html import read_page
from index.sources.markdown import read_markdown
from index.sources.reading import ARTICLE_LIMIT, UnusableError, decode, read_bytes
from index.sources.records import Draft, article_from
from index.sources.tables import read_csv, read_json, read_jsonl
from index.types import Article, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = Article | Rejected


def read_files(sources: Sequence[Path]) -> Iterator[Item]:
    """Read articles from files, and from folders with all their subfolders, in sorted order.

    ``.txt .md .html .htm .jsonl .json .csv``, each also with ``.gz``. Hidden files and folders inside a folder are left
    out. What is no article comes as ``Rejected`` in its place, and reading goes on.

    Raises:
        SourceNotFoundError: one of the sources does not exist; raised before anything is read.
    """
    for source in sources:
        if not os.path.lexists(source):
            raise SourceNotFoundError(str(source))
    return _read_all(sources)


def _read_all(sources: Sequence[Path]) -> Iterator[Item]:
    for source in sources:
        for found in _walk(source, seen=set()):
            yield from [found] if isinstance(found, Rejected) else _read_file(found)


def _walk(path: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Rejected]:
    """The files under a path; a folder that was already entered (a loop of links) is not entered again."""
    try:
        if not path.is_dir():
            yield path
            return
        status = path.stat()
        identity = (status.st_dev, status.st_ino)
        inside = [] if identity in seen else sorted(path.iterdir(), key=lambda child: child.name)
    except OSError as error:
        yield Rejected(str(path), _unreadable(error))
        return
    seen.add(identity)
    for child in inside:
        if not child.name.startswith("."):
            yield from _walk(child, seen)


def _read_file(path: Path) -> Iterator[Item]:
    stem = Path(path.name[:-3]) if path.suffix.lower() == ".gz" else path
    reader = _READERS.get(stem.suffix.lower())
    if reader is None:
        supported = " ".join(_READERS)
        yield Rejected(
            str(path), f"unsupported file type {stem.suffix!r}: supported are {supported}, each also with .gz"
        )
        return
    try:
        if path.exists() and not path.is_file():
            yield Rejected(str(path), "neither a file nor a folder")
            return
        yield from reader(path)
    except UnusableError as error:
        yield Rejected(str(path), str(error))
    except UnicodeError:
        yield Rejected(str(path), "damaged UTF-16: convert it to UTF-8 with  iconv -f UTF-16 -t UTF-8 FILE")
    except (OSError, EOFError, zlib.error) as error:
        yield Rejected(str(path), _unreadable(error))


def _unreadable(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be read: {reason}"


def _read_text(path: Path) -> Iterator[Item]:
    yield article_from(Draft(text=decode(read_bytes(path, ARTICLE_LIMIT))), str(path))


def _read_markdown(path: Path) -> Iterator[Item]:
    yield article_from(read_markdown(decode(read_bytes(path, ARTICLE_LIMIT))), str(path))


def _read_html(path: Path) -> Iterator[Item]:
    yield article_from(read_page(read_bytes(path, ARTICLE_LIMIT)), str(path))


_READERS: dict[str, Callable[[Path], Iterator[Item]]] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".jsonl": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
}
