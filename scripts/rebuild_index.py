#!/usr/bin/env python
"""Bring an index up to date with its sources and publish it."""

from __future__ import annotations

import argparse
import io
import logging
import sqlite3
import sys
from collections import defaultdict
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rich.console import Console  # noqa: E402 - found through the path above when not installed
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: E402

from index import NewsIndexError  # noqa: E402
from index.build import Report, rebuild  # noqa: E402
from index.embedding import BACKENDS, PRECISIONS, embedder_for  # noqa: E402
from index.generation import is_own  # noqa: E402
from index.sources.files import find_articles  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLES = ROOT / "index" / "samples"
_EXAMPLES = 5  # rejected inputs shown for each reason; --verbose shows all


def main(argv: Sequence[str] | None = None) -> int:
    """Run the script; returns its exit status: 0 done, 1 nothing to index, 2 an error that is explained."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.backend == "torch" and arguments.precision == "int8":
        parser.error("the torch backend computes in fp32: leave out --precision, or --backend")
    logging.basicConfig(level=logging.INFO if arguments.verbose else logging.WARNING, format="%(message)s")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # names of files need not be UTF-8
    out, err = Console(highlight=False, soft_wrap=True), Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        report = _rebuild(arguments, err)
    except NewsIndexError as error:
        err.print(str(error), markup=False, style="red")
        return 2
    except (OSError, sqlite3.Error) as error:
        logging.getLogger(__name__).info("stopped", exc_info=True)
        err.print(f"cannot go on: {error}. What is done is kept; the next run goes on from there.", markup=False)
        return 2
    except KeyboardInterrupt:
        err.print("Stopped. What is done is kept; the next run goes on from there.")
        return 130
    _show(report, out, everything=arguments.verbose)
    return 0 if report.generation is not None else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        type=Path,
        help="folder (with all below it) or file: .txt .md .html .jsonl .json .csv, each also with .gz",
    )
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the index (default: data)")
    parser.add_argument("--model", help="sentence-transformers model: folder or hub name (default: the index's own)")
    parser.add_argument(
        "--precision",
        choices=PRECISIONS,
        help="of the model's weights (default: the index's own, of a new one what this machine computes fastest)",
    )
    parser.add_argument(
        "--backend", choices=BACKENDS, default="auto", help="auto: compiled where it can be; torch: the original model"
    )
    parser.add_argument("--prune", action="store_true", help="drop articles that these sources no longer hold")
    parser.add_argument("--verbose", action="store_true", help="show every rejected input and what happens")
    return parser


def _rebuild(arguments: argparse.Namespace, err: Console) -> Report:
    sources = [source.resolve() for source in arguments.sources]
    own = arguments.data.resolve()
    items = find_articles(sources, leaving_out=partial(is_own, own))
    # The samples are for a first look: they make way as soon as somebody names articles of their own.
    visiting = [] if any(source.is_relative_to(SAMPLES) for source in sources) else [SAMPLES]
    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    progress = Progress(*columns, TextColumn("{task.fields[rate]}"), console=err)
    tasks: dict[str, int] = {}

    def show(stage: str, done: int, total: int | None) -> None:
        if stage not in tasks:
            tasks[stage] = progress.add_task(stage, total=total, rate="")
        task = progress.tasks[tasks[stage]]
        rate = f"{done / task.elapsed:.0f}/s" if task.elapsed else ""
        progress.update(task.id, completed=done, total=total, rate=rate)

    with progress if err.is_terminal else nullcontext():
        return rebuild(
            arguments.data,
            items,
            read=sources,
            embedder=embedder_for(
                arguments.data, model=arguments.model, precision=arguments.precision, backend=arguments.backend
            ),
            prune=sources if arguments.prune else [],
            retire=visiting,
            progress=show if err.is_terminal else _Lines(err),
        )


class _Lines:
    """Progress where there is no terminal: a line for each tenth of a stage, but of reading: the report tells that."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._said: set[tuple[str, int]] = set()

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        tenth = 10 * done // total if total else 0
        if total and stage != "reading" and (stage, tenth) not in self._said:
            self._said.add((stage, tenth))
            self._console.print(f"{stage} {done}/{total}")


def _show(report: Report, out: Console, *, everything: bool) -> None:
    changes = report.changes
    out.print(
        f"added {changes.added}, changed {changes.changed}, unchanged {changes.unchanged}, removed {changes.removed}, "
        f"rejected {len(report.rejected)}"
    )
    by_reason: dict[str, list[str]] = defaultdict(list)
    for rejected in report.rejected:
        by_reason[rejected.reason].append(rejected.where)
    for reason, places in by_reason.items():
        shown = places if everything else places[:_EXAMPLES]
        more = f" and {len(places) - len(shown)} more (--verbose lists them)" if len(shown) < len(places) else ""
        out.print(f"  rejected {len(places)}: {reason}\n    {', '.join(shown)}{more}", markup=False)
    if report.pruning_refused:
        out.print("nothing at all could be read, so nothing was pruned: are the sources where they should be?")
    if report.generation is None:
        out.print("nothing to index yet")
        return
    what = "published" if report.published else "nothing to do, still"
    out.print(
        f"{what} generation {report.generation}: {report.articles} articles, {report.chunks} chunks "
        f"({report.embedded} embedded now), {report.seconds:.1f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
