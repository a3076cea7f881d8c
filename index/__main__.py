"""Bring an index up to date with its sources and publish it, once or again and again."""

from __future__ import annotations

import argparse
import io
import logging
import sys
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from index import NewsIndexError
from index.bulk.arguments import add_ray_arguments, ray_asked_for
from index.config import FILE, duration, load
from index.embedding import BACKENDS, PRECISIONS, embedder_for
from index.errors import DatabaseError, LockedError, NoSourcesError, UnreachableError
from index.moving import move
from index.refreshing import SAMPLES, forget, refresh, remembered
from index.reporting import report_lines
from index.signals import terminated_like_interrupted
from index.sources.named import parse_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta

    from index import progress as telling
    from index.build import Report
    from index.protocols import Embedder
    from index.refreshing import Named

logger = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status: 0 done, 1 nothing to index, 2 an error that is explained."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.backend == "torch" and arguments.precision == "int8":
        parser.error("the torch backend computes in fp32: leave out --precision, or --backend")
    logging.basicConfig(level=logging.INFO if arguments.verbose else logging.WARNING, format="%(message)s")
    for library in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # what a page lacks is in the report
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace", line_buffering=True)  # names of files need not be UTF-8
    out, err = Console(highlight=False, soft_wrap=True), Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        with terminated_like_interrupted():
            return _Command(arguments, out, err).run()
    except (OSError, DatabaseError, UnreachableError) as error:
        logger.info("stopped", exc_info=True)
        err.print(f"cannot go on: {error}. What is done is kept; the next run goes on from there.", markup=False)
        return 2
    except NewsIndexError as error:
        err.print(str(error), markup=False, style="red")
        return 2
    except KeyboardInterrupt:
        err.print("Stopped. What is done is kept; the next run goes on from there.")
        return 0 if arguments.watch else 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rebuild_index.py", description=__doc__)
    parser.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="folder (with all below it) or file: .txt .md .html .jsonl .json .csv, each also with .gz; or the address "
        "of a feed (RSS, Atom, JSON Feed), a sitemap, a list of feeds (OPML, also as a file), a site or a page. "
        "Default: [sources] of newsbot.toml, and what was named for this index before",
    )
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the index (default: data)")
    parser.add_argument(
        "--engine",
        metavar="URL",
        help="where the index is searched: milvus+http://HOST:PORT, milvus+https://HOST:PORT, or a file ending in .db "
        "for milvus-lite (default: the folder)",
    )
    parser.add_argument(
        "--store",
        metavar="URL",
        help="where the articles are kept: postgresql://USER:PASSWORD@HOST:PORT/DATABASE; better in NEWSBOT_STORE,"
        " for others on this machine may see a command line (default: the folder)",
    )
    parser.add_argument(
        "--from",
        dest="folder",
        type=Path,
        metavar="FOLDER",
        help="first move there what this folder holds: all articles with their vectors, and what bots remember; "
        "the folder stays as it is",
    )
    parser.add_argument("--model", help="sentence-transformers model: folder or hub name (default: the index's own)")
    parser.add_argument(
        "--precision",
        choices=PRECISIONS,
        help="of the model's weights (default: the index's own, of a new one what this machine computes fastest)",
    )
    parser.add_argument(
        "--backend", choices=BACKENDS, default="auto", help="auto: compiled where it can be; torch: the original model"
    )
    parser.add_argument(
        "--prune", action="store_true", help="drop articles that these folders and files no longer hold"
    )
    parser.add_argument(
        "--watch",
        type=_interval,
        metavar="TIME",
        help="go on, and read everything anew after so long: 90s, 15m, 2h",
    )
    parser.add_argument(
        "--forget",
        action="append",
        default=[],
        metavar="SOURCE",
        help="read it no more, and drop the articles that only it led to",
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="HOST",
        help="fetch from it although its address is private; HOST or HOST:PORT",
    )
    parser.add_argument("--delay", type=float, metavar="SECONDS", help="between two requests to one host (default: 1)")
    add_ray_arguments(parser)
    parser.add_argument("--verbose", action="store_true", help="show every rejected input and what happens")
    return parser


