"""Texts to vectors with sentence-transformers: the original that the compiled models are measured by."""

from __future__ import annotations

import os
import threading
from functools import cached_property
from typing import TYPE_CHECKING

from index.errors import ModelError
from index.protocols import ModelIdentity
from index.tokenization import SPECIAL_TOKENS, ModelTokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from index.models import Model

_BATCH = 32


class SentenceTransformerEmbedder:
    """An ``Embedder`` over any sentence-transformers model; the model itself is loaded at the first text.

    Safe to use from several threads.

    Args:
        model: on disk.
        device: where torch is to compute, as it names its devices; None is a GPU where it sees one, else the CPU.
    """

    def __init__(self, model: Model, *, device: str | None = None) -> None:
        self._model = model
        self._device = device
        self._loading = threading.Lock()
        self._loaded: SentenceTransformer | None = None

    @cached_property
    def identity(self) -> ModelIdentity:
        """Name, fingerprint of the files and precision."""
        return ModelIdentity(name=self._model.name, fingerprint=self._model.fingerprint, precision="fp32")

    @cached_property
    def dimension(self) -> int:
        """Length of a vector; loads the model."""
        return int(self.transformer().get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        """Longest text the model reads, without special tokens."""
        return self._model.max_tokens - SPECIAL_TOKENS

    def knows(self, language: str) -> float:
        """How well the model knows a language, 0…1."""
        return self._model.knows(language)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts to be found; shape (n, dimension), rows of unit length."""
        return self._embed(texts, self._model.prompts[1])

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions; shape (n, dimension), rows of unit length."""
        return self._embed(texts, self._model.prompts[0])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of the model's tokens in each text, without special ones; loads no torch."""
        return self._tokenizer.count(texts)

    def _embed(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        import numpy as np

        vectors = self.transformer().encode(
            list(texts), prompt=prompt, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension)

    @cached_property
    def _tokenizer(self) -> ModelTokenizer:
        return ModelTokenizer(self._model)

    def transformer(self) -> SentenceTransformer:
        """The model itself, loaded once; raises ModelError where that fails."""
        with self._loading:
            if self._loaded is None:
                # The files are here by now: neither a hub look-up nor telemetry has any business.
                os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
                from sentence_transformers import SentenceTransformer
                from transformers.utils import logging as transformers_logging

                transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # a hundred weights load in an instant
                try:
                    loaded = SentenceTransformer(str(self._model.folder), device=self._device, local_files_only=True)
                    self._loaded = loaded.float()  # also where its weights are kept in 16 bits
                except Exception as error:  # every model class and file format raises its own
                    raise ModelError(f"cannot load the model {self._model.name!r}: {error}") from error
            return self._loaded
