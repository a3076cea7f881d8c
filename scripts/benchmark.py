#!/usr/bin/env python
"""Measure how fast articles are indexed and questions answered, how both grow, and how far others are.

With --sizes, news-like articles are made up (the same seed, the same articles) and indexed, opened, asked, rebuilt.
With --multihop, the same chunks and questions go through our index and through what else is installed
(pip install -e '.[benchmark]'): sentence-transformers + FAISS, txtai, LlamaIndex; all with our default model's files.
With --telegram, many people ask the whole bot at once, over HTTP, against the tests' Bot API server.
With --beyond, the same articles are on one machine and in Milvus and PostgreSQL, and both are published, asked and
changed: the set of --multihop, or made-up articles. NEWSBOT_ENGINE and NEWSBOT_STORE name the servers: an empty
database, and a name on Milvus (?name=…) that nothing has. What is written there stays there.

LlamaIndex's BM25 asks for an older stemmer than ours but works with ours, so it is installed without what it asks for:
pip install --no-deps llama-index-retrievers-bm25

Each step runs in a process of its own, offline, and by turns where it is repeated. Whatever else the machine does
meanwhile is measured too: leave it alone.

Exit status: 0 measured, 2 the input cannot be used, or a step failed.
"""

from __future__ import annotations

import argparse
import shlex
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rich.console import Console  # noqa: E402 - found through the path above when not installed

from scripts.benchmarking import machine, places, process, report, running  # noqa: E402
from scripts.benchmarking.contenders import NAMES, missing  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASKED_CHUNKS, _PEOPLE, _RATE = 10_000, 100, 20.0
_WIDTH = 150  # of the tables where there is no terminal to fit
_INSTALL = "pip install -e '.[benchmark]' && pip install --no-deps llama-index-retrievers-bm25"


class _UsageError(Exception):
    """Arguments that cannot be used together, or here; its text can be shown as it is."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the script; returns its exit status: 0 done, 2 an error that is explained."""
    arguments = _parser().parse_args(argv)
    out, err = Console(highlight=False), Console(stderr=True, highlight=False, soft_wrap=True)
    if not out.is_terminal:
        out = Console(highlight=False, width=_WIDTH)
    try:
        _check(arguments)
        benchmark = _measure(arguments, sys.argv[1:] if argv is None else list(argv), err)
        if arguments.json:
            arguments.json.write_text(report.as_json(benchmark), "utf-8")
        if arguments.html:
            from scripts.benchmarking.page import page

            arguments.html.write_text(page(benchmark), "utf-8")
    except (_UsageError, process.WorkError) as error:
        err.print(str(error), markup=False, style="red")
        return 2
    except OSError as error:
        err.print(f"cannot go on: {error}", markup=False, style="red")
        return 2
    except KeyboardInterrupt:
        err.print("Stopped. Nothing is kept.")
        return 130
    _show(benchmark, out)
    return 0


def _show(benchmark: report.Benchmark, out: Console) -> None:
    facts = benchmark.machine
    out.print(f"{facts['description']}, {facts['memory_gb']} GB, {' '.join(facts['flags'])}", markup=False)
    out.print(
        f"{benchmark.at:%Y-%m-%d %H:%M} UTC, seed {benchmark.seed}, repetitions: {benchmark.repeat}; "
        f"medians, then smallest–largest\n"
    )
    for table in report.tables(benchmark):
        out.print(table)
        out.print()
    for note in report.notes(benchmark):
        out.print(note, markup=False)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add(
        "--sizes", nargs="*", type=_count, metavar="CHUNKS",
        help="make up articles of about so many chunks (default: 10000; none with --multihop or --telegram)",
    )  # fmt: skip
    add("--multihop", type=Path, metavar="FOLDER", help="compare on this evaluation set, such as MultiHop-RAG")
    add(
        "--telegram", type=_count, metavar="SECONDS",
        help="let 100 people ask 20 questions a second through the whole bot, over 10000 chunks, for so long",
    )  # fmt: skip
    add("--beyond", action="store_true", help="compare one machine with Milvus and PostgreSQL; then nothing else")
    add("--contenders", metavar="A,B", help=f"of {', '.join(NAMES)} (default: those that are installed)")
    add("--chunks", type=_count, metavar="N", help="compare building on the set's first N chunks (default: all)")
    add(
        "--quality", action="store_true", help="with --chunks: index all once too, to ask those and judge what is found"
    )
    add("--repeat", type=_count, default=3, metavar="N", help="repetitions, by turns (default: 3)")
    add("--questions", type=_count, default=200, metavar="N", help="questions about made-up articles (default: 200)")
    add("--threads", type=_count, default=8, metavar="N", help="threads that ask at once (default: 8)")
    add("--most-chunks", type=_count, default=9, metavar="N", help="of the longest made-up article (default: 9)")
    add(
        "--embed-up-to", type=_number, default=10_000, metavar="N",
        help="most chunks to embed with the model; above it vectors are drawn, for their making would take hours "
        "(default: 10000)",
    )  # fmt: skip
    add("--seed", type=_number, default=0, help="of what is made up (default: 0)")
    add(
        "--work",
        type=Path,
        metavar="FOLDER",
        help="where to build; needs 20 GB at a million chunks (default: temporary)",
    )
    add("--json", type=Path, metavar="FILE", help="write all that was measured")
    add("--html", type=Path, metavar="FILE", help="write one page with tables and plots")
    return parser


