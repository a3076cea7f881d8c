"""What was measured, as tables for the terminal and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rich.table import Table

from scripts.benchmarking.contenders import OURS, TITLES
from scripts.benchmarking.figures import (
    BY_CONTENDER,
    BY_PLACE,
    BY_SIZE,
    NONE,
    Figure,
    Measured,
    between,
    ratio,
    ratios,
    titled,
    value,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from scripts.benchmarking.summary import Spread

FORMAT = 1  # raised when a key of the JSON changes its meaning or goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """All that one call of the script measured.

    Attributes:
        machine: as ``machine.facts`` gives it.
        sizes: one record for each size, as ``running.size`` gives it.
        multihop: as ``running.multihop`` gives it, None where it was not asked for.
        telegram: as ``running.telegram`` gives it, None where it was not asked for.
        beyond: as ``beyond.compared`` gives it, None where it was not asked for.
        left_out: the modules that kept a contender from running, by its name.
    """

    at: datetime
    seconds: float
    command: str
    seed: int
    repeat: int
    machine: Mapping[str, Any]
    sizes: tuple[Mapping[str, Any], ...]
    multihop: Mapping[str, Any] | None
    left_out: Mapping[str, Sequence[str]]
    telegram: Mapping[str, Any] | None = None
    beyond: Mapping[str, Any] | None = None


def size_runs(size: Mapping[str, Any]) -> list[Measured]:
    """What was measured once at a size, and then each repetition."""
    return [size["once"], *size["runs"]]


def notes(benchmark: Benchmark) -> list[str]:
    """What a reader must know to read the figures right."""
    found = []
    if any(size["drawn"] for size in benchmark.sizes):
        found.append(
            "* Vectors drawn from a seed, clustered as a model's are, in place of embedding all chunks: the build is "
            "that from cached embeddings, and shares are of it. Questions are embedded by the real model for its time, "
            "and searched with a vector drawn near their gold chunk's; the time of drawing that is taken off, but "
            "where many ask at once."
        )
    if benchmark.sizes:
        found.append(
            "Made-up articles; each size is built once and asked in several processes. The 1 % that change are spread "
            "over all files. Filters: the gold article's outlet, or a month around its date."
        )
    if benchmark.multihop:
        found.append(
            "All contenders have the same model files and chunk texts. Ours also reads, cleans and splits the articles "
            "and embeds every sentence in that time. The model is loaded before building is timed. ×: how many times "
            "better ours is, by medians."
        )
        if not benchmark.multihop["judged"]:
            found.append(
                f"Only {benchmark.multihop['chunks']} chunks were indexed: times of questions are theirs, and quality, "
                f"which needs all, is not told (--quality)."
            )
    if benchmark.beyond:
        found.append(
            "Both hold the same articles and vectors. Publishing begins when the vectors are there, and ends when bots "
            "may see it. Where the servers are on this machine too, they and what asks them share its cores."
        )
    found += [f"Left out {name}: not installed: {', '.join(modules)}" for name, modules in benchmark.left_out.items()]
    return found


def tables(benchmark: Benchmark) -> list[Table]:
    """A table of the sizes and one of the contenders, where there are any."""
    found = []
    if benchmark.sizes:
        found.append(_sizes(benchmark.sizes))
    if benchmark.multihop:
        found.append(_contenders(benchmark.multihop))
    if benchmark.telegram:
        found.append(_telegram(benchmark.telegram))
    if benchmark.beyond:
        found.append(_beyond(benchmark.beyond))
    return found


def rows_by_size(sizes: Sequence[Mapping[str, Any]]) -> list[tuple[str, Figure, list[tuple[str, str]]]]:
    """Group, figure, and for each size its number and its spread."""
    rows = []
    for group, figures in BY_SIZE:
        for figure in figures:
            found = [value(size_runs(size), figure) for size in sizes]
            if any(found):
                cells = [(written(figure, one.median), between(figure, one)) if one else (NONE, "") for one in found]
                rows.append((group, figure, cells))
    return rows


def rows_by_contender(
    contenders: Mapping[str, Sequence[Measured]],
) -> list[tuple[str, Figure, list[tuple[str, str, str]]]]:
    """Group, figure, and for each contender its number, its spread and how many times better ours is."""
    rows = []
    for group, figures in BY_CONTENDER:
        for figure in figures:
            found = {name: value(runs, figure) for name, runs in contenders.items()}
            if any(found.values()):
                cells = []
                for name, one in found.items():
                    times = ratio(found.get(OURS), one, figure) if name != OURS else None
                    shown = (written(figure, one.median), between(figure, one)) if one else (NONE, "")
                    cells.append((*shown, f"×{times:.2f}" if times is not None else ""))
                rows.append((group, figure, cells))
    return rows


def column(size: Mapping[str, Any]) -> str:
    """Heading of a size, with a mark where its vectors were drawn."""
    return f"{size['wanted']:,}{' *' if size['drawn'] else ''}"


def _sizes(sizes: Sequence[Mapping[str, Any]]) -> Table:
    table = _table("chunks, about", [column(size) for size in sizes])
    last = ""
    for group, figure, cells in rows_by_size(sizes):
        if last not in {"", group}:
            table.add_section()
        last = group
        table.add_row(titled(figure), *(f"{number} [dim]{around}[/dim]".rstrip() for number, around in cells))
    return table


def _contenders(multihop: Mapping[str, Any]) -> Table:
    contenders = multihop["contenders"]
    table = _table(multihop["name"], [TITLES[name] for name in contenders])
    last = ""
    for group, figure, cells in rows_by_contender(contenders):
        if last not in {"", group}:
            table.add_section()
        last = group
        table.add_row(
            titled(figure), *(f"{number} [dim]{around}[/dim] [bold]{times}[/bold]" for number, around, times in cells)
        )
    return table


def _beyond(compared: Mapping[str, Any]) -> Table:
    """One column a place."""
    places = compared["places"]
    table = _table(f"{compared['name']}, {compared['chunks']:,} chunks", list(places))
    for at, (_, figures) in enumerate(BY_PLACE):
        if at:
            table.add_section()
        for figure in figures:
            found = [value(runs, figure) for runs in places.values()]
            if any(found):
                table.add_row(titled(figure), *(_spread(figure, one) for one in found))
    return table


def _spread(figure: Figure, found: Spread | None) -> str:
    if found is None:
        return NONE
    around = between(figure, found)
    return written(figure, found.median) + (f" [dim]{around}[/dim]" if around else "")


def _telegram(asked: Mapping[str, Any]) -> Table:
    """One column a repetition."""
    runs = asked["runs"]
    title = (
        f"{asked['people']} people ask {asked['rate']:g} questions a second for {asked['seconds']:g} s, "
        f"{asked['chunks']:,} chunks"
    )
    table = _table(title, [f"run {number}" for number in range(1, len(runs) + 1)])
    for name, told in _TELEGRAM.items():
        table.add_row(name, *(told(run) for run in runs))
    return table


_TELEGRAM: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "questions asked": lambda run: f"{run['asked']:,}",
    "answered once, twice": lambda run: f"{run['answered_once']:,}, {run['answered_twice']}",
    "refused by Telegram": lambda run: str(len(run["violations"])),
    "update to answer, median": lambda run: f"{run['answer_ms']['p50']:.0f} ms",
    "95th percentile": lambda run: f"{run['answer_ms']['p95']:.0f} ms",
    "slowest": lambda run: f"{run['slowest_ms']:.0f} ms",
    "event loop held up at most": lambda run: f"{run['loop_held_up_ms']:.0f} ms",
    "memory at first, after a quarter, at the end": lambda run: (
        ", ".join(f"{run['memory_mb'][when]:.0f}" for when in ("first", "after_quarter", "last")) + " MB"
    ),
}


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    table.add_column(title, min_width=24)
    for name in columns:
        table.add_column(name, justify="right")
    return table


def as_json(benchmark: Benchmark) -> str:
    """Everything, each repetition too; keys stay as they are for as long as ``format`` does."""
    content = {
        "format": FORMAT,
        **asdict(benchmark),
        "at": benchmark.at.isoformat(timespec="seconds"),
        "ratios": ratios(benchmark.multihop["contenders"]) if benchmark.multihop else {},
        "summary": {
            str(size["wanted"]): {
                ".".join(figure.path): asdict(found)
                for _, figures in BY_SIZE
                for figure in figures
                if (found := value(size_runs(size), figure))
            }
            for size in benchmark.sizes
        },
        "notes": notes(benchmark),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
