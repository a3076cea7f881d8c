"""Two embedders of the same vectors: one that is there at once, one that is faster once there is much to do."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.protocols import Embedder, ModelIdentity
    from index.torch_embedding import SentenceTransformerEmbedder

_MANY = 200  # texts: below, moving them to a GPU takes longer than it saves


class BulkEmbedder:
    """An ``Embedder`` that has many texts embedded by sentence-transformers on a GPU, and all others by another.

    Torch is imported, and asked whether it sees a GPU, when there are many texts for the first time: a process that
    only asks questions never does.

    Args:
        few: of the same model and precision.
        many: its original.
    """

    def __init__(self, few: Embedder, many: SentenceTransformerEmbedder) -> None:
        self._few = few
        self._many = many

    @property
    def identity(self) -> ModelIdentity:
        """Name, fingerprint and precision of both."""
        return self._few.identity

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._few.dimension

    @property
    def max_tokens(self) -> int:
        """Longest text the model reads, without special tokens."""
        return self._few.max_tokens

    def knows(self, language: str) -> float:
        """How well the model knows a language, 0…1."""
        return self._few.knows(language)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of the model's tokens in each text, without special ones."""
        return self._few.count_tokens(texts)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions; shape (n, dimension), rows of unit length."""
        return self._few.embed_questions(texts)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts to be found; shape (n, dimension), rows of unit length."""
        if len(texts) >= _MANY and self._sees_gpu:
            return self._many.embed_passages(texts)
        return self._few.embed_passages(texts)

    @cached_property
    def _sees_gpu(self) -> bool:
        import torch

        return torch.cuda.is_available()
