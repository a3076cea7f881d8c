"""A model's own tokenizer, without the library that trained the model."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

    from index.models import Model

SPECIAL_TOKENS = 2  # what the tokenizer puts around a text
_FEW = 8  # texts: below, waking the tokenizer's threads takes longer than they save


class ModelTokenizer:
    """Texts to a model's tokens; safe to use from several threads.

    All that reads the model's ``tokenizer.json`` raises ModelError if the file is missing or damaged.
    """

    def __init__(self, model: Model) -> None:
        self._model = model

    def count(self, texts: Sequence[str]) -> list[int]:
        """Number of tokens in each text, however long, without special ones."""
        return [len(encoding) for encoding in _encoded(self._counting, texts, special=False)]

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """Tokens of each text with the special ones, cut to what the model reads."""
        stripped = [text.strip() for text in texts]
        lowered = [text.lower() for text in stripped] if self._model.lower_case else stripped
        return _encoded(self._encoding, lowered, special=True)

    def batch(self, encoded: Sequence[Encoding]) -> dict[str, NDArray[np.int64]]:
        """What a model reads of some texts, by the names it has for it; shape (n, tokens of the longest) each."""
        ids = np.full((len(encoded), max(map(len, encoded))), self._padding, np.int64)
        mask = np.zeros_like(ids)
        for row, one in enumerate(encoded):
            ids[row, : len(one)] = one.ids
            mask[row, : len(one)] = 1
        return {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}

    @cached_property
    def _padding(self) -> int:
        """The token that fills up the shorter texts of a batch."""
        declared = self._read().padding
        if declared is not None:
            return int(declared["pad_id"])
        token = self._model.padding_token
        return (self._encoding.token_to_id(token) if token else None) or 0

    @cached_property
    def _counting(self) -> Tokenizer:
        tokenizer = self._read()
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _encoding(self) -> Tokenizer:
        tokenizer = self._read()
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._model.max_tokens)
        return tokenizer

    def _read(self) -> Tokenizer:
        from tokenizers import Tokenizer

        file = self._model.folder / "tokenizer.json"
        if not file.is_file():
            raise ModelError(f"{self._model.name!r} has no tokenizer.json: save it again with a fast tokenizer")
        try:
            return Tokenizer.from_file(str(file))
        except Exception as error:  # the library raises nothing more precise
            raise ModelError(f"{file} is damaged ({error}): copy the model again") from error


def _encoded(tokenizer: Tokenizer, texts: Sequence[str], *, special: bool) -> list[Encoding]:
    if len(texts) < _FEW:
        return [tokenizer.encode(text, add_special_tokens=special) for text in texts]
    return tokenizer.encode_batch(list(texts), add_special_tokens=special)
