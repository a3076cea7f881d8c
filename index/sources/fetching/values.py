"""What is asked of a server and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

PAGE_LIMIT: Final = 5 * 1024**2
"""Bytes of a page, packed or not."""
FEED_LIMIT: Final = 20 * 1024**2
"""Bytes of a feed or sitemap, packed or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask with the next time; None where it gave nothing."""

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A server's good answer.

    Attributes:
        url: the final address, redirects followed, host and path as they are sent (ASCII), no fragment.
        status: 200, or 304 where it was asked with validators.
        body: unpacked, not empty; ``b""`` for 304 and HEAD.
        content_type: the media type in lower case without parameters, ``""`` where not given.
        charset: of the text, as the header says, in lower case.
        validators: of this answer; for 304 those asked with unless the server gave new ones.
        moved: where every redirect from the first on was permanent (301, 308): the address to ask the next time.
    """

    url: str
    status: int
    body: bytes
    content_type: str
    charset: str | None
    validators: Validators
    moved: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far one answer may go.

    Attributes:
        connect: seconds until connected, TLS apart.
        read: seconds without a single byte.
        whole: seconds from connecting to the last byte, each redirect apart.
        redirects: most of them followed.
        robots: bytes of a robots.txt; the rest of it is not read.
    """

    connect: float = 10.0
    read: float = 20.0
    whole: float = 60.0
    redirects: int = 5
    robots: int = 500_000


class FetchError(Exception):
    """An address gave nothing to use.

    Attributes:
        reason: for the report, a fragment of a plain sentence; never holds a password.
        gone: whether the server says that there is no such page (404) or not any more (410).
        retry_at: when the server wants to be asked again, in UTC, None where it did not say.
    """

    def __init__(self, reason: str, *, gone: bool = False, retry_at: datetime | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.gone = gone
        self.retry_at = retry_at


class RefusedError(FetchError):
    """We do not connect to such an address."""


class WaitError(FetchError):
    """The host wants to be left alone for a while."""


class StoppedError(FetchError):
    """Asked to stop."""

    def __init__(self) -> None:
        super().__init__("stopped")


class LostConnectionError(FetchError):
    """The connection was not made in time or broke off: the next try may go better."""


def in_words(size: int) -> str:
    """A number of bytes for a reader."""
    for bytes_each, unit in ((1024**2, "MB"), (1024, "KB")):
        if size >= bytes_each:
            return f"{round(size / bytes_each, 1):g} {unit}"
    return f"{size} bytes"
