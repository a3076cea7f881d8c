#!/usr/bin/env python
"""Measure search, answers and abstention on questions whose answers are known.

A SET is one of
  a folder in our own format, described below;
  the MultiHop-RAG folder (questions with «evidence»; a hit is a passage that holds a fact);
  a SQuAD file such as xquad.de.json (each paragraph an article, a hit is the question's own; the name tells the
  language).

Our own format: a folder with two files, each also with .gz.
  articles.jsonl   the records that rebuild_index.py takes: url, title, text; optional published, source, author,
                   language; or instead of it sources.txt, which names files and folders, one a line, relative to it
  questions.jsonl  one object a line:
                     question   as somebody would ask it
                     language   optional, ISO 639-1; else that of the first article in urls
                     urls       the articles that answer it: a hit is a passage of one of them
                     facts      or rather: texts of which a found passage must hold one (white space does not count)
                     answers    texts of which a right quote holds at least one
                   A question with none of urls, facts, answers is unanswerable: the right answer is to abstain.

    {"question": "Who opened the bridge?", "urls": ["https://paper.example/7"], "answers": ["Ada Brook"]}
    {"question": "Who painted the bridge?"}

With --engine and --store the articles are in PostgreSQL and found in Milvus, as a bot's may be. What --data holds by
then is carried over, so that what was embedded for one engine is not for another:

    scripts/evaluate.py SET --data kept --json one.json
    scripts/evaluate.py SET --data kept --engine milvus.db --beside one.json

Exit status: 0 measured (and no floor broken, nothing else than before), 1 a floor broken or a figure not what it was
before, 2 the input cannot be used.
"""

from __future__ import annotations

import argparse
import json
import logging
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rich.console import Console  # noqa: E402 - found through the path above when not installed
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn  # noqa: E402

from index import NewsIndexError  # noqa: E402
from index.embedding import BACKENDS, PRECISIONS, embedder_for  # noqa: E402
from scripts.evaluation import asking, comparison, figures, floors, formats, places, report  # noqa: E402
from scripts.evaluation.sets import BadSetError, EvaluationSet, sampled  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import progress
    from index.protocols import Embedder, ModelIdentity

_BAD_FILES = (floors.BadFloorsError, comparison.BadComparisonError)
_WIDTH = 140  # of the table where there is no terminal to fit


