"""Catalogs of articles that are in no index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.catalog import PART_ROW, Held, Names, join
from index.duplicates import sketch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.catalog import Catalog
    from index.types import Article


class CatalogBuilder:
    """Makes a catalog of articles in memory."""

    def __init__(self) -> None:
        self._names = Names()
        self._rows: list[tuple[int, int, int, int, int]] = []
        self._sketches: dict[int, NDArray[np.uint32]] = {}

    def add(self, chunk_id: int, article_id: int, article: Article) -> tuple[int, int, int]:
        """Add a chunk; returns (published, source, language) as they stand in its row."""
        row = self._names.row_of(article)
        self._rows.append((chunk_id, article_id, *row))
        if article_id not in self._sketches:
            self._sketches[article_id] = sketch(article.text)
        return row

    def build(self) -> Catalog:
        """Make the catalog of all that was added."""
        rows = np.array(self._rows, PART_ROW)
        return join({"": Held(rows=rows, live=np.arange(len(rows)), sketches=self._sketches)}, self._names)
