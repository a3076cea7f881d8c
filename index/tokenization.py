"""A model's own tokenizer, without the library that trained the model."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

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