class _UsageError(Exception):
    """Arguments that cannot be used together, or here; its text can be shown as it is."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the script; returns its exit status: 0 done, 1 worse than it must be, 2 an error that is explained."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    out, err = Console(highlight=False), Console(stderr=True, highlight=False, soft_wrap=True)
    if not out.is_terminal:
        out = Console(highlight=False, width=_WIDTH)
    try:
        # All that can be wrong with the input is found before anything is built.
        bounds = floors.read(arguments.floors) if arguments.floors else ()
        before = comparison.read(arguments.beside) if arguments.beside else None
        _check_places(arguments)
        sets = [formats.load(path) for path in arguments.sets]
        _check_names(sets)
        places.check(sets, arguments.store)
        evaluation = _evaluate(sets, arguments, err)
        _write(evaluation, arguments)
        compared = comparison.compare(before, json.loads(report.as_json(evaluation))) if before else None
    except (BadSetError, NewsIndexError, _UsageError, *_BAD_FILES) as error:
        err.print(str(error), markup=False, style="red")
        return 2
    except (OSError, sqlite3.Error) as error:
        err.print(f"cannot go on: {error}", markup=False, style="red")
        return 2
    except KeyboardInterrupt:
        err.print("Stopped. With --data, what is embedded is kept.")
        return 130
    for table in report.tables(evaluation, out.width):
        out.print(table)
        out.print()
    broken = floors.broken(bounds, evaluation.slices)
    if bounds and not broken:
        out.print(f"no floor of {arguments.floors} is broken", markup=False)
    if compared:
        broken += _beside(*compared, arguments.beside, out)
    for sentence in broken:
        err.print(sentence, markup=False, style="red")
    return 1 if broken else 0


def _beside(
    slices: Sequence[comparison.Compared], agreements: Sequence[comparison.Agreement], file: Path, out: Console
) -> list[str]:
    """Show what was measured beside what was before; a sentence for each figure that is another now."""
    for part in slices:
        out.print(comparison.table(part))
        out.print()
    for agreement in agreements:
        out.print(comparison.told(agreement), markup=False)
    found = comparison.apart(slices)
    if not found:
        out.print(f"every share is within {comparison.WITHIN} of {file}", markup=False)
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="SET", type=Path, help="folder or file with articles and questions")
    parser.add_argument(
        "--data", type=Path, help="folder to keep the indexes in, one in each set's name (default: none is kept)"
    )
    parser.add_argument("--model", help="sentence-transformers model: folder or hub name (default: the index's own)")
    parser.add_argument(
        "--precision", choices=PRECISIONS, help="of the model's weights (default: as for rebuild_index.py)"
    )
    parser.add_argument("--backend", choices=BACKENDS, default="auto", help="torch: the original model, not compiled")
    parser.add_argument(
        "--limit", type=_count, metavar="N", help="ask at most N questions of a set, drawn at random; all its articles"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the draws (default: 0)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures and each question's record")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write one page with plots and the worst failures")
    parser.add_argument(
        "--engine", metavar="URL", help="search in Milvus: milvus+http://…, or a file.db (kept in each set's folder)"
    )
    parser.add_argument("--store", metavar="URL", help="keep the articles in PostgreSQL: postgresql://…; of one set")
    parser.add_argument(
        "--beside", type=Path, metavar="FILE", help="compare with what --json wrote; fail where a share is not the same"
    )
    parser.add_argument("--floors", type=Path, metavar="FILE", help="fail where a figure is worse than this TOML says")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _check_places(arguments: argparse.Namespace) -> None:
    for file in filter(None, (arguments.json, arguments.html)):
        if not file.resolve().parent.is_dir():
            raise _UsageError(f"no folder {str(file.resolve().parent)!r} to write {file.name} to: make it first")
    if arguments.html and find_spec("matplotlib") is None:
        raise _UsageError("--html needs matplotlib: pip install -e '.[dev]'")


def _check_names(sets: Sequence[EvaluationSet]) -> None:
    name, times = Counter(found.name for found in sets).most_common(1)[0]
    if times > 1:
        raise _UsageError(f"{times} sets are called {name!r}: give each folder or file a name of its own")


def _evaluate(sets: Sequence[EvaluationSet], arguments: argparse.Namespace, err: Console) -> report.Evaluation:
    runs = []
    embedders: dict[ModelIdentity, Embedder] = {}  # sets mostly share one
    with ExitStack() as stack:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bars = stack.enter_context(Progress(*columns, console=err, transient=True)) if err.is_terminal else None
        data = arguments.data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="evaluate-")))
        for found in sets:
            if found.facts_in_no_article:
                err.print(
                    f"{found.name}: {found.facts_in_no_article} facts are in no article's text, so no search finds them"
                )
            place = places.location_of(found.name, data / found.name, engine=arguments.engine, store=arguments.store)
            places.carry_over(place)
            own = embedder_for(place, model=arguments.model, precision=arguments.precision, backend=arguments.backend)
            run = asking.run(
                found,
                sampled(found.questions, arguments.limit, arguments.seed),
                place=place,
                embedder=embedders.setdefault(own.identity, own),
                progress=_bars(found.name, bars) if bars else _lines(found.name, err),
            )
            runs.append((run, tuple(figures.slices(run, arguments.seed))))
    return report.Evaluation(
        runs=tuple(runs),
        at=datetime.now(UTC),
        model=", ".join(dict.fromkeys(run.status.model for run, _ in runs)),
        machine=report.machine(),
        seed=arguments.seed,
        limit=arguments.limit,
    )


def _lines(name: str, err: Console) -> progress.Progress:
    """Progress where there is no terminal: a line for each quarter of a stage."""
    said: set[tuple[str, int]] = set()

    def say(stage: str, done: int, total: int | None) -> None:
        quarter = 4 * done // total if total else 0
        if total and (stage, quarter) not in said:
            said.add((stage, quarter))
            err.print(f"{name}: {stage} {done}/{total}", markup=False)

    return say


def _bars(name: str, bars: Progress) -> progress.Progress:
    """Progress on a terminal: a bar for each stage of a set."""
    tasks: dict[str, TaskID] = {}

    def show(stage: str, done: int, total: int | None) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(f"{name} {stage}", total=total)
        bars.update(tasks[stage], completed=done, total=total)

    return show


def _write(evaluation: report.Evaluation, arguments: argparse.Namespace) -> None:
    if arguments.json:
        arguments.json.write_text(report.as_json(evaluation), "utf-8")
    if arguments.html:
        from scripts.evaluation.page import page

        arguments.html.write_text(page(evaluation), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
