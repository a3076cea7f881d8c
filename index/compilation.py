"""A sentence-transformers model, made into what ``CompiledEmbedder`` runs; in a process of its own.

    python -m index.compilation < job.json

Torch, transformers and nncf take seconds to import and a gigabyte of memory: whoever asks questions never does.
"""

from __future__ import annotations

import json
import os
import sys
import time
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.compiled_embedding import CompiledEmbedder, load_openvino
from index.models import Model
from index.tokenization import ModelTokenizer
from index.torch_embedding import SentenceTransformerEmbedder

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

MODEL = "model.xml"
_CHECKED = 3  # every third text is kept from calibration, for the comparison with the original


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of compiling a model.

    Attributes:
        dimension: length of a vector.
        mean: cosine between the compiled model's vector of a text and the original's, averaged over texts that were
            not used for calibration.
        lowest: the lowest of these cosines.
        texts: number of them.
        seconds: how long compiling took.
    """

    dimension: int
    mean: float
    lowest: float
    texts: int
    seconds: float


def compile_model(model: Model, folder: Path, *, precision: str, texts: Sequence[str]) -> Outcome:
    """Compile a model into a folder and compare it with the original.

    Args:
        model: any sentence-transformers model of one transformer, with whatever follows it.
        folder: to write ``model.xml`` and ``model.bin`` to.
        precision: ``fp32``; or ``int8``: weights and activations in 8 bits, by nncf's post-training quantization.
        texts: like those the model is to embed; two thirds calibrate it, where it needs that.

    Raises:
        Exception: whatever torch, openvino or nncf raise over a model that they cannot trace.
    """
    started = time.monotonic()
    openvino = load_openvino()
    original = SentenceTransformerEmbedder(model, device="cpu")
    compiled = _convert(original, model)
    checked = list(texts[::_CHECKED])
    if precision == "int8":
        compiled = _quantize(compiled, model, [text for at, text in enumerate(texts) if at % _CHECKED])
    openvino.save_model(compiled, folder / MODEL, compress_to_fp16=False)
    embedder = CompiledEmbedder(model, folder / MODEL, precision=precision, dimension=original.dimension)
    cosines = (embedder.embed_passages(checked) * original.embed_passages(checked)).sum(axis=1)
    return Outcome(
        dimension=original.dimension,
        mean=float(cosines.mean()),
        lowest=float(cosines.min()),
        texts=len(checked),
        seconds=time.monotonic() - started,
    )


def _convert(original: SentenceTransformerEmbedder, model: Model) -> Any:  # noqa: ANN401 - an openvino.Model
    """Trace the whole of a model, from tokens to unit vectors."""
    import torch

    transformer = original.transformer()

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer.eval()

        def forward(self, *values: torch.Tensor) -> torch.Tensor:
            features = self.transformer(dict(zip(names, values, strict=True)))
            return torch.nn.functional.normalize(features["sentence_embedding"], dim=1)

    example = _tokens(model, ["a", "b c"])
    wanted = transformer.preprocess(["a"])
    names = [name for name in example if name in wanted]
    with torch.no_grad():
        traced = load_openvino().convert_model(
            Whole(), example_input=tuple(torch.from_numpy(example[name]) for name in names)
        )
    for node, name in zip(traced.inputs, names, strict=True):
        node.get_tensor().set_names({name})
    return traced


def _quantize(compiled: Any, model: Model, texts: Sequence[str]) -> Any:  # noqa: ANN401 - openvino.Models
    import nncf

    names = [node.get_any_name() for node in compiled.inputs]
    fed = ({name: tokens[name] for name in names} for tokens in (_tokens(model, [text]) for text in texts))
    return nncf.quantize(
        compiled, nncf.Dataset(list(fed)), model_type=nncf.ModelType.TRANSFORMER,
        preset=nncf.QuantizationPreset.MIXED, subset_size=len(texts),
    )  # fmt: skip


def _tokens(model: Model, texts: Sequence[str]) -> dict[str, NDArray[np.int64]]:
    tokenizer = ModelTokenizer(model)
    return tokenizer.batch(tokenizer.encode(texts))


def main() -> int:
    """Do the job that stands on standard input; its outcome is the last line of standard output."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    warnings.simplefilter("ignore")  # of tracing, to whoever wrote transformers
    job = json.load(sys.stdin)
    model = Model(job["name"], Path(job["model"]))
    outcome = compile_model(model, Path(job["folder"]), precision=job["precision"], texts=job["texts"])
    print(json.dumps(asdict(outcome)))  # noqa: T201 - read by the process that started this one
    return 0


if __name__ == "__main__":
    sys.exit(main())
