"""What was measured as one HTML page that needs nothing else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from scripts.benchmarking import plots
from scripts.benchmarking.contenders import OURS, TITLES
from scripts.benchmarking.figures import titled
from scripts.benchmarking.report import column, notes, rows_by_contender, rows_by_size
from scripts.pages import looks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scripts.benchmarking.figures import Figure
    from scripts.benchmarking.report import Benchmark


def page(benchmark: Benchmark) -> str:
    """The whole page; it loads nothing from anywhere."""
    parts = ["<h1>How fast it is, and how it grows</h1>", _facts(benchmark)]
    if benchmark.multihop:
        parts += _contest(benchmark)
    if benchmark.sizes:
        parts += _growth(benchmark)
    parts += [f'<p class="soft">{escape(note)}</p>' for note in notes(benchmark)]
    return looks.page("Benchmark", "\n".join(parts))


def _facts(benchmark: Benchmark) -> str:
    machine = benchmark.machine
    libraries = ", ".join(f"{name} {version}" for name, version in machine["libraries"].items())
    return (
        f'<p class="soft">{benchmark.at:%Y-%m-%d %H:%M} UTC · {benchmark.seconds / 60:.0f} minutes · seed '
        f"{benchmark.seed} · repetitions: {benchmark.repeat}: medians, small: smallest–largest<br>"
        f"{escape(machine['description'])}, {machine['memory_gb']} GB, {' '.join(machine['flags'])}; "
        f"load before: {machine['load_before']}<br>{escape(libraries)}<br>"
        f"<code>{escape(benchmark.command)}</code></p>"
    )


def _contest(benchmark: Benchmark) -> list[str]:
    assert benchmark.multihop is not None  # noqa: S101 - for the type checker: the caller looked
    contenders = benchmark.multihop["contenders"]
    heads = [TITLES[name] for name in contenders]
    rows = [(group, figure, [_cell(*cell) for cell in cells]) for group, figure, cells in rows_by_contender(contenders)]
    parts = [f"<h2>Against the others: {escape(benchmark.multihop['name'])}</h2>"]
    if OURS in contenders and len(contenders) > 1:
        drawing = plots.how_many_times(contenders)
        parts.append(
            f'<div class="plots"><figure class="all"><figcaption><b>How many times better ours is.</b> Same machine, '
            f"model files, texts and questions, by turns in one run.</figcaption>{drawing}</figure></div>"
        )
    return [*parts, _table(heads, rows)]


def _growth(benchmark: Benchmark) -> list[str]:
    sizes = benchmark.sizes
    drawings = (
        ("<b>Time of a question.</b> Milliseconds, logarithmic.", plots.growth(sizes, plots.LATENCY, "ms")),
        ("<b>Time to build.</b> Seconds, logarithmic.", plots.growth(sizes, plots.BUILD, "s")),
        ("<b>Memory.</b> MB, logarithmic.", plots.growth(sizes, plots.MEMORY, "MB")),
    )
    figures = "".join(f"<figure><figcaption>{words}</figcaption>{plot}</figure>" for words, plot in drawings)
    rows = [(group, figure, [_cell(*cell) for cell in cells]) for group, figure, cells in rows_by_size(sizes)]
    heads = [f"{column(size)} chunks" for size in sizes]
    return ["<h2>As the articles grow</h2>", f'<div class="plots">{figures}</div>', _table(heads, rows)]


def _cell(number: str, around: str, times: str = "") -> str:
    below = " ".join(filter(None, (around, f"<b>{times}</b>" if times else "")))
    return f'{number}<small class="below">{below}</small>' if below else number


def _table(heads: Sequence[str], rows: Iterable[tuple[str, Figure, Sequence[str]]]) -> str:
    lines, last = [], ""
    for group, figure, cells in rows:
        if group != last:
            last = group
            lines.append(f'<tr><th class="group" scope="rowgroup">{group}</th><td colspan="{len(heads)}"></td></tr>')
        arrow = {"high": " ↑", "low": " ↓", None: ""}[figure.better]
        shown = "".join(f"<td>{cell}</td>" for cell in cells)
        lines.append(f'<tr><th scope="row">{titled(figure)}<span class="soft">{arrow}</span></th>{shown}</tr>')
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    return (
        f'<div class="wide"><table><thead><tr><th></th>{top}</tr></thead><tbody>{"".join(lines)}</tbody></table></div>'
    )
