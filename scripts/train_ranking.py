"""Learn the weights of ``index/weights.json`` from evaluation sets.

    python scripts/train_ranking.py ../shared/data/multihop_rag ../shared/data/xquad/xquad.*.json tests/data/languages/*

Prints cross-validated figures beside the fitted ones. There are three linear models, each over the signs that the
modules in ``index/`` name:

- passages: which candidate holds a gold fact; conditional logit over the candidates of each question.
- sentences: which sentence holds a gold answer; likewise, over the sentences of the passages found.
- confidence: whether the articles tell at all; logistic regression. Each set is also asked in smaller indexes, down to
  a single article, where most of its questions have no answer: the size of an index must not be taken for a sign of
  the set. Every set, and within it answerable and unanswerable, counts the same.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from index.embedding import load_embedder
from index.weights import tried
from scripts.evaluation.formats import load
from scripts.training.indexes import drawn
from scripts.training.stages import STAGES

if TYPE_CHECKING:
    from index.protocols import Embedder

WEIGHTS = Path(__file__).resolve().parent.parent / "index" / "weights.json"


def main() -> int:
    """Train one model after the other, print what cross-validation says, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET", help="as for scripts/evaluate.py")
    parser.add_argument("--data", type=Path, help="keep the indexes here, to embed nothing twice")
    parser.add_argument("--limit", type=int, default=500, help="most questions of a set (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=list(STAGES), action="append", help="learn just this model, keep the others")
    parser.add_argument("--out", type=Path, default=WEIGHTS, metavar="FILE", help="default: %(default)s")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        train(asked, asked.data or Path(temporary), load_embedder(None))
    return 0


def train(asked: argparse.Namespace, data: Path, embedder: Embedder) -> None:
    """Learn and write the weights; each model sees the passages and sentences that the ones before it choose."""
    sets = [load(path) for path in asked.sets]
    wholes, parts = drawn(sets, limit=asked.limit, seed=asked.seed)
    learned = json.loads((asked.out if asked.out.exists() else WEIGHTS).read_text("utf-8"))
    for name in asked.only or STAGES:
        print(name)
        with tried(learned):
            learned[name] = STAGES[name](wholes + parts if name == "confidence" else wholes, data, embedder)
        asked.out.write_text(json.dumps(learned, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
