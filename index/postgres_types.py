"""How values come to PostgreSQL and back: as SQLite would give them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format
from psycopg.types.numeric import NumericBinaryLoader, NumericLoader
from psycopg.types.string import StrDumperUnknown

if TYPE_CHECKING:
    from psycopg.abc import Buffer

_INT8 = 20  # PostgreSQL's number of its type bigint


class Cursor(psycopg.Cursor[Any]):  # type: ignore[misc]
    """One that is given its rows as bytes: vectors would come twice as long as text."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - psycopg's own
        super().__init__(*args, **more)
        self.format = Format.BINARY


class _TruthDumper(Dumper):  # type: ignore[misc]
    """True is 1."""

    oid = _INT8

    def dump(self, obj: object) -> Buffer:
        return b"1" if obj else b"0"


class _TextDumper(StrDumperUnknown):  # type: ignore[misc]
    """PostgreSQL holds no NUL, and UTF-8 no half of a letter: either becomes U+FFFD, so that places in a text stay."""

    def dump(self, obj: str) -> Buffer | None:
        try:
            return super().dump(obj)
        except (psycopg.DataError, UnicodeEncodeError):
            return "".join("\ufffd" if _cannot_be_kept(letter) else letter for letter in obj).encode()


class _NumberLoader(NumericLoader):  # type: ignore[misc]
    """A sum of whole numbers is one."""

    def load(self, data: Buffer) -> Any:  # noqa: ANN401 - int or float, where the base says Decimal
        return _number(super().load(data))


class _NumberBinaryLoader(NumericBinaryLoader):  # type: ignore[misc]
    """Likewise."""

    def load(self, data: Buffer) -> Any:  # noqa: ANN401 - likewise
        return _number(super().load(data))


def adapt(connection: psycopg.Connection[Any]) -> None:
    """Let a connection take and give values as SQLite does."""
    connection.adapters.register_dumper(bool, _TruthDumper)
    connection.adapters.register_dumper(str, _TextDumper)
    connection.adapters.register_loader("numeric", _NumberLoader)
    connection.adapters.register_loader("numeric", _NumberBinaryLoader)


def _cannot_be_kept(letter: str) -> bool:
    return letter == "\0" or "\ud800" <= letter <= "\udfff"


def _number(value: Any) -> int | float:  # noqa: ANN401 - a Decimal
    whole = int(value) if value.is_finite() else None
    return whole if whole is not None and whole == value else float(value)
