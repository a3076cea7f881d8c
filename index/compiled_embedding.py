"""Texts to vectors with a compiled model: OpenVINO and a tokenizer, neither torch nor transformers."""

from __future__ import annotations

import os
import sys
import threading
from functools import cached_property
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from index.errors import ModelError
from index.protocols import ModelIdentity
from index.tokenization import SPECIAL_TOKENS, ModelTokenizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from openvino import InferRequest
    from tokenizers import Encoding

    from index.models import Model

# Tokens of a batch, padding included: larger ones leave the processor's caches, smaller ones leave its units idle.
_BATCH_TOKENS = 2048
_PADDING = 0.25  # share of a batch that may be padding


class _Running(NamedTuple):
    """A batch being computed, and where its texts stand among those asked for."""

    request: InferRequest
    places: list[int]


class CompiledEmbedder:
    """An ``Embedder`` over a compiled model, which is loaded at the first text.

    Safe to use from several threads. Each batch is computed by one thread, as many at once as there are cores: many
    questions share the cores without getting into each other's way, and the batches of a rebuild use them all.

    Args:
        model: what was compiled.
        file: the compiled model.
        precision: of its weights, ``fp32`` or ``int8``.
        dimension: length of its vectors.
    """

    def __init__(self, model: Model, file: Path, *, precision: str, dimension: int) -> None:
        self._model = model
        self._file = file
        self._precision = precision
        self.dimension = dimension
        self._tokenizer = ModelTokenizer(model)
        self._loading = threading.Lock()
        self._loaded: LifoQueue[InferRequest] | None = None
        self._inputs: frozenset[str] = frozenset()

    @cached_property
    def identity(self) -> ModelIdentity:
        """Name, fingerprint of the original's files and precision."""
        return ModelIdentity(name=self._model.name, fingerprint=self._model.fingerprint, precision=self._precision)

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
        """Number of the model's tokens in each text, without special ones; loads no model."""
        return self._tokenizer.count(texts)

    def _embed(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        encoded = self._tokenizer.encode([prompt + text for text in texts])
        idle = self._requests()
        vectors = np.empty((len(texts), self.dimension), np.float32)
        running: list[_Running] = []
        try:
            for places in batches([len(one) for one in encoded]):
                request = self._idle_request(idle, running, vectors)
                running.append(_Running(request, places))
                request.start_async(self._feed([encoded[at] for at in places]), share_inputs=True)
            while running:
                idle.put(_finish(running.pop(0), vectors))
        except BaseException:
            for batch in running:
                batch.request.cancel()
                idle.put(batch.request)
            raise
        return vectors

    def _idle_request(
        self, idle: LifoQueue[InferRequest], running: list[_Running], vectors: NDArray[np.float32]
    ) -> InferRequest:
        """One that computes nothing; who holds any waits for the oldest of them, so that nobody waits in a circle."""
        try:
            return idle.get(block=not running)
        except Empty:
            return _finish(running.pop(0), vectors)

    def _feed(self, encoded: Sequence[Encoding]) -> dict[str, NDArray[np.int64]]:
        fed = self._tokenizer.batch(encoded)
        return {name: values for name, values in fed.items() if name in self._inputs}

    def _requests(self) -> LifoQueue[InferRequest]:
        with self._loading:
            if self._loaded is None:
                compiled = self._compiled()
                self._inputs = frozenset(node.get_any_name() for node in compiled.inputs)
                self._loaded = LifoQueue()
                for _ in range(_cores()):
                    self._loaded.put(compiled.create_infer_request())
            return self._loaded

    def _compiled(self) -> Any:  # noqa: ANN401 - the library's own type says nothing of it
        openvino = load_openvino()
        settings = {
            "NUM_STREAMS": str(_cores()),
            "INFERENCE_NUM_THREADS": str(_cores()),
            "ENABLE_CPU_PINNING": "NO",  # a rebuild beside a bot must not be held on the same core
        }
        try:
            return openvino.Core().compile_model(str(self._file), "CPU", settings)
        except RuntimeError as error:
            raise ModelError(f"{self._file} is damaged: delete {self._file.parent}, it will be made anew") from error


def batches(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Group texts of similar length.

    Args:
        sizes: tokens of each text, ≥ 1.

    Yields:
        Places of the texts of each batch, longest first, each text once: at most 2,048 tokens in a batch with its
        padding, or one text, and little of it padding.
    """
    batch: list[int] = []
    tokens = 0
    for at in sorted(range(len(sizes)), key=lambda at: -sizes[at]):
        padded = (len(batch) + 1) * sizes[batch[0]] if batch else 0
        if batch and (padded > _BATCH_TOKENS or padded - tokens - sizes[at] > _PADDING * padded):
            yield batch
            batch, tokens = [], 0
        batch.append(at)
        tokens += sizes[at]
    if batch:
        yield batch


def load_openvino() -> Any:  # noqa: ANN401 - a module
    """Give the openvino module, unable to report to its makers.

    It and nncf send usage data unless told not to by a file in the user's home; where the package that does the
    sending cannot be imported, both go on without.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # what makes an import fail
    import openvino

    return openvino


def _finish(batch: _Running, vectors: NDArray[np.float32]) -> InferRequest:
    batch.request.wait()
    vectors[batch.places] = batch.request.get_output_tensor().data
    return batch.request


def _cores() -> int:
    """Number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
