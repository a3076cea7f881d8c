"""A Ray of two cores in a process of its own, for tests that join one; and who listens where."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]  # as it ships

from index.bulk import ray_session

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_PROGRAM = """
import sys
from index.bulk.ray_session import session
with session(None, workers=2, verbose=False) as ray:
    print(ray.get_runtime_context().gcs_address, flush=True)
    sys.stdin.read()
"""


@contextmanager
def running_cluster() -> Iterator[str]:
    """Give its address; it ends with the context."""
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM],
        env=os.environ | {"RAY_AUTH_MODE": "token"} | ray_session._ALONE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()
            process.wait(60)


def descendants(besides: Collection[int] = ()) -> list[psutil.Process]:
    """All processes that this one has started, and theirs, but for some by their numbers."""
    return [process for process in psutil.Process().children(recursive=True) if process.pid not in besides]


def workers() -> list[psutil.Process]:
    """Those that have a model."""
    return [process for process in descendants() if process.name().startswith("ray::MapWorker")]


def listening(besides: Collection[int] = ()) -> set[str]:
    """Addresses that this process and its descendants listen on, but for some of these."""
    found = set()
    for process in [psutil.Process(), *descendants(besides)]:
        try:
            connections = process.net_connections(kind="inet")
        except psutil.NoSuchProcess:
            continue
        found |= {one.laddr.ip for one in connections if one.status == psutil.CONN_LISTEN}
    return found
