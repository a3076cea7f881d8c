"""Several sequences as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


def in_turn(sequences: Iterable[Iterable[T]]) -> Iterator[T]:
    """The first of each, the second of each, and so on, as long as there are any; read only as far as needed."""
    left = [iter(sequence) for sequence in sequences]
    while left:
        for one in tuple(left):
            try:
                yield next(one)
            except StopIteration:
                left.remove(one)
