"""What the rooms of the house meet by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime, timedelta

    import numpy as np
    from numpy.typing import NDArray

    from index.types import Answer, Article, Outlet, Results, Status, Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelIdentity:
    """What vectors must share to be compared.

    Attributes:
        name: as a user would name the model (``--model``); two names of the same files are one model.
        fingerprint: short hash of the model's files.
        precision: of its weights, ``fp32`` or ``int8``.
    """

    name: str = field(compare=False)
    fingerprint: str
    precision: str

    def __str__(self) -> str:
        return f"{self.name}@{self.fingerprint}/{self.precision}"


class Embedder(Protocol):
    """Turns texts into unit vectors.

    Safe to use from several threads.
    """

    @property
    def identity(self) -> ModelIdentity:
        """Name, fingerprint and precision of the model."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """Longest text the model reads, in its own tokens, without the special ones."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts to be found; shape (n, dimension), rows of unit length, in the order given."""
        ...

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions; shape (n, dimension), rows of unit length, in the order given."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of the model's tokens in each text, without the special ones."""
        ...

    def knows(self, language: str) -> float:
        """How well the model knows a language (ISO 639-1): 0 not at all … 1 as well as any."""
        ...


class News(Protocol):
    """What the bot needs of an index.

    Everything is slow, so never to be called on an event loop, and safe to call from several threads. ``excluded`` are
    names of outlets whose articles do not count. ``recent`` lets only articles of the last so long count, unless the
    question names a time itself; ``since`` whatever it names.
    """

    def answer(
        self,
        question: str,
        *,
        since: datetime | None = None,
        recent: timedelta | None = None,
        excluded: Collection[str] = (),
        quotes: int = 3,
    ) -> Answer:
        """Answer with up to so many verbatim quotes, or abstain; FilterError where an operator is none."""
        ...

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        since: datetime | None = None,
        recent: timedelta | None = None,
        excluded: Collection[str] = (),
    ) -> Results:
        """The passages that fit a question best; FilterError where an operator is none."""
        ...

    def latest(self, topic: str = "", k: int = 10, *, excluded: Collection[str] = ()) -> Results:
        """The newest articles about a topic, or about anything, by a passage of each, newest first, undated last."""
        ...

    def timeline(self, topic: str, *, excluded: Collection[str] = ()) -> Timeline:
        """All articles about a topic, by time."""
        ...

    def outlets(self) -> tuple[Outlet, ...]:
        """Who published the articles; most articles first, ties by name."""
        ...

    def article(self, url: str) -> Article | None:
        """The article at an address as it is in the index now, None where there is none (any more)."""
        ...

    def examples(self, k: int = 6) -> tuple[str, ...]:
        """Questions that this index answers, in its articles' languages; fewer than ``k`` where it holds little."""
        ...

    def refresh(self) -> int:
        """Move on to the newest generation at once; the number of the one that answers now."""
        ...

    def status(self) -> Status:
        """What the index holds."""
        ...
