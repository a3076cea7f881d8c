"""How well one question was served: pure functions of what each rank held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.evaluation.sets import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scripts.evaluation.sets import Question

# For each rank, best first, which of a question's gold items (by number, from 0) the passage there holds.
Found = tuple[frozenset[int], ...]


def gold_in(question: Question, passages: Iterable[tuple[str, str]]) -> Found:
    """Which gold items each passage holds.

    A fact is held where it lies inside the passage's text, both without white space; an address where it is the
    article's.

    Args:
        question: its gold is looked for.
        passages: text and article address of each, best first.
    """
    facts, urls = [squeezed(fact) for fact in question.facts], question.urls
    found = []
    for text, url in passages:
        bare = squeezed(text)
        held = (fact in bare for fact in facts) if facts else (gold == url for gold in urls)
        found.append(frozenset(number for number, holds in enumerate(held) if holds))
    return tuple(found)


def first_hit(found: Found) -> int | None:
    """Rank of the first passage that holds any gold item, from 1; None where none does."""
    return next((rank for rank, held in enumerate(found, start=1) if held), None)


def hit(found: Found, k: int) -> float:
    """1 where one of the first ``k`` passages holds a gold item, else 0."""
    return float(any(found[:k]))


def reciprocal_rank(found: Found, k: int) -> float:
    """1 / rank of the first hit, 0 where it is not among the first ``k``."""
    rank = first_hit(found[:k])
    return 1 / rank if rank else 0.0


def average_precision(found: Found, gold: int, k: int) -> float:
    """MultiHop-RAG's average precision: newly found items / rank, summed over ``k`` ranks, over min(``gold``, ``k``).

    Unlike the textbook's, it counts at each rank only what is new there: two facts found at ranks 1 and 2 make
    (1 + 1/2) / 2, where the textbook has (1 + 2/2) / 2.
    """
    seen: set[int] = set()
    total = 0.0
    for rank, held in enumerate(found[:k], start=1):
        total += len(held - seen) / rank
        seen |= held
    return total / min(gold, k)


def evidence_recall(found: Found, gold: int, k: int) -> float:
    """Share of the ``gold`` items that the first ``k`` passages hold between them."""
    return len(frozenset().union(*found[:k])) / gold


def holds_answer(quote: str, answers: Iterable[str]) -> bool:
    """Whether a quote holds one of the answers, letter by letter but for the kind of white space."""
    text = " ".join(quote.split())
    return any(" ".join(answer.split()) in text for answer in answers)


def tells_fact(quotes: Sequence[str], facts: Iterable[str]) -> bool:
    """Whether a quote holds a gold fact, or is a part of one; white space does not count."""
    bare = [squeezed(quote) for quote in quotes]
    return any(quote in fact or fact in quote for fact in map(squeezed, facts) for quote in bare if quote)
