"""Sentence-transformers models of two layers with random weights, made on the fly."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sentence_transformers.sentence_transformer.modules.pooling import PoolingMode

SPECIAL = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
_DIMENSION = 64
_LONGEST = 128  # tokens
_DISTILLED = {
    "hidden_size": "dim", "num_hidden_layers": "n_layers", "num_attention_heads": "n_heads",
    "intermediate_size": "hidden_dim",
}  # fmt: skip


def save_tiny_model(
    folder: Path,
    vocabulary: Sequence[str],
    *,
    languages: Sequence[str] = (),
    prompts: Mapping[str, str] | None = None,
    kind: str = "bert",
    pooling: PoolingMode = "mean",
    narrowed: int | None = None,
) -> Path:
    """Save a model as ``sentence-transformers`` saves one; texts of up to 128 tokens.

    Args:
        folder: made where it does not exist; its name is the model's.
        vocabulary: the word pieces it knows besides the special ones.
        languages: what its card declares.
        prompts: what its own files say is put before questions (``query``) and passages (``document``).
        kind: of transformer, as transformers calls it.
        pooling: of its tokens.
        narrowed: length of its vectors where a last layer makes them shorter.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer
    from tokenizers import BertWordPieceTokenizer
    from transformers import AutoConfig, AutoModel, PreTrainedTokenizerFast

    base = folder.with_name(f"{folder.name}-base")
    pieces = {word: number for number, word in enumerate([*SPECIAL.values(), *dict.fromkeys(vocabulary)])}
    tokenizer = BertWordPieceTokenizer(vocab=pieces, strip_accents=False)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **SPECIAL)  # type: ignore[no-untyped-call]  # as it ships
    fast.save_pretrained(base)
    names = _DISTILLED if kind == "distilbert" else {}
    sizes = {
        "vocab_size": len(pieces), "hidden_size": _DIMENSION, "num_hidden_layers": 2, "num_attention_heads": 2,
        "intermediate_size": _DIMENSION, "pad_token_id": 0,
        "max_position_embeddings": _LONGEST + (kind != "bert") * 2,  # the others leave out the first ones
    }  # fmt: skip
    config = AutoConfig.for_model(kind, **{names.get(name, name): size for name, size in sizes.items()})
    with torch.random.fork_rng(), torch.no_grad():
        torch.manual_seed(7)
        transformer = AutoModel.from_config(config)  # type: ignore[no-untyped-call]  # as it ships
        if kind == "bert":
            # Without places, a text is about the sum of its words: those with common words are near each other.
            transformer.embeddings.position_embeddings.weight.zero_()
            transformer.embeddings.token_type_embeddings.weight.zero_()
        else:
            transformer.embeddings.position_embeddings.weight.mul_(20)  # places matter, as in one that was trained
        transformer.save_pretrained(base)
        modules = [Transformer(str(base), max_seq_length=_LONGEST), Pooling(_DIMENSION, pooling_mode=pooling)]
        modules += [Dense(_DIMENSION, narrowed)] if narrowed else []
    SentenceTransformer(modules=modules, prompts=dict(prompts or {}), device="cpu").save(str(folder))
    listed = "".join(f"- {language}\n" for language in languages)
    (folder / "README.md").write_text(f"---\nlanguage:\n{listed}license: mit\n---\n# A tiny model\n", "utf-8")
    return folder
