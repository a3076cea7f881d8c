"""What can go wrong between a bot and Telegram, on order."""

from __future__ import annotations

import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram_checks import Refused


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to go wrong.

    Attributes:
        kind: ``fail``: refused, not carried out. ``hang``: carried out, answered late. ``late``: carried out and
            answered late. ``cut``: not carried out, no answer. ``lost``: carried out, no answer.
        seconds: how late, for ``hang`` and ``late``.
        refused: the answer, for ``fail``.
    """

    kind: Literal["fail", "hang", "late", "cut", "lost"]
    seconds: float = 0.0
    refused: Refused | None = None


@dataclass(slots=True)
class Faults:
    """Faults to come, by method, first ordered first; safe to use from any thread."""

    _ordered: dict[str, list[Fault]] = field(default_factory=dict)
    _storm: tuple[int, Sequence[Fault]] = (0, ())
    _chance: random.Random = field(default_factory=random.Random)
    _calls: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def storm(self, every: int, faults: Sequence[Fault], seed: int) -> None:
        """From now on let every so many-th call of each method go wrong, in a way drawn from some; 0 ends it."""
        with self._lock:
            self._storm = (every, faults)
            self._chance.seed(seed)
            self._calls.clear()

    def order(self, method: str, fault: Fault, times: int) -> None:
        """Let the next ``times`` calls of a method go wrong."""
        with self._lock:
            self._ordered.setdefault(method, []).extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """The fault for a call that arrives now, None where all goes well."""
        with self._lock:
            ordered = self._ordered.get(method)
            if ordered:
                return ordered.pop(0)
            every, faults = self._storm
            self._calls[method] += 1
            return self._chance.choice(faults) if every and self._calls[method] % every == 0 else None