def _interval(text: str) -> timedelta:
    try:
        return duration(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


class _Command:
    """What was asked for, with what it is told to."""

    def __init__(self, arguments: argparse.Namespace, out: Console, err: Console) -> None:
        self._arguments = arguments
        self._settings = load(
            allow_hosts=arguments.allow_host,
            fetch_delay=arguments.delay,
            engine=arguments.engine,
            store=arguments.store,
        )
        self._location = self._settings.location(arguments.data)
        self._elsewhere = ray_asked_for(arguments, self._location.data)
        self._out, self._err = out, err
        self._embedder: Embedder | None = None

    def run(self) -> int:
        """Do it; the exit status."""
        arguments = self._arguments
        settings = self._settings
        named = [parse_source(source) for source in arguments.sources]
        configured = [parse_source(source.url) for source in settings.sources]
        if arguments.folder is not None:
            with self._progress() as progress:
                move(arguments.folder, self._location, progress)
        for source in arguments.forget:
            location = parse_source(source)
            known = forget(self._location, location)
            self._out.print(f"{'forgot' if known else 'never knew'} {source}", markup=False)
            if location in configured:
                self._out.print(f"but {FILE} names it: it will be read again until it is taken out there")
        if arguments.watch is None:
            report = self._round(named, again=not named)
            return 0 if report.generation is not None else 1
        again = not named
        while True:
            began = time.monotonic()
            try:
                self._round(named, again=again)
                again = True
            except (LockedError, OSError, DatabaseError, UnreachableError) as error:
                # What is wrong now may be right the next time.
                self._err.print(f"this round failed: {error}", markup=False, style="red")
            except NewsIndexError as error:
                if not again:
                    raise
                self._err.print(f"this round failed: {error}", markup=False, style="red")
            time.sleep(max(0.0, began + arguments.watch.total_seconds() - time.monotonic()))

    def _round(self, named: Sequence[Named], *, again: bool) -> Report:
        if again and named:
            kept = remembered(self._location)
            named = [source for source in named if source in kept or _is_a_visit(source)]  # what was not forgotten
        if not named:
            named = [*(source.source() for source in self._settings.sources), *remembered(self._location)]
            if not (named or self._arguments.forget or self._arguments.folder):
                raise NoSourcesError(self._location.data)
        with self._progress() as progress:
            report = refresh(
                self._location,
                named,
                embedder=self._loaded,
                settings=self._settings,
                again=again,
                prune=self._arguments.prune,
                elsewhere=self._elsewhere,
                progress=progress,
            )
        for line in report_lines(report, everything=self._arguments.verbose):
            self._out.print(line, markup=False)
        return report

    def _loaded(self) -> Embedder:
        """The model, loaded once."""
        if self._embedder is None:
            arguments = self._arguments
            # What was moved has its vectors: another model would make them all anew.
            before = arguments.folder if self._location.current_model() == (None, None) else None
            self._embedder = embedder_for(
                before or self._location,
                model=arguments.model,
                precision=arguments.precision,
                backend=arguments.backend,
            )
        return self._embedder

    @contextmanager
    def _progress(self) -> Iterator[telling.Progress]:
        columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        progress = Progress(*columns, TextColumn("{task.fields[rate]}"), console=self._err)
        tasks: dict[str, int] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage, total=total, rate="")
            task = progress.tasks[tasks[stage]]
            rate = f"{done / task.elapsed:.0f}/s" if task.elapsed else ""
            progress.update(task.id, completed=done, total=total, rate=rate)

        terminal = self._err.is_terminal
        with progress if terminal else nullcontext():
            yield show if terminal else _Lines(self._err)


def _is_a_visit(source: Named) -> bool:
    """The samples are not remembered."""
    return isinstance(source, Path) and source.is_relative_to(SAMPLES)


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


if __name__ == "__main__":
    sys.exit(main())
