"""A sentence-transformers model, made into what ``CompiledEmbedder`` runs; in a process of its own.

    python -m index.compilation < job.json

Torch, transformers and nncf take seconds to import and a gigabyte of memory: whoever asks questions never does.
"""

from __future__ import annotations

import inspect
import json
import os
import sys
import time
import warnings
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.compiled_embedding import CompiledEmbedder
from index.compiled_models import FAITHFUL, CompiledModel, Outcome, described
from index.errors import ModelError, NotCompilableError
from index.models import Model
from index.network import load_openvino
from index.packing import Feeding, load_table
from index.tokenization import ModelTokenizer
from index.torch_embedding import SentenceTransformerEmbedder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.packing import Fed

_CHECKED = 3  # every third text is kept from calibration, for the comparison with the original
_LONG = 8  # texts as long as the model reads among those compared
_TOGETHER = 4  # texts compared in one row
# How much of a few large activations is moved into the weights before both are rounded: of .3 … .9, .65 to .7 is
# closest to the original in every language tried (mean cosine .9965 on the samples, .9945 with nncf's own .95).
_SMOOTH = 0.7
# Large activations come about in the feed-forward outputs of the first blocks; left as they are, these bring .0013
# more and cost no measurable time. In the words of BERT and its kin, DistilBERT, ModernBERT.
_LEFT_IN_FP32 = r".*layers?\.[01]\.(output\.dense|ffn\.lin2|mlp\.Wo|mlp\.fc2)/.*"


def compile_model(model: Model, folder: Path, *, precision: str, texts: Sequence[str]) -> Outcome:
    """Compile a model into a folder and compare it with the original.

    Args:
        model: of one transformer and a pooling of its tokens, with whatever follows; what fits is what gives the
            original's vectors.
        folder: to write to.
        precision: ``fp32``; or ``int8``: weights and activations in 8 bits, by nncf's post-training quantization.
        texts: like those the model is to embed; two thirds calibrate it, where it needs that.

    Raises:
        NotCompilableError: if torch, openvino or nncf cannot trace the model.
        ModelError: if the original cannot be loaded.
        Exception: whatever they raise for want of memory, disk or a library.
    """
    started = time.monotonic()
    tokenizer = ModelTokenizer(model)
    tokenizer.encode(["a"])  # raises where the tokenizer is no use, before anything of weight is loaded
    openvino = load_openvino()
    original = SentenceTransformerEmbedder(model, device="cpu")
    original.transformer()
    with _blaming_the_model():
        made = _described(original, folder, precision)
    _write_table(original, made)
    feeding = Feeding(table=load_table(made.table), first=made.first, pooling=made.pooling)
    with _blaming_the_model():
        network = _converted(original, feeding.padded([[0, 1], [0]]))
        if precision == "int8":
            others = [text for at, text in enumerate(texts) if at % _CHECKED]
            network = _quantized(network, [feeding.padded([one.ids]) for one in tokenizer.encode(others)])
    openvino.save_model(network, made.network, compress_to_fp16=False)
    short = list(texts[::_CHECKED])
    long = _joined(short)
    apart = replace(made, packs=False)
    alone, together = CompiledEmbedder(model, apart), CompiledEmbedder(model, made)
    cosines = [_cosines(original.embed_passages(some), alone.embed_passages(some)) for some in (short, long)]
    packed = _cosines(original.embed_passages(short), _in_rows(together, short))
    if packed.mean() >= FAITHFUL[precision]:
        cosines.append(packed)
    else:
        made = apart
    return Outcome(
        compiled=described(made),
        mean=float(np.min([own.mean() for own in cosines])),
        lowest=float(np.concatenate(cosines).min()),
        texts=len(short) + len(long),
        seconds=time.monotonic() - started,
    )


@contextmanager
def _blaming_the_model() -> Iterator[None]:
    """Take what tracers raise for the model's fault, unless the machine is to blame."""
    try:
        yield
    except (MemoryError, OSError, ImportError):
        raise
    except Exception as error:
        if "memory" in str(error):  # torch and openvino have no error of their own for the want of it
            raise
        raise NotCompilableError(f"{type(error).__name__}: {error}") from error


