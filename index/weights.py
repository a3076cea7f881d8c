"""What each sign is worth, as ``scripts/train_ranking.py`` learned it. To be read by people, so it is JSON."""

from __future__ import annotations

import json
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Model = Literal["passages", "sentences", "confidence"]

_tried: ContextVar[Mapping[str, dict[str, float]] | None] = ContextVar("tried", default=None)


def weights(model: Model) -> dict[str, float]:
    """Weight of each sign in one of the three linear models, by the sign's name."""
    return (_tried.get() or _learned())[model]


@contextmanager
def tried(other: Mapping[str, dict[str, float]]) -> Iterator[None]:
    """Let this thread use other weights for a while: those that are being learned.

    Args:
        other: weights by sign, by model.
    """
    token = _tried.set(other)
    try:
        yield
    finally:
        _tried.reset(token)


@cache
def _learned() -> dict[str, dict[str, float]]:
    learned: dict[str, dict[str, float]] = json.loads(files("index").joinpath("weights.json").read_text("utf-8"))
    return learned
