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
from index.errors import ModelError
from index.models import Model
from index.tokenization import ModelTokenizer
from index.torch_embedding import SentenceTransformerEmbedder

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

MODEL = "model.xml"
_CHECKED = 3  # every third text is kept from calibration, for the comparison with the original
# How much of a few large activations is moved into the weights before both are rounded: of .3 … .9, .65 to .7 is
# closest to the original in every language tried (mean cosine .9965 on the samples, .9945 with nncf's own .95).
_SMOOTH = 0.7
# Large activations come about in the feed-forward outputs of the first blocks; left as they are, these bring .0013
# more and cost no measurable time. In the words of BERT and its kin, DistilBERT, ModernBERT.
_LEFT_IN_FP32 = r".*layers?\.[01]\.(output\.dense|ffn\.lin2|mlp\.Wo|mlp\.fc2)/.*"


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
        ModelError: if the original cannot be loaded.
        Exception: whatever torch, openvino or nncf raise over a model that they cannot trace.
    """
    started = time.monotonic()
    _tokens(model, ["a"])  # raises where the tokenizer is no use, before anything of weight is loaded
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
    smooth = nncf.AdvancedSmoothQuantParameters(matmul=_SMOOTH)
    return nncf.quantize(
        compiled, nncf.Dataset(list(fed)), model_type=nncf.ModelType.TRANSFORMER,
        preset=nncf.QuantizationPreset.MIXED, subset_size=len(texts),
        ignored_scope=nncf.IgnoredScope(patterns=[_LEFT_IN_FP32], validate=False),
        advanced_parameters=nncf.AdvancedQuantizationParameters(smooth_quant_alphas=smooth),
    )  # fmt: skip


def _tokens(model: Model, texts: Sequence[str]) -> dict[str, NDArray[np.int64]]:
    tokenizer = ModelTokenizer(model)
    return tokenizer.batch(tokenizer.encode(texts))


def main() -> int:
    """Do the job that stands on standard input; what came of it is the last line of standard output.

    That is an ``Outcome``, or ``unusable``: why the original cannot be loaded, or ``failed``: why the model cannot be
    compiled, now or ever. What the machine lacks (memory, disk, a library) ends the process with an error.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"
    warnings.simplefilter("ignore")  # of tracing, to whoever wrote transformers
    job = json.load(sys.stdin)
    model = Model(job["name"], Path(job["model"]))
    told: dict[str, float | int | str]
    try:
        told = asdict(compile_model(model, Path(job["folder"]), precision=job["precision"], texts=job["texts"]))
    except ModelError as error:
        told = {"unusable": str(error)}
    except (MemoryError, OSError, ImportError):
        raise
    except Exception as error:  # noqa: BLE001 - tracers raise whatever they please
        told = {"failed": f"{type(error).__name__}: {error}"}
    print(json.dumps(told))  # noqa: T201 - read by the process that started this one
    return 0


if __name__ == "__main__":
    sys.exit(main())
