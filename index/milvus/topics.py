"""Which chunks hold what is demanded: found by the rarest of it, newest first, and looked through for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.catalog import UNDATED
from index.milvus.dialect import MOST
from index.milvus.expressions import window
from index.sentence_index import read_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from index.demand import Demand
    from index.milvus.passages import Passages

    Search = Callable[[str], Sequence[int]]

_AT_ONCE = 4096  # chunks whose words are in memory


def newest_first(search: Search, bounds: tuple[int, int, int, int], *, limit: int = MOST) -> Iterator[Sequence[int]]:
    """Ask for all that there is of a search that gives only so many, the newest first.

    Args:
        search: gives the ids that fulfil one more condition; where they are ``limit`` there may be more.
        bounds: first and last time of what has one, lowest and highest id.
        limit: of a search.

    Yields:
        Ids of ever earlier times, in any order within one time; those without a time last.
    """
    found = search("")
    if len(found) < limit:
        yield found
        return
    first, last, lowest, highest = bounds
    for begin, end in ((first, last), (int(UNDATED), int(UNDATED))):
        yield from _of_times(search, begin, end, (lowest, highest), limit)


def holding(rows: NDArray[np.void], demand: Demand, passages: Passages, languages: Sequence[str]) -> NDArray[np.void]:
    """Those of some rows whose chunks hold all that is demanded."""
    paired = [languages[language] == demand.language for language in range(len(languages))]
    return np.concatenate(
        [rows[:0]] + [_of(rows[at : at + _AT_ONCE], demand, passages, paired) for at in range(0, len(rows), _AT_ONCE)]
    )


def _of(rows: NDArray[np.void], demand: Demand, passages: Passages, paired: Sequence[bool]) -> NDArray[np.void]:
    lines = read_lines(passages.words(rows), [*demand.all_of, *([pair] for pair in demand.pairs)])
    held = np.zeros((len(rows), lines.held.shape[1]), np.bool_)
    np.logical_or.at(held, lines.chunk, lines.held)
    groups = len(demand.all_of)
    enough = held[:, groups:].sum(axis=1) >= demand.fewest
    other = ~np.array(paired, np.bool_)[rows["language"]]
    found: NDArray[np.void] = rows[held[:, :groups].all(axis=1) & (enough | other)]
    return found


def _of_times(search: Search, first: int, last: int, ids: tuple[int, int], limit: int) -> Iterator[Sequence[int]]:
    found = search(window(first, last))
    if len(found) < limit:
        yield found
    elif first < last:
        middle = (first + last) // 2
        yield from _of_times(search, middle + 1, last, ids, limit)
        yield from _of_times(search, first, middle, ids, limit)
    else:
        yield [one for part in _of_ids(search, first, ids, limit) for one in part]


def _of_ids(search: Search, moment: int, ids: tuple[int, int], limit: int) -> Iterator[Sequence[int]]:
    low, high = ids
    found = search(window(moment, moment, ids))
    if len(found) < limit or low == high:
        yield found
    else:
        middle = (low + high) // 2
        yield from _of_ids(search, moment, (low, middle), limit)
        yield from _of_ids(search, moment, (middle + 1, high), limit)
