"""What a generation knows of each chunk besides its words and vector: article, outlet, language and date."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from index.duplicates import stories
from index.outlet_names import outlet_key
from index.restriction import excluded_codes, language_codes, source_codes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.filters import Filters
    from index.types import Article

UNDATED = np.iinfo(np.int64).min
PART_ROW = np.dtype(
    [("chunk", "<i8"), ("article", "<i8"), ("published", "<i8"), ("source", "<i4"), ("language", "<i4")]
)
"""What a part knows of each of its chunks; see ``Catalog.rows``."""

_ROW = np.dtype([*PART_ROW.descr, ("story", "<i8"), ("part", "<i4"), ("row", "<i4")])
_ROWS, _NAMES = "catalog.npy", "catalog.json"


@dataclass(frozen=True)
class Catalog:
    """One row a chunk, in ascending order of chunk ids.

    Attributes:
        rows: structured array with the fields chunk, article, published (seconds since 1970 UTC, or UNDATED),
            source and language (places in the lists below), story (the lowest id among the articles that carry the
            same text, the article's own where no other does), part (place in the list below) and row (in the part).
        sources: (name, host) of each outlet there is or was.
        languages: ISO 639-1 codes of each language there is or was.
        parts: names of the parts that hold the chunks, each in a folder of ``parts/``.
        deleted: number of chunks deleted from the lexical index since it was made: at most as many still count in its
            statistics.
    """

    rows: NDArray[np.void]
    sources: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    parts: tuple[str, ...] = ()
    deleted: int = 0

    # A field of the rows lies scattered among the others: what is asked of all rows is asked of a column of its own.

    @cached_property
    def chunks(self) -> NDArray[np.int64]:
        """The ids of the chunks, ascending."""
        return np.ascontiguousarray(self.rows["chunk"])

    @cached_property
    def _published(self) -> NDArray[np.int64]:
        return np.ascontiguousarray(self.rows["published"])

    @cached_property
    def _sources(self) -> NDArray[np.int32]:
        return np.ascontiguousarray(self.rows["source"])

    @cached_property
    def _languages(self) -> NDArray[np.int32]:
        return np.ascontiguousarray(self.rows["language"])

    @property
    def articles(self) -> int:
        """Number of articles."""
        return len(self._first[0])

    @cached_property
    def newest(self) -> datetime | None:
        """Latest publication time, None where all articles are undated."""
        latest = int(self._published.max(initial=UNDATED))
        return None if latest == UNDATED else datetime.fromtimestamp(latest, UTC)

    @property
    def articles_by_language(self) -> dict[str, int]:
        """Number of articles by language, most first, ties by code."""
        counts = np.bincount(self.rows["language"][self._first[1]], minlength=len(self.languages)).tolist()
        by_language = {code: count for code, count in zip(self.languages, counts, strict=True) if count}
        return dict(sorted(by_language.items(), key=lambda item: (-item[1], item[0])))

    def select(self, filters: Filters) -> NDArray[np.bool_]:
        """Which rows pass the filters."""
        passing = self._select_by_kind(filters)
        if filters.by_time:
            inside = self._select_dated(filters)
            passing &= (inside | (self._published == UNDATED)) if filters.undated else inside
        return passing

    def dated_inside(self, filters: Filters) -> bool:
        """Is there an article that passes the filters by its date?"""
        if not (filters.by_time or filters.by_outlet_or_language):
            return self.newest is not None
        return bool((self._select_by_kind(filters) & self._select_dated(filters)).any())

    def undated_left_out(self, filters: Filters) -> int:
        """Number of articles that pass all filters but those of time, and have no date to judge by."""
        if not filters.by_time or filters.undated:
            return 0
        hidden = self._select_by_kind(filters) & (self._published == UNDATED)
        return len(np.unique(self.rows["article"][hidden]))

    def rows_of(self, chunk_ids: NDArray[np.int64]) -> NDArray[np.void]:
        """Row of each chunk; shape (n,)."""
        found: NDArray[np.void] = self.rows[self.places(chunk_ids)]
        return found

    def places(self, chunk_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Place of each chunk's row; shape (n,)."""
        return np.searchsorted(self.chunks, chunk_ids)

    def holds(self, article: int) -> bool:
        """Whether there is an article of this id."""
        known, _ = self._first
        at = int(np.searchsorted(known, article))
        return at < len(known) and int(known[at]) == article

    def first_chunks(self, articles: Sequence[int]) -> list[int]:
        """The lowest chunk id of each of some articles that the generation holds, in their order."""
        known, first = self._first
        chunks: list[int] = self.rows["chunk"][first[np.searchsorted(known, articles)]].tolist()
        return chunks

    def members(self, story: int) -> tuple[int, ...]:
        """Ids of the articles that carry a story together, ascending; none where at most one article carries it."""
        return self._shared.get(story, ())

    @cached_property
    def _first(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The articles by ascending id, and the place of each one's first row."""
        articles, first = np.unique(self.rows["article"], return_index=True)
        return articles, first

    @cached_property
    def _shared(self) -> dict[int, tuple[int, ...]]:
        """The articles of each story that more than one carries: one pass over the rows, for all later calls."""
        stories, articles = self.rows["story"], self.rows["article"]
        # A story is named after one of its articles, so the others give it away.
        inside = np.isin(stories, stories[stories != articles])
        members: dict[int, list[int]] = {}
        for story, article in sorted(set(zip(stories[inside].tolist(), articles[inside].tolist(), strict=True))):
            members.setdefault(story, []).append(article)
        return {story: tuple(found) for story, found in members.items()}

    def _select_dated(self, filters: Filters) -> NDArray[np.bool_]:
        published = self._published
        passing: NDArray[np.bool_] = published != UNDATED
        if filters.since is not None:
            passing &= published >= filters.since.timestamp()
        if filters.until is not None:
            passing &= published < filters.until.timestamp()
        return passing

    def _select_by_kind(self, filters: Filters) -> NDArray[np.bool_]:
        passing = np.ones(len(self.rows), dtype=np.bool_)
        if filters.source is not None:
            passing &= np.isin(self._sources, source_codes(filters.source, enumerate(self.sources)))
        if filters.language is not None:
            passing &= np.isin(self._languages, language_codes(filters.language, self.languages))
        if excluded := excluded_codes(filters.excluded, enumerate(self.sources)):
            passing &= ~np.isin(self._sources, excluded)
        return passing


class Names:
    """Numbers for outlets and languages: a name keeps the number it was once given."""

    def __init__(self, before: Catalog | None = None) -> None:
        self.sources = {source: number for number, source in enumerate(before.sources if before else ())}
        self.languages = {language: number for number, language in enumerate(before.languages if before else ())}

    def row_of(self, article: Article) -> tuple[int, int, int]:
        """What a row says of an article: published, source and language."""
        return (
            int(article.published.timestamp()) if article.published else UNDATED,
            self.sources.setdefault((article.source, host_of(article.url)), len(self.sources)),
            self.languages.setdefault(article.language, len(self.languages)),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Held:
    """What a part holds, as far as a catalog is made of it.

    Attributes:
        rows: of its chunks, with the fields of ``PART_ROW``.
        live: places of those that are in the generation; ascending.
        sketches: of the text of each of its articles, by id.
    """

    rows: NDArray[np.void]
    live: NDArray[np.int64]
    sketches: Mapping[int, NDArray[np.uint32]]


def join(parts: Mapping[str, Held], names: Names, *, deleted: int = 0) -> Catalog:
    """Make the catalog of some parts, by their names, and find out which articles carry the same story."""
    rows = np.zeros(sum(len(held.live) for held in parts.values()), _ROW)
    sketches: dict[int, NDArray[np.uint32]] = {}
    at = 0
    for number, held in enumerate(parts.values()):
        own = rows[at : at + len(held.live)]
        for field in PART_ROW.names or ():
            own[field] = held.rows[field][held.live]
        own["part"], own["row"] = number, held.live
        for article in np.unique(own["article"]).tolist():
            sketches[article] = held.sketches[article]
        at += len(held.live)
    rows = rows[np.argsort(rows["chunk"])]
    articles, first, place = np.unique(rows["article"], return_index=True, return_inverse=True)
    keys = [outlet_key(label) for label, _ in names.sources]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    outlets = np.array([numbers[key] for key in keys], np.int64)[rows["source"][first]]
    rows["story"] = stories([sketches[article] for article in articles.tolist()], articles, outlets)[place]
    return Catalog(rows, tuple(names.sources), tuple(names.languages), tuple(parts), deleted)


def host_of(url: str) -> str:
    """Host of a URL in lower case, without ``www.`` and port."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def save(catalog: Catalog, folder: Path) -> None:
    """Write a catalog into a folder."""
    np.save(folder / _ROWS, catalog.rows)
    names = {field: getattr(catalog, field) for field in ("sources", "languages", "parts", "deleted")}
    (folder / _NAMES).write_text(json.dumps(names, ensure_ascii=False), "utf-8")


def load(folder: Path) -> Catalog:
    """Open the catalog in a folder; the rows stay on disk until they are needed."""
    names = json.loads((folder / _NAMES).read_text("utf-8"))
    return Catalog(
        np.asarray(np.load(folder / _ROWS, mmap_mode="r")),  # as a plain array: each access to a memmap costs 10 µs
        tuple((label, host) for label, host in names["sources"]),
        tuple(names["languages"]),
        tuple(names["parts"]),
        names["deleted"],
    )
