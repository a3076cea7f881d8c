"""Plots as SVG to put into a page; they take the page's colours, light or dark."""

from __future__ import annotations

import io
import re
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from scripts.evaluation import intervals
from scripts.evaluation.figures import Slice, claimed, confidences, served

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Matplotlib knows no CSS variables: it draws in these colours, which are replaced afterwards.
_PAGE_COLOURS = {"#010101": "var(--ink)", "#020202": "var(--faint)"} | {
    f"#0{number}0{number}ff": f"var(--line{number})" for number in range(1, 8)
}
_INK, _FAINT, *LINES = _PAGE_COLOURS


def risk_against_coverage(slices: Sequence[Slice]) -> str:
    """The share of wrong answers when only the surest are given, a line for each slice."""
    with _drawn(4.6, 3.4) as (figure, axes):
        for number, part in enumerate(slices):
            coverage, risk = intervals.risk_coverage(confidences(part.asked), served(part.asked))
            axes.plot(coverage, risk, color=_line(number), label=part.name, linewidth=1.6)
            refused = sum(item.abstained for item in part.asked) / len(part.asked)
            axes.axvline(1 - refused, color=_line(number), linewidth=0.8, linestyle=":")
        axes.set(xlabel="coverage: share of questions answered, surest first", ylabel="risk: share of them wrong")
        axes.set_xlim(0, 1)
        axes.set_ylim(bottom=0)
        axes.legend(frameon=False, labelcolor=_INK)
        return _svg(figure)


def calibration(slices: Sequence[Slice]) -> str:
    """How often answers of a confidence are right, a line for each slice; the diagonal is perfect."""
    with _drawn(4.6, 3.4) as (figure, axes):
        axes.plot([0, 1], [0, 1], color=_FAINT, linewidth=1, linestyle="--")
        for number, part in enumerate(slices):
            bins = intervals.reliability(confidences(part.asked), claimed(part.asked))
            most = max((found.n for found in bins), default=1)
            sure, right = [found.confidence for found in bins], [found.right for found in bins]
            axes.plot(sure, right, color=_line(number), linewidth=1.4, label=part.name)
            axes.scatter(sure, right, [8 + 60 * found.n / most for found in bins], color=_line(number))
        axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1.03))
        axes.legend(frameon=False, labelcolor=_INK, loc="lower right")
        return _svg(figure)


def recall_by_language(slices: Sequence[Slice]) -> str:
    """Evidence recall at 4 and 10 of each slice that has any, with its interval."""
    keys = {"evidence_recall_at_4": "@4", "evidence_recall_at_10": "@10"}
    shown = [part for part in slices if part.estimates["evidence_recall_at_4"].value is not None]
    with _drawn(9.4, 1 + 0.42 * max(1, len(shown))) as (figure, axes):
        for number, (key, label) in enumerate(keys.items()):
            for row, part in enumerate(shown):
                found = part.estimates[key]
                at = row + (number - 0.5) * 0.3
                axes.plot(_numbers(found.low, found.high), [at, at], color=_line(number), linewidth=2.2)
                axes.plot(
                    _numbers(found.value),
                    [at],
                    "o",
                    color=_line(number),
                    markersize=6,
                    label=label if row == 0 else None,
                )
        names = [f"{part.name} ({part.language})" if part.language else part.name for part in shown]
        axes.set_yticks(range(len(shown)), names)
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set(xlabel="evidence recall: share of a question's facts among the first passages", xlim=(None, 1.01))
        if shown:
            axes.legend(frameon=False, labelcolor=_INK, loc="center left", bbox_to_anchor=(1, 0.5))
        return _svg(figure)


def _numbers(*values: float | None) -> list[float]:
    return [value for value in values if value is not None]


def _line(number: int) -> str:
    return LINES[number % len(LINES)]


@contextmanager
def _drawn(width: float, height: float) -> Iterator[tuple[Figure, Axes]]:
    """A figure of one plot, sizes in inches, in the house's looks."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    looks: dict[Any, Any] = {
        "svg.fonttype": "none",  # text stays text: it can be searched, and takes the page's letters
        "svg.hashsalt": "evaluation",  # the same figures, the same file
        "font.size": 9,
        "text.color": _INK,
        "axes.labelcolor": _INK,
        "axes.edgecolor": _FAINT,
        "xtick.color": _INK,
        "ytick.color": _INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "grid.color": _FAINT,
        "grid.linewidth": 0.3,
    }
    with rc_context(looks):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure, figure.add_subplot()


def _svg(figure: Figure) -> str:
    written = io.StringIO()
    figure.savefig(written, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawing = written.getvalue()
    drawing = re.sub(r"<metadata>.*?</metadata>", "", drawing[drawing.index("<svg") :], flags=re.DOTALL)
    for drawn, meant in _PAGE_COLOURS.items():
        drawing = drawing.replace(drawn, meant)
    # Ids are the page's own from here on, and three drawings must not share them.
    prefix = f"p{zlib.crc32(drawing.encode()):08x}-"
    return re.sub(r'((?:id="|url\(#|href="#))', rf"\g<1>{prefix}", drawing)
