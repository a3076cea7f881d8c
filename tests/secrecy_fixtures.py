"""The log, watched for what it may not say; a pytest plugin of the tests of that."""

from __future__ import annotations

import gc
import logging
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from bot import log
from running import SECRET, TOKEN
from unsayable import Log

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def everything() -> Iterator[Log]:
    """The log at DEBUG, checked at the end; what ``set_up`` changes for the whole process is put back."""
    root = logging.getLogger()
    hooks, level = (sys.excepthook, threading.excepthook, sys.unraisablehook), root.level
    chatty = {name: logging.getLogger(name).level for name in log._CHATTY}
    stream = Log()
    handler = log.set_up([TOKEN, SECRET], level=logging.DEBUG, stream=stream)
    try:
        yield stream
        gc.collect()
        stream.check()
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        for name, before in chatty.items():
            logging.getLogger(name).setLevel(before)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
