"""How a long task tells how far it is."""

from typing import Protocol


class Progress(Protocol):
    """Told how far a rebuild is; its stages overlap, but for the last."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take note.

        Args:
            stage: ``reading``, ``splitting``, ``embedding`` or ``indexing``.
            done: articles or chunks so far; never fewer than before.
            total: how many there will be, None as long as that is unknown: until everything was read.
        """
        ...


def silent(stage: str, done: int, total: int | None) -> None:
    """Take no note: progress that nobody watches."""