def _joined(texts: Sequence[str]) -> list[str]:
    """Texts as long as a model reads: what it does with those its short ones do not show."""
    return [" ".join([*texts[at:], *texts]) for at in range(0, len(texts), max(1, len(texts) // _LONG))][:_LONG]


def _cosines(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    cosines: NDArray[np.float32] = np.vecdot(one, other)
    return cosines


def _described(original: SentenceTransformerEmbedder, folder: Path, precision: str) -> CompiledModel:
    modules = original.transformer()
    transformer: Any = modules[0].auto_model
    pooling: Any = modules[1]
    if pooling.pooling_mode not in {"mean", "cls"} or not pooling.include_prompt:
        raise ValueError(f"its pooling is not by the mean or the first token: {pooling.get_config_dict()}")
    # RoBERTa and its kin count from behind the place of their padding token.
    places = getattr(getattr(transformer, "embeddings", None), "position_embeddings", None)
    padding = getattr(places, "padding_idx", None)
    return CompiledModel(
        folder=folder,
        precision=precision,
        dimension=original.dimension,
        first=0 if padding is None else padding + 1,
        pooling=pooling.pooling_mode,
        packs=True,
    )


def _write_table(original: SentenceTransformerEmbedder, made: CompiledModel) -> None:
    """Keep the tokens' vectors beside the network: of all that a process asks for it reads few."""
    transformer: Any = original.transformer()[0].auto_model
    table = transformer.get_input_embeddings().weight.detach().numpy()
    np.save(made.table, table.astype(np.float16))


def _converted(original: SentenceTransformerEmbedder, example: Fed) -> Any:  # noqa: ANN401 - an openvino.Model
    """Trace the model from its tokens' vectors to unit vectors of texts."""
    import torch

    modules = original.transformer().eval()
    transformer: Any = modules[0].auto_model
    following = list(modules)[2:]
    takes = inspect.signature(transformer.forward).parameters

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer, self.following = transformer, torch.nn.ModuleList(following)

        def forward(
            self, embeddings: torch.Tensor, mask: torch.Tensor, positions: torch.Tensor, shares: torch.Tensor
        ) -> torch.Tensor:
            more = {"position_ids": positions, "token_type_ids": torch.zeros_like(positions)}
            told = self.transformer(
                inputs_embeds=embeddings,
                attention_mask=mask,
                **{name: value for name, value in more.items() if name in takes},
            )
            features: dict[str, Any] = {"sentence_embedding": shares @ told[0]}
            for module in self.following:
                features = module(features)
            return torch.nn.functional.normalize(features["sentence_embedding"], dim=-1)

    with torch.no_grad():
        traced = load_openvino().convert_model(
            Whole(), example_input=tuple(torch.from_numpy(value) for value in example.values())
        )
    for node, name in zip(traced.inputs, example, strict=True):
        node.get_tensor().set_names({name})
    width = example["embeddings"].shape[-1]
    traced.reshape(
        {"embeddings": [-1, -1, width], "mask": [-1, 1, -1, -1], "positions": [-1, -1], "shares": [-1, -1, -1]}
    )
    return traced


def _quantized(network: Any, fed: Sequence[Fed]) -> Any:  # noqa: ANN401 - openvino.Models
    import nncf

    smooth = nncf.AdvancedSmoothQuantParameters(matmul=_SMOOTH)
    return nncf.quantize(
        network, nncf.Dataset(fed), model_type=nncf.ModelType.TRANSFORMER,
        preset=nncf.QuantizationPreset.MIXED, subset_size=len(fed),
        ignored_scope=nncf.IgnoredScope(patterns=[_LEFT_IN_FP32], validate=False),
        advanced_parameters=nncf.AdvancedQuantizationParameters(smooth_quant_alphas=smooth),
    )  # fmt: skip


def _in_rows(embedder: CompiledEmbedder, texts: Sequence[str]) -> NDArray[np.float32]:
    rows = [embedder.embed_passages(texts[at : at + _TOGETHER]) for at in range(0, len(texts), _TOGETHER)]
    return np.concatenate(rows)


def main() -> int:
    """Do the job that stands on standard input; what came of it is the last line of standard output.

    That is an ``Outcome``, or ``unusable``: why the original cannot be loaded, or ``failed``: why the model cannot be
    compiled, now or ever. What the machine lacks (memory, disk, a library) ends the process with an error.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"
    warnings.simplefilter("ignore")  # of tracing, to whoever wrote transformers
    job = json.load(sys.stdin)
    model = Model(job["name"], Path(job["model"]))
    told: dict[str, Any]
    try:
        told = asdict(compile_model(model, Path(job["folder"]), precision=job["precision"], texts=job["texts"]))
    except NotCompilableError as error:
        told = {"failed": str(error)}
    except ModelError as error:
        told = {"unusable": str(error)}
    print(json.dumps(told))  # noqa: T201 - read by the process that started this one
    return 0


if __name__ == "__main__":
    sys.exit(main())
