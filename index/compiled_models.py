"""Compiled models on disk: made once for each model, precision and version of what makes them."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from index.errors import ModelError, NotCompilableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.models import Model

logger = logging.getLogger(__name__)

MODEL, _OUTCOME = "model.xml", "outcome.json"
_FORMAT = 2  # of what index.compilation makes
# Mean cosine to the original's vectors that is required. Without rounding there is nothing to lose; in 8 bits the
# bundled model reaches .996 on English chunks, and finds as much.
_FAITHFUL = {"fp32": 0.9995, "int8": 0.995}


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledModel:
    """A compiled model that gives the vectors of its original.

    Attributes:
        file: what ``CompiledEmbedder`` runs.
        dimension: length of a vector.
        mean: cosine to the original's vectors, on average.
    """

    file: Path
    dimension: int
    mean: float


def compiled_model(model: Model, precision: str, *, texts: Callable[[], Sequence[str]]) -> CompiledModel:
    """Find a compiled model in the user's cache, or make it: that takes half a minute, once.

    Args:
        model: the original.
        precision: ``fp32`` or ``int8``.
        texts: like those the model is to embed, to calibrate it and compare it with the original; asked for only
            where it is to be made.

    Raises:
        NotCompilableError: if it cannot be compiled, or would not give the vectors of the original. Of a model that
            fits no compiler this is remembered; whatever the machine lacked may be there the next time.
        ModelError: if the original cannot be loaded.
    """
    from filelock import FileLock

    folder = cache_folder() / model.fingerprint / _key(precision)
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock"):
        known = _outcome(folder)
        if known is None:
            logger.warning("compiling model=%s precision=%s: once, about half a minute", model.name, precision)
            known = _make(model, precision, folder, texts())
    if "failed" in known:
        raise NotCompilableError(f"{model.name} cannot be compiled to {precision}: {known['failed']}")
    mean = float(known["mean"])
    if mean < _FAITHFUL[precision]:
        raise NotCompilableError(
            f"{model.name} in {precision} is too far from the original: mean cosine {mean:.4f}, "
            f"needed {_FAITHFUL[precision]}"
        )
    return CompiledModel(file=folder / MODEL, dimension=int(known["dimension"]), mean=mean)


def cache_folder() -> Path:
    """Where compiled models are kept: ``newsbot/models`` in the user's cache folder (``XDG_CACHE_HOME`` moves it)."""
    from platformdirs import user_cache_path

    return user_cache_path("newsbot", appauthor=False) / "models"


def _key(precision: str) -> str:
    makers = ["openvino", "nncf"] if precision == "int8" else ["openvino"]
    return "-".join([precision, *(f"{maker}{version(maker)}" for maker in makers), str(_FORMAT)])


def _outcome(folder: Path) -> dict[str, float | int | str] | None:
    """What is known of a compiled model; None where none was made, or its making was interrupted."""
    try:
        known: dict[str, float | int | str] = json.loads((folder / _OUTCOME).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return known if "failed" in known or (folder / MODEL).is_file() else None


def _make(model: Model, precision: str, folder: Path, texts: Sequence[str]) -> dict[str, float | int | str]:
    job = {"name": model.name, "model": str(model.folder.absolute()), "precision": precision, "texts": list(texts)}
    with TemporaryDirectory(dir=folder, prefix="unfinished-") as unfinished:
        root = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        done = subprocess.run(
            [sys.executable, "-m", "index.compilation"],
            input=json.dumps({**job, "folder": unfinished}),
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
            raise NotCompilableError(f"{model.name} could not be compiled to {precision}: {reason}")
        known: dict[str, float | int | str] = json.loads(done.stdout.strip().splitlines()[-1])
        if "unusable" in known:
            raise ModelError(str(known["unusable"]))
        # The outcome comes last: where it is, all is.
        for file in Path(unfinished).iterdir():
            file.replace(folder / file.name)
        (folder / _OUTCOME).write_text(json.dumps(known, indent=2), "utf-8")
    return known
