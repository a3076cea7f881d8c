"""What a generation knows of each chunk besides its words and vector: article, outlet, language and date."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.query import Filters
    from index.types import Article

UNDATED = np.iinfo(np.int64).min
_ROW = np.dtype([("chunk", "<i8"), ("article", "<i8"), ("published", "<i8"), ("source", "<i4"), ("language", "<i4")])
_ROWS, _NAMES = "catalog.npy", "catalog.json"


@dataclass(frozen=True)
class Catalog:
    """One row a chunk, in ascending order of chunk ids.

    Attributes:
        rows: structured array with the fields chunk, article, published (seconds since 1970 UTC, or UNDATED),
            source and language (places in the lists below).
        sources: (name, host) of each outlet.
        languages: ISO 639-1 codes.
    """

    rows: NDArray[np.void]
    sources: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]

    @property
    def articles(self) -> int:
        """Number of articles."""
        return len(np.unique(self.rows["article"]))

    @property
    def newest(self) -> datetime | None:
        """Latest publication time, None where all articles are undated."""
        latest = int(self.rows["published"].max(initial=UNDATED))
        return None if latest == UNDATED else datetime.fromtimestamp(latest, UTC)

    @property
    def articles_by_language(self) -> dict[str, int]:
        """Number of articles by language, most first, ties by code."""
        _, first = np.unique(self.rows["article"], return_index=True)
        counts = np.bincount(self.rows["language"][first], minlength=len(self.languages)).tolist()
        by_language = dict(zip(self.languages, counts, strict=True))
        return dict(sorted(by_language.items(), key=lambda item: (-item[1], item[0])))

    def source_codes(self, name: str) -> list[int]:
        """Places in ``sources`` of the outlets a name or host stands for."""
        wanted = name.strip().casefold().removeprefix("www.")
        return [
            code
            for code, (label, host) in enumerate(self.sources)
            if wanted in {label.casefold().removeprefix("www."), host}
            or ("." in wanted and host.endswith(f".{wanted}"))
        ]

    def language_codes(self, language: str) -> list[int]:
        """Places in ``languages`` of a language: one, or none."""
        return [code for code, known in enumerate(self.languages) if known == language]

    def select(self, filters: Filters) -> NDArray[np.bool_]:
        """Which rows pass the filters."""
        passing = self._select_by_kind(filters)
        if filters.by_time:
            published = self.rows["published"]
            passing &= published != UNDATED
            if filters.since is not None:
                passing &= published >= filters.since.timestamp()
            if filters.until is not None:
                passing &= published < filters.until.timestamp()
        return passing

    def undated_left_out(self, filters: Filters) -> int:
        """Number of articles that pass all filters but those of time, and have no date to judge by."""
        if not filters.by_time:
            return 0
        hidden = self._select_by_kind(filters) & (self.rows["published"] == UNDATED)
        return len(np.unique(self.rows["article"][hidden]))

    def articles_of(self, chunk_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Article id of each chunk; shape (n,)."""
        articles: NDArray[np.int64] = self.rows["article"][np.searchsorted(self.rows["chunk"], chunk_ids)]
        return articles

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

    def add(self, chunk_id: int, article_id: int, article: Article) -> tuple[int, int, int]:
        """Add a chunk; returns (published, source, language) as they stand in its row."""
        outlet = (article.source, host_of(article.url))
        published = int(article.published.timestamp()) if article.published else UNDATED
        source = self._sources.setdefault(outlet, len(self._sources))
        language = self._languages.setdefault(article.language, len(self._languages))
        self._rows.append((chunk_id, article_id, published, source, language))
        return published, source, language

    def build(self) -> Catalog:
        """Make the catalog of all that was added."""
        return Catalog(np.array(self._rows, dtype=_ROW), tuple(self._sources), tuple(self._languages))


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
