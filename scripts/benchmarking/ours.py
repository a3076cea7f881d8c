"""Our own side, by the way its users take: rebuild, open, search, answer."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index import NewsIndex, generation
from index.build import rebuild
from index.catalog import load
from index.embedding import load_embedder
from index.parts import PARTS, Part
from index.sources.files import find_articles
from index.store import Store
from index.vectors import Vectors
from scripts.benchmarking.corpus_files import ARTICLES, filters_of, questions_of
from scripts.benchmarking.embedders import DrawnEmbedder, TimedEmbedder
from scripts.benchmarking.places import place
from scripts.benchmarking.process import peak_mb, resident_mb, size_mb
from scripts.benchmarking.summary import covered, latency, recall, spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from index.manifest import Manifest

Record = dict[str, Any]
Asking = tuple[dict[str, Any], str]  # filters and question
_NOW = datetime(2025, 1, 1, tzinfo=UTC)  # what «yesterday» in a question is counted from
_WARM_UP = 5  # questions asked before any is timed
_BLOCK = 20_000  # vectors compared at once by brute force


def embedder_for(corpus: Path, *, drawn: bool, seed: int) -> TimedEmbedder:
    """The index's own model, timed; with ``drawn`` its vectors are drawn (see ``DrawnEmbedder``)."""
    real = load_embedder(None)
    if not drawn:
        return TimedEmbedder(real)
    return DrawnEmbedder(real, seed, {item["text"]: item["gold"] for item in questions_of(corpus) if item.get("gold")})


def build(*, corpus: str, data: str, drawn: bool, seed: int, beyond: bool = False) -> Record:
    """Bring an index up to date with the files of a corpus.

    Returns:
        ``seconds`` of all, ``embedding_seconds`` (while the model was at work), ``stages`` (seconds from the first
        report of each to its last; those that run at once overlap), ``publishing_seconds`` (from when the engine's
        work began to the end), counts, ``peak_mb`` and sizes on disk.
    """
    location, articles = place(data, beyond=beyond), Path(corpus) / ARTICLES
    embedder = embedder_for(Path(corpus), drawn=drawn, seed=seed)
    if not drawn:
        embedder.embed_passages(["The model is loaded, and compiled where it must be, before the clock runs."])
        embedder.busy.clear()
    reports: list[tuple[str, float]] = []

    def note(stage: str, done: int, total: int | None) -> None:  # noqa: ARG001 - as rebuild calls it
        reports.append((stage, time.perf_counter()))

    started = time.perf_counter()
    report = rebuild(
        location, find_articles([articles]), read=[articles], embedder=embedder, prune=[articles], progress=note
    )
    ended = time.perf_counter()
    embedding = covered(embedder.busy)
    return {
        "seconds": ended - started,
        "embedding_seconds": embedding,
        "other_share": 1 - embedding / (ended - started),
        "stages": spans([*reports, ("finishing", ended)]),
        "publishing_seconds": ended - next((at for stage, at in reports if stage == "indexing"), ended),
        "articles": report.articles,
        "chunks": report.chunks,
        "embedded": report.embedded,
        "rejected": len(report.rejected),
        "peak_mb": peak_mb(),
        "disk_mb": size_mb(location.data),
        "store_mb": sum(file.stat().st_size for file in location.data.glob(f"{generation.STORE}*")) / 2**20,
    }


def ask(*, corpus: str, data: str, drawn: bool, seed: int, threads: int, limit: int, beyond: bool = False) -> Record:
    """Ask an index everything once by ``search`` and once by ``answer``, plainly, filtered, and from many threads."""
    questions = questions_of(Path(corpus))[:limit]
    embedder = embedder_for(Path(corpus), drawn=drawn, seed=seed)
    with NewsIndex(place(data, beyond=beyond), embedder=embedder, now=lambda: _NOW) as news:
        for item in questions[:_WARM_UP]:
            news.answer(item["text"])
            filters: dict[str, Any] = filters_of(item, 0)
            news.search(item["text"], **filters)
        found: list[Any] = []
        plain: list[Asking] = [({}, item["text"]) for item in questions]
        filtered: list[Asking] = [(filters_of(item, at), item["text"]) for at, item in enumerate(questions)]
        measured: Record = {
            "search": latency(_timed(lambda how, text: found.append(news.search(text, **how)), plain, embedder)),
            "answer": latency(_timed(lambda how, text: news.answer(text, **how), plain, embedder)),
            "filtered_search": latency(_timed(lambda how, text: news.search(text, **how), filtered, embedder)),
            "filtered_answer": latency(_timed(lambda how, text: news.answer(text, **how), filtered, embedder)),
            "embed_question_ms": _per_question(embedder.busy),
            "gold_in_10": _share_found(found, questions),
        }
        for way, call in (("search", news.search), ("answer", news.answer)):
            one = _throughput(call, plain, 1)
            many = _throughput(call, plain, threads)
            measured[f"threads_{way}"] = many | {"one_per_second": one["per_second"], "threads": threads}
        return measured | {"resident_mb": resident_mb(), "chunks": news.status().chunks}


