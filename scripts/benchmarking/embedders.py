"""Embedders to measure with: one that is timed, and one whose vectors are drawn rather than computed."""

from __future__ import annotations

import re
import time
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from index.protocols import Embedder, ModelIdentity
    from scripts.benchmarking.summary import Interval

_POOL = 1 << 14  # directions, one for a word (and for a few more by chance)
# Of a vector: what all texts share, what its words bring, what is its own.
_COMMON, _WORDS, _OWN = 0.3, 0.85, 0.45
_LONGEST = 10  # letters from which on a word counts fully: short ones are frequent and say little
_QUESTION = 0.8  # cosine of a question's vector and that of the text of the chunk it was made from
_AT_ONCE = 1000  # texts
_TOKEN = re.compile(r"[\u3400-\u9fff]{1,2}|[^\W\u3400-\u9fff]+")  # a word, or two signs of a script without spaces


class TimedEmbedder:
    """An embedder that keeps when it was embedding; all else is the other's.

    Attributes:
        busy: start and end of each call, by ``time.perf_counter``.
        texts: number of texts embedded.
        aside: seconds spent on questions that no real embedder would.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.aside = 0.0
        self.busy: list[Interval] = []
        self.texts = 0

    @property
    def identity(self) -> ModelIdentity:
        """The other's."""
        return self._embedder.identity

    @property
    def dimension(self) -> int:
        """The other's."""
        return self._embedder.dimension

    @property
    def max_tokens(self) -> int:
        """The other's."""
        return self._embedder.max_tokens

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the other, timed."""
        return self._timed(self._embedder.embed_passages)(texts)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the other, timed."""
        return self._timed(self._embedder.embed_questions)(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """As the other; chunking, not embedding."""
        return self._embedder.count_tokens(texts)

    def knows(self, language: str) -> float:
        """As the other."""
        return self._embedder.knows(language)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else the other one has
        value = getattr(self._embedder, name)
        return self._timed(value) if name.startswith("embed") and callable(value) else value

    def _timed(self, embed: Callable[..., NDArray[np.float32]]) -> Callable[..., NDArray[np.float32]]:
        def timed(texts: Sequence[str], *more: object, **named: object) -> NDArray[np.float32]:
            started = time.perf_counter()
            try:
                return embed(texts, *more, **named)
            finally:
                self.busy.append((started, time.perf_counter()))
                self.texts += len(texts)

        return timed


class DrawnEmbedder(TimedEmbedder):
    """Vectors drawn from a seed: clustered as a model's are, and made in no time; questions pay for the real model.

    Each word has a random direction, and a text's is the sum of its words', with some that is its own: texts of an
    article, which share names and a topic, lie together, and what is made of a text's sentences lies near the text.

    It has the real model's identity, so an index made with it opens as any other.

    Args:
        embedder: the real one: it counts tokens, and embeds questions for the time that takes.
        seed: the same seed and text, the same vector.
        gold: for each question, the text of the chunk it was made from, with its header.
    """

    def __init__(self, embedder: Embedder, seed: int, gold: Mapping[str, str] | None = None) -> None:
        super().__init__(embedder)
        rng = np.random.default_rng([seed, 5])
        # A model uses few of its dimensions much and many a little.
        spectrum = ((1 + np.arange(embedder.dimension) / 24) ** -0.6).astype(np.float32)
        self._pool = _unit(rng.standard_normal((_POOL, embedder.dimension), np.float32) * spectrum)
        self._common = self._pool[0]
        self._seed = seed
        self._rows: dict[str, int] = {}
        self._gold = {_letters(question): text for question, text in (gold or {}).items()}

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors drawn by the words of each text, and by the text as a whole."""
        return self._timed(self._drawn)(texts)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed with the real model, throw that away, and give vectors near the gold chunks'."""
        super().embed_questions(texts)
        started = time.perf_counter()
        golds = [self._gold_of(text) for text in texts]
        near = self._drawn([gold or text for gold, text in zip(golds, texts, strict=True)])
        noise = self._pool[[zlib.crc32(f"noise {text}".encode(), self._seed) % _POOL for text in texts]]
        # Only what stands apart from the chunk's own direction is noise.
        noise = _unit(noise - near * (noise * near).sum(axis=1, keepdims=True))
        vectors: NDArray[np.float32] = _QUESTION * near + np.sqrt(1 - _QUESTION**2) * noise
        vectors = vectors.astype(np.float32)
        self.aside += time.perf_counter() - started
        return vectors

    def _drawn(self, texts: Sequence[str]) -> NDArray[np.float32]:
        parts = [self._drawn_at_once(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
        return np.concatenate([np.empty((0, self.dimension), np.float32), *parts])

    def _drawn_at_once(self, texts: Sequence[str]) -> NDArray[np.float32]:
        from scipy.sparse import csr_matrix

        bags = [_TOKEN.findall(text.casefold()) or [""] for text in texts]
        words = [word for bag in bags for word in bag]
        rows = np.array([self._row_of(word) for word in words])
        weights = np.array([min(1 + len(word), _LONGEST) / _LONGEST for word in words], np.float32)
        ends = np.cumsum([0, *(len(bag) for bag in bags)])
        said = _unit(csr_matrix((weights, rows, ends), shape=(len(texts), _POOL)) @ self._pool)
        own = np.array([zlib.crc32(text.encode(), self._seed) for text in texts], np.int64)
        alone = 0.71 * (self._pool[own % _POOL] + self._pool[(own >> 14) % _POOL])
        return _unit(_COMMON * self._common + _WORDS * said + _OWN * alone)

    def _row_of(self, word: str) -> int:
        if word not in self._rows:
            self._rows[word] = zlib.crc32(word.encode(), self._seed) % _POOL
        return self._rows[word]

    def _gold_of(self, text: str) -> str | None:
        """The gold chunk of a question, also where only a clause of it is embedded, or all but its filters."""
        letters = _letters(text)
        if letters in self._gold:
            return self._gold[letters]
        inside = (
            gold for question, gold in self._gold.items() if letters and (letters in question or question in letters)
        )
        return next(inside, None)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _unit(rows: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit
