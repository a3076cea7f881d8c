"""How well the text of an article is taken out of its page, by the measure of the article extraction benchmark."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import numpy as np

from scripts.evaluation.intervals import Estimate, draws, estimate
from scripts.evaluation.sets import BadSetError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from scripts.evaluation.intervals import Floats

    Extractor = Callable[[bytes, str], str]

_SHINGLE: Final = 4  # words
_WORD = re.compile(r"\w+")
_TRUTH = "ground-truth.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePage:
    """A page, and what its article is.

    Attributes:
        name: of its file.
        url: where it was.
        html: as it was sent.
        body: the article's text.
    """

    name: str
    url: str
    html: bytes
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What an extractor made of the pages.

    Attributes:
        precision: of each page, 0…1; 1 where nothing was taken and nothing was to be.
        recall: of each page, 0…1.
        seconds: for all pages.
    """

    precision: Floats
    recall: Floats
    seconds: float

    @property
    def f1(self) -> Floats:
        """Of each page."""
        return _harmonic(self.precision, self.recall)

    def estimates(self, seed: int = 0) -> tuple[Estimate, Estimate, Estimate]:
        """Mean precision, mean recall, and F1 of the two, each with its interval over pages."""
        resampled, counted = draws(len(self.precision), seed), len(self.precision)

        def mean(values: Floats) -> Callable[[Floats], Floats]:
            return lambda weights: weights @ values / weights.sum(axis=1)

        precision, recall = mean(self.precision), mean(self.recall)
        return (
            estimate(precision, counted, resampled),
            estimate(recall, counted, resampled),
            estimate(lambda weights: _harmonic(precision(weights), recall(weights)), counted, resampled),
        )


def load(folder: Path) -> tuple[TruePage, ...]:
    """Read the pages of a folder: ``ground-truth.json``, and ``html/NAME.html.gz`` (or ``.html``) for each name in it.

    Raises:
        BadSetError: it cannot be read as it is; says where.
    """
    truth = folder / _TRUTH
    try:
        named: Mapping[str, Mapping[str, str]] = json.loads(truth.read_text("utf-8"))
        return tuple(
            TruePage(name=name, url=facts["url"], html=_html(folder, name), body=facts["articleBody"])
            for name, facts in named.items()
        )
    except OSError as error:
        raise BadSetError(f"{error.filename}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadSetError(f"{truth}: not names with url and articleBody ({error!r})") from None


def extract(pages: Sequence[TruePage], extractor: Extractor) -> Extraction:
    """Take the article out of each page, and compare."""
    began = time.perf_counter()
    texts = [extractor(page.html, page.url) for page in pages]
    seconds = time.perf_counter() - began
    measured = np.array([compare(page.body, text) for page, text in zip(pages, texts, strict=True)])
    return Extraction(precision=measured[:, 0], recall=measured[:, 1], seconds=seconds)


def compare(body: str, text: str) -> tuple[float, float]:
    """Precision and recall of a text's runs of four words, as multisets, against those of the article's body."""
    wanted, found = Counter(_shingles(body)), Counter(_shingles(text))
    shared = (wanted & found).total()
    if not wanted and not found:
        return 1.0, 1.0
    return shared / found.total() if found else 0.0, shared / wanted.total() if wanted else 0.0


def ours(html: bytes, url: str) -> str:
    """The text as it would be indexed."""
    from index.sources.fetching.fetcher import Response, Validators
    from index.sources.listings.listing import Entry
    from index.sources.named import WebSource
    from index.sources.web.articles import article_of_page
    from index.types import Article

    response = Response(
        url=url, status=200, body=html, content_type="text/html", charset=None, validators=Validators(), moved=None
    )
    found = article_of_page(response, Entry(url=url), WebSource(url=url), now=datetime.now(UTC)).item
    return found.text if isinstance(found, Article) else ""


def trafilatura(html: bytes, url: str) -> str:  # noqa: ARG001 - as every extractor is called
    """The text that trafilatura finds by itself."""
    import trafilatura as library

    document = library.bare_extraction(
        html.decode("utf-8", "replace"), include_comments=False, include_tables=True, with_metadata=False
    )
    return "" if document is None or isinstance(document, dict) else str(document.text or "")


def _shingles(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text)
    return (tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1) if words else 0))


def _harmonic(one: Floats, other: Floats) -> Floats:
    total = one + other
    result: Floats = np.divide(2 * one * other, total, out=np.zeros_like(total), where=total > 0)
    return result


def _html(folder: Path, name: str) -> bytes:
    packed = folder / "html" / f"{name}.html.gz"
    return gzip.decompress(packed.read_bytes()) if packed.is_file() else (packed.with_suffix("")).read_bytes()
