"""Logging, set up once, so that no secret ever reaches it."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING, TextIO
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_HIDDEN = "[secret]"
# These write every address they call at INFO, and the Bot API has the token in its addresses.
_CHATTY = ("httpx", "httpcore")

logger = logging.getLogger(__name__)


class RedactingFormatter(logging.Formatter):
    """Replaces secrets in the finished record, its traceback included.

    Args:
        secrets: what to hide; of a bot token also the part behind the colon, which alone is enough to guess the rest.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(_FORMAT)
        spellings = {
            spelling
            for secret in secrets
            for part in (secret, secret.rpartition(":")[2])
            for spelling in (part, quote(part, safe=""))
            if spelling
        }
        # The longest first: a part must not break up the whole before the whole was looked for.
        self._spellings = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))

    def format(self, record: logging.LogRecord) -> str:
        """The record as one text without secrets."""
        return self.redact(super().format(record))

    def redact(self, text: str) -> str:
        """The text with every secret replaced."""
        for spelling in self._spellings:
            text = text.replace(spelling, _HIDDEN)
        return text


def set_up(secrets: Iterable[str] = (), *, level: int = logging.INFO, stream: TextIO | None = None) -> logging.Handler:
    """Send the log of the whole process to one stream, redacted; a second call replaces the first.

    Args:
        secrets: what must not be seen.
        level: of the root logger.
        stream: standard error when None.

    Returns:
        The handler, so that a test can take it away again.
    """
    handler = logging.StreamHandler(stream)
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
