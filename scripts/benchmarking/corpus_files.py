"""The files of a corpus, read back. Imports nothing of weight."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Record = dict[str, Any]
ARTICLES, QUESTIONS, CHUNKS = "articles", "questions.json", "chunks.jsonl"


def questions_of(folder: Path) -> list[Record]:
    """The questions of a corpus: ``text``, ``urls``, ``facts``, ``source``, ``since``, ``until``, perhaps ``gold``."""
    records: list[Record] = json.loads((folder / QUESTIONS).read_text("utf-8"))
    return records


def question_texts(folder: Path) -> list[str]:
    """The questions of a corpus, as they are asked."""
    return [record["text"] for record in questions_of(folder)]


def chunks_of(folder: Path) -> list[Record]:
    """The chunks of a corpus that has them: ``text`` to be embedded and indexed, ``body`` to be judged, ``url``."""
    return [json.loads(line) for line in (folder / CHUNKS).read_text("utf-8").splitlines()]


def filters_of(record: Record, number: int) -> dict[str, str]:
    """A filter that the article asked for passes: every second time its outlet, else a month around its date."""
    if record["since"] and (number % 2 or not record["source"]):
        return {"since": record["since"], "until": record["until"]}
    return {"source": record["source"]} if record["source"] else {"since": "2000-01-01"}
