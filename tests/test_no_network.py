"""Nothing leaves the machine: a model is compiled, an index built and asked, and no connection is even tried."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from article_files import written
from tiny_models import save_tiny_model

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
# Loaded by every Python process that finds it, also by those that ours start.
WATCH = """
import os, socket, sys

def watch(event, arguments):
    if event in {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}:
        if getattr(arguments[0], "family", None) != socket.AF_UNIX:
            with open(os.environ["ATTEMPTS"], "a") as attempts:
                print(sys.argv, event, arguments[1:], file=attempts)
            raise OSError("there is no network here")

sys.addaudithook(watch)
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    words = ["the", "harbour", "closed", "on", "tuesday", "crane", "fell", "why", "did", "mayor", "said"]
    return save_tiny_model(tmp_path_factory.mktemp("models") / "tiny", words)


@pytest.fixture
def watched(tmp_path: Path) -> tuple[dict[str, str], Path]:
    """The environment of a process whose attempts to connect fail and are written down, and where."""
    written(tmp_path / "watch" / "sitecustomize.py", WATCH)
    attempts = tmp_path / "attempts"
    environment = os.environ | {
        "PYTHONPATH": str(tmp_path / "watch"),
        "ATTEMPTS": str(attempts),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "HOME": str(tmp_path / "home"),  # where openvino and nncf look for leave not to report
    }
    return environment, attempts


def run(arguments: Sequence[str | Path], environment: dict[str, str]) -> str:
    """What a program says that runs without a network where the system can do that, else with one that is watched."""
    apart = ["unshare", "--net", "--"]
    if not shutil.which("unshare") or subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
        apart = []
    done = subprocess.run(
        [*apart, sys.executable, *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_watch_sees_an_attempt(watched: tuple[dict[str, str], Path]) -> None:
    environment, attempts = watched
    ask = "import socket\ntry: socket.create_connection(('127.0.0.1', 9))\nexcept OSError as error: print(error)"
    assert run(["-c", ask], environment) == "there is no network here\n"
    assert "socket.getaddrinfo" in attempts.read_text("utf-8")


def test_a_model_is_compiled_and_an_index_built_and_asked_without_any_attempt_to_connect(
    watched: tuple[dict[str, str], Path], model: Path, tmp_path: Path
) -> None:
    environment, attempts = watched
    article = written(
        tmp_path / "a.txt",
        "Harbour closed\n\nThe harbour closed on Tuesday because a crane fell, the mayor said.\n"
        "Source: https://paper.example/harbour",
    )
    data = tmp_path / "data"
    for backend in ("auto", "torch"):
        said = run(
            ["scripts/rebuild_index.py", article, "--data", data, "--model", model, "--backend", backend], environment
        )
        assert "1 articles" in said
        assert "«The harbour closed on Tuesday" in run(
            ["scripts/repl.py", "--data", data, "--threshold", "0", "--ask", "Why did the harbour close?"], environment
        )
    assert any((tmp_path / "cache").rglob("network.xml"))
    assert not attempts.exists(), attempts.read_text("utf-8")
