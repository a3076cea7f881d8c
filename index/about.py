"""Which chunks are about a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.analysis import stem, words
from index.sentence_index import read_lines

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from index.demand import Demand
    from index.engine import Snapshot

_AT_ONCE = 4096  # chunks; their sentences take some 5 kB each


def first_chunks(rows: NDArray[np.void]) -> NDArray[np.void]:
    """Of rows in ascending order of chunk ids the first of each article, in order of the articles' ids."""
    first: NDArray[np.void] = rows[np.unique(rows["article"], return_index=True)[1]]
    return first


def newest_first(rows: NDArray[np.void]) -> NDArray[np.void]:
    """Rows by time, the newest first and the undated last, ties by chunk id."""
    # The undated are the lowest number there is, which has no negative.
    ordered: NDArray[np.void] = rows[np.lexsort((-rows["chunk"], rows["published"]))[::-1]]
    return ordered


def by_time(rows: NDArray[np.void], undated: int) -> tuple[NDArray[np.void], int]:
    """One article of each story: the first that was published; a text that is carried again tells nothing new.

    Args:
        rows: one of each article.
        undated: what stands for no time.

    Returns:
        Rows of those with a date, oldest first, ties by chunk id; and the number of stories without any date.
    """
    dated = rows[rows["published"] != undated]
    dated = dated[np.lexsort((dated["chunk"], dated["published"]))]
    stories, first = np.unique(dated["story"], return_index=True)
    return dated[np.sort(first)], len(np.setdiff1d(rows["story"], stories))


def by_own_words(
    rows: NDArray[np.void], demand: Demand, *, snapshot: Snapshot, asked: Collection[int]
) -> NDArray[np.void]:
    """The chunks that hold what is demanded in their own words, and not by the name of their outlet alone.

    Each chunk is indexed with its outlet's name, so all of the «Hamburger Abendblatt» hold «Hamburg».

    Args:
        rows: of chunks that hold it.
        demand: what is demanded.
        snapshot: whose rows they are.
        asked: places in ``Snapshot.sources`` of outlets whose articles are asked for by name.
    """
    kinds, kind = np.unique(rows[["source", "language"]], return_inverse=True)
    named = np.zeros((len(kinds), len(demand.all_of)), np.bool_)
    for own, (source, language) in zip(named, kinds.tolist(), strict=True):
        label = words(snapshot.sources[source][0])
        held = set(stem(label, snapshot.languages[language]))
        own[:] = [source not in asked and not held.isdisjoint(tokens) for tokens in demand.all_of]
    told = ~named[kind]
    doubtful = np.flatnonzero(~told.all(axis=1))
    for at in range(0, len(doubtful), _AT_ONCE):
        some = doubtful[at : at + _AT_ONCE]
        lines = read_lines(snapshot.records(rows[some]), demand.all_of)
        np.logical_or.at(told, some[lines.chunk[~lines.header]], lines.held[~lines.header])
    found: NDArray[np.void] = rows[told.all(axis=1)]
    return found
