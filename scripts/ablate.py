"""What each part of the ranking brings, as Markdown tables on standard output.

    python scripts/ablate.py ../shared/data/multihop_rag ../shared/data/xquad/xquad.*.json tests/data/languages/*

Everything is observed once; then each of the three linear models (see train_ranking.py) is taught anew with some of its
signs left out, and asked the questions it was not taught (five folds over questions). ``index/weights.json`` is neither
used for what is measured nor changed: each model sees what the full models before it choose.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from index import generation
from index.catalog import load as load_catalog
from index.embedding import load_embedder
from index.weights import tried
from scripts.evaluation.formats import load
from scripts.training import ablation, stages
from scripts.training.indexes import drawn
from scripts.training.logit import fit_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.catalog import Catalog
    from index.protocols import Embedder
    from scripts.evaluation.sets import EvaluationSet
    from scripts.training.indexes import Part

_LARGE = 100  # a set of fewer articles has too few questions for columns of its own
_MODELS = ("passages", "sentences", "confidence")


def main(argv: Sequence[str] | None = None) -> int:
    """Print a table for each model; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET", help="as for scripts/evaluate.py")
    parser.add_argument("--data", type=Path, help="keep the indexes here, to embed nothing twice")
    parser.add_argument("--limit", type=int, default=500, help="most questions of a set (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=_MODELS, action="append", help="show just this table")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as temporary:
        ablate(asked, asked.data or Path(temporary), load_embedder(None))
    return 0


def ablate(asked: argparse.Namespace, data: Path, embedder: Embedder) -> None:
    """Observe, teach and print; the first two models are taught in any case, as those after them need them."""
    sets = [load(path) for path in asked.sets]
    shown = asked.only or _MODELS
    wholes, parts = drawn(sets, limit=asked.limit, seed=asked.seed)
    names, seen = stages.see_passages(wholes, data, embedder)
    if "passages" in shown:
        print(passages_table(sets, seen, names, {part.group: _catalog(part, data) for part in wholes}), end="\n\n")
    learned = {"passages": _worth(seen, names) | stages.NOT_LEARNED}
    del seen
    if "sentences" in shown or "confidence" in shown:
        with tried(learned):
            names, seen = stages.see_sentences(wholes, data, embedder)
        if "sentences" in shown:
            print(sentences_table(sets, seen, names), end="\n\n")
        learned["sentences"] = _worth(seen, names)
    if "confidence" in shown:
        with tried(learned):
            chances = stages.see_chances(wholes + parts, data, embedder)
        print(confidence_table(sets, chances, list(dict.fromkeys(part.group for part in parts))))


def passages_table(
    sets: Sequence[EvaluationSet], seen: Sequence[stages.Seen], names: Sequence[str], catalogs: dict[str, Catalog]
) -> str:
    """Sets with gold facts have Hits beside the reciprocal rank; the small sets share a column."""
    large, small = _by_size(sets)
    rows = ablation.averaged(ablation.passages(seen, names, catalogs), small, "MRR@10", _together(small))
    columns = []
    for one in large:
        measures = ("MRR@10", "Hits@4", "Hits@10") if any(question.facts for question in one.questions) else ("MRR@10",)
        columns += [f"{one.name} {measure}" for measure in measures]
    return ablation.table("finding the passage", rows, [*columns, f"{_together(small)} MRR@10"])


def sentences_table(sets: Sequence[EvaluationSet], seen: Sequence[stages.Seen], names: Sequence[str]) -> str:
    """How often the first sentence answers, and any of the first three; the small sets share two columns."""
    large, small = _by_size(sets)
    rows = ablation.sentences(seen, names)
    for measure in ("first", "of three"):
        rows = ablation.averaged(rows, small, measure, _together(small))
    of = [*(one.name for one in large), _together(small)]
    columns = [f"{name} {measure}" for name in of for measure in ("first", "of three")]
    return ablation.table("choosing the sentence", rows, columns)


def confidence_table(sets: Sequence[EvaluationSet], seen: stages.Chances, parts: Sequence[str]) -> str:
    """The large sets that have unanswerable questions, and the mean over the small ones and over the parts of all."""
    large, small = _by_size(sets)
    rows = ablation.averaged(ablation.confidence(seen), small, "AUROC", _together(small))
    rows = ablation.averaged(rows, parts, "AUROC", "mean of parts")
    columns = [f"{one.name} {measure}" for one in large for measure in ("AUROC", "refused", "answered")]
    return ablation.table("abstaining", rows, [*columns, f"{_together(small)} AUROC", "mean of parts AUROC"])


def _by_size(sets: Sequence[EvaluationSet]) -> tuple[list[EvaluationSet], list[str]]:
    """The large sets, and the names of the small ones."""
    small = [one.name for one in sets if len(one.articles) < _LARGE]
    return [one for one in sets if one.name not in small], small


def _together(small: Sequence[str]) -> str:
    return f"mean of small sets ({len(small)})"


def _worth(seen: Sequence[stages.Seen], names: Sequence[str]) -> dict[str, float]:
    return dict(zip(names, fit_choice(stages.choices(seen)).tolist(), strict=True))


def _catalog(part: Part, data: Path) -> Catalog:
    with closing(generation.open_newest(data / part.name)) as opened:
        return load_catalog(opened.folder)


if __name__ == "__main__":
    sys.exit(main())
