"""Texts to vectors with a compiled model: OpenVINO and a tokenizer, neither torch nor transformers."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import cached_property
from queue import Empty
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.network import load_network
from index.packing import IN_ONE_ROW, Feeding, batches, load_table
from index.protocols import ModelIdentity
from index.tokenization import SPECIAL_TOKENS, ModelTokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from queue import LifoQueue

    from numpy.typing import NDArray

    from index.compiled_models import CompiledModel
    from index.models import Model
    from index.network import Run


class _Running(NamedTuple):
    """A batch being computed, and where its texts stand among those asked for."""

    run: Run
    places: list[int]


class CompiledEmbedder:
    """An ``Embedder`` over a compiled model, which is loaded at the first text.

    Safe to use from several threads. Few texts are computed in the thread that asks; the batches of a rebuild use all
    cores.

    Args:
        model: what was compiled.
        compiled: what came of it.
    """

    def __init__(self, model: Model, compiled: CompiledModel) -> None:
        self._model = model
        self._compiled = compiled
        self._tokenizer = ModelTokenizer(model)
        self._loading = threading.Lock()
        self._idle: LifoQueue[Run] | None = None

    @cached_property
    def identity(self) -> ModelIdentity:
        """Name, fingerprint of the original's files and precision."""
        return ModelIdentity(
            name=self._model.name, fingerprint=self._model.fingerprint, precision=self._compiled.precision
        )

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._compiled.dimension

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
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        encoded = [one.ids for one in self._tokenizer.encode([prompt + text for text in texts])]
        sizes = [len(one) for one in encoded]
        if sum(sizes) <= IN_ONE_ROW and (self._compiled.packs or len(texts) == 1):
            return self._in_one_row(encoded)
        return self._in_batches(encoded, sizes)

    def _in_one_row(self, encoded: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        fed, idle = self._feeding.packed(encoded), self._runs()
        run = idle.get()
        try:
            return run.result(fed)[0, : len(encoded)].copy()
        finally:
            idle.put(run)

    def _in_batches(self, encoded: Sequence[Sequence[int]], sizes: Sequence[int]) -> NDArray[np.float32]:
        idle = self._runs()
        vectors = np.empty((len(encoded), self.dimension), np.float32)
        running: list[_Running] = []
        try:
            for places in batches(sizes):
                fed = self._feeding.padded([encoded[at] for at in places])
                run = self._idle_run(idle, running, vectors)
                running.append(_Running(run, places))
                run.start(fed)
            while running:
                idle.put(_finish(running, vectors))
        except BaseException:
            for batch in running:
                # Not cancelled: a run that was is of no use afterwards.
                with suppress(RuntimeError):
                    batch.run.wait()
                idle.put(batch.run)
            raise
        return vectors

    def _idle_run(self, idle: LifoQueue[Run], running: list[_Running], vectors: NDArray[np.float32]) -> Run:
        """One that computes nothing; who holds any waits for the oldest of them, so that nobody waits in a circle."""
        try:
            return idle.get(block=not running)
        except Empty:
            return _finish(running, vectors)

    @cached_property
    def _feeding(self) -> Feeding:
        compiled = self._compiled
        return Feeding(table=load_table(compiled.table), first=compiled.first, pooling=compiled.pooling)

    def _runs(self) -> LifoQueue[Run]:
        with self._loading:
            if self._idle is None:
                self._idle = load_network(self._compiled.network)
            return self._idle


def _finish(running: list[_Running], vectors: NDArray[np.float32]) -> Run:
    """Wait for the oldest batch and keep its vectors; gives its run, which is idle then."""
    run, places = running[0]
    vectors[places] = run.wait()[:, 0]
    del running[0]
    return run
