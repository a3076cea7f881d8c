"""What the tests of the evaluation share: an invented set, and questions asked of nobody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fakes import cited, quoted
from scripts.evaluation.asking import Asked
from scripts.evaluation.sets import Question

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = [
    {
        "url": "https://paper.example/lighthouse",
        "title": "Keeper of Gull Island retires",
        "text": "Martha Quill, the keeper of the lighthouse on Gull Island, retired on Friday after forty years. "
        "Her successor is a machine built in Elmstadt.",
        "language": "en",
    },
    {
        "url": "https://paper.example/ferry",
        "title": "Ferry to Saltby stopped",
        "text": "The ferry between Elmstadt and Saltby stopped running on Tuesday because its engine caught fire. "
        "Nobody was hurt, the harbour office said.",
        "language": "en",
    },
    {
        "url": "https://blatt.example/muehle",
        "title": "Mühle in Kornfeld verkauft",
        "text": "Die Wassermühle in Kornfeld wurde am Montag für 310.000 Euro an die Bäckerin Jule Hansen verkauft. "
        "Sie will dort im Frühjahr wieder Mehl mahlen.",
        "language": "de",
    },
    {
        "url": "https://blatt.example/schule",
        "title": "Schule in Altmoor bekommt ein neues Dach",
        "text": "Der Gemeinderat von Altmoor beschloss am Donnerstag ein neues Dach für die Grundschule. "
        "Die Arbeiten sollen zwölf Wochen dauern.",
        "language": "de",
    },
]
QUESTIONS: list[dict[str, object]] = [
    {
        "question": "Who retired as keeper of the lighthouse on Gull Island?",
        "urls": ["https://paper.example/lighthouse"],
        "answers": ["Martha Quill"],
    },
    {
        "question": "Why did the ferry between Elmstadt and Saltby stop running?",
        "facts": ["because its engine\ncaught fire", "a fact that stands nowhere"],
        "language": "en",
    },
    {
        "question": "Wer kaufte die Wassermühle in Kornfeld?",
        "language": "deu",
        "urls": ["https://blatt.example/muehle#top"],
        "answers": ["an die Bäckerin  Jule Hansen", "Hansen"],
    },
    {"question": "Which parliament voted on the budget for submarine cables?", "language": "en"},
    {"question": "Welche Mannschaft gewann das Endspiel im Volleyball?", "language": "de"},
]


def set_folder(folder: Path, *, articles: object = None, questions: object = None) -> Path:
    """A set in our own format; texts are written as they are, lists of objects as JSONL."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (("articles", articles), ("questions", questions)):
        given = content if content is not None else {"articles": ARTICLES, "questions": QUESTIONS}[name]
        lines = "".join(json.dumps(one) + "\n" for one in given) if isinstance(given, list) else str(given)
        (folder / f"{name}.jsonl").write_text(lines, "utf-8")
    return folder


def asked(
    *,
    found: tuple[tuple[int, ...], ...] = (),
    urls: tuple[str, ...] = (),
    facts: tuple[str, ...] = (),
    answers: tuple[str, ...] = (),
    quotes: tuple[str, ...] = (),
    confidence: float = 0.9,
    text: str = "Who?",
    language: str = "en",
    unfaithful: int = 0,
    search_ms: float = 10,
    answer_ms: float = 20,
) -> Asked:
    """A question and what came of it; it abstained where there are no quotes."""
    return Asked(
        question=Question(text=text, language=language, urls=urls, facts=facts, answers=answers, where="q:1"),
        found=tuple(frozenset(held) for held in found),
        passages=tuple((f"Title {rank}", f"https://paper.example/{rank}") for rank in range(1, len(found) + 1)),
        confidence=confidence,
        abstained=not quotes,
        quotes=tuple(quoted(quote, cited()) for quote in quotes),
        unfaithful=unfaithful,
        search_ms=search_ms,
        answer_ms=answer_ms,
    )
