"""Sentence-transformers models of two layers with random weights, made on the fly."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SPECIAL = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
_DIMENSION = 64
_LONGEST = 128  # tokens


def save_tiny_model(
    folder: Path, vocabulary: Sequence[str], *, languages: Sequence[str] = (), prompts: Mapping[str, str] | None = None
) -> Path:
    """Save a model as ``sentence-transformers`` saves one; texts of up to 128 tokens.

    Args:
        folder: made where it does not exist; its name is the model's.
        vocabulary: the word pieces it knows besides the special ones.
        languages: what its card declares.
        prompts: what its own files say is put before questions (``query``) and passages (``document``).
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import BertWordPieceTokenizer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    base = folder.with_name(f"{folder.name}-base")
    pieces = {word: number for number, word in enumerate([*SPECIAL.values(), *dict.fromkeys(vocabulary)])}
    tokenizer = BertWordPieceTokenizer(vocab=pieces, strip_accents=False)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **SPECIAL)  # type: ignore[no-untyped-call]  # as it ships
    fast.save_pretrained(base)
    config = BertConfig(
        vocab_size=len(pieces), hidden_size=_DIMENSION, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=_DIMENSION, max_position_embeddings=_LONGEST,
    )  # fmt: skip
    with torch.random.fork_rng(), torch.no_grad():
        torch.manual_seed(7)
        bert = BertModel(config)
        # Without places, a text is about the sum of its words: those with common words are near each other.
        bert.embeddings.position_embeddings.weight.zero_()
        bert.embeddings.token_type_embeddings.weight.zero_()
        bert.save_pretrained(base)
    modules = [Transformer(str(base), max_seq_length=_LONGEST), Pooling(_DIMENSION)]
    SentenceTransformer(modules=modules, prompts=dict(prompts or {}), device="cpu").save(str(folder))
    listed = "".join(f"- {language}\n" for language in languages)
    (folder / "README.md").write_text(f"---\nlanguage:\n{listed}license: mit\n---\n# A tiny model\n", "utf-8")
    return folder
