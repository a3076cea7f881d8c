"""Ray, started in this machine and heard by nobody else, or joined where it runs already; and quiet."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import signal
import socket
import tempfile
import threading
import warnings
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.bulk.errors import BulkError, MissingRayError
from index.cores import usable_cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OBJECT_MEMORY: Final = 100 * 2**20  # bytes: only names of shards go through it; less than 75 MB Ray refuses
_FOLDER: Final = "newsbot-ray-"
_PATIENCE: Final = 10.0  # seconds
_LONGEST_FOLDER: Final = 30  # characters: sockets lie in it, whose paths have a limit of 107
_QUIET: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # as it will be by itself; until then it warns
    "RAY_BACKEND_LOG_LEVEL": "fatal",
}
_ALONE: Final = {
    # Ray's name for: this machine is no part of a cluster. All that it starts listens on 127.0.0.1 then.
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    "RAY_AUTH_TOKEN": secrets.token_hex(32),  # else a file in the user's home; one for a process: Ray reads it once
}


@contextmanager
def session(address: str | None, *, workers: int | None, verbose: bool) -> Iterator[Any]:
    """Give the ray module, connected; everything that was started has ended afterwards.

    Args:
        address: of a cluster: ``host:port``, ``auto``; None starts Ray here.
        workers: as many as must find room where it is started here.
        verbose: whether Ray and the workers may print what they do.

    Raises:
        MissingRayError: Ray is not installed.
        BulkError: it cannot be started or reached.
    """
    with ExitStack() as stack:
        stack.enter_context(_environment(_QUIET if address else {**_QUIET, **_ALONE}))
        ray = _imported()
        if ray.is_initialized():
            raise BulkError("Ray is in use in this process already")
        options: dict[str, Any] = {"address": address}
        if address:
            _knock(address)
        else:
            stack.enter_context(_alone())
            options = {
                "address": "local",
                "num_cpus": max(usable_cores(), workers or 1),
                "object_store_memory": _OBJECT_MEMORY,
                "include_dashboard": False,
                "_temp_dir": stack.enter_context(_folder()),
            }
        level = logging.INFO if verbose else logging.ERROR
        answer = signal.getsignal(signal.SIGTERM)
        stack.callback(_keep, answer)
        stack.callback(ray.shutdown)
        logging.getLogger("ray").setLevel(level)
        try:
            ray.init(**options, log_to_driver=verbose, logging_level=level)
        except Exception as error:  # whatever a server or a system may say
            raise BulkError(f"cannot {f'join Ray at {address}' if address else 'start Ray'}: {error}") from error
        _keep(answer)
        if address is None and ray.util.get_node_ip_address() != "127.0.0.1":
            raise BulkError("this version of Ray would listen to other machines: start a cluster and name its address")
        _quieten(verbose=verbose)
        yield ray


def _knock(address: str) -> None:
    """Raise BulkError where nobody listens: Ray itself would try for minutes."""
    host, colon, port = address.rpartition("/")[2].rpartition(":")
    if not colon:
        return  # «auto»
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE).close()
    except (OSError, ValueError) as error:
        raise BulkError(f"cannot reach Ray at {address}: {error}") from error


def _imported() -> Any:  # noqa: ANN401 - a module
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=DeprecationWarning)  # Ray's own, of what it has deprecated
            warnings.filterwarnings("ignore", category=FutureWarning)
            import ray
            import ray.data

            ray.data.DataContext.get_current()
    except ImportError as error:
        raise MissingRayError from error
    return ray


def _quieten(*, verbose: bool) -> None:
    from ray.data import DataContext

    context = DataContext.get_current()
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.INFO if verbose else logging.ERROR)


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """Variables that Ray and its processes read; what the user has set stays, what Ray sets goes."""
    before = dict(os.environ)
    os.environ.update({**wanted, **before})
    try:
        yield
    finally:
        for name in set(os.environ) - set(before):
            del os.environ[name]
        os.environ.update(before)


@contextmanager
def _alone() -> Iterator[None]:
    """What no option of Ray says: it may have been imported before its variable was set, and needs no dashboard.

    One that is not asked for is started all the same, and asks the clouds' metadata services where it is.
    """
    from ray._private import node, ray_constants

    with ExitStack() as stack:
        for owner, name, wanted in (
            (ray_constants, "ENABLE_RAY_CLUSTER", False),
            (node.Node, "start_api_server", lambda *_, **__: None),
        ):
            if hasattr(owner, name):
                stack.callback(setattr, owner, name, getattr(owner, name))
                setattr(owner, name, wanted)
        yield


@contextmanager
def _folder() -> Iterator[str]:
    """For Ray's sockets and logs; those of runs that were killed go."""
    usual = tempfile.gettempdir()
    place = Path(usual if len(usual) <= _LONGEST_FOLDER else "/tmp")  # noqa: S108 - mkdtemp makes what is safe there
    for left in place.glob(f"{_FOLDER}*"):
        if not _runs(left.name.removeprefix(_FOLDER).partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    folder = tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-", dir=place)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _runs(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True


def _keep(answer: Any) -> None:  # noqa: ANN401 - as the signal module has it
    """Answer SIGTERM as before: Ray's own way is to leave at once, without an end to what it has started."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, answer)
