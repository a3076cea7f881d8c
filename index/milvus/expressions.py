"""What may be found, as Milvus and as SQL are told it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.catalog import UNDATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.restriction import Restriction

LIVE: Final = 1 << 62
"""On the server: the generation in which a row goes that no generation leaves out yet."""
NO_DATE: Final = -(1 << 62)
"""On the server: the time of what has none. Its parser does not take the lowest number there is."""


def on_server(published: int) -> int:
    """A time as the server holds it."""
    return max(published, NO_DATE)


def expression(generation: int, restriction: Restriction | None) -> str | None:
    """Milvus' condition for what a generation holds and a restriction lets pass; None where that is nothing."""
    if restriction is not None and () in (_codes(restriction.sources), _codes(restriction.languages)):
        return None
    return " and ".join([f"added <= {generation}", f"retired > {generation}", *_conditions(restriction)])


def window(first: int, last: int, ids: tuple[int, int] | None = None) -> str:
    """Milvus' condition for a time, and for ids, both ends included."""
    told = f"published >= {on_server(first)} and published <= {on_server(min(last, LIVE))}"
    return told if ids is None else f"{told} and id >= {ids[0]} and id <= {ids[1]}"


def clause(restriction: Restriction | None) -> tuple[str, list[int]]:
    """SQL that stands behind other conditions on the table passage ``p``, and its values."""
    if restriction is None:
        return "", []
    told, values = "", list[int]()
    for column, codes, word in (
        ("outlet", restriction.sources, "IN"),
        ("language", restriction.languages, "IN"),
        ("outlet", restriction.excluded or None, "NOT IN"),
    ):
        if codes is not None:
            # Of nothing: no database takes an empty list.
            told += f" AND p.{column} {word} ({','.join('?' * len(codes)) or 'NULL'})"
            values += codes
    if restriction.published is not None:
        either = " OR p.published = ?" if restriction.undated else ""
        told += f" AND (p.published BETWEEN ? AND ?{either})"
        values += [*restriction.published, *([UNDATED] if restriction.undated else [])]
    return told, values


def _conditions(restriction: Restriction | None) -> Iterator[str]:
    if restriction is None:
        return
    for column, codes, word in (
        ("source", restriction.sources, "in"),
        ("language", restriction.languages, "in"),
        ("source", restriction.excluded or None, "not in"),
    ):
        if codes is not None:
            yield f"{column} {word} [{', '.join(map(str, codes))}]"
    if restriction.published is not None:
        first, last = restriction.published
        inside = window(max(first, NO_DATE + 1), last)
        yield f"(({inside}) or published == {NO_DATE})" if restriction.undated else inside


def _codes(codes: Sequence[int] | None) -> tuple[int, ...] | None:
    return None if codes is None else tuple(codes)
