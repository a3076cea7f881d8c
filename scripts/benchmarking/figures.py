"""Which figures are shown, where each is found in what was measured, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from scripts.benchmarking.contenders import OURS
from scripts.benchmarking.summary import Spread, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

Measured = Mapping[str, Any]
Unit = Literal["s", "ms", "MB", "/s", "share", "", "of build"]
NONE = "–"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of a table.

    Attributes:
        path: where a run has it: keys, from the outermost.
        better: whether a high value is good; None where it is neither.
    """

    title: str
    path: tuple[str, ...]
    unit: Unit
    better: Literal["high", "low"] | None = "low"


_ASKED = (
    Figure("search p50", ("ask", "search", "p50"), "ms"),
    Figure("search p95", ("ask", "search", "p95"), "ms"),
    Figure("search, filtered p50", ("ask", "filtered_search", "p50"), "ms"),
    Figure("search, filtered p95", ("ask", "filtered_search", "p95"), "ms"),
    Figure("answer p50", ("ask", "answer", "p50"), "ms"),
    Figure("answer p95", ("ask", "answer", "p95"), "ms"),
)

BY_SIZE: tuple[tuple[str, tuple[Figure, ...]], ...] = (
    (
        "Build",
        (
            Figure("articles", ("build", "articles"), "", None),
            Figure("chunks", ("build", "chunks"), "", None),
            Figure("build", ("build", "seconds"), "s"),
            Figure("articles a second", ("build", "articles_per_second"), "/s", "high"),
            Figure("chunks a second", ("build", "chunks_per_second"), "/s", "high"),
            Figure("embedding", ("build", "embedding_seconds"), "s"),
            Figure("not embedding", ("build", "other_share"), "share"),
            Figure("index from cached embeddings", ("from_cache", "seconds"), "s"),
            Figure("rebuild, nothing changed", ("unchanged", "seconds"), "s"),
            Figure("… of the build", ("unchanged", "of_build"), "of build"),
            Figure("rebuild, 1 % changed", ("changed", "seconds"), "s"),
            Figure("… of the build", ("changed", "of_build"), "of build"),
            Figure("peak memory of the build", ("build", "peak_mb"), "MB"),
            Figure("on disk", ("build", "disk_mb"), "MB"),
            Figure("… of it the store", ("build", "store_mb"), "MB"),
        ),
    ),
    (
        "New process",
        (
            Figure("import index", ("first", "import_seconds"), "s"),
            Figure("to the first answer", ("first", "first_seconds"), "s"),
            Figure("memory after 30 answers", ("first", "resident_mb"), "MB"),
            Figure("… not backed by files", ("first", "private_mb"), "MB"),
        ),
    ),
    (
        "Questions",
        (
            *_ASKED,
            Figure("answer, filtered p50", ("ask", "filtered_answer", "p50"), "ms"),
            Figure("answer, filtered p95", ("ask", "filtered_answer", "p95"), "ms"),
            Figure("… of it embedding the question", ("ask", "embed_question_ms"), "ms"),
            Figure("recall@10 of the dense leg", ("recall", "recall_at_10"), "share", "high"),
            Figure("gold article in the first 10", ("ask", "gold_in_10"), "share", "high"),
        ),
    ),
    (
        "Many threads",
        (
            Figure("searches a second, one thread", ("ask", "threads_search", "one_per_second"), "/s", "high"),
            Figure("searches a second, all", ("ask", "threads_search", "per_second"), "/s", "high"),
            Figure("… p95", ("ask", "threads_search", "p95"), "ms"),
            Figure("answers a second, one thread", ("ask", "threads_answer", "one_per_second"), "/s", "high"),
            Figure("answers a second, all", ("ask", "threads_answer", "per_second"), "/s", "high"),
            Figure("… p95", ("ask", "threads_answer", "p95"), "ms"),
        ),
    ),
)

