"""Files of many records: JSON Lines, JSON and CSV."""

from __future__ import annotations

import csv
import json
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from index.sources.reading import (
    ARTICLE_LIMIT,
    BINARY,
    NOT_UTF8,
    TOO_LARGE,
    UnusableError,
    bounded_lines,
    decode,
    is_undecoded,
    opened_text,
    read_bytes,
)
from index.sources.records import reading_of_record
from index.sources.unread import Reading, Unread, digest
from index.types import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_JSON_LIMIT = 256 * 1024**2  # bytes; a JSON file is read as a whole, so larger ones belong into JSON Lines
_ROW_LIMIT = 8 * ARTICLE_LIMIT  # characters; rows up to it are read, so that one too large does not cost the others
_DELIMITERS = ",;\t|"


def read_jsonl(path: Path) -> Iterator[Unread | Rejected]:
    """One record a line, empty lines skipped; locations are ``path:line``."""
    found = False
    with opened_text(path) as stream:
        for number, line in enumerate(bounded_lines(stream, ARTICLE_LIMIT), start=1):
            if line is not None and not line.strip():
                continue
            found = True
            yield _in_line(line, f"{path}:{number}")
    if not found:
        yield Rejected(str(path), "empty")


def _in_line(line: str | None, where: str) -> Unread | Rejected:
    if line is None:
        return Rejected(where, TOO_LARGE)
    data = line.rstrip("\r\n").encode("utf-8", "surrogatepass")
    return Unread(where, digest(".jsonl", data), partial(_from_line, line, where))


def _from_line(line: str, where: str) -> Reading:
    if len(line.encode("utf-8", "surrogatepass")) > ARTICLE_LIMIT:
        return Reading(Rejected(where, TOO_LARGE))
    if is_undecoded(line):
        return Reading(Rejected(where, NOT_UTF8))
    if "\0" in line:
        return Reading(Rejected(where, BINARY))
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        return Reading(Rejected(where, f"not JSON: {error.msg}, at character {error.colno}"))
    except (ValueError, RecursionError) as error:
        return Reading(Rejected(where, f"JSON that cannot be read: {error}"))
    return reading_of_record(record, where)


def read_json(path: Path) -> Iterator[Unread | Rejected]:
    """A record, a list of records, or ``{"articles": [...]}``; locations are ``path`` or ``path#3``, from 1."""
    text = decode(read_bytes(path, _JSON_LIMIT, "larger than 256 MB: write it as JSON Lines (.jsonl)"))
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        yield Rejected(
            f"{path}:{error.lineno}", f"not JSON: {error.msg}, at character {error.colno} of line {error.lineno}"
        )
        return
    except (ValueError, RecursionError) as error:
        yield Rejected(str(path), f"JSON that cannot be read: {error}")
        return
    if isinstance(content, dict) and "text" not in content and isinstance(content.get("articles"), list):
        content = content["articles"]
    if not isinstance(content, list):
        yield _in_list(content, str(path))
        return
    if not content:
        yield Rejected(str(path), "empty: it holds no articles")
    for number, record in enumerate(content, start=1):
        yield _in_list(record, f"{path}#{number}")


def _in_list(record: object, where: str) -> Unread:
    try:
        known_by = digest(".json", json.dumps(record).encode())
    except (ValueError, RecursionError):  # what could just be read, but goes too deep to be written
        known_by = None
    return Unread(where, known_by, lambda: reading_of_record(record, where))


def read_csv(path: Path) -> Iterator[Unread | Rejected]:
    """A header row, then a record a row; locations are ``path:row``, the header being row 1."""
    csv.field_size_limit(max(csv.field_size_limit(), _ROW_LIMIT))
    with opened_text(path) as stream:
        lines = _lines_within_limit(stream_lines=bounded_lines(stream, _ROW_LIMIT))
        first = next((line for line in lines if line.strip()), None)
        if first is None:
            yield Rejected(str(path), "empty")
            return
        rows = csv.reader(chain([first], lines), delimiter=_delimiter(first))
        header = [name.strip().casefold() for name in next(rows)]
        if "text" not in header:
            yield Rejected(f"{path}:1", f"the header row must name url, title and text; it has {header}"[:300])
            return
        yield from _rows(rows, header, path)


def _rows(rows: Iterator[list[str]], header: list[str], path: Path) -> Iterator[Unread | Rejected]:
    number = 1
    try:
        for number, row in enumerate(rows, start=2):
            if any(field.strip() for field in row):
                where = f"{path}:{number}"
                known_by = digest(".csv", repr((header, row)).encode("utf-8", "surrogatepass"))
                yield Unread(where, known_by, partial(_from_row, row, header, where))
    except csv.Error as error:
        yield Rejected(f"{path}:{number + 1}", f"not CSV: {error}; the file was read no further")
        return
    if number == 1:
        yield Rejected(str(path), "empty: a header row and nothing under it")


def _from_row(row: list[str], header: list[str], where: str) -> Reading:
    if len(row) > len(header):
        return Reading(Rejected(where, f"{len(row)} fields under a header of {len(header)}: is one not quoted?"))
    if any(map(is_undecoded, row)):
        return Reading(Rejected(where, NOT_UTF8))
    return reading_of_record(dict(zip(header, row, strict=False)), where)


def _lines_within_limit(stream_lines: Iterator[str | None]) -> Iterator[str]:
    for line in stream_lines:
        if line is None:
            raise UnusableError("a row is larger than 40 MB: the file was read no further")
        yield line


def _delimiter(header: str) -> str:
    """The first delimiter by which the header has a text column, else the comma."""
    for delimiter in _DELIMITERS:
        names = next(csv.reader([header], delimiter=delimiter))
        if "text" in (name.strip().casefold() for name in names):
            return delimiter
    return ","
