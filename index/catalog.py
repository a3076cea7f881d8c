"""What a generation knows of each chunk besides its words and vector: article, outlet, language and date."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from index.duplicates import sketch, stories

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.filters import Filters
    from index.types import Article

UNDATED = np.iinfo(np.int64).min
_ROW = np.dtype(
    [
        ("chunk", "<i8"),
        ("article", "<i8"),
        ("published", "<i8"),
        ("source", "<i4"),
        ("language", "<i4"),
        ("story", "<i8"),
    ]
)
_ROWS, _NAMES = "catalog.npy", "catalog.json"


@dataclass(frozen=True)
class Catalog:
    """One row a chunk, in ascending order of chunk ids.

    Attributes:
        rows: structured array with the fields chunk, article, published (seconds since 1970 UTC, or UNDATED),
            source and language (places in the lists below), and story (the lowest id among the articles that carry
            the same text, the article's own where no other does).
        sources: (name, host) of each outlet.
        languages: ISO 639-1 codes.
    """

    rows: NDArray[np.void]
    sources: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]

    @property
    def articles(self) -> int:
        """Number of articles."""
        return len(self._first[0])

    @property
    def newest(self) -> datetime | None:
        """Latest publication time, None where all articles are undated."""
        latest = int(self.rows["published"].max(initial=UNDATED))
        return None if latest == UNDATED else datetime.fromtimestamp(latest, UTC)

    @property
    def articles_by_language(self) -> dict[str, int]:
        """Number of articles by language, most first, ties by code."""
        counts = np.bincount(self.rows["language"][self._first[1]], minlength=len(self.languages)).tolist()
        by_language = dict(zip(self.languages, counts, strict=True))
        return dict(sorted(by_language.items(), key=lambda item: (-item[1], item[0])))

    def source_codes(self, name: str) -> list[int]:
        """Places in ``sources`` of the outlets a name or host stands for."""
        wanted = outlet_key(name)
        return [
            code
            for code, (label, host) in enumerate(self.sources)
            if wanted in {outlet_key(label), host} or ("." in wanted and host.endswith(f".{wanted}"))
        ]

    def language_codes(self, language: str) -> list[int]:
        """Places in ``languages`` of a language: one, or none."""
        return [code for code, known in enumerate(self.languages) if known == language]

    def select(self, filters: Filters) -> NDArray[np.bool_]:
        """Which rows pass the filters."""
        passing = self._select_by_kind(filters)
        if filters.by_time:
            inside = self._select_dated(filters)
            passing &= (inside | (self.rows["published"] == UNDATED)) if filters.undated else inside
        return passing

    def dated_inside(self, filters: Filters) -> bool:
        """Is there an article that passes the filters by its date?"""
        return bool((self._select_by_kind(filters) & self._select_dated(filters)).any())

    def undated_left_out(self, filters: Filters) -> int:
        """Number of articles that pass all filters but those of time, and have no date to judge by."""
        if not filters.by_time or filters.undated:
            return 0
        hidden = self._select_by_kind(filters) & (self.rows["published"] == UNDATED)
        return len(np.unique(self.rows["article"][hidden]))

    def rows_of(self, chunk_ids: NDArray[np.int64]) -> NDArray[np.void]:
        """Row of each chunk; shape (n,)."""
        found: NDArray[np.void] = self.rows[np.searchsorted(self.rows["chunk"], chunk_ids)]
        return found

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
        published = self.rows["published"]
        passing: NDArray[np.bool_] = published != UNDATED
        if filters.since is not None:
            passing &= published >= filters.since.timestamp()
        if filters.until is not None:
            passing &= published < filters.until.timestamp()
        return passing

    def _select_by_kind(self, filters: Filters) -> NDArray[np.bool_]:
        passing = np.ones(len(self.rows), dtype=np.bool_)
        if filters.source is not None:
            passing &= np.isin(self.rows["source"], self.source_codes(filters.source))
        if filters.language is not None:
            passing &= np.isin(self.rows["language"], self.language_codes(filters.language))
        return passing


class CatalogBuilder:
    """Collects rows for a catalog, in ascending order of chunk ids."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, int, int, int, int]] = []
        self._sources: dict[tuple[str, str], int] = {}
        self._languages: dict[str, int] = {}
        self._sketches: dict[int, NDArray[np.uint32]] = {}
        self._outlets: dict[int, str] = {}

    def add(self, chunk_id: int, article_id: int, article: Article) -> tuple[int, int, int]:
        """Add a chunk; returns (published, source, language) as they stand in its row."""
        outlet = (article.source, host_of(article.url))
        published = int(article.published.timestamp()) if article.published else UNDATED
        source = self._sources.setdefault(outlet, len(self._sources))
        language = self._languages.setdefault(article.language, len(self._languages))
        self._rows.append((chunk_id, article_id, published, source, language))
        if article_id not in self._sketches:
            self._sketches[article_id] = sketch(article.text)
            self._outlets[article_id] = outlet_key(article.source)
        return published, source, language

    def build(self) -> Catalog:
        """Make the catalog of all that was added, and find out which articles carry the same story."""
        names = {name: number for number, name in enumerate(dict.fromkeys(self._outlets.values()))}
        outlets = np.array([names[name] for name in self._outlets.values()], np.int64)
        articles = np.array(list(self._sketches), np.int64)
        found = stories(list(self._sketches.values()), articles, outlets)
        story = dict(zip(articles.tolist(), found.tolist(), strict=True))
        rows = np.array([(*row, story[row[1]]) for row in self._rows], dtype=_ROW)
        return Catalog(rows, tuple(self._sources), tuple(self._languages))


def outlet_key(name: str) -> str:
    """What tells outlets apart: their name without case, outer blanks and ``www.``; not the host, they may have two."""
    return name.strip().casefold().removeprefix("www.")


def host_of(url: str) -> str:
    """Host of a URL in lower case, without ``www.`` and port."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def save(catalog: Catalog, folder: Path) -> None:
    """Write a catalog into a folder."""
    np.save(folder / _ROWS, catalog.rows)
    names = {"sources": catalog.sources, "languages": catalog.languages}
    (folder / _NAMES).write_text(json.dumps(names, ensure_ascii=False), "utf-8")


def load(folder: Path) -> Catalog:
    """Open the catalog in a folder; the rows stay on disk until they are needed."""
    names: dict[str, Sequence[Sequence[str]]] = json.loads((folder / _NAMES).read_text("utf-8"))
    sources = tuple((label, host) for label, host in names["sources"])
    return Catalog(np.load(folder / _ROWS, mmap_mode="r"), sources, tuple(str(code) for code in names["languages"]))
