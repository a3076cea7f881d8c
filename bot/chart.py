"""How many articles there are about a topic, over time, as a picture."""

from __future__ import annotations

import atexit
import io
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.buckets import buckets
from bot.glyphs import drawable
from bot.text import one_line, shorten
from bot.views.topic import listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from bot.buckets import Buckets, Unit
    from bot.locale import Messages
    from index.types import Citation, Timeline

_INK, _SOFT, _FAINT, _PAPER, _BAR, _MARK = "#1c2430", "#5b6675", "#dfe3e8", "#ffffff", "#4c8fd6", "#d9730d"
_POINTS = 72  # an inch
_WIDTH, _HEIGHT = 5.0, 2.5  # inches, about what a phone shows; at 256 dots each as wide as Telegram keeps a picture
_LEFT, _BOTTOM, _ACROSS, _UP = 0.085, 0.195, 0.855, 0.55  # of the plot, as shares of the picture
_DIGIT, _PADDING, _LINE, _GAP = 5.5, 6.0, 12.5, 3.0  # of a mark, in points
_DPI = 256
_MOST_DATES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Numbers of headlines above a bar.

    Attributes:
        at: number of the bar, from 0.
        text: such as ``2`` or ``1–3``.
        height: of its foot above the axis, in points.
    """

    at: int
    text: str
    height: float


def _numbers(counted: Buckets, newest: Sequence[Citation]) -> dict[int, str]:
    """What stands above which bar; the newest article is number 1."""
    by_bar: dict[int, list[int]] = {}
    for rank, article in enumerate(newest, start=1):
        by_bar.setdefault(counted.bar(article), []).append(rank)
    # By time they are numbered, and so the numbers of a bar follow each other.
    return {bar: str(ranks[0]) if len(ranks) == 1 else f"{ranks[0]}–{ranks[-1]}" for bar, ranks in by_bar.items()}


def _marks(counts: Sequence[int], numbers: dict[int, str]) -> tuple[list[Mark], float]:
    """Place the numbers above the bars so that none covers another.

    Returns:
        The marks, and how high the highest bar may be, in points.
    """
    pitch = _ACROSS * _WIDTH * _POINTS / len(counts)
    whole = _UP * _HEIGHT * _POINTS
    # Marks that do not fit above each other even so would need the chart to be nothing but marks.
    for levels in range(1, 6):
        highest = whole - levels * (_LINE + _GAP)
        marks = _placed({bar: counts[bar] / max(counts) * highest for bar in numbers}, numbers, pitch)
        if all(mark.height + _LINE <= whole for mark in marks):
            break
    return marks, highest


def _placed(heights: dict[int, float], numbers: dict[int, str], pitch: float) -> list[Mark]:
    marks: list[Mark] = []
    for bar in sorted(numbers):
        height = heights[bar] + _GAP
        beside = [one for one in marks if (bar - one.at) * pitch < (_wide(one.text) + _wide(numbers[bar])) / 2]
        for one in sorted(beside, key=lambda mark: mark.height):
            if abs(height - one.height) < _LINE:
                height = one.height + _LINE + 1
        marks.append(Mark(at=bar, text=numbers[bar], height=height))
    return marks


def _wide(text: str) -> float:
    return _DIGIT * len(text) + _PADDING


def chart(timeline: Timeline, messages: Messages) -> bytes:
    """Draw how many articles there are over time, as a PNG, 1280 × 640.

    Numbers above the bars are those of the headlines that :func:`bot.views.topic.topic_view` lists. Slow, so never to
    be called on an event loop; safe to call from several threads.

    Raises:
        ValueError: no article has a date.
    """
    counted = buckets(timeline)
    _keep_out_of_home()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH, _HEIGHT), dpi=_DPI, facecolor=_PAPER)
    FigureCanvasAgg(figure)
    _write_title(figure, timeline.topic, messages)
    unit = _words(messages.articles_per(counted.unit))
    figure.text(0.03, 0.83, **unit, fontsize=9.5, color=_SOFT, verticalalignment="top")
    axes = figure.add_axes((_LEFT, _BOTTOM, _ACROSS, _UP))
    _draw_bars(axes, counted, _numbers(counted, listed(timeline, messages)), messages)
    _write_dates(axes, counted, messages)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()


def _keep_out_of_home() -> None:
    """Give matplotlib a folder of its own for its list of fonts: a home may be missing, or not to be written to."""
    if "matplotlib" not in sys.modules and "MPLCONFIGDIR" not in os.environ:
        folder = tempfile.mkdtemp(prefix="newsbot-matplotlib-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["MPLCONFIGDIR"] = folder


def _write_title(figure: Figure, topic: str, messages: Messages) -> None:
    """The title on one line, with as much of the topic as there is room for."""
    written: Text | None = None
    for length in (70, 50, 38, 28, 20, 14, 8):
        if written:
            written.remove()
        title = _words(messages.topic_title(shorten(one_line(topic), length)))
        written = figure.text(0.03, 0.95, **title, fontsize=13, color=_INK, verticalalignment="top")
        if written.get_window_extent().x1 <= 0.97 * _WIDTH * _DPI:
            break


def _draw_bars(axes: Axes, counted: Buckets, numbers: dict[int, str], messages: Messages) -> None:
    from matplotlib.ticker import MaxNLocator

    marks, highest = _marks(counted.counts, numbers)
    per_point = max(counted.counts) / highest
    axes.bar(range(len(counted.counts)), counted.counts, width=0.8, color=_BAR, zorder=2)
    axes.set_xlim(-0.5, len(counted.counts) - 0.5)
    axes.set_ylim(0, _UP * _HEIGHT * _POINTS * per_point)
    for mark in marks:
        foot = mark.height * per_point
        box = {"boxstyle": "round,pad=0.22,rounding_size=0.5", "facecolor": _MARK, "edgecolor": "none"}
        axes.text(
            mark.at, foot, **_words(mark.text), fontsize=8.5, color=_PAPER, bbox=box, zorder=3,
            horizontalalignment="center", verticalalignment="bottom",
        )  # fmt: skip
    most = max(counted.counts)
    steps = [step for step in MaxNLocator(4, integer=True, min_n_ticks=1).tick_values(0, most) if 0 <= step <= most]
    axes.set_yticks(
        steps, [messages.number(round(step)) for step in steps], parse_math=False, fontsize=9.5, color=_SOFT
    )
    axes.tick_params(length=0)
    axes.grid(axis="y", color=_FAINT, linewidth=0.8, zorder=1)
    axes.spines[["top", "left", "right"]].set_visible(False)
    axes.spines["bottom"].set_color(_SOFT)


def _write_dates(axes: Axes, counted: Buckets, messages: Messages) -> None:
    step = -(-len(counted.starts) // _MOST_DATES)
    # The newest bar always has its date.
    bars = range(len(counted.starts) - 1, -1, -step)[::-1]
    dates = [counted.starts[bar] for bar in bars]
    labels = [
        _date(day, counted.unit, messages, with_year=at == 0 or day.year != dates[at - 1].year)
        for at, day in enumerate(dates)
    ]
    axes.set_xticks(list(bars), labels, parse_math=False, fontsize=9.5, color=_SOFT)


def _date(day: date, unit: Unit, messages: Messages, *, with_year: bool) -> str:
    """A bar's first day as a reader of the language would write it, the year on a line of its own."""
    year = messages.year(day)
    if unit == "year":
        return year
    short = messages.month(day) if unit == "month" else messages.day_of_year(day)
    # A second line everywhere keeps the first ones level.
    return f"{short}\n{year if with_year else ' '}"


def _words(text: str) -> dict[str, Any]:
    """A text for matplotlib, which takes ``$`` for the beginning of a formula unless told otherwise."""
    found = drawable(text)
    return {"s": found.text, "fontfamily": found.families, "parse_math": False}
