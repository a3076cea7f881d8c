"""A compiled network, loaded and run by OpenVINO."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import nullcontext
from queue import LifoQueue
from typing import TYPE_CHECKING, Any

from index.cores import usable_cores
from index.errors import DamagedModelError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.packing import Fed

_CACHE, LOCK = "loaded", "lock"
_LOADING = threading.Lock()
_THREADS = 2  # for one run, where there are as many


class Run:
    """One run of a network at a time; the network has a few of them."""

    def __init__(self, request: Any) -> None:  # noqa: ANN401 - an openvino.InferRequest
        self._request = request

    def result(self, fed: Fed) -> NDArray[np.float32]:
        """Run in this thread; shape (rows, texts, dimension), good until the next run."""
        self._request.infer(fed, share_inputs=True)
        return self._output()

    def start(self, fed: Fed) -> None:
        """Run in a thread of the network's own."""
        self._request.start_async(fed, share_inputs=True)

    def wait(self) -> NDArray[np.float32]:
        """Wait for what was started; returns as ``result``."""
        self._request.wait()
        return self._output()

    def _output(self) -> NDArray[np.float32]:
        output: NDArray[np.float32] = self._request.get_output_tensor().data
        return output


def load_network(file: Path) -> LifoQueue[Run]:
    """Load a network; gives its runs that are idle, to be taken and put back.

    What loading makes of the file is kept beside it where that can be written, so that the next process need not make
    it again.

    Raises:
        DamagedModelError: if the file is.
    """
    from filelock import FileLock

    openvino = load_openvino()
    cores = usable_cores()
    threads = min(_THREADS, cores)
    settings = {
        # Two threads for a run halve the time of a question; as many runs at once as keep all cores busy.
        "NUM_STREAMS": str(cores // threads),
        "INFERENCE_NUM_THREADS": str(cores // threads * threads),
        "ENABLE_CPU_PINNING": "NO",  # a rebuild beside a bot must not be held on the same core
    }
    keeps = os.access(file.parent, os.W_OK)
    if keeps:
        settings["CACHE_DIR"] = str(file.parent / _CACHE)
    try:
        with FileLock(file.parent / LOCK) if keeps else nullcontext():
            compiled = openvino.Core().compile_model(str(file), "CPU", settings)
    except RuntimeError as error:
        raise DamagedModelError(file) from error
    idle: LifoQueue[Run] = LifoQueue()
    for _ in range(cores // threads + 1):  # one is fed while the others run
        idle.put(Run(compiled.create_infer_request()))
    return idle


def load_openvino() -> Any:  # noqa: ANN401 - a module
    """Give the openvino module, unable to report to its makers.

    It and nncf send usage data unless told not to by a file in the user's home; where the package that does the
    sending cannot be imported, both go on without.
    """
    import numpy as np

    with _LOADING:
        sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # what makes an import fail
        import openvino

        # Its first touch of an array sets up its use of numpy, in a way that hangs for ever where two threads do so at
        # once: here it is one.
        _ = openvino.Tensor(np.zeros(1, np.float32), shared_memory=True).data
        return openvino
