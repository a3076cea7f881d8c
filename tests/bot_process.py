"""The bot as a process of its own, over an index that obeys the test; run by itself it is that process."""

from __future__ import annotations

import os
import resource
import runpy
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.types import Answer

TESTS = Path(__file__).parent
FULL = "fill the disk"
"""What the process is asked, so that it can write no more to any file."""
RAISING = "raise"
"""How a question begins that ends in an error which repeats it."""

LEASE = "TEST_LEASE"
"""Name of the environment variable that says how many seconds a replica that is silent counts as alive."""


class Process:
    """``python -m bot`` against a server.

    Attributes:
        gate: while there is no such file, no question is answered.
    """

    def __init__(self, folder: Path, url: str, token: str, **environment: str) -> None:
        self.gate = folder / "gate"
        self._log = folder / "log"
        folder.mkdir(exist_ok=True)
        self.open()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(TESTS / "bot_process.py"), str(self.gate), "--data", str(folder / "data")],
                env=os.environ
                | {"PYTHONPATH": f"{TESTS.parent}:{TESTS}", "TELEGRAM_BOT_TOKEN": token, "TELEGRAM_API_URL": url}
                | {"NEWSBOT_QUESTIONS_PER_MINUTE": "500"}
                | environment,
                cwd=folder,
                stderr=log,
            )

    @property
    def log(self) -> str:
        """What it and those before it in this folder wrote to standard error."""
        return self._log.read_text()

    def open(self) -> None:
        self.gate.touch()

    def close(self) -> None:
        self.gate.unlink()

    def kill(self) -> None:
        """``kill -9``; returns when it is dead."""
        self._process.kill()
        self._process.wait(20)

    def halt(self) -> None:
        """It does nothing, until it is told to go on."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def terminate(self) -> None:
        self._process.send_signal(signal.SIGTERM)

    def status(self) -> int:
        """Its exit status, once it ended."""
        return self._process.wait(20)

    def end(self) -> None:
        """Whatever it does, it does no longer."""
        if self._process.poll() is None:
            self.kill()


@contextmanager
def process(folder: Path, url: str, token: str, **environment: str) -> Iterator[Process]:
    """A bot that is killed at the end, if it still runs."""
    started = Process(folder, url, token, **environment)
    try:
        yield started
    finally:
        started.end()


def _run(gate: Path) -> None:
    import bot.leases
    import index
    from fakes import CannedNews, answered, quoted

    class Obedient(CannedNews):
        def answer(self, question: str, **scope: Any) -> Answer:  # noqa: ANN401, ARG002 - as the base has it
            while question != "news" and not gate.exists():
                time.sleep(0.005)
            if question.startswith(FULL):
                resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
            if question.startswith(RAISING):
                raise RuntimeError(f"cannot {question}")
            return answered(question, quoted(f"«{question}»"))

    bot.leases.LEASE = float(os.environ.get(LEASE, bot.leases.LEASE))  # type: ignore[misc]
    index.open_index = lambda *_, **__: Obedient()  # type: ignore[assignment]
    sys.argv = ["bot", *sys.argv[2:]]
    runpy.run_module("bot", run_name="__main__")


if __name__ == "__main__":
    _run(Path(sys.argv[1]))