def _number(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("at least 0")
    return number


def _count(text: str) -> int:
    number = _number(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _check(arguments: argparse.Namespace) -> None:
    """All that can be wrong with the arguments is found before anything is built."""
    for file in filter(None, (arguments.json, arguments.html)):
        if not file.resolve().parent.is_dir():
            raise _UsageError(f"no folder {str(file.resolve().parent)!r} to write {file.name} to: make it first")
    if arguments.html and find_spec("matplotlib") is None:
        raise _UsageError("--html needs matplotlib: pip install -e '.[benchmark]'")
    if arguments.work and not arguments.work.is_dir():
        raise _UsageError(f"no folder {str(arguments.work)!r} to build in: make it first")
    if arguments.beyond and (lacking := places.missing()):
        raise _UsageError(f"--beyond needs servers: name them by {' and '.join(lacking)} in the environment")
    if arguments.beyond and len(arguments.sizes or [0]) > 1:
        raise _UsageError("--beyond compares one size: name one, or a set by --multihop FOLDER")
    _check_comparison(arguments)


def _check_comparison(arguments: argparse.Namespace) -> None:
    if arguments.multihop is None:
        for option in ("contenders", "chunks", "quality"):
            if getattr(arguments, option):
                raise _UsageError(f"--{option} is of a comparison: name its set by --multihop FOLDER")
    elif not arguments.multihop.exists():
        raise _UsageError(f"no such folder: {arguments.multihop}")
    for name in arguments.contenders.split(",") if arguments.contenders else ():
        if name not in NAMES:
            raise _UsageError(f"no contender {name!r}: there are {', '.join(NAMES)}")
        if missing(name):
            raise _UsageError(f"{name} needs {', '.join(missing(name))}: {_INSTALL}")


def _measure(arguments: argparse.Namespace, argv: Sequence[str], err: Console) -> report.Benchmark:
    started, at = time.monotonic(), datetime.now(UTC)
    facts = machine.facts()
    asked_for = arguments.contenders.split(",") if arguments.contenders else NAMES
    contenders = [name for name in asked_for if not missing(name)]
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=arguments.work) as work:
        plan = running.Plan(
            work=Path(work),
            run=partial(process.run, work=Path(work)),
            seed=arguments.seed,
            repeat=arguments.repeat,
            questions=arguments.questions,
            threads=arguments.threads,
            most_chunks=arguments.most_chunks,
            embed_up_to=arguments.embed_up_to,
            say=lambda step: err.print(f"{time.monotonic() - started:6.0f} s  {step}", markup=False),
        )
        measured = _steps(plan, arguments, contenders)
    return report.Benchmark(
        at=at,
        seconds=time.monotonic() - started,
        command=shlex.join(["python", "scripts/benchmark.py", *argv]),
        seed=arguments.seed,
        repeat=arguments.repeat,
        machine=facts,
        left_out={name: missing(name) for name in NAMES if missing(name)} if measured.get("multihop") else {},
        **measured,
    )


def _steps(plan: running.Plan, arguments: argparse.Namespace, contenders: Sequence[str]) -> dict[str, Any]:
    """Measure all that was asked for; by the field of ``report.Benchmark`` that it belongs to."""
    multihop = arguments.multihop.resolve() if arguments.multihop else None
    others = arguments.multihop or arguments.telegram
    sizes = arguments.sizes if arguments.sizes is not None else [] if others else [_ASKED_CHUNKS]
    if arguments.beyond:
        size = sizes[0] if sizes else _ASKED_CHUNKS
        return {"sizes": (), "multihop": None, "beyond": running.beyond(plan, path=multihop, chunks=size)}
    found: dict[str, Any] = {"sizes": tuple(running.size(plan, chunks) for chunks in sizes), "multihop": None}
    if multihop:
        found["multihop"] = running.multihop(
            plan, multihop, contenders=contenders, chunks=arguments.chunks, whole=arguments.quality
        )
    if arguments.telegram:
        found["telegram"] = running.telegram(
            plan, _ASKED_CHUNKS, people=_PEOPLE, rate=_RATE, seconds=arguments.telegram
        )
    return found


if __name__ == "__main__":
    sys.exit(main())
