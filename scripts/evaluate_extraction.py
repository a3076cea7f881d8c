#!/usr/bin/env python
"""Measure how well articles are taken out of their pages, beside trafilatura.

FOLDER holds ground-truth.json ({name: {"url": …, "articleBody": …}}) and html/NAME.html.gz, as the article extraction
benchmark of Scrapinghub does. Precision and recall are of runs of four words, averaged over the pages; F1 is of both.

Exit status: 0 measured, 1 below the floor, 2 the input cannot be used.
"""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rich.console import Console
from rich.table import Table

from scripts.evaluation import extraction
from scripts.evaluation.sets import BadSetError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.evaluation.extraction import Extraction, TruePage
    from scripts.evaluation.intervals import Estimate

_WORSE = 0.05  # of a page's F1: told one by one


def main(argv: Sequence[str] | None = None) -> int:
    """Run the script; returns its exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="with ground-truth.json and html/")
    parser.add_argument("--floor", type=float, metavar="F1", help="fail where F1 is below this")
    arguments = parser.parse_args(argv)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what a page lacks counts as it is
    out, err = Console(highlight=False, width=110), Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        pages = extraction.load(arguments.folder)
    except BadSetError as error:
        err.print(str(error), markup=False, style="red")
        return 2
    extraction.extract(pages[:1], extraction.ours)  # what is loaded once counts for neither
    measured = {
        "ours": extraction.extract(pages, extraction.ours),
        "trafilatura alone": extraction.extract(pages, extraction.trafilatura),
    }
    out.print(_table(measured))
    for line in _worse(pages, measured["ours"], measured["trafilatura alone"]):
        out.print(line, markup=False)
    f1 = measured["ours"].estimates()[2].value or 0.0
    if arguments.floor is not None and f1 < arguments.floor:
        err.print(f"F1 is {f1:.4f}, below its floor of {arguments.floor:g}", style="red")
        return 1
    return 0


def _table(measured: dict[str, Extraction]) -> Table:
    pages = len(next(iter(measured.values())).precision)
    table = Table("", "precision", "recall", "F1", "ms a page", title=f"{pages} pages", title_justify="left")
    for name, found in measured.items():
        table.add_row(name, *map(_cell, found.estimates()), f"{1000 * found.seconds / pages:.0f}")
    return table


def _cell(estimate: Estimate) -> str:
    return f"{estimate.value:.4f} ({estimate.low:.3f}–{estimate.high:.3f})"


def _worse(pages: Sequence[TruePage], ours: Extraction, other: Extraction) -> list[str]:
    gaps = sorted(zip((other.f1 - ours.f1).tolist(), pages, strict=True), key=lambda pair: -pair[0])
    found = [f"  {gap:.3f} {page.name[:12]} {page.url}" for gap, page in gaps if gap > _WORSE]
    return [f"pages worse than by trafilatura alone by more than {_WORSE}: {len(found)}", *found]


if __name__ == "__main__":
    sys.exit(main())
