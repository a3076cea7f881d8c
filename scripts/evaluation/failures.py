"""Which questions went wrong, and how: what to read first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.evaluation.measures import first_hit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scripts.evaluation.asking import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """Questions that went wrong in the same way, worst first.

    Attributes:
        total: how many there are; ``worst`` holds the first of them.
    """

    kind: str
    worst: tuple[Asked, ...]
    total: int


def failures(asked: Sequence[Asked], *, most: int) -> list[Failures]:
    """Questions that went wrong, by kind; kinds without any are left out, and ``most`` of each are kept."""
    found = []
    for kind, wrong, badness in _KINDS:
        items = sorted(filter(wrong, asked), key=badness)
        if items:
            found.append(Failures(kind=kind, worst=tuple(items[:most]), total=len(items)))
    return found


def _quoted_wrongly(item: Asked) -> bool:
    return not item.abstained and bool(item.question.answers) and not any(item.right)


def _missed(item: Asked) -> bool:
    return bool(item.question.gold) and first_hit(item.found) is None


_KINDS: tuple[tuple[str, Callable[[Asked], bool], Callable[[Asked], float]], ...] = (
    ("A quote is not in the article it cites", lambda item: item.unfaithful > 0, lambda item: -item.unfaithful),
    (
        "Answered, though the articles do not tell",
        lambda item: not item.question.answerable and not item.abstained,
        lambda item: -item.confidence,
    ),
    ("Answered, but no quote holds the answer", _quoted_wrongly, lambda item: -item.confidence),
    (
        "Refused, though the articles tell",
        lambda item: item.question.answerable and item.abstained,
        lambda item: item.confidence,
    ),
    ("Not among the first ten passages", _missed, lambda item: -item.confidence),
)
