"""Plots as SVG to put into a page; they take the page's colours, light or dark."""

from __future__ import annotations

import io
import re
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Matplotlib knows no CSS variables: it draws in these colours, which are replaced afterwards.
_PAGE_COLOURS = {"#010101": "var(--ink)", "#020202": "var(--faint)"} | {
    f"#0{number}0{number}ff": f"var(--line{number})" for number in range(1, 8)
}
INK, FAINT, *LINES = _PAGE_COLOURS


def line(number: int) -> str:
    """Colour of the line of that number, from 0."""
    return LINES[number % len(LINES)]


@contextmanager
def drawn(width: float, height: float) -> Iterator[tuple[Figure, Axes]]:
    """A figure of one plot, sizes in inches, in the house's looks."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    looks: dict[Any, Any] = {
        "svg.fonttype": "none",  # text stays text: it can be searched, and takes the page's letters
        "svg.hashsalt": "page",  # the same figures, the same file
        "font.size": 9,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": FAINT,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "grid.color": FAINT,
        "grid.linewidth": 0.3,
    }
    with rc_context(looks):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure, figure.add_subplot()


def svg(figure: Figure) -> str:
    """The figure as an element of a page."""
    written = io.StringIO()
    figure.savefig(written, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawing = written.getvalue()
    drawing = re.sub(r"<metadata>.*?</metadata>", "", drawing[drawing.index("<svg") :], flags=re.DOTALL)
    for ours, meant in _PAGE_COLOURS.items():
        drawing = drawing.replace(ours, meant)
    # Ids are the page's own from here on, and three drawings must not share them.
    prefix = f"p{zlib.crc32(drawing.encode()):08x}-"
    return re.sub(r'((?:id="|url\(#|href="#))', rf"\g<1>{prefix}", drawing)
