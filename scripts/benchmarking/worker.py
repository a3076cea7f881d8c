"""The other process: does one job and writes down what it measured.

It imports nothing of weight before the job says so: the time to a first answer begins here.
"""

import importlib
import json
import sys
from pathlib import Path
from typing import Any

JOBS = {
    "invented": "corpus:invented",
    "multihop": "corpus:multihop",
    "change": "corpus:change",
    "build": "ours:build",
    "ask": "ours:ask",
    "recall": "ours:dense_recall",
    "first": "first:first_answer",
    "contender build": "contests:build",
    "contender ask": "contests:ask",
    "contender first": "first:first_results",
    "embed": "contests:embed",
    "telegram": "telegram:load",
    "move": "beyond:move",
    "copy": "beyond:copy",
    "size": "beyond:size",
}


def main(task_file: str, result_file: str, spawned: str) -> None:
    """Do the job of a task file and write its result.

    Args:
        task_file: JSON: ``job`` and its arguments.
        result_file: where the measures go, as JSON.
        spawned: when this process was started, in seconds since 1970; jobs that name it as an argument get it.
    """
    task = json.loads(Path(task_file).read_text("utf-8"))
    Path(result_file).write_text(json.dumps(done(task, spawned=float(spawned))), "utf-8")


def done(task: dict[str, Any], *, spawned: float) -> dict[str, Any]:
    """Do a task, ``job`` and its arguments, and give what it measured."""
    arguments = {name: value for name, value in task.items() if name != "job"}
    module, _, name = JOBS[task["job"]].partition(":")
    work = getattr(importlib.import_module(f"scripts.benchmarking.{module}"), name)
    if module == "first":
        arguments["spawned"] = spawned
    measured: dict[str, Any] = work(**arguments)
    return measured


if __name__ == "__main__":
    main(*sys.argv[1:])
