"""Texts that a model is compiled with: like those it is to embed, so that rounding is fitted to them."""

from __future__ import annotations

from contextlib import closing
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import StoreError
from index.location import Location
from index.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXTS = 300
_LENGTH = 1000  # characters of an article, where there are no chunks yet
_PIECES = 300
_FEWEST_PIECES = 120  # of the user's own; fewer are made up for by the sample articles


def calibration_texts(place: str | Path | Location) -> list[str]:
    """Some texts of an index's own; none where there is no index yet."""
    try:
        with closing(Location.of(place).open_store(read_only=True)) as store:
            return store.sample(_TEXTS, length=_LENGTH)
    except StoreError:
        return []


def pieces(texts: Sequence[str]) -> list[str]:
    """Sentences and lines of texts, as they are embedded one by one; of the sample articles where they are too few."""
    found = _sentences(texts)
    if len(found) < _FEWEST_PIECES:
        with as_file(files("index") / "samples") as samples:
            found += _sentences([file.read_text("utf-8") for file in sorted(Path(samples).glob("*.txt"))])
        found = list(dict.fromkeys(found))
    places = np.linspace(0, len(found) - 1, min(len(found), _PIECES)).round().astype(int)
    return [found[at] for at in places.tolist()]


def _sentences(texts: Sequence[str]) -> list[str]:
    found = (text[start:end] for text in texts for start, end in sentence_spans(text, "en"))
    return list(dict.fromkeys(found))
