"""What the tests of answering share: passages of invented articles, and findings made by hand of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakes import HashedWords
from index.clauses import clauses
from index.filters import Filters
from index.finding import Findings
from index.query import understand
from index.sentence_signals import NAMES
from index.sentences import sentence_spans
from index.types import Article, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from index.query import Query

HARBOUR = (
    "The harbour of Wickmarsh closed on Tuesday. A crane fell into the basin and blocked two ferries. "
    "Harbour master Ada Thornley expects it to open again on 14 June. The repair costs 2.4 million crowns. "
    "Fishermen protested in front of the town hall."
)
# Weights that a person can follow, whatever was learned last.
PLAIN = {
    "sentences": dict.fromkeys(NAMES, 0.0)
    | {"coverage": 6.0, "headline_supplies": 4.0, "holds_time": 2.0, "meaning": 1.0, "passage": 1.0},
    "confidence": {"constant": -2.0, "coverage_if_large": 24.0},
}


def article(
    text: str,
    *,
    url: str = "https://gazette.example/harbour",
    title: str = "Harbour closed",
    language: str = "en",
    published: datetime | None = None,
    title_derived: bool = False,
) -> Article:
    """An article of the Gazette, or of the outlet in its address."""
    source = url.split("/")[2]
    return Article(
        url=url,
        title=title,
        text=text,
        source=source,
        language=language,
        published=published,
        title_derived=title_derived,
    )


def passage(of: Article, *, chunk_id: int = 1, score: float = 0.0, start: int = 0, cosine: float = 0.6) -> Passage:
    """The passage that begins at ``start`` and ends with its article."""
    return Passage(
        text=of.text[start:],
        score=score,
        cosine=cosine,
        article=of,
        start=start,
        end=len(of.text),
        sentences=tuple(span for span in _spans(of) if span[0] >= start),
        chunk_id=chunk_id,
    )


def asked(
    question: str,
    *passages: Passage,
    weights: Sequence[float] | None = None,
    knows: float = 1.0,
    chunks: int = 1000,
    filters: Filters | None = None,
) -> tuple[Query, Findings]:
    """A question and what was found for it; words of four letters or more say 6 nats, shorter ones next to nothing."""
    languages = {one.article.language: 1.0 for one in passages} or {"en": 1.0}
    query = understand(question, filters=filters or Filters(), languages=languages)
    embedder = HashedWords(dimension=1024)
    vectors = embedder.embed_questions([query.topic, *clauses(query.topic, query.language)])
    closeness = [
        embedder.embed_passages([one.article.text[a:b] for a, b in one.sentences]) @ vectors.T for one in passages
    ]
    return query, Findings(
        passages=passages,
        closeness=tuple(closeness),
        term_weights=tuple(map(float, weights or [0.1 if len(term.word) < 4 else 6.0 for term in query.terms])),
        knows=knows,
        chunks=chunks,
    )


def _spans(of: Article) -> Iterator[tuple[int, int]]:
    yield from sentence_spans(of.text, of.language)
