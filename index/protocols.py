"""What the rooms of the house meet by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.types import Answer, Status


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
    """What the bot needs of an index."""

    def answer(self, question: str) -> Answer:
        """Answer with verbatim quotes, or abstain; slow, so never on an event loop."""
        ...

    def status(self) -> Status:
        """What the index holds."""
        ...
