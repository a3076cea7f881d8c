"""Scripts run in the process of the test, as a shell would run them."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


class Said(NamedTuple):
    """What a script left behind."""

    status: int
    out: str
    err: str


def run_main(main: Callable[[Sequence[str]], int], *arguments: str | Path) -> Said:
    """Run a script's ``main`` with arguments; gives its exit status and what it printed."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(argument) for argument in arguments])
    return Said(status, out.getvalue(), err.getvalue())
