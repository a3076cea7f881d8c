"""How time and memory grow, and how far the others are, as SVG to put into a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.benchmarking.contenders import OURS, TITLES
from scripts.benchmarking.figures import BY_CONTENDER, Figure, ratio, value
from scripts.benchmarking.report import size_runs
from scripts.pages.drawing import FAINT, INK, drawn, line, svg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

Path = tuple[str, ...]
BUILD: dict[str, Path] = {
    "all of the build": ("build", "seconds"),
    "index from cached embeddings": ("from_cache", "seconds"),
    "rebuild, 1 % changed": ("changed", "seconds"),
    "rebuild, nothing changed": ("unchanged", "seconds"),
}
LATENCY: dict[str, Path] = {
    "search p50": ("ask", "search", "p50"),
    "search p95": ("ask", "search", "p95"),
    "answer p50": ("ask", "answer", "p50"),
    "answer p95": ("ask", "answer", "p95"),
}
MEMORY: dict[str, Path] = {
    "process that answers": ("first", "resident_mb"),
    "… not backed by files": ("first", "private_mb"),
    "peak of the build": ("build", "peak_mb"),
}
_COMPARED: tuple[Path, ...] = (
    ("build", "chunks_per_second"),
    ("ask", "search", "p50"),
    ("ask", "search", "p95"),
    ("first", "first_seconds"),
    ("first", "resident_mb"),
    ("build", "peak_mb"),
)


def growth(sizes: Sequence[Mapping[str, Any]], lines: Mapping[str, Path], unit: str) -> str:
    """Figures against the number of chunks, both logarithmic: a line for each figure.

    Args:
        sizes: as ``running.size`` gives them.
        lines: where a run has the figure, by what the line is called.
        unit: of all of them.
    """
    ordered = sorted(sizes, key=lambda size: size["once"]["build"]["chunks"])
    with drawn(5.0, 3.6) as (figure, axes):
        for number, (label, path) in enumerate(lines.items()):
            _line(axes, ordered, Figure(label, path, ""), number)
        axes.set(xlabel="chunks", ylabel=unit, xscale="log", yscale="log")
        _ticks(axes.xaxis, lambda at, _: f"{at:,.0f}")
        _ticks(axes.yaxis, lambda at, _: f"{at:,g}")
        axes.legend(frameon=False, labelcolor=INK, loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=2)
        return svg(figure)


def how_many_times(contenders: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """How many times better ours is than each other contender: bars from 1, logarithmic."""
    figures = {figure.path: (group, figure) for group, some in BY_CONTENDER for figure in some}
    others = [name for name in contenders if name != OURS]
    height = 0.8 / max(1, len(others))
    with drawn(9.4, 1.2 + 0.62 * len(_COMPARED)) as (figure, axes):
        axes.axvline(1, color=FAINT, linewidth=1.2)
        for number, name in enumerate(others):
            for row, path in enumerate(_COMPARED):
                shown = figures[path][1]
                times = ratio(value(contenders[OURS], shown), value(contenders[name], shown), shown)
                if times is not None:
                    at = row + (number - (len(others) - 1) / 2) * height
                    label = TITLES[name] if row == 0 else None
                    axes.barh(at, times - 1, height * 0.86, left=1, color=line(number + 1), label=label)
                    beyond = times * 1.03 if times >= 1 else 1.03
                    axes.text(
                        beyond,
                        at,
                        f"×{times:.1f}" if times >= 1 else f"×{times:.2g}",
                        va="center",
                        color=INK,
                        fontsize=8,
                    )
        axes.set_yticks(range(len(_COMPARED)), [f"{figures[path][0]}: {figures[path][1].title}" for path in _COMPARED])
        axes.set_ylim(len(_COMPARED) - 0.4, -0.6)
        axes.set(xscale="log", xlabel="how many times better ours is (1: the same)")
        axes.margins(x=0.1)
        _ticks(axes.xaxis, lambda at, _: f"×{at:g}")
        axes.legend(frameon=False, labelcolor=INK, loc="upper center", bbox_to_anchor=(0.4, -0.14), ncols=3)
        return svg(figure)


def _ticks(axis: Axis, label: Callable[[float, float], str]) -> None:
    """Ticks at 1, 2 and 5 of each power of ten: an axis of less than one would have none otherwise."""
    from matplotlib.ticker import LogLocator, NullLocator

    axis.set_major_locator(LogLocator(subs=(1, 2, 5), numticks=12))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(label)


def _line(axes: Axes, sizes: Sequence[Mapping[str, Any]], figure: Figure, number: int) -> None:
    found = [(size["once"]["build"]["chunks"], value(size_runs(size), figure)) for size in sizes]
    points = [(chunks, spread) for chunks, spread in found if spread]
    if points:
        chunks = [at for at, _ in points]
        middles = [spread.median for _, spread in points]
        below = [spread.median - spread.low for _, spread in points]
        above = [spread.high - spread.median for _, spread in points]
        axes.errorbar(
            chunks, middles, yerr=[below, above], color=line(number), label=figure.title, marker="o", markersize=5,
            linewidth=1.6, capsize=3,
        )  # fmt: skip
