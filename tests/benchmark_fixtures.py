"""What a benchmark measured, written down by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from scripts.benchmarking.report import Benchmark


def built(chunks: int, seconds: float) -> dict[str, Any]:
    return {"seconds": seconds, "chunks": chunks, "chunks_per_second": chunks / seconds, "peak_mb": 500.0}


def size(chunks: int, *, drawn: bool) -> dict[str, Any]:
    latency = {"p50": 4.0, "p95": 9.0, "n": 200.0}
    return {
        "wanted": chunks,
        "drawn": drawn,
        "once": {
            "build": built(chunks + 7, chunks / 100),
            "unchanged": built(chunks + 7, 0.5) | {"of_build": 50 / chunks},
            "recall": {"recall_at_10": 0.987},
        },
        "runs": [
            {"first": {"first_seconds": seconds, "resident_mb": 300.0}, "ask": {"search": latency}}
            for seconds in (1.5, 1.1, 1.3)
        ],
    }


def contender(seconds: float, p50: float, hits: float | None) -> dict[str, Any]:
    asked: dict[str, Any] = {"search": {"p50": p50, "p95": 2 * p50, "n": 200.0}}
    if hits is not None:
        asked["quality"] = {"hits_at_4": hits, "hits_at_10": hits, "mrr_at_10": hits, "questions": 200}
    return {"build": built(600, seconds), "ask": asked, "first": {"first_seconds": 1.0, "resident_mb": 400.0}}


def benchmark(*, sizes: bool = True, compared: bool = True, judged: bool = True) -> Benchmark:
    hits = 0.9 if judged else None
    contenders = {
        "ours": [contender(10, 3, hits), contender(12, 4, hits)],
        "txtai": [contender(40, 30, hits and 0.8), contender(48, 32, hits and 0.8)],
    }
    return Benchmark(
        at=datetime(2026, 11, 24, 5, 0, tzinfo=UTC),
        seconds=600,
        command="python scripts/benchmark.py --seed 3",
        seed=3,
        repeat=3,
        machine={
            "description": "A <fast> machine, 2 cores",
            "cores": 2,
            "flags": ["avx2"],
            "memory_gb": 23.5,
            "load_before": 0.1,
            "libraries": {"numpy": "2.9"},
        },
        sizes=(size(10_000, drawn=False), size(100_000, drawn=True)) if sizes else (),
        multihop={"name": "towns", "chunks": 600, "judged": judged, "contenders": contenders} if compared else None,
        left_out={"llama-index": ["llama_index.core"]} if compared else {},
    )
