"""A generation in a folder of this machine, opened: FAISS by meaning, tantivy by words, the catalog for all else."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from index.about import first_chunks, newest_first
from index.catalog import load
from index.engine import Found
from index.outlet_counts import counted, outlets
from index.restriction import Restriction, language_codes, restrict

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.catalog import Catalog
    from index.demand import Demand
    from index.engine import Wanted
    from index.filters import Filters
    from index.generation import Generation
    from index.lexical import Lexical
    from index.manifest import Manifest
    from index.sentence_files import Records, Sentences
    from index.types import Outlet
    from index.vectors import Vectors


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Files:
    """What a generation consists of, opened.

    Attributes:
        sources: the outlets that have articles in it: of others the catalog may still know the names.
        sentences: of each part.
        mean_words: of all chunks.
    """

    catalog: Catalog
    sources: dict[int, tuple[str, str]]
    vectors: Vectors
    lexical: Lexical
    sentences: Sequence[Sentences]
    mean_words: float


def _opened(folder: Path) -> _Files:
    from index.lexical import LEXICAL, Lexical
    from index.parts import PARTS, Part
    from index.sentence_files import mean_words
    from index.vectors import Vectors

    catalog = load(folder)
    parts = [Part(folder / PARTS / name) for name in catalog.parts]
    sentences = [part.sentences for part in parts]
    return _Files(
        catalog=catalog,
        sources={code: catalog.sources[code] for code in np.unique(catalog.rows["source"]).tolist()},
        vectors=Vectors(parts, catalog),
        lexical=Lexical(folder / LEXICAL),
        sentences=sentences,
        mean_words=mean_words(sentences, catalog.rows["part"], catalog.rows["row"]),
    )


class EmbeddedSnapshot:
    """A generation on disk as ``engine.Snapshot``; its rows tell the part and the row of each chunk too."""

    def __init__(self, generation: Generation) -> None:
        """Take over a generation, which is closed with this."""
        self._generation = generation
        self._opening = threading.Lock()
        self._opened: _Files | None = None

    @property
    def manifest(self) -> Manifest:
        """What the generation says of itself."""
        return self._generation.manifest

    def close(self) -> None:
        """Give the generation back."""
        self._generation.close()

    @property
    def _files(self) -> _Files:
        opened = self._opened
        if opened is None:
            with self._opening:
                opened = self._opened = self._opened or _opened(self._generation.folder)
        return opened

    @property
    def sources(self) -> Mapping[int, tuple[str, str]]:
        """Name and host of each outlet that has articles in it."""
        return self._files.sources

    @property
    def languages(self) -> Sequence[str]:
        """ISO 639-1 codes."""
        return self._files.catalog.languages

    @property
    def mean_words(self) -> float:
        """Mean number of tokens of a chunk, its header's among them; 0 of none."""
        return self._files.mean_words

    def candidates(self, wanted: Wanted) -> Found:
        """Find what either leg finds."""
        files = self._files
        passing, restriction = self._allowed(wanted.filters)
        places = np.empty(0, np.int64)
        if passing is None or passing.any():
            # tantivy makes room for all that it is asked for, and ends the process where there is none.
            most = min(wanted.most, max(1, len(files.catalog.rows)))
            near, _ = files.vectors.search(wanted.vector, k=most, passing=passing)
            matching, _ = files.lexical.search(wanted.terms, hints=wanted.hints, k=most, restriction=restriction)
            places = np.union1d(near, files.catalog.places(matching))
        rows = files.catalog.rows[places]
        return Found(rows=rows, vectors=files.vectors.of(places), records=self.records(rows))

    def about(self, demand: Demand | None, filters: Filters, *, most: int) -> NDArray[np.void]:
        """Find the chunks that hold what is demanded; None: the first chunk of each article; newest first."""
        files = self._files
        passing, restriction = self._allowed(filters)
        rows = files.catalog.rows if passing is None else files.catalog.rows[passing]
        if demand is None:
            return newest_first(first_chunks(rows))[:most]
        if not (demand.all_of and len(rows)):
            return rows[:0]
        found = self._holding(demand, min(most, len(files.catalog.rows)), restriction)
        return newest_first(files.catalog.rows_of(np.sort(found)))

    def records(self, rows: NDArray[np.void]) -> Records:
        """The words and the sentences' vectors of some chunks."""
        from index.sentence_files import read_records

        return read_records(self._files.sentences, rows["part"], rows["row"])

    def frequencies(self, tokens: Collection[str]) -> dict[str, int]:
        """In how many chunks each token stands."""
        return self._files.lexical.frequencies(tokens)

    def dated_inside(self, filters: Filters) -> bool:
        """Is there an article that passes the filters by its date?"""
        return self._files.catalog.dated_inside(filters)

    def undated_left_out(self, filters: Filters) -> int:
        """Number of articles that pass all filters but those of time, and have no date to judge by."""
        return self._files.catalog.undated_left_out(filters)

    def retold(self, chunk_id: int) -> list[int]:
        """The first chunk of each other article that carries the story of a chunk's article."""
        catalog = self._files.catalog
        (row,) = catalog.rows_of(np.array([chunk_id]))
        members = catalog.members(int(row["story"]))
        return catalog.first_chunks([article for article in members if article != row["article"]])

    def first_chunk(self, article_id: int) -> int | None:
        """The lowest chunk id of an article, None where the generation does not hold it."""
        catalog = self._files.catalog
        return catalog.first_chunks([article_id])[0] if catalog.holds(article_id) else None

    def outlets(self) -> tuple[Outlet, ...]:
        """Who published the articles."""
        files = self._files
        return outlets(counted(files.catalog.rows, files.sources))

    def _allowed(self, filters: Filters) -> tuple[NDArray[np.bool_] | None, Restriction | None]:
        """The same filters as each leg takes them; None where all chunks pass."""
        files = self._files
        restriction = restrict(filters, files.sources, files.catalog.languages)
        passing = None if restriction is None else files.catalog.select(filters)
        return (None, None) if passing is None or passing.all() else (passing, restriction)

    def _holding(self, demand: Demand, most: int, restriction: Restriction | None) -> NDArray[np.int64]:
        """Ids of the newest chunks that hold what is demanded, of equally new ones the lowest."""
        files = self._files
        languages = language_codes(demand.language, files.catalog.languages)
        found = files.lexical.holding(demand, languages=languages, most=most, restriction=restriction)
        every = len(files.catalog.rows)
        if len(found) < most or most == every:
            return found
        # There may be more of the oldest than were wanted, and tantivy takes any of them.
        published = files.catalog.rows_of(found)["published"]
        oldest = int(published.min())
        newer = found[published > oldest]
        then = replace(restriction or Restriction(), published=(oldest, oldest), undated=False)
        equal = files.lexical.holding(demand, languages=languages, most=every, restriction=then)
        return np.concatenate([newer, np.sort(equal)[: most - len(newer)]])
