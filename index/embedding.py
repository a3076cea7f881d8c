"""Which embedder serves a model: compiled where that gives the model's own vectors, else the original."""

from __future__ import annotations

import logging
import re
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from index.bulk_embedding import BulkEmbedder
from index.calibration import calibration_texts, pieces
from index.compiled_embedding import CompiledEmbedder
from index.compiled_models import compiled_model
from index.errors import ModelError, NotCompilableError, StaleIndexError
from index.location import Location
from index.models import find_model, name_of
from index.protocols import ModelIdentity
from index.torch_embedding import SentenceTransformerEmbedder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.models import Model
    from index.protocols import Embedder

logger = logging.getLogger(__name__)

PRECISIONS = ("int8", "fp32")
BACKENDS = ("auto", "torch")


def embedder_for(
    place: str | Path | Location, *, model: str | None = None, precision: str | None = None, backend: str = "auto"
) -> Embedder:
    """Give the embedder to bring an index up to date with: of its own model, in its own precision.

    Args:
        place: of the index; there need not be one yet.
        model: another one: a folder or a name on the model hub.
        precision: another one; as for ``load_embedder``.
        backend: as for ``load_embedder``.

    Raises:
        ModelError: as ``load_embedder``.
        ValueError: as ``load_embedder``.
        UnreachableError: if the engine does not answer.
    """
    own, kept = Location.of(place).current_model()
    if backend == "auto" and (model is None or name_of(model) == own):
        precision = precision or kept
    return load_embedder(
        model or own, precision=precision, backend=backend, calibration=partial(calibration_texts, place)
    )


def embedder_of(place: str | Path | Location, made_by: ModelIdentity, *, model: str | None = None) -> Embedder:
    """Give the embedder that the vectors of an index were made by, and no other.

    Args:
        place: of the index.
        made_by: what made its vectors.
        model: what it is expected to be: a folder or a name on the model hub; None expects nothing.

    Raises:
        StaleIndexError: if ``model``, or what now goes by the name of the index's own, is another one.
        ModelError: if there is no such model, it cannot be loaded, or not be compiled to the precision of the index.
    """
    found = find_model(model or made_by.name)
    if found.fingerprint != made_by.fingerprint:
        asked = ModelIdentity(name=found.name, fingerprint=found.fingerprint, precision=made_by.precision)
        raise StaleIndexError(asked, made_by)
    if made_by.precision == "fp32":
        return load_embedder(found.name, precision="fp32", calibration=partial(calibration_texts, place))
    try:
        return _compiled(found, made_by.precision, partial(calibration_texts, place))
    except NotCompilableError as error:
        raise ModelError(f"{error}; or run scripts/rebuild_index.py with --precision fp32") from error


def load_embedder(
    name: str | None,
    *,
    precision: str | None = None,
    backend: str = "auto",
    calibration: Callable[[], Sequence[str]] | None = None,
) -> Embedder:
    """Give the embedder for a model.

    It is compiled at the first use on a machine; from then on neither torch nor transformers is imported, unless there
    is a GPU and much to embed in fp32. Where the compiled model would not give the original's vectors, the next best
    serves, with a warning: fp32 for int8, the original for fp32.

    Args:
        name: None for the bundled model, else a folder or a name on the model hub.
        precision: of the model's weights, ``int8`` or ``fp32``; None is what this machine computes fastest.
        backend: ``auto``; or ``torch``, the original in fp32.
        calibration: gives texts like those to be embedded, for int8; None, and where they are few, the sample articles
            serve.

    Raises:
        ModelError: if there is no such model, it cannot be loaded, or the bundled one was altered.
        ValueError: if the precision or backend is none of those named, or torch is asked for int8.
    """
    if precision not in {None, *PRECISIONS} or backend not in BACKENDS:
        raise ValueError(f"precision is one of {PRECISIONS}, backend of {BACKENDS}; got {precision!r}, {backend!r}")
    model = find_model(name)
    if backend == "torch":
        if precision == "int8":
            raise ValueError("the torch backend computes in fp32: leave out the precision, or the backend")
        return SentenceTransformerEmbedder(model)
    wanted = precision or fastest_precision()
    for tried in dict.fromkeys((wanted, "fp32")):
        try:
            embedder = _compiled(model, tried, calibration)
        except NotCompilableError as error:
            logger.warning("not compiled: %s", error)
        else:
            bulk = tried == "fp32" and _has_gpu()
            return BulkEmbedder(embedder, SentenceTransformerEmbedder(model)) if bulk else embedder
    return SentenceTransformerEmbedder(model)


def fastest_precision() -> str:
    """The precision that this machine embeds fastest with, of those that keep what is found.

    Processors that multiply matrices of 16-bit numbers in hardware (AMX) compute fp32 weights so, as fast as int8 and
    with a mean cosine of .99998 to the original; a GPU is faster than both. All others are fastest with int8.
    """
    return "fp32" if _has_gpu() or _multiplies_bf16() else "int8"


def _compiled(model: Model, precision: str, calibration: Callable[[], Sequence[str]] | None) -> CompiledEmbedder:
    compiled = compiled_model(model, precision, texts=lambda: pieces(calibration() if calibration else ()))
    return CompiledEmbedder(model, compiled)


def _has_gpu() -> bool:
    """Does this machine look as if torch would see a GPU? Torch itself is asked only where it is needed."""
    driver = Path("/proc/driver/nvidia/version").is_file() or Path("/dev/kfd").exists()
    torch = find_spec("torch") if driver else None
    folders = torch.submodule_search_locations if torch else None
    # Beside a driver there may well be a build of torch for the CPU: its «cuda» and «hip» are None.
    built = Path(folders[0], "version.py").read_text("utf-8") if folders else ""
    return bool(re.search(r"^(cuda|hip)\b.*= *['\"]", built, re.MULTILINE))


def _multiplies_bf16() -> bool:
    try:
        return "amx_bf16" in Path("/proc/cpuinfo").read_text("ascii", "replace")
    except OSError:
        return False
