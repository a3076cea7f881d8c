"""Compiled models on disk: made once for each model, precision and version of what makes them."""

from __future__ import annotations

import json
import logging
import math
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from index.errors import ModelError, NotCompilableError
from index.network import LOCK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.models import Model
    from index.packing import Pooling

logger = logging.getLogger(__name__)

NETWORK, WEIGHTS, TABLE = "network.xml", "network.bin", "tokens.npy"
_OUTCOME = "outcome.json"
_UNFINISHED = "unfinished-"
_FORMAT = 3  # of what index.compilation makes
# Mean cosine to the original's vectors that is required. What is kept of fp32 is computed in 16 bits where the
# processor is made for that; in 8 bits the bundled model reaches .998, and finds as much.
FAITHFUL = {"fp32": 0.9995, "int8": 0.995}
_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledModel:
    """A compiled model: everything behind the table of its tokens' vectors.

    Attributes:
        folder: where its files are.
        precision: of its weights, ``fp32`` or ``int8``.
        dimension: length of a vector.
        first: position of a text's first token.
        pooling: what a text's vector is made of: all of its tokens, or the first.
        packs: whether several texts can be computed in one row.
    """

    folder: Path
    precision: str
    dimension: int
    first: int
    pooling: Pooling
    packs: bool

    @property
    def network(self) -> Path:
        """What ``network.load_network`` loads."""
        return self.folder / NETWORK

    @property
    def table(self) -> Path:
        """Vectors of the vocabulary's tokens, float16."""
        return self.folder / TABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of compiling a model.

    Attributes:
        compiled: the attributes of ``CompiledModel`` but its folder.
        mean: cosine between the compiled model's vector of a text and the original's, averaged over texts that were
            not used for calibration; of short texts, long ones and short ones in one row, the lowest average.
        lowest: the lowest of these cosines.
        texts: number of them.
        seconds: how long compiling took.
    """

    compiled: dict[str, Any]
    mean: float
    lowest: float
    texts: int
    seconds: float


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
        ModelError: if the original cannot be loaded, or compiling was stopped.
    """
    folder = cache_folder() / model.fingerprint / _key(precision)
    known = _outcome(folder)  # a cache need not be writable to be used
    if known is None:
        try:
            known = _made(model, precision, folder, texts)
        except OSError as error:
            raise NotCompilableError(
                f"{model.name} could not be compiled to {precision}: {error}; XDG_CACHE_HOME names another cache"
            ) from error
    if "failed" in known:
        raise NotCompilableError(
            f"{model.name} cannot be compiled to {precision}: {known['failed']} (to try again, delete {folder})"
        )
    outcome = Outcome(**known)
    if math.isnan(outcome.mean) or outcome.mean < FAITHFUL[precision]:
        raise NotCompilableError(
            f"{model.name} in {precision} is too far from the original: mean cosine {outcome.mean:.4f}, "
            f"needed {FAITHFUL[precision]}"
        )
    return CompiledModel(folder=folder, **outcome.compiled)


def described(compiled: CompiledModel) -> dict[str, Any]:
    """A compiled model as its ``Outcome`` keeps it."""
    return {name: value for name, value in asdict(compiled).items() if name != "folder"}


def cache_folder() -> Path:
    """Where compiled models are kept: ``newsbot/models`` in the user's cache folder (``XDG_CACHE_HOME`` moves it)."""
    from platformdirs import user_cache_path

    return user_cache_path("newsbot", appauthor=False) / "models"


def _key(precision: str) -> str:
    makers = ["openvino", "nncf"] if precision == "int8" else ["openvino"]
    return "-".join([precision, *(f"{maker}{version(maker)}" for maker in makers), str(_FORMAT)])


def _outcome(folder: Path) -> dict[str, Any] | None:
    """What is known of a compiled model; None where none was made, or its making was interrupted."""
    try:
        known: dict[str, Any] = json.loads((folder / _OUTCOME).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return known if "failed" in known or all((folder / file).is_file() for file in (NETWORK, WEIGHTS, TABLE)) else None


def _made(model: Model, precision: str, folder: Path, texts: Callable[[], Sequence[str]]) -> dict[str, Any]:
    """What is known of a compiled model once it was made, here or by another process meanwhile."""
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        logger.warning("waiting for another process that compiles model=%s precision=%s", model.name, precision)
        lock.acquire()
    try:
        known = _outcome(folder)
        if known is None:
            logger.warning("compiling model=%s precision=%s: once, about half a minute", model.name, precision)
            for left in folder.glob(f"{_UNFINISHED}*"):
                shutil.rmtree(left, ignore_errors=True)
            known = _make(model, precision, folder, texts())
        return known
    finally:
        lock.release()


def _make(model: Model, precision: str, folder: Path, texts: Sequence[str]) -> dict[str, Any]:
    job = {"name": model.name, "model": str(model.folder.absolute()), "precision": precision, "texts": list(texts)}
    with TemporaryDirectory(dir=folder, prefix=_UNFINISHED) as unfinished:
        root = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        done = subprocess.run(
            [sys.executable, "-P", "-m", "index.compilation"],  # -P: nothing of the folder the user happens to be in
            input=json.dumps({**job, "folder": unfinished}),
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        if -done.returncode in _STOPS:
            raise ModelError(f"compiling {model.name} was stopped; it begins anew the next time")
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
            raise NotCompilableError(f"{model.name} could not be compiled to {precision}: {reason}")
        known: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        if "unusable" in known:
            raise ModelError(str(known["unusable"]))
        # The outcome comes last: where it is, all is. Where compiling failed, files may be missing.
        for name in (NETWORK, WEIGHTS, TABLE):
            with suppress(FileNotFoundError):
                Path(unfinished, name).replace(folder / name)
        (folder / _OUTCOME).write_text(json.dumps(known, indent=2), "utf-8")
    return known
