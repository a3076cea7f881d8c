"""The index rebuilt again and again beside the bot, in processes of their own."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import index
from index.errors import NewsIndexError
from index.location import Location

if TYPE_CHECKING:
    from collections.abc import Collection
    from types import TracebackType

    from index.sources.named import WebSource
    from index.types import Status

logger = logging.getLogger(__name__)

_SECRET: Final = re.compile("TOKEN|SECRET")
_SECONDS_TO_END: Final = 2  # what it has done is kept, wherever it is stopped


class Watch:
    """Reads all sources anew every so often, from ``start`` to ``close``.

    Each round is a process of its own, of low priority: answers never wait for it, its memory is free between two
    rounds, and whatever happens to it the bot goes on with the generation it has.

    Args:
        place: of the index.
        every: from the beginning of a round to that of the next.
        model: that the index is to be made with, None for its own.
    """

    def __init__(self, place: str | Path | Location, every: timedelta, *, model: str | None = None) -> None:
        self._location = Location.of(place)
        self._command = _command(self._location.data, model)
        self._environment = _environment(self._location)
        self._every = every
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None
        self._complaint = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def first_round(self) -> None:
        """Read all sources once, and wait for it; what it says goes to standard error."""
        subprocess.run(self._command, env=self._environment, stdout=sys.stderr, check=False)  # noqa: S603 - our own

    def start(self, after: timedelta) -> None:
        """Go on in the background, with the first round after some time."""
        self._thread = threading.Thread(target=self._go_on, args=(after.total_seconds(),), name="watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop; a round under way is told to end, and what it has done is kept."""
        self._stop.set()
        with self._lock:
            if self._process is not None:
                self._process.terminate()
        if self._thread is not None:
            self._thread.join()

    def _go_on(self, wait: float) -> None:
        while not self._stop.wait(wait):
            began = time.monotonic()
            try:
                if watched(self._location):
                    self._round()
            except NewsIndexError as error:
                logger.warning("cannot tell what to read: %s", error)
            except Exception:
                logger.exception("watching failed")
            wait = max(0.0, began + self._every.total_seconds() - time.monotonic())

    def _round(self) -> None:
        with self._lock:
            if self._stop.is_set():
                return
            logger.debug("rebuild began")
            self._process = subprocess.Popen(  # noqa: S603 - our own
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
            )
        out, err = _finish(self._process, self._stop)
        status = self._process.returncode
        if self._stop.is_set():
            return
        lines = out.strip().splitlines()
        for line in lines:
            logger.info("rebuild: %s", line.strip())
        complaint = "" if status == 0 else (err.strip().splitlines() or [f"ended with {status}"])[-1]
        if complaint and complaint != self._complaint:  # the same every quarter of an hour tells nobody more
            logger.warning("rebuild failed: %s", complaint)
        self._complaint = complaint


def wait_before_first_round(status: Status, named: Collection[str], every: timedelta, *, now: datetime) -> timedelta:
    """How long the sources are still as current as they shall be.

    Args:
        status: tells when they were read.
        named: addresses of those that are read anew; what was never tried is due at once.
        every: how current they shall be.
        now: aware.
    """
    tried = {source.url: source.tried for source in status.sources}
    if not set(named) <= set(tried):
        return timedelta(0)
    last = max(tried.values(), default=now)
    return min(every, max(timedelta(0), last + every - now))


def watched(place: str | Path | Location) -> list[Path | WebSource]:
    """What is read anew: what the settings name, and what was named for the index before."""
    from index.config import load
    from index.refreshing import remembered

    return [*(source.source() for source in load().sources), *remembered(place)]


def _finish(process: subprocess.Popen[str], stop: threading.Event) -> tuple[str, str]:
    """Wait for a process to end, for a stopped one not too long."""
    while True:
        try:
            return process.communicate(timeout=_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            if stop.is_set():
                process.kill()


def _command(data: Path, model: str | None) -> list[str]:
    polite = ["nice", "-n", "10"] if shutil.which("nice") else []
    asked = ["--model", model] if model else []
    return [*polite, sys.executable, "-P", "-m", "index", "--data", str(data), *asked]


def _environment(location: Location) -> dict[str, str]:
    """Ours with the place where ``index`` is found, and with no secret of the bot's: what reads the web needs none.

    What opens the index is in no command line, which others on this machine may see.
    """
    place = str(Path(index.__file__).resolve().parent.parent)
    paths = os.pathsep.join(filter(None, (place, os.environ.get("PYTHONPATH"))))
    kept = {name: value for name, value in os.environ.items() if not _SECRET.search(name)}
    place_of_index = {
        "NEWSBOT_ENGINE": location.engine_url,
        "NEWSBOT_ENGINE_TOKEN": location.engine_token,
        "NEWSBOT_STORE": location.store_url,
    }
    return kept | {"PYTHONPATH": paths} | {name: value for name, value in place_of_index.items() if value is not None}
