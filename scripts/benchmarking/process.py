"""One piece of work in a process of its own, so that threads and memory of one don't disturb another."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
STATUS = Path("/proc/self/status")  # on Linux; elsewhere only the peak is known
_LAST_WORDS = 12  # lines of a failed process that are shown
_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TOKENIZERS_PARALLELISM": "true",
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "PYTHONWARNINGS": "ignore",  # of libraries that are only compared
}


class WorkError(Exception):
    """A process that was to measure something failed; the text says which, and its last words."""


def run(job: str, *, work: Path, **arguments: object) -> dict[str, Any]:
    """Do a job of ``worker.JOBS`` in a new process and wait for what it measured.

    Args:
        job: its name.
        work: an existing folder, for the two files that the processes talk by.
        **arguments: what JSON can say.

    Returns:
        The job's own measures, and ``process_seconds``: how long the process lived.

    Raises:
        WorkError: if the process failed.
    """
    task, result = work / "task.json", work / "result.json"
    task.write_text(json.dumps({"job": job, **arguments}, default=str), "utf-8")
    result.unlink(missing_ok=True)
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - this very interpreter, on a module of ours
        [sys.executable, "-m", "scripts.benchmarking.worker", str(task), str(result), repr(time.time())],
        cwd=ROOT, env=os.environ | _QUIET, capture_output=True, text=True, check=False,
    )  # fmt: skip
    lived = time.perf_counter() - started
    if done.returncode or not result.is_file():
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-_LAST_WORDS:])
        raise WorkError(f"{job} of {arguments.get('name', 'ours')} failed (status {done.returncode}):\n{said}")
    measured: dict[str, Any] = json.loads(result.read_text("utf-8"))
    return measured | {"process_seconds": lived}


def resident_mb() -> float | None:
    """Memory this process holds now, in MB of 2^20 bytes, files it has mapped included; None where unknown."""
    return _status("VmRSS")


def private_mb() -> float | None:
    """The part of ``resident_mb`` that is not backed by files: what cannot be given back under pressure."""
    return _status("RssAnon")


def peak_mb() -> float:
    """Most memory this process ever held, in MB of 2^20 bytes."""
    # Linux carries ru_maxrss over from the parent that forked; VmHWM is the process's own.
    own = _status("VmHWM")
    if own is not None:
        return own
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def size_mb(folder: Path) -> float:
    """Size of all files below a folder, in MB of 2^20 bytes; one that has several names counts once."""
    found = {(status.st_dev, status.st_ino): status.st_size for status in map(Path.stat, _files(folder))}
    return sum(found.values()) / 2**20


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]


def _status(name: str) -> float | None:
    try:
        lines = STATUS.read_text("ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) / 2**10 for line in lines if line.startswith(f"{name}:")), None)
