"""Many people asking the bot at once: the whole program, over real HTTP, against the tests' own Bot API server."""

from __future__ import annotations

import gc
import os
import random
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scripts.benchmarking.corpus_files import question_texts
from scripts.benchmarking.places import environment
from scripts.benchmarking.summary import latency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram_server import TelegramServer

Record = dict[str, Any]

ROOT: Final = Path(__file__).resolve().parent.parent.parent
TOKEN: Final = "123456:LOAD-test-token"  # noqa: S105 - nobody's
_SECONDS_TO_START: Final = 60.0
_SECONDS_TO_FINISH: Final = 30.0
_SECONDS_COUNTED: Final = 65.0  # what held up the loop is told for a minute
_STARTING_UP: Final = 0.02  # seconds the loop is held up at most once all is loaded and nobody asks
_LAG = re.compile(r"^newsbot_event_loop_lag_seconds (\S+)$", re.MULTILINE)


def load(
    *, corpus: str, data: str, people: int, rate: float, seconds: float, seed: int, beyond: bool = False
) -> Record:
    """Let people ask through Telegram, each in a private chat.

    Args:
        corpus: folder with the questions.
        data: folder of the index.
        people: number of them; they ask by turns, in random order.
        rate: questions a second, of all of them.
        seconds: how long.
        seed: of the order and the moments.
        beyond: whether the index is in Milvus and PostgreSQL.

    Returns:
        Numbers of questions and answers, the time from an update to its answer in milliseconds, the longest time the
        bot's event loop was held up in milliseconds, and the bot's memory in MB, at the beginning, after a quarter of
        the time, when its caches are filled, and at the end.
    """
    sys.path.insert(0, str(ROOT / "tests"))
    from telegram_server import TelegramServer

    questions = question_texts(Path(corpus))
    with TelegramServer(token=TOKEN) as server, _bot(server, Path(data), beyond=beyond) as (process, port):
        server.private_message(questions[0])
        server.wait_for(1, timeout=_SECONDS_TO_START)
        _wait_until_warm(port)
        server.clear()
        watch = _Watch(process.pid, port)
        asked = _ask(server, watch, questions, people=people, moments=_moments(rate, seconds, seed))
        _finish(server, asked, watch)
        sent = [call for call in server.calls if call.method == "sendMessage" and call.error is None]
        answers = Counter(call.parameters["reply_parameters"]["message_id"] for call in sent)
        first = {call.parameters["reply_parameters"]["message_id"]: call.at for call in reversed(sent)}
        took = [1000 * (first[one] - at) for one, at in asked.items() if one in first]
        return {
            "asked": len(asked),
            "answered_once": sum(answers[one] == 1 for one in asked),
            "answered_twice": sum(answers[one] > 1 for one in asked),
            "violations": server.violations,
            "drafts": sum(call.method == "sendMessageDraft" for call in server.calls),
            "answer_ms": latency(took),
            "slowest_ms": round(max(took, default=0.0), 1),
            "loop_held_up_ms": round(1000 * max(watch.lags, default=0.0), 1),
            "memory_mb": {
                "first": watch.memory[0],
                "after_quarter": watch.memory[len(watch.memory) // 4],
                "last": watch.memory[-1],
            },
        }


def _wait_until_warm(port: int) -> None:
    """Wait until what happened while the bot started counts no more in what it tells of its event loop."""
    gc.collect()
    gc.freeze()  # this process is the server, too: its own collector must not hold up an answer
    until = time.monotonic() + _SECONDS_COUNTED
    while _lag(port) > _STARTING_UP and time.monotonic() < until:
        time.sleep(1)


class _Watch:
    """Looks at the bot's memory and event loop about once a second."""

    def __init__(self, pid: int, port: int) -> None:
        self._pid, self._port = pid, port
        self._next = time.monotonic()
        self.memory: list[float] = []
        self.lags: list[float] = []

    def look(self) -> None:
        if time.monotonic() < self._next:
            return
        self._next += 1.0
        pages = int(Path(f"/proc/{self._pid}/statm").read_text("ascii").split()[1])
        self.memory.append(round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1))
        self.lags.append(_lag(self._port))


def _moments(rate: float, seconds: float, seed: int) -> list[float]:
    """When questions are asked, as people do: at random, so many a second in the mean."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    return sorted(draw.uniform(0, seconds) for _ in range(round(rate * seconds)))


def _ask(
    server: TelegramServer, watch: _Watch, questions: list[str], *, people: int, moments: list[float]
) -> dict[int, float]:
    """Ask at these moments; when each question was asked, by its message."""
    from telegram_server import ChatUser

    users = [ChatUser(1000 + number, f"User {number}", language_code="en") for number in range(people)]
    asked: dict[int, float] = {}
    began = time.monotonic()
    for number, moment in enumerate(moments):
        while (left := began + moment - time.monotonic()) > 0:
            watch.look()
            time.sleep(min(left, 0.05))
        at = time.monotonic()
        asked[server.private_message(questions[number % len(questions)], user=users[number % people])] = at
    return asked


def _finish(server: TelegramServer, asked: dict[int, float], watch: _Watch) -> None:
    until = time.monotonic() + _SECONDS_TO_FINISH
    while time.monotonic() < until:
        watch.look()
        done = sum(call.method == "sendMessage" and call.error is None for call in server.calls)
        if done >= len(asked):
            time.sleep(1.5)  # what is answered twice shows
            watch.look()
            return
        time.sleep(0.1)


@contextmanager
def _bot(server: TelegramServer, data: Path, *, beyond: bool) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    from running import free_port

    for remembered in data.glob("bot-*"):
        remembered.unlink()  # each run is of a server that begins to count anew
    port = free_port()
    variables = environment(beyond=beyond) | {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": server.url,
        "NEWSBOT_MONITOR_PORT": str(port),
    }
    process = subprocess.Popen([sys.executable, "-m", "bot", "--data", str(data)], cwd=ROOT, env=variables)  # noqa: S603 - ours
    try:
        yield process, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _lag(port: int) -> float:
    """Longest time the loop was held up lately, in seconds."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as page:
        found = _LAG.search(page.read().decode())
    return float(found[1]) if found else float("nan")
