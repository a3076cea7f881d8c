"""What a benchmark is run on, as files: articles in shards of JSONL, and questions."""

from __future__ import annotations

import gzip
import json
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index import Article, chunking
from index.embedding import load_embedder
from index.sources.files import read_files
from scripts.benchmarking.articles import Newsroom, corrected
from scripts.benchmarking.corpus_files import ARTICLES, CHUNKS, QUESTIONS, Record
from scripts.evaluation import formats

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.protocols import Embedder
    from scripts.benchmarking.articles import Asked

CHANGED_EVERY = 100  # of so many articles one changes: 1 %, spread over all files, which is the worst case
_SHARD = 500  # articles in a file
_SAMPLE = 20, 200  # fewest and most articles that tell how many chunks one has
_AROUND = timedelta(days=15)


def invented(folder: str, *, chunks: int, questions: int, seed: int, most_chunks: int) -> Record:
    """Write made-up articles of about ``chunks`` chunks, and questions about them; tells how many articles."""
    place, room, embedder = Path(folder), Newsroom(seed, most_chunks=most_chunks), load_embedder(None)
    (place / ARTICLES).mkdir(parents=True, exist_ok=True)
    # How many articles that is, a sample tells: spread over the stream, as they are all drawn alike.
    sample = place / "sample.jsonl"
    _write_lines(sample, (story.record() for story in room.articles(int(np.clip(chunks // 5, *_SAMPLE)))))
    found = [article for article in read_files([sample]) if isinstance(article, Article)]
    sample.unlink()
    articles = max(1, round(chunks * len(found) / sum(len(_split(article, embedder)) for article in found)))
    _write_shards(place, (story.record() for story in room.articles(articles)))
    asked = room.questions(questions, articles)
    gold = _gold_texts(place, asked, embedder)
    records = [
        _question(item.text, [item.url], [], item.outlet, item.published) | {"gold": gold.get(item.text, "")}
        for item in asked
    ]
    (place / QUESTIONS).write_text(json.dumps(records, ensure_ascii=False), "utf-8")
    return {"articles": articles, "questions": len(records)}


def multihop(folder: str, *, path: str, chunks: int | None) -> Record:
    """Write the articles of an evaluation set, its chunks as the alternatives take them, and its answerable questions.

    With ``chunks`` only its first articles, as many as hold so many chunks.
    """
    place, found, embedder = Path(folder), formats.load(Path(path)), load_embedder(None)
    (place / ARTICLES).mkdir(parents=True, exist_ok=True)
    lines: list[Record] = []
    kept = 0
    for article in found.articles:
        if chunks is not None and len(lines) >= chunks:
            break
        kept += 1
        lines += [
            {"text": chunking.embedded_text(article, chunk.text), "body": chunk.text, "url": article.url}
            for chunk in _split(article, embedder)
        ]
    _write_shards(place, islice(_records(found.sources), kept))
    _write_lines(place / CHUNKS, lines)
    by_url = {article.url: article for article in found.articles}
    records = []
    for question in found.questions:
        if question.gold:
            told = by_url.get(question.urls[0]) if question.urls else None
            told = told or next((a for a in found.articles if any(fact in a.text for fact in question.facts)), None)
            outlet, published = (told.source, told.published) if told else (None, None)
            records.append(_question(question.text, question.urls, question.facts, outlet, published))
    (place / QUESTIONS).write_text(json.dumps(records, ensure_ascii=False), "utf-8")
    return {"articles": kept, "questions": len(records), "chunks": len(lines), "whole": kept == len(found.articles)}


def change(folder: str) -> Record:
    """Bring out every hundredth article in a second edition, in place; tells how many."""
    number = changed = 0
    for file in sorted((Path(folder) / ARTICLES).iterdir()):
        records = []
        for line in file.read_text("utf-8").splitlines():
            record = json.loads(line)
            if number % CHANGED_EVERY == 0:
                record = corrected(record, number)
                changed += 1
            records.append(record)
            number += 1
        _write_lines(file, records)
    return {"changed": changed}


def _question(
    text: str, urls: Iterable[str], facts: Iterable[str], source: str | None, published: datetime | None
) -> Record:
    return {
        "text": text,
        "urls": list(urls),
        "facts": list(facts),
        "source": source,
        "since": (published - _AROUND).isoformat() if published else None,
        "until": (published + _AROUND).isoformat() if published else None,
    }


def _split(article: Article, embedder: Embedder) -> list[Any]:
    limit = min(chunking.MAX_TOKENS, embedder.max_tokens)
    return chunking.split(article, count_tokens=embedder.count_tokens, max_tokens=limit)


def _gold_texts(place: Path, asked: Iterable[Asked], embedder: Embedder) -> dict[str, str]:
    """For each question the text embedded for the chunk that holds the sentence it was made from."""
    by_shard: dict[Path, list[tuple[int, Asked]]] = {}
    for item in asked:
        number = int(item.url.rpartition("/")[2])
        by_shard.setdefault(_shard(place, number // _SHARD), []).append((number % _SHARD, item))
    found = {}
    for file, items in by_shard.items():
        articles = {article.url: article for article in read_files([file]) if isinstance(article, Article)}
        for _, item in items:
            article = articles.get(item.url)
            for chunk in _split(article, embedder) if article else ():
                if item.sentence in chunk.text:
                    found[item.text] = chunking.embedded_text(articles[item.url], chunk.text)
    return found


def _records(sources: Iterable[Path]) -> Iterator[Record]:
    for file in sources:
        content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        yield from (json.loads(line) for line in content.decode("utf-8-sig").splitlines() if line.strip())


def _write_shards(place: Path, records: Iterator[Record]) -> None:
    number = 0
    while batch := list(islice(records, _SHARD)):
        _write_lines(_shard(place, number), batch)
        number += 1


def _shard(place: Path, number: int) -> Path:
    return place / ARTICLES / f"{number:05}.jsonl"


def _write_lines(file: Path, records: Iterable[Record]) -> None:
    with file.open("w", encoding="utf-8") as lines:
        for record in records:
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
