"""What a compiled network is fed with: many texts a row each, or few in one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from index.errors import DamagedModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

Fed = dict[str, "NDArray[np.float32] | NDArray[np.int64] | NDArray[np.bool_]"]
"""A network's inputs by name; for ``rows`` rows of ``length`` tokens and ``texts`` texts in each:

``embeddings`` of the tokens, float32, (rows, length, width); ``mask``, whether a token (the third axis, or all where
it is 1) sees another (the last), (rows, 1, 1 or length, length); ``positions`` of the tokens in their texts, (rows,
length); ``shares``, how much of a text's vector is each token's, float32, (rows, texts, length).
"""
Pooling = Literal["mean", "cls"]

# Tokens of a batch, padding included: larger ones leave the processor's caches, smaller ones leave its units idle.
_BATCH_TOKENS = 2048
_PADDING = 0.25  # share of a batch that may be padding
# In one row every token looks at every other, also where that is then masked: up to so many that costs little.
IN_ONE_ROW = 256
# A network prepares itself for each shape anew: those of questions are few.
_LENGTHS, _TEXTS = 32, 8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Feeding:
    """How texts become what a network is fed with.

    Attributes:
        table: vector of each token of the vocabulary, float16; shape (tokens, width).
        first: position of a text's first token.
        pooling: what a text's vector is made of: all of its tokens, or the first.
    """

    table: NDArray[np.float16]
    first: int
    pooling: Pooling

    def padded(self, texts: Sequence[Sequence[int]]) -> Fed:
        """A row for each text, given as its tokens, at least one; one vector comes of each row."""
        length = max(map(len, texts))
        ids = np.zeros((len(texts), length), np.int64)
        held = np.zeros(ids.shape, np.bool_)
        shares = np.zeros((len(texts), 1, length), np.float32)
        for row, text in enumerate(texts):
            ids[row, : len(text)] = text
            held[row, : len(text)] = True
            self._share(shares[row, 0], 0, len(text))
        positions = np.broadcast_to(np.arange(self.first, self.first + length), ids.shape)
        # A token outside all texts is seen by none, and its own place does not matter.
        return {
            "embeddings": self._embeddings(ids),
            "mask": held[:, None, None, :],
            "positions": np.ascontiguousarray(np.where(held, positions, self.first)),
            "shares": shares,
        }

    def packed(self, texts: Sequence[Sequence[int]]) -> Fed:
        """One row of all texts, given as their tokens, each seeing only its own; a vector comes of each, in order.

        The row is filled up to one of few lengths, and so is the number of texts.
        """
        sizes = np.array([len(text) for text in texts])
        length = _rounded_up(int(sizes.sum()), _LENGTHS)
        ids = np.zeros((1, length), np.int64)
        positions = np.full((1, length), self.first, np.int64)
        of = np.full(length, -1)
        shares = np.zeros((1, _rounded_up(len(texts), _TEXTS), length), np.float32)
        end = 0
        for place, text in enumerate(texts):
            start, end = end, end + len(text)
            ids[0, start:end] = text
            positions[0, start:end] += np.arange(len(text))
            of[start:end] = place
            self._share(shares[0, place], start, end)
        mask = of[:, None] == of[None, :]
        return {
            "embeddings": self._embeddings(ids),
            "mask": mask[None, None],
            "positions": positions,
            "shares": shares,
        }

    def _embeddings(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        vectors: NDArray[np.float32] = self.table[ids].astype(np.float32)
        return vectors

    def _share(self, shares: NDArray[np.float32], start: int, end: int) -> None:
        if self.pooling == "cls":
            shares[start] = 1.0
        else:
            shares[start:end] = 1.0 / (end - start)


def load_table(file: Path) -> NDArray[np.float16]:
    """Open a table of token vectors; its rows stay on disk until they are needed.

    Raises:
        DamagedModelError: if the file is.
    """
    try:
        table: NDArray[np.float16] = np.load(file, mmap_mode="r")
    except (OSError, ValueError, EOFError) as error:
        raise DamagedModelError(file) from error
    return table


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


def _rounded_up(number: int, step: int) -> int:
    return -(-number // step) * step
