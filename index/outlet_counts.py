"""Who published the articles of a generation."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from index.about import first_chunks
from index.catalog import UNDATED
from index.outlet_names import outlet_key
from index.types import Outlet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray


def outlets(counted: Iterable[tuple[str, int, int]]) -> tuple[Outlet, ...]:
    """The outlets there are, most articles first, ties by name.

    An outlet goes by the commonest of its spellings, of equally common ones by the first in the alphabet.

    Args:
        counted: names as they are spelt, each as often as there are hosts or such that it stands for; with the number
            of articles, and when the newest of them was published, in seconds since 1970 or UNDATED.
    """
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    newest: dict[str, int] = defaultdict(lambda: int(UNDATED))
    for label, articles, last in counted:
        key = outlet_key(label)
        spelt[key][label] += articles
        newest[key] = max(newest[key], last)
    found = [
        Outlet(
            name=min(labels, key=lambda label: (-labels[label], label)),
            articles=labels.total(),
            newest=None if newest[key] == UNDATED else datetime.fromtimestamp(newest[key], UTC),
        )
        for key, labels in spelt.items()
    ]
    return tuple(sorted(found, key=lambda outlet: (-outlet.articles, outlet.name)))


def counted(rows: NDArray[np.void], sources: Mapping[int, tuple[str, str]]) -> Iterator[tuple[str, int, int]]:
    """What ``outlets`` takes, of rows in ascending order of chunk ids and the outlets that they name by number."""
    rows = first_chunks(rows)
    codes, of, counts = np.unique(rows["source"], return_inverse=True, return_counts=True)
    latest = np.full(len(codes), UNDATED)
    np.maximum.at(latest, of, rows["published"])
    for code, count, last in zip(codes.tolist(), counts.tolist(), latest.tolist(), strict=True):
        yield sources[code][0], count, last
