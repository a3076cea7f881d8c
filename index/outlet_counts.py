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
    from index.catalog import Catalog


def outlets(catalog: Catalog) -> tuple[Outlet, ...]:
    """The outlets there are, most articles first, ties by name.

    An outlet goes by the commonest of its spellings, of equally common ones by the first in the alphabet.
    """
    rows = first_chunks(catalog.rows)
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    newest: dict[str, int] = defaultdict(lambda: int(UNDATED))
    codes, of, counts = np.unique(rows["source"], return_inverse=True, return_counts=True)
    latest = np.full(len(codes), UNDATED)
    np.maximum.at(latest, of, rows["published"])
    for code, count, last in zip(codes.tolist(), counts.tolist(), latest.tolist(), strict=True):
        label, _ = catalog.sources[code]
        key = outlet_key(label)
        spelt[key][label] += count
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
