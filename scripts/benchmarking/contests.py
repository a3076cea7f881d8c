"""The same work done by each contender: index the chunks, ask the questions, judge what is found."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from scripts.benchmarking.contenders import OURS, contender
from scripts.benchmarking.corpus_files import chunks_of, questions_of
from scripts.benchmarking.process import peak_mb, resident_mb, size_mb
from scripts.benchmarking.summary import latency
from scripts.evaluation.measures import gold_in, hit, reciprocal_rank
from scripts.evaluation.sets import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Record = dict[str, Any]
Passages = list[tuple[str, str]]
_K = 10
_WARM_UP = 5
_QUESTIONS_EMBEDDED = 100


def build(*, name: str, corpus: str, folder: str) -> Record:
    """Index the chunks of a corpus; our own side reads, cleans and splits the articles as well."""
    Path(folder).mkdir(parents=True)
    if name == OURS:
        from scripts.benchmarking import ours

        measured = ours.build(corpus=corpus, data=folder, drawn=False, seed=0)
        return {key: measured[key] for key in ("seconds", "chunks", "peak_mb", "disk_mb", "other_share")}
    texts = [chunk["text"] for chunk in chunks_of(Path(corpus))]
    rival = contender(name)
    rival.warm()
    started = time.perf_counter()
    rival.build(folder, texts)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "chunks": len(texts), "peak_mb": peak_mb(), "disk_mb": size_mb(Path(folder))}


def ask(*, name: str, corpus: str, folder: str, limit: int | None, judged: bool) -> Record:
    """Ask the questions, ten passages each; with ``judged`` tell how many of them hold what they should."""
    questions = questions_of(Path(corpus))[:limit]
    took, found = [], []
    with _finder(name, Path(corpus), folder) as find:
        for item in questions[:_WARM_UP]:
            find(item["text"])
        for item in questions:
            started = time.perf_counter()
            passages = find(item["text"])
            took.append(1000 * (time.perf_counter() - started))
            found.append(passages)
    measured = {"search": latency(took), "resident_mb": resident_mb()}
    return measured | ({"quality": quality(questions, found)} if judged else {})


def quality(questions: Sequence[Record], found: Sequence[Passages]) -> dict[str, float]:
    """Hits@4, Hits@10 and MRR@10 over some questions, by the rule of ``evaluate.py``.

    Args:
        questions: each with ``facts`` or ``urls``.
        found: for each, text and article address of the passages, best first.
    """
    held = [
        gold_in(
            Question(text=item["text"], language="und", urls=tuple(item["urls"]), facts=tuple(item["facts"])), passages
        )
        for item, passages in zip(questions, found, strict=True)
    ]
    count = len(held)
    return {
        "hits_at_4": sum(hit(one, 4) for one in held) / count,
        "hits_at_10": sum(hit(one, _K) for one in held) / count,
        "mrr_at_10": sum(reciprocal_rank(one, _K) for one in held) / count,
        "questions": count,
    }


def embed(*, name: str, corpus: str, limit: int) -> Record:
    """Embed the chunks of a corpus, and questions one by one, with our embedder or with sentence-transformers."""
    texts = [chunk["text"] for chunk in chunks_of(Path(corpus))][:limit]
    questions = [item["text"] for item in questions_of(Path(corpus))][:_QUESTIONS_EMBEDDED]
    passages: Callable[[list[str]], object]
    single: Callable[[list[str]], object]
    if name == OURS:
        from index.embedding import load_embedder

        embedder = load_embedder(None)
        passages, single, precision = embedder.embed_passages, embedder.embed_questions, embedder.identity.precision
    else:
        from sentence_transformers import SentenceTransformer

        from scripts.benchmarking.contenders import model_folder

        model = SentenceTransformer(model_folder(), local_files_only=True, device="cpu")

        def encode(some: list[str]) -> object:
            return model.encode(some, normalize_embeddings=True, show_progress_bar=False)

        passages = single = encode
        precision = "fp32"
    passages(texts[:8])
    single(questions[:1])
    started = time.perf_counter()
    passages(texts)
    seconds = time.perf_counter() - started
    took = []
    for text in questions:
        started = time.perf_counter()
        single([text])
        took.append(1000 * (time.perf_counter() - started))
    return {
        "chunks": len(texts),
        "chunks_per_second": len(texts) / seconds,
        "question_ms": median(took),
        "precision": precision,
        "peak_mb": peak_mb(),
    }


@contextmanager
def _finder(name: str, corpus: Path, folder: str) -> Iterator[Callable[[str], Passages]]:
    """What gives text and address of the ten best passages for a question, while an index is open."""
    if name == OURS:
        from index import open_index

        with open_index(folder) as news:
            yield lambda text: [(passage.text, passage.article.url) for passage in news.search(text, k=_K)]
    else:
        chunks = chunks_of(corpus)
        rival = contender(name)
        rival.open(folder)
        yield lambda text: [(chunks[at]["body"], chunks[at]["url"]) for at in rival.search(text, _K)]
