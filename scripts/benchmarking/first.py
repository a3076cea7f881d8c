"""From nothing to the first answer. Nothing of weight is imported up here: that is what is measured."""

from __future__ import annotations

import time
from typing import Any

_MORE = 30  # questions after the first, before memory is looked at


def first_answer(
    *, data: str, questions: list[str], spawned: float, beyond: bool = False, more: int = _MORE
) -> dict[str, Any]:
    """Import the library, open an index as anybody would, answer; then some more, and look at memory.

    Args:
        data: the index's folder.
        questions: at least one.
        spawned: when this process was started, in seconds since 1970.
        beyond: whether the index is in Milvus and PostgreSQL.
        more: questions after the first.

    Returns:
        ``import_seconds``, ``first_seconds`` (from the start of the process), ``resident_mb``, ``private_mb`` and
        ``answered``.
    """
    started = time.perf_counter()
    from index import open_index

    imported = time.perf_counter() - started
    from scripts.benchmarking.places import place

    with open_index(place(data, beyond=beyond)) as news:
        news.answer(questions[0])
        first = time.time() - spawned
        answered = sum(not news.answer(question).abstained for question in questions[1 : 1 + more])
        from scripts.benchmarking.process import private_mb, resident_mb

        return {
            "import_seconds": imported,
            "first_seconds": first,
            "resident_mb": resident_mb(),
            "private_mb": private_mb(),
            "answered": answered,
        }


def first_results(*, name: str, folder: str, questions: list[str], spawned: float) -> dict[str, Any]:
    """The same of any contender, by its search."""
    from scripts.benchmarking.contenders import contender

    opened = contender(name)
    opened.open(folder)
    opened.search(questions[0], 10)
    first = time.time() - spawned
    for question in questions[1 : 1 + _MORE]:
        opened.search(question, 10)
    from scripts.benchmarking.process import private_mb, resident_mb

    return {"first_seconds": first, "resident_mb": resident_mb(), "private_mb": private_mb()}
