"""Which chunks may be found, in an index's own numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.outlet_names import outlet_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from index.filters import Filters

    Sources = Iterable[tuple[int, tuple[str, str]]]

# Seconds; the number below the first stands for no date at all (``catalog.UNDATED``).
_FIRST: Final = 1 - 2**63
_LAST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """Which chunks may be found, in an index's own numbers; None lets all pass.

    Attributes:
        sources: places in ``Snapshot.sources``.
        excluded: places in ``Snapshot.sources`` of what may not be found.
        languages: places in ``Snapshot.languages``.
        published: (first, last) second since 1970 UTC, both included.
        undated: whether chunks without a date pass ``published``.
    """

    sources: Sequence[int] | None = None
    excluded: Sequence[int] = ()
    languages: Sequence[int] | None = None
    published: tuple[int, int] | None = None
    undated: bool = False


def restrict(filters: Filters, sources: Mapping[int, tuple[str, str]], languages: Sequence[str]) -> Restriction | None:
    """Filters in the numbers of an index.

    Args:
        filters: which articles may answer.
        sources: name and host of each outlet.
        languages: ISO 639-1 codes.

    Returns:
        None where all chunks pass.
    """
    published = None
    if filters.by_time:
        # Seconds are whole in an index; «before» excludes the moment itself.
        first = _FIRST if filters.since is None else math.ceil(filters.since.timestamp())
        last = _LAST if filters.until is None else math.ceil(filters.until.timestamp()) - 1
        published = (first, last)
    restriction = Restriction(
        sources=None if filters.source is None else tuple(source_codes(filters.source, sources.items())),
        excluded=tuple(excluded_codes(filters.excluded, sources.items())),
        languages=None if filters.language is None else tuple(language_codes(filters.language, languages)),
        published=published,
        undated=filters.undated and filters.by_time,
    )
    return None if restriction == Restriction() else restriction


def source_codes(name: str, sources: Sources) -> list[int]:
    """Places of the outlets a name or host stands for, of (place, (name, host))."""
    wanted = outlet_key(name)
    return [
        code
        for code, (label, host) in sources
        if wanted in {outlet_key(label), host} or ("." in wanted and host.endswith(f".{wanted}"))
    ]


def excluded_codes(excluded: Collection[str], sources: Sources) -> list[int]:
    """Places of the outlets of some names, as ``outlet_key`` makes them; hosts do not count."""
    return [code for code, (label, _) in sources if outlet_key(label) in excluded] if excluded else []


def language_codes(language: str, languages: Sequence[str]) -> list[int]:
    """Places of a language: one, or none."""
    return [code for code, known in enumerate(languages) if known == language]
