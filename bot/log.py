"""Logging, set up once, so that neither a secret nor what people wrote ever reaches it."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING, TextIO

from bot.discretion import forget
from bot.redaction import RedactingFormatter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

# httpx and httpcore write every address they call at INFO, and the Bot API has the token in its addresses.
_CHATTY = ("httpx", "httpcore", "faiss.loader", "matplotlib")

logger = logging.getLogger(__name__)


class _Stream(logging.StreamHandler[TextIO]):
    """Where the log goes; what cannot be written is not shown by other ways either."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base class calls it so
        """Python would print the arguments as they are."""
        record = logging.LogRecord(record.name, logging.ERROR, "", record.lineno, "unwritable record", None, None)
        try:
            self.stream.write(f"{self.format(record)} line={record.lineno}\n")
        except (OSError, ValueError):  # the stream itself
            return


def set_up(secrets: Iterable[str] = (), *, level: int = logging.INFO, stream: TextIO | None = None) -> logging.Handler:
    """Send the log of the whole process to one stream, redacted; a second call replaces the first.

    Args:
        secrets: what must not be seen.
        level: of the root logger.
        stream: standard error when None.

    Returns:
        The handler, so that a test can take it away again.
    """
    forget()
    handler = _Stream(stream)
    handler.setFormatter(RedactingFormatter(secrets))
    root = logging.getLogger()
    for old in [old for old in root.handlers if isinstance(old.formatter, RedactingFormatter)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    # asyncio reports through logging by itself; what Python prints by itself must take the same way.
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread
    sys.unraisablehook = _log_unraisable
    return handler


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logger.critical("uncaught %s", kind.__name__, exc_info=(kind, error, trace))


def _log_uncaught_in_thread(event: threading.ExceptHookArgs) -> None:
    name = event.thread.name if event.thread else "?"
    if event.exc_value is not None:
        logger.critical("uncaught in thread %s", name, exc_info=(event.exc_type, event.exc_value, event.exc_traceback))


def _log_unraisable(event: sys.UnraisableHookArgs) -> None:
    logger.error("unraisable: %s", event.err_msg or "exception ignored", exc_info=event.exc_value)
