"""Plots as SVG to put into a page; they take the page's colours, light or dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.evaluation import intervals
from scripts.evaluation.figures import Slice, claimed, confidences, served
from scripts.pages.drawing import FAINT, INK, drawn, line, svg

if TYPE_CHECKING:
    from collections.abc import Sequence


def risk_against_coverage(slices: Sequence[Slice]) -> str:
    """The share of wrong answers when only the surest are given, a line for each slice."""
    with drawn(4.6, 3.4) as (figure, axes):
        for number, part in enumerate(slices):
            coverage, risk = intervals.risk_coverage(confidences(part.asked), served(part.asked))
            axes.plot(coverage, risk, color=line(number), label=part.name, linewidth=1.6)
            refused = sum(item.abstained for item in part.asked) / len(part.asked)
            axes.axvline(1 - refused, color=line(number), linewidth=0.8, linestyle=":")
        axes.set(xlabel="coverage: share of questions answered, surest first", ylabel="risk: share of them wrong")
        axes.set_xlim(0, 1)
        axes.set_ylim(bottom=0)
        axes.legend(frameon=False, labelcolor=INK)
        return svg(figure)


def calibration(slices: Sequence[Slice]) -> str:
    """How often answers of a confidence are right, a line for each slice; the diagonal is perfect."""
    with drawn(4.6, 3.4) as (figure, axes):
        axes.plot([0, 1], [0, 1], color=FAINT, linewidth=1, linestyle="--")
        for number, part in enumerate(slices):
            bins = intervals.reliability(confidences(part.asked), claimed(part.asked))
            most = max((found.n for found in bins), default=1)
            sure, right = [found.confidence for found in bins], [found.right for found in bins]
            axes.plot(sure, right, color=line(number), linewidth=1.4, label=part.name)
            axes.scatter(sure, right, [8 + 60 * found.n / most for found in bins], color=line(number))
        axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1.03))
        axes.legend(frameon=False, labelcolor=INK, loc="lower right")
        return svg(figure)


def recall_by_language(slices: Sequence[Slice]) -> str:
    """Evidence recall at 4 and 10 of each slice that has any, with its interval."""
    keys = {"evidence_recall_at_4": "@4", "evidence_recall_at_10": "@10"}
    shown = [part for part in slices if part.estimates["evidence_recall_at_4"].value is not None]
    with drawn(9.4, 1 + 0.42 * max(1, len(shown))) as (figure, axes):
        for number, (key, label) in enumerate(keys.items()):
            for row, part in enumerate(shown):
                found = part.estimates[key]
                at = row + (number - 0.5) * 0.3
                axes.plot(_numbers(found.low, found.high), [at, at], color=line(number), linewidth=2.2)
                axes.plot(
                    _numbers(found.value),
                    [at],
                    "o",
                    color=line(number),
                    markersize=6,
                    label=label if row == 0 else None,
                )
        names = [f"{part.name} ({part.language})" if part.language else part.name for part in shown]
        axes.set_yticks(range(len(shown)), names)
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set(xlabel="evidence recall: share of a question's facts among the first passages", xlim=(None, 1.01))
        if shown:
            axes.legend(frameon=False, labelcolor=INK, loc="center left", bbox_to_anchor=(1, 0.5))
        return svg(figure)


def _numbers(*values: float | None) -> list[float]:
    return [value for value in values if value is not None]
