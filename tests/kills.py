"""Kills at the instants that a random one hardly ever hits: before each call of those that bring something to disk."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pytest

_NEVER = 10**9


class Killed(BaseException):
    """Stands for a kill, so that nothing handles it."""


class Kills:
    """Counts the calls of some functions, to stop before any one of them.

    Args:
        monkeypatch: undoes the counting.
        steps: each function by its owner and its name there.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, steps: Sequence[tuple[Any, str]]) -> None:
        self._left = _NEVER
        for owner, name in steps:
            monkeypatch.setattr(owner, name, self._counted(getattr(owner, name)))

    @contextmanager
    def after(self, calls: int) -> Iterator[None]:
        """Raise Killed from the call that comes after so many; none that comes later raises."""
        self._left = calls
        try:
            yield
        finally:
            self._left = _NEVER

    def _counted(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def count(*arguments: object, **named: object) -> Any:  # noqa: ANN401 -- stands for any step
            self._left -= 1
            if self._left < 0:
                raise Killed
            return step(*arguments, **named)

        return count