BY_CONTENDER: tuple[tuple[str, tuple[Figure, ...]], ...] = (
    (
        "Build",
        (
            Figure("chunks", ("build", "chunks"), "", None),
            Figure("build", ("build", "seconds"), "s"),
            Figure("chunks a second", ("build", "chunks_per_second"), "/s", "high"),
            Figure("peak memory of the build", ("build", "peak_mb"), "MB"),
            Figure("on disk", ("build", "disk_mb"), "MB"),
        ),
    ),
    (
        "Questions",
        (
            Figure("search p50", ("ask", "search", "p50"), "ms"),
            Figure("search p95", ("ask", "search", "p95"), "ms"),
            Figure("to the first result", ("first", "first_seconds"), "s"),
            Figure("memory after 30 questions", ("first", "resident_mb"), "MB"),
        ),
    ),
    (
        "Quality",
        (
            Figure("Hits@4", ("ask", "quality", "hits_at_4"), "share", "high"),
            Figure("Hits@10", ("ask", "quality", "hits_at_10"), "share", "high"),
            Figure("MRR@10", ("ask", "quality", "mrr_at_10"), "share", "high"),
        ),
    ),
    (
        "Embedding alone",
        (
            Figure("chunks a second", ("embed", "chunks_per_second"), "/s", "high"),
            Figure("one question", ("embed", "question_ms"), "ms"),
        ),
    ),
)

BY_PLACE: tuple[tuple[str, tuple[Figure, ...]], ...] = (
    (
        "Publishing",
        (
            Figure("all, vectors being there", ("built", "publishing_seconds"), "s"),
            Figure("chunks a second", ("built", "published_per_second"), "/s", "high"),
            Figure("a round, nothing changed", ("unchanged", "seconds"), "s"),
            Figure("a round, 1 % changed", ("changed", "seconds"), "s"),
            Figure("… of it embedding", ("changed", "embedding_seconds"), "s"),
            Figure("PostgreSQL, bytes a chunk", ("database", "bytes_per_chunk"), ""),
        ),
    ),
    (
        "Questions",
        (
            *_ASKED,
            Figure("searches a second, one thread", ("ask", "threads_search", "one_per_second"), "/s", "high"),
            Figure("searches a second, all", ("ask", "threads_search", "per_second"), "/s", "high"),
            Figure("answers a second, all", ("ask", "threads_answer", "per_second"), "/s", "high"),
            Figure("gold article in the first 10", ("ask", "gold_in_10"), "share", "high"),
        ),
    ),
    (
        "Processes",
        (
            Figure("to the first answer", ("first", "first_seconds"), "s"),
            Figure("memory after all questions", ("first", "resident_mb"), "MB"),
            Figure("… not backed by files", ("first", "private_mb"), "MB"),
            Figure("memory of a bot after as many", ("bot", "memory_mb", "last"), "MB"),
            Figure("its answers p50", ("bot", "answer_ms", "p50"), "ms"),
            Figure("its answers p95", ("bot", "answer_ms", "p95"), "ms"),
        ),
    ),
)


def value(runs: Sequence[Measured], figure: Figure) -> Spread | None:
    """A figure over all runs that have it."""
    return spread(_at(run, figure.path) for run in runs)


def ratio(ours: Spread | None, theirs: Spread | None, figure: Figure) -> float | None:
    """How many times better our median is than theirs, below 1 where it is worse; None where that says nothing."""
    if ours is None or theirs is None or figure.better is None or figure.unit == "share":
        return None
    good, bad = (ours.median, theirs.median) if figure.better == "high" else (theirs.median, ours.median)
    return good / bad if bad else None


def ratios(contenders: Mapping[str, Sequence[Measured]]) -> dict[str, dict[str, float]]:
    """For each other contender how many times better ours is, by the figure's path with dots."""
    ours = contenders.get(OURS, ())
    found: dict[str, dict[str, float]] = {}
    for name, runs in contenders.items():
        if name != OURS:
            pairs = (
                (".".join(figure.path), ratio(value(ours, figure), value(runs, figure), figure))
                for _, group in BY_CONTENDER
                for figure in group
            )
            found[name] = {path: round(times, 3) for path, times in pairs if times is not None}
    return found


def written(figure: Figure, number: float) -> str:
    """A number as people read it, without its unit."""
    if figure.unit == "share":
        return f"{number:.3f}".removeprefix("0") if 0 <= number < 0.9995 else f"{number:.3f}"
    if figure.unit == "of build":
        return f"{100 * number:.1f} %"
    if figure.unit == "" or number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def between(figure: Figure, found: Spread) -> str:
    """The smallest and the largest value, nothing where it was measured once or they read the same."""
    low, high = written(figure, found.low), written(figure, found.high)
    return f"{low}–{high}" if found.n > 1 and low != high else ""


def titled(figure: Figure) -> str:
    """A figure's name, with its unit where there is one."""
    return f"{figure.title} ({figure.unit})" if figure.unit in {"s", "ms", "MB"} else figure.title


def _at(run: Measured, path: tuple[str, ...]) -> float | None:
    found: Any = run
    for key in path:
        if not isinstance(found, Mapping) or key not in found:
            return None
        found = found[key]
    return None if found is None else float(found)
