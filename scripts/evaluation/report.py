"""The figures as a table for the terminal and as JSON."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from scripts.evaluation.figures import FIGURES, Figure, Slice
from scripts.evaluation.measures import first_hit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from scripts.evaluation.asking import Asked, Run
    from scripts.evaluation.intervals import Estimate

FORMAT = 1  # raised when a key of the JSON changes its meaning or goes
NONE = "–"
CPU_INFO = Path("/proc/cpuinfo")  # on Linux; elsewhere Python may know the processor's name
_TITLE_WIDTH, _COLUMN_WIDTH = 28, 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that one call of the script measured.

    Attributes:
        runs: each set, with its slices.
        limit: most questions asked of a set, None for all.
    """

    runs: tuple[tuple[Run, tuple[Slice, ...]], ...]
    at: datetime
    model: str
    machine: str
    seed: int
    limit: int | None

    @property
    def slices(self) -> list[Slice]:
        """The slices of all sets, in order."""
        return [part for _, parts in self.runs for part in parts]


def machine() -> str:
    """This computer in words: processor, cores, system, Python."""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        lines = CPU_INFO.read_text("utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or "unknown processor"


def tables(evaluation: Evaluation, width: int) -> list[Table]:
    """The figures, a row each, a column for each slice; as many tables as a terminal of that width needs."""
    fitting = max(1, (width - _TITLE_WIDTH) // _COLUMN_WIDTH)
    shown = [(run, part) for run, parts in evaluation.runs for part in parts]
    return [_table(shown[at : at + fitting]) for at in range(0, len(shown), fitting)]


def _table(shown: Sequence[tuple[Run, Slice]]) -> Table:
    table = Table(show_edge=False, pad_edge=False, header_style="bold", title_justify="left")
    table.add_column("", min_width=24, no_wrap=True)
    for _, part in shown:
        table.add_column(part.name, justify="right")
    group = FIGURES[0].group
    for figure in FIGURES:
        if figure.group != group:
            table.add_section()
            group = figure.group
        estimates = [part.estimates[figure.key] for _, part in shown]
        table.add_row(f"{figure.title}{' (ms)' if figure.unit == 'ms' else ''}", *(_cell(figure, e) for e in estimates))
    table.add_section()
    for title, values in facts(shown):
        table.add_row(title, *values)
    return table


def _cell(figure: Figure, estimate: Estimate) -> str:
    return f"{number(figure, estimate.value)} [dim]{interval(figure, estimate):>10}[/dim]"


def facts(shown: Sequence[tuple[Run, Slice]]) -> list[tuple[str, list[str]]]:
    """What was counted rather than estimated, a row each, a value for each slice."""
    return [
        ("quotes not in their article", [f"{part.unfaithful_quotes} of {part.quotes}" for _, part in shown]),
        ("questions", [str(len(part.asked)) for _, part in shown]),
        ("facts in no article", [str(run.evaluated.facts_in_no_article) for run, _ in shown]),
        ("articles", [str(run.status.articles) for run, _ in shown]),
        ("chunks", [str(run.status.chunks) for run, _ in shown]),
        ("build", [f"{run.build_seconds:.1f} s, {run.embedded} embedded" for run, _ in shown]),
    ]


def number(figure: Figure, value: float | None) -> str:
    """A figure as people write it: ``.823``, ``1.000``, ``41`` (ms), or a dash."""
    if value is None:
        return NONE
    if figure.unit == "ms":
        return f"{value:.0f}" if value >= 10 else f"{value:.1f}"
    return f"{value:.3f}".removeprefix("0") if value < 0.9995 else f"{value:.3f}"


def interval(figure: Figure, estimate: Estimate) -> str:
    """The bounds of a figure's interval, nothing where there is none."""
    if estimate.low is None:
        return ""
    return f"{number(figure, estimate.low)}–{number(figure, estimate.high)}"


def as_json(evaluation: Evaluation) -> str:
    """Everything, down to each question; keys stay as they are for as long as ``format`` does."""
    content = {
        "format": FORMAT,
        "at": evaluation.at.isoformat(timespec="seconds"),
        "machine": evaluation.machine,
        "model": evaluation.model,
        "seed": evaluation.seed,
        "limit": evaluation.limit,
        "sets": [_set(run, parts) for run, parts in evaluation.runs],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _set(run: Run, parts: Sequence[Slice]) -> dict[str, object]:
    return {
        "name": run.evaluated.name,
        "path": str(run.evaluated.path),
        "articles": run.status.articles,
        "chunks": run.status.chunks,
        "languages": run.status.languages,
        "build_seconds": round(run.build_seconds, 3),
        "embedded": run.embedded,
        "facts_in_no_article": run.evaluated.facts_in_no_article,
        "slices": [
            {
                "name": part.name,
                "language": part.language,
                "questions": len(part.asked),
                "quotes": part.quotes,
                "unfaithful_quotes": part.unfaithful_quotes,
                "figures": {key: asdict(estimate) for key, estimate in part.estimates.items()},
            }
            for part in parts
        ],
        "questions": [_asked(item) for item in run.asked],
    }


def _asked(item: Asked) -> dict[str, object]:
    question = item.question
    return {
        "question": question.text,
        "where": question.where,
        "language": question.language,
        "answerable": question.answerable,
        "urls": question.urls,
        "facts": question.facts,
        "answers": question.answers,
        "first_hit": first_hit(item.found),
        "found": [sorted(held) for held in item.found],
        "passages": [{"title": title, "url": url} for title, url in item.passages],
        "confidence": item.confidence,
        "abstained": item.abstained,
        "quotes": [
            {
                "text": quote.text,
                "url": quote.citation.url,
                "start": quote.start,
                "end": quote.end,
                "right": right if question.answers else None,
            }
            for quote, right in zip(item.quotes, item.right, strict=True)
        ],
        "unfaithful_quotes": item.unfaithful,
        "search_ms": round(item.search_ms, 2),
        "answer_ms": round(item.answer_ms, 2),
    }
