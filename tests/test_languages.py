"""In no language may words and meaning together find less than the better of the two alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.build import rebuild
from index.embedding import load_embedder
from index.news import NewsIndex
from scripts.evaluation.formats import load
from scripts.evaluation.measures import gold_in, reciprocal_rank
from scripts.evaluation.sets import asked_at

if TYPE_CHECKING:
    from index.protocols import Embedder
    from scripts.evaluation.sets import EvaluationSet

SETS = sorted((Path(__file__).resolve().parent / "data" / "languages").iterdir())
RANKS = 10
ALLOWED = 0.003  # MRR@10


@pytest.fixture(scope="module")
def minilm() -> Embedder:
    return load_embedder(None)


def reciprocal_ranks(found: EvaluationSet, news: NewsIndex) -> dict[str, float]:
    """MRR@10 of search, and of each leg's own ranking of all that either of them finds."""
    ranks: dict[str, list[float]] = {"search": [], "meaning": [], "words": []}
    finder = news._finder()
    for question in found.questions:
        if not question.answerable:
            continue
        results = news.search(question.text, k=RANKS)
        places = gold_in(question, [(passage.text, passage.article.url) for passage in results])
        ranks["search"].append(reciprocal_rank(places, RANKS))
        query = news._understand(question.text, source=None, since=None, until=None, language=None)
        candidates = finder.candidates(query, RANKS)
        for leg, measured in candidates.measured.items():
            best = candidates.ids[np.lexsort((candidates.ids, -measured))[:RANKS]]
            stored = finder.chunks(best.tolist())
            places = gold_in(question, [(one.chunk.text, one.article.url) for one in stored])
            ranks[leg].append(reciprocal_rank(places, RANKS))
    return {leg: float(np.mean(of_leg)) for leg, of_leg in ranks.items()}


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_search_is_as_good_as_the_better_leg(folder: Path, tmp_path: Path, minilm: Embedder) -> None:
    found = load(folder)
    rebuild(tmp_path, found.articles, read=found.sources, embedder=minilm)
    now = asked_at(found.articles)
    with NewsIndex(tmp_path, embedder=minilm, now=lambda: now) as news:
        ranks = reciprocal_ranks(found, news)
    assert ranks["search"] >= max(ranks["meaning"], ranks["words"]) - ALLOWED, ranks


def test_there_are_sets_in_scripts_of_all_kinds() -> None:
    assert {"ar", "el", "hi", "ja", "ro", "ru", "th", "tr"} < {folder.name for folder in SETS}
