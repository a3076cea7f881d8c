"""In no language may words and meaning together find less than the better of the two alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.build import rebuild
from index.clauses import clauses
from index.embedding import SentenceTransformerEmbedder
from index.models import find_model
from index.news import NewsIndex
from scripts.evaluation.formats import load
from scripts.evaluation.measures import gold_in, reciprocal_rank
from scripts.evaluation.sets import asked_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scripts.evaluation.sets import EvaluationSet

SETS = sorted((Path(__file__).resolve().parent / "data" / "languages").iterdir())
RANKS = 10
ALLOWED = 0.003  # MRR@10


class Remembering(SentenceTransformerEmbedder):
    """The bundled model, which is asked for all questions of a set at once: ten times as fast as one by one."""

    def __init__(self) -> None:
        super().__init__(find_model(None))
        self._known: dict[str, NDArray[np.float32]] = {}

    def remember(self, questions: Sequence[str], language: str) -> None:
        texts = [text for question in questions for text in (question, *clauses(question, language))]
        self._known = dict(zip(texts, super().embed_questions(texts), strict=True))

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._known.keys() >= set(texts):
            return np.stack([self._known[text] for text in texts])
        return super().embed_questions(texts)


@pytest.fixture(scope="module")
def minilm() -> Remembering:
    return Remembering()


def reciprocal_ranks(found: EvaluationSet, news: NewsIndex) -> dict[str, float]:
    """MRR@10 of search, and of each leg's own ranking of all that either of them finds."""
    ranks: dict[str, list[float]] = {"search": [], "meaning": [], "words": []}
    engines = news._engines()
    for question in found.questions:
        if not question.answerable:
            continue
        results = news.search(question.text, k=RANKS)
        places = gold_in(question, [(passage.text, passage.article.url) for passage in results])
        ranks["search"].append(reciprocal_rank(places, RANKS))
        query = news._understand(question.text, source=None, since=None, until=None, language=None)
        candidates = engines.candidates(query, RANKS)
        for leg, measured in candidates.measured.items():
            best = candidates.ids[np.lexsort((candidates.ids, -measured))[:RANKS]]
            stored = engines.chunks(best.tolist())
            places = gold_in(question, [(one.chunk.text, one.article.url) for one in stored])
            ranks[leg].append(reciprocal_rank(places, RANKS))
    return {leg: float(np.mean(of_leg)) for leg, of_leg in ranks.items()}


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_search_is_as_good_as_the_better_leg(folder: Path, tmp_path: Path, minilm: Remembering) -> None:
    found = load(folder)
    minilm.remember([question.text for question in found.questions], folder.name)
    rebuild(tmp_path, found.articles, read=found.sources, embedder=minilm)
    now = asked_at(found.articles)
    with NewsIndex(tmp_path, embedder=minilm, now=lambda: now) as news:
        ranks = reciprocal_ranks(found, news)
    assert ranks["search"] >= max(ranks["meaning"], ranks["words"]) - ALLOWED, ranks


def test_there_are_sets_in_scripts_of_all_kinds() -> None:
    assert {"ar", "el", "hi", "ja", "ro", "ru", "th", "tr"} < {folder.name for folder in SETS}