def dense_recall(*, corpus: str, data: str, drawn: bool, seed: int, limit: int) -> Record:
    """Share of the exact ten nearest chunks that the dense leg finds; the same vectors, compared one by one."""
    questions = questions_of(Path(corpus))[:limit]
    embedder = embedder_for(Path(corpus), drawn=drawn, seed=seed)
    vectors = embedder.embed_questions([item["text"] for item in questions])
    with closing(generation.open_newest(Path(data))) as opened:
        catalog = load(opened.folder)
        leg = Vectors([Part(opened.folder / PARTS / name) for name in catalog.parts], catalog)
        found = [[int(one) for one in catalog.chunks[leg.search(vector, k=10)[0]]] for vector in vectors]
        exact = _nearest(Path(data), opened.manifest, vectors)
    return {"recall_at_10": recall(found, exact), "questions": len(questions)}


def _nearest(data: Path, manifest: Manifest, vectors: NDArray[np.float32]) -> list[list[int]]:
    """Ids of the ten chunks nearest to each question, by brute force over the vectors in the store."""
    model = manifest.model
    with closing(Store(data / generation.STORE, read_only=True)) as store:
        ids = np.array(store.current_chunks(manifest.recipe), np.int64)
        best_ids = np.zeros((len(vectors), 0), np.int64)
        best = np.zeros((len(vectors), 0), np.float32)
        for at in range(0, len(ids), _BLOCK):
            block = ids[at : at + _BLOCK]
            kept = store.vectors([int(one) for one in block], model.fingerprint, model.precision)
            rows = np.stack([np.frombuffer(vector, np.float16) for vector, _ in kept]).astype(np.float32)
            best = np.hstack([best, vectors @ rows.T])
            best_ids = np.hstack([best_ids, np.broadcast_to(block, (len(vectors), len(block)))])
            first = np.argsort(-best, axis=1, kind="stable")[:, :10]
            best, best_ids = np.take_along_axis(best, first, 1), np.take_along_axis(best_ids, first, 1)
    return [[int(one) for one in row] for row in best_ids]


def _timed(
    call: Callable[[dict[str, Any], str], object], questions: Sequence[Asking], embedder: TimedEmbedder
) -> list[float]:
    """Milliseconds of each call, without what no real embedder spends."""
    found = []
    for how, text in questions:
        started, aside = time.perf_counter(), embedder.aside
        call(how, text)
        found.append(1000 * (time.perf_counter() - started - (embedder.aside - aside)))
    return found


def _throughput(call: Callable[..., object], questions: Sequence[Asking], threads: int) -> Record:
    """Questions a second, and how long each took, when so many threads ask at once."""

    def one(item: Asking) -> float:
        started = time.perf_counter()
        call(item[1], **item[0])
        return 1000 * (time.perf_counter() - started)

    started = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        took = list(pool.map(one, questions))
    return {"per_second": len(questions) / (time.perf_counter() - started), **latency(took)}


def _per_question(busy: Sequence[tuple[float, float]]) -> float:
    return float(np.median([1000 * (end - start) for start, end in busy])) if busy else 0.0


def _share_found(results: Sequence[Any], questions: Sequence[Record]) -> float | None:
    told = [
        any(passage.article.url in item["urls"] for passage in found)
        for found, item in zip(results, questions, strict=True)
        if item["urls"]
    ]
    return sum(told) / len(told) if told else None
